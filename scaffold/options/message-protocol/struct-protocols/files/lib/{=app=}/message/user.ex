defmodule {= module =}.Message.User do
  @moduledoc "What a person, or whoever asks, said."

  alias {= module =}.Message.Encoding

  @enforce_keys [:text]
  defstruct [:text]

  @type t :: %__MODULE__{text: String.t()}

  defimpl Encoding do
    @impl true
    def role(_message), do: :user

    @impl true
    def to_map(message), do: %{role: :user, text: message.text}
  end
end
