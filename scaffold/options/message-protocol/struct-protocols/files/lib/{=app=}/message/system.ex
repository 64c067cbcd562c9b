defmodule {= module =}.Message.System do
  @moduledoc "What the agent was told to be."

  alias {= module =}.Message.Encoding

  @enforce_keys [:text]
  defstruct [:text]

  @type t :: %__MODULE__{text: String.t()}

  defimpl Encoding do
    @impl true
    def role(_message), do: :system

    @impl true
    def to_map(message), do: %{role: :system, text: message.text}
  end
end
