"""No word is lost: not by other writers, crashes, full disks, editors or read-only folders."""

import json
import os
import random
import re
import signal
import subprocess
import sys
import tempfile
import textwrap
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path

import pytest

from elixir_design.log.model import Status
from elixir_design.log.reader import read_log_file
from elixir_design.log.writing.journal import Journal, Kept
from elixir_design.log.writing.render import Header, NewEntry, render_entry
from elixir_design.log.writing.writer import LogWriteError, LogWriter, create_log

STARTED = datetime.fromisoformat("2026-03-02T09:10")


def entry(number, reason="It is small."):
    return NewEntry(
        f"Question {number}", Status.DECIDED, number, choice=f"Answer {number}", rationale=(reason,)
    )


@pytest.fixture
def project(tmp_path):
    (tmp_path / "mkdocs.yml").touch()
    return tmp_path


@pytest.fixture
def log(project):
    return create_log(project / "docs" / "elixir-sessions", Header(STARTED, goal="how agents live"))


def titles(log):
    return [read.title for read in read_log_file(log).entries]


def python(code, *arguments, **options):
    return subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(code), *map(str, arguments)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        **options,
    )


def test_a_new_log_is_named_by_its_time_and_says_what_it_is_about(log):
    read = read_log_file(log)
    assert (log.name, read.title, read.goal, read.started) == (
        "2026-03-02-0910.md",
        "Elixir Design Session - 2026-03-02",
        "how agents live",
        STARTED,
    )


def test_what_stood_before_is_never_written_again(log):
    before = log.read_bytes()
    LogWriter(log).append_entry(entry(1))
    assert log.read_bytes().startswith(before)


@pytest.mark.parametrize(
    "torn",
    [
        "**Choice**: Mne",
        "```elixir\ndef run",
        "| Option | For |\n| --- | --- |\n| half",
        "## Dimension 9: Obs",
        "<!-- a comm",
        "- ",
    ],
)
def test_a_torn_end_stays_and_the_next_entry_stands_below_it(log, torn):
    with log.open("a") as file:
        file.write(torn)
    before = log.read_bytes()
    LogWriter(log).append_entry(entry(3))
    assert log.read_bytes().startswith(before)
    assert "Question 3" in titles(log)


def test_half_a_character_at_the_end_does_no_harm(log):
    with log.open("ab") as file:
        file.write("ü".encode()[:1])
    LogWriter(log).append_entry(entry(3))
    assert titles(log) == ["Question 3"]


def test_the_line_ends_of_the_file_are_kept(log):
    log.write_bytes(log.read_bytes().replace(b"\n", b"\r\n"))
    LogWriter(log).append_entry(entry(1))
    assert re.search(rb"(?<!\r)\n", log.read_bytes()) is None
    assert titles(log) == ["Question 1"]


def test_an_editor_that_saves_an_old_text_over_it_loses_nothing(log):
    writer = LogWriter(log)
    stale = log.read_bytes()
    writer.append_entry(entry(1, "It was agreed."))
    log.write_bytes(stale)
    appended = writer.append_entry(entry(2))
    assert titles(log) == ["Question 2"]
    assert [kept.id for kept in appended.lost] == [kept.id for kept in writer.waiting()]
    writer.restore(appended.lost[0])
    assert titles(log) == ["Question 2", "Question 1"]
    assert writer.waiting() == ()


def test_an_entry_comes_back_once_however_often_it_is_restored(log):
    writer = LogWriter(log)
    stale = log.read_bytes()
    writer.append_entry(entry(1))
    log.write_bytes(stale)
    (lost,) = LogWriter(log).waiting()
    for _ in range(3):
        LogWriter(log).restore(lost)
    assert titles(log) == ["Question 1"]


def test_what_was_declined_is_not_offered_again(log):
    writer = LogWriter(log)
    stale = log.read_bytes()
    writer.append_entry(entry(1))
    log.write_bytes(stale)
    writer.journal.drop(writer.waiting()[0].id)
    assert LogWriter(log).waiting() == ()


def test_an_entry_on_its_way_into_the_log_is_not_taken_for_lost(log):
    journal = Journal(log.parent)
    block = render_entry(entry(1), "0a1b2c3d4e")
    other = ThreadPoolExecutor()
    with journal.lock(log.name):
        journal.keep(Kept("0a1b2c3d4e", log.name, "entry", block))
        seen = other.submit(LogWriter(log).waiting)
        time.sleep(0.2)
        assert not seen.done()
        with log.open("a") as file:
            file.write(block)
    assert seen.result(timeout=30) == ()
    other.shutdown()


def test_notes_wait_until_an_entry_takes_them_up(log):
    writer = LogWriter(log)
    note = writer.keep_note("state-model", "ETS was measured")
    assert [kept.text for kept in LogWriter(log).waiting()] == ["ETS was measured"]
    writer.append_entry(entry(2), notes=[note])
    assert LogWriter(log).waiting() == ()


def test_the_journal_is_ignored_by_git_and_may_be_damaged_or_deleted(log, project):
    writer = LogWriter(log)
    note = writer.keep_note("state-model", "first")
    with (project / ".design" / "journal.jsonl").open("ab") as file:
        file.write(b'{"id": "torn\n[[[[\xff\n{"id": 3}\n{"id": "a", "log"')
    writer.keep_note("state-model", "second")
    assert [kept.text for kept in writer.waiting()] == ["first", "second"]
    assert (project / ".design" / ".gitignore").read_text() == "*\n"
    (project / ".design" / "journal.jsonl").unlink()
    assert writer.waiting() == ()
    writer.append_entry(entry(1), notes=[note])
    assert titles(log) == ["Question 1"]


def test_programs_in_different_folders_share_one_journal(log, project):
    assert Journal(log.parent).path == Journal(project / "docs").path == project / ".design" / "journal.jsonl"


LONG = "Yes " * 50 + "x"

WRITE = """
    import os
    import signal
    import sys
    from pathlib import Path
    from elixir_design.log.model import Status
    from elixir_design.log.writing.journal import Kept
    from elixir_design.log.writing.render import NewEntry, render_entry
    from elixir_design.log.writing.writer import LogWriter, new_id

    def entry(name, number, choice):
        return NewEntry(name, Status.DECIDED, number, choice=choice, rationale=("So.",))

    def write(log, writer, count, said):
        log = LogWriter(Path(log))
        for number in range(count):
            name = f"Writer {writer} question {number}"
            log.append_entry(entry(name, number + 1, "Yes " * 50 + "x"))
            print(name, file=said, flush=True)

    # Nothing but the write takes time, so that a kill is likely to tear it.
    def write_pages(log, writer, count, said):
        log = LogWriter(Path(log))
        choice = "# Pages\\n" + ("Yes" * 80 + "\\n") * 500 + "x"
        block = render_entry(entry("NAME", 1, choice), "ID")
        for number in range(count):
            name = f"Writer {writer} question {number}"
            kept_id = new_id()
            kept = Kept(kept_id, log.path.name, "entry", block.replace("NAME", name).replace("ID", kept_id))
            log.journal.keep(kept)
            log.restore(kept)
            print(name, file=said, flush=True)
"""

WRITER = f"""{WRITE}
    write(sys.argv[1], sys.argv[2], int(sys.argv[3]), sys.stdout)
"""

# Forks, because starting Python for each takes longer than everything else.
NURSERY = f"""{WRITE}
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            way, log, name, said = line.rstrip().split("\\t")
            with open(said, "w") as said:
                globals()[way](log, name, 20, said)
            signal.pause()  # On a busy machine the kill comes late; it is the only end.
            os._exit(0)
        print(child, flush=True)
        os.waitpid(child, 0)
        print("ended", flush=True)
"""


@pytest.mark.slow
def test_eight_writers_of_fifty_entries_each_lose_none(log):
    writers = [python(WRITER, log, name, 50) for name in "ABCDEFGH"]
    said = [writer.communicate(timeout=120) for writer in writers]
    assert [(writer.returncode, errors) for writer, (_, errors) in zip(writers, said, strict=True)] == [
        (0, "")
    ] * 8
    wanted = {f"Writer {name} question {number}" for name in "ABCDEFGH" for number in range(50)}
    read = read_log_file(log)
    assert len(read.entries) == 400
    assert {found.title for found in read.entries} == wanted
    assert {found.choices[0].text for found in read.entries} == {LONG}
    assert LogWriter(log).waiting() == ()


@pytest.fixture
def kill_at_a_random_moment(tmp_path):
    """Has a new writer begin and kills it; what the log held before, and what the writer said it wrote."""
    said = tmp_path / "said"
    os.mkfifo(said)
    nursery = python(NURSERY, stdin=subprocess.PIPE)

    def kill(log, dice, way="write"):
        before = set(titles(log))
        print(way, log, dice.randrange(10**9), said, sep="\t", file=nursery.stdin, flush=True)
        pid = int(nursery.stdout.readline())
        with said.open() as lines:
            first = lines.readline()
            time.sleep(dice.random() * 0.03)
            os.kill(pid, signal.SIGKILL)
            rest = lines.read()
        assert nursery.stdout.readline() == "ended\n"
        # A line cut off by the signal was not reported as written.
        reported = {line for line in (first + rest).split("\n")[:-1] if line}
        assert reported
        return before, reported

    yield kill
    assert nursery.communicate(timeout=30) == ("", "")


def _check_after_kill(log, before, reported):
    found = read_log_file(log)
    held = {read.title for read in found.entries if not read.torn}
    assert before <= held
    assert reported <= held, "an entry that was reported as written is gone"
    waiting = LogWriter(log).waiting()
    assert len(waiting) <= 1
    assert {read.choices[0].text[-3:] for read in found.entries if not read.torn} <= {LONG[-3:], "s\nx"}
    for kept in waiting:
        LogWriter(log).restore(kept)
    assert LogWriter(log).waiting() == ()
    restored = read_log_file(log)
    assert not any(read.torn for read in restored.entries)
    assert [problem.code for problem in restored.problems if problem.code != "invalid-encoding"] == []


def test_a_writer_killed_at_any_moment_loses_at_most_what_it_was_writing(log, kill_at_a_random_moment):
    dice = random.Random(7)
    for _ in range(5):
        _check_after_kill(log, *kill_at_a_random_moment(log, dice))


@pytest.mark.slow
def test_two_hundred_kills_lose_at_most_what_was_being_written(log, kill_at_a_random_moment):
    dice = random.Random(2026)
    for run in range(200):
        if run % 20 == 0:
            log = create_log(log.parent, Header(STARTED))
        _check_after_kill(log, *kill_at_a_random_moment(log, dice))


@pytest.mark.slow
def test_five_hundred_kills_within_long_writes_leave_no_shortened_choice(log, kill_at_a_random_moment):
    dice = random.Random(500)
    empty, journal = log.read_bytes(), LogWriter(log).journal.path
    for _ in range(500):
        log.write_bytes(empty)
        journal.unlink(missing_ok=True)
        _check_after_kill(log, *kill_at_a_random_moment(log, dice, "write_pages"))


FULL_DISK = """
    import resource, signal, sys
    from pathlib import Path
    from elixir_design.log.model import Status
    from elixir_design.log.writing.render import NewEntry
    from elixir_design.log.writing.writer import LogWriteError, LogWriter
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    log = Path(sys.argv[1])
    writer = LogWriter(log)
    limit = log.stat().st_size + 100
    if sys.argv[2] == "log":
        writer.append_entry(NewEntry("First", Status.DECIDED, 1, choice="x", rationale=("y" * 2000,)))
        (writer.journal.path).unlink()
        limit = log.stat().st_size + 100
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
    try:
        writer.append_entry(NewEntry("Second", Status.DECIDED, 2, choice="x", rationale=("z" * 1000,)))
    except LogWriteError as error:
        print(error)
        print("kept" if error.kept else error.text)
"""


def test_a_full_disk_leaves_the_log_as_it_was_and_the_text_in_the_journal(log):
    process = python(FULL_DISK, log, "log")
    said, errors = process.communicate(timeout=30)
    assert errors == ""
    assert "files may not grow any larger here; nothing is lost" in said
    assert said.rstrip().endswith("kept")
    assert titles(log) == ["First"]
    assert not log.read_text().endswith("z")
    (lost,) = LogWriter(log).waiting()
    LogWriter(log).restore(lost)
    assert titles(log) == ["First", "Second"]


def test_when_even_the_journal_is_full_the_text_is_handed_back(log):
    process = python(FULL_DISK, log, "journal")
    said, errors = process.communicate(timeout=30)
    assert errors == ""
    assert "z" * 1000 in said
    assert titles(log) == []


READ_ONLY = """
    import os, sys
    from pathlib import Path
    from elixir_design.log.model import Status
    from elixir_design.log.writing.render import Header, NewEntry
    from elixir_design.log.writing.writer import LogWriteError, LogWriter, create_log, now
    log, practice = Path(sys.argv[1]), Path(sys.argv[2])
    entry = NewEntry("Mine", Status.DECIDED, 1, choice="x", rationale=("y",))
    LogWriter(create_log(practice, Header(now()))).append_entry(entry)
    if os.getuid() == 0:
        os.setgroups([]); os.setgid(65534); os.setuid(65534)
    new = Header(now())
    for attempt in (lambda: LogWriter(log).append_entry(entry), lambda: create_log(log.parent, new)):
        try:
            attempt()
        except LogWriteError as error:
            print(error)
"""


def test_a_read_only_folder_is_one_clear_sentence(tmp_path):
    with tempfile.TemporaryDirectory() as name:
        project = Path(name)
        log = create_log(project / "docs", Header(STARTED))
        (project / ".design").mkdir()
        for place, mode in (
            (project, 0o755),
            (project / ".design", 0o777),
            (log, 0o444),
            (log.parent, 0o555),
        ):
            place.chmod(mode)
        said, errors = python(READ_ONLY, log, tmp_path).communicate(timeout=30)
        log.parent.chmod(0o755)
        assert errors == ""
        first, second = said.strip().split("\n")
        assert first.startswith(
            f"{log} cannot be written: the folder or the file is read-only; nothing is lost"
        )
        assert "the folder or the file is read-only" in second
        (kept,) = (project / ".design" / "journal.jsonl").read_text().splitlines()
        assert json.loads(kept)["log"] == log.name


def test_a_log_that_is_gone_is_an_error_that_keeps_the_text(log):
    log.unlink()
    with pytest.raises(LogWriteError, match="No such file") as caught:
        LogWriter(log).append_entry(entry(1))
    assert "Answer 1" in caught.value.text
    assert caught.value.kept is not None
