"""Builds the studio's site with what a test wants to be different."""

from __future__ import annotations

import studio

from elixir_design.architecture.graphviz import render_svgs
from elixir_design.site.assembly.build import build_site


def draw(graphs, titles):
    return render_svgs(graphs, titles=titles)


def built(ledger=None, draw=draw, **changes):
    """The pages by path below the folder of the site, without it."""
    options = studio.options(**changes)
    site = build_site(ledger or studio.ledger(), studio.CATALOG, studio.FINDINGS, options, draw)
    return {page.path.removeprefix(f"{options.base}/"): page for page in site.pages}
