"""Front matter: what a record, a session or a site keeps between two lines of dashes."""

from datetime import date

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from elixir_design.log.markdown.front_matter import front_matter_of
from elixir_design.log.model import Status
from elixir_design.log.reader import read_log

BODY = '# Use braces\n\n## Decision Outcome\n\nChosen option: "Braces", because they are short.\n'


def record(front, body=BODY, path="0026-use-braces.md"):
    return read_log(f"---\n{front}\n---\n{body}", path)


def only(log):
    (entry,) = log.entries
    return entry


def codes(log):
    return [problem.code for problem in log.problems]


def test_a_comment_is_no_value_and_no_title():
    log = record("# who and when\nstatus: rejected  # for now\ndate: 2026-01-05")
    entry = only(log)
    assert (log.title, entry.status, entry.decided_on) == ("Use braces", Status.REJECTED, date(2026, 1, 5))


def test_what_a_site_keeps_decides_nothing():
    front = """\
parent: Decisions
nav_order: 3
title: 'Status: rejected'
tags: [deferred, later]
hide: [toc]
next: /other/
owner: platform team
status: new"""
    plain, dressed = read_log(BODY, "a.md"), record(front, path="a.md")
    entry = only(dressed)
    assert (entry.status, entry.choices[0].text) == (Status.DECIDED, only(plain).choices[0].text)
    assert (entry.refines, entry.deciders, dressed.next_steps, dressed.problems) == ((), (), (), ())


def test_a_map_inside_is_no_decision():
    front = "prs:\n  accepted: 'https://example.org/1'\n  rejected: no\nlink:"
    body = "# Unique id helper\n\n## Summary\n\nMakes ids.\n"
    assert record(front, body).entries == ()
    staged = only(record(f"stage: accepted\n{front}", body))
    assert (staged.status, staged.choices) == (Status.DECIDED, ())
    assert only(record(front)).status is Status.DECIDED


@pytest.mark.parametrize(
    ("front", "names"),
    [
        ("decision-makers: [Ada, Grace]", ("Ada", "Grace")),
        ("decision-makers:\n- Ada\n- 'Hopper, Grace and Co'", ("Ada", "Hopper, Grace and Co")),
        ("deciders: Ada, Grace", ("Ada", "Grace")),
        ("decision-makers:", ()),
    ],
)
def test_people_are_items_of_a_list_or_stand_between_commas(front, names):
    assert only(record(front + "\nconsulted: Ben\ninformed: Eve")).deciders == names


def test_braces_of_a_template_may_stay_around_words():
    entry = only(record("status: {rejected}\ndate: { 2026-01-05 }\ndeciders: { Ada, Grace }\ninformed: {}"))
    assert (entry.status, entry.decided_on) == (Status.REJECTED, date(2026, 1, 5))
    assert entry.deciders == ("Ada", "Grace")


def test_braces_around_a_choice_that_nobody_made_decide_nothing():
    assert only(record('status: "{proposed | rejected | accepted}"')).status is Status.OPEN
    assert only(record("status: {proposed | rejected | accepted}")).status is Status.OPEN


def test_quoted_values_lose_their_quotation_marks():
    (reference,) = only(record('status: "superseded by [ADR-0012](0012-use-names.md)"')).superseded_by
    assert (reference.session, reference.number) == ("0012-use-names", 12)


def test_front_matter_of_several_decisions_is_that_of_none():
    log = record("status: rejected", "# Log\n\n## A\n**Decision**: x\n\n## B\n**Decision**: y\n")
    assert [entry.status for entry in log.entries] == [Status.DECIDED, Status.DECIDED]


def test_bad_yaml_is_reported_and_its_lines_are_read():
    log = record("status: superseded by [ADR-12: names](0012-names.md)\ndecider: @ada\ndate: {YYYY-MM-DD}")
    assert codes(log) == ["bad-front-matter"]
    assert log.problems[0].line == 2
    assert only(log).status is Status.SUPERSEDED
    assert "decider: @ada" in log.text


def test_lines_keep_their_numbers():
    assert only(record("status: accepted\nempty:\n\n# note\ndeciders: Ada")).line == 8
    (problem,) = record("status: accepted\ndate: 2026-13-40").problems
    assert (problem.code, problem.line, problem.source) == ("unclear-date", 3, "date: 2026-13-40")


def test_a_fence_or_comment_in_front_matter_does_not_swallow_the_record():
    for value in ("code: '```'", "note: <!-- x", "text: |\n  ```\n  <script>"):
        assert only(record(f"{value}\nstatus: accepted")).title == "Use braces"


@pytest.mark.parametrize(
    "text",
    [
        "---\n# Title\n\ntext\n---\n",
        "---\nno end",
        "---\n**Decision**: use braces\n---\n",
        "\n---\nstatus: rejected\n---\n",
        "----\nstatus: rejected\n----\n",
    ],
)
def test_other_rules_are_no_front_matter(text):
    assert front_matter_of(text.split("\n")) is None


PIECES = st.sampled_from(
    [
        "status: ",
        "- ",
        "[",
        "]",
        "{",
        "}",
        "&a ",
        "*a",
        "!!int ",
        "? ",
        "|",
        ">",
        "\n",
        "  ",
        "'",
        '"',
        "#",
        "x",
        "\x01",
    ]
)


@given(st.lists(PIECES, max_size=40).map("".join))
@settings(deadline=None)
@example("a: &a [*a]")
@example("a: !!python/object:os.system x")
@example("a: " + "[" * 999)
@example("a: " + "- " * 999)
@example("a: " + "? " * 50_000)
@example("a: " + "{a: " * 50_000)
@example("\n".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9) if n else 'x'}]" for n in range(30)))
def test_nothing_written_there_stops_the_reader(front):
    # Without limits some of these take minutes, and one the whole process.
    assert record(front).text.startswith(f"---\n{front}")
