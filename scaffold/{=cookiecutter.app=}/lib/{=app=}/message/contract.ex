defmodule {= module =}.Message.Contract do
  @moduledoc """
  What `{= module =}.Message` offers, whatever a message is made of.

  Code outside of that module builds messages with its functions and reads them with its functions. How a message
  looks inside is the message protocol's own business, so changing the protocol touches one file.

  `c:to_map/1` and `c:from_map/1` are the neutral form that provider adapters, snapshots on disc and tests use.
  """

  alias {= module =}.Tool.Call

  @type message :: term()
  @type role :: :system | :user | :assistant | :tool

  @type neutral :: %{
          required(:role) => role(),
          required(:text) => String.t(),
          optional(:calls) => [Call.t()],
          optional(:call_id) => String.t(),
          optional(:name) => String.t()
        }

  @callback system(text :: String.t()) :: message()
  @callback user(text :: String.t()) :: message()
  @callback assistant(text :: String.t(), calls :: [Call.t()]) :: message()
  @callback tool_result(call_id :: String.t(), name :: String.t(), text :: String.t()) ::
              message()

  @callback role(message()) :: role()
  @callback text(message()) :: String.t()
  @callback calls(message()) :: [Call.t()]

  @callback to_map(message()) :: neutral()
  @callback from_map(neutral()) :: message()
end
