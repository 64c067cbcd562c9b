"""What every generated page depends on besides its own text."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure import StructureItem
from mkdocs.structure.files import File
from mkdocs.structure.nav import Navigation, Section
from mkdocs.structure.pages import Page as MkDocsPage

# The variable with all pages of the site, as opposed to an attribute or part of a longer name.
_ALL_PAGES = re.compile(r"(?<![\w.])pages\b")
_THEMES_WITHOUT_ALL_PAGES = {"material", "mkdocs", "readthedocs"}


def surroundings(config: MkDocsConfig, other_files: Iterable[File]) -> object:
    """Configuration, theme and the other files of the site, as one value that can be compared.

    What has no telling representation, such as an object that a plugin put into ``extra``, compares as
    changed: a page too many is made again rather than one too few.

    Args:
        config: MkDocs's configuration after all plugins have seen it.
        other_files: Files of the site that are not ours; which of them exist decides how links resolve.
    """
    return (
        repr({key: value for key, value in config.items() if key not in {"plugins", "theme"}}),
        repr({name: getattr(plugin, "config", None) for name, plugin in config.plugins.items()}),
        repr(config.theme),
        tuple(_stamps([Path(path) for path in config.theme.dirs], ".html")),
        tuple(_stamps([Path(path) for path in config.watch], "")),
        tuple(_stamp(path) for path in _appended(config)),
        tuple((file.src_uri, file.dest_uri, file.inclusion) for file in other_files),
    )


def nav_fingerprint(nav: Navigation) -> object:
    """Everything of the navigation that a theme can show on each page."""
    return tuple(_shown(item) for item in nav.items)


def themed_by_nav_alone(config: MkDocsConfig) -> bool:
    """Whether a themed page depends on the navigation and itself, and not on all the other pages.

    The themes that MkDocs ships and Material are known to; a template of the user's own is searched for the
    variable that holds all pages.
    """
    if config.theme.name not in _THEMES_WITHOUT_ALL_PAGES:
        return False
    own = config.theme.custom_dir
    return own is None or not any(
        _ALL_PAGES.search(path.read_text(encoding="utf-8", errors="replace"))
        for path in Path(own).rglob("*.html")
    )


def _appended(config: MkDocsConfig) -> Iterator[Path]:
    """The files that PyMdown's snippets add to every page: a glossary, most often."""
    settings = config.mdx_configs.get("pymdownx.snippets", {})
    bases = settings.get("base_path", ["."])
    for base in [bases] if isinstance(bases, str | os.PathLike) else bases:
        for name in settings.get("auto_append", ()):
            path = Path(base, name)
            if path.is_file():
                yield path


def _shown(item: StructureItem) -> object:
    if isinstance(item, Section):
        return item.title, tuple(_shown(child) for child in item.children)
    if isinstance(item, MkDocsPage):
        return item.title, item.url, repr(item.meta)
    return item.title, getattr(item, "url", "")


def _stamps(folders: Iterable[Path], suffix: str) -> Iterator[tuple[str, int, int]]:
    for folder in folders:
        if folder.is_file():
            yield _stamp(folder)
        for place, inner, names in os.walk(folder):
            # Icons are thousands of files, and none of them is a page's template.
            inner[:] = sorted(name for name in inner if not name.startswith(".") and name != "node_modules")
            yield from (_stamp(Path(place, name)) for name in sorted(names) if name.endswith(suffix))


def _stamp(path: Path) -> tuple[str, int, int]:
    stat = path.stat()
    return str(path), stat.st_mtime_ns, stat.st_size
