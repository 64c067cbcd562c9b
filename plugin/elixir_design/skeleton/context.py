"""What the templates see: the architecture in the words of Elixir, and the decisions as text.

Everything that people wrote is escaped by filters in the templates, where one can see that it is; here it
stays as it was written.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from functools import lru_cache
from itertools import count
from typing import Any

from elixir_design.architecture.derive import derive, supervisors_of_ours
from elixir_design.architecture.manifest import load_manifests
from elixir_design.architecture.model import (
    Architecture,
    ConfigKey,
    Dependency,
    LibrarySetting,
    Part,
    Process,
)
from elixir_design.architecture.render import to_ascii
from elixir_design.architecture.selection import Note, Selection, Unmatched
from elixir_design.skeleton.escape import comment, wrapped

_OTP_INTENSITY = ("3", "5")


@dataclass(frozen=True, slots=True)
class ChildView:
    """A child in a supervisor's list."""

    name: str
    why: str
    comment: str
    expression: str


@dataclass(frozen=True, slots=True)
class SupervisorView:
    """A supervisor that is made from the architecture."""

    name: str
    module: str
    intro: str
    decision: str
    strategy: str
    max_restarts: str
    max_seconds: str
    aliases: tuple[str, ...]
    children: tuple[ChildView, ...]


@dataclass(frozen=True, slots=True)
class RecordView:
    """A decision with the file that records it, and what is known of the options that it chose."""

    note: Note
    path: str
    known: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LibraryView:
    """A line of ``deps``."""

    line: str


@dataclass(frozen=True, slots=True)
class PartView:
    """An option with its decisions, as one line."""

    line: str


@dataclass(frozen=True, slots=True)
class Design:
    """Everything that templates may use, as ``design``."""

    architecture: Architecture
    slots: Mapping[str, str | tuple[str, ...]]
    root: SupervisorView
    supervisors: tuple[SupervisorView, ...]
    records: tuple[RecordView, ...]
    parts: tuple[PartView, ...]
    libraries: tuple[LibraryView, ...]

    @property
    def config(self) -> tuple[ConfigKey, ...]:
        """All settings."""
        return self.architecture.config

    @property
    def library_config(self) -> tuple[LibrarySetting, ...]:
        """All settings of libraries."""
        return self.architecture.library_config

    @property
    def applications(self) -> tuple[str, ...]:
        """OTP applications to start."""
        return self.architecture.applications

    @property
    def logger_metadata(self) -> tuple[str, ...]:
        """Keys that the log prints."""
        return self.architecture.logger_metadata

    @property
    def ascii(self) -> str:
        """The supervision tree as text."""
        return to_ascii(self.architecture).rstrip()

    def decided(self, dimension: str, option: str | None = None) -> str:
        """Who decided on a dimension, or one of its options, as paragraphs for a module's documentation."""
        notes = self.architecture.selection.notes_for(dimension, option)
        if not notes:
            chosen = option or ", ".join(
                part.origin.option for part in self.architecture.parts if part.origin.dimension == dimension
            )
            verb = (
                "was chosen without a recorded decision"
                if self._chosen(dimension)
                else "stands in: nobody decided"
            )
            return wrapped(f"Decision ({dimension}): {chosen or 'nothing'} {verb}.")
        paths = {record.note.id: record.path for record in self.records}
        return "\n\n".join(
            wrapped(f"Decision `{note.id}` ({paths[note.id]}): {'; '.join(note.choices) or note.title}")
            for note in notes
        )

    def _chosen(self, dimension: str) -> bool:
        return bool(self.architecture.selection.options.get(dimension))


def dump_selection(selection: Selection) -> str:
    """A selection as one line of JSON, in which form it travels through cookiecutter and its replay files."""
    return json.dumps(asdict(selection), ensure_ascii=True)


def load_selection(text: str) -> Selection:
    """The selection that ``dump_selection`` wrote.

    Raises:
        ValueError: When the text is not such a selection.
    """
    try:
        data = json.loads(text)
        return Selection(
            app=_text(data["app"]),
            module=_text(data["module"]),
            options={_text(name): _texts(value) for name, value in data["options"].items()},
            notes=tuple(_note(raw) for raw in data["notes"]),
            unmatched=tuple(
                Unmatched(_text(raw["dimension"]), _text(raw["text"])) for raw in data["unmatched"]
            ),
            deferred=_texts(data["deferred"]),
            own=_texts(data["own"]),
        )
    except (KeyError, TypeError, AttributeError, ValueError, RecursionError) as error:
        raise ValueError(f"this is not the JSON of a selection ({type(error).__name__}: {error})") from error


def _note(raw: Mapping[str, object]) -> Note:
    known = Note(id="", title="")
    fields: dict[str, Any] = {
        name: _texts(value) if isinstance(getattr(known, name), tuple) else _text(value)
        for name, value in raw.items()
    }
    return Note(**fields)


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(f"expected a text, not {value!r:.40}")
    return value


def _texts(value: object) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise TypeError(f"expected a list of texts, not {value!r:.40}")
    return tuple(map(_text, value))


@lru_cache(maxsize=4)
def design_of(selection_json: str) -> Design:
    """The design for a selection given as JSON; templates ask for it many times."""
    return describe(derive(load_selection(selection_json)))


def describe(architecture: Architecture) -> Design:
    """The architecture as templates want it."""
    selection = architecture.selection
    names = _record_names(selection.notes)
    records = tuple(
        RecordView(note, f"docs/decisions/{name}.md", tuple(_known(note, architecture)))
        for note, name in zip(selection.notes, names, strict=True)
    )
    many = {slot.name for slot in load_manifests().seams if slot.many}
    bare = Design(
        architecture=architecture,
        slots={
            name: tuple(map(architecture.full_name, value))
            if name in many
            else architecture.full_name(value[0])
            for name, value in architecture.slots.items()
        },
        root=_supervisor(architecture, architecture.root, ""),
        supervisors=(),
        records=records,
        parts=(),
        libraries=tuple(LibraryView(_library(dependency)) for dependency in architecture.dependencies),
    )
    return Design(
        architecture=architecture,
        slots=bare.slots,
        root=bare.root,
        supervisors=tuple(
            _supervisor(architecture, process, bare.decided(process.origin.dimension, process.origin.option))
            for process in supervisors_of_ours(architecture.root)
        ),
        records=records,
        parts=tuple(
            PartView(f"{part.origin}: {part.summary} ({_because(part)})") for part in architecture.parts
        ),
        libraries=bare.libraries,
    )


def _known(note: Note, architecture: Architecture) -> Iterator[str]:
    for part in architecture.parts:
        if note.id in part.decisions:
            yield from (f"{part.origin.option}: {text}" for text in part.notes)


def _because(part: Part) -> str:
    if part.decisions:
        return ", ".join(f"`{decision}`" for decision in part.decisions)
    return "chosen without a recorded decision" if part.decided else "stands in: nobody decided"


def _record_names(notes: Iterable[Note]) -> tuple[str, ...]:
    """A file name for each decision, from its id: what is decided or taken back later gives no other one."""
    names: dict[str, None] = {}
    for note in notes:
        slug = _slug(note.id)
        name = next(name for name in _variants(slug) if name not in names)
        names[name] = None
    return tuple(names)


def _variants(slug: str) -> Iterator[str]:
    yield slug
    for number in count(2):
        yield f"{slug}-{number}"


def _slug(text: str) -> str:
    kept = "".join(
        char if char.isascii() and (char.isalnum() or char == "-") else "-" for char in text.lower()
    )
    return "-".join(part for part in kept.split("-") if part)[:100] or "decision"


def _supervisor(architecture: Architecture, process: Process, decision: str) -> SupervisorView:
    children = tuple(
        ChildView(
            name=architecture.full_name(child.name),
            why=child.why,
            comment=comment(f"{child.origin}: {child.why}"),
            expression=child.expression,
        )
        for child in process.children
    )
    aliases = {alias for child in process.children for alias in child.aliases}
    return SupervisorView(
        name=process.name,
        module=architecture.full_name(process.name),
        intro=f"Supervises: {process.why}.",
        decision=decision,
        strategy=process.strategy,
        max_restarts=process.max_restarts or _OTP_INTENSITY[0],
        max_seconds=process.max_seconds or _OTP_INTENSITY[1],
        aliases=tuple(sorted(aliases, key=str.lower)),
        children=children,
    )


def _library(dependency: Dependency) -> str:
    only = f", only: [{', '.join(f':{name}' for name in dependency.only)}]" if dependency.only else ""
    runtime = ", runtime: false" if dependency.only else ""
    return f'{{:{dependency.name}, "{dependency.requirement}"{only}{runtime}}}'
