"""Diagnostics of the logs in MkDocs's output, at the levels that the user chose."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from elixir_design.diagnostics import Diagnostic, Severity

_DEFAULTS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "info"}
_LEVELS = {"error": logging.ERROR, "warning": logging.WARNING, "info": logging.INFO}
_SHOWN_PER_CODE = 5


class ProblemLog:
    """Reports diagnostics, each once however often the site is built.

    Args:
        log: Where to; anything with ``log(level, message)``.
    """

    def __init__(self, log: logging.LoggerAdapter[Any] | logging.Logger) -> None:
        self._log = log
        self._reported: frozenset[Diagnostic] = frozenset()

    def report(self, problems: Iterable[Diagnostic], levels: Mapping[str, str]) -> None:
        """Reports what was not there at the last call.

        Of each code a few are shown and the rest counted, so that one habit of a log does not bury others.

        Args:
            problems: All diagnostics of this build.
            levels: Level by code, ``"*"`` for the others; the diagnostic's own severity stands in.
        """
        problems = tuple(problems)
        shown: Counter[str] = Counter()
        hidden: Counter[tuple[str, int]] = Counter()
        for problem in problems:
            name = levels.get(problem.code) or levels.get("*") or _DEFAULTS[problem.severity]
            if problem in self._reported or name == "ignore":
                continue
            shown[problem.code] += 1
            if shown[problem.code] <= _SHOWN_PER_CODE:
                hint = f" ({problem.hint})" if problem.hint else ""
                self._log.log(_LEVELS[name], f"{problem}{hint}")
            else:
                hidden[problem.code, _LEVELS[name]] += 1
        for (code, level), count in hidden.items():
            self._log.log(level, f"{count} more of {code}; `elixir-design lint` lists them all")
        self._reported = frozenset(problems)
