defmodule {= module =}.Store.Cell do
  @moduledoc """
  An Agent that holds one conversation and does nothing else.

  What is sent to it is a module, a function and arguments, never a closure, so a cell outlives the release that
  started it.

{= decision | doc =}
  """

  use Agent, restart: :temporary

  alias {= module =}.Cells
  alias {= module =}.Conversation
  alias {= module =}.Settings

  @doc false
  @spec start_link(Conversation.t()) :: Agent.on_start()
  def start_link(%Conversation{id: id} = conversation) do
    options = [name: name(id), hibernate_after: Settings.get(:cell_hibernate_after)]
    Agent.start_link(Function, :identity, [conversation], options)
  end

  @doc "What a cell is called by."
  @spec name(String.t()) :: GenServer.name()
  def name(id), do: {:via, Registry, {Cells.Registry, id}}

  @doc "The conversation in the cell."
  @spec read(String.t()) :: Conversation.t()
  def read(id), do: Agent.get(name(id), Function, :identity, [], timeout())

  @doc "Changes the conversation in the cell, which nobody reads or changes meanwhile."
  @spec update(String.t(), module(), atom(), [term()]) :: :ok
  def update(id, module, function, arguments),
    do: Agent.update(name(id), module, function, arguments, timeout())

  @doc "Ends the cell, and what it holds; fine when it has ended."
  @spec stop(String.t()) :: :ok
  def stop(id) do
    Agent.stop(name(id), :normal, timeout())
  catch
    :exit, :noproc -> :ok
    :exit, {:noproc, _call} -> :ok
    :exit, :normal -> :ok
  end

  defp timeout, do: Settings.get(:call_timeout)
end
