"""Decisions as Markdown Architectural Decision Records (MADR 4), one file for each."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from elixir_design.ledger.model import Decision, Ledger
from elixir_design.log.model import Option, Status
from elixir_design.text.markdown import block_markdown, inline_markdown, plain_text

SourceUrl = Callable[[str, int], str]
"""Maps a log's path and a line to the address of that line, relative to the records' folder or absolute."""

_LONGEST_SLUG = 60
_NOT_IN_NAMES = re.compile(r"[\W_]+")
_STATUS = {
    Status.DECIDED: "accepted",
    Status.REJECTED: "rejected",
    Status.DEFERRED: "deferred",
    Status.OPEN: "proposed",
    Status.SUPERSEDED: "superseded",
}
_NO_OUTCOME = {
    Status.DEFERRED: "Deferred: the question was put off.",
    Status.REJECTED: "Rejected: none of the options was taken.",
    Status.OPEN: "Not decided yet.",
}


@dataclass(frozen=True, slots=True)
class _Record:
    number: int
    path: str
    decision: Decision

    @property
    def name(self) -> str:
        return f"ADR-{self.number:04}"

    @property
    def link(self) -> str:
        return f"[{self.name}: {inline_markdown(self.decision.title)}]({self.path})"


def madr_records(ledger: Ledger, *, source_url: SourceUrl | None = None) -> dict[str, str]:
    """Writes a record for every decision.

    Numbers follow the order in which the decisions were taken, so that a later session adds records and
    leaves the names of those before it as they are.

    Args:
        ledger: All logs folded.
        source_url: Addresses of lines of the logs; without it records name path and line as text.

    Returns:
        The text of each record by its file name (``0001-process-architecture.md``), in order.
    """
    records = {
        decision.id: _Record(number, f"{number:04}-{_slug(decision.title)}.md", decision)
        for number, decision in enumerate(ledger.decisions, 1)
    }
    refined_by: dict[str, list[_Record]] = {}
    for record in records.values():
        for parent in record.decision.refines:
            refined_by.setdefault(parent, []).append(record)
    writer = _Writer(records, refined_by, source_url)
    return {record.path: writer.write(record) for record in records.values()}


def _slug(title: str) -> str:
    words = _NOT_IN_NAMES.sub("-", plain_text(title).lower()).strip("-")
    if len(words) > _LONGEST_SLUG:
        words = words[: _LONGEST_SLUG + 1].rpartition("-")[0] or words[:_LONGEST_SLUG]
    return words or "decision"


@dataclass(frozen=True, slots=True)
class _Writer:
    records: Mapping[str, _Record]
    refined_by: Mapping[str, list[_Record]]
    source_url: SourceUrl | None

    def write(self, record: _Record) -> str:
        decision = record.decision
        parts = [
            self._front_matter(decision),
            f"# {inline_markdown(decision.title)}",
            "## Context and Problem Statement",
            *_context(decision),
            "## Considered Options",
            _considered(decision),
            "## Decision Outcome",
            *_outcome(decision),
        ]
        consequences = [_item(f"Bad, because {text}") for text in decision.trade_offs]
        consequences += [_item(text) for text in decision.entry.consequences]
        if consequences:
            parts += ["### Consequences", "\n".join(consequences)]
        weighed = [option for option in decision.options if option.pros or option.cons or option.note]
        if weighed:
            parts.append("## Pros and Cons of the Options")
            for option in weighed:
                parts += _pros_and_cons(option)
        parts += ["## More Information", "\n".join(self._more(record))]
        return "\n\n".join(part.strip("\n") for part in parts if part) + "\n"

    def _front_matter(self, decision: Decision) -> str:
        import yaml

        status = _STATUS[decision.status]
        successor = self.records.get(decision.superseded_by or "")
        if decision.status is Status.SUPERSEDED and successor:
            status = f"superseded by {successor.name}"
        fields: dict[str, object] = {"status": status}
        if decision.date:
            fields["date"] = decision.date
        if decision.entry.deciders:
            fields["decision-makers"] = [plain_text(name) for name in decision.entry.deciders]
        return f"---\n{yaml.safe_dump(fields, sort_keys=False, allow_unicode=True, width=10**6)}---"

    def _more(self, record: _Record) -> Iterator[str]:
        decision = record.decision
        line = decision.entry.decision_line or decision.entry.line
        place = f"{inline_markdown(decision.path)}:{line}"
        if self.source_url and (address := self.source_url(decision.path, line)):
            place = f"[{place}]({address})"
        yield f"* Decided in session {inline_markdown(decision.session)}: {place}"
        if decision.entry.answered_by:
            yield f"* Answered by: {inline_markdown(decision.entry.answered_by)}"
        successor = self.records.get(decision.superseded_by or "")
        if successor:
            yield f"* Superseded by {successor.link}"
        yield from self._links("Supersedes", decision.supersedes)
        yield from self._links("Refines", decision.refines)
        for refinement in self.refined_by.get(decision.id, ()):
            yield f"* Refined by {refinement.link}"
        for text in decision.entry.revisit_if:
            yield _item(f"Revisit if: {text}")

    def _links(self, relation: str, ids: Iterable[str]) -> Iterator[str]:
        for other in ids:
            if other in self.records:
                yield f"* {relation} {self.records[other].link}"


def _context(decision: Decision) -> Iterator[str]:
    if decision.entry.context:
        for text in decision.entry.context:
            yield block_markdown(text)
        return
    name = inline_markdown(decision.dimension.name or decision.title)
    yield f"What is our answer to the question of {name}? The session log gives no further context."


def _considered(decision: Decision) -> str:
    options = [inline_markdown(option.name) for option in decision.options]
    if not options:
        options = [inline_markdown(choice.text) for choice in decision.choices]
    return "\n".join(f"* {option}" for option in options) or "The session log lists no options."


def _outcome(decision: Decision) -> Iterator[str]:
    reasons = [_item(text) for text in decision.rationale]
    choices = decision.choices
    if not choices or decision.status in _NO_OUTCOME:
        yield _NO_OUTCOME.get(decision.status, "The session log names no choice.")
    elif len(choices) == 1 and not choices[0].aspect:
        yield f'Chosen option: "{inline_markdown(choices[0].text)}"' + (", because:" if reasons else ".")
    else:
        yield "Chosen, by aspect:" if any(choice.aspect for choice in choices) else "Chosen options:"
        yield "\n".join(
            f"* {inline_markdown(choice.aspect)}: {inline_markdown(choice.text)}"
            if choice.aspect
            else f"* {inline_markdown(choice.text)}"
            for choice in choices
        )
        if reasons:
            yield "because:"
    if reasons:
        yield "\n".join(reasons)


def _pros_and_cons(option: Option) -> Iterator[str]:
    yield f"### {inline_markdown(option.name)}"
    if option.note:
        yield block_markdown(option.note)
    items = [_item(f"Good, because {text}") for text in option.pros]
    items += [_item(f"Bad, because {text}") for text in option.cons]
    yield "\n".join(items)


def _item(text: str) -> str:
    """A list item; what follows its first line is indented so that it stays within."""
    first, *rest = block_markdown(text).rstrip("\n").split("\n")
    return "\n".join([f"* {first}", *(f"    {line}" if line else "" for line in rest)])
