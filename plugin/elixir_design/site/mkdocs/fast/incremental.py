"""Under ``mkdocs serve``: leave alone the pages that did not change.

MkDocs makes every page again after each edit. A generated page is a function of its text and of what
``fingerprint`` lists; when neither changed, its MkDocs page object and its HTML on disk are still right. So
the HTML is moved out of the way while MkDocs cleans its output folder, and MkDocs is shown only the pages
that remain to be made. Anything in doubt makes the whole site again. A plain ``mkdocs build`` never comes
here.
"""

from __future__ import annotations

import gc
import logging
import os
import shutil
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import mkdocs
from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as MkDocsPage

from elixir_design.site.mkdocs.fast.fingerprint import nav_fingerprint, surroundings, themed_by_nav_alone
from elixir_design.site.mkdocs.fast.neighbours import SearchEntries, repeat_tags, strangers
from elixir_design.site.mkdocs.fast.template_cache import TemplateCache
from elixir_design.site.mkdocs.handover import Handover
from elixir_design.site.model import Page

# MkDocs leaves hidden files alone when it cleans the output folder.
_ASIDE = ".elixir-design"


class RemainingFiles(Files):
    """All files, of which the build loop sees only the pages that remain to be made.

    The build asks for ``is_in_serve`` when it serves; templates and plugins ask for ``is_included`` and get
    all.
    """

    def __init__(self, files: Iterable[File], left_out: frozenset[str]) -> None:
        super().__init__(files)
        self.left_out = left_out

    def documentation_pages(
        self, *, inclusion: Callable[[InclusionLevel], bool] = InclusionLevel.is_included
    ) -> list[File]:
        """The pages, as MkDocs's own method has it, less those that are left out."""
        pages = list(super().documentation_pages(inclusion=inclusion))
        if inclusion is not InclusionLevel.is_in_serve:
            return pages
        return [file for file in pages if file.src_uri not in self.left_out]


@dataclass(slots=True)
class _Kept:
    """A page as the last build left it; ``content`` is its HTML before it was put into the theme."""

    value: Page
    file: File
    content: str | None
    messages: list[logging.LogRecord]


class _Messages(logging.Handler):
    """Collects what is reported on each page, to be repeated while the page stays as it is."""

    def __init__(self, config: MkDocsConfig) -> None:
        super().__init__(logging.INFO)
        self._config = config
        self.of_page: dict[str, list[logging.LogRecord]] = {}

    def emit(self, record: logging.LogRecord) -> None:
        page = getattr(self._config, "_current_page", None)
        if page is not None:
            self.of_page.setdefault(page.file.src_uri, []).append(record)


@dataclass(slots=True)
class _Build:
    """One build on its way."""

    config: MkDocsConfig
    handover: Handover
    files: RemainingFiles
    messages: _Messages
    nav: Navigation | None = None
    contents: dict[str, str | None] = field(default_factory=dict)

    def page(self, path: str) -> MkDocsPage | None:
        """MkDocs's page for one of ours."""
        file = self.files.src_uris.get(path)
        return file.page if file is not None else None


class Rebuild:
    """One build after another of one site.

    Args:
        log: Where to say why a site is made as a whole.

    Attributes:
        allowed: Whether this process serves; nothing is left out otherwise.
    """

    def __init__(self, log: logging.LoggerAdapter[Any]) -> None:
        self.allowed = False
        self._log = log
        self._told: object = None
        self._kept: dict[str, _Kept] = {}
        self._outputs: set[str] = set()
        self._surroundings: object = None
        self._nav: object = None
        self._search = SearchEntries()
        self._templates = TemplateCache()
        self._build: _Build | None = None
        self._frozen = False

    def set_aside(self, config: MkDocsConfig) -> None:
        """Moves the generated HTML out of the way of the cleaning that follows."""
        site = Path(config.site_dir)
        _discard(config)
        pages = (output for output in self._outputs if output.endswith(".html") and "/" in output)
        for folder in {page.partition("/")[0] for page in pages}:
            if (site / folder).is_dir():
                (site / _ASIDE).mkdir(exist_ok=True)
                (site / folder).rename(site / _ASIDE / folder)

    def leave_out(
        self, files: Files, config: MkDocsConfig, handover: Handover, trusted: list[str]
    ) -> Files | None:
        """Decides which pages remain to be made.

        Args:
            files: All files of the site.
            config: MkDocs's configuration.
            handover: Our pages.
            trusted: Plugins that the user vouches for.

        Returns:
            The files as the build should see them; None when all pages are to be made.
        """
        self._end_build()
        if not self.allowed or not self._is_possible(config, trusted):
            self.forget()
            _discard(config)
            return None
        generated = {*handover.outputs}
        now = surroundings(config, [file for file in files if file.src_uri not in generated])
        if now != self._surroundings or not _bring_back(config):
            self.forget()
            _discard(config)
            self._surroundings = now
        self._kept = {
            path: kept
            for path, value in handover.pages.items()
            if (kept := self._kept.get(path))
            and (kept.value is value or kept.value == value)
            and os.path.isfile(kept.file.abs_dest_path)  # noqa: PTH113 - asked of every page: a path object takes longer
        }
        remaining = RemainingFiles(
            [self._kept[file.src_uri].file if file.src_uri in self._kept else file for file in files],
            frozenset(self._kept),
        )
        for output in self._outputs - {getattr(file, "redirect_uri", file.dest_uri) for file in remaining}:
            Path(config.site_dir, output).unlink(missing_ok=True)
        self._build = _Build(config, handover, remaining, _Messages(config))
        logging.getLogger(mkdocs.__name__).addHandler(self._build.messages)
        return remaining

    def note_nav(self, nav: Navigation) -> None:
        """Takes the navigation, whose titles are known once all pages are read."""
        if self._build is not None:
            self._build.nav = nav

    def repeat(self, env: Environment) -> None:
        """Tells other plugins, and the user, what the pages that are left out would have told them."""
        if self._build is None:
            return
        env.bytecode_cache = self._templates
        left_out = [kept.file.page for kept in self._kept.values() if kept.file.page is not None]
        order = [file.page.url for file in self._build.files.documentation_pages() if file.page is not None]
        repeat_tags(self._build.config, left_out, order)
        for kept in self._kept.values():
            for record in kept.messages:
                logging.getLogger(record.name).handle(record)

    def settle(self) -> None:
        """Puts all pages into the theme again, from the HTML that is known, if the navigation has changed."""
        build = self._build
        if build is None or build.nav is None:
            return
        for path in build.handover.pages:
            page = build.page(path)
            build.contents[path] = page.content if page is not None else None
        now = nav_fingerprint(build.nav)
        if now != self._nav:
            self._nav = now
            build.files.left_out = frozenset()
            for path, kept in self._kept.items():
                if kept.file.page is not None:
                    kept.file.page.content = build.contents[path] = kept.content
        self._search.listen(build.config)

    def finish(self) -> None:
        """Completes what other plugins collected, and keeps the pages for the next build."""
        build = self._build
        if build is None:
            return
        self._search.complete(build.config, [file.src_uri for file in build.files.documentation_pages()])
        _check_anchors(build, self._kept)
        for path, value in build.handover.pages.items():
            file = build.files.src_uris.get(path)
            if path in self._kept or file is None or "/" not in file.dest_uri:
                continue
            messages = build.messages.of_page.get(path, [])
            self._kept[path] = _Kept(value, file, build.contents.get(path), messages)
        self._outputs = {
            getattr(file, "redirect_uri", file.dest_uri)
            for path in build.handover.outputs
            if (file := build.files.src_uris.get(path))
        }
        self._end_build()
        if not self._frozen:
            # Most of what the first build made stays for all builds to come. Python need not go through
            # millions of objects again and again to see that none of them is garbage.
            gc.freeze()
            self._frozen = True

    def forget(self) -> None:
        """Makes the next build start from nothing, as after an error."""
        self._end_build()
        self._kept = {}
        self._outputs = set()
        self._nav = self._surroundings = None
        self._templates.clear()

    def _is_possible(self, config: MkDocsConfig, trusted: list[str]) -> bool:
        unknown = strangers(config, trusted)
        if unknown and unknown != self._told:
            self._told = unknown
            self._log.info(
                "all pages are made again after each change, because %s may change any of them; if it looks "
                "at one page at a time, name it under `trusted_plugins`",
                ", ".join(f"'{name}'" for name in unknown),
            )
        return not unknown and themed_by_nav_alone(config)

    def _end_build(self) -> None:
        if self._build is not None:
            logging.getLogger(mkdocs.__name__).removeHandler(self._build.messages)
            self._build = None


def _bring_back(config: MkDocsConfig) -> bool:
    """Puts the HTML back; not if another plugin has begun to write in its place."""
    site = Path(config.site_dir)
    folders = list((site / _ASIDE).iterdir()) if (site / _ASIDE).is_dir() else []
    if any((site / folder.name).exists() for folder in folders):
        return False
    for folder in folders:
        folder.rename(site / folder.name)
    _discard(config)
    return True


def _discard(config: MkDocsConfig) -> None:
    """Removes what was moved out of the way and is not wanted back."""
    shutil.rmtree(Path(config.site_dir, _ASIDE), ignore_errors=True)


def _check_anchors(build: _Build, kept: Mapping[str, _Kept]) -> None:
    """Checks links into pages that were made again from pages that were not: the anchor may be gone."""
    for path in build.files.left_out:
        page = kept[path].file.page
        links = page.links_to_anchors if page is not None else None
        if page is None or not links:
            continue
        page.links_to_anchors = {
            build.files.src_uris.get(file.src_uri, file): to for file, to in links.items()
        }
        page.validate_anchor_links(files=build.files, log_level=build.config.validation.links.anchors)
