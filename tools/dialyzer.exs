# Looks for type errors in a compiled Elixir project with OTP's Dialyzer, without a library:
#
#   tools/elixir --dir PROJECT elixir tools/dialyzer.exs PLT
#
# PLT is the file with what Dialyzer knows of Elixir and OTP; it is made when it is not there, which takes minutes.
# The flags are those of the project's own `mix dialyzer` (see `dialyzer:` in its mix.exs), so that both agree.

defmodule Types do
  @otp [:erts, :kernel, :stdlib, :crypto, :public_key, :asn1, :ssl, :inets, :mnesia]
  @elixir [:elixir, :logger, :mix, :eex]

  def known(plt) do
    if not File.exists?(plt) do
      IO.puts("making #{plt}")
      File.mkdir_p!(Path.dirname(plt))
      folders = for app <- @otp ++ @elixir, do: :filename.join(:code.lib_dir(app), ~c"ebin")
      fresh = plt <> ".new"
      _ = run(analysis_type: :plt_build, output_plt: to_charlist(fresh), files_rec: folders)
      File.rename!(fresh, plt)
    end
  end

  def warnings(plt, folders) do
    run(
      analysis_type: :succ_typings,
      init_plt: to_charlist(plt),
      check_plt: false,
      files_rec: Enum.map(folders, &to_charlist/1),
      warnings: [:unknown | flags()]
    )
  end

  defp flags do
    {:ok, project} = File.read("mix.exs")
    [_all, flags] = Regex.run(~r/dialyzer: \[flags: (\[[^\]]*\])\]/, project)
    {flags, []} = Code.eval_string(flags)
    flags
  end

  defp run(options), do: :dialyzer.run([from: :byte_code] ++ options)
end

[plt] = System.argv()
:ok = Types.known(plt) || :ok
folders = Path.wildcard("_build/prod/lib/*/ebin")
if folders == [], do: raise("nothing is compiled: MIX_ENV=prod mix compile")
warnings = Types.warnings(plt, folders)
for warning <- warnings, do: IO.puts(:dialyzer.format_warning(warning, filename_opt: :fullpath))
IO.puts("#{length(warnings)} warnings in #{length(folders)} applications")
if warnings != [], do: exit({:shutdown, 1})
