import Config

# Limits and timeouts; `{= module =}.Settings` says what each is for.
{%% for key in design.config %%}
config :{= app =}, {= key.name =}: {= key.default =}
{%% endfor %%}

{%% for setting in design.library_config %%}
# {= setting.why | comment =}
config :{= setting.application =}, {= setting.key =}: {= setting.value =}

{%% endfor %%}
config :logger, level: :info

{%% if design.logger_metadata %%}
config :logger, :default_formatter, metadata: {= design.logger_metadata | atom_list =}

{%% endif %%}
if config_env() == :test do
  config :logger, level: :critical

  # Limits that tests reach at once, or not at all.
{%% for key in design.config if key.test %%}
  config :{= app =}, {= key.name =}: {= key.test =}
{%% endfor %%}
end
