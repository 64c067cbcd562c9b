defmodule {= module =}.Message.ToolResult do
  @moduledoc "What came of a call of a tool, as the model reads it."

  alias {= module =}.Message.Encoding

  @enforce_keys [:call_id, :name, :text]
  defstruct [:call_id, :name, :text]

  @type t :: %__MODULE__{call_id: String.t(), name: String.t(), text: String.t()}

  defimpl Encoding do
    @impl true
    def role(_message), do: :tool

    @impl true
    def to_map(message) do
      %{role: :tool, text: message.text, call_id: message.call_id, name: message.name}
    end
  end
end
