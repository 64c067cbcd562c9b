"""``elixir-design assistant``: files that teach an assistant to hold design sessions."""

from __future__ import annotations

import json
from pathlib import Path

import click


@click.group()
def command() -> None:
    """Teach an assistant to hold design sessions."""


@command.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False), default=Path())
@click.option("--force", is_flag=True, help="Replace files that are there and say something else.")
def install(folder: Path, *, force: bool) -> None:
    """Write a skill, slash commands and the server's entry into the project FOLDER.

    Files that exist and say something else are left alone, unless --force is given.
    """
    from elixir_design.facilitation.mcp.guidance import (
        design_prompt,
        resume_prompt,
        review_prompt,
        skill_text,
    )

    head = "---\ndescription: {}\n---\n\n"
    files = {
        ".claude/skills/elixir-design-session/SKILL.md": skill_text(),
        ".claude/commands/design.md": head.format("Hold a design session")
        + design_prompt("$ARGUMENTS")
        + "\n",
        ".claude/commands/design-resume.md": head.format("Go on with a design session")
        + resume_prompt("$ARGUMENTS")
        + "\n",
        ".claude/commands/design-review.md": head.format("Review the architecture as a senior architect")
        + review_prompt("as in the resource design://diagram", "as in the resource design://ledger")
        + "\n",
    }
    try:
        written = [_write(folder / name, text, force=force) for name, text in files.items()]
        written.append(_add_server(folder / ".mcp.json"))
    except OSError as error:
        raise click.ClickException(
            f"{error.filename or folder} cannot be written: {error.strerror}"
        ) from error
    for line in written:
        click.echo(line)


def _write(path: Path, text: str, *, force: bool) -> str:
    if path.exists() and path.read_text("utf-8", errors="replace") == text:
        return f"{path}: up to date"
    if path.exists() and not force:
        return f"{path}: left alone, it says something else (--force replaces it)"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return f"{path}: written"


def _add_server(path: Path) -> str:
    """Adds our server beside those that a project has already."""
    entry = {"command": "elixir-design", "args": ["mcp"]}
    try:
        known = json.loads(path.read_text("utf-8")) if path.exists() else {}
        servers = known.setdefault("mcpServers", {})
        if servers.get("elixir-design") == entry:
            return f"{path}: up to date"
        if "elixir-design" in servers:
            return f"{path}: left alone, it starts elixir-design in another way"
        servers["elixir-design"] = entry
    except (ValueError, AttributeError, TypeError):
        return f"{path}: left alone, it is not the JSON that was expected; add the server by hand"
    path.write_text(json.dumps(known, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    return f"{path}: server added"
