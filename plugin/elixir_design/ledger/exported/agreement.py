"""Whether the parts of an export agree: what a schema cannot say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches
from typing import Any

from elixir_design.catalog.matching import match_dimension
from elixir_design.catalog.model import Catalog, CatalogDimension, Match, Pick
from elixir_design.ledger.exported.json_text import Fault, Path
from elixir_design.log.model import Status

_Export = Mapping[str, Any]
_SAME_CATALOG = "name the catalog that the file was exported with (--catalog), or export again"
_EXPORT_AGAIN = "correct it, or export again with elixir-design export --format json"


def disagreements(data: _Export, catalog: Catalog) -> Iterator[Fault]:
    """What contradicts itself in an export that keeps its schema.

    Whatever elixir-design writes agrees; a file that does not was edited or damaged, and nobody can say
    which of the two sides is meant.

    Args:
        data: The export.
        catalog: The dimensions and options that its slugs name.
    """
    yield from _names_stand_once(data)
    yield from _names_exist(data)
    by_id = {decision["id"]: decision for decision in data["decisions"]}
    for position, decision in enumerate(data["decisions"]):
        path: Path = ("decisions", position)
        yield from _links(path, decision, by_id)
        yield from _meanings(path, decision, catalog)
    yield from _rivals(data, catalog)


def _names_stand_once(data: _Export) -> Iterator[Fault]:
    for part in ("sessions", "decisions"):
        first: dict[str, int] = {}
        for position, item in enumerate(data[part]):
            before = first.setdefault(item["id"], position)
            if before != position:
                yield Fault(
                    (part, position, "id"), f"{part}[{before}] has this id already", "give each its own"
                )


def _names_exist(data: _Export) -> Iterator[Fault]:
    known = {
        "session": {session["id"] for session in data["sessions"]},
        "decision": {decision["id"] for decision in data["decisions"]},
    }
    for path, kind, name in _mentions(data):
        if name is not None and name not in known[kind]:
            yield Fault(path, f"the file has no {kind} {name!r}", _near(name, known[kind]))
    for position, question in enumerate(data.get("questions", ())):
        for key in ("also", "history", "refinements"):
            for number, name in enumerate(question[key]):
                if name not in known["decision"]:
                    path = ("questions", position, key, number)
                    yield Fault(path, f"the file has no decision {name!r}", _near(name, known["decision"]))
        if question["decision"] is not None and question["decision"] not in question["history"]:
            yield Fault(
                ("questions", position, "decision"), "is not in the question's history", _EXPORT_AGAIN
            )
    for position, decision in enumerate(data["decisions"]):
        if not decision["id"].startswith(f"{decision['session']}/"):
            yield Fault(
                ("decisions", position, "id"),
                f"does not begin with the session {decision['session']!r}",
                _EXPORT_AGAIN,
            )


def _mentions(data: _Export) -> Iterator[tuple[Path, str, str | None]]:
    """Every place that names a session or a decision, with what it names."""
    for part in ("decisions", "deferred", "open_questions", "next_steps"):
        for position, item in enumerate(data[part]):
            yield (part, position, "session"), "session", item["session"]
    for part, key, kind in (
        ("deferred", "resolved_by", "decision"),
        ("open_questions", "resolved_by", "decision"),
        ("decisions", "superseded_by", "decision"),
    ):
        for position, item in enumerate(data[part]):
            yield (part, position, key), kind, item[key]
    for part, key, kind in (
        ("sessions", "continues", "session"),
        ("decisions", "refines", "decision"),
        ("decisions", "supersedes", "decision"),
    ):
        for position, item in enumerate(data[part]):
            for number, name in enumerate(item[key]):
                yield (part, position, key, number), kind, name


def _links(path: Path, decision: _Export, by_id: Mapping[str, _Export]) -> Iterator[Fault]:
    own, successor = decision["id"], decision["superseded_by"]
    if successor == own:
        yield Fault((*path, "superseded_by"), "a decision does not supersede itself", _EXPORT_AGAIN)
    elif successor in by_id and own not in by_id[successor]["supersedes"]:
        yield Fault(
            (*path, "superseded_by"), f"{successor!r} does not say that it supersedes this one", _EXPORT_AGAIN
        )
    if successor is not None and decision["status"] != Status.SUPERSEDED:
        yield Fault(
            (*path, "status"),
            f"is {decision['status']}, although it is superseded by {successor!r}",
            _EXPORT_AGAIN,
        )
    for key in ("refines", "supersedes"):
        for number, name in enumerate(decision[key]):
            if name == own:
                yield Fault((*path, key, number), "is the decision itself", _EXPORT_AGAIN)
            elif key == "supersedes" and name in by_id and by_id[name]["superseded_by"] is None:
                yield Fault(
                    (*path, key, number), f"{name!r} does not say that it is superseded", _EXPORT_AGAIN
                )


def _meanings(path: Path, decision: _Export, catalog: Catalog) -> Iterator[Fault]:
    reference = decision["dimension"]
    slug, name = reference["slug"], reference["name"] or decision["title"]
    dimension = catalog.dimension(slug) if slug is not None else None
    if slug is not None and dimension is None:
        known = [dimension.slug for dimension in catalog.dimensions]
        near = get_close_matches(slug, known, n=1)
        hint = f"did you mean {near[0]}? If not, {_SAME_CATALOG}" if near else _SAME_CATALOG
        yield Fault((*path, "dimension", "slug"), f"the catalog has no dimension {slug!r}", hint)
        return
    meant = match_dimension(catalog, name)
    # A name that only suggests a dimension may be read otherwise by another version, and a key that the log
    # states counts for more than a name.
    certain = meant is not None and meant.match in {Match.EXACT, Match.ALIAS}
    named = decision.get("question", slug) in {slug, meant.dimension.slug if meant else None}
    if certain and named and meant and meant.dimension != dimension:
        yield Fault(
            (*path, "dimension", "slug"),
            f"is {slug or 'null'}, although {name!r} is the dimension {meant.dimension.slug}",
            _SAME_CATALOG,
        )
    for number, choice in enumerate(decision["choices"]):
        yield from _options((*path, "choices", number), choice, dimension)
    if decision["status"] == Status.DECIDED and not decision["choices"]:
        yield Fault(
            (*path, "choices"),
            "the decision is decided, but names no choice",
            "add it to the log",
            harmless=True,
        )


def _options(path: Path, choice: _Export, dimension: CatalogDimension | None) -> Iterator[Fault]:
    found = choice["options"]
    if (choice["match"] == Match.NONE) == bool(found):
        said = f"is {choice['match']}, although {'options are' if found else 'no option is'} named"
        yield Fault((*path, "match"), said, _EXPORT_AGAIN)
    if dimension is None:
        if found:
            yield Fault(
                (*path, "options"), "without a dimension there are no options of the catalog", _SAME_CATALOG
            )
        return
    known = [option.slug for option in dimension.options]
    for number, option in enumerate(found):
        if option not in known:
            yield Fault(
                (*path, "options", number), f"{dimension.slug} has no option {option!r}", _near(option, known)
            )


def _rivals(data: _Export, catalog: Catalog) -> Iterator[Fault]:
    """Later answers to a dimension that takes one: used as those of logs are, but not in silence."""
    standing: dict[str, tuple[str, set[str]]] = {}
    for position, decision in enumerate(data["decisions"]):
        dimension = catalog.dimension(decision["dimension"]["slug"] or "")
        if dimension is None or dimension.pick is not Pick.ONE or decision["status"] != Status.DECIDED:
            continue
        slugs = {slug for choice in decision["choices"] for slug in choice["options"]}
        chosen = {option.slug for option in dimension.options if option.slug in slugs and not option.modifies}
        before = standing.get(dimension.slug)
        if before is not None and chosen and chosen != before[1]:
            yield Fault(
                ("decisions", position, "choices"),
                f"{dimension.slug} takes one option, but {before[0]!r} stands; this is used",
                "say in the log which one supersedes the other",
                harmless=True,
            )
        if chosen:
            standing[dimension.slug] = (decision["id"], chosen)


def _near(name: str, known: Sequence[str] | set[str]) -> str:
    near = get_close_matches(name, sorted(known), n=1)
    return f"did you mean {near[0]}?" if near else _EXPORT_AGAIN
