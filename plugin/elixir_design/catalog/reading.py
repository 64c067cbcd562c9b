"""From positioned YAML to typed dimensions, laid over those that are already known."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields, replace
from typing import Any, TypeVar

from elixir_design.catalog.model import CatalogDimension, CatalogOption, Library, Pick, Relation
from elixir_design.catalog.positioned import Value

_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_PACKAGE = re.compile(r"[a-z][a-z0-9_]*")
_REQUIREMENT = re.compile(
    r"(~>|>=|==|<=|>|<|!=)? ?\d+\.\d+(\.\d+)?\S*( (and|or) (~>|>=|==|<=|>|<|!=)? ?\d+\.\d+\S*)*"
)

_Record = TypeVar("_Record", CatalogDimension, CatalogOption)
_Readers = Mapping[str, Callable[[Value], Any]]


def read_dimensions(
    documents: Iterable[Value], known: Mapping[str, CatalogDimension]
) -> dict[str, CatalogDimension]:
    """Reads the dimensions of one file.

    A document holds one dimension or a list of them. A dimension whose slug is known changes that one: the
    keys that it gives replace ours, and options with a new slug are added.

    Args:
        documents: The file's YAML documents; problems are collected in their source.
        known: Dimensions so far, by slug.

    Returns:
        All dimensions by slug: the known ones, changed where the file says so, and new ones at the end.
    """
    dimensions = dict(known)
    first_seen: dict[str, int] = {}
    for document in documents:
        for value in document.items("dimensions") if document.kind == "a list" else [document]:
            given = value.fields(frozenset(_DIMENSION))
            slug = _identity(value, given)
            if not slug:
                continue
            if slug in first_seen:
                given["slug"].report(f"the dimension {slug} is already in line {first_seen[slug]}")
                continue
            first_seen[slug] = given["slug"].line
            value.source.places[slug] = given["slug"]
            number = max((dimension.number for dimension in dimensions.values()), default=0) + 1
            base = dimensions.get(slug) or CatalogDimension(number, slug, "", "", "", Pick.MANY, ())
            required = () if slug in known else ("name", "question")
            dimension = _laid_over(base, value, given, _DIMENSION, required)
            if "options" in given:
                dimension = replace(dimension, options=_options(given["options"], dimension))
            dimensions[slug] = dimension
    return dimensions


def _options(value: Value, dimension: CatalogDimension) -> tuple[CatalogOption, ...]:
    options = {option.slug: option for option in dimension.options}
    first_seen: dict[str, int] = {}
    for item in value.items("options"):
        given = item.fields(frozenset(_OPTION))
        slug = _identity(item, given)
        if not slug:
            continue
        if slug in first_seen:
            given["slug"].report(f"the option {slug} is already in line {first_seen[slug]}")
            continue
        first_seen[slug] = given["slug"].line
        item.source.places[f"{dimension.slug}/{slug}"] = given["slug"]
        required = () if slug in options else ("label", "summary")
        base = options.get(slug) or CatalogOption(slug, "", "")
        option = _laid_over(base, item, given, _OPTION, required)
        options[slug] = replace(
            option,
            requires=_placed(option.requires, dimension.slug),
            conflicts=_placed(option.conflicts, dimension.slug),
            goes_with=_placed(option.goes_with, dimension.slug),
        )
    return tuple(options.values())


def _placed(relations: tuple[Relation, ...], dimension: str) -> tuple[Relation, ...]:
    """Relations with their dimension; a bare slug means an option of the same one."""
    return tuple(replace(relation, dimension=relation.dimension or dimension) for relation in relations)


def _identity(value: Value, given: Mapping[str, Value]) -> str:
    """The slug, or nothing when there is none to go by."""
    if "slug" in given:
        return _slug(given["slug"])
    if value.kind == "a mapping":
        value.report("expected the key slug")
    return ""


def _laid_over(
    base: _Record, value: Value, given: Mapping[str, Value], readers: _Readers, required: tuple[str, ...]
) -> _Record:
    for key in required:
        if key not in given:
            value.report(f"expected the key {key}", hint=f"{base.slug} is new, so it needs one")
    names = {item.name for item in fields(base)}
    # ``options`` are laid over one by one by the caller.
    given = {key: item for key, item in given.items() if key in names and key != "options"}
    return replace(base, **{key: readers[key](item) for key, item in given.items()})


def _slug(value: Value) -> str:
    text = value.text()
    if text and not _SLUG.fullmatch(text):
        value.report(f"expected lower-case words joined by hyphens, found {text!r}")
        return ""
    return text


def _slugs(value: Value) -> tuple[str, ...]:
    return tuple(_slug(item) for item in value.items("slugs"))


def _pick(value: Value) -> Pick:
    text = value.text()
    if text and text not in set(Pick):
        value.report(f"expected one or many, found {text!r}")
        return Pick.MANY
    return Pick(text or Pick.MANY)


def _library(value: Value) -> Library:
    given = value.fields(frozenset({"name", "requirement", "note"}))
    texts = {key: item.text() for key, item in given.items()}
    for key in ("name", "requirement"):
        if key not in given and value.kind == "a mapping":
            value.report(f"expected the key {key}")
    name, requirement = texts.get("name", ""), texts.get("requirement", "")
    if name and not _PACKAGE.fullmatch(name):
        given["name"].report(f"expected the name of a Hex package, found {name!r}")
    if requirement and not _REQUIREMENT.fullmatch(requirement):
        given["requirement"].report(f'expected a requirement such as "~> 1.2", found {requirement!r}')
    return Library(name, requirement, texts.get("note", ""))


def _relation(value: Value) -> Relation:
    given = value.fields(frozenset({"option", "reason"}))
    texts = {key: item.text() for key, item in given.items()}
    for key in ("option", "reason"):
        if key not in given and value.kind == "a mapping":
            value.report(f"expected the key {key}")
    dimension, _, option = texts.get("option", "").rpartition("/")
    return Relation(dimension, option, texts.get("reason", ""))


def _relations(value: Value) -> tuple[Relation, ...]:
    return tuple(_relation(item) for item in value.items("options with a reason"))


def _skeleton(value: Value) -> Mapping[str, object]:
    if value.kind != "a mapping":
        value.expected("a mapping")
        return {}
    raw: dict[str, object] = value.raw()
    return raw


def _libraries(value: Value) -> tuple[Library, ...]:
    return tuple(_library(item) for item in value.items("libraries"))


_DIMENSION: _Readers = {
    "number": Value.number,
    "slug": _slug,
    "name": Value.text,
    "question": Value.text,
    "why_it_matters": Value.text,
    "pick": _pick,
    "aliases": Value.texts,
    "considerations": Value.texts,
    "from_analysis": Value.texts,
    "finding_terms": Value.texts,
    "options": lambda _: (),
}
_OPTION: _Readers = {
    "slug": _slug,
    "label": Value.text,
    "summary": Value.text,
    "aliases": Value.texts,
    "keywords": Value.texts,
    "pros": Value.texts,
    "cons": Value.texts,
    "choose_when": Value.texts,
    "avoid_when": Value.texts,
    "libraries": _libraries,
    "modifies": _slugs,
    "beyond_brief": Value.boolean,
    "requires": _relations,
    "conflicts": _relations,
    "goes_with": _relations,
    "skeleton": _skeleton,
}
