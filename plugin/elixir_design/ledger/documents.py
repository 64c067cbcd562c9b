"""Which files in folders inside the folder of logs are records, and which are documents beside them."""

from __future__ import annotations

from collections.abc import Iterable

from elixir_design.diagnostics import Diagnostic, Severity
from elixir_design.log.model import SessionLog


def without_documents(logs: Iterable[SessionLog]) -> tuple[list[SessionLog], list[Diagnostic]]:
    """Sets aside what is no log: in a folder inside, a file without a decision or one that a log has used.

    Args:
        logs: All Markdown files as read.

    Returns:
        The logs, and a note for each other file that no log names.
    """
    every = list(logs)
    used = {name.partition("#")[0].removeprefix("./") for log in every for name in log.artifacts}
    kept: list[SessionLog] = []
    problems: list[Diagnostic] = []
    for log in every:
        if "/" not in log.id or not (_is_used(log, used) or _says_nothing(log)):
            kept.append(log)
        elif not _is_used(log, used):
            problems.append(
                Diagnostic(
                    log.path,
                    1,
                    1,
                    "not-read",
                    "this file in a folder inside holds no decision, so it is not read as a log",
                    Severity.INFO,
                )
            )
    return kept, problems


def _is_used(log: SessionLog, used: set[str]) -> bool:
    parts = log.path.split("/")
    return any("/".join(parts[at:]) in used for at in range(len(parts)))


def _says_nothing(log: SessionLog) -> bool:
    return not (log.entries or log.deferred or log.open_questions or log.next_steps or log.withdrawals)
