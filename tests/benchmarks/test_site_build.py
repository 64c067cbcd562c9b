"""A cold build with the plugin against plain MkDocs over the same pages, with the same navigation.

What is compared: `mkdocs build` of a project that has only the logs, and of one whose docs folder already
holds the pages that the plugin makes from them. Both have the same theme, Markdown extensions, search
plugin and navigation; the first test below asserts that both write the same HTML, byte for byte. The
plugin's side carries what it does beyond plain MkDocs (reading the logs, folding them, making the pages),
and it is allowed what plain MkDocs does not do for itself: one Markdown converter for all generated pages.

What is measured: processor seconds of each build, children included, in processes of their own, one after
the other in one run. Wall clock is printed but not judged, since other work on the machine lengthens it;
other work also makes processor seconds longer by up to a third, so compare figures of one run only.

`BENCH_SESSIONS=100 make bench` measures fewer sessions.
"""

from __future__ import annotations

from pathlib import Path

import project
import pytest

import corpus
from elixir_design.site.assembly.assemble import Assembly, Settings
from elixir_design.site.assembly.export import export_markdown
from elixir_design.site.assembly.sources import Places
from elixir_design.site.options import SiteOptions


def two_projects(folder: Path, sessions: int) -> tuple[Path, Path]:
    """The same site twice: made by the plugin, and exported into a docs folder."""
    plugin = project.with_plugin(folder / "plugin")
    logs = plugin / "docs" / "elixir-sessions"
    corpus.write_corpus(logs, sessions)
    settings = Settings(Places(plugin, logs), SiteOptions(project="Measured"), folder / "cache")
    site = Assembly().make(settings).site
    index_pages = [page.path for page in site.pages if page.in_nav]
    plain = project.plain(folder / "plain", index_pages, [asset.path for asset in site.assets])
    export_markdown(site, plain / "docs", force=True)
    return plugin, plain


def test_the_plugin_builds_the_very_pages_that_plain_mkdocs_builds_from_the_export(tmp_path):
    plugin, plain = two_projects(tmp_path, sessions=6)
    project.build(plugin, tmp_path / "one")
    project.build(plain, tmp_path / "two")
    one, two = tmp_path / "one" / "decisions", tmp_path / "two" / "decisions"
    assert len(list(one.rglob("*.html"))) > 60
    assert project.differing_pages(one, two) == []


@pytest.mark.benchmark
@pytest.mark.slow
def test_a_cold_build_takes_little_more_than_plain_mkdocs(tmp_path, capsys):
    plugin, plain = two_projects(tmp_path, sessions=project.SESSIONS)
    plain_wall, plain_cpu = project.build(plain, tmp_path / "two")
    plugin_wall, plugin_cpu = project.build(plugin, tmp_path / "one")
    pages = sum(1 for _ in (tmp_path / "one").rglob("*.html"))
    with capsys.disabled():
        print(  # noqa: T201 - what a benchmark is for
            f"\nsite of {project.SESSIONS:,} sessions, {pages:,} pages, {project.load()}: "
            f"plugin {plugin_wall:.1f} s, {plugin_cpu:.1f} s CPU; "
            f"plain MkDocs {plain_wall:.1f} s, {plain_cpu:.1f} s CPU; ratio {plugin_cpu / plain_cpu:.2f}"
        )
    assert plugin_cpu / plain_cpu <= 1.15
