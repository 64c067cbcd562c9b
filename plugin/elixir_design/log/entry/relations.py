"""What an entry says of other entries: which it refines, replaces, or is replaced by."""

from __future__ import annotations

from elixir_design.log.entry.answers import Answers
from elixir_design.log.entry.gathered import Gathered
from elixir_design.log.entry.marks import marked_status
from elixir_design.log.finding.entry_source import EntrySource
from elixir_design.log.markdown.values import Value
from elixir_design.log.model import DEPENDENT_KINDS, DETAIL_KINDS, EntryKind, Reference
from elixir_design.log.wording.references import (
    numbered_in,
    references_in,
    refined_in,
    replaced_in,
    replacing_in,
)
from elixir_design.log.wording.relations import relations_in_status
from elixir_design.log.wording.vocabulary.roles import Role


def refines_of(source: EntrySource, gathered: Gathered) -> tuple[Reference, ...]:
    """What an entry details: what it names, else the parent that its heading or introduction gives."""
    found = [
        reference
        for value in gathered.related(Role.REFINES)
        for reference in references_in(value.text, value.line)
    ]
    if source.kind in DETAIL_KINDS:
        parent = source.parent
        if not found and source.number is None and source.kind in DEPENDENT_KINDS:
            found += _refined_in_prose(source, gathered)
        if source.number is not None and all(reference.number != source.number for reference in found):
            found.insert(0, Reference(source.heading.text, source.line, source.number, source.name))
        elif parent is not None and not found:
            found.append(Reference(source.heading.text, source.line, parent.number, parent.title))
        elif source.kind is EntryKind.REFINEMENT and not found:
            found.append(Reference(source.heading.text, source.line, None, source.title))
    return tuple(found)


def _refined_in_prose(source: EntrySource, gathered: Gathered) -> list[Reference]:
    """What the introduction of a refinement says it refines, or the only question that it mentions."""
    values = gathered.values(Role.CONTEXT) or [Value(text, source.line) for text in gathered.context()]
    said = [reference for value in values for reference in refined_in(value.text, value.line)]
    if said:
        return said
    mentioned = [reference for value in values for reference in numbered_in(value.text, value.line)]
    return mentioned if len({reference.number for reference in mentioned}) == 1 else []


def supersedes_of(source: EntrySource, gathered: Gathered, answers: Answers) -> tuple[Reference, ...]:
    """What an entry replaces, by label, by prose or by a heading that revises."""
    heading = source.heading
    found = [
        reference
        for value in gathered.related(Role.SUPERSEDES)
        for reference in references_in(value.text, value.line)
    ]
    # Our own fronts name what they replace; prose in such an entry is only prose.
    if not found and marked_status(source.parts) is None:
        for text, line in [
            (heading.text, source.line),
            *((choice.text, choice.line) for choice in answers.choices),
            *(
                (value.text, value.line)
                for role in (Role.STATUS, Role.CONTEXT, Role.RATIONALE)
                for value in gathered.values(role)
            ),
            *((block.text, block.line) for block in gathered.paragraphs()),
        ]:
            found += replaced_in(text, line)
    known = {reference.number for reference in found}
    if heading.revises and source.number is not None and source.number not in known:
        found.append(Reference(heading.text, source.line, source.number, heading.old or source.name))
    elif heading.old is not None and not found and (heading.revises or source.kind is EntryKind.REVISION):
        found.append(Reference(heading.text, source.line, None, heading.old))
    return tuple(found)


def superseded_by_of(gathered: Gathered) -> tuple[Reference, ...]:
    """What an entry says has replaced it."""
    found = [
        r for value in gathered.related(Role.SUPERSEDED_BY) for r in references_in(value.text, value.line)
    ]
    for value in gathered.values(Role.STATUS):
        if not relations_in_status(value.text):
            found += replacing_in(value.text, value.line)
    return tuple(found)


def refined_by_of(gathered: Gathered) -> tuple[Reference, ...]:
    """What an entry says details or amends it."""
    return tuple(
        reference
        for value in gathered.related(Role.REFINED_BY)
        for reference in references_in(value.text, value.line)
    )
