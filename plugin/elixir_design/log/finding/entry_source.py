"""What is known of an entry before its fields are read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from elixir_design.log.model import EntryKind, Status
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

    Attributes:
        answer: What the heading decides where no label below it does ("## Party size: four").
        answer_status: Where that leaves the question.
        stated: Where the question stands by the project's own word, whatever the log says.
        above: Where the headings above leave what stands below them ("Rejected decisions").
        form: What kind of unit it is, in words that people understand ("section", "table row").
        reading: Line of the section, table or list in which units of its form stand together.
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
    stated: Status | None = None
    above: Status | None = None
    answer: str = ""
    answer_status: Status = Status.DECIDED
    form: str = "section"
    reading: int = 0
