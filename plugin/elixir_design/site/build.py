"""From what stands to the whole site, as plain values."""

from __future__ import annotations

from collections.abc import Iterable

from elixir_design.catalog.model import Catalog, Finding
from elixir_design.ledger.model import Ledger
from elixir_design.site.model import Page, Site
from elixir_design.site.options import SiteOptions
from elixir_design.site.pages.dimensions import dimension_pages
from elixir_design.site.pages.overview import overview_pages
from elixir_design.site.pages.records import record_pages
from elixir_design.site.pages.sessions import session_pages
from elixir_design.site.view import arrange


def build_site(ledger: Ledger, catalog: Catalog, findings: Iterable[Finding], options: SiteOptions) -> Site:
    """Makes every page and asset.

    Args:
        ledger: All logs folded.
        catalog: The questions and options that are known.
        findings: Passages of reports that bear on the questions.
        options: How the pages are made.

    Returns:
        Pages with indexes first, and the files that they need.
    """
    view = arrange(ledger, catalog, findings, options)
    pages: list[Page] = [
        *overview_pages(view),
        *dimension_pages(view),
        *record_pages(view),
        *session_pages(view),
    ]
    return Site(tuple(pages), ())
