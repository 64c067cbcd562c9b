"""Which words of an entry are its answer, and which option that answer means."""

import pytest

from elixir_design.log.model import Status
from elixir_design.log.reader import read_log


def entry(text, title="Dimension 2: State Model"):
    (read,) = read_log(f"# Session\n\n## {title}\n\n{text}", "2026-05-04-0900.md").entries
    return read


def choices(read):
    return [(choice.aspect, choice.text) for choice in read.choices]


def test_a_table_of_choices_gives_the_reason_of_each():
    read = entry(
        "### Decision\n\n| Aspect | Choice | Rationale |\n| --- | --- | --- |\n"
        "| Store | ETS | fast |\n| Backup | Disk | cheap |\n| Index | None | |\n"
    )
    assert choices(read)[:2] == [("Store", "ETS"), ("Backup", "Disk")]
    assert read.rationale == ("Store: fast", "Backup: cheap")


@pytest.mark.parametrize("word", ["Accepted", "Approved."])
def test_an_acceptance_means_what_was_recommended(word):
    read = entry(f"**Recommendation:** Keep state in ETS\n\n**Decision:** {word}\n")
    assert choices(read) == [(None, "Keep state in ETS")]
    assert read.status is Status.DECIDED


def test_an_answer_that_says_what_is_done_is_not_replaced_by_the_recommendation():
    read = entry("**Recommendation:** Keep state in ETS\n\n**Decision:** Mnesia\n")
    assert choices(read) == [(None, "Mnesia")]


def test_an_acceptance_of_a_bare_verdict_has_no_other_words_than_its_own():
    assert choices(entry("**Recommendation:** ADOPT\n\n**Decision:** Accepted\n")) != [(None, "ADOPT")]


class TestTheChosenOption:
    def chosen(self, choice, *options):
        listed = "".join(f"- Option {label}: {name}\n" for label, name in zip("ABC", options, strict=False))
        read = entry(f"**Options:**\n\n{listed}\n**Decision:** {choice}\n")
        return [option.name for option in read.options if option.chosen]

    def test_is_the_one_of_which_nearly_all_words_are_said(self):
        assert self.chosen(
            "the shared table owned by one supervisor process",
            "Shared supervisor table",
            "Private table per process",
        ) == ["Shared supervisor table"]

    def test_is_none_where_two_come_as_near(self):
        assert self.chosen("rows in a shared private table", "Shared rows table", "Private rows table") == []

    def test_is_not_one_that_the_choice_speaks_against(self):
        assert self.chosen("Mnesia tables rather than shared records", "Mnesia tables", "Shared records") == [
            "Mnesia tables"
        ]


class TestOptions:
    def options(self, text):
        return entry(f"**Options:**\n\n{text}\n\n**Decision:** Something else\n").options

    def test_a_name_with_a_remark_is_the_option_that_was_named_without_it(self):
        read = entry(
            "### Options\n\n- Protocol\n- Behaviour\n\n"
            "#### Option A: Protocol (dispatch on what?)\n\n- Pros: open\n\n### Decision\n\nBehaviour\n"
        )
        assert [option.name for option in read.options] == ["Protocol", "Behaviour"]
        assert read.options[0].pros == ("open",)
        assert "dispatch on what?" in read.options[0].note

    def test_lines_below_a_name_are_its_pros_and_cons(self):
        (option,) = self.options("- ETS\n  Pros: fast\n  Cons: one node\n  and no disk")
        assert (option.name, option.pros, option.cons) == ("ETS", ("fast",), ("one node", "and no disk"))

    def test_a_column_that_only_numbers_the_options_is_not_their_name(self):
        table = "| # | Option | Pros |\n| --- | --- | --- |\n| 1 | ETS | fast |\n| 2 | Mnesia | spread |"
        assert [(option.name, option.pros) for option in self.options(table)] == [
            ("ETS", ("fast",)),
            ("Mnesia", ("spread",)),
        ]


def test_a_table_among_the_reasons_keeps_its_rows():
    read = entry("### Decision\n\nETS\n\n### Rationale\n\n| Size | Time |\n| --- | --- |\n| 1 | 2 |\n")
    assert read.rationale == ("1: 2",)


def test_a_sentence_that_only_introduces_a_list_of_reasons_is_none():
    read = entry("### Decision\n\nETS\n\n**Rationale:** For these reasons:\n\n- fast\n- small\n")
    assert read.rationale == ("fast", "small")


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ("Direction chosen", Status.DECIDED),
        ("Decision deferred", Status.DEFERRED),
        ("Choice rejected", Status.REJECTED),
    ],
)
def test_a_status_may_name_what_it_is_about(said, status):
    assert entry(f"**Status:** {said}\n\n**Decision:** ETS\n").status is status


def test_prose_that_says_what_it_refines_details_that():
    read = entry("Refines Dimension 3 (Message Protocol).\n\n**Decision:** structs\n", "Gap 1: Envelope")
    assert [reference.number for reference in read.refines] == [3]
