"""What is known of an entry before its fields are read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from elixir_design.log.model import EntryKind
from elixir_design.log.sections.parts import Part
from elixir_design.log.wording.headings import Heading


@dataclass(frozen=True, slots=True)
class Unknown:
    """Words that the reader could not interpret; ``because`` says why where the code alone does not."""

    code: str
    text: str
    line: int
    column: int
    because: str = ""


@dataclass(frozen=True, slots=True)
class EntrySource:
    """Where an entry stands and what it is about, before its fields are read.

    ``answer`` is what the heading decides where no label below it does ("## Party size: four").
    """

    heading: Heading
    kind: EntryKind
    title: str
    line: int
    end: int
    level: int
    parts: tuple[Part, ...]
    number: int | None = None
    name: str | None = None
    parent: Heading | None = None
    decided_on: date | None = None
    deferred: bool = False
    answer: str = ""
