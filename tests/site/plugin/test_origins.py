"""A raw log is never published, whatever way leads to it."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from pathlib import Path

import drawn
import pytest
from drawn import LATER_LOG, LOG, log
from hypothesis import given, settings
from hypothesis import strategies as st
from mkdocs.config import load_config
from mkdocs.structure.files import get_files

SCRIPT = "<script>window.acted=1</script>"
RAW = f"It is quick. {SCRIPT}"
NAME = "2026-03-02-0910"
SESSION_PAGE = f"decisions/sessions/{NAME}.md"
QUIET = {"diagrams": False, "feed": False, "llms": False}

# --- what MkDocs is told to publish -------------------------------------------------------------------------


def handed_over(config_file: Path):
    """MkDocs's files after our hooks, by address."""
    config = load_config(str(config_file))
    config.plugins.on_startup(command="build", dirty=False)
    config = config.plugins.on_config(config)
    return config.plugins.on_files(get_files(config), config=config).src_uris


def published_raw(files):
    """Addresses of pages of the user's own that hold the log's script."""
    own = [file for file in files.values() if file.is_documentation_page() and not file.generated_by]
    return [file.src_uri for file in own if SCRIPT.encode() in Path(file.abs_src_path).read_bytes()]


def check_hidden(files, address=f"elixir-sessions/{NAME}.md", page=SESSION_PAGE):
    assert published_raw(files) == []
    assert files[address].target.src_uri == page


def linked(link: Path, target: Path, steps: int, *, relative: bool) -> None:
    """Makes a link to a target through a number of other links."""
    link.parent.mkdir(parents=True, exist_ok=True)
    for step in range(steps, 0, -1):
        here = link if step == 1 else target.with_name(f"{target.name}-{step}")
        start = here.parent.resolve()
        here.symlink_to(os.path.relpath(target, start) if relative else target)
        target = start / here.name


def laid_out(base: Path, places: dict, spelling: str) -> Path:
    """A project of which some parts lie elsewhere, with links in their place; returns its mkdocs.yml.

    Args:
        base: An empty folder.
        places: For each part that is linked, the number of links in a row, whether they are relative, and
            whether its real place is in the project.
        spelling: How the sessions folder is named in the configuration.
    """
    project, docs = base / "project", base / "project/docs"
    parts = {
        "project": project,
        "docs": docs,
        "sessions": docs / "elixir-sessions",
        "log": docs / f"elixir-sessions/{NAME}.md",
        "config": project / "mkdocs.yml",
    }
    config = drawn.settings({**QUIET, "sessions": spelling.format(project=project)})
    contents = {"log": log("First", "ETS", RAW), "config": config}
    for part, place in parts.items():
        steps, relative, inside = places.get(part, (0, False, False))
        away = project / "kept" if inside and part != "project" else base / "elsewhere"
        target = (away / place.name).absolute() if steps else place
        target.parent.mkdir(parents=True, exist_ok=True)
        target = target.parent.resolve() / target.name
        if part in contents:
            target.write_text(contents[part], encoding="utf-8")
        else:
            target.mkdir()
        if steps:
            linked(place, target, steps, relative=relative)
    (docs / "index.md").write_text("# Home\n", encoding="utf-8")
    return project / "mkdocs.yml"


PARTS = ("project", "docs", "sessions", "log", "config")
SPELLINGS = (
    "docs/elixir-sessions",
    "docs/elixir-sessions/",
    "docs//elixir-sessions",
    "./docs/./elixir-sessions",
    "docs/../docs/elixir-sessions",
    "docs/elixir-sessions/../elixir-sessions/",
    "../project/docs/elixir-sessions",
    "{project}/docs/elixir-sessions",
    "{project}/docs/../docs//elixir-sessions/",
)
LINKS = st.tuples(st.integers(1, 3), st.booleans(), st.booleans())


def check_layout(places, spelling):
    base = Path(tempfile.mkdtemp()).resolve()
    try:
        check_hidden(handed_over(laid_out(base, places, spelling)))
    finally:
        shutil.rmtree(base)


@pytest.mark.parametrize("part", PARTS)
def test_a_link_publishes_no_raw_log(part):
    check_layout({part: (1, True, True)}, SPELLINGS[0])


def test_links_to_links_and_a_long_spelling_publish_no_raw_log():
    check_layout(dict.fromkeys(PARTS, (3, True, False)), SPELLINGS[-1])


@settings(max_examples=60, deadline=None)
@given(st.dictionaries(st.sampled_from(PARTS), LINKS), st.sampled_from(SPELLINGS))
def test_no_links_and_no_spelling_publish_a_raw_log(places, spelling):
    check_layout(places, spelling)


def test_every_name_that_the_docs_folder_has_for_a_log_leads_to_its_session(draw):
    project = draw({LOG: log("First", "ETS", RAW)}, plugin=QUIET)
    docs = project.root / "docs"
    (docs / "again").symlink_to("elixir-sessions")
    (docs / "the-first.md").symlink_to(f"elixir-sessions/{NAME}.md")
    (docs / "hard.md").hardlink_to(docs / f"elixir-sessions/{NAME}.md")
    (docs / "elixir-sessions/latest.md").symlink_to(f"{NAME}.md")
    files = handed_over(project.root / "mkdocs.yml")
    for address in (
        f"elixir-sessions/{NAME}.md",
        f"again/{NAME}.md",
        "the-first.md",
        "hard.md",
        "elixir-sessions/latest.md",
    ):
        check_hidden(files, address)


def test_a_link_in_the_docs_folder_to_sessions_outside_of_it_publishes_nothing(draw):
    project = draw({f"design/{NAME}.md": log("First", "ETS", RAW)}, plugin={**QUIET, "sessions": "design"})
    (project.root / "docs/elixir-sessions").symlink_to("../design")
    check_hidden(handed_over(project.root / "mkdocs.yml"))


def test_another_spelling_in_letters_publishes_nothing_where_the_file_system_takes_it(draw):
    project = draw({LOG: log("First", "ETS", RAW)}, plugin={**QUIET, "sessions": "Docs/Elixir-SESSIONS"})
    if not (project.root / "Docs").exists():
        pytest.skip("this file system tells large letters from small ones")
    check_hidden(handed_over(project.root / "mkdocs.yml"))


@pytest.mark.parametrize("name", ["2026-03-02 state model", "Entscheidung Nr. 7 (März)", "a" * 80, "_"])
def test_a_name_that_makes_no_address_publishes_nothing(draw, name):
    files = handed_over(
        draw({f"docs/elixir-sessions/{name}.md": log("First", "ETS", RAW)}, plugin=QUIET).root / "mkdocs.yml"
    )
    assert published_raw(files) == []
    assert files[f"elixir-sessions/{name}.md"].target.src_uri.startswith("decisions/sessions/")


def test_logs_of_one_name_behind_links_are_two_sessions(draw):
    project = draw(
        {"a/x.md": log("First", "ETS", RAW), "b/x.md": log("Second", "Structs", RAW)}, plugin=QUIET
    )
    sessions = project.root / "docs/elixir-sessions"
    sessions.mkdir()
    (sessions / "2026-03-02-0910.md").symlink_to("../../a/x.md")
    (sessions / "2026-04-01-1400.md").symlink_to("../../b/x.md")
    files = handed_over(project.root / "mkdocs.yml")
    check_hidden(files)
    check_hidden(files, "elixir-sessions/2026-04-01-1400.md", "decisions/sessions/2026-04-01-1400.md")


def test_pages_of_the_user_beside_the_logs_stay_as_they_are(draw):
    project = draw(
        {"notes/index.md": "# Our sessions\n", f"notes/{NAME}.md": log("First", "ETS", RAW)}, plugin=QUIET
    )
    (project.root / "docs/elixir-sessions").symlink_to("../notes")
    files = handed_over(project.root / "mkdocs.yml")
    check_hidden(files)
    assert files["elixir-sessions/index.md"].is_documentation_page()


def test_a_report_in_a_linked_folder_gives_way_to_its_page(draw):
    project = draw(
        {LOG: log("First", "ETS"), "analysis/matrix.md": f"# Matrix\n\n{RAW}\n"},
        plugin={**QUIET, "reports": "docs/reports"},
    )
    (project.root / "docs/reports").symlink_to("../analysis")
    files = handed_over(project.root / "mkdocs.yml")
    check_hidden(files, "reports/matrix.md", "decisions/reports/matrix.md")


# --- what is then published ---------------------------------------------------------------------------------


def built_behind_a_link(project, part, *options):
    """Builds the project after one part of it went elsewhere; the project as a whole for an empty part."""
    place = project.root / part
    away = project.root / "kept" if part else project.root.with_name("away")
    place.rename(away)
    place.symlink_to(away)
    return project.build("--config-file", str(project.root / "mkdocs.yml"), *options)


@pytest.mark.parametrize("part", ["docs/elixir-sessions", LOG, "docs", "mkdocs.yml", ""])
def test_a_site_behind_a_link_is_the_site(draw, part):
    home = f"# Home\n\n[The log](elixir-sessions/{NAME}.md)\n"
    project = draw({LOG: log("First", "ETS", RAW), LATER_LOG: log("Second", "ETS"), "docs/index.md": home})
    built = built_behind_a_link(project, part, "--strict")
    assert built.code == 0, built.output
    there = built.page(f"elixir-sessions/{NAME}/index.html")
    assert there.hrefs == [f"../../decisions/sessions/{NAME}/"]
    assert f"decisions/sessions/{NAME}/" in built.page("index.html").hrefs
    assert "&lt;script&gt;window.acted" in built.text(f"decisions/sessions/{NAME}/index.html")
    assert not any(SCRIPT in page.read_text(encoding="utf-8") for page in built.site.rglob("*.html"))
    entries = json.loads(built.text("search/search_index.json"))["docs"]
    assert not [entry for entry in entries if entry["location"].startswith("elixir-sessions/")]


@pytest.mark.parametrize("part", ["docs/elixir-sessions", LOG, "docs", ""])
def test_a_log_behind_a_link_that_is_not_utf_8_is_reported_and_shown(draw, part):
    project = draw({LOG: log("First", "ETS", RAW)})
    (project.root / LOG).write_bytes((project.root / LOG).read_bytes() + b"\n\xff\n")
    built = built_behind_a_link(project, part)
    assert built.code == 0, built.output
    assert "invalid-encoding" in built.output or "not UTF-8" in built.output
    assert "\ufffd" in built.text(f"decisions/sessions/{NAME}/index.html")


def test_edit_links_and_lines_keep_their_branch_in_a_project_behind_a_link(draw):
    repository = {"repo_url": "https://example.org/team/app", "edit_uri": "edit/main/docs/"}
    features = {"theme": {"name": "material", "font": False, "features": ["content.action.edit"]}}
    built = built_behind_a_link(draw({LOG: log("First", "ETS")}, config={**repository, **features}), "")
    hrefs = built.page(f"decisions/sessions/{NAME}/index.html").hrefs
    assert f"https://example.org/team/app/edit/main/{LOG}" in hrefs
    assert f"https://example.org/team/app/blob/main/{LOG}" in hrefs
