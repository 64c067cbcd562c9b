"""Records that are read back: the same decisions as in the logs, and the same records again."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from drawing import entry, named, session
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from elixir_design.catalog.loader import load_catalog
from elixir_design.ledger.fold import fold
from elixir_design.ledger.load import load_ledger
from elixir_design.log.model import Choice, EntryKind, Option, Status
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
CHARACTERS = st.characters(exclude_categories=["Cs"], exclude_characters="\0\r")
TEXTS = st.one_of(
    st.sampled_from(TRAPS),
    st.text(CHARACTERS, min_size=1, max_size=30),
    st.text("#*_-`|<>[]()!: \n.?=+\"'\\&1a", min_size=1, max_size=12),
    st.lists(st.sampled_from([*TRAPS, ": ", "\n", "**"]), min_size=1, max_size=3).map("".join),
).filter(str.strip)
LINES = TEXTS.map(lambda text: " ".join(text.split())).filter(bool)
TITLES = st.one_of(
    LINES,
    st.sampled_from(["State Model", "Tool System", "Caching", "Error Handling", "Loop"]),
)
SOME = st.lists(TEXTS, max_size=2).map(tuple)


@st.composite
def entries(draw, earlier):
    kind = draw(st.sampled_from(EntryKind))
    title = draw(TITLES)
    choices = draw(st.lists(st.builds(Choice, TEXTS, st.just(11), st.none() | LINES), max_size=3).map(tuple))
    status = draw(
        st.sampled_from([Status.DECIDED, Status.DECIDED, Status.OPEN, Status.DEFERRED, Status.REJECTED])
    )
    relations = {}
    if earlier:
        # What is not decided replaces nothing yet.
        kinds = ["supersedes", "refines", "superseded_by"] if status is Status.DECIDED else ["refines"]
        for name in draw(st.lists(st.sampled_from(kinds), max_size=1)):
            one_session, one_title = draw(st.sampled_from(earlier))
            relations[name] = (named(one_title, session=one_session),)
    made = entry(title, None, kind=kind, slug=f"e{len(earlier)}")
    return replace(
        made,
        status=status,
        name=title if kind is EntryKind.DIMENSION else draw(st.none() | st.just("State Model")),
        number=draw(st.none() | st.integers(1, 12)),
        choices=choices,
        context=draw(SOME),
        rationale=draw(SOME),
        trade_offs=draw(SOME),
        consequences=draw(SOME),
        revisit_if=draw(SOME),
        options=draw(
            st.lists(
                st.builds(
                    Option,
                    LINES,
                    st.just(1),
                    st.none() | st.sampled_from("AB1"),
                    SOME,
                    SOME,
                    st.just("") | TEXTS,
                    st.booleans(),
                ),
                max_size=2,
            ).map(tuple)
        ),
        deciders=draw(st.lists(LINES, max_size=2).map(tuple)),
        answered_by=draw(st.sampled_from([None, "human-terminal", "relayed"])),
        # One that names another was written after it.
        decided_on=None if relations else draw(st.sampled_from([None, date(2026, 3, 1)])),
        **relations,
    )


class Drawn(list):
    """Logs that show themselves as no more than their entries."""

    def __repr__(self):
        return "\n".join(repr(one) for log in self for one in log.entries)


@st.composite
def drawn_logs(draw):
    logs: list = []
    earlier: list = []
    for session_id in ("2026-03-02-0900", "2026-03-02-1400", "2026-04-06-0900")[: draw(st.integers(1, 3))]:
        found = []
        for _ in range(draw(st.integers(1, 3))):
            found.append(draw(entries(earlier)))
            earlier.append((session_id, found[-1].title))
        logs.append(session(session_id, *found))
    if draw(st.integers(0, 9)) == 0:  # Nobody noted a date anywhere.
        logs = [
            replace(log, started=None, entries=tuple(replace(one, decided_on=None) for one in log.entries))
            for log in logs
        ]
    return Drawn(logs)


@pytest.mark.slow
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(drawn_logs())
def test_any_decisions_are_read_back(logs):
    # What a detail of one dimension has to do with another, its record cannot always tell.
    assert_read_back(fold(logs, CATALOG), but=("dimension", "meant", "may_be_superseded_by"))


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
