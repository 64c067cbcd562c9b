"""A page of the site as a plain value, so that any site generator can take it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Page:
    """One Markdown page.

    Attributes:
        path: Where it goes, relative to the docs folder, with forward slashes, ending in ``.md``.
        title: Page title, plain text.
        markdown: The body; links to other pages are relative paths to their ``.md`` files.
        metadata: Front matter (``tags``, ``search``, ``description``, ...).
        source: Path of the log, report or catalog file it was made from, for the edit link; empty when
            it is made from several.
        replaces_source: Whether it shows all of its source, which is then not published as it is.
        in_nav: Whether it belongs in the navigation; detail pages do not (the nav is drawn on every page).
    """

    path: str
    title: str
    markdown: str
    metadata: Mapping[str, object] = field(default_factory=dict)
    source: str = ""
    replaces_source: bool = False
    in_nav: bool = False


@dataclass(frozen=True, slots=True)
class Asset:
    """One file that is copied as it is: JSON, feed, style sheet, script."""

    path: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Site:
    """Everything that is shown."""

    pages: tuple[Page, ...]
    assets: tuple[Asset, ...]
