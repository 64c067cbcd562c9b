"""Projects to measure: the same pages once made by the plugin and once lying in a docs folder."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from pathlib import Path

from elixir_design.site.assembly.export import MANIFEST

SESSIONS = int(os.environ.get("BENCH_SESSIONS", "1000"))
"""How many sessions the benchmarks of the site have."""

_THEME = """\
site_name: Measured
site_url: http://127.0.0.1:8000/
use_directory_urls: true
theme:
  name: material
  font: false
  features: [navigation.indexes, content.code.copy]
markdown_extensions:
  - admonition
  - attr_list
  - md_in_html
  - pymdownx.details
  - pymdownx.highlight
  - pymdownx.superfences
  - toc: {permalink: true}
"""


_SECTION_HOOK = """\
def on_nav(nav, files, **_):
    section = next(item for item in nav.items if item.title == "Decisions")
    for file in files.documentation_pages():
        if file.page is not None and file.page not in nav.pages:
            file.page.parent = section
"""
"""Shows the section's navigation beside pages that do not stand in it, as the plugin does."""


def with_plugin(root: Path) -> Path:
    """A project whose pages the plugin makes from the logs in ``docs/elixir-sessions``."""
    return _project(root, "plugins: [search, elixir-design]\nnav: [index.md]\n")


def plain(root: Path, pages: list[str], assets: list[str]) -> Path:
    """A project whose pages lie in ``docs``.

    Args:
        root: The project's folder.
        pages: The index pages, in the order of the navigation; the others show it beside them.
        assets: Style sheets and scripts among the files.
    """
    nav = "".join(f"      - {page}\n" for page in pages)
    styles = [asset for asset in assets if asset.endswith(".css")]
    scripts = [asset for asset in assets if asset.endswith(".js")]
    made = _project(
        root,
        "plugins: [search]\nhooks: [section.py]\n"
        f"extra_css: {styles}\nextra_javascript: {scripts}\nnot_in_nav: '/decisions/'\n"
        f"exclude_docs: '{MANIFEST}'\nnav:\n  - index.md\n  - Decisions:\n{nav}",
    )
    (root / "section.py").write_text(_SECTION_HOOK, encoding="utf-8")
    return made


def build(root: Path, site: Path) -> tuple[float, float]:
    """Builds a project in a process of its own.

    Returns:
        Wall clock and processor seconds.
    """
    before, start = os.times(), time.perf_counter()
    # A release date keeps two builds equal that fall on two days.
    environment = os.environ | {"SOURCE_DATE_EPOCH": "1700000000"}
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", str(site)]
    subprocess.run(command, cwd=root, check=True, capture_output=True, env=environment)
    after = os.times()
    used = after.children_user + after.children_system - before.children_user - before.children_system
    return time.perf_counter() - start, used


def load() -> str:
    """What else the machine was doing, to judge a figure by."""
    return f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores"


def differing_pages(one: Path, other: Path) -> list[str]:
    """Pages that are not the same in two folders, byte for byte."""
    paths = {path.relative_to(site) for site in (one, other) for path in site.rglob("*.html")}
    return sorted(str(path) for path in paths if _page(one / path) != _page(other / path))


def _page(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.exists() else ""


def _project(root: Path, more: str) -> Path:
    (root / "docs").mkdir(parents=True, exist_ok=True)
    (root / "docs" / "index.md").write_text("# Home\n", encoding="utf-8")
    (root / "mkdocs.yml").write_text(_THEME + re.sub("'", '"', more), encoding="utf-8")
    return root
