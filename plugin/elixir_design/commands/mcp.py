"""``elixir-design mcp``: let an assistant facilitate, over the Model Context Protocol."""

from __future__ import annotations

from pathlib import Path

import click

from elixir_design.commands.session import open_session, place_options


@click.command()
@place_options
def command(sessions: Path, catalog_path: Path | None, reports: Path, document: Path | None) -> None:
    """Serve this project to an assistant on standard input and output.

    Needs the extra mcp: pip install 'elixir-design[mcp]'
    """
    design = open_session(sessions, catalog_path, reports, document)
    try:
        from elixir_design.facilitation.mcp.server import serve
    except ModuleNotFoundError as error:
        if error.name is None or error.name.split(".")[0] not in {"mcp", "mcp_types", "pydantic"}:
            raise
        raise click.ClickException("this needs the extra mcp: pip install 'elixir-design[mcp]'") from error
    serve(design)
