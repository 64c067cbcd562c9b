"""From the sources to everything that is shown, made again only when something changed. No MkDocs here."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from elixir_design.diagnostics import Diagnostic
from elixir_design.site.links import Addresses
from elixir_design.site.model import Asset, Site
from elixir_design.site.options import SiteOptions
from elixir_design.site.sources import Places, Reading, Sources


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
        keep_html: Whether HTML in logs is passed through; only for logs that can be trusted.
    """

    places: Places
    options: SiteOptions
    cache: Path
    site_url: str = ""
    feed: bool = True
    llms: bool = True
    diagrams: bool = True
    keep_html: bool = False


@dataclass(frozen=True, slots=True)
class Made:
    """A site and what its sources have wrong."""

    site: Site
    problems: tuple[Diagnostic, ...]


class Assembly:
    """Makes the site, and hands out the same one while neither sources nor settings change."""

    def __init__(self) -> None:
        self.sources = Sources()
        self._last: tuple[Reading, Settings, Made] | None = None

    def make(self, settings: Settings) -> Made:
        """Makes the site.

        Returns:
            The very object of the call before when nothing changed.

        Raises:
            SourceError: A source cannot be read.
        """
        reading = self.sources.read(settings.places)
        if self._last and self._last[0] is reading and self._last[1] == settings:
            return self._last[2]
        site = make_site(reading, settings)
        files, remarks = machine_readable(reading, settings)
        made = Made(replace(site, assets=(*site.assets, *files)), (*reading.ledger.problems, *remarks))
        self._last = (reading, settings, made)
        return made


def make_site(reading: Reading, settings: Settings) -> Site:
    """The pages with the files that go with them."""
    from elixir_design.site.build import build_site

    options = replace(settings.options, reports=reading.reports)
    return build_site(reading.ledger, reading.catalog, reading.findings, options)


def machine_readable(
    reading: Reading, settings: Settings
) -> tuple[tuple[Asset, ...], tuple[Diagnostic, ...]]:
    """The files for programs that go with the pages, and why one of them is missing."""
    from elixir_design.site.machine_readable import MachineReadable, machine_readable_files

    wanted = MachineReadable(
        addresses=Addresses(settings.options.base),
        title=settings.options.project,
        site_url=settings.site_url,
        use_directory_urls=settings.options.use_directory_urls,
        feed=settings.feed,
        llms=settings.llms,
    )
    return machine_readable_files(reading.ledger, wanted)
