"""The site's files on disk, for any site generator that takes Markdown."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from elixir_design.catalog.model import Catalog
from elixir_design.ledger.model import Ledger
from elixir_design.site.cache import FileStore
from elixir_design.site.files.front_matter import page_text
from elixir_design.site.model import Site

MANIFEST = ".elixir-design-export.json"
_WHAT_IT_IS = "Files in this folder that `elixir-design export` wrote and may remove."


class ExportError(Exception):
    """The export would destroy what it did not write, or cannot write; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Written:
    """What an export did."""

    files: int
    changed: int
    removed: int

    def __str__(self) -> str:
        return f"{self.files} files, {self.changed} changed, {self.removed} removed"


def export_markdown(site: Site, target: Path, *, force: bool = False) -> Written:
    """Writes pages with front matter, and assets.

    Args:
        site: What to write.
        target: The folder, as a docs folder of a site generator.
        force: Write into a folder that holds files of others; those at our paths are replaced.

    Returns:
        What was done.

    Raises:
        ExportError: The folder holds files of others, or cannot be written.
    """
    return export_files(site_contents(site), target, force=force)


def site_contents(site: Site) -> dict[str, bytes]:
    """Every file of the site by its path."""
    pages = {page.path: page_text(page).encode() for page in site.pages}
    return pages | {asset.path: asset.content for asset in site.assets}


def export_files(files: Mapping[str, bytes], target: Path, *, force: bool = False) -> Written:
    """Writes files, only those that changed, and removes those of an earlier export that are gone.

    Args:
        files: Contents by path relative to the folder, with forward slashes.
        target: The folder.
        force: Write into a folder that holds files of others; those at our paths are replaced.

    Returns:
        What was done.

    Raises:
        ExportError: The folder holds files of others, or cannot be written.
    """
    try:
        earlier = _read_manifest(target)
        if earlier is None and not force and target.exists() and _is_occupied(target):
            raise ExportError(
                f"{target} holds files that no export wrote; name an empty folder, or add --force "
                "to keep them and write beside them"
            )
        store = FileStore(target)
        changed = sum(store.put(path, content) for path, content in files.items())
        gone = [path for path in earlier or () if path not in files and store.locate(path).is_file()]
        store.remove(gone)
        manifest = {"about": _WHAT_IT_IS, "files": sorted(files)}
        store.put(MANIFEST, (json.dumps(manifest, indent=1, ensure_ascii=False) + "\n").encode())
    except OSError as error:
        raise ExportError(f"{error.filename or target} cannot be written: {error.strerror}") from error
    return Written(len(files), changed, len(gone))


def site_files(ledger: Ledger, catalog: Catalog, reports: Path) -> dict[str, bytes]:
    """Every file of a site with default settings, by path.

    The site has to be built with ``use_directory_urls: false``: site generators disagree on what a relative
    address in HTML means when a page is served as a folder (MkDocs leaves it alone, Zensical takes it as
    relative to the source file), and agree when a page is served as a file.

    Args:
        ledger: All logs folded.
        catalog: The questions and options that are known.
        reports: Folder of the reports; need not exist.

    Raises:
        ExportError: A report cannot be read.
    """
    from elixir_design.site.assembly.assemble import Settings, make_site
    from elixir_design.site.assembly.sources import Places, SourceError, Sources
    from elixir_design.site.options import SiteOptions

    root = Path.cwd()
    places = Places(root=root, sessions=root, reports=reports)
    try:
        reading = Sources().with_reports(ledger, catalog, places)
    except SourceError as error:
        raise ExportError(str(error)) from error
    cache = root / ".cache" / "plugin" / "elixir-design"
    settings = Settings(places, SiteOptions(use_directory_urls=False), cache)
    return site_contents(make_site(reading, settings).site)


def _read_manifest(target: Path) -> list[str] | None:
    """The files of the earlier export; None when there was none. Paths that lead outside are ignored."""
    path = target / MANIFEST
    if not path.exists():
        return None
    try:
        listed = json.loads(path.read_text(encoding="utf-8"))["files"]
        return [name for name in listed if isinstance(name, str) and _is_inside(name)]
    except (ValueError, KeyError, TypeError) as error:
        raise ExportError(
            f"{path} is damaged, so it is not known which files may be removed; "
            "delete it and export with --force"
        ) from error


def _is_inside(name: str) -> bool:
    path = PurePosixPath(name)
    return not path.is_absolute() and ".." not in path.parts and "\\" not in name


def _is_occupied(target: Path) -> bool:
    # What version control and desktops leave behind belongs to nobody.
    return any(entry.name not in {".git", ".gitignore", ".DS_Store"} for entry in target.iterdir())
