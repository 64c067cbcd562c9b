defmodule {= module =}.MixProject do
  use Mix.Project

  def project do
    [
      app: :{= app =},
      version: "0.1.0",
      elixir: "~> 1.18",
      elixirc_paths: elixirc_paths(Mix.env()),
      start_permanent: Mix.env() == :prod,
      deps: deps(),
      releases: [{= app =}: [include_executables_for: [:unix]]],
      dialyzer: [flags: [:unmatched_returns, :error_handling, :extra_return]]
    ]
  end

  def application do
    [
      mod: {{= module =}.Application, []},
      extra_applications: {= design.applications | atom_list =}
    ]
  end

  defp elixirc_paths(:test), do: ["lib", "test/support"]
  defp elixirc_paths(_env), do: ["lib"]

{%% if design.libraries %%}
  # One line per library; each is there because a decision needs it (see docs/decisions).
  defp deps do
    [
{%% for library in design.libraries %%}
      {= library.line =}{= "," if not loop.last =}
{%% endfor %%}
    ]
  end
{%% else %%}
  # The decisions need nothing beyond Elixir and OTP.
  defp deps, do: []
{%% endif %%}
end
