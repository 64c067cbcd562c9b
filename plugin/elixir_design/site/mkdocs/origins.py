"""Where the files that pages were made from lie, whatever way leads there.

A log may be reached by several names: through a link to its folder, to the docs folder or to the project,
through a link of its own, or on a file system that takes large letters for small ones. So files are compared
by what they are, never by how their paths are spelled: a name that was missed would publish the raw log.
"""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Hashable
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files

from elixir_design.log.files import is_markdown


class Origins:
    """The sources of pages, seen from the docs folder.

    Args:
        config: MkDocs's configuration.
        files: The files that MkDocs found, before any page is added to them.
    """

    def __init__(self, config: MkDocsConfig, files: Files) -> None:
        self._root = project_root(config)
        self._docs = placed(config, config.docs_dir)
        self._edit_uris: dict[str, str] = {}
        self._found: defaultdict[Hashable, list[str]] = defaultdict(list)
        for file in files:
            # MkDocs takes a name in capitals for an asset, and copies it as it is.
            if (file.is_documentation_page() or is_markdown(file.src_uri)) and file.abs_src_path:
                self._found[identity(file.abs_src_path)].append(file.src_uri)
        self._found.pop(None, None)

    def edit_uri(self, source: str) -> str | None:
        """The path for the edit link; one ``../`` too many would lose the branch, so it is computed once."""
        if not source:
            return None
        if source not in self._edit_uris:
            relative = os.path.relpath(self._root / source, self._docs)
            self._edit_uris[source] = Path(relative).as_posix()
        return self._edit_uris[source]

    def addresses(self, source: str) -> tuple[str, ...]:
        """Every address at which MkDocs would publish the file as it is; none when it lies outside."""
        return tuple(self._found.get(identity(self._root / source), ())) if source else ()


def identity(path: str | Path) -> Hashable:
    """What two names of one file have in common; None when there is no such file."""
    try:
        stat = Path(path).stat()
    except (OSError, ValueError):
        return None
    # Some network file systems number no files.
    return (stat.st_dev, stat.st_ino) if stat.st_ino else os.path.normcase(os.path.realpath(path))


def project_root(config: MkDocsConfig) -> Path:
    """The folder of the configuration file, to which all paths in it are relative, without links.

    When the file is itself a link, it is the folder of the link that counts, as for MkDocs.
    """
    return Path(config.config_file_path).parent.resolve() if config.config_file_path else Path.cwd()


def placed(config: MkDocsConfig, path: str) -> Path:
    """A path of the configuration as MkDocs takes it: ``..`` leaves the folder that is named before it.

    Below the project it starts with ``project_root`` and keeps the names of links.
    """
    here = os.path.abspath(Path(config.config_file_path or "mkdocs.yml").parent)  # noqa: PTH100 - see above
    full = Path(os.path.abspath(Path(here, path)))  # noqa: PTH100 - see above
    return project_root(config) / full.relative_to(here) if full.is_relative_to(here) else full
