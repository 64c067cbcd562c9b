"""Which passages a question shows as evidence, in which order, and how rows of tables read."""

from __future__ import annotations

from dataclasses import replace

import pytest
import studio
from reading import html_of, read
from site_building import built

from elixir_design.catalog.model import Finding
from elixir_design.ledger.fold import fold
from elixir_design.site.assembly.build import build_site
from elixir_design.site.evidence import evidence
from elixir_design.site.html.text_html import excerpt_html

REPORT = "reports/synthesis/antipatterns.md"


def quoting(citation):
    """The studio's third session, whose decision on the loop cites a line of a report."""
    *before, third = studio.LOGS[:3]
    lines = third.text.split("\n")
    at = third.entries[0].end_line
    lines[at - 1] = f'> "Word for word." (`{citation}`)'
    return fold([*before, replace(third, text="\n".join(lines))], studio.CATALOG)


@pytest.mark.parametrize("citation", [f"{REPORT}:11", "antipatterns.md:11", f"{REPORT}:11-12"])
def test_a_passage_that_the_log_quotes_comes_first_though_nothing_else_links_it_to_the_question(citation):
    text = studio.REPORTS[REPORT].replace("<script>alert(1)</script>", "Tables that anybody may write to.")
    pages = built(quoting(citation), reports={REPORT: text})
    reading = read(pages["dimensions/agent-loop.md"])
    quoted, known = reading.all("figure", "ed-quote")
    assert "Tables that anybody may write to." in quoted["text"]
    assert "quoted in session 2026-03-02-0910" in quoted["text"]
    assert "Loops without a bound" in known["text"]
    assert "../../reports/antipatterns/#line-11" in reading.links()
    assert "line-11" in read(pages["reports/antipatterns.md"]).ids()


@pytest.mark.parametrize("citation", ["elsewhere.md:11", f"{REPORT}:9999", f"{REPORT}:0"])
def test_a_citation_of_what_is_not_there_changes_nothing(citation):
    pages = built(quoting(citation))
    assert len(read(pages["dimensions/agent-loop.md"]).all("figure", "ed-quote")) == 1


def test_sentences_come_before_rows_and_stronger_ones_first():
    def finding(line, text, weight):
        return Finding(REPORT, line, line, "", f"h{line}", text, ("agent-loop",), weights=(weight,))

    row = finding(1, "| A | B |\n| - | - |\n| c | d |", 9)
    weak, strong = finding(5, "Weak.", 3), finding(7, "Strong.", 5)
    assert evidence([], [row, weak, strong], "agent-loop") == [strong, weak, row]
    assert evidence([weak], [row, weak, strong], "agent-loop") == [weak, strong, row]


def test_a_row_of_a_table_reads_as_its_columns_heads_with_its_cells():
    html = excerpt_html("| Question | Answers |\n| --- | --- |\n| Who *retries*? | `Req` <b>does</b> |")
    assert html == (
        '<dl class="ed-row"><dt>Question</dt><dd>Who <em>retries</em>?</dd>'
        "<dt>Answers</dt><dd><code>Req</code> &lt;b&gt;does&lt;/b&gt;</dd></dl>"
    )


def test_rows_of_a_report_are_quoted_on_the_page_of_the_question():
    row = replace(studio.FINDINGS[0], text="| Loop | Bound |\n| --- | --- |\n| Swarm | none |", line=4)
    site = build_site(studio.ledger(), studio.CATALOG, (row,), studio.options())
    page = next(page for page in site.pages if page.path.endswith("dimensions/agent-loop.md"))
    assert "<dt>Bound</dt><dd>none</dd>" in html_of(page)
