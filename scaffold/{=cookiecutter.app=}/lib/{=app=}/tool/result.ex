defmodule {= module =}.Tool.Result do
  @moduledoc """
  What came of a tool call. `text` is what the model reads, also when the call failed: a failure is an
  observation from which it can go on.
  """

  alias {= module =}.Error

  @enforce_keys [:id, :name, :status, :text]
  defstruct [:id, :name, :status, :text, value: nil, error: nil]

  @type t :: %__MODULE__{
          id: String.t(),
          name: String.t(),
          status: :ok | :error,
          text: String.t(),
          value: term(),
          error: Error.t() | nil
        }
end
