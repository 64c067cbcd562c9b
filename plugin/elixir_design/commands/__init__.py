"""The subcommands of ``elixir-design``, one module each; ``common`` has the options that they share."""
