"""How the logs of a folder are read, file by file."""

from __future__ import annotations

from pathlib import Path

from elixir_design.configuration import reading_rules
from elixir_design.ledger.load import display_path
from elixir_design.log.explanation import Explanation, explained
from elixir_design.log.files import log_id, markdown_in


def explained_folder(folder: Path, root: Path | None = None) -> list[Explanation]:
    """Says of every log of a folder how it is read.

    Args:
        folder: Where the logs are.
        root: To which the paths shown are relative; the current folder by default.

    Raises:
        OSError: A file cannot be read.
        ConfigurationError: What ``mkdocs.yml`` says of reading has errors.
    """
    base = (root or Path.cwd()).resolve()
    rules = reading_rules(folder)
    return [
        explained(
            path.read_text(encoding="utf-8-sig", errors="replace"),
            display_path(path, base),
            log_id(path, folder),
            rules,
        )
        for path in markdown_in(folder).logs
    ]
