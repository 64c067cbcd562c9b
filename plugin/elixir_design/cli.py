"""The ``elixir-design`` command; each subcommand is a module that is imported when it is run."""

from __future__ import annotations

import importlib
from typing import Any

import click

import elixir_design
from elixir_design.standard_output import checked_output

_COMMANDS = {
    "assistant": "Teach an assistant to hold design sessions.",
    "diagram": "Draw the supervision tree that the decisions mean.",
    "export": "Write the decisions as JSON, Markdown pages or MADR records.",
    "lint": "Check session logs and say what cannot be read, with file and line.",
    "mcp": "Let an assistant hold design sessions, over the Model Context Protocol.",
    "resume": "Go on with a design session, also with one that other tools logged.",
    "scaffold": "Make an Elixir project from the decisions.",
    "session": "Hold a design session in the terminal: one question at a time.",
    "update": "Bring an Elixir project that you edited to decisions that changed.",
}


class _LazyGroup(click.Group):
    """Knows every command's name and one-line help, and imports only the one that runs."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        return sorted(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in _COMMANDS:
            return None
        module = importlib.import_module(f"elixir_design.commands.{cmd_name.replace('-', '_')}")
        command: click.Command = module.command
        return command

    def main(self, *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401 - click's signature
        with checked_output():
            return super().main(*args, **kwargs)

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401 - click's signature
        from elixir_design.configuration_error import ConfigurationError

        try:
            return super().invoke(ctx)
        except ConfigurationError as error:
            raise click.ClickException(str(error)) from error

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, _COMMANDS[name]) for name in self.list_commands(ctx)])


@click.group(cls=_LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(elixir_design.__version__, prog_name="elixir-design")
def main() -> None:
    """Turn architecture conversations into decision pages and a running Elixir project."""
