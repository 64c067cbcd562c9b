import Config

# What differs between machines comes from the environment when the release starts, never from the build.
if config_env() == :prod do
  if agents = System.get_env("EXPECTED_AGENTS") do
    config :{= app =}, expected_agents: String.to_integer(agents)
  end

  if level = System.get_env("LOG_LEVEL") do
    levels = Map.new(Logger.levels(), &{Atom.to_string(&1), &1})
    config :logger, level: Map.fetch!(levels, level)
  end
end
