defmodule {= module =}.LLM do
  @moduledoc """
  A model: `{module, config}`, where the module has this behaviour.

  `c:chat/3` blocks until the answer is there and calls `emit` with each piece of text as it arrives, if somebody
  follows (`emit` is nil otherwise). It is called in a process of its own that may be killed at any time: whatever
  it holds (a connection) must go when that process goes.

{= decided("llm-integration") | doc =}
  """

  alias {= module =}.Error
  alias {= module =}.LLM.Request
  alias {= module =}.LLM.Response

  @type emit :: (String.t() -> :ok) | nil

  @callback chat(Request.t(), config :: term(), emit()) ::
              {:ok, Response.t()} | {:error, Error.t()}

  @doc """
  What a model is called in events and limits: its adapter, with the model and the address that its configuration
  names. Two models behind one adapter fail and are limited apart from each other.
  """
  @spec name({module(), config :: term()}) :: String.t()
  def name({module, %{model: model} = config}) when is_binary(model) do
    Enum.join([adapter(module), model | List.wrap(config[:base_url])], " ")
  end

  def name({module, _config}), do: adapter(module)

  # As `inspect/1` shows a module, in a tenth of the time: this is asked for each call.
  defp adapter(module) do
    case Atom.to_string(module) do
      "Elixir." <> name -> name
      name -> name
    end
  end
end
