"""What was chosen, from a file: the ledger's JSON, or options by dimension."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from elixir_design.architecture.selection import (
    Note,
    Selection,
    SelectionError,
    Unmatched,
    check_options,
    stands_alone,
)
from elixir_design.catalog.model import Catalog, CatalogDimension, Pick
from elixir_design.log.model import Status


def selection_from_json(data: object, catalog: Catalog) -> Selection:
    """Reads a decisions file: the ledger's JSON, or plainly ``{"dimension": ["option", ...]}``.

    Raises:
        SelectionError: When the data has neither shape, or names dimensions or options that do not exist.
    """
    if not isinstance(data, Mapping):
        raise SelectionError('a decisions file holds a JSON object such as {"state-model": ["ets"]}')
    if isinstance(data.get("decisions"), Sequence) and not isinstance(data["decisions"], str):
        return _from_export(data, catalog)
    return Selection(options=check_options(data, catalog))


def _from_export(data: Mapping[str, object], catalog: Catalog) -> Selection:
    options: dict[str, list[str]] = {}
    notes: list[Note] = []
    unmatched: list[Unmatched] = []
    own: list[str] = []
    deferred: list[str] = []
    for raw in _maps(data["decisions"]):
        title = _text(raw.get("title"))
        status = raw.get("status")
        if status == Status.DEFERRED:
            deferred.append(title)
        if status != Status.DECIDED or raw.get("superseded_by"):
            continue
        reference = raw.get("dimension")
        slug = reference.get("slug") if isinstance(reference, Mapping) else None
        dimension = catalog.dimension(slug) if isinstance(slug, str) else None
        note = _note_from_export(raw, title, dimension)
        notes.append(note)
        if dimension is None:
            own.append(title)
            continue
        if not note.options and not raw.get("refines"):
            said = "; ".join(note.choices)
            unmatched.append(
                Unmatched(dimension.slug, f"{note.source}: {dimension.name}: {said!r} matches no option")
            )
        alone = dimension.pick is Pick.ONE and stands_alone(note, dimension)
        before = [] if alone else options.get(dimension.slug, [])
        options[dimension.slug] = [*before, *note.options]
    deferred += [
        _text(item.get("text")) for item in _maps(data.get("deferred")) if not item.get("resolved_by")
    ]
    return Selection(
        options=check_options(options, catalog),
        notes=tuple(notes),
        unmatched=tuple(unmatched),
        deferred=tuple(dict.fromkeys(deferred)),
        own=tuple(own),
    )


def _note_from_export(raw: Mapping[str, object], title: str, dimension: CatalogDimension | None) -> Note:
    choices = list(_maps(raw.get("choices")))
    slugs = dict.fromkeys(slug for choice in choices for slug in _texts(choice.get("options")))
    source = raw.get("source")
    place = f"{_text(source.get('path'))}:{source.get('line')}" if isinstance(source, Mapping) else ""
    return Note(
        id=_text(raw.get("id")),
        title=title,
        dimension=dimension.slug if dimension else "",
        options=tuple(slugs),
        choices=tuple(
            f"{_text(choice.get('aspect'))}: {_text(choice.get('text'))}"
            if choice.get("aspect")
            else _text(choice.get("text"))
            for choice in choices
        ),
        rationale=_texts(raw.get("rationale")),
        trade_offs=_texts(raw.get("trade_offs")),
        considered=tuple(_text(option.get("name")) for option in _maps(raw.get("options"))),
        date=_text(raw.get("date")),
        source=place,
    )


def _maps(value: object) -> Iterable[Mapping[str, object]]:
    return (item for item in value if isinstance(item, Mapping)) if isinstance(value, list) else ()


def _texts(value: object) -> tuple[str, ...]:
    return tuple(item for item in value if isinstance(item, str)) if isinstance(value, list) else ()


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
