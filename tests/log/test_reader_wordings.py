"""Wordings of people who never saw our format: what decides, and what only sounds like it."""

import pytest

from elixir_design.log.model import Status
from elixir_design.log.reader import read_log
from elixir_design.log.wording.references import references_in


def read(text):
    return read_log(text, "2026-01-01-0900.md")


def decided(text):
    return {
        entry.title: [choice.text for choice in entry.choices]
        for entry in read(text).entries
        if entry.status is Status.DECIDED
    }


def statuses(text):
    return {entry.title: entry.status.value for entry in read(text).entries}


@pytest.mark.parametrize(
    ("said", "name", "session"),
    [
        ("Billing (`2026-02-03-1010.md`), \u201cone table\u201d", "Billing", "2026-02-03-1010"),
        ('Billing (session 2026-02-03-1010), which said "one table"', "Billing", "2026-02-03-1010"),
        ("Billing; invoices moved", "Billing", None),
        ("Billing \u2014 was one table", "Billing", None),
        ("[Billing](2026-02-03-1010.md#billing), because it grew", "Billing", "2026-02-03-1010"),
        ("Orders, carts and refunds", "Orders, carts and refunds", None),
        ("Memory/Context", "Memory/Context", None),
        ('"Orders, hot path"', "Orders, hot path", None),
    ],
)
def test_the_name_in_a_reference_comes_without_session_quotation_and_remark(said, name, session):
    (reference,) = references_in(said, 1)
    assert (reference.name, reference.session) == (name, session)


@pytest.mark.parametrize(
    ("prose", "numbers"),
    [
        ("Refines Dimension 7 (Billing): cents only.", [7]),
        ("While at it, the totals of Dimension 7 get a currency.", [7]),
        ("Dimension 7 and Dimension 8 were mentioned.", []),
    ],
)
def test_a_refinement_refines_what_its_introduction_says(prose, numbers):
    (entry,) = read(f"# S\n\n## Refinement: Cents\n\n{prose}\n\n**Decision:** integers\n").entries
    assert [ref.number for ref in entry.refines if ref.number] == numbers


def test_a_verdict_judges_the_recommendation_above_it():
    text = "## {}\n\n**Recommendation (review):** Shard it.\n\n**Verdict:** **{}** - too early\n\n"
    log = "".join(text.format(name, word) for name, word in [("Shards", "SKIP"), ("Pools", "DEFER")])
    assert statuses(log) == {"Shards": "rejected", "Pools": "deferred"}


@pytest.mark.parametrize(
    ("section", "status"),
    [
        ("## Shards\n\n**SKIP** - too early\n", "rejected"),
        ("## Shards \u2014 SKIP\n\nToo early.\n", "rejected"),
        ("## Shards (ADOPT)\n\nFine.\n", "decided"),
        ("## Shards\n\nParked. No need yet.\n", "deferred"),
        ("## Shards\n\nSkipped for now, the load is low.\n", "deferred"),
        ("## Shards\n\nThis comes later.\n", "deferred"),
        ("## Shards\n\nTo be decided.\n", "open"),
        ("## Shards\n\nDECISION (4:1): Cassandra rejected.\n", "rejected"),
        ("## Shards\n\nDecision: Sharding is postponed until May\n", "deferred"),
        ("## Shards\n\nAgreed: two of them\n", "decided"),
        ("## Shards\n\nWe stay on one.\n", "decided"),
        ("## Shards\n\n**Recommendation:** two of them\n", "open"),
        ("## Enhancement 1: Shards\n\n**Recommendation:** two of them\n", "decided"),
        ("## Shards\n\nPostponed to April.\n", "deferred"),
        ("## Shards\n\n**Resolution:** adjourned to April\n**Why:** no time\n", "deferred"),
        ("## Shards\n\n**Decision:** two\n**Status:** reverted in May\n", "superseded"),
    ],
)
def test_words_that_say_where_a_question_stands(section, status):
    assert statuses(section) == {"Shards": status}


def test_a_label_that_runs_on_from_a_nested_list_is_no_part_of_its_items():
    log = read("# Log\n\n- Next steps:\n  - ask Bo\n  - measure\n**Decision:** black on white\n")
    assert [item.text for item in log.next_steps] == ["ask Bo", "measure"]
    assert decided(log.text) == {"black on white": ["black on white"]}


@pytest.mark.parametrize(
    ("heading", "title", "status"),
    [
        ("Broadway -> Task pools \u2014 SKIP", "Broadway -> Task pools", "rejected"),
        ("Broadway \u2192 Task pools (DEFER)", "Broadway \u2192 Task pools", "deferred"),
        ("Task pools instead of Broadway - ADOPT", "Task pools instead of Broadway", "decided"),
        ("Task pools (was: Broadway) \u2014 REJECT", "Task pools", "rejected"),
        ("3. Broadway => Task pools \u2014 DECLINE", "Broadway => Task pools", "rejected"),
    ],
)
def test_a_heading_that_replaces_and_judges_does_both(heading, title, status):
    (entry,) = read(f"# Log\n\n## {heading}\n\nIt was tried.\n").entries
    assert (entry.title, entry.status.value) == (title, status)


@pytest.mark.parametrize(
    "section",
    [
        "## Shards\n\nWe decided to meet again on Friday.\n",
        "## Shards\n\nThey **SKIP** tests, we do not.\n",
        "## Shards\n\nParked cars block the door.\n",
        "## Shards\n\nLater we talked about lunch.\n",
        "## SKIP\n\nA list operator.\n",
        "## Migration (done)\n\nIt took an hour.\n",
        "## Appendix B: Client\n\n```elixir\n# Decision: none\n```\n",
        "## Notes\n\n- Reviewed: 10\n- ADOPT means: use it\n",
        "## Frequently asked questions\n\n### Is it free?\n\n**A:** Yes.\n",
        "## Link\n\n| Parameter | Choice |\n|---|---|\n| Scheme | `wss` |\n| Ping | 20 s |\n",
        "## Link\n\n> **Decision:** Kafka\n> **Why:** an article says so\n",
        "In the context of shipping, we met twice.\n",
        "1. **Lunch** - we decided to meet at noon\n2. **Dinner** - pizza\n",
        "- city: Bern\n- weather: rain\n",
    ],
)
def test_what_only_sounds_like_a_decision(section):
    assert statuses(f"# Log\n\n{section}") == {}


@pytest.mark.parametrize(
    "said",
    ["Invalid frames are rejected", "Duplicates dropped", "Loading is deferred until first use"],
)
def test_what_the_system_rejects_is_no_rejected_question(said):
    assert statuses(f"## Frames\n\n**Decision:** {said}\n") == {"Frames": "decided"}


def test_struck_answers_are_no_choices():
    log = """## Queue

**Decisions:**
- ~~Kafka for events~~ (too heavy)
- Oban for jobs
- ~~Redis~~ ETS for counters

## Mail

~~Decision: SES~~
Decision: Postmark

## Search

**Decision:**

| Aspect | Choice |
|---|---|
| ~~Ranking~~ | BM25 |
| Store | Postgres |
"""
    assert decided(log) == {
        "Queue": ["Oban for jobs", "ETS for counters"],
        "Mail": ["Postmark"],
        "Search": ["Postgres"],
    }


def test_prose_below_a_block_of_labels_is_no_value_of_the_last():
    (entry,) = read(
        "## Q\n\n**Choice**: A\n**Rationale**: b\n**Trade-offs**: c\n\nThe rest stands.\n"
    ).entries
    assert (entry.rationale, entry.trade_offs) == (("b",), ("c",))


def test_accepted_below_a_reason_is_the_price():
    (entry,) = read("## Q\n\nDecision: A\nReason: b\nAccepted: c\n").entries
    assert entry.trade_offs == ("c",)


def test_a_heading_beside_named_options_is_no_option():
    options = "**Options:**\n\n### Option A: X\n\n### Option B: Y\n\n"
    (entry,) = read(f"## Q\n\n{options}**Decision:** X\n\n### How it works\n\nWell.\n").entries
    assert [option.name for option in entry.options] == ["X", "Y"]


def test_items_that_say_that_they_decide():
    log = """# Heron

1. **Auth** - we go with tokens because sessions stick
2. **Store** - we chose Postgres
3. **Chat** - Channels, because they are there
4. **Search** - still open
5. **Lunch** - soup
"""
    assert statuses(log) == {"Auth": "decided", "Store": "decided", "Chat": "decided", "Search": "open"}


def test_labels_below_names_make_a_list_of_topics():
    log = """# Heron

- store: postgres
- wire
  - decided: MQTT
  - why: devices speak it
- login
  - open: keys or codes?
- dedup
  - deferred until it hurts
- todo
  - [x] repo
  - [ ] broker
"""
    seen = read(log)
    assert statuses(log) == {"store": "decided", "wire": "decided", "login": "open", "dedup": "deferred"}
    assert [item.text for item in seen.open_questions] == ["keys or codes?"]
    assert [(item.text, item.done) for item in seen.next_steps] == [("repo", True), ("broker", False)]


def test_a_line_with_a_labelled_reason_decides():
    assert decided("# Heron\n\nCookies: signed. Why: nobody reads them\nMood: fine\n") == {
        "Cookies": ["signed"]
    }


def test_lists_below_labels_are_not_decisions_of_the_title():
    log = read("# Heron - decisions\n\n- Store: Postgres\n\nDeferred:\n- dark mode\n")
    assert [entry.title for entry in log.entries] == ["Store"]
    assert [item.text for item in log.deferred] == ["dark mode"]


def test_y_statements():
    (entry,) = read(
        "## Jobs\n\nIn the context of invoices, facing bursts at night, we decided for Oban and against "
        "RabbitMQ, to achieve one backup, accepting that jobs poll.\n"
    ).entries
    assert [choice.text for choice in entry.choices] == ["Oban"]
    assert entry.context == ("invoices", "bursts at night")
    assert (entry.rationale, entry.trade_offs) == (("one backup",), ("jobs poll",))
    assert [option.name for option in entry.options] == ["RabbitMQ"]


def test_questions_as_headings():
    log = "# S\n\n## Q: Where do sessions live?\n\n**A:** In Redis\n\n## Which mailer?\n\nA: Postmark\n"
    assert decided(log) == {"Where do sessions live?": ["In Redis"], "Which mailer?": ["Postmark"]}


CHAT = """# Chat export

**User:** How do we send mail?

**Assistant:** Two ways:

### Option 1: SES

### Option 2: Postmark

**User:** The second.

**Assistant:** Noted.

> **Decision:** Postmark for all mail
> **Rationale:** good logs

**User:** And the article?

**Assistant:** {quoting}

> **Decision:** Kafka
"""


def test_a_chat_notes_its_decisions_in_quotations_and_quotes_others():
    assert list(decided(CHAT.format(quoting="The article says:")).values()) == [["Postmark for all mail"]]


def test_a_conversation_below_a_question_is_a_discussion():
    talk = "User: a?\n\nAssistant: b.\n\nUser: c\n\nAssistant: d\n\n> **Decision:** e\n"
    assert statuses(f"# S\n\n## Mail\n\n#### Discussion\n\n{talk}") == {}


@pytest.mark.parametrize(
    "heading",
    [
        "1. Mail *out* &amp; in\n----------------------",
        "1. Mail *out* &amp; in\n======================",
        "<h2>1. Mail <em>out</em> &amp; in</h2>",
        "## 1. [Mail](https://example.org) **out** & in ##",
    ],
)
def test_headings_in_other_marks(heading):
    assert decided(f"# S\n\n{heading}\n\n**Decision:** SES\n") == {"Mail out & in": ["SES"]}


def test_a_rule_below_a_numbered_list_is_a_rule():
    log = read("# S\n\n## Mail\n\n**Decision:** SES\n\n**Next steps:**\n1. order\n2. pay\n-----\n\nBye.\n")
    assert [entry.title for entry in log.entries] == ["Mail"]
    assert [item.text for item in log.next_steps] == ["order", "pay"]


def test_progress_as_a_topic_is_no_recap():
    assert decided("# S\n\n## Progress reporting\n\nDecided: PubSub\n") == {"Progress reporting": ["PubSub"]}


@pytest.mark.parametrize("title", ["Session storage", "Log retention", "Call center routing", "Field notes"])
def test_a_word_for_meetings_in_a_question_does_not_make_it_a_meeting(title):
    log = read_log(
        f"# Design\n\n## {title}\n\n**Decision:** Postgres\n\n## Queue\n\n**Decision:** Oban\n", "a.md"
    )
    assert [entry.title for entry in log.entries] == [title, "Queue"]


@pytest.mark.parametrize("title", ["Meeting notes", "Team sync", "Notes on billing", "Workshop 3"])
def test_a_title_that_names_the_meeting_is_no_question(title):
    log = read_log(f"# {title}\n\n## Queue\n\n**Decision:** Oban\n", "a.md")
    assert [entry.title for entry in log.entries] == ["Queue"]


@pytest.mark.parametrize(
    "text",
    [
        "## Pilot\n\nIt ran for a week. **Result:** three crashes.\n",
        "## Checks\n\nValidation is here. Deferred to the caller: nothing.\n",
        "## Tree of decisions\n\n| Symptom | Action | Result |\n|---|---|---|\n| slow | scale | fast |\n",
        "## Words\n\n| Status | Meaning |\n|---|---|\n| Accepted | holds |\n| Open | not decided |\n",
        "## Where we left off\n\n| Dimension | Choice |\n|---|---|\n| Loop | recursion |\n",
    ],
)
def test_results_legends_and_recaps_decide_nothing(text):
    log = read(text)
    assert [entry.title for entry in log.entries] == []
    assert [*log.deferred, *log.open_questions] == []


@pytest.mark.parametrize(
    ("heading", "status"),
    [
        ("Who digs? \u2014 RESOLVED (see D33: members)", "decided"),
        ("Who digs? \u2014 DEFERRED ([D4](decisions.md))", "deferred"),
        ("Who digs? - ALL (members and guests)", "open"),
    ],
)
def test_a_status_in_capitals_may_be_followed_by_an_aside(heading, status):
    (entry,) = read(f"## Q2 \u2014 {heading}\n\nText.\n").entries
    assert entry.status.value == status


@pytest.mark.parametrize(
    ("answer", "status"),
    [
        ("Option C \u2014 defer. The stairs come first.", "deferred"),
        ("Option C: defer writes to the batch", "decided"),
        ("Option B: reject unknown frames", "decided"),
    ],
)
def test_an_option_that_puts_the_question_off_defers_it(answer, status):
    assert statuses(f"## Visitors\n\n**Decision:** {answer}\n") == {"Visitors": status}


@pytest.mark.parametrize("label", ["Decisions made", "Decisions"])
@pytest.mark.parametrize("nothing", ["none", "none (no new records; see the plan)", "Nothing."])
def test_a_session_without_decisions_decides_nothing(label, nothing):
    assert not read(f"# S\n\n## 2026-03-04 \u2014 Evening\n\n**{label}:** {nothing}\n").entries


def test_a_phase_in_a_heading_puts_nothing_off():
    log = read("# Phase 2: Kilns\n\n## Phase 1: Clay\n\ntext\n\n## Later\n\n- glaze\n")
    assert [item.text for item in log.deferred] == ["glaze"]


def test_a_dated_record_keeps_its_reasons_to_itself():
    log = read(
        "# Log\n\n### 2026-01-02 - Lamp\n\n**Choice:** LED\n\n### 2026-01-03 - Talk\n\nWe met.\n\n"
        "**Rationale:** it rained\n"
    )
    assert [entry.rationale for entry in log.entries] == [()]
