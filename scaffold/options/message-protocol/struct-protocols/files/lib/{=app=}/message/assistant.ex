defmodule {= module =}.Message.Assistant do
  @moduledoc "What the model said: a text, calls of tools, or both."

  alias {= module =}.Message.Encoding
  alias {= module =}.Tool.Call

  @enforce_keys [:text]
  defstruct [:text, calls: []]

  @type t :: %__MODULE__{text: String.t(), calls: [Call.t()]}

  defimpl Encoding do
    @impl true
    def role(_message), do: :assistant

    @impl true
    def to_map(message), do: %{role: :assistant, text: message.text, calls: message.calls}
  end
end
