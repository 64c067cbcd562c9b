"""Lines that relate records by a verb alone: "Supersedes [11. Use agents](0011-use-agents.md)"."""

from __future__ import annotations

import re

from elixir_design.log.wording.labels import Label
from elixir_design.log.wording.records import RECORD, RECORDS, records_in
from elixir_design.log.wording.roles import role_of
from elixir_design.log.wording.statuses import REPLACED_BETWEEN, in_part
from elixir_design.log.wording.vocabulary.labels import BEHIND_SUCCESSOR, LABELS
from elixir_design.log.wording.vocabulary.lists import any_of
from elixir_design.log.wording.vocabulary.roles import Role

RELATIONS = frozenset({Role.SUPERSEDES, Role.SUPERSEDED_BY, Role.REFINES, Role.REFINED_BY})
"""Roles whose value is another decision."""

_ASIDE = r"(?:\s+\([^()\n]{1,60}\)|\s*,?\s+(?:on|since|as of)\s+[\d./-]{6,10})"
"""What may stand within such a verb: "superseded (never built) by", "replaced on 2026-01-05 by"."""
_IN_PART = {Role.SUPERSEDED_BY: Role.REFINED_BY, Role.SUPERSEDES: Role.REFINES}
_VERBS = re.sub(
    r"\\s\+(?=(?:by|with|durch|par|por|da|door)\b)",
    lambda _: rf"{_ASIDE}?\s+",
    any_of(*(LABELS[role] for role in sorted(RELATIONS))),
)
_SUBJECT = r"(?:this\s+(?:decision|record|adr|entry)\s+(?:is|was|has\s+been)\s+)?"
_BETWEEN = r"(?:\*\*|__)?[\s:]+(?:\*\*|__)?\s*(?:(?:the|our|decision|record)\s+){0,2}"
_LINE = re.compile(rf"(?:\*\*|__)?{_SUBJECT}(?P<verb>{_VERBS}){_BETWEEN}(?={RECORD})", re.IGNORECASE)
_RECORDS = re.compile(RECORDS, re.IGNORECASE)
_STATED = re.compile(rf"\b(?P<verb>{_VERBS}){_BETWEEN}(?P<what>{RECORDS})", re.IGNORECASE)

_BEHIND = re.compile(rf"(?P<what>{RECORDS})\s*{any_of(BEHIND_SUCCESSOR)}")


def relation_in(line: str) -> Label | None:
    """The relation that a line states and the record that it names, as a label with its value.

    Args:
        line: A line of a paragraph, or the first line of a list item.

    Returns:
        None unless the line begins with such a verb and a record follows it at once: a link to the record's
        file, the file's name, or a number behind "ADR".
    """
    match = _LINE.match(line)
    if match is None:
        between = REPLACED_BETWEEN.match(line.lstrip("*_ "))
        if between is None:
            return None
        return Label(Role.SUPERSEDED_BY, "", between["what"].strip(), 1, bold=False, relation=True)
    role, said = _role_of(match["verb"]), line[match.end() :].strip()
    named = records_in(said, 1)
    if not named and (first := _RECORDS.match(said)) is not None:
        said, named = first.group(), records_in(first.group(), 1)
    # "Extends [the API](api.md)" speaks of a document; what is superseded is a decision.
    if not named or (role in {Role.REFINES, Role.REFINED_BY} and named[0].number is None):
        return None
    return Label(role, match["verb"], said, 1, bold=False, relation=True)


def relations_in_status(text: str) -> list[tuple[Role | None, str, int]]:
    """The relations in the words of a status ("Accepted, replaces 11"); here a bare number names a record.

    Returns:
        Role, the records as written, and in which line of the text, counted from 0.
    """
    return [
        found
        for offset, said in enumerate(text.split("\n"))
        for found in (
            *((_stated_role(match), match["what"], offset) for match in _STATED.finditer(said)),
            *((Role.SUPERSEDED_BY, match["what"], offset) for match in _BEHIND.finditer(said)),
        )
    ]


def _stated_role(match: re.Match[str]) -> Role | None:
    """What a verb of a status relates; what is replaced in part is only amended."""
    role = _role_of(match["verb"])
    if not in_part(match.string, match.start()):
        return role
    return _IN_PART.get(role, role) if role else None


def _role_of(verb: str) -> Role | None:
    return role_of(re.sub(_ASIDE, "", verb))
