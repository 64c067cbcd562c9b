defmodule {= module =}.TestPicture do
  @moduledoc "A kind of message that somebody added: a struct and what the protocol asks of it."

  alias {= module =}.Message.Encoding

  @enforce_keys [:text, :url]
  defstruct [:text, :url]

  @type t :: %__MODULE__{text: String.t(), url: String.t()}

  defimpl Encoding do
    @impl true
    def role(_picture), do: :user

    @impl true
    def to_map(picture), do: %{role: :user, text: "#{picture.text} (#{picture.url})"}
  end
end
