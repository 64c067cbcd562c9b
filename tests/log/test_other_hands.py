"""Forms that other people use: each is read by its shape, whatever words stand in it."""

import pytest

from elixir_design.log.model import Status
from elixir_design.log.reader import read_log

DECIDED, REJECTED, OPEN = Status.DECIDED, Status.REJECTED, Status.OPEN
SUPERSEDED, DEFERRED = Status.SUPERSEDED, Status.DEFERRED


def entries(text, path="log.md"):
    return read_log(text, path).entries


def told(text, path="log.md"):
    """Title, status and choices of each entry."""
    return [(one.title, one.status, [choice.text for choice in one.choices]) for one in entries(text, path)]


def the_one(text, path="log.md"):
    (entry,) = entries(text, path)
    return entry


@pytest.mark.parametrize(
    "words", ["Live since May", "Shipped in 2.3", "Merged", "Ausgeliefert", "in use, see #12", "rolled out"]
)
def test_an_answer_with_a_status_in_other_words_is_decided_and_the_words_are_kept(words):
    entry = the_one(
        f"# Decisions\n\n## Cache\n**Decision**: ETS\n**Rationale**: Fast.\n**Status**: {words}\n"
    )
    assert (entry.status, entry.status_note) == (DECIDED, words)


@pytest.mark.parametrize(
    ("mark", "status"),
    [("\u2705", DECIDED), ("\u2714\ufe0f", DECIDED), ("\u274c", REJECTED), ("\U0001f7e2", DECIDED)],
)
def test_a_mark_alone_is_a_status(mark, status):
    text = f"# Decisions\n\n## Cache\n**Decision**: ETS\n**Why**: Fast.\n**Status**: {mark}\n"
    assert the_one(text).status is status


def test_without_an_answer_an_unknown_status_leaves_the_question_open():
    text = "# Decisions\n\n## Dimension 3: Cache\n**Status**: Live since May\n"
    entry = the_one(text)
    assert (entry.status, entry.status_note) == (OPEN, "Live since May")


def test_more_words_of_a_known_status_are_kept():
    text = "# Decisions\n\n## Cache\n**Decision**: ETS\n**Status**: Accepted, on probation until June\n"
    assert the_one(text).status_note == "Accepted, on probation until June"
    assert the_one(text.replace(", on probation until June", "")).status_note == ""


SIDES = """
# ADR-001: Use short-lived keys

## Status
Accepted

## Decision
Use short-lived keys everywhere.

## Consequences

{}
"""


@pytest.mark.parametrize(
    "sides",
    [
        "**Positive:**\n- Nothing to steal\n\n**Negative:**\n- More to configure\n",
        "### Positive\n- Nothing to steal\n\n### Negative\n- More to configure\n",
        "- **Positive**: Nothing to steal\n- **Negative**: More to configure\n",
        "### Positive Consequences\n* Nothing to steal\n\n### Negative Consequences\n* More to configure\n",
        "Pros:\n- Nothing to steal\n\nCons:\n- More to configure\n",
        "* Good, because Nothing to steal\n* Bad, because More to configure\n",
        "**Positiv:**\n- Nothing to steal\n\n**Negativ:**\n- More to configure\n",
    ],
)
def test_consequences_keep_their_sides(sides):
    entry = the_one(SIDES.format(sides))
    assert entry.trade_offs == ("More to configure",)
    assert entry.consequences[0].endswith("Nothing to steal")
    assert len(entry.consequences) == 2


def test_consequences_without_sides_are_no_trade_offs():
    entry = the_one(SIDES.format("- Nothing is left to steal.\n- Audits become easier.\n"))
    assert entry.trade_offs == ()
    assert entry.consequences == ("Nothing is left to steal.", "Audits become easier.")


@pytest.mark.parametrize(
    "label", ["**Decision.** {}", "**Decision.**\n{}", "**Decision**. {}", "__Decision.__ {}"]
)
def test_a_bold_label_may_end_with_a_full_stop(label):
    text = (
        "# Decisions\n\n## D-01 \u2014 One queue\n\n**Context.** Bursts came.\n\n"
        f"{label.format('Use one queue.')}\n\n**Consequences.** One more thing.\n"
    )
    entry = the_one(text)
    assert [choice.text for choice in entry.choices] == ["Use one queue."]
    assert (entry.context, entry.consequences) == (("Bursts came.",), ("One more thing.",))


def test_a_bold_sentence_is_no_label():
    text = "# Decisions\n\n## Queue\n**Decision**: One queue\n\n**Nobody waits.** It is fast.\n"
    assert the_one(text).rationale == ("**Nobody waits.** It is fast.",)


@pytest.mark.parametrize("unknown", ["Blast radius", "Rollback", "Owner team", "\u0411\u0440\u044f\u043a"])
def test_an_unknown_label_disables_no_neighbour(unknown):
    text = (
        "# Decisions\n\n## 2026-01-05: Basics\n\n- **Decision**: Data apart from logic\n"
        f"  - **Rationale**: Easier to keep\n  - **{unknown}**: Two modules\n"
    )
    entry = the_one(text)
    assert [choice.text for choice in entry.choices] == ["Data apart from logic"]
    assert entry.rationale == ("Easier to keep",)


def test_a_quotation_in_the_context_answers_nothing():
    text = (
        "# 4. Local frame\n\n## Status\n\nAccepted\n\n## Context\n\n"
        "[ADR 3](0003-shape.md) deferred this exact\n"
        'decision: "a shared origin is an open question, deferred."\nThis record resolves it.\n\n'
        "## Decision\n\n1. **No shared origin.** Every call projects afresh.\n"
        "2. **Never mix origins.** Each shape keeps its own.\n"
    )
    entry = the_one(text, "0004-local-frame.md")
    assert [choice.text for choice in entry.choices] == ["No shared origin", "Never mix origins"]
    assert "Every call projects afresh." in entry.rationale
    assert "This record resolves it." in "".join(entry.context)


@pytest.mark.parametrize("label", ["Proposal", "Proposed solution", "Vorschlag"])
def test_an_accepted_proposal_is_the_answer(label):
    text = (
        "# 5. Code formatting\n\nDate: 2026-01-05\n\n## Status\n\n{}\n\n## Context\n\nStyle differs.\n\n"
        f"## {label}\n\n- We use one formatter.\n- We use its defaults.\n"
    )
    accepted = the_one(text.format("Accepted"), "0005-code-formatting.md")
    assert (accepted.status, accepted.choices[0].text) == (DECIDED, "We use one formatter.")
    proposed = the_one(text.format("Proposed"), "0005-code-formatting.md")
    assert proposed.status is OPEN


def test_a_sentence_that_decides_outweighs_a_list_above_it():
    text = (
        "# Why we run our own cluster\n\n## Status\n\nAccepted\n\n## Decision\n\nThree vendors offer one:\n\n"
        "- Vendor A\n- Vendor B\n\n"
        "We decided to run the cluster ourselves, because their offers were not ready.\n"
    )
    entry = the_one(text, "0007-cluster.md")
    (choice,) = entry.choices
    assert choice.text.startswith("run the cluster ourselves")


def test_a_title_that_begins_like_a_label_is_a_title_where_fields_stand_below_it():
    text = (
        "# Decision Log\n\n## [2026-01-05] \u2014 Board worker\n- **Decision:** Copy the engine\n\n"
        "## [2026-01-06] \u2014 TODO: Difficulty overhaul\n- **Context:** Levels differ too little.\n"
        "- **Decision:** Deferred to a sprint of its own.\n"
    )
    assert told(text) == [
        ("Board worker", DECIDED, ["Copy the engine"]),
        ("Difficulty overhaul", DEFERRED, ["Deferred to a sprint of its own."]),
    ]
    assert read_log(text, "log.md").next_steps == ()


def test_chinese_labels_and_statuses_are_read():
    text = """
# 决策记录

## ADR-001:一个队列

- 日期:2026-01-05
- 状态:已采用
- 背景:突发请求丢失过。
- 决定:使用一个队列。
- 代价:多一个组件。
""".replace(":", "\uff1a")
    entry = the_one(text)
    assert entry.title == "一个队列"
    assert (entry.status, entry.trade_offs) == (DECIDED, ("多一个组件。",))


def test_a_label_of_the_writers_own_that_comes_again_is_read_by_its_noun():
    text = (
        "# Design decisions\n\n### Page size\n\n| Option | Used by | Trade-off |\n| --- | --- | --- |\n"
        "| 4 KB | Small stores | Less waste |\n| 8 KB | Large stores | Good balance |\n\n"
        "**Marble choice:** 8 KB\n\n### Byte order\n\n| Option | Used by |\n| --- | --- |\n"
        "| Little | Most |\n| Big | Some |\n\n**Marble choice:**\n"
    )
    size, order = entries(text)
    assert (size.title, size.status, size.choices[0].text) == ("Page size", DECIDED, "8 KB")
    assert [(option.name, option.chosen) for option in size.options] == [("4 KB", False), ("8 KB", True)]
    assert (order.title, order.status, order.choices) == ("Byte order", OPEN, ())
    assert [option.name for option in order.options] == ["Little", "Big"]


@pytest.mark.parametrize(
    ("head", "why"),
    [
        ("Locked choice", "Notes / rationale"),
        ("Architekturentscheidung", "Fachliche Begr\u00fcndung"),
        ("Decisi\u00f3n final", "Motivo de la elecci\u00f3n"),
        ("\u6700\u7ec8\u51b3\u5b9a", "\u9009\u62e9\u7406\u7531"),
    ],
)
def test_columns_are_read_by_their_nouns(head, why):
    text = (
        f"# Decision log\n\n| # | Decision | {head} | {why} |\n|---|---|---|---|\n"
        "| 1 | Vector store | **Quartz** | Native search |\n"
        "| 2 | Cache | Slate (free) | Nothing to operate |\n"
    )
    assert told(text) == [("Vector store", DECIDED, ["Quartz"]), ("Cache", DECIDED, ["Slate (free)"])]
    assert entries(text)[0].rationale == ("Native search",)


def test_rows_with_a_number_and_a_text_below_decisions_made_are_decisions():
    text = (
        "# Core call 12\n\n## Decisions Made / Action items\n\n| Decision Item | Description | Video |\n"
        "| --- | --- | --- |\n| 12.1 | Move the fork to May | 10:02 |\n| 12.2 | Keep the limit | 42:57 |\n"
    )
    assert [(status, choices) for _, status, choices in told(text)] == [
        (DECIDED, ["Move the fork to May"]),
        (DECIDED, ["Keep the limit"]),
    ]


def test_a_table_of_superseded_decisions_says_what_came_in_their_place():
    text = (
        "# Decision log\n\n## 1. Superseded decisions\n\n| Decision | New status | Superseding decision |\n"
        "| --- | --- | --- |\n| One region | Superseded | D-11 |\n"
        "| No cache | Superseded; needed | D-12 |\n\n"
        "## D-11 \u2014 Two regions\n\n**Status:** Accepted\n\n### Decision\n\nTwo regions.\n"
    )
    assert told(text) == [
        ("One region", SUPERSEDED, ["One region"]),
        ("No cache", SUPERSEDED, ["No cache"]),
        ("Two regions", DECIDED, ["Two regions."]),
    ]
    assert [reference.code for reference in entries(text)[0].superseded_by] == ["D-11"]


MEMORY_BANK = """
# {title}

{above}## {decision}

* Use a queue between the two services.

## {why}

* Bursts must not be lost.

## Implementation Details

* One table, one worker.

---

{above}## {decision}

* Keep the poller at one minute.

## {why}

* Nobody waits for less.
"""


@pytest.mark.parametrize("title", ["Decision Log", "Project memory", "Notes on the harbour"])
@pytest.mark.parametrize(
    ("decision", "why", "above"),
    [
        ("Decision", "Rationale", ""),
        ("Entscheidung", "Begr\u00fcndung", ""),
        ("Decision", "Why", "## Context\n\nThe poller was late.\n\n"),
    ],
)
def test_headings_side_by_side_are_a_decision_each_time_that_they_begin_anew(title, decision, why, above):
    text = MEMORY_BANK.format(title=title, decision=decision, why=why, above=above)
    first, second = entries(text)
    assert [choice.text for choice in first.choices] == ["Use a queue between the two services."]
    assert (first.rationale, second.rationale) == (
        ("Bursts must not be lost.",),
        ("Nobody waits for less.",),
    )
    assert (second.title, second.status) == ("Keep the poller at one minute", DECIDED)
    assert all(bool(one.context) is bool(above) for one in (first, second))


def test_a_record_with_one_answer_stays_one_record():
    text = (
        "# Use a queue\n\n## Status\n\nAccepted\n\n## Context\n\nBursts.\n\n## Decision\n\n"
        "Use a queue.\n\n## Rationale\n\nNothing is lost.\n"
    )
    assert told(text) == [("Use a queue", DECIDED, ["Use a queue."])]


def test_a_time_in_front_of_an_answer_says_when_it_was_given():
    text = (
        "# Decision Log\n\n## Decision\n\n* [2026-01-05 17:54:50] Use a queue.\n\n## Decision\n\n"
        "* [2026-01-06 09:10:00] - Fix `TypeError: 'list' has no 'get'` in the poller.\n"
    )
    queue, error = entries(text)
    assert (queue.title, queue.decided_on.isoformat()) == ("Use a queue", "2026-01-05")
    assert error.choices[0].text == "Fix `TypeError: 'list' has no 'get'` in the poller."
    assert error.decided_on.isoformat() == "2026-01-06"


def test_several_times_below_one_heading_are_as_many_decisions():
    text = (
        "# Decision Log\n\n## Decision\n\n* [2026-01-05 17:54:50] - Use a queue.\n"
        "* [2026-01-06 09:10:00] - Keep the poller.\n\n## Rationale\n\n*\n"
    )
    assert [(one.choices[0].text, one.decided_on.day) for one in entries(text)] == [
        ("Use a queue.", 5),
        ("Keep the poller.", 6),
    ]


@pytest.mark.parametrize(
    ("decision", "why"), [("Entscheidung", "Begr\u00fcndung"), ("Decision", "Why"), ("Choix", "Raison")]
)
def test_labels_that_come_again_below_one_day_are_as_many_decisions(decision, why):
    text = (
        f"# Log\n\n## 2026-01-05: Basics\n\n- **{decision}**: JSON5\n  - **{why}**: Comments\n"
        f"  - **Alternatives**: JSON, YAML\n- **{decision}**: Data apart from logic\n"
        f"  - **{why}**: Easier to keep\n"
    )
    first, second = entries(text)
    assert (first.title, first.rationale) == ("JSON5", ("Comments",))
    assert [option.name for option in first.options] == ["JSON", "YAML"]
    assert (second.title, second.rationale, second.options) == (
        "Data apart from logic",
        ("Easier to keep",),
        (),
    )
    assert {one.decided_on.isoformat() for one in (first, second)} == {"2026-01-05"}


@pytest.mark.parametrize("title", ["Decision Journal", "Registro de decisiones", "Architekturentscheidungen"])
def test_dated_headings_of_a_journal_say_what_was_decided(title):
    text = (
        f"# {title}\n\nDated entries.\n\n"
        f"## 2026-01-05 \u2014 Property graph over triples\n\nThe model is small.\n\n"
        "## 2026-01-07 \u2014 Fuzzy linking deferred: nothing is failing\n\nNo miss in two hundred names.\n\n"
        "## 2026-01-08 \u2014 Which editor?\n\nNobody knows.\n"
    )
    graph, linking, *others = entries(text)
    assert (graph.title, graph.status, graph.rationale) == (
        "Property graph over triples",
        DECIDED,
        ("The model is small.",),
    )
    assert (linking.title, linking.status) == ("Fuzzy linking", DEFERRED)
    assert all(one.status is OPEN for one in others)


def test_items_below_a_bare_day_of_a_decision_log_are_decisions_of_that_day():
    text = "# Decision log\n\n## 2026-01-05\n\n- Use a queue because bursts came\n- Keep the poller\n"
    assert told(text) == [
        ("Use a queue", DECIDED, ["Use a queue because bursts came"]),
        ("Keep the poller", DECIDED, ["Keep the poller"]),
    ]
    assert {one.decided_on.day for one in entries(text)} == {5}
    assert entries(text.replace("Decision log", "Work log")) == ()


def test_paragraphs_that_begin_with_a_day_are_decisions_of_a_decision_log():
    text = (
        "# Decisions\n\n**2026-01-05** \u2014 We use one queue. Bursts came.\n\nMore about it.\n\n"
        "2026-01-06: The poller stays.\n"
    )
    queue, poller = entries(text)
    assert (queue.title, queue.decided_on.day, queue.rationale) == (
        "We use one queue",
        5,
        ("More about it.",),
    )
    assert (poller.title, poller.decided_on.day) == ("The poller stays", 6)


@pytest.mark.parametrize(
    ("first", "second"),
    [("G3 assessed: proceed", "3 retries for each call"), ("H2 boiler first", "2 workers per node")],
)
def test_a_title_that_begins_like_a_code_keeps_its_words(first, second):
    text = (
        f"# Decision log\n\n## 2026-01-05 \u2014 {first}\n\n**Decision**: Go on.\n**Why**: It is hard.\n\n"
        f"## 2026-01-06 \u2014 {second}\n\n**Decision**: Never more.\n**Why**: It never helped.\n"
    )
    assert [one.title for one in entries(text)] == [first, second]


def test_codes_that_count_up_are_codes_and_can_be_referred_to():
    text = (
        "# Decisions\n\n## DEC-007: One region\n\n**Decision**: Oslo\n\n## DEC-008: Two regions\n\n"
        "**Decision**: Oslo and Turku\n**Supersedes**: DEC-7\n"
    )
    one, two = entries(text)
    assert [(entry.code, entry.title) for entry in (one, two)] == [
        ("DEC-7", "One region"),
        ("DEC-8", "Two regions"),
    ]
    assert [reference.code for reference in two.supersedes] == ["DEC-7"]


@pytest.mark.parametrize("title", ["UTF-8: one encoding everywhere", "Log4j: out by May"])
def test_a_name_that_looks_like_a_code_stays_in_the_title(title):
    assert the_one(f"# Decisions\n\n## {title}\n\n**Decision**: Yes\n").title == title


@pytest.mark.parametrize(
    "legend",
    [
        "- \U0001f7e1 **Proposed** \u2014 pending\n- \U0001f7e2 **Accepted** \u2014 confirmed\n",
        "* Accepted: we do it\n* Rejected: we do not\n* Superseded: see the later one\n",
        "- `open` - nobody answered\n- `decided` - somebody did\n",
    ],
)
def test_a_list_of_statuses_is_a_legend(legend):
    text = (
        f"# Decision Log\n\nHow to read it:\n\n{legend}\n"
        "## ADR-0001 \u2014 One queue\n\n### Decision\nUse one.\n"
    )
    assert told(text) == [("One queue", DECIDED, ["Use one."])]


@pytest.mark.parametrize(
    "form",
    [
        "- **Situation**: where it lies\n- **Decision**: what was chosen\n- **Result**: where it went\n",
        "**Context:** why it came up\n\n**Decision:** which one was chosen\n\n**Rationale:** why\n",
    ],
)
def test_a_description_of_a_record_decides_nothing(form):
    text = f"# Decision journal\n\n## Planned shape\n\nEach record will hold:\n\n{form}"
    assert not [one for one in entries(text) if one.status is DECIDED]


@pytest.mark.parametrize(
    "note",
    [
        "> Superseded by ADR-29.",
        "> **This decision was replaced by ADR-29** (2026-08-21), because it did not hold.",
        "**Superseded by [ADR-29](0029-new.md)**",
        "> \u3053\u306e\u6c7a\u5b9a\u306f ADR-29 \u3067\u7f6e\u304d\u63db\u3048\u305f\u3002",
    ],
)
def test_a_note_above_a_decision_says_what_came_in_its_place(note):
    text = f"# Decisions\n\n## ADR-17 Fair order\n\n{note}\n\n- **Decision**: By games\n- **Why**: Fair\n"
    entry = the_one(text)
    assert entry.status is SUPERSEDED
    assert [one.code or f"ADR-{one.number}" for one in entry.superseded_by] == ["ADR-29"]
