"""What was chosen, from a file: the ledger's JSON, or options by dimension."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from elixir_design.architecture.selection import (
    InForce,
    Note,
    Selection,
    SelectionError,
    check_options,
    no_option,
    selection_of,
)
from elixir_design.catalog.model import Catalog, Match
from elixir_design.ledger.exported.reading import DecisionsFile, is_export, read_decisions
from elixir_design.ledger.model import DoubtKind, doubt_sentence
from elixir_design.log.model import Status


def selection_from_text(text: str, path: str, catalog: Catalog) -> tuple[Selection, DecisionsFile]:
    """Reads a decisions file: the ledger's JSON, or plainly ``{"dimension": ["option", ...]}``.

    Args:
        text: The file's text.
        path: The file as the person named it, for messages.
        catalog: The dimensions and options that it may name.

    Returns:
        What it says, and what of it is worth a warning.

    Raises:
        SelectionError: It has neither shape, contradicts itself, or names what does not exist.
        ValueError: It is no JSON.
        RecursionError: It is nested too deeply.
    """
    file = read_decisions(text, path, catalog)
    if not file.usable:
        raise SelectionError(file.report())
    if not isinstance(file.data, Mapping):
        raise SelectionError(
            f'{path}: a decisions file holds a JSON object such as {{"state-model": ["ets"]}}'
        )
    if is_export(file.data, catalog):
        return _from_export(file.data, catalog), file
    return Selection(options=check_options(file.data, catalog)), file


def _from_export(data: Mapping[str, Any], catalog: Catalog) -> Selection:
    titles = {decision["id"]: decision["title"] for decision in data["decisions"]}
    return selection_of(
        (
            _in_force(decision, catalog, titles)
            for decision in data["decisions"]
            if decision["status"] == Status.DECIDED
        ),
        (item["text"] for item in data["deferred"] if item["resolved_by"] is None),
        catalog,
    )


def _in_force(decision: Mapping[str, Any], catalog: Catalog, titles: Mapping[str, str]) -> InForce:
    note = _note(decision, titles)
    dimension = catalog.dimension(note.dimension)
    return InForce(
        note=note,
        answers=decision.get("question", note.dimension) == note.dimension,
        refines=bool(decision["refines"]),
        unmatched=tuple(
            no_option(note.source, dimension, choice["text"])
            for choice in decision["choices"]
            if dimension is not None and choice["match"] == Match.NONE
        ),
    )


def _note(decision: Mapping[str, Any], titles: Mapping[str, str]) -> Note:
    slugs = dict.fromkeys(slug for choice in decision["choices"] for slug in choice["options"])
    source = decision["source"]
    return Note(
        id=decision["id"],
        title=decision["title"],
        dimension=decision["dimension"]["slug"] or "",
        options=tuple(slugs),
        choices=tuple(
            f"{choice['aspect']}: {choice['text']}" if choice["aspect"] else choice["text"]
            for choice in decision["choices"]
        ),
        rationale=tuple(decision["rationale"]),
        trade_offs=tuple(decision["trade_offs"]),
        considered=tuple(option["name"] for option in decision["options"]),
        date=decision.get("date") or "",
        source=f"{source['path']}:{source['line']}",
        doubts=_doubts(decision, titles, threatening=True),
        inferred=_doubts(decision, titles, threatening=False),
    )


def _doubts(decision: Mapping[str, Any], titles: Mapping[str, str], *, threatening: bool) -> tuple[str, ...]:
    return tuple(
        doubt_sentence(doubt["kind"], doubt["because"], doubt.get("id"), titles)
        for doubt in decision.get("doubts", ())
        if (doubt["kind"] != DoubtKind.INFERRED_STATUS) is threatening
    )
