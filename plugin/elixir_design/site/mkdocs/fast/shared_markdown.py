"""Generated pages to HTML, as MkDocs does it but without its cost per page.

MkDocs makes a converter, with all extensions of the site, for each page, and parses the Markdown as HTML to
look for ids. A converter can be used again after ``reset``, on which all extensions that come with
Python-Markdown, PyMdown and Material rely; with any other extension, each page is left to MkDocs. Text in
which no ``id`` is written needs no look. A test compares both ways.
"""

from __future__ import annotations

import logging
import re
from typing import TYPE_CHECKING, Any

import markdown  # type: ignore[import-untyped,unused-ignore]
import mkdocs
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure import pages as mkdocs_pages
from mkdocs.structure.files import Files
from mkdocs.structure.toc import get_toc

from elixir_design.site.mkdocs.fast.finished_html import FinishedHtml

if TYPE_CHECKING:
    from mkdocs.structure.pages import Page as MkDocsPage

_RESETTABLE = ("markdown.", "pymdownx.", "material.extensions.")
# MkDocs has no public names for these; the last releases of its line have all of them.
_PROCESSORS = (
    "_RawHTMLPreprocessor",
    "_ExtractAnchorsTreeprocessor",
    "_RelativePathTreeprocessor",
    "_ExtractTitleTreeprocessor",
)
_POSSIBLE = all(hasattr(mkdocs_pages, name) for name in _PROCESSORS)
_HAS_ANCHORS = re.compile(r"\b(?:id|name)\s*=", re.IGNORECASE)


class SharedMarkdown:
    """The converter of the builds of one process, made again when the extensions change."""

    def __init__(self) -> None:
        self._wanted: tuple[object, object] | None = None
        self._converter: markdown.Markdown | None = None

    def render(self, page: MkDocsPage, config: MkDocsConfig, files: Files) -> bool:
        """Does what ``Page.render`` does.

        Returns:
            False when the page has to be left to MkDocs; nothing has been done then.
        """
        converter = self._reset(config)
        if converter is None or page.markdown is None:
            return False
        raw_html = mkdocs_pages._RawHTMLPreprocessor()  # noqa: SLF001 - see above
        anchors = mkdocs_pages._ExtractAnchorsTreeprocessor(page.file, files, config)  # noqa: SLF001
        links = mkdocs_pages._RelativePathTreeprocessor(page.file, files, config)  # noqa: SLF001
        title = mkdocs_pages._ExtractTitleTreeprocessor()  # noqa: SLF001
        if _HAS_ANCHORS.search(page.markdown):
            raw_html._register(converter)  # noqa: SLF001
        elif "mkdocs_raw_html" in converter.preprocessors:
            converter.preprocessors.deregister("mkdocs_raw_html")
        for processor in (anchors, links, title):
            processor._register(converter)  # noqa: SLF001
        page.content = converter.convert(page.markdown)
        page.toc = get_toc(getattr(converter, "toc_tokens", []))
        page._title_from_render = title.title  # noqa: SLF001
        page.present_anchor_ids = anchors.present_anchor_ids | raw_html.present_anchor_ids
        if logging.getLogger(f"{mkdocs.__name__}.structure.pages").getEffectiveLevel() > logging.DEBUG:
            page.links_to_anchors = links.links_to_anchors
        return True

    def _reset(self, config: MkDocsConfig) -> markdown.Markdown | None:
        wanted = (config.markdown_extensions, config.mdx_configs)
        if self._wanted != wanted:
            self._wanted = (list(config.markdown_extensions), dict(config.mdx_configs))
            self._converter = None
            if _POSSIBLE:
                made = markdown.Markdown(extensions=wanted[0], extension_configs=wanted[1] or {})
                if all(_is_resettable(part) for part in _parts(made)):
                    made.preprocessors.register(FinishedHtml(made), FinishedHtml.NAME, FinishedHtml.PRIORITY)
                    self._converter = made
        return self._converter.reset() if self._converter is not None else None


def _parts(converter: markdown.Markdown) -> list[object]:
    """Everything that extensions have put into a converter; not all of them register themselves."""
    registries: list[Any] = [
        converter.preprocessors,
        converter.inlinePatterns,
        converter.treeprocessors,
        converter.postprocessors,
        converter.parser.blockprocessors,
    ]
    return [*converter.registeredExtensions, *(part for registry in registries for part in registry)]


def _is_resettable(part: object) -> bool:
    return f"{type(part).__module__}.".startswith(_RESETTABLE)
