"""Several people in one session at the same time, each with questions of their own."""

import subprocess
import sys
import textwrap
from collections import Counter
from pathlib import Path

import pytest

from elixir_design.catalog.loader import load_catalog
from elixir_design.facilitation.answers import Answer, AnsweredBy, own_question
from elixir_design.facilitation.session import DesignSession
from elixir_design.log.model import Status
from elixir_design.log.reader import read_log, read_log_file
from elixir_design.log.writing.numbering import free_number
from elixir_design.log.writing.render import NewEntry

CATALOG = load_catalog()
SUBJECTS = ("Billing Meter", "Audit Trail", "Human Sign-off", "Prompt Store", "Cost Limits", "Data Residency")


@pytest.fixture
def sessions(tmp_path):
    (tmp_path / "mkdocs.yml").touch()
    return tmp_path / "docs" / "elixir-sessions"


def design(sessions):
    return DesignSession(sessions, CATALOG, sessions / "no-reports")


def decide(person, name, choice="we buy it"):
    question = own_question(name, person.state())
    return lambda: person.record(question, Answer(choice, "It was measured."), AnsweredBy.TERMINAL)


def numbers(log):
    return {entry.title: entry.number for entry in read_log_file(log).entries}


def test_two_people_with_questions_of_their_own_get_two_numbers(sessions):
    first, second = design(sessions), design(sessions)
    log = first.start()
    second.resume()
    # Both have been given number 11 before either answers.
    for record in [decide(first, "Billing Meter"), decide(second, "Audit Trail")]:
        record()
    assert numbers(log) == {"Billing Meter": 11, "Audit Trail": 12}
    assert {decision.status for decision in first.state().ledger.decisions} == {Status.DECIDED}


def test_two_people_with_the_same_question_share_its_number(sessions):
    first, second = design(sessions), design(sessions)
    log = first.start()
    second.resume()
    for record in [decide(first, "Billing Meter"), decide(second, "the billing meters", "we build it")]:
        record()
    assert [entry.number for entry in read_log_file(log).entries] == [11, 11]
    assert first.state().question("Billing Meter").choice == "we build it"


def test_a_number_that_another_log_has_is_not_given_away_again(sessions):
    first, second = design(sessions), design(sessions)
    first.start()
    second.start()
    for record in [decide(first, "Billing Meter"), decide(second, "Audit Trail")]:
        record()
    assert (numbers(first.log), numbers(second.log)) == ({"Billing Meter": 11}, {"Audit Trail": 12})


def test_an_entry_states_its_question(sessions):
    person = design(sessions)
    log = person.start()
    decide(person, "Billing Meter")()
    person.record(person.state().question("state-model"), Answer("ETS", "It was measured."), AnsweredBy.FORM)
    person.record(person.state().question("state-model"), Answer("Mnesia", "A node came."), AnsweredBy.FORM)
    person.note(person.state().question("tools"), "who pays?")
    person.leave_notes()
    stated = [(entry.title, entry.question) for entry in read_log_file(log).entries]
    assert stated == [
        ("Billing Meter", "billing-meter"),
        ("State Model", "state-model"),
        ("State Model", "state-model"),
        ("Tool System", "tool-system"),
    ]


def new_entry(title, number, key=""):
    return NewEntry(title, Status.DECIDED, number, choice="x", rationale=("y",), key=key)


HELD = """\
# Session

## Dimension 12: Tool Budgets
**Choice**: five calls

## Dimension 14: Audit Trail
**Choice**: an append-only table

<!-- elixir-design: {"id": "0a1b2c3d4e", "question": "trail", "status": "decided"} -->

```
## Dimension 13: nothing but code
```
"""


@pytest.mark.parametrize(
    ("entry", "number"),
    [
        (new_entry("Billing Meter", 11), 11),
        (new_entry("Billing Meter", 12), 15),
        (new_entry("Billing Meter", 13), 13),
        (new_entry("tool budgets", 12), 12),
        (new_entry("Trail", 14, "trail"), 14),
        (new_entry("Audit Trail", 14, "another-trail"), 15),
        (new_entry("Billing Meter", None), None),
    ],
)
def test_a_number_is_kept_unless_another_question_has_it(entry, number):
    assert free_number(entry, HELD, "x.md") == number
    assert len(read_log(HELD, "x.md").entries) == 2


PERSON = """
    import sys
    from pathlib import Path
    from elixir_design.catalog.loader import load_catalog
    from elixir_design.facilitation.answers import Answer, AnsweredBy, own_question
    from elixir_design.facilitation.session import DesignSession

    sessions, who, subjects = Path(sys.argv[1]), sys.argv[2], sys.argv[3:]
    design = DesignSession(sessions, load_catalog(), sessions / "no-reports")
    design.resume()
    sys.stdin.readline()
    for subject in subjects:
        # With equal numbers, a name that says more would pass for the same question under a new name.
        name = subject if who == "Ada" else f"{subject} of {who}"
        question = own_question(name, design.state())
        design.record(question, Answer(f"{who} pays", "It was agreed."), AnsweredBy.TERMINAL)
"""


@pytest.mark.slow
def test_eight_people_at_once_supersede_nobody(sessions):
    log = design(sessions).start()
    people = [
        subprocess.Popen(
            [sys.executable, "-c", textwrap.dedent(PERSON), str(sessions), name, *SUBJECTS],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            cwd=Path(sessions).parents[1],
        )
        for name in ("Ada", "Ben", "Cleo", "Dan", "Eve", "Finn", "Gus", "Hal")
    ]
    for person in people:
        person.stdin.write("\n")
        person.stdin.flush()
    said = [person.communicate(timeout=300) for person in people]
    assert said == [("", "")] * 8
    given = Counter(entry.number for entry in read_log_file(log).entries)
    assert (len(given), set(given.values())) == (8 * len(SUBJECTS), {1})
    ledger = design(sessions).state().ledger
    assert Counter(decision.status for decision in ledger.decisions) == {Status.DECIDED: 8 * len(SUBJECTS)}
