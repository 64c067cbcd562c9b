"""Which files of a folder are logs, and what they are called."""

import os
from datetime import date

import pytest

from elixir_design.catalog.loader import load_catalog
from elixir_design.ledger.load import load_ledger
from elixir_design.log.files import log_id
from elixir_design.log.reader import find_logs, read_log

RECORD = "# {}\n\n## Status\n\nAccepted\n\n## Decision\n\nWe will use it.\n"


@pytest.fixture
def folder(tmp_path):
    def make(*names, text=RECORD):
        for name in names:
            path = tmp_path / "records" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text.format(path.stem), encoding="utf-8")
        return tmp_path / "records"

    return make


def ids(folder):
    return [log_id(path, folder) for path in find_logs(folder)]


def test_records_in_folders_inside_are_read_under_ids_of_their_own(folder):
    made = folder("0001-a.md", "backend/0001-a.md", "frontend/deep/0001-a.md")
    assert ids(made) == ["0001-a", "backend/0001-a", "frontend/deep/0001-a"]
    ledger = load_ledger(made, load_catalog(), made)
    assert [decision.session for decision in ledger.decisions] == ids(made)
    assert len({decision.id for decision in ledger.decisions}) == len(ids(made))
    assert "duplicate-session" not in {problem.code for problem in ledger.problems}


def test_markdown_has_several_endings(folder):
    names = ["a.md", "b.markdown", "c.MD", "d.Markdown", "e.mkd", "f.mdown", "g.MKDN", "v1.2.md"]
    others = ["h.txt", "i.md.bak", "md", "j.html"]
    assert ids(folder(*names, *others)) == ["a", "b", "c", "d", "e", "f", "g", "v1.2"]


def test_what_is_markdown_by_its_name_and_cannot_be_read_is_named(folder):
    made = folder("a.md", "b.mdx", "c.md.txt", "d.qmd", "e.txt", "f.md.bak")
    (made / "gone.md").symlink_to(made / "nowhere.md")
    os.mkfifo(made / "pipe.md")
    problems = load_ledger(made, load_catalog(), made).problems
    assert [(problem.path, problem.message) for problem in problems if problem.code == "not-read"] == [
        ("b.mdx", "its name does not end in .md but in .mdx, so it is not read as a log"),
        ("c.md.txt", "its name does not end in .md but in .txt, so it is not read as a log"),
        ("d.qmd", "its name does not end in .md but in .qmd, so it is not read as a log"),
        ("gone.md", "it leads to no file, so it is not read as a log"),
        ("pipe.md", "it is no ordinary file, so it is not read as a log"),
    ]


@pytest.mark.parametrize("ending", [".md", ".markdown", ".MD", ".mkd"])
def test_a_log_is_named_with_any_ending(folder, ending):
    made = folder(f"2026-03-02-0910{ending}", text="# S\n\n## Dimension 12: Cache Size\n\n**Choice**: x\n")
    said = (
        f"# T\n\n- Continues: `2026-03-02-0910{ending}`\n"
        f"- Artifacts used: `notes/plan{ending}`, other{ending}\n\n"
        f"## Size of Caches\n\n**Choice**: y\n**Supersedes**: Cache Size (in 2026-03-02-0910{ending})\n"
    )
    (made / "2026-04-02-0910.md").write_text(said, encoding="utf-8")
    (first, second) = load_ledger(made, load_catalog(), made).sessions
    assert second.continues == (first.id,)
    assert second.artifacts == (f"notes/plan{ending}", f"other{ending}")
    old, new = load_ledger(made, load_catalog(), made).decisions
    assert old.superseded_by == new.id


def test_hidden_and_foreign_folders_are_passed_by(folder):
    assert ids(folder("a.md", ".git/b.md", "node_modules/x/README.md", "node_modules/x/c.md")) == ["a"]


def test_a_circle_of_links_ends(folder):
    made = folder("a.md", "inside/b.md")
    (made / "inside/up").symlink_to(made)
    assert ids(made) == ["a", "inside/b"]


@pytest.mark.parametrize(
    ("front", "status", "expected"),
    [
        ("", "Accepted", ["decided"]),
        ("", "\U0001f914 Proposed", ["open"]),
        ("---\nstage: accepted\n---\n", "", ["decided"]),
        ("", "describes a plan", ["open"]),
        ("", "[proposed, accepted or rejected]", []),
        ("", "", []),
    ],
)
def test_a_record_without_an_answer_is_a_decision_all_the_same(folder, front, status, expected):
    said = f"## Status\n\n{status}\n\n" if status else ""
    text = f"{front}# Webscraping\n\nDate: 2026-01-05\n\n{said}## Consequences\n\nNo scrapers.\n"
    made = folder("0004-webscraping.md", "notes.md", text=text.replace("{", "{{"))
    ledger = load_ledger(made, load_catalog(), made)
    assert [(one.session, one.status.value) for one in ledger.decisions] == [
        ("0004-webscraping", status) for status in expected
    ]


PARTS = """# Summary

Clients say which version they speak.

# Motivation

Old clients break without a word.

# Details

## Addendum 1 - The handshake

Skipped for now: the handshake comes later.
"""


@pytest.mark.parametrize(
    ("stage", "expected"),
    [("released", "decided"), ("discontinued", "superseded"), ("somewhere between", "open")],
)
def test_a_record_without_a_title_is_called_like_its_file(stage, expected):
    front = f"---\nstage: {stage}\nstart-date: 2026-01-05\n---\n\n"
    log = read_log(front + PARTS, "0007-say-the-version.md")
    (entry,) = log.entries
    assert (entry.title, entry.status.value, entry.line) == ("Say the version", expected, 6)
    assert entry.decided_on == date(2026, 1, 5)


def test_what_parts_of_a_record_leave_open_does_not_take_its_place():
    said = "# 7. Say the version\n\n## Status\n\nAccepted\n\n### Handshake\n\nSkipped for now.\n"
    assert [entry.title for entry in read_log(said, "0007-say-the-version.md").entries] == ["Say the version"]
    answered = f"{said}\n### Port\n\n**Decision**: 4000\n"
    titles = [entry.title for entry in read_log(answered, "0007-say-the-version.md").entries]
    assert titles == ["Handshake", "Port"]


TEMPLATES = [
    "template.md",
    "0000-adr-template-de.md",
    "0000-modele-adr.md",
    "APP-ADR-0000-template.md",
    "plantilla.md",
    "adr-template.md",
    "0000-template.md",
    "adr-template-minimal.md",
    "templates/short.md",
]
INDEXES = ["README.md", "index.md", "backend/index.md", "000-index.md", "README.de.md"]
RECORDS = ["0007-choose-an-email-template.md", "0008-use-template-engines.md", "0009-index-of-parts.md"]


def test_templates_and_indexes_are_named_and_not_read(folder):
    made = folder(*TEMPLATES, *INDEXES, *RECORDS)
    ledger = load_ledger(made, load_catalog(), made)
    assert [session.path for session in ledger.sessions] == RECORDS
    named = {problem.path: problem.message for problem in ledger.problems if problem.code == "not-read"}
    assert sorted(named) == sorted([*TEMPLATES, *INDEXES])
    assert "a template" in named["adr-template.md"]
    assert "an index" in named["README.md"]


def test_a_document_in_a_folder_inside_is_no_log(folder):
    made = folder("2026-03-02-0910.md", "backend/0001-a.md")
    folder("notes/0002-hints.md", "reports/matrix.md", text="# {}\n\nSome text.\n")
    log = made / "2026-03-02-0910.md"
    log.write_text(
        "# S\n\n- Artifacts used: `reports/matrix.md`\n\n## A\n\n**Choice**: x\n", encoding="utf-8"
    )
    ledger = load_ledger(made, load_catalog(), made)
    assert [session.id for session in ledger.sessions] == ["backend/0001-a", "2026-03-02-0910"]
    assert [p.path for p in ledger.problems if p.code == "not-read"] == ["notes/0002-hints.md"]
