"""Plugins and extensions that have a hand in every page, and what they miss when one is left out."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from typing import Any

from markdown.util import get_installed_extensions  # type: ignore[import-untyped,unused-ignore]
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.pages import Page as MkDocsPage

Entries = list[dict[str, Any]]

_PAGE_EVENTS = ("pre_page", "page_read_source", "page_markdown", "page_content", "page_context", "post_page")
_SEARCH = {"mkdocs.contrib.search", "properdocs.contrib.search", "material.plugins.search.plugin"}
_TAGS = {"material.plugins.tags.plugin"}
_UNDERSTOOD = _SEARCH | _TAGS
# What these make of a page depends on its text alone, and on the files that ``fingerprint`` looks at.
_EXTENSIONS = ("markdown.", "pymdownx.", "material.extensions.")
_READS_ANY_FILE = {"pymdownx.b64"}


def strangers(config: MkDocsConfig, trusted: Collection[str]) -> list[str]:
    """Names of plugins, hooks and Markdown extensions that see every page and do what we do not know with it.

    Args:
        config: MkDocs's configuration.
        trusted: Names of those of which the user says that what they do to a page depends on it alone.
    """
    names = {id(plugin): name for name, plugin in config.plugins.items()}
    found = []
    for event in _PAGE_EVENTS:
        for method in config.plugins.events[event]:
            owner = getattr(method, "__self__", None)
            name = names.get(id(owner), getattr(method, "__module__", "a hook"))
            module = type(owner).__module__
            ours = module.startswith("elixir_design.")
            if not ours and module not in _UNDERSTOOD and name not in trusted and name not in found:
                found.append(name)
    return [
        *found,
        *(name for name in config.markdown_extensions if _is_strange(name) and name not in trusted),
    ]


def _is_strange(extension: str) -> bool:
    known = get_installed_extensions()
    installed = next((point.value for point in known if point.name == extension), extension)
    return not installed.startswith(_EXTENSIONS) or extension in _READS_ANY_FILE


class SearchEntries:
    """The entries that each page has in the search index, so that they can be put back without the page.

    Both MkDocs's and Material's index add a page with ``add_entry_from_context`` to a list of entries.
    """

    def __init__(self) -> None:
        self._of_page: list[dict[str, Entries]] = []

    def listen(self, config: MkDocsConfig) -> None:
        """Notes which entries each page adds from now on."""
        indexes = [_index(plugin) for plugin in _plugins(config, _SEARCH)]
        earlier = self._of_page
        self._of_page = [earlier[i] if i < len(earlier) else {} for i in range(len(indexes))]
        for index, of_page in zip(indexes, self._of_page, strict=True):
            if index is not None:
                index.add_entry_from_context = _noting(index, of_page)

    def complete(self, config: MkDocsConfig, pages: Iterable[str]) -> None:
        """Fills each index with the entries of all pages, in the order of the pages.

        Args:
            config: MkDocs's configuration.
            pages: Source addresses of all pages of the site.
        """
        order = list(pages)
        for plugin, of_page in zip(_plugins(config, _SEARCH), self._of_page, strict=True):
            index = _index(plugin)
            if index is not None:
                entries = _entries(index)
                noted = {id(entry) for added in of_page.values() for entry in added}
                others = [entry for entry in entries if id(entry) not in noted]
                entries[:] = [entry for page in order for entry in of_page.get(page, ())] + others
                for gone in of_page.keys() - set(order):
                    del of_page[gone]


def repeat_tags(config: MkDocsConfig, left_out: Iterable[MkDocsPage], order: Iterable[str]) -> None:
    """Tells Material's tags plugin of the tags of pages that it did not see.

    Args:
        config: MkDocs's configuration.
        left_out: The pages.
        order: Addresses of all pages of the site in their order, which is the order of equal entries.
    """
    pages = list(left_out)
    place = {url: number for number, url in enumerate(order)}
    for plugin in _plugins(config, _TAGS):
        for page in pages:
            if page.meta.get(plugin.config.tags_name_property):
                plugin.on_page_markdown(page.markdown, page=page, config=config)
        mappings = getattr(plugin.mappings, "data", None)
        if isinstance(mappings, dict):
            ordered = sorted(mappings.items(), key=lambda item: place.get(item[0], len(place)))
            mappings.clear()
            mappings.update(ordered)


def _plugins(config: MkDocsConfig, modules: Collection[str]) -> list[Any]:
    return [plugin for plugin in config.plugins.values() if type(plugin).__module__ in modules]


def _index(plugin: Any) -> Any:  # noqa: ANN401 - two classes without a common base
    index = getattr(plugin, "search_index", None)
    return index if index is not None and _entries(index) is not None else None


def _entries(index: Any) -> Any:  # noqa: ANN401 - see above
    return getattr(index, "entries", None) if hasattr(index, "entries") else getattr(index, "_entries", None)


def _noting(index: Any, of_page: dict[str, Entries]) -> Callable[[MkDocsPage], None]:  # noqa: ANN401 - see above
    add = index.add_entry_from_context

    def add_and_note(page: MkDocsPage) -> None:
        before = len(_entries(index))
        add(page)
        of_page[page.file.src_uri] = _entries(index)[before:]

    return add_and_note
