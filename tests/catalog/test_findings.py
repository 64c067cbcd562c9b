"""Findings: what reports say on a dimension, quoted exactly."""

from __future__ import annotations

import textwrap
from pathlib import Path

import markdown
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from elixir_design.catalog.findings import findings_for, findings_in, load_findings
from elixir_design.catalog.loader import load_catalog
from elixir_design.catalog.passages import passages

CATALOG = load_catalog()
CORPUS = Path(__file__).resolve().parents[3] / "shared" / "corpus" / "synthesis"
REPORT = textwrap.dedent(
    """\
    ---
    title: not a passage
    ---
    # Memory report

    ## Memory Systems

    Histories that grow without any limit end in an error of the provider.

    | Tier | How it is done | Who |
    | --- | --- | --- |
    | **Eviction** | Oldest messages go when the token budget is spent | three of nine |

    **Problem**:

    - History is kept for ever, in every process
    - Nothing counts tokens before a call is made

    ```python
    memory = unbounded  # memory memory memory of the context window
    ```

    **Recommendation**:

    ```python
    evict()
    ```

    ## Memory Systems

    1. **Summaries**: older messages of a context window become a short text
    2. Ok.

    ## Pitfalls

    Retries without a budget multiply each error, and the failure of one exception handler hides it.
    """
)


@pytest.fixture(name="found")
def _found():
    return findings_in(REPORT, "reports/r.md", CATALOG)


def test_a_paragraph_is_quoted_with_its_place(found):
    first = findings_for(found, "memory-context", 9)
    paragraph = next(finding for finding in first if finding.text.startswith("Histories"))
    assert (paragraph.report, paragraph.line, paragraph.end_line) == ("reports/r.md", 8, 8)
    assert (paragraph.heading, paragraph.anchor) == ("Memory Systems", "memory-systems")
    assert paragraph.text == "Histories that grow without any limit end in an error of the provider."


def test_a_table_row_is_quoted_under_the_head_of_its_table(found):
    row = next(finding for finding in found if "Eviction" in finding.text)
    assert (row.line, row.end_line) == (12, 12)
    assert row.text.splitlines() == REPORT.splitlines()[9:12]


def test_a_list_is_quoted_with_the_line_that_announces_it(found):
    listed = next(finding for finding in found if finding.text.startswith("**Problem**"))
    assert (listed.line, listed.end_line) == (14, 17)
    assert listed.text == "\n".join(REPORT.splitlines()[13:17])


def test_code_headings_and_empty_announcements_are_no_findings(found):
    text = "\n".join(finding.text for finding in found)
    assert "unbounded" not in text
    assert "Recommendation" not in text
    assert "title:" not in text
    assert "Ok." not in text


def test_headings_that_occur_twice_have_the_anchors_of_the_page(found):
    summary = next(finding for finding in found if "Summaries" in finding.text)
    assert summary.anchor == "memory-systems_1"


def test_what_stands_in_a_section_on_things_to_avoid_is_marked(found):
    marked = [finding for finding in found if finding.antipattern]
    assert [finding.heading for finding in marked] == ["Pitfalls"]
    assert marked[0].dimensions[0] == "error-handling"
    assert all(finding.antipattern for finding in findings_in(REPORT, "reports/anti-patterns.md", CATALOG))


def test_the_best_come_first_and_no_section_crowds_out_the_others(found):
    ranked = findings_for(found, "memory-context", 3)
    assert [finding.heading for finding in ranked[:2]] == ["Memory Systems", "Memory Systems"]
    weights = [finding.weight("memory-context") for finding in ranked[:2]]
    assert weights == sorted(weights, reverse=True)
    assert ranked[2].anchor != ranked[0].anchor or ranked[2].anchor != ranked[1].anchor
    assert findings_for(found, "memory-context", 0) == ()


def test_a_row_that_goes_on_from_the_one_above_is_not_quoted_alone():
    table = (
        "# Report\n\n## Process architecture\n\n| Approach | Who |\n| --- | --- |\n"
        "| A supervised process per conversation | two of twelve runtimes do so |\n"
        "| The same, with a supervisor for each process and each agent | one of twelve runtimes |\n"
    )
    found = findings_for(findings_in(table, "r.md", CATALOG), "process-architecture")
    assert [finding.line for finding in found] == [7]


def test_files_are_named_relative_to_the_root_and_a_missing_one_gives_nothing(tmp_path):
    (tmp_path / "reports").mkdir()
    path = tmp_path / "reports" / "r.md"
    path.write_text(REPORT, "utf-8")
    found = load_findings([path, tmp_path / "gone.md"], CATALOG, root=tmp_path)
    assert {finding.report for finding in found} == {"reports/r.md"}
    assert load_findings([path], CATALOG)[0].report == path.as_posix()


@settings(deadline=None)
@given(st.text(max_size=300) | st.lists(st.sampled_from(REPORT.splitlines(keepends=True))).map("".join))
def test_any_text_is_quoted_verbatim_or_not_at_all(text):
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for passage in passages(text):
        quoted = passage.text.split("\n")[-(passage.end_line - passage.line + 1) :]
        assert quoted == lines[passage.line - 1 : passage.end_line]
    findings_in(text, "r.md", CATALOG)


@pytest.mark.parametrize(
    "title",
    [
        "Plain title",
        "`code` and *stress*",
        "Caf\u00e9 \u2014 a note",
        "What? Why!",
        "A  b - c",
        "[link](x.md) here",
        "C & D",
    ],
)
def test_anchors_are_those_of_the_page(title):
    text = f"## {title}\n\nwords\n\n## {title}\n\nwords again\n"
    page = markdown.Markdown(extensions=["toc"])
    page.convert(text)
    ours = [passage.headings[-1].anchor for passage in passages(text)]
    assert ours == [token["id"] for token in page.toc_tokens]


@pytest.mark.skipif(not CORPUS.exists(), reason="the reports of a real team are not on this machine")
@pytest.mark.parametrize("dimension", CATALOG.dimensions, ids=lambda d: d.slug)
def test_real_reports_have_something_to_say_on_every_dimension(dimension):
    found = load_findings(sorted(CORPUS.glob("*.md")), CATALOG, root=CORPUS)
    best = findings_for(found, dimension.slug, 3)
    assert best
    for finding in best:
        lines = (CORPUS / finding.report).read_text("utf-8").split("\n")
        quoted = finding.text.split("\n")[-(finding.end_line - finding.line + 1) :]
        assert quoted == lines[finding.line - 1 : finding.end_line]
        words = f"{finding.heading} {finding.text}".lower()
        assert any(term.lower() in words for term in (dimension.name, *dimension.finding_terms))


@pytest.mark.skipif(not CORPUS.exists(), reason="the reports of a real team are not on this machine")
def test_real_reports_get_the_anchors_of_their_pages():
    for path in CORPUS.glob("*.md"):
        text = path.read_text("utf-8")
        page = markdown.Markdown(extensions=["toc", "fenced_code", "tables"])
        html = page.convert(text)
        anchors = {heading.anchor for passage in passages(text) for heading in passage.headings}
        assert all(f'id="{anchor}"' in html for anchor in anchors)
