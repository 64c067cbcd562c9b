"""The design document follows the logs, and what people wrote into it stays."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from elixir_design.catalog.loader import load_catalog
from elixir_design.design_doc.document import DocumentError, update_document
from elixir_design.design_doc.merging import Section, merge
from elixir_design.design_doc.sections import sections_of
from elixir_design.facilitation.answers import Answer, AnsweredBy, deferral
from elixir_design.facilitation.session import DesignSession
from elixir_design.ledger.load import load_ledger
from elixir_design.ledger.questions import state_of
from elixir_design.log.markdown.blocks import blocks_of

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture
def design(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mkdocs.yml").touch()
    document = Path("docs/elixir-design.md")
    made = DesignSession(Path("docs/elixir-sessions"), load_catalog(), Path("reports"), document)
    made.start("how agents live")
    return made


def decide(design, name, choice, rationale="It was measured.", trade_offs=""):
    question = design.state().question(name)
    return design.record(question, Answer(choice, rationale, trade_offs), AnsweredBy.TERMINAL)


def test_it_has_the_form_of_the_brief(design):
    decide(design, "state-model", "ETS", "Many read.", "Copies.")
    design.record(design.state().question("tools"), deferral("Nobody knows the tools."), AnsweredBy.TERMINAL)
    design.ask_later("Who pays?")
    text = design.document.read_text()
    session = design.log.stem
    for part in (
        "# Elixir Agent Framework Design",
        "## Design Decisions\n\n1 decided, 1 deferred, 8 not taken up.",
        "### State Model\n\n**Decision**: ETS\n\n**Rationale**: Many read.\n\n",
        "\n\n**Trade-offs accepted**: Copies.\n",
        "## Deferred Decisions\n\n- Tool System: Nobody knows the tools. (",
        f"([{session}](elixir-sessions/{session}.md))",
        f"## Open Questions\n\n- Who pays? ([{session}](elixir-sessions/{session}.md))",
        "## Architecture Sketch",
    ):
        assert part in text
    headings = [block.text for block in blocks_of(text) if block.kind == "heading" and block.level <= 2]
    assert headings[:4] == [
        "Elixir Agent Framework Design",
        "Design Decisions",
        "Deferred Decisions",
        "Open Questions",
    ]


def test_a_section_that_somebody_edited_is_kept_and_reported(design):
    decide(design, "state-model", "ETS")
    document = design.document
    document.write_text(document.read_text().replace("**Decision**: ETS", "**Decision**: ETS, for now"))
    said = decide(design, "message-protocol", "Tagged tuples").document
    text = document.read_text()
    assert "ETS, for now" in text
    assert "### Message Protocol" in text
    line = text.split("\n").index("### State Model") + 1
    assert said == f"docs/elixir-design.md:{line}: kept as you edited it: State Model"


def test_what_people_wrote_between_the_sections_stays_in_its_place(design):
    decide(design, "state-model", "ETS")
    document = design.document
    own = "## Budget\n\nTwo machines, no more.\n"
    document.write_text(
        document.read_text().replace(
            "<!-- elixir-design: begin deferred", own + "\n<!-- elixir-design: begin deferred"
        )
    )
    decide(design, "agent-loop", "Recursive function")
    text = document.read_text()
    assert (
        text.index("### State Model")
        < text.index("### Agent Loop")
        < text.index(own)
        < text.index("## Deferred")
    )


def test_a_revised_decision_replaces_the_section_in_place(design):
    decide(design, "state-model", "ETS")
    decide(design, "state-model", "Structs with @enforce_keys")
    text = design.document.read_text()
    assert "**Decision**: Structs with @enforce_keys" in text
    assert "**Decision**: ETS" not in text
    assert "revised once" in text


def test_a_document_that_we_did_not_make_is_left_alone(design):
    design.document.write_text("# Our design\n\nWritten by hand.\n")
    said = decide(design, "state-model", "ETS").document
    assert "was not made by elixir-design and is left alone" in said
    assert design.document.read_text() == "# Our design\n\nWritten by hand.\n"


def test_nothing_is_written_when_nothing_changed(design):
    decide(design, "state-model", "ETS")
    before = design.document.stat().st_mtime_ns, design.document.stat().st_ino
    design.refresh()
    assert (design.document.stat().st_mtime_ns, design.document.stat().st_ino) == before
    assert [path.name for path in design.document.parent.iterdir() if path.name.startswith(".")] == []


def test_a_document_that_is_not_utf8_is_left_alone(design):
    design.document.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(DocumentError, match="not UTF-8"):
        update_document(design.document, design.state())


TRAPS = [
    "# heading",
    "```\nopen fence",
    "<!-- elixir-design: end -->",
    "<!-- elixir-design: begin open 0123456789ab -->",
    "a\n\n<!-- elixir-design: end -->\n\nb",
    "| a |\n| - |",
    "<script>",
    "- list\n- of two",
    "Title\n===",
]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(TRAPS) | st.text(max_size=30), min_size=1, max_size=3), st.data())
def test_no_text_breaks_out_of_its_section(tmp_path_factory, texts, data):
    folder = tmp_path_factory.mktemp("design")
    (folder / "mkdocs.yml").touch()
    made = DesignSession(folder / "docs", load_catalog(), folder / "reports", folder / "design.md")
    made.start()
    for name, text in zip(("state-model", "agent-loop", "tool-system"), texts, strict=False):
        reason = f"Said so: {text}"
        decide(made, name, data.draw(st.sampled_from(["ETS", "x\n# y", "<!-- z"])), reason, text)
    text = made.document.read_text()
    again = merge(text, sections_of(made.state(), made.document))
    assert (again.text, again.kept) == (text, ())
    headings = [block.text for block in blocks_of(text) if block.kind == "heading"]
    decided = [question.name for question in made.state().decided]
    assert headings[:2] == ["Elixir Agent Framework Design", "Design Decisions"]
    assert headings[2 : 4 + len(decided)] == [*decided, "Deferred Decisions", "Open Questions"]


def test_sections_are_put_in_order_around_those_that_are_there():
    first = merge("", [Section("title", "# T"), Section("b", "## B"), Section("d", "## D")]).text
    wanted = [Section(key, f"## {key.upper()}") for key in "abcde"]
    text = merge(first, [Section("title", "# T"), *wanted]).text
    assert [line for line in text.split("\n") if line.startswith("#")] == [
        "# T",
        "## A",
        "## B",
        "## C",
        "## D",
        "## E",
    ]


def test_our_own_document_follows_our_sample_sessions(monkeypatch):
    """All but the architecture, which changes with the templates; `session document` renews it."""
    monkeypatch.chdir(ROOT)
    path = Path("docs/elixir-design.md")
    catalog = load_catalog()
    state = state_of(load_ledger(Path("docs/elixir-sessions"), catalog), catalog)
    text = path.read_text("utf-8")
    stale = [
        section.key
        for section in sections_of(state, path)
        if section.key != "architecture" and str(section) not in text
    ]
    assert stale == [], "run: elixir-design session document"
