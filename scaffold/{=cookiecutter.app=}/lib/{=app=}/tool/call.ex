defmodule {= module =}.Tool.Call do
  @moduledoc "A model's request to run a tool: which one, with what, under which id the result is expected."

  @enforce_keys [:id, :name]
  defstruct [:id, :name, arguments: %{}]

  @type t :: %__MODULE__{
          id: String.t(),
          name: String.t(),
          arguments: map() | {:invalid, String.t()}
        }
end
