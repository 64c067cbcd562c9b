"""Single places of a file that are what its project says, whatever they look like."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from elixir_design.log.finding.entry_source import EntrySource
from elixir_design.log.finding.section_source import section_source
from elixir_design.log.reading_rules import Correction
from elixir_design.log.sections.parts import parts_of
from elixir_design.log.sections.tree import Section
from elixir_design.log.wording.plain import normal

FORM = "decision by the project's own word"


def corrected(
    sources: Sequence[EntrySource], corrections: Sequence[Correction], root: Section, lines: list[str]
) -> tuple[list[EntrySource], list[Correction]]:
    """Entries with what a project says of single places.

    Args:
        sources: Entries as found.
        corrections: What the project says.
        root: The file's sections.
        lines: All lines of the file.

    Returns:
        The entries, and corrections that name no place of the file.
    """
    found, lost = list(sources), []
    for correction in corrections:
        section = next((one for one in root.walk() if _is_at(one, correction.at)), None)
        meant = [source for source in found if _means(source, section, correction.at)]
        if not meant and section is None:
            lost.append(correction)
            continue
        if not correction.is_decision:
            found = [source for source in found if source not in meant and not _within(source, section)]
            continue
        if not meant and section is not None:
            meant = [_decision(section, lines)]
            found = [source for source in found if not _within(source, section)] + meant
        stated = {id(source): replace(source, stated=correction.status) for source in meant}
        found = [stated.get(id(source), source) for source in found]
    return sorted(found, key=lambda source: (source.line, -source.end)), lost


def _is_at(section: Section, at: str) -> bool:
    return section.parent is not None and at in {normal(section.heading.text), str(section.line)}


def _means(source: EntrySource, section: Section | None, at: str) -> bool:
    own = {normal(source.title), normal(source.heading.text), str(source.line)}
    return at in own or (section is not None and source.line == section.line)


def _within(source: EntrySource, section: Section | None) -> bool:
    return section is not None and section.line <= source.line <= section.end


def _decision(section: Section, lines: list[str]) -> EntrySource:
    source = section_source(section, parts_of(section, lambda _: False), lines)
    return replace(source, answer=source.answer or source.title, form=FORM, reading=section.line)
