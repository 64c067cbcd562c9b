defmodule {= module =}.Tool.Context do
  @moduledoc "What a running tool knows about the call, and how it reports progress while it runs."

  @enforce_keys [:agent, :call_id]
  defstruct [:agent, :call_id, emit: nil]

  @type t :: %__MODULE__{
          agent: String.t(),
          call_id: String.t(),
          emit: (term() -> :ok) | nil
        }

  @doc "Streams a piece of progress to whoever follows the turn; nobody may be following."
  @spec progress(t(), term()) :: :ok
  def progress(%__MODULE__{emit: nil}, _data), do: :ok
  def progress(%__MODULE__{emit: emit}, data) when is_function(emit, 1), do: emit.(data)
end
