"""From the sources to everything that is shown, made again only when something changed. No MkDocs here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from elixir_design.architecture.graphviz import render_svgs
from elixir_design.collection import collection_paused
from elixir_design.diagnostics import Diagnostic
from elixir_design.site.assembly.sources import Places, Reading, Sources
from elixir_design.site.links import Addresses
from elixir_design.site.memo import PageMemo
from elixir_design.site.model import Asset, Site
from elixir_design.site.options import SiteOptions


@dataclass(frozen=True, slots=True)
class Settings:
    """What a site is made from and how.

    Attributes:
        places: The sources.
        options: How the pages are made; the reports' texts are filled in here.
        cache: Folder for what can be made again.
        site_url: Public address of the site; empty when it has none.
        feed: Whether there is an Atom feed.
        llms: Whether there is an ``llms.txt``.
        diagrams: Whether graphs are drawn.
    """

    places: Places
    options: SiteOptions
    cache: Path
    site_url: str = ""
    feed: bool = True
    llms: bool = True
    diagrams: bool = True


@dataclass(frozen=True, slots=True)
class Made:
    """A site and what its sources have wrong."""

    site: Site
    problems: tuple[Diagnostic, ...]


class Assembly:
    """Makes the site, and of the next one only what changed."""

    def __init__(self) -> None:
        self.sources = Sources()
        self._memo = PageMemo()
        self._last: tuple[Reading, Settings, Made] | None = None

    def make(self, settings: Settings) -> Made:
        """Reads the sources and makes the site.

        Returns:
            The very object of the call before when nothing changed.

        Raises:
            SourceError: A source cannot be read.
        """
        with collection_paused():
            reading = self.sources.read(settings.places)
            if self._last and self._last[0] is reading and self._last[1] == settings:
                return self._last[2]
            made = make_site(reading, settings, self._memo)
        self._last = (reading, settings, made)
        return made


def make_site(reading: Reading, settings: Settings, memo: PageMemo | None = None) -> Made:
    """The pages with the files that go with them."""
    from elixir_design.site.assembly.build import build_site

    options = replace(settings.options, reports=reading.reports)
    remarks: list[str] = []

    def draw(graphs: Mapping[str, str], titles: Mapping[str, str]) -> Mapping[str, str]:
        return render_svgs(graphs, settings.cache / "diagrams", titles=titles, warn=remarks.append)

    site = build_site(
        reading.ledger, reading.catalog, reading.findings, options, draw if settings.diagrams else None, memo
    )
    files, problems = machine_readable(reading, settings)
    return Made(
        replace(site, assets=(*site.assets, *files)),
        (*reading.ledger.problems, *problems, *map(_undrawn, remarks)),
    )


def _undrawn(remark: str) -> Diagnostic:
    # A line of the configuration, because that is where diagrams are switched off.
    return Diagnostic("mkdocs.yml", 1, 1, "diagram-not-drawn", remark, hint="or set diagrams: false")


def machine_readable(
    reading: Reading, settings: Settings
) -> tuple[tuple[Asset, ...], tuple[Diagnostic, ...]]:
    """The files for programs that go with the pages, and why one of them is missing."""
    from elixir_design.site.files.machine_readable import MachineReadable, machine_readable_files

    wanted = MachineReadable(
        addresses=Addresses(settings.options.base),
        title=settings.options.project,
        site_url=settings.site_url,
        use_directory_urls=settings.options.use_directory_urls,
        feed=settings.feed,
        llms=settings.llms,
    )
    return machine_readable_files(reading.ledger, wanted)
