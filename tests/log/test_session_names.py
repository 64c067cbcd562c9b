"""When a session began and what its log is called: in time order, and never the name of another log."""

import subprocess
from datetime import datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from elixir_design.log.lint import lint_log
from elixir_design.log.reader import find_logs, read_log, read_log_file
from elixir_design.log.wording.references import SESSION_ID, sessions_in
from elixir_design.log.writing.branch import branch_slug, slug_of
from elixir_design.log.writing.journal import Journal
from elixir_design.log.writing.render import Header, render_header
from elixir_design.log.writing.writer import LogWriter, create_log, now

STARTED = datetime.fromisoformat("2026-05-01T09:30")


def context(*lines):
    return "\n".join(["# Session", "", "## Session Context", *lines, "", "## Tools", "**Choice**: five", ""])


@pytest.mark.parametrize(
    ("moment", "said", "offset"),
    [
        ("2026-03-10T09:30+01:00", "2026-03-10 09:30 +01:00", timedelta(hours=1)),
        ("2026-03-10T09:30+00:00", "2026-03-10 09:30 +00:00", timedelta(0)),
        ("2026-07-10T23:59-03:30", "2026-07-10 23:59 -03:30", -timedelta(hours=3, minutes=30)),
    ],
)
def test_our_logs_say_how_far_their_clock_is_from_utc(moment, said, offset):
    moment = datetime.fromisoformat(moment)
    text = render_header(Header(moment, "how agents live", ("reports/a.md",), "2026-03-09-1000.md"))
    assert f"\n- Started: {said}\n" in text
    read = read_log(text, "1999-01-01-0000.md")
    assert (read.started, read.utc_offset) == (moment.replace(tzinfo=None), offset)
    assert (read.goal, read.artifacts) == ("how agents live", ("reports/a.md",))
    assert [reference.session for reference in read.continues] == ["2026-03-09-1000"]
    assert (read.entries, read.deferred, read.open_questions, read.next_steps, read.problems) == ((),) * 5


def test_a_session_that_begins_now_says_where_its_clock_stands(tmp_path):
    begun = now()
    read = read_log_file(create_log(tmp_path, Header(begun)))
    assert (read.started, read.utc_offset) == (begun.replace(tzinfo=None), begun.utcoffset())


@pytest.mark.parametrize(
    "line",
    [
        "- Date: 2026-03-10 09:30",
        "- Started: 2026-03-10 09:30",
        "- Started: last Tuesday, +01:00",
        "- Started: 2026-02-30 09:30 +01:00",
        "- Date: 2026-03-10 09:30 +01:00",
    ],
)
def test_other_logs_leave_open_where_their_clock_stands(line):
    read = read_log(context(line), "2026-03-10-0930.md")
    assert (read.started, read.utc_offset) == (datetime.fromisoformat("2026-03-10T09:30"), None)


def test_a_decision_with_its_own_moment_does_not_say_when_the_session_began():
    text = "# Session\n\n## Tools\n**Started**: 2026-04-01 10:00 +02:00\n**Choice**: five\n"
    assert read_log(text, "2026-03-10-0930.md").utc_offset is None


def test_sessions_of_one_minute_keep_their_minute(tmp_path):
    names = [create_log(tmp_path, Header(STARTED)).name for _ in range(11)]
    assert names[:3] == ["2026-05-01-0930.md", "2026-05-01-0930-2.md", "2026-05-01-0930-3.md"]
    assert [path.name for path in find_logs(tmp_path)] == names
    assert {read_log_file(path).started for path in find_logs(tmp_path)} == {STARTED}


def git(folder, *arguments):
    subprocess.run(
        ["git", "-c", "user.name=A", "-c", "user.email=a@b.c", "-c", "commit.gpgsign=false", *arguments],
        cwd=folder,
        check=True,
        capture_output=True,
    )


@pytest.fixture
def repository(tmp_path, monkeypatch):
    for name in ("GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM"):
        monkeypatch.setenv(name, "/dev/null")
    place = tmp_path / "project"
    place.mkdir()
    git(place, "init", "-b", "main")
    git(place, "commit", "--allow-empty", "-m", "Begin")
    return place


def name_on(repository):
    return create_log(repository / "docs" / "elixir-sessions", Header(STARTED)).name


@pytest.mark.parametrize("branch", ["main", "master"])
def test_on_the_default_branch_a_name_is_the_time_alone(repository, branch):
    git(repository, "checkout", "-B", branch)
    assert name_on(repository) == "2026-05-01-0930.md"


def test_on_another_branch_the_name_has_the_branch(repository):
    git(repository, "checkout", "-b", "feature/Cache_Layer")
    assert name_on(repository) == "2026-05-01-0930-feature-cache-layer.md"
    assert name_on(repository) == "2026-05-01-0930-feature-cache-layer-2.md"


def test_the_branch_of_a_worktree_is_its_own(repository, tmp_path):
    git(repository, "worktree", "add", "-b", "cache-layer", str(tmp_path / "beside"))
    assert name_on(tmp_path / "beside") == "2026-05-01-0930-cache-layer.md"
    assert name_on(repository) == "2026-05-01-0930.md"


def test_without_a_branch_the_name_is_the_time_alone(repository):
    git(repository, "checkout", "--detach")
    assert name_on(repository) == "2026-05-01-0930.md"


def test_the_default_branch_is_what_the_origin_says(repository, tmp_path):
    git(repository, "checkout", "-b", "trunk")
    git(tmp_path, "clone", str(repository), "copy")
    assert name_on(tmp_path / "copy") == "2026-05-01-0930.md"
    git(tmp_path / "copy", "checkout", "-b", "main")
    assert name_on(tmp_path / "copy") == "2026-05-01-0930-main.md"


def test_without_an_origin_git_knows_what_first_branches_are_called(repository):
    git(repository, "checkout", "-b", "trunk")
    assert branch_slug(repository) == "trunk"
    git(repository, "config", "init.defaultBranch", "trunk")
    assert branch_slug(repository) == ""


@pytest.mark.parametrize("said", ["gitdir: nowhere\n", "nonsense", "\udcff", ""])
def test_a_damaged_repository_costs_no_log(tmp_path, said):
    (tmp_path / ".git").write_bytes(said.encode(errors="surrogateescape"))
    assert name_on(tmp_path) == "2026-05-01-0930.md"


branches = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=60)
stems = st.tuples(
    st.datetimes(datetime(2000, 1, 1), datetime(2099, 12, 31)),  # noqa: DTZ001 - names hold local times
    st.one_of(st.just(""), branches.map(slug_of)),
    st.integers(1, 120),
).map(
    lambda part: "-".join(
        filter(None, [f"{part[0]:%Y-%m-%d-%H%M}", part[1], str(part[2]) if part[2] > 1 else ""])
    )
)


@settings(max_examples=60, deadline=None)
@given(stems)
@example("2026-05-01-0930-decision-50")
@example("2026-05-01-0930-session-3")
@example("2026-05-01-0930-adr-7-deferred")
def test_any_name_that_we_give_is_understood_wherever_it_is_mentioned(stem):
    assert SESSION_ID.fullmatch(stem)
    read = read_log(context(f"- Continues: `{stem}.md`"), f"docs/{stem}.md")
    assert (read.id, f"{read.started:%Y-%m-%d-%H%M}") == (stem, stem[:15])
    assert "bad-file-name" not in {problem.code for problem in lint_log(read)}
    for mention in (stem, f"`{stem}.md`", f"[{stem}](../x/{stem}.md#y)", f"(see {stem}/tools)", f"{stem}."):
        assert [found.session for found in sessions_in(mention, 1)] == [stem]
        other = read_log(context(f"- Continues: {mention}"), "2100-01-01-0000.md")
        assert [found.session for found in other.continues] == [stem]
        assert other.artifacts == ()
    revised = f"# S\n\n## Architectural Revision: Tools\n**Supersedes**: Dimension 4: Tools (`{stem}.md`)\n"
    (reference,) = read_log(revised, "2100-01-01-0000.md").entries[0].supersedes
    assert (reference.session, reference.number, reference.name) == (stem, 4, "Tools")


@pytest.mark.parametrize(
    "prose",
    ["die 2026-05-01-0930-Sitzung", "2026-05-01-0930_old", "2026-05-01-0930-größe", "2026-05-01-0930-"],
)
def test_what_runs_on_from_a_name_in_prose_is_none_of_it(prose):
    assert [found.session for found in sessions_in(prose, 1)] == ["2026-05-01-0930"]


def test_a_journal_keeps_apart_what_belongs_to_logs_of_one_minute(tmp_path):
    (tmp_path / "mkdocs.yml").touch()
    paths = [create_log(tmp_path / "docs", Header(STARTED)) for _ in range(3)]
    for path in paths:
        LogWriter(path).keep_note("tools", f"for {path.name}")
    for path in paths:
        assert [kept.text for kept in Journal(path.parent).waiting(path.name, "")] == [f"for {path.name}"]


def test_later_minutes_stay_behind_earlier_ones_whatever_follows_the_time(tmp_path):
    wanted = [
        *("2026-05-01-0930.md", "2026-05-01-0930-2.md", "2026-05-01-0930-10.md"),
        *("2026-05-01-0930-cache.md", "2026-05-01-0931.md", "2026-05-02-0001-a.md"),
    ]
    for name in wanted:
        (tmp_path / name).touch()
    found = [path.name for path in find_logs(tmp_path)]
    assert found == wanted
    assert all(one[:15] <= other[:15] for one, other in pairwise(found))
