"""A file of decisions says what it says, or is refused with the place: nothing is dropped in silence."""

import copy
import json
import re
from itertools import islice
from pathlib import Path

import pytest
from exporting import exported, exported_decision

from elixir_design.architecture.selection import SelectionError, selection_from_ledger
from elixir_design.architecture.selection_file import selection_from_text
from elixir_design.catalog.loader import load_catalog
from elixir_design.ledger.exported.json_text import shown_path
from elixir_design.ledger.json import ledger_json
from elixir_design.ledger.load import load_ledger

ROOT = Path(__file__).parents[2]
CATALOG = load_catalog()
FOLDERS = [ROOT / "docs/elixir-sessions", *sorted((ROOT / "tests/corpus").glob("*/input"))]

FIRST = """# Session 2026-01-01

**Goal**: Decide.

## Dimension 1: Process Architecture

### Decision
**Choice**: GenServer per conversation, hibernate
**Rationale**: because
**Trade-offs accepted**: memory

## Dimension 2: State Model

### Options
- Structs with `@enforce_keys`
- ETS

### Decision
**Choice**: Structs with `@enforce_keys`
**Rationale**: simple

## Dimension 11: Billing

### Decision
**Choice**: Per seat
**Rationale**: simple

## Dimension 9: Observability

### Decision
**Choice**: Telemetry
**Rationale**: known

## Deferred Items
- Colours of the icons

## Open Questions
- Who pays?

## Next Steps
- Ask Noor
"""
SECOND = """# Session 2026-01-02

Continues 2026-01-01-0900.

## Architectural Revision: State Model -> Mnesia

**Supersedes**: Dimension 2: State Model (2026-01-01-0900)

### Decision
**Choice**: Mnesia
**Rationale**: two nodes

## Dimension 9, Gap 1: Names of events

### Decision
**Choice**: Ours, with a prefix
**Rationale**: grep

## Dimension 5: Agent Loop

**Status**: Deferred
"""


@pytest.fixture(scope="module")
def export(tmp_path_factory):
    """An export in which every kind of link and of field occurs."""
    folder = tmp_path_factory.mktemp("sessions")
    (folder / "2026-01-01-0900.md").write_text(FIRST)
    (folder / "2026-01-02-0900.md").write_text(SECOND)
    data = json.loads(json.dumps(ledger_json(load_ledger(folder, CATALOG, folder))))
    assert any(decision["supersedes"] for decision in data["decisions"])
    assert any(decision["refines"] for decision in data["decisions"])
    assert any(decision["options"] for decision in data["decisions"])
    assert data["deferred"]
    assert data["open_questions"]
    assert data["next_steps"]
    return data


def read(data):
    text = data if isinstance(data, str) else json.dumps(data, indent=2)
    return selection_from_text(text, "decisions.json", CATALOG)


def refusal(data):
    with pytest.raises(SelectionError) as raised:
        read(data)
    return str(raised.value)


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda path: path.parent.name)
def test_an_export_builds_what_its_logs_build(folder):
    ledger = load_ledger(folder, CATALOG, ROOT)
    direct = selection_from_ledger(ledger, CATALOG)
    selection, _ = read(ledger_json(ledger))
    for part in ("options", "own", "deferred"):
        assert getattr(selection, part) == getattr(direct, part), part
    assert [choice.dimension for choice in selection.unmatched] == [
        choice.dimension for choice in direct.unmatched
    ]
    assert [(note.id, note.options, note.choices) for note in selection.notes] == [
        (note.id, note.options, note.choices) for note in direct.notes
    ]


# What an export says in words, or that others may say as well: another value is another export, not a
# damaged one. `{}` stands for a position.
WORDS = {
    "decisions[{}].date",
    "decisions[{}].dimension.slug",
    "decisions[{}].rationale",
    "decisions[{}].trade_offs",
    "decisions[{}].choices",
    "decisions[{}].options",
    "deferred",
    "decisions[{}].title",
    "decisions[{}].choices[{}].aspect",
    "decisions[{}].choices[{}].text",
    "decisions[{}].rationale[{}]",
    "decisions[{}].trade_offs[{}]",
    "decisions[{}].options[{}].name",
    "decisions[{}].options[{}]",
    "decisions[{}].source.path",
    "decisions[{}].source.line",
    "decisions[{}].id",
    "deferred[{}]",
    "deferred[{}].text",
    "deferred[{}].resolved_by",
}
MEANINGS = {
    "decisions",
    "decisions[{}]",
    "decisions[{}].status",
    "decisions[{}].choices[{}]",
    "decisions[{}].choices[{}].options[{}]",
}


def places(value, path=()):
    yield path
    members = (
        value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    )
    for key, inner in members:
        yield from places(inner, (*path, key))


def at(data, path):
    for step in path:
        data = data[step]
    return data


def changed(data, path, change):
    data = copy.deepcopy(data)
    change(at(data, path[:-1]), path[-1])
    return data


def put(value):
    def change(owner, key):
        owner[key] = value

    return change


def rename(new):
    def change(owner, key):
        members = [(new if name == key else name, value) for name, value in owner.items()]
        owner.clear()
        owner.update(members)

    return change


def remove(owner, key):
    del owner[key]


def other_values(data, path):
    """Values of the right type that stand for something else."""
    value = at(data, path)
    if isinstance(value, bool):
        yield not value
    elif isinstance(value, int):
        yield from (value + 1, 0, -1, 10**40, 1.5)
    elif isinstance(value, str | None):
        yield from ("", "x", "open", "decided", "ets", "telemetry", "observability", "state-model")
        yield from ("none", "exact", "2026-01-01-0900", "2026-13-01", "2026-01-01-0900/other")
        yield from (decision["id"] for decision in data["decisions"])
    elif isinstance(value, list):
        yield [*value, *value[:1]] if value else ["x"]


def mutations(data):
    """Every field removed, renamed, of another type, and with other values: (what is done, where, how)."""
    for path in places(data):
        if not path:
            continue
        yield "removed", path, remove
        for value in (None, 7, "x", [], {}, True, [1], *other_values(data, path)):
            if value != at(data, path) or type(value) is not type(at(data, path)):
                yield f"is {value!r}", path, put(value)
        if isinstance(path[-1], str):
            for name in (path[-1][:-1], f"{path[-1]}s", path[-1].upper()):
                yield f"renamed {name}", path, rename(name)


def pattern(path):
    return re.sub(r"\[\d+\]", "[{}]", shown_path(path))


def judged(data, original):
    """What becomes of a changed export: ``refused``, ``same``, ``other words`` or ``other meaning``."""
    try:
        selection, file = read(data)
    except SelectionError as error:
        placed = re.search(r"^decisions\.json:\d+:\d+: error: decisions: \w", str(error), re.MULTILINE)
        return "refused" if placed else f"refused without a place: {error}"
    assert file.usable
    if set(selection.unmatched) - set(original.unmatched):
        return "refused"
    if selection == original:
        return "same"
    meaning = selection.options != original.options or len(selection.notes) != len(original.notes)
    return "other meaning" if meaning else "other words"


def wrongly_taken(export, every):
    original, file = read(export)
    assert file.diagnostics == ()
    for said, path, change in islice(mutations(export), 0, None, every):
        verdict = judged(changed(export, path, change), original)
        allowed = {
            "refused": True,
            "same": True,
            "other words": pattern(path) in WORDS | MEANINGS,
            "other meaning": pattern(path) in MEANINGS,
        }
        if not allowed.get(verdict):
            yield f"{shown_path(path)} {said}: {verdict}"


def test_no_damaged_export_builds_something_else(export):
    assert list(wrongly_taken(export, every=97)) == []


@pytest.mark.slow
def test_no_damaged_export_builds_something_else_more_closely(export):
    assert list(wrongly_taken(export, every=5)) == []


@pytest.mark.slow
def test_no_damaged_export_of_the_samples_builds_something_else():
    samples = ROOT / "docs/elixir-sessions"
    export = json.loads(json.dumps(ledger_json(load_ledger(samples, CATALOG, ROOT))))
    assert list(wrongly_taken(export, every=149)) == []


@pytest.mark.parametrize(
    ("path", "change", "place", "said"),
    [
        (("decisions", 0, "status"), put("decidet"), ("decisions", 0, "status"), "did you mean decided?"),
        (("decisions", 0, "choices"), put("x"), ("decisions", 0, "choices"), 'expected a list, found "x"'),
        (("decisions", 0, "dimension"), put(1), ("decisions", 0, "dimension"), "expected an object, found 1"),
        (("decisions", 0), put(1), ("decisions", 0), "expected an object, found 1"),
        (("decisions", 0), put({}), ("decisions", 0, "status"), "this key is missing"),
        (("decisions",), rename("decisons"), ("decisions",), 'is "decisons" meant for it?'),
        (("schema",), put(2), ("schema",), "reads schema 1"),
        (("schema",), rename("shema"), ("schema",), "this key is missing"),
        (("decisions", 0, "dimension", "slug"), put("stat-model"), None, "did you mean state-model?"),
        (("decisions", 0, "dimension", "slug"), put(None), None, "although 'Process Architecture' is"),
        (("decisions", 0, "choices", 0, "options", 0), put("ets"), None, "has no option 'ets'"),
        (
            ("decisions", 0, "choices", 0, "options"),
            put([]),
            ("decisions", 0, "choices", 0, "match"),
            "no option",
        ),
        (("decisions", 1, "status"), put("decided"), None, "although it is superseded by"),
        (("decisions", 1, "superseded_by"), put("a/b"), None, "the file has no decision 'a/b'"),
        (("decisions", 1, "superseded_by"), put(None), ("decisions", 4, "supersedes", 0), "is superseded"),
        (("decisions", 4, "supersedes"), put([]), ("decisions", 1, "superseded_by"), "does not say"),
        (("decisions", 5, "refines", 0), put("a/b"), None, "the file has no decision 'a/b'"),
        (("decisions", 0, "id"), put("2026-01-01-0900/state-model"), ("decisions", 1, "id"), "has this id"),
        (("decisions", 0, "session"), put("2026-01-09-0900"), None, "the file has no session"),
        (("sessions", 0, "date"), put("2026-02-31"), None, 'expected text such as "2026-03-10"'),
        (("deferred", 0, "line"), put(10**40), None, "digits cannot be meant"),
        (("deferred", 0, "line"), put(float("nan")), None, "NaN is no value"),
        (("deferred", 0, "line"), put(float("inf")), None, "Infinity is no value"),
    ],
)
def test_a_refusal_names_the_place_and_what_is_wrong(path, change, place, said, export):
    text = refusal(changed(export, path, change))
    assert f"{shown_path(place or path)}: " in text
    assert said in text


def test_a_refusal_names_the_line(export):
    text = json.dumps(changed(export, ("decisions", 0, "status"), put("decidet")), indent=2)
    line = next(number for number, line in enumerate(text.split("\n"), 1) if "decidet" in line)
    column = text.split("\n")[line - 1].index('"decidet"') + 1
    head, source, caret, *_ = refusal(text).splitlines()
    assert head.startswith(
        f"decisions.json:{line}:{column}: error: decisions: decisions[0].status: expected "
    )
    assert source == f'{line:>5} |       "status": "decidet",'
    assert caret == "      |                 ^^^^^^^^^"


def test_all_errors_are_named_up_to_a_bound(export):
    one = changed(export, ("decisions", 0), put(1))
    text = refusal(changed(one, ("decisions", 1, "status"), put("?")))
    assert "decisions[0]: expected an object" in text
    assert "decisions[1].status: expected" in text
    many = {**export, "deferred": [7] * 50}
    text = refusal(many)
    assert text.count(": error: ") == 20
    assert text.endswith("\nand 30 more")


@pytest.mark.parametrize("end", [0.1, 0.5, 0.9, 0.999])
def test_a_file_that_was_cut_short_is_no_json(end, export):
    text = json.dumps(export, indent=2)
    with pytest.raises(json.JSONDecodeError):
        read(text[: int(len(text) * end)])


def test_a_key_that_stands_twice_is_refused(export):
    text = json.dumps(export, indent=2).replace(
        '"status": "decided",', '"status": "decided", "status": "open",', 1
    )
    assert "decisions[0].status: this key stands twice" in refusal(text)


def test_a_key_that_is_not_known_is_named_and_harmless(export):
    wider = copy.deepcopy(export)
    for decision in wider["decisions"]:
        decision["mood"] = "good"
    wider["decisions"][0]["doubt"] = []
    selection, file = read(wider)
    assert selection == read(export)[0]
    assert file.usable
    assert [(problem.severity, problem.message, problem.hint) for problem in file.diagnostics] == [
        ("warning", "decisions[0].mood: this key is not known and not used (7 times)", NEWER),
        ("warning", "decisions[0].doubt: this key is not known and not used", "did you mean doubts?"),
    ]


NEWER = "nothing needs to be done if a newer version wrote it"


def test_fields_to_come_are_known(export):
    wider = copy.deepcopy(export)
    wider["decisions"][6]["status"] = "proposed"
    for decision in wider["decisions"]:
        decision |= {
            "date": "2026-01-01",
            "deciders": ["Noor"],
            "doubts": [{"kind": "ambiguous-reference", "id": None, "because": "two are called so"}],
            "certainty": {"status": "stated", "dimension": "inferred"},
        }
    selection, file = read(wider)
    assert file.diagnostics == ()
    assert {note.date for note in selection.notes} == {"2026-01-01"}
    assert "certainty.status: expected stated or inferred" in refusal(
        changed(wider, ("decisions", 0, "certainty", "status"), put("guessed"))
    )


def test_a_second_answer_in_force_is_not_taken_in_silence():
    first = exported_decision("State Model", dimension="state-model", choices=[("ETS", ["ets"])])
    second = exported_decision("Where state is", dimension="state-model", choices=[("Mnesia", ["mnesia"])])
    selection, file = read(exported(first, second))
    assert selection.options == {"state-model": ("mnesia",)}
    (warning,) = file.diagnostics
    assert "decisions[1].choices: state-model takes one option" in warning.message


def test_a_decision_without_a_choice_is_no_silent_default():
    decision = exported_decision("State Model", dimension="state-model")
    selection, _ = read(exported(decision))
    assert [choice.text for choice in selection.unmatched] == [
        "docs/elixir-sessions/2026-01-01-0900.md:3: State Model: is decided, but no choice is named"
    ]
    own, file = read(exported(exported_decision("Billing")))
    assert own.own == ("Billing",)
    assert "decisions[0].choices: the decision is decided, but names no choice" in file.report()
