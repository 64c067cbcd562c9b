defmodule Mix.Tasks.{= app | camelize =}.Tree do
  @shortdoc "Prints the supervision tree of the running application"

  @moduledoc """
  Starts the application and prints its supervision tree as it is running.

      mix {= app =}.tree [--format text|dot|json]
  """

  use Mix.Task

  alias {= module =}.Tree

  @requirements ["app.start"]

  @usage "usage: mix {= app =}.tree [--format text|dot|json]"

  @impl Mix.Task
  def run(arguments) do
    case OptionParser.parse(arguments, strict: [format: :string]) do
      {options, [], []} -> print(Keyword.get(options, :format, "text"))
      _other -> Mix.raise(@usage)
    end
  end

  defp print("text"), do: Mix.shell().info(Tree.to_text(Tree.live()))
  defp print("dot"), do: Mix.shell().info(Tree.to_dot(Tree.live()))
  defp print("json"), do: Mix.shell().info(Tree.to_json(Tree.live()))
  defp print(_unknown), do: Mix.raise(@usage)
end
