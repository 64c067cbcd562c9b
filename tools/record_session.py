"""Records a session of the real program into docs/guide/design-sessions.md.

The program runs on a terminal of 80 columns with our own reports; what it shows and what is typed go into
the page as they are. Only the session's time is replaced by a fixed one, so that a recording changes when the
program does and not before.

    .venv/bin/python tools/record_session.py [--check]
"""

from __future__ import annotations

import os
import re
import sys
import tempfile
from pathlib import Path

import pexpect

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "guide" / "design-sessions.md"
PROGRAM = Path(sys.executable).with_name("elixir-design")
STAMP = "2026-03-10-0930"
RECORDINGS = {
    "start": (
        ["session", "start", "--goal", "how conversations live and recover"],
        [
            "1+5+6",
            "A conversation is what crashes, audits and people care about.",
            "",
            "The turn that was running when the process died is asked again.",
            "",
            "n Two reviewers may work on one contract at a time.",
            "o",
            "Structs with @enforce_keys, built only by Conversation.new/1",
            "One owner per conversation makes locks pointless.",
            "",
            "Every look from outside is a message.",
            "",
            "d",
            "The kinds of messages change weekly; look again in May.",
            "",
            "q",
        ],
    ),
    "resume": (["session", "resume"], ["q"]),
}
PROMPT = re.compile(r"(?:^|\n)(?:> |\. |[A-Z][\w ]+: |.*\(y/n\) )\Z")


def record(arguments: list[str], replies: list[str], folder: Path) -> str:
    """Runs the program once and returns what stood on the terminal."""
    kept = {key: value for key, value in os.environ.items() if key not in {"COLUMNS", "LINES"}}
    program = pexpect.spawn(
        str(PROGRAM),
        arguments,
        cwd=folder,
        env={**kept, "TERM": "dumb"},
        dimensions=(200, 80),
        encoding="utf-8",
        timeout=30,
    )
    program.delaybeforesend = None
    shown = ""
    for reply in replies:
        # A prompt counts once the echo of the reply before has ended its line.
        asked = len(shown)
        while "\n" not in shown[asked:] or not PROMPT.search(shown.replace("\r", "")):
            try:
                shown += program.read_nonblocking(4096, 10)
            except pexpect.TIMEOUT:
                raise SystemExit(f"no prompt for {reply!r} after:\n{shown[-400:]}") from None
        program.sendline(reply)
    try:
        while True:
            shown += program.read_nonblocking(4096, 10)
    except pexpect.EOF:
        pass
    typed = " ".join(f'"{word}"' if " " in word else word for word in arguments)
    return f"$ elixir-design {typed}\n" + shown.replace("\r", "").rstrip() + "\n"


def recordings() -> dict[str, str]:
    """All recordings by name, made one after the other in one new project."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "mkdocs.yml").touch()
        (folder / "reports").symlink_to(ROOT / "reports")
        made = {key: record(arguments, replies, folder) for key, (arguments, replies) in RECORDINGS.items()}
        (log,) = (folder / "docs" / "elixir-sessions").glob("*.md")
        made["log"] = log.read_text("utf-8").split("\n---\n")[-1].strip() + "\n"
        dated = {
            key: text.replace(log.stem, STAMP).replace(log.stem[:10], STAMP[:10])
            for key, text in made.items()
        }
    return {
        key: re.sub(r'"(id|begin)": "[0-9a-f]+"', r'"\1": "5d1c07e2aa"', text) for key, text in dated.items()
    }


def with_recordings(page: str, made: dict[str, str]) -> str:
    """The page with each recording in its place."""
    for key, text in made.items():
        kind = "markdown" if key == "log" else "console"
        block = f"<!-- recording: {key} -->\n````{kind}\n{text}````\n<!-- end -->"
        page = re.sub(
            rf"<!-- recording: {key} -->.*?<!-- end -->", lambda _, block=block: block, page, flags=re.DOTALL
        )
    return page


def main() -> int:
    """Writes the page, or with --check says whether it is up to date."""
    before = PAGE.read_text("utf-8")
    after = with_recordings(before, recordings())
    if "--check" in sys.argv:
        print("up to date" if before == after else "the recording is old: run tools/record_session.py")
        return int(before != after)
    PAGE.write_text(after, "utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
