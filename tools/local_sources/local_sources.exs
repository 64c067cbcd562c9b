# Lets mix take libraries from a folder on this machine instead of a registry:
#
#   export ELIXIR_DESIGN_DEPS=FOLDER
#   tools/elixir --dir DIR mix deps.get
#   tools/elixir --dir DIR mix test
#
# FOLDER holds one folder per library, called NAME or NAME-VERSION, with its sources as they are published; libraries
# of libraries too. The `mix.exs` of the project and of the libraries stay as they are, so what they require is
# checked against what is in FOLDER.

defmodule LocalSources do
  @moduledoc false

  @behaviour Mix.SCM

  @impl true
  def fetchable?, do: true

  @impl true
  def format(opts), do: opts[:source]

  @impl true
  def format_lock(_opts), do: nil

  @impl true
  def accepts_options(app, opts) do
    if opts[:path], do: nil, else: Keyword.put(opts, :source, source(app))
  end

  @impl true
  def checked_out?(opts), do: File.dir?(opts[:dest])

  @impl true
  def lock_status(_opts), do: :ok

  @impl true
  def equal?(left, right), do: left[:source] == right[:source]

  @impl true
  def managers(_opts), do: []

  @impl true
  def checkout(opts) do
    if not File.dir?(opts[:source]), do: Mix.raise("#{opts[:source]} is missing (ELIXIR_DESIGN_DEPS)")
    File.mkdir_p!(opts[:dest])
    _ = File.cp_r!(opts[:source], opts[:dest])
    if not File.exists?(Path.join(opts[:dest], "mix.exs")), do: write_mix_exs(opts)
    nil
  end

  @impl true
  def update(opts) do
    _ = File.rm_rf!(opts[:dest])
    checkout(opts)
  end

  defp source(app) do
    folder = System.fetch_env!("ELIXIR_DESIGN_DEPS")

    case Path.wildcard(Path.join(folder, "#{app}{,-[0-9]*}")) do
      [source] -> source
      [] -> Path.join(folder, to_string(app))
      several -> Mix.raise("sources of #{app} more than once: #{Enum.join(several, ", ")}")
    end
  end

  # rebar3 would have to be fetched as well, and mix alone builds what is plain Erlang.
  defp write_mix_exs(opts) do
    {app, keys} = resource(opts)

    project = [
      app: app,
      version: version(keys[:vsn], opts[:source]),
      language: :erlang,
      deps: libraries(opts[:dest])
    ]

    application = Keyword.take(keys, [:mod, :registered, :env, :applications])

    File.write!(Path.join(opts[:dest], "mix.exs"), """
    defmodule LocalSources.#{Macro.camelize(to_string(app))} do
      use Mix.Project
      def project, do: #{inspect(project, limit: :infinity)}
      def application, do: #{inspect(application, limit: :infinity)}
    end
    """)
  end

  defp resource(opts) do
    case Path.wildcard(Path.join(opts[:dest], "src/*.app.src")) do
      [file] ->
        {:ok, [{:application, app, keys}]} = :file.consult(file)
        {app, keys}

      _none_or_several ->
        Mix.raise("#{opts[:source]} has neither a mix.exs nor one src/*.app.src")
    end
  end

  # In a repository it often stands for "as the tag says"; then the folder's name says it.
  defp version(written, source) do
    named = source |> Path.basename() |> String.split("-", parts: 2) |> Enum.at(1)
    Enum.find([to_string(written), named, "0.0.0"], &(is_binary(&1) and Version.parse(&1) != :error))
  end

  defp libraries(folder) do
    case :file.consult(Path.join(folder, "rebar.config")) do
      {:ok, terms} -> terms |> Keyword.get(:deps, []) |> Enum.map(&library/1)
      {:error, :enoent} -> []
    end
  end

  defp library({name, requirement}) when is_list(requirement), do: {name, to_string(requirement)}
  defp library(dependency) when is_tuple(dependency), do: {elem(dependency, 0), ">= 0.0.0"}
  defp library(name), do: {name, ">= 0.0.0"}
end

Mix.start()
Mix.SCM.prepend(LocalSources)
