"""The files of the site that programs read: the ledger as JSON, the Atom feed, ``llms.txt``."""

from __future__ import annotations

import json
from dataclasses import dataclass
from urllib.parse import urljoin

from elixir_design.diagnostics import Diagnostic, Severity
from elixir_design.ledger.json import ledger_json
from elixir_design.ledger.model import Decision, Ledger
from elixir_design.site.files.feed import FeedSite, feed
from elixir_design.site.files.llms import llms_text
from elixir_design.site.links import Addresses, page_url
from elixir_design.site.model import Asset


@dataclass(frozen=True, slots=True)
class MachineReadable:
    """What is wanted and for which site.

    Attributes:
        addresses: Where the pages lie.
        title: Name of the project or site, plain text.
        site_url: Public address; empty when the site has none.
        use_directory_urls: Whether ``a/b.md`` is served as ``a/b/``.
        feed: Whether an Atom feed is wanted.
        llms: Whether an ``llms.txt`` is wanted.
    """

    addresses: Addresses
    title: str = ""
    site_url: str = ""
    use_directory_urls: bool = True
    feed: bool = True
    llms: bool = True

    def decision_url(self, decision: Decision) -> str:
        """The address of a decision's page, absolute where the site has a public address."""
        page = self.addresses.record(decision.session, decision.entry.slug)
        return self.absolute(page_url(page, self.use_directory_urls))

    def absolute(self, path: str) -> str:
        """The address of a file of the site, absolute where the site has a public address."""
        return urljoin(self.site_url.rstrip("/") + "/", path) if self.site_url else path

    def below(self, name: str) -> str:
        """Path of a file beside the pages."""
        return f"{self.addresses.base}/{name}" if self.addresses.base else name


def machine_readable_files(
    ledger: Ledger, wanted: MachineReadable
) -> tuple[tuple[Asset, ...], tuple[Diagnostic, ...]]:
    """Writes the files.

    Returns:
        ``decisions.json`` and, as wanted, ``feed.xml`` beside the pages and ``llms.txt`` at the root; and a
        remark when there can be no feed, since its links must be absolute.
    """
    # Without indentation, which only Python's slow encoder can write.
    text = json.dumps(ledger_json(ledger), ensure_ascii=False) + "\n"
    data = wanted.below("decisions.json")
    files = [Asset(data, text.encode("utf-8", "replace"))]
    problems: list[Diagnostic] = []
    more = {"All decisions, with everything that was said, as JSON": wanted.absolute(data)}
    if wanted.feed and wanted.site_url:
        path = wanted.below("feed.xml")
        site = FeedSite(wanted.title, wanted.site_url, path, wanted.decision_url)
        files.append(Asset(path, feed(ledger, site)))
        more["Changes, as an Atom feed"] = wanted.absolute(path)
    elif wanted.feed:
        problems.append(_no_feed())
    overview = page_url(wanted.addresses.index("overview"), wanted.use_directory_urls)
    more["Overview, for people"] = wanted.absolute(overview)
    if wanted.llms:
        page = llms_text(ledger, title=wanted.title, url=wanted.decision_url, more=more)
        files.append(Asset("llms.txt", page.encode("utf-8", "replace")))
    return tuple(files), tuple(problems)


def _no_feed() -> Diagnostic:
    return Diagnostic(
        path="mkdocs.yml",
        line=1,
        column=1,
        code="feed-without-site-url",
        message="no Atom feed is written, as its links must be absolute",
        severity=Severity.INFO,
        hint="set site_url to the public address of the site, or feed: false for this plugin",
    )
