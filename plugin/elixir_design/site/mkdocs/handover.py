"""Page and asset values handed to MkDocs as files, as if they lay in the docs folder."""

from __future__ import annotations

import html
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.utils import write_file

from elixir_design.site.cache import FileStore, holds
from elixir_design.site.files.front_matter import page_meta, page_text
from elixir_design.site.mkdocs.navigation import section_of
from elixir_design.site.mkdocs.origins import Origins
from elixir_design.site.model import Asset, Page


class MovedFile(File):
    """An address that another page has taken over.

    Links to it lead to the page that stands in its place, and a reader who comes by it is sent on.
    """

    def __init__(self, src_uri: str, target: File, config: MkDocsConfig) -> None:
        super().__init__(src_uri, None, config.site_dir, config.use_directory_urls)
        self.target = target
        # Asked of a plain file, because this one does not pass for a page.
        old = File(src_uri, None, config.site_dir, config.use_directory_urls)
        self._old_url = old.url
        self.redirect_uri = old.dest_uri
        self.url = target.url
        self.dest_uri = target.dest_uri
        self.inclusion = InclusionLevel.NOT_IN_NAV

    def is_documentation_page(self) -> bool:
        """It has no text of its own."""
        return False

    def is_media_file(self) -> bool:
        """Nor is it an image to be worked on."""
        return False

    def is_modified(self) -> bool:
        """There is no file to compare with."""
        return True

    def copy_file(self, dirty: bool = False) -> None:  # noqa: ARG002, FBT001, FBT002 - MkDocs's signature
        """Writes the page that sends a reader on, unless both have one address."""
        if self._old_url != self.target.url:
            content = redirect_page(self.target.url_relative_to(self._old_url)).encode()
            place = Path(self.dest_dir, self.redirect_uri)
            if not holds(place, content):
                write_file(content, str(place))


class Converter(Protocol):
    """Converts the Markdown of generated pages in MkDocs's place."""

    def render(self, page: MkDocsPage, config: MkDocsConfig, files: Files) -> bool:
        """Does what ``Page.render`` does; False, with nothing done, when the page is left to MkDocs."""


class GeneratedPage(MkDocsPage):
    """A page whose text and metadata are known: nothing has to be read or parsed."""

    def __init__(self, file: File, config: MkDocsConfig, value: Page, shared: Converter) -> None:
        super().__init__(None, file, config)
        self.value = value
        self._shared = shared

    def read_source(self, config: MkDocsConfig) -> None:
        """Takes the text from memory, unless a plugin reads it in another way."""
        if config.plugins.events["page_read_source"]:
            super().read_source(config)
            return
        self.markdown = self.value.markdown.lstrip("\n")
        self.meta = page_meta(self.value)

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """Converts the Markdown with the converter that all generated pages share, where that is possible."""
        if not self._shared.render(self, config, files):
            super().render(config, files)


class PageStore(FileStore):
    """The pages' texts on disk, for plugins that look for a file."""

    def __init__(self, root: Path) -> None:
        super().__init__(root)
        self._pages: dict[str, Page] = {}

    def put_page(self, page: Page) -> None:
        """Makes the file hold the page; the very page that it holds already costs nothing.

        Raises:
            OSError: The file cannot be written.
        """
        if self._pages.get(page.path) is not page or not self.has(page.path):
            self.put(page.path, page_text(page).encode())
            self._pages[page.path] = page


def redirect_page(there: str) -> str:
    """A small page that sends readers and search engines to another address, with its fragment kept."""
    address = html.escape(there, quote=True)
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<title>Moved</title>\n'
        f'<link rel="canonical" href="{address}">\n<meta name="robots" content="noindex">\n'
        f'<meta http-equiv="refresh" content="0; url={address}">\n'
        f'<script>location.replace("{address}" + location.search + location.hash)</script>\n'
        f'</head>\n<body>\n<p>This page has moved: <a href="{address}">go on</a>.</p>\n</body>\n</html>\n'
    )


@dataclass(frozen=True, slots=True)
class Handover:
    """What was handed to MkDocs.

    Attributes:
        pages: The page values by the address of their source.
        assets: Addresses of the files that are copied as they are.
        moved: The page that took over an old address, by that address.
        clashes: Addresses at which a file of the docs folder gave way to a generated one.
    """

    pages: Mapping[str, Page]
    assets: tuple[str, ...]
    moved: Mapping[str, str]
    clashes: tuple[str, ...]

    @property
    def outputs(self) -> set[str]:
        """Source addresses of everything that was handed over."""
        return {*self.pages, *self.moved, *self.assets}

    @property
    def index_pages(self) -> list[Page]:
        """The pages that belong in the navigation, in their order."""
        return [page for page in self.pages.values() if page.in_nav]

    def prepare_pages(self, nav: Navigation, files: Files, config: MkDocsConfig, shared: Converter) -> None:
        """Makes the pages outside of the navigation take their text from memory.

        To the theme they belong to the section of the index pages: it is what they show beside them.
        """
        in_nav = {page.file.src_uri for page in nav.pages}
        section = section_of(nav, self.index_pages)
        for path, value in self.pages.items():
            file = files.src_uris.get(path)
            if file is None or path in in_nav or file.generated_by is None:
                continue
            if not (isinstance(file.page, GeneratedPage) and file.page.value == value):
                GeneratedPage(file, config, value, shared)
            if file.page is not None:
                file.page.parent = section


def load_assets(assets: Iterable[Asset], config: MkDocsConfig) -> None:
    """Has every page load the generated style sheets and scripts."""
    for asset in assets:
        if asset.path.endswith(".css") and asset.path not in config.extra_css:
            config.extra_css.append(asset.path)
        elif asset.path.endswith(".js") and asset.path not in map(str, config.extra_javascript):
            config.extra_javascript.append(asset.path)


def hand_over(
    pages: Iterable[Page], assets: Iterable[Asset], files: Files, config: MkDocsConfig, store: PageStore
) -> Handover:
    """Adds pages and assets to MkDocs's files.

    A page that shows a whole file of the docs folder stands for that file, by whatever names the docs folder
    has it: links to the file lead to the page. So do links to the ``aliases`` in a page's metadata.

    Args:
        pages: The pages.
        assets: Files that are copied as they are.
        files: MkDocs's files, changed in place.
        config: MkDocs's configuration.
        store: Where the texts lie on disk.

    Raises:
        OSError: A text cannot be written to the store.
    """
    pages, assets = tuple(pages), tuple(assets)
    origins = Origins(config, files)
    clashes = []
    for page in pages:
        store.put_page(page)
        file = File.generated(
            config,
            page.path,
            abs_src_path=store.address(page.path),
            inclusion=InclusionLevel.INCLUDED if page.in_nav else InclusionLevel.NOT_IN_NAV,
        )
        file.edit_uri = origins.edit_uri(page.source)
        if _add(files, file) and page.path not in origins.addresses(page.source):
            clashes.append(page.path)
    for asset in assets:
        store.put(asset.path, asset.content)
        generated = File.generated(
            config,
            asset.path,
            abs_src_path=store.address(asset.path),
            inclusion=InclusionLevel.NOT_IN_NAV,
        )
        if _add(files, generated):
            clashes.append(asset.path)
    moved = _moved(pages, origins)
    for old, new in moved.items():
        _add(files, MovedFile(old, files.src_uris[new], config))
    return Handover(
        pages={page.path: page for page in pages},
        assets=tuple(asset.path for asset in assets),
        moved=moved,
        clashes=tuple(clashes),
    )


def _add(files: Files, file: File) -> bool:
    existing = files.src_uris.get(file.src_uri)
    if existing is not None:
        files.remove(existing)
    files.append(file)
    return existing is not None


def _moved(pages: tuple[Page, ...], origins: Origins) -> dict[str, str]:
    taken = {page.path for page in pages}
    moved: dict[str, str] = {}
    for page in pages:
        if page.replaces_source:
            moved |= dict.fromkeys(origins.addresses(page.source), page.path)
        aliases = page.metadata.get("aliases")
        for alias in aliases if isinstance(aliases, list | tuple) else ():
            moved.setdefault(str(alias), page.path)
    return {old: new for old, new in moved.items() if old not in taken}
