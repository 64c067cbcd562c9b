defmodule {= module =}.LLM.Transport do
  @moduledoc """
  How provider adapters send a request over HTTP and read the answer as it arrives.

  `c:post/3` calls `on_data` in the calling process with each piece of the body, whatever its size, and the
  accumulator. A connection never outlives the calling process, and a server that falls silent is given up after
  `:stall` milliseconds. Bodies of unsuccessful answers are passed on as well, so that the adapter can report them. An error comes with
  the accumulator, so that what had arrived is not lost.
  """

  alias {= module =}.Error

  @type request :: %{
          url: String.t(),
          headers: [{String.t(), String.t()}],
          body: iodata(),
          timeout: pos_integer(),
          stall: pos_integer()
        }

  @type on_data :: (status :: pos_integer(), data :: binary(), acc :: term() -> term())

  @callback post(request(), acc, on_data()) ::
              {:ok, status :: pos_integer(), acc} | {:error, Error.t(), acc}
            when acc: term()
end
