"""Records that name each other by link, by file name or by number, in the forms of several tools."""

from pathlib import Path

import pytest

from elixir_design.catalog.loader import load_catalog
from elixir_design.ledger.fold import fold
from elixir_design.ledger.load import load_ledger
from elixir_design.log.model import Status
from elixir_design.log.reader import read_log

CATALOG = load_catalog()
FORMS_OF_TOOLS = Path(__file__).parent.parent / "corpus/record-forms/input"


def folded(**records):
    """Folds records; the names of their files are those of the arguments, with ``_`` for ``-``."""
    named = {
        name.removeprefix("n").replace("__", "/").replace("_", "-"): text for name, text in records.items()
    }
    return fold([read_log(text, f"{name}.md", name) for name, text in named.items()], CATALOG)


def where(ledger):
    """Each record's status and what replaced it."""
    session = {decision.id: decision.session for decision in ledger.decisions}
    return {
        decision.session: (decision.status.value, session.get(decision.superseded_by))
        for decision in ledger.decisions
    }


def reference_problems(ledger):
    return [problem.code for problem in ledger.problems if "reference" in problem.code]


def nygard(title, status, day="2026-01-01", decision="We will use it."):
    return f"# {title}\n\nDate: {day}\n\n## Status\n\n{status}\n\n## Decision\n\n{decision}\n"


FORMS = {
    "a link in MADR's front matter": (
        '---\nstatus: "superseded by [ADR-0012](0012-names.md)"\ndate: 2026-01-01\n---\n# Numbers\n\n'
        '## Decision Outcome\n\nChosen option: "Numbers", because short.\n'
    ),
    "a number in MADR's front matter": (
        "---\nstatus: superseded by ADR-0012\ndate: 2026-01-01\n---\n# Numbers\n\n"
        '## Decision Outcome\n\nChosen option: "Numbers", because short.\n'
    ),
    "the status line of log4brains": (
        "# Numbers\n\n- Status: superseded by [0012-names](0012-names.md)\n- Date: 2026-01-01\n\n"
        '## Decision Outcome\n\nChosen option: "Numbers", because short.\n'
    ),
    "a list of links": nygard("Numbers", "Accepted")
    + "\n## Links\n\n* Superseded by [ADR-12](0012-names.md)\n",
    "adr-tools": nygard("11. Numbers", "Superseded by [12. Names](0012-names.md)"),
    "adr-tools in its own spelling": nygard("11. Numbers", "Superceded by [12. Names](0012-names.md)"),
    "accepted first": nygard("11. Numbers", "Accepted\n\nSuperceded by [12. Names](0012-names.md)"),
    "a bare number": nygard("11. Numbers", "Replaced by 0012"),
    "a number sign": nygard("11. Numbers", "Superseded by #12"),
    "number and title": nygard("11. Numbers", "Superseded by 12. Names"),
    "the name of the file": nygard("11. Numbers", "Superseded by 0012-names"),
    "the file": nygard("11. Numbers", "Superseded by 0012-names.md"),
    "a key of front matter": (
        "---\nstatus: accepted\ndate: 2026-01-01\nsuperseded-by: [0012-names]\n---\n"
        "# Numbers\n\n## Decision\n\nWe will use numbers.\n"
    ),
    "an address": nygard(
        "11. Numbers", "Superseded by [Names](https://example.org/blob/main/adr/0012-names.md#x)"
    ),
    "a page of the site": nygard("11. Numbers", "Superseded by [Names](../0012-names/)"),
    "a remark within the verb": nygard("11. Numbers", "Superseded (never built) by [ADR 12](0012-names.md)"),
    "a day within the verb": nygard("11. Numbers", "Superseded on 2026-02-01 by ADR-12"),
    "in favour of it": nygard("11. Numbers", "Deprecated in favor of [names](0012-names.md)"),
    "in German": nygard("11. Numbers", "Ersetzt durch ADR-0012"),
    "in French": nygard("11. Numbers", "Remplac\u00e9e par [12](0012-names.md)"),
    "in Spanish": nygard("11. Numbers", "Sustituida por ADR-12"),
    "in Portuguese": nygard("11. Numbers", "Substitu\u00eddo por ADR 12"),
    "in Chinese": nygard("11. Numbers", "\u5df2\u88abADR-0012\u53d6\u4ee3"),
    "in Japanese": nygard("11. Numbers", "ADR-0012 \u306b\u3088\u308a\u7f6e\u304d\u63db\u3048"),
    "a path in front matter": (
        "---\nstatus: deprecated\ndate: 2026-01-01\nsupersededBy: 'docs/records/0012-names.md'\n---\n"
        "# Numbers\n\n## Status\n\nAccepted\n\n## Decision\n\nWe will use numbers.\n"
    ),
    "a title that names another": nygard("11. Numbers", "Superseded by [Other](0012-names.md)"),
}


@pytest.mark.parametrize("form", FORMS)
def test_a_replaced_record_names_its_successor(form):
    ledger = folded(
        n0011_numbers=FORMS[form],
        n0012_names=nygard("12. Names", "Accepted", "2026-02-01"),
        n0013_other=nygard("13. Other", "Accepted", "2026-03-01"),
    )
    assert where(ledger) == {
        "0011-numbers": ("superseded", "0012-names"),
        "0012-names": ("decided", None),
        "0013-other": ("decided", None),
    }
    assert reference_problems(ledger) == []


@pytest.mark.parametrize(
    "status",
    [
        "Accepted\n\nSupersedes [11. Numbers](0011-numbers.md)",
        "Accepted\n\nSupercedes [11. Numbers](0011-numbers.md)",
        "Supersedes [11. Numbers](0011-numbers.md)\n\nAccepted",
        "Accepted, replaces 11",
        "Accepted. Supersedes ADR-0011",
    ],
)
@pytest.mark.parametrize("day", ["2026-02-01", "2025-12-01"])
def test_a_record_names_what_it_replaced_whichever_is_older(status, day):
    ledger = folded(
        n0011_numbers=nygard("11. Numbers", "Accepted"), n0012_names=nygard("12. Names", status, day)
    )
    assert where(ledger) == {"0011-numbers": ("superseded", "0012-names"), "0012-names": ("decided", None)}
    assert reference_problems(ledger) == []


def test_each_link_of_a_chain_is_the_one_that_is_named():
    ledger = folded(
        n0001_a=nygard("A", "Superseded by ADR-2"),
        n0002_b=nygard("B", "Superseded by ADR-3", "2026-02-01"),
        n0003_c=nygard("C", "Accepted\n\nSupersedes [B](0002-b.md)", "2026-03-01"),
    )
    assert where(ledger) == {
        "0001-a": ("superseded", "0002-b"),
        "0002-b": ("superseded", "0003-c"),
        "0003-c": ("decided", None),
    }


def test_what_was_replaced_in_its_turn_replaced_others():
    ledger = folded(
        n0001_a=nygard("A", "Accepted"),
        n0002_b=nygard("B", "Supersedes [A](0001-a.md)\n\nSuperseded by [C](0003-c.md)", "2026-02-01"),
        n0003_c=nygard("C", "Accepted", "2026-03-01"),
    )
    assert where(ledger)["0001-a"] == ("superseded", "0002-b")
    assert where(ledger)["0002-b"] == ("superseded", "0003-c")


def test_a_proposal_replaces_nothing_yet():
    ledger = folded(
        n0001_a=nygard("A", "Accepted"),
        n0002_b=nygard("B", "Proposed\n\nSupersedes [A](0001-a.md)", "2026-02-01"),
    )
    assert where(ledger)["0001-a"] == ("decided", None)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Accepted\n\nAmended by [2. B](0002-b.md)", "Accepted"),
        ("Accepted", "Accepted\n\nAmends [1. A](0001-a.md)"),
        ("Accepted\n\nAmended by [2. B](0002-b.md)", "Accepted\n\nAmends [1. A](0001-a.md)"),
        ("Superseded in part by [2. B](0002-b.md)", "Accepted"),
        ("Partially superseded by 2", "Accepted"),
        ("Accepted. Parts of this record were superseded by [2. B](0002-b.md).", "Accepted"),
        ("Teilweise ersetzt durch ADR-2", "Accepted"),
        ("Accepted", "Accepted\n\nPartially supersedes [1. A](0001-a.md)"),
    ],
)
@pytest.mark.parametrize("day", ["2026-02-01", "2025-12-01"])
def test_an_amendment_details_and_replaces_nothing(one, other, day):
    ledger = folded(n0001_a=nygard("1. A", one), n0002_b=nygard("2. B", other, day))
    first, second = sorted(ledger.decisions, key=lambda decision: decision.session)
    assert (first.status, first.superseded_by) == (Status.DECIDED, None)
    assert (second.refines, second.supersedes) == ((first.id,), ())
    assert reference_problems(ledger) == []


def test_a_folder_of_its_own_has_numbers_of_its_own():
    ledger = folded(
        backend__0001_a=nygard("A", "Superseded by ADR-2"),
        backend__0002_b=nygard("B", "Superseded by [X](../frontend/0002-b.md)", "2026-02-01"),
        frontend__0002_b=nygard("X", "Accepted", "2026-03-01"),
    )
    assert where(ledger) == {
        "backend/0001-a": ("superseded", "backend/0002-b"),
        "backend/0002-b": ("superseded", "frontend/0002-b"),
        "frontend/0002-b": ("decided", None),
    }


def test_a_number_may_stand_behind_the_date_of_a_file():
    ledger = fold(
        [
            read_log(nygard("A", "Superseded by [ADR 2](/adr/2)"), "2026-01-01_001-a.md", "2026-01-01_001-a"),
            read_log(nygard("B", "Accepted", "2026-02-01"), "2026-02-01_002-b.md", "2026-02-01_002-b"),
        ],
        CATALOG,
    )
    assert where(ledger)["2026-01-01_001-a"] == ("superseded", "2026-02-01_002-b")


def test_an_annex_of_the_same_number_replaces_nothing():
    ledger = folded(
        n0005_tides=nygard("ADR 5: Tides", "Accepted"),
        n0005_tides_annex=nygard("ADR 5: Tides: Annex", "Accepted", "2026-02-01"),
    )
    assert set(where(ledger).values()) == {("decided", None)}


def test_a_number_that_several_files_have_is_reported():
    ledger = folded(
        n0001_a=nygard("A", "Superseded by ADR-2"),
        n0002_b=nygard("B", "Accepted", "2026-02-01"),
        n0002_c=nygard("C", "Accepted", "2026-02-01"),
    )
    assert where(ledger)["0001-a"] == ("superseded", None)
    assert reference_problems(ledger) == ["ambiguous-reference"]


def test_a_dead_link_is_reported():
    ledger = folded(n0001_a=nygard("A", "Superseded by [B](0002-b.md)"))
    assert where(ledger) == {"0001-a": ("superseded", None)}
    assert reference_problems(ledger) == ["unresolved-reference"]


@pytest.mark.parametrize(
    "decision",
    [
        "We will use it in 12 places.",
        "We will replace 12 by 13.",
        "We will use [the form of 12](0012-names.md).",
        "We will use it.\n\nIt supersedes nothing of [12](0012-names.md).",
    ],
)
def test_numbers_and_links_elsewhere_relate_nothing(decision):
    ledger = folded(
        n0011_numbers=nygard("11. Numbers", "Accepted", decision=decision),
        n0012_names=nygard("12. Names", "Accepted"),
    )
    assert where(ledger) == {"0011-numbers": ("decided", None), "0012-names": ("decided", None)}
    assert all(not decision.supersedes and not decision.refines for decision in ledger.decisions)


def test_a_number_of_a_dimension_is_none_of_a_file():
    ledger = folded(
        n0003_other=nygard("Other", "Accepted"),
        n2026_03_02_0910="# Session\n\n## Dimension 3: Cache\n**Choice**: ETS\n\n## Dimension 4: Loop\n"
        "**Choice**: x\n",
        n2026_04_02_0910="# Session\n\n## Revision: Cache\n**Supersedes**: Dimension 3\n**Choice**: DETS\n",
    )
    assert where(ledger)["0003-other"] == ("decided", None)
    assert where(ledger)["2026-03-02-0910"] == ("decided", None)  # Dimension 4, the last of its session.
    assert [d.superseded_by for d in ledger.decisions if d.title == "Cache"] == [
        "2026-04-02-0910/cache",
        None,
    ]


def test_a_folder_of_all_forms_is_told_apart():
    ledger = load_ledger(FORMS_OF_TOOLS, CATALOG, FORMS_OF_TOOLS)
    place = {decision.id: decision.session[:4] for decision in ledger.decisions}
    assert [
        (
            decision.session[:4],
            decision.status.value,
            str(decision.date),
            place.get(decision.superseded_by),
            [place[one] for one in decision.refines],
        )
        for decision in ledger.decisions
    ] == [
        ("0001", "superseded", "2025-02-03", "0004", []),
        ("0002", "decided", "2025-03-10", None, []),
        ("0003", "superseded", "2025-04-01", "0006", []),
        ("0004", "decided", "2025-06-20", None, []),
        ("0005", "decided", "2025-07-20", None, ["0002"]),
        ("0006", "decided", "2025-09-02", None, []),
        ("2025", "open", "2025-11-05", None, []),
    ]
    assert reference_problems(ledger) == []
