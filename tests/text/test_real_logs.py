"""Real logs of other teams, read in place, and the time that writing a log takes."""

import time
from pathlib import Path

import pytest

from elixir_design.text.markdown import session_markdown

REAL = sorted((Path(__file__).parents[3] / "shared" / "corpus").rglob("*.md"))


@pytest.mark.parametrize("path", REAL, ids=lambda path: path.name)
def test_real_documents_keep_their_words_and_their_structure(path, minimal, maximal):
    written = session_markdown(path.read_text(encoding="utf-8"), {})
    fewest, most = minimal(written), maximal(written)
    assert fewest.words == most.words
    for tag in ("ul", "ol", "li", "table", "td", "em", "strong", "h2", "h3", "h4"):
        assert fewest.tags.count(tag) == most.tags.count(tag)


def seconds(text):
    started = time.process_time()
    session_markdown(text, {})
    return time.process_time() - started


@pytest.mark.slow
@pytest.mark.parametrize(
    "part",
    [
        "# Head\n\ntext with `code` and **bold** words\n\n- a\n  - b\n\n| a | b |\n|---|---|\n| c | d |\n\n",
        "- item\n",
        "1. item\n\n   ```\n   code\n   ```\n",
        "text\n\n# Head\n",
        "> quote\n\n",
        *[
            "[",
            "![",
            "[a](",
            "a**b",
            "`a",
            "<",
            "<!--",
            "&",
            "***a",
            "> ",
            "- ",
            "|",
            "https://x.example/)",
            "\\",
        ],
    ],
)
def test_time_grows_with_size_and_no_faster(part):
    seconds(part * 50)
    small = min(seconds(part * 500) for _ in range(3))
    large = min(seconds(part * 8000) for _ in range(2))
    # Sixteen times the text: linear is 16, quadratic 256. What lies between is left to a busy machine.
    assert large < 80 * max(small, 0.001)
