"""From what stands to the whole site, as plain values."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from elixir_design.catalog.model import Catalog, Finding
from elixir_design.ledger.model import Ledger
from elixir_design.site.assets import page_assets
from elixir_design.site.html.drawing import Draw
from elixir_design.site.memo import PageMemo
from elixir_design.site.model import Page, Site
from elixir_design.site.options import SiteOptions
from elixir_design.site.pages.architecture import architecture_page, plan_tree
from elixir_design.site.pages.as_of import AsOfData, as_of_data, as_of_page
from elixir_design.site.pages.considered import options_pages
from elixir_design.site.pages.dimensions import dimension_pages
from elixir_design.site.pages.graph import graph_pages, plan_graph
from elixir_design.site.pages.health import health_page
from elixir_design.site.pages.lineage import lineage_pages
from elixir_design.site.pages.open_items import open_pages
from elixir_design.site.pages.overview import overview_pages
from elixir_design.site.pages.records import record_pages
from elixir_design.site.pages.reports import report_pages
from elixir_design.site.pages.sessions import session_pages
from elixir_design.site.pages.timeline import timeline_pages
from elixir_design.site.renamed import redirects
from elixir_design.site.view import View, arrange


def build_site(  # noqa: PLR0913, PLR0917 - four things to show and two ways of doing it
    ledger: Ledger,
    catalog: Catalog,
    findings: Iterable[Finding],
    options: SiteOptions,
    draw: Draw | None = None,
    memo: PageMemo | None = None,
) -> Site:
    """Makes every page and asset.

    Args:
        ledger: All logs folded.
        catalog: The questions and options that are known.
        findings: Passages of reports that bear on the questions.
        options: How the pages are made.
        draw: Called once with the DOT sources and the accessible names of all figures; None shows lists only.
        memo: Remembers the pages that do not change from one call to the next.

    Returns:
        Pages with indexes first, in the order of the navigation, and the files that they need.
    """
    view = arrange(ledger, catalog, findings, options)
    view = memo.watch(view) if memo else view
    dates = as_of_data(view)
    pages = tuple(_pages(view, draw, dates))
    moved = redirects(pages, directory_urls=options.use_directory_urls) if options.renamed else ()
    return Site(pages, (*page_assets(view.addresses), *dates.files, *moved))


def _pages(view: View, draw: Draw | None, dates: AsOfData) -> Iterator[Page]:
    plan = plan_graph(view)
    tree = plan_tree(view)
    sources = {**tree.sources, **plan.sources(view)}
    drawings = draw(sources, {**tree.titles, **plan.titles()}) if draw and sources else {}
    yield from overview_pages(view)
    yield from architecture_page(view, tree, drawings)
    yield from timeline_pages(view)
    yield from open_pages(view)
    yield from options_pages(view)
    yield from lineage_pages(view)
    yield from graph_pages(view, plan, drawings)
    yield from as_of_page(view, dates)
    yield from report_pages(view)
    yield from health_page(view)
    yield from dimension_pages(view)
    yield from record_pages(view)
    yield from session_pages(view)
