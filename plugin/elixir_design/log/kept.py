"""What the form of a record cannot say: kept in its front matter, and given back to whoever reads it.

An exported record is plain Markdown that is read like any other. Where its words alone would not be read as
they were meant (a title that is itself a label, a reason that is a table), the exact values stand in front of
it, sealed with a digest of the text: once somebody edits the text, the text counts again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any, cast

from elixir_design.log.codes import report
from elixir_design.log.markdown.front_matter import FrontMatter, Plain
from elixir_design.log.model import Choice, Entry, EntryKind, Option, Reference, SessionLog, Status
from elixir_design.log.wording.records import file_number
from elixir_design.log.wording.slugs import slug_of

KEY = "elixir-design"
"""The key of front matter under which values are kept."""
SEAL = "seal"
"""The key of the digest below it."""

_Put = Callable[[Any], Plain]
_Take = Callable[[Plain], object]


def seal_of(body: Sequence[str]) -> str:
    """A digest of a record's text, the same however its lines end and whatever blank lines surround it.

    Args:
        body: The lines behind the front matter.
    """
    text = "\n".join(line.rstrip() for line in body).strip()
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def plain_values(entry: Entry, names: Iterable[str]) -> dict[str, Plain]:
    """Values of an entry as YAML has them.

    Args:
        entry: The entry.
        names: Keys of ``EXACT`` or ``BESIDE``.
    """
    return {name: _FORMS[name][1](getattr(entry, _FORMS[name][0])) for name in names}


def restored(log: SessionLog, front: FrontMatter) -> SessionLog:
    """A record with what its front matter keeps.

    Args:
        log: The file as read without that.
        front: Its front matter.

    Returns:
        The log itself where nothing is kept. Where the seal fits, one entry and nothing else; where it does
        not, what was read, with a note about it.
    """
    kept = front.value(KEY)
    if not isinstance(kept, dict):
        return log
    lines = log.text.split("\n")
    line = next(found.line for found in front.values if found.key == KEY)
    sealed = kept.get(SEAL) == seal_of(lines[front.end :])
    names = (*BESIDE, *(EXACT if sealed else ()))
    values, wrong = _taken(kept, names)
    problems = [problem for problem in log.problems if not sealed or problem.line <= front.end]
    if SEAL in kept and not sealed:
        said = "the text was edited since the export, so it counts, not the exact words kept in front of it"
        problems.append(report("edited-record", said, path=log.path, line=line, lines=lines, text=KEY))
    for name in wrong:
        said = f"{KEY}: {name} is not as it was exported, so it is passed over"
        problems.append(report("bad-front-matter", said, path=log.path, line=line, lines=lines, text=KEY))
    if sealed:
        entry = log.entries[0] if len(log.entries) == 1 else blank_entry(lines, front.end)
        log = SessionLog(
            log.id, log.path, log.text, log.title, log.started, entries=(_with(_alone(entry), values),)
        )
        log = replace(log, title=log.entries[0].title, started=_midnight(log.entries[0].decided_on))
    elif len(log.entries) == 1:
        log = replace(log, entries=(_with(log.entries[0], values),))
    return replace(log, problems=tuple(sorted(problems)))


def blank_entry(lines: Sequence[str], front_end: int) -> Entry:
    """The entry of a record in whose text none, or more than one, was found: only its place is known."""
    head = next((at for at, line in enumerate(lines, 1) if at > front_end and line.startswith("# ")), 1)
    return Entry("topic", EntryKind.TOPIC, "", "", head, max(1, len(lines)), 1)


def _alone(entry: Entry) -> Entry:
    """An entry without what is only read into its title or its prose."""
    return replace(
        entry,
        kind=EntryKind.TOPIC,
        number=None,
        name=None,
        question=None,
        answered_by=None,
        discussion=(),
        refined_by=(),
        unclear_day="",
        torn=False,
        inferred=frozenset(),
    )


def _with(entry: Entry, values: Mapping[str, object]) -> Entry:
    changed = replace(entry, **cast("dict[str, Any]", values))
    if "title" not in values:
        return changed
    return replace(changed, heading=changed.title, slug=slug_of(changed.title) or entry.slug)


def _taken(kept: Mapping[str, Plain], names: Sequence[str]) -> tuple[dict[str, object], list[str]]:
    values: dict[str, object] = {}
    wrong: list[str] = []
    for name in names:
        if name in kept:
            field, _, take = _FORMS[name]
            try:
                values[field] = take(kept[name])
            except (ValueError, TypeError, KeyError, AttributeError):
                wrong.append(name)
    return values, wrong


def _midnight(day: date | None) -> datetime | None:
    return None if day is None else datetime(day.year, day.month, day.day)  # noqa: DTZ001 - logs hold naive local times


def _text(value: Plain) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _items(value: Plain) -> list[Plain]:
    if not isinstance(value, list):
        raise TypeError
    return value


def _texts(value: Plain) -> tuple[str, ...]:
    return tuple(_text(item) for item in _items(value))


def _maybe(take: Callable[[Plain], object]) -> _Take:
    return lambda value: None if value is None else take(value)


def _map(value: Plain) -> dict[str, Plain]:
    if not isinstance(value, dict):
        raise TypeError
    return value


def _put_choice(choice: Choice) -> Plain:
    return {"text": choice.text, **({"aspect": choice.aspect} if choice.aspect is not None else {})}


def _take_choice(value: Plain) -> Choice:
    said = _map(value)
    return Choice(_text(said["text"]), 1, _text(said["aspect"]) if "aspect" in said else None)


def _put_option(option: Option) -> Plain:
    said: dict[str, Plain] = {"name": option.name}
    if option.label is not None:
        said["label"] = option.label
    for key, texts in (("pros", option.pros), ("cons", option.cons)):
        if texts:
            said[key] = list(texts)
    if option.note:
        said["note"] = option.note
    if option.chosen:
        said["chosen"] = "yes"
    return said


def _take_option(value: Plain) -> Option:
    said = _map(value)
    return Option(
        _text(said["name"]),
        1,
        _text(said["label"]) if "label" in said else None,
        _texts(said.get("pros", [])),
        _texts(said.get("cons", [])),
        _text(said.get("note", "")),
        "chosen" in said,
    )


def _take_reference(value: Plain) -> Reference:
    record = _text(value)
    return Reference(record, 1, file_number(record), None, record)


def _each(put: _Put) -> _Put:
    return lambda values: [put(value) for value in values]


def _all(take: Callable[[Plain], object]) -> _Take:
    return lambda value: tuple(take(item) for item in _items(value))


def _same(value: Plain) -> Plain:
    return value


_FORMS: dict[str, tuple[str, _Put, _Take]] = {
    "kind": ("kind", str, lambda value: EntryKind(_text(value))),
    "number": ("number", str, lambda value: int(_text(value))),
    "name": ("name", _same, _text),
    "question": ("question", _same, _text),
    "answered-by": ("answered_by", _same, _text),
    "inferred": ("inferred", sorted, lambda value: frozenset(_texts(value))),
    "title": ("title", _same, _text),
    "status": ("status", str, lambda value: Status(_text(value))),
    "date": (
        "decided_on",
        lambda day: None if day is None else day.isoformat(),
        _maybe(lambda value: date.fromisoformat(_text(value))),
    ),
    "choices": ("choices", _each(_put_choice), _all(_take_choice)),
    "context": ("context", list, _texts),
    "rationale": ("rationale", list, _texts),
    "trade-offs": ("trade_offs", list, _texts),
    "consequences": ("consequences", list, _texts),
    "options": ("options", _each(_put_option), _all(_take_option)),
    "revisit-if": ("revisit_if", list, _texts),
    "deciders": ("deciders", list, _texts),
    "supersedes": ("supersedes", _each(lambda one: one.session), _all(_take_reference)),
    "superseded-by": ("superseded_by", _each(lambda one: one.session), _all(_take_reference)),
    "refines": ("refines", _each(lambda one: one.session), _all(_take_reference)),
}
"""For each key: the field of an entry, and how its value becomes YAML and is taken from it."""

BESIDE = ("kind", "number", "name", "question", "answered-by", "inferred")
"""Keys of what no form of a record says: they count whatever its text says."""
EXACT = tuple(name for name in _FORMS if name not in BESIDE)
"""Keys of what the text says, too, in words that are read otherwise."""
