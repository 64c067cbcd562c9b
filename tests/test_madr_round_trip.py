"""Records that are read back: the same decisions as in the logs, and the same records again."""

from pathlib import Path

import pytest
from drawing import entry, named, session

from elixir_design.catalog.loader import load_catalog
from elixir_design.ledger.fold import fold
from elixir_design.ledger.load import load_ledger
from elixir_design.log.model import Option
from elixir_design.log.reader import read_log
from elixir_design.madr import madr_records

CATALOG = load_catalog()
ROOT = Path(__file__).parent.parent
FOLDERS = [ROOT / "docs/elixir-sessions", *sorted((ROOT / "tests/corpus").glob("*/input"))]


def read(records):
    return fold([read_log(text, path) for path, text in records.items()], CATALOG)


def seen(ledger):
    """What two ledgers are to agree on; decisions are named by their places."""
    place = {decision.id: number for number, decision in enumerate(ledger.decisions)}
    return [
        {
            "title": decision.title,
            "status": decision.status,
            "choices": [(choice.aspect, choice.text) for choice in decision.choices],
            "meant": [choice.options for choice in decision.choices],
            "rationale": decision.rationale,
            "trade_offs": decision.trade_offs,
            "date": decision.date,
            "deciders": decision.entry.deciders,
            "answered_by": decision.entry.answered_by,
            "revisit_if": decision.entry.revisit_if,
            "supersedes": [place[one] for one in decision.supersedes],
            "superseded_by": place.get(decision.superseded_by),
            "may_be_superseded_by": [
                place.get(doubt.id) for doubt in decision.doubts if "not decided" in doubt.because
            ],
            "refines": [place[one] for one in decision.refines],
            "dimension": decision.dimension,
            "options": decision.options and [(o.name, o.pros, o.cons, o.chosen) for o in decision.options],
        }
        for decision in ledger.decisions
    ]


def without_options(decisions):
    """Where a log presents no options, a record lists the choices as the options that were considered."""
    return [{key: one[key] for key in one if key != "options" or one[key]} for one in decisions]


def assert_read_back(ledger, *, but=()):
    records = madr_records(ledger)
    again = read(records)
    before = [{key: one[key] for key in one if key not in but} for one in without_options(seen(ledger))]
    after = [{key: one[key] for key in wanted} for wanted, one in zip(before, seen(again), strict=True)]
    assert after == before
    assert madr_records(again) == records
    # Only files without a date have nothing that could tell when their session was.
    found = {problem.code for problem in again.problems} - {problem.code for problem in ledger.problems}
    assert found <= ({"missing-date"} if any(one.date is None for one in ledger.decisions) else set())
    return records, again


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.parent.name)
def test_the_decisions_of_a_folder_are_read_back(folder):
    records, again = assert_read_back(load_ledger(folder, CATALOG, ROOT))
    if folder == FOLDERS[0]:
        assert sum(decision.superseded_by is not None for decision in again.decisions) == 5
        assert not [problem for problem in again.problems if "reference" in problem.code]
        assert len(records) == 22


TRAPS = [
    "Use ETS: fast & small",
    "# a heading",
    "## Decision\n\nuse it",
    "**Choice**: Mnesia",
    "Status: rejected",
    "Deferred: later",
    "Next steps: measure",
    "- [ ] open question?",
    "| Aspect | Choice |\n| --- | --- |\n| Cache | ETS |",
    "a | b",
    '"quoted" and \u201ccurled\u201d',
    'say "hi", because x',
    "needs `code ``",
    "Supersedes [1. Use it](0001-use-it.md)",
    "Superseded by ADR-0002",
    "Dimension 3: State Model",
    "D-01: one bill",
    "12. Names",
    "0012",
    "2026-01-05 dated",
    "deferred (rejected)",
    "Broadway -> Tasks",
    "None",
    "TBD",
    "-",
    "is it done?",
    "ends with a colon:",
    "\u4e2d\u6587\uff1a\u4f7f\u7528\u961f\u5217",
    "\U0001f680 emoji \u2705",
    "---",
    "---\nstatus: rejected\n---",
    "elixir-design:\n  title: x",
    "<script>alert(1)</script>",
    "<!-- comment",
    "{{ x }} {% y %}",
    "[link](javascript:x)",
    "back\\slash \\# \\[x\\]",
    "&amp; &lt;",
    "tab\there",
    "two\n\nparagraphs",
    "```\nfence\n```",
    "~~struck~~",
    "x" * 300,
    "\u2028\u2029\x85\x0b",
    "'single'",
    "trailing  ",
    "* item",
    "1. one\n2. two",
    "> quote",
    "Refines Dimension 3",
    "in the context of a, facing b, we decided for c, to achieve d, accepting e",
]


@pytest.mark.parametrize("trap", TRAPS)
def test_no_wording_is_read_as_something_else(trap):
    line = " ".join(trap.split())
    trapped = entry(
        line,
        trap,
        slug="a",
        context=(trap,),
        rationale=(trap, trap + " again"),
        trade_offs=(trap,),
        consequences=(trap,),
        revisit_if=(trap,),
        options=(Option(line, 1, None, (trap,), (trap,), trap), Option("other", 1)),
        deciders=(line,),
        answered_by="human-terminal",
    )
    plain = entry("Retries", "three", slug="b", refines=(named(line),))
    assert_read_back(fold([session("2026-03-02-0900", trapped, plain)], CATALOG))
