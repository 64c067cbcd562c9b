"""What a session adds to its log beside decisions, and that it is read as nothing else."""

from datetime import datetime

import pytest

from elixir_design.log.model import Status
from elixir_design.log.reader import read_log_file
from elixir_design.log.writing.ending import closing_of
from elixir_design.log.writing.journal import Journal, Kept
from elixir_design.log.writing.render import Header, NewEntry, UnwritableError
from elixir_design.log.writing.writer import LogWriter, create_log, now


@pytest.fixture
def log(tmp_path):
    (tmp_path / "mkdocs.yml").touch()
    return create_log(
        tmp_path / "docs" / "elixir-sessions", Header(datetime.fromisoformat("2026-03-02T09:10"))
    )


@pytest.fixture
def writer(log):
    return LogWriter(log)


def asked(log):
    return tuple(item.text for item in log.open_questions if not item.done)


class TestOpenQuestions:
    def test_they_are_read_back_as_they_were_asked(self, log, writer):
        questions = ["How long do we keep sessions?", "Who pays?\nAnd when?"]
        appended = writer.append_items("Open Questions", questions, asked)
        read = read_log_file(log)
        assert asked(read) == tuple(questions)
        assert read.entries == ()
        assert appended.id in log.read_text()

    @pytest.mark.parametrize(
        "text", ["## Dimension 7: Memory", "**Choice**: Mnesia", "[x] ticked", "~~struck~~"]
    )
    def test_what_would_be_read_as_something_else_is_set_in_a_fence(self, log, writer, text):
        writer.append_items("Open Questions", [text], asked)
        read = read_log_file(log)
        assert (asked(read), read.entries) == ((text,), ())

    def test_a_list_that_cannot_be_read_back_is_refused_and_the_log_stays(self, log, writer):
        before = log.read_bytes()
        with pytest.raises(UnwritableError, match="cannot be written as a list"):
            writer.append_items("Remarks", ["Who pays?"], asked)
        assert log.read_bytes() == before


class TestNotes:
    @pytest.mark.parametrize(
        "text", ["ETS was measured", "TBD: who pays?", "## Dimension 7: Memory\n\n**Choice**: ETS"]
    )
    def test_they_are_shown_decide_nothing_and_wait_no_more(self, log, writer, text):
        note = writer.keep_note("state-model", text)
        writer.append_notes("Notes on State Model", [note])
        read = read_log_file(log)
        assert (read.entries, read.open_questions, read.deferred, read.next_steps) == ((), (), (), ())
        assert all(line in read.text for line in text.split("\n"))
        assert writer.waiting() == ()


class TestProse:
    def test_it_is_shown_and_decides_nothing(self, log, writer):
        writer.append_prose("## Architecture Sketch\n\nOne process per conversation.")
        read = read_log_file(log)
        assert read.entries == ()
        assert "\n\n## Architecture Sketch\n\nOne process per conversation.\n" in read.text

    def test_what_would_be_a_decision_is_refused(self, log, writer):
        before = log.read_bytes()
        with pytest.raises(UnwritableError, match="would be read as a decision"):
            writer.append_prose("## Dimension 2: State Model\n\n**Decision**: ETS")
        assert log.read_bytes() == before


class TestAnEntry:
    def append(self, writer, title="State Model", **said):
        writer.append_entry(
            NewEntry(title, Status.DECIDED, 2, **{"choice": "ETS", "rationale": ("fast",), **said})
        )

    def test_a_reason_of_several_lines_is_one_reason(self, log, writer):
        reasons = ("fast\n\n```\nmeasured\n```", "small,\nwhich matters")
        self.append(writer, rationale=reasons)
        (read,) = read_log_file(log).entries
        assert read.rationale == reasons
        # As plainly as can be: in a list, and in a fence only where a list would be read as something else.
        assert "\n- small,\n  which matters\n" in log.read_text()

    def test_what_it_says_never_becomes_a_second_entry_or_an_open_question(self, log, writer):
        reason = "fast\n\n## Open Questions\n\n- who pays?\n\n## Dimension 7: Memory\n\n**Choice**: none"
        self.append(writer, rationale=(reason,))
        read = read_log_file(log)
        assert [(kept.title, kept.rationale) for kept in read.entries] == [("State Model", (reason,))]
        assert read.open_questions == ()

    @pytest.mark.parametrize("title", ["**bold**", "~~struck~~", "Billing [deferred]"])
    def test_a_title_that_would_be_read_as_something_else_is_refused(self, log, writer, title):
        before = log.read_bytes()
        with pytest.raises(UnwritableError, match="choose other words"):
            self.append(writer, title)
        assert log.read_bytes() == before


class TestNumbers:
    """Several people may give their own questions the same number at the same time."""

    def numbers(self, log, writer, *entries):
        for title, number, key in entries:
            new = NewEntry(title, Status.DECIDED, number, choice="x", rationale=("y",), key=key)
            writer.append_entry(new, own=True)
        return [(read.title, read.number) for read in read_log_file(log).entries]

    def test_a_number_that_another_question_has_meanwhile_gives_way_to_a_free_one(self, log, writer):
        assert self.numbers(log, writer, ("Billing", 11, ""), ("Seats", 11, "")) == [
            ("Billing", 11),
            ("Seats", 12),
        ]

    def test_a_question_keeps_the_number_that_it_has_in_the_log(self, log, writer):
        assert self.numbers(log, writer, ("Billing", 11, ""), ("billing", 11, "")) == [
            ("Billing", 11),
            ("billing", 11),
        ]


def test_a_log_is_named_by_the_local_minute_at_which_it_begins(tmp_path):
    before = datetime.now().astimezone().replace(second=0, microsecond=0)
    begun = now()
    assert before <= begun <= datetime.now().astimezone()
    assert (begun.second, begun.microsecond, begun.utcoffset()) == (0, 0, before.utcoffset())
    assert create_log(tmp_path, Header(begun)).name == f"{begun:%Y-%m-%d-%H%M}.md"


def test_a_note_stays_readable_below_one_that_a_crash_left_torn(log):
    journal = Journal(log.parent)
    journal.keep(Kept("0a", log.name, "note", "first"))
    whole = journal.path.read_bytes()
    journal.keep(Kept("0b", log.name, "note", "second"))
    assert journal.path.read_bytes().count(b"\n") == 2
    journal.path.write_bytes(whole + b'{"id": "torn')
    journal.keep(Kept("0c", log.name, "note", "third"))
    assert [kept.text for kept in journal.waiting(log.name, "")] == ["first", "third"]


@pytest.mark.parametrize(
    ("text", "closing"),
    [
        ("# Log\n", ""),
        ("# Log", "\n"),
        ("```\ncode\n", "```\n"),
        ("~~~~\ncode", "\n~~~~\n"),
        ("<!-- a comment\n", "-->\n"),
        ("<pre>\n", "</pre>\n"),
        ("- ```\n  code\n", ""),
        # What opened in a list item may have ended with it: only parsing tells.
        ("- item\n\n   ```\n   code\ntext\n", ""),
        ("   ```\ncode\n", "`" * 40 + "\n"),
    ],
)
def test_what_a_torn_end_left_open_is_closed(text, closing):
    assert closing_of(text) == closing
