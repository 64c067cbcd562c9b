defmodule {= module =}.Turn.Outcome do
  @moduledoc "What a finished turn adds to its conversation: only what is new, so that little is copied."

  alias {= module =}.Message

  @enforce_keys [:reply, :messages, :model_calls]
  defstruct [:reply, :messages, :model_calls]

  @type t :: %__MODULE__{
          reply: String.t(),
          messages: [Message.t()],
          model_calls: non_neg_integer()
        }
end
