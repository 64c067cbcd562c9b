defmodule {= module =}.Strategy.ReAct do
  @moduledoc "Think, act, observe, until the model answers without asking for a tool."

  @behaviour {= module =}.Strategy

  @impl true
  def prepare(_opts), do: {nil, [], true}

  @impl true
  def answered(nil, text, _opts), do: {:done, text}
end
