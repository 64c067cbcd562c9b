"""What a project says of how its logs are to be read: labels, columns, statuses, dates, corrections."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from types import MappingProxyType
from typing import TypeVar

from elixir_design.configuration_error import ConfigurationError
from elixir_design.log.model import DayOrder, Status
from elixir_design.log.wording.plain import normal, plain
from elixir_design.log.wording.vocabulary.roles import Role

_Value = TypeVar("_Value")

PROFILES = MappingProxyType(
    {
        "sections": "section",
        "register": "table row",
        "items": "list item",
        "sibling-headings": "headings side by side",
        "labels": "labels that come again",
        "journal": "headings that decide",
        "days": "lines below a day",
        "paragraphs": "paragraphs with a day",
    }
)
"""Names of profiles, each with the form of unit that it asks for."""

_ORDERS = {"day-first": DayOrder(day_first=True), "month-first": DayOrder(month_first=True)}
_KEYS = ("files", "profile", "labels", "columns", "statuses", "dates", "skip", "correct")


class ReadingRulesError(ConfigurationError):
    """A ``reading:`` block has errors; each line of the message names the key and what to do."""


@dataclass(frozen=True, slots=True)
class Correction:
    """What one place of a file is, whatever its words look like.

    Attributes:
        at: The heading's words in normal form, or the number of a line.
        written: The same as the project writes it.
        status: The status that it has; None for what ``is_decision`` says.
        is_decision: Whether it is a decision at all.
    """

    at: str
    written: str
    status: Status | None = None
    is_decision: bool = True


@dataclass(frozen=True, slots=True)
class FileRules:
    """How some files are to be read.

    Attributes:
        files: Glob over paths from the project's root, or over names within the folder of logs.
        profile: The form of unit that alone counts, as ``PROFILES`` names it; None to weigh all.
        labels: What labels of the files' own introduce, by their words in normal form.
        columns: What heads of columns announce, likewise.
        statuses: What words of a status mean, likewise.
        dates: Whether days or months come first in figures; None to go by the file.
        skip: Headings, in normal form, below which nothing is read.
        correct: Single corrections.
    """

    files: str = "*"
    profile: str | None = None
    labels: Mapping[str, Role] = field(default_factory=dict)
    columns: Mapping[str, Role] = field(default_factory=dict)
    statuses: Mapping[str, Status] = field(default_factory=dict)
    dates: DayOrder | None = None
    skip: frozenset[str] = frozenset()
    correct: tuple[Correction, ...] = ()


NO_RULES = FileRules()


@dataclass(frozen=True, slots=True)
class ReadingRules:
    """The rules of a project; of several that fit a file the first counts."""

    rules: tuple[FileRules, ...] = ()

    def of(self, path: str, log_id: str = "") -> FileRules:
        """The rules for one file.

        Args:
            path: The file as the project names it, with forward slashes.
            log_id: Its path within the folder of logs, without its ending.
        """
        names = (path, f"{log_id}.md", path.rpartition("/")[2])
        return next(
            (rule for rule in self.rules if any(fnmatchcase(name, rule.files) for name in names)), NO_RULES
        )


def rules_from(value: object) -> ReadingRules:
    """Reads a ``reading:`` block.

    Args:
        value: The block as YAML gives it: a list of mappings, or nothing.

    Raises:
        ReadingRulesError: Naming every key that is wrong.
    """
    if value is None:
        return ReadingRules()
    if not isinstance(value, list):
        raise ReadingRulesError("reading: expected a list, each item with the key 'files'")
    wrong: list[str] = []
    rules = tuple(_rule(item, f"reading[{at}]", wrong) for at, item in enumerate(value))
    if wrong:
        raise ReadingRulesError("\n".join(wrong))
    return ReadingRules(rules)


def _rule(item: object, where: str, wrong: list[str]) -> FileRules:
    if not isinstance(item, Mapping):
        wrong.append(f"{where}: expected a mapping with the key 'files'")
        return NO_RULES
    unknown = [str(key) for key in item if key not in _KEYS]
    wrong += [f"{where}.{key}: is no key; {_advice(key, _KEYS)}" for key in unknown]
    files = item.get("files")
    if not isinstance(files, str) or not files:
        wrong.append(f"{where}.files: expected a glob such as 'docs/log/*.md'")
    return FileRules(
        str(files),
        _one_of(item.get("profile"), PROFILES, f"{where}.profile", wrong),
        _map_of(item.get("labels"), {role.value: role for role in Role}, f"{where}.labels", wrong),
        _map_of(item.get("columns"), {role.value: role for role in Role}, f"{where}.columns", wrong),
        _map_of(item.get("statuses"), {one.value: one for one in Status}, f"{where}.statuses", wrong),
        _one_of(item.get("dates"), _ORDERS, f"{where}.dates", wrong),
        frozenset(_heading(text) for text in _texts(item.get("skip"), f"{where}.skip", wrong)),
        tuple(_corrections(item.get("correct"), f"{where}.correct", wrong)),
    )


def _one_of(value: object, known: Mapping[str, _Value], where: str, wrong: list[str]) -> _Value | None:
    if value is None:
        return None
    if isinstance(value, str) and value in known:
        return known[value]
    wrong.append(f"{where}: '{value}' is not known; {_advice(str(value), known)}")
    return None


def _map_of(value: object, known: Mapping[str, _Value], where: str, wrong: list[str]) -> Mapping[str, _Value]:
    if value is None:
        return {}
    if not isinstance(value, Mapping):
        wrong.append(f"{where}: expected a mapping, such as {{Words of yours: {next(iter(known))}}}")
        return {}
    found = {normal(str(key)): _one_of(said, known, f"{where}.{key}", wrong) for key, said in value.items()}
    return {key: said for key, said in found.items() if said is not None}


def _texts(value: object, where: str, wrong: list[str]) -> list[str]:
    if value is None:
        return []
    if isinstance(value, str):
        return [value]
    if isinstance(value, list) and all(isinstance(text, str) for text in value):
        return value
    wrong.append(f"{where}: expected a list of headings, such as ['## How we write']")
    return []


def _corrections(value: object, where: str, wrong: list[str]) -> Iterable[Correction]:
    if value is None:
        return
    if not isinstance(value, list):
        wrong.append(f"{where}: expected a list of {{at: '## A heading', is: nothing}}")
        return
    known: Mapping[str, Callable[[str], Correction]] = {
        "nothing": lambda at: Correction(_heading(at), at, is_decision=False),
        "decision": lambda at: Correction(_heading(at), at),
        **{status.value: _with_status(status) for status in Status},
    }
    for number, item in enumerate(value):
        here = f"{where}[{number}]"
        if not isinstance(item, Mapping) or set(item) != {"at", "is"}:
            wrong.append(f"{here}: expected 'at' (a heading, or a line's number) and 'is'")
            continue
        make = _one_of(str(item["is"]), known, f"{here}.is", wrong)
        if make is not None:
            yield make(str(item["at"]))


def _with_status(status: Status) -> Callable[[str], Correction]:
    return lambda at: Correction(_heading(at), at, status)


def _heading(text: str) -> str:
    """A heading in normal form, with or without its marks."""
    return normal(plain(text.strip().lstrip("#").strip()))


def _advice(word: str, known: Iterable[str]) -> str:
    names = list(known)
    near = difflib.get_close_matches(word, names, n=1)
    return f"did you mean '{near[0]}'?" if near else f"use one of {', '.join(names)}"
