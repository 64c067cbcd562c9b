"""The MkDocs plugin: what happens at each hook. The work is done elsewhere."""

from __future__ import annotations

import gc
from pathlib import Path
from typing import Literal

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority, get_plugin_logger
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation

from elixir_design.site.assembly.assemble import Assembly, Settings
from elixir_design.site.assembly.sources import SourceError
from elixir_design.site.cache import FileStore
from elixir_design.site.mkdocs.config import ElixirDesignConfig
from elixir_design.site.mkdocs.fast.incremental import Rebuild
from elixir_design.site.mkdocs.fast.shared_markdown import SharedMarkdown
from elixir_design.site.mkdocs.handover import Handover, PageStore, hand_over, load_assets
from elixir_design.site.mkdocs.navigation import Placement, arrange_section, place_in_nav
from elixir_design.site.mkdocs.problems import ProblemLog
from elixir_design.site.mkdocs.settings import read_settings

log = get_plugin_logger("elixir-design")


class ElixirDesignPlugin(BasePlugin[ElixirDesignConfig]):  # type: ignore[no-untyped-call]
    """Turns session logs into decision pages.

    One object serves all builds of a process, because it has ``on_startup``: what was read and made in one
    build is there for the next.
    """

    def __init__(self) -> None:
        self._assembly = Assembly()
        self._problems = ProblemLog(log)
        self._rebuild = Rebuild(log)
        self._markdown = SharedMarkdown()
        self._serving = False
        self._settings: Settings | None = None
        self._handover: Handover | None = None
        self._pages_on_disk: PageStore | None = None
        self._frozen = False

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Keeps the object, and what it remembers, for all builds of ``mkdocs serve``."""
        self._serving = command == "serve" and not dirty

    def on_config(self, config: MkDocsConfig) -> None:
        """Finds the sources."""
        self._handover = None
        self._settings = read_settings(self.config, config) if self.config.enabled else None
        self._rebuild.allowed = self._serving and self.config.incremental

    @event_priority(100)
    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        """Saves the pages of the last build from the cleaning of the output folder."""
        self._rebuild.set_aside(config)

    @event_priority(50)
    def _on_files_early(self, files: Files, *, config: MkDocsConfig) -> None:
        """Makes the pages, early enough for other plugins to see them."""
        if self._settings is None:
            return
        try:
            made = self._assembly.make(self._settings)
        except SourceError as error:
            raise PluginError(f"elixir-design: {error}") from error
        if not self._frozen:
            # All of this stays while MkDocs builds: Python need not look through it for garbage.
            gc.freeze()
            self._frozen = True
        self._problems.report(made.problems, self.config.log_levels)
        handover = hand_over(made.site.pages, made.site.assets, files, config, self._store(self._settings))
        for path in handover.clashes:
            log.warning(
                "'%s' in the docs folder gives way to a generated file: choose another `folder`", path
            )
        load_assets(made.site.assets, config)
        placement = Placement(
            self._settings.options.base, self.config.nav.title, self.config.nav.placement, handover.moved
        )
        config.nav = place_in_nav(config.nav, handover.index_pages, placement)
        self._handover = handover

    @event_priority(-100)
    def _on_files_late(self, files: Files, *, config: MkDocsConfig) -> Files | None:
        """Leaves out what did not change, once all plugins have added their files."""
        if self._handover is None:
            return None
        return self._rebuild.leave_out(files, config, self._handover, self.config.trusted_plugins)

    on_files = CombinedEvent(_on_files_early, _on_files_late)

    @event_priority(50)
    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> None:
        """Puts the index pages into their order and prepares the pages outside of the navigation."""
        if self._handover is None:
            return
        if config.nav is None:
            arrange_section(nav, self._handover.index_pages, self.config.nav.title)
        self._handover.prepare_pages(nav, files, config, self._markdown)
        self._rebuild.note_nav(nav)

    # Material's tags plugin makes its lists at 100, the highest priority that MkDocs recommends.
    @event_priority(101)
    def _on_env_first(self, env: Environment, /, **_: object) -> None:
        """Stands in for the pages that are left out."""
        self._rebuild.repeat(env)

    @event_priority(-100)
    def _on_env_last(self, /, *_: object, **__: object) -> None:
        """Decides what is themed again, now that all titles are known."""
        self._rebuild.settle()

    on_env = CombinedEvent(_on_env_first, _on_env_last)

    @event_priority(100)
    def on_post_build(self, *, config: MkDocsConfig) -> None:  # noqa: ARG002 - the hook's signature
        """Completes the search index before it is written."""
        self._rebuild.finish()

    def on_build_error(self, **_: object) -> None:
        """Trusts nothing of a build that failed."""
        self._rebuild.forget()

    def on_serve(self, server: LiveReloadServer, *, config: MkDocsConfig, **_: object) -> None:
        """Watches sources that lie outside of the docs folder."""
        if self._settings is None:
            return
        docs = Path(config.docs_dir).resolve()
        for path in self._settings.places.watched:
            if not path.resolve().is_relative_to(docs):
                server.watch(str(path))

    def _store(self, settings: Settings) -> PageStore:
        if self._pages_on_disk is None or self._pages_on_disk.root.parent != settings.cache:
            self._pages_on_disk = PageStore(settings.cache / "pages")
            # Nobody has to remember to leave the cache out of version control.
            FileStore(settings.cache).put(".gitignore", b"*\n")
        return self._pages_on_disk
