"""The site's files on disk for other generators."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from drawn import Html, environment

from elixir_design.site.assembly.export import MANIFEST, ExportError, export_files, export_markdown
from elixir_design.site.model import Asset, Page, Site

SITE = Site(
    pages=(
        Page(
            "decisions/index.md", "What stands", "# What stands\n\n[One](records/one.md)\n", {"tags": ["a"]}
        ),
        Page("decisions/records/one.md", "One: a", "# One\n\n[Back](../index.md#what-stands)\n"),
    ),
    assets=(Asset("decisions/assets/x.css", b"body{}"),),
)


def files_in(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_pages_are_written_with_their_front_matter(tmp_path):
    export_markdown(SITE, tmp_path / "out")
    text = (tmp_path / "out/decisions/records/one.md").read_text(encoding="utf-8")
    _, front, body = text.split("---\n", 2)
    assert yaml.safe_load(front) == {"title": "One: a"}
    assert body == "\n# One\n\n[Back](../index.md#what-stands)\n"


def test_a_second_export_touches_only_what_changed(tmp_path):
    export_files({"a.md": b"a", "b.md": b"b"}, tmp_path)
    os.utime(tmp_path / "a.md", (1, 1))
    written = export_files({"a.md": b"a", "b.md": b"B"}, tmp_path)
    assert str(written) == "2 files, 1 changed, 0 removed"
    assert (tmp_path / "a.md").stat().st_mtime == 1


def test_only_what_an_export_wrote_is_removed(tmp_path):
    export_files({"a.md": b"a", "deep/er/b.md": b"b"}, tmp_path)
    (tmp_path / "mine.md").write_text("mine", encoding="utf-8")
    written = export_files({"a.md": b"a"}, tmp_path)
    assert written.removed == 1
    assert files_in(tmp_path) == {"a.md", "mine.md", MANIFEST}
    assert not (tmp_path / "deep").exists()


def test_a_folder_with_files_of_others_is_refused_and_stays_as_it_is(tmp_path):
    (tmp_path / "a.md").write_text("mine", encoding="utf-8")
    with pytest.raises(ExportError, match=r"holds files that no export wrote; .* add --force"):
        export_files({"a.md": b"a"}, tmp_path)
    assert files_in(tmp_path) == {"a.md"}
    assert (tmp_path / "a.md").read_text(encoding="utf-8") == "mine"


def test_force_writes_beside_the_files_of_others(tmp_path):
    (tmp_path / "mine.md").write_text("mine", encoding="utf-8")
    export_files({"a.md": b"a"}, tmp_path, force=True)
    export_files({}, tmp_path)
    assert files_in(tmp_path) == {"mine.md", MANIFEST}


@pytest.mark.parametrize("outside", ["../outside.md", "/outside.md"])
def test_a_manifest_cannot_make_an_export_remove_anything_outside(tmp_path, outside):
    target = tmp_path / "out"
    export_files({"a.md": b"a"}, target)
    (tmp_path / "outside.md").write_text("mine", encoding="utf-8")
    (target / MANIFEST).write_text(json.dumps({"files": [outside, "a.md"]}), encoding="utf-8")
    export_files({}, target)
    assert (tmp_path / "outside.md").exists()


def test_a_damaged_manifest_is_reported(tmp_path):
    export_files({"a.md": b"a"}, tmp_path)
    (tmp_path / MANIFEST).write_text("[", encoding="utf-8")
    with pytest.raises(ExportError, match="is damaged"):
        export_files({}, tmp_path)
    assert (tmp_path / "a.md").exists()


def test_a_place_that_cannot_be_written_is_reported_in_one_line(tmp_path):
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(ExportError, match="cannot be written"):
        export_files({"a.md": b"a"}, tmp_path / "file" / "below")


@pytest.mark.slow
@pytest.mark.parametrize("generator", ["mkdocs", "zensical"])
def test_an_export_of_real_logs_is_a_site_with_intact_links(tmp_path, generator):
    project = Path(__file__).parents[3]
    docs = tmp_path / "docs"
    tools = Path(sys.executable).parent
    command = [tools / "elixir-design", "export", "--format", "markdown", docs]
    subprocess.run(command, cwd=project, check=True, capture_output=True)
    (docs / "index.md").write_text("# Home\n\n[Decisions](decisions/index.md)\n", encoding="utf-8")
    settings = {
        "site_name": "Exported",
        "theme": {"name": "material", "font": False},
        "use_directory_urls": False,
        "markdown_extensions": ["attr_list", "md_in_html", "pymdownx.superfences"],
        "validation": {"links": {"anchors": "warn", "unrecognized_links": "warn"}},
    }
    (tmp_path / "mkdocs.yml").write_text(yaml.safe_dump(settings), encoding="utf-8")
    strict = ["--strict"] if generator == "mkdocs" else []
    done = subprocess.run(
        [tools / generator, "build", *strict],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
        env=environment(),
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert broken_links(tmp_path / "site") == []


def broken_links(site: Path) -> list[str]:
    """Relative links of the decision pages that lead nowhere."""
    broken = []
    for page in (site / "decisions").rglob("*.html"):
        for href in Html(page.read_text(encoding="utf-8")).hrefs:
            path = href.partition("#")[0].partition("?")[0]
            if not path or ":" in path or path.startswith("/"):
                continue
            target = page.parent / path
            if not (target.is_file() or (target / "index.html").is_file()):
                broken.append(f"{page.relative_to(site)}: {href}")
    return broken
