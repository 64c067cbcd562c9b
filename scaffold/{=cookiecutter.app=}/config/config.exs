import Config

# Limits and timeouts; `{= module =}.Settings` says what each is for.
{%% for key in design.config %%}
config :{= app =}, {= key.name =}: {= key.default =}
{%% endfor %%}

config :logger, level: :info

{%% if design.logger_metadata %%}
config :logger, :default_formatter, metadata: {= design.logger_metadata | atom_list =}

{%% endif %%}
if config_env() == :test do
  config :logger, level: :critical

  # Small numbers, so that tests of limits do not wait for them.
  config :{= app =}, tool_timeout: 200
  config :{= app =}, retry_base: 1
  config :{= app =}, retry_ceiling: 5
end
