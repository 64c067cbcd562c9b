"""Our own markup acts on every page: none of it is shown as text."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
import studio
from reading import read
from site_building import built

import elixir_design.site
from elixir_design.ledger.fold import fold
from elixir_design.log.reader import read_log

SOURCES = sorted(Path(elixir_design.site.__file__).parent.rglob("*.py"))
TREES = {source: ast.parse(source.read_text(encoding="utf-8")) for source in SOURCES}
OURS = re.compile(r"""</?(span|a|p|div|s|em|li|ul|time|del|ins)\b|class=["']ed-""")

ASPECTS = """\
# Elixir Design Session - {day}

## Dimension 2: Agent Loop

### Decision

| Aspect | Choice |
| --- | --- |
| Loop | {loop} |
| *Order* & bounds | At most 40 steps, `:infinity` for none |
| Retries | {long} |
| Stop | When the model says so |

**Rationale**: A phase has a name in the log.

## Dimension 3: Observability

**Choice (metrics)**: Telemetry events
**Choice (traces)**: Later
**Rationale**: Enough for now.
**Status**: {status}

## Open Questions
- Who reads the traces?
"""


@pytest.fixture(scope="module")
def by_aspect():
    """The pages of two sessions, of which the later revises what the first chose by aspect."""
    long = "Retry with a pause that doubles each time, and give up after a minute without an answer. " * 3
    first = ASPECTS.format(day="2026-03-02", loop="Recursion", long=long, status="Deferred")
    later = ASPECTS.format(day="2026-04-01", loop="gen_statem", long=long, status="Decided")
    logs = [read_log(first, "docs/s/2026-03-02-0910.md"), read_log(later, "docs/s/2026-04-01-1400.md")]
    ledger = fold(logs, studio.CATALOG)
    return built(ledger)


def shown_markup(pages):
    return {path: found[0] for path, page in pages.items() if (found := OURS.search(read(page).text))}


def test_choices_by_aspect_show_no_markup(by_aspect):
    assert shown_markup(by_aspect) == {}


def test_an_aspect_is_marked_where_a_choice_is_told_in_short(by_aspect):
    for path in ("index.md", "sessions/2026-04-01-1400.md"):
        aspects = [element["text"] for element in read(by_aspect[path]).all("span", "ed-aspect")]
        assert aspects[:3] == ["Loop:", "Order & bounds:", "Retries:"], path


def test_the_pages_of_the_studio_show_no_markup(pages):
    assert shown_markup(pages) == {}


def markup_makers():
    """The names of everything in the site that returns ``Markup``."""
    functions = [
        node for tree in TREES.values() for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)
    ]
    return {"Markup"} | {node.name for node in functions if getattr(node.returns, "id", "") == "Markup"}


def is_html(node, makers):
    """Whether an expression is a piece of HTML, as far as one can see where it stands."""
    if isinstance(node, ast.IfExp):
        return is_html(node.body, makers) or is_html(node.orelse, makers)
    if isinstance(node, ast.JoinedStr):
        return any(is_html(part, makers) for part in node.values)
    if isinstance(node, ast.Constant):
        return isinstance(node.value, str) and bool(OURS.search(node.value))
    if isinstance(node, ast.Call):
        return getattr(node.func, "id", getattr(node.func, "attr", "")) in makers
    return False


def test_no_html_is_put_together_by_adding():
    makers = markup_makers()
    added = [
        f"{source.name}:{node.lineno}"
        for source, tree in TREES.items()
        for node in ast.walk(tree)
        if (
            isinstance(node, ast.BinOp)
            and isinstance(node.op, ast.Add | ast.Mod)
            and any(is_html(side, makers) for side in (node.left, node.right))
        )
        or (isinstance(node, ast.AugAssign) and is_html(node.value, makers))
    ]
    assert added == []
