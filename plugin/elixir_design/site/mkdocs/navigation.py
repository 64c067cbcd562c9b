"""Where the generated index pages stand in the navigation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from mkdocs.structure import StructureItem
from mkdocs.structure.nav import Navigation, Section
from mkdocs.structure.pages import Page as MkDocsPage

from elixir_design.site.model import Page

Nav = list[Any]


@dataclass(frozen=True, slots=True)
class Placement:
    """Where the section of index pages goes.

    Attributes:
        folder: Folder of the generated pages.
        title: The section's title.
        side: ``start``, ``end`` or ``none``.
        moved: Pages by the old addresses that they took over; entries that name these follow.
    """

    folder: str
    title: str
    side: str = "end"
    moved: Mapping[str, str] = field(default_factory=dict)


def place_in_nav(nav: Nav | None, pages: Sequence[Page], placement: Placement) -> Nav | None:
    """Adds the index pages to a written navigation.

    What the user wrote wins: an entry ``Title: folder/`` becomes the section, and a navigation that names any
    of the index pages gets no section besides. Without a written navigation MkDocs makes one from the files.

    Args:
        nav: The navigation as configured; not changed.
        pages: The index pages in their order.
        placement: Where they go.

    Returns:
        The navigation to use.
    """
    if nav is None:
        return None
    entries: Nav = [{page.title: page.path} for page in pages]
    replaced: dict[str, str | Nav] = {**placement.moved, f"{placement.folder}/": entries}
    placed: Nav = _rewrite(nav, replaced)
    named = _paths(placed)
    if placement.side == "none" or any(page.path in named for page in pages) or not entries:
        return placed
    section = {placement.title: entries}
    return [section, *placed] if placement.side == "start" else [*placed, section]


def arrange_section(nav: Navigation, pages: Sequence[Page], title: str) -> None:
    """Puts the index pages that MkDocs found by itself into their own order, under the section's title.

    Args:
        nav: The navigation, changed in place.
        pages: The index pages in their order.
        title: The section's title.
    """
    order = {page.path: place for place, page in enumerate(pages)}
    section = _section_of(nav.items, order)
    if section is None:
        return
    section.title = title
    section.children.sort(key=lambda item: _place(item, order))
    nav.pages[:] = [item for item in _walk(nav.items) if isinstance(item, MkDocsPage)]
    around = [None, *nav.pages, None]
    for before, page, after in zip(around, nav.pages, around[2:], strict=False):
        page.previous_page, page.next_page = before, after


def section_of(nav: Navigation, pages: Sequence[Page]) -> Section | None:
    """The section of the navigation that holds the index pages, if they stand in one."""
    return _section_of(nav.items, {page.path: place for place, page in enumerate(pages)})


def _rewrite(item: Any, replaced: Mapping[str, str | Nav]) -> Any:  # noqa: ANN401 - as YAML has it
    if isinstance(item, str):
        return replaced.get(item, item)
    if isinstance(item, dict):
        return {key: _rewrite(value, replaced) for key, value in item.items()}
    if not isinstance(item, list):
        return item
    flat: Nav = []
    for part in item:
        made = _rewrite(part, replaced)
        # A bare `folder/` in a list spreads its pages into that list.
        flat.extend(made if isinstance(part, str) and isinstance(made, list) else [made])
    return flat


def _paths(item: object) -> set[str]:
    if isinstance(item, str):
        return {item}
    parts = item.values() if isinstance(item, dict) else item if isinstance(item, list) else ()
    return {path for part in parts for path in _paths(part)}


def _section_of(items: Sequence[StructureItem], order: Mapping[str, int]) -> Section | None:
    for item in items:
        if isinstance(item, Section):
            if any(isinstance(child, MkDocsPage) and child.file.src_uri in order for child in item.children):
                return item
            inner = _section_of(item.children, order)
            if inner is not None:
                return inner
    return None


def _place(item: StructureItem, order: Mapping[str, int]) -> int:
    return order.get(item.file.src_uri, len(order)) if isinstance(item, MkDocsPage) else len(order)


def _walk(items: Sequence[StructureItem]) -> list[StructureItem]:
    found: list[StructureItem] = []
    for item in items:
        found.append(item)
        if isinstance(item, Section):
            found.extend(_walk(item.children))
    return found
