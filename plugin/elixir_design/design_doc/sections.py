"""What the design document should hold: a section per decision, then what is deferred, open and meant."""

from __future__ import annotations

import os
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from elixir_design.architecture.sketch import architecture_of, sketch_of, tree_picture
from elixir_design.design_doc.merging import Section, has_mark
from elixir_design.ledger.model import Decision, Doubt, LedgerItem, Question
from elixir_design.ledger.questions import State, counted
from elixir_design.log.markdown.blocks import blocks_of
from elixir_design.log.markdown.verbatim import fenced
from elixir_design.log.model import Status
from elixir_design.log.writing.ending import closing_of
from elixir_design.log.writing.input import line_of

_PROSE = frozenset({"paragraph", "list", "code"})
_TITLE = """\
# Elixir Agent Framework Design

What stands now, made from the session logs. Sections that you edit here are kept as you leave them and no
longer follow the logs; to change a decision, revise it in a session."""


def sections_of(state: State, path: Path) -> tuple[Section, ...]:
    """What the document should hold, in order.

    Args:
        state: Where the design stands.
        path: Where the document is, for links to the logs.
    """
    decided = [
        Section(f"decision:{question.key}", _decision(question, path, state)) for question in state.decided
    ]
    sections = [
        Section("title", _TITLE),
        Section("decisions", f"## Design Decisions\n\n{counted(state.questions)}."),
        *decided,
        Section("deferred", f"## Deferred Decisions\n\n{_deferred(state, path)}"),
        Section("open", f"## Open Questions\n\n{_items(state.open_questions, path, state)}"),
    ]
    architecture = architecture_of(state)
    if architecture is not None:
        picture = tree_picture(path)
        drawn = f"\n\n![Supervision tree]({picture.name})" if picture.exists() else ""
        sections.append(Section("architecture", sketch_of(architecture).as_markdown() + drawn))
    return tuple(sections)


def _decision(question: Question, path: Path, state: State) -> str:
    decision = question.answer
    if decision is None:
        return f"### {question.name}"
    lines = [f"### {line_of(question.name)}", ""]
    word = "Rejected" if decision.status is Status.REJECTED else "Decision"
    lines += _field(word, [question.choice] if question.choice else ["see the log"])
    lines += _field("Rationale", decision.rationale)
    lines += _field("Trade-offs accepted", decision.trade_offs)
    lines += _field("Revisit if", decision.entry.revisit_if)
    if refined := [detail for detail in question.refinements if detail.in_force]:
        lines += ["**Refined by**:", ""]
        lines += [f"- {line_of(d.title)}: {_safe_line(d.choice)} ({_link(d, path)})" for d in refined]
        lines.append("")
    lines += [
        line for doubt in decision.doubts for line in (f"**Doubtful**: {_doubt(doubt, path, state)}", "")
    ]
    earlier = len(_revised(question))
    revised = f", revised {'once' if earlier == 1 else f'{earlier} times'}" if earlier else ""
    lines.append(f"Decided in {_link(decision, path)}{revised}.")
    return "\n".join(lines)


def _doubt(doubt: Doubt, path: Path, state: State) -> str:
    """Why a decision may not stand, with a link to the decision that it is about."""
    other = state.ledger.decision(doubt.id) if doubt.id else None
    named = f" by {_safe_line(other.title)} ({_link(other, path)})" if other else ""
    return f"{doubt.words}{named}: {_safe_line(doubt.because)}."


def _revised(question: Question) -> list[Decision]:
    return [
        one
        for one in question.history
        if one.status is Status.SUPERSEDED and one.entry.status is Status.DECIDED
    ]


def _field(label: str, values: Sequence[str]) -> list[str]:
    if not values:
        return []
    if all(_is_line(value) for value in values):
        if len(values) == 1:
            return [f"**{label}**: {values[0]}", ""]
        return [f"**{label}**:", "", *(f"- {value}" for value in values), ""]
    return [f"**{label}**:", "", *(line for value in values for line in (_safe_block(value), ""))]


def _deferred(state: State, path: Path) -> str:
    """Questions that were put off, with the reason, then whatever else a log lists as deferred."""
    lines = []
    for question in state.deferred:
        if question.answer is not None:
            reason = _safe_line(" ".join(question.answer.rationale)) or "no reason given"
            lines.append(f"- {line_of(question.name)}: {reason} ({_link(question.answer, path)})")
    if state.put_off:
        lines.append(_items(state.put_off, path, state))
    return "\n".join(lines) or "None."


def _items(items: Sequence[LedgerItem], path: Path, state: State) -> str:
    if not items:
        return "None."
    return "\n".join(
        f"- {_safe_line(item.text)} ({_session_link(item.session, path, state)})" for item in items
    )


def _link(decision: Decision, path: Path) -> str:
    return f"[{decision.session}]({_relative(decision.path, path)})"


def _session_link(session_id: str, path: Path, state: State) -> str:
    session = state.session(session_id)
    return f"[{session_id}]({_relative(session.path, path)})" if session else session_id


def _relative(target: str, path: Path) -> str:
    return Path(os.path.relpath(target, path.parent)).as_posix().replace(" ", "%20")


@lru_cache(maxsize=4096)  # Each decision renews the document, and most values are those of before.
def _is_line(value: str) -> bool:
    """Whether a value can stand in a line of the document without becoming structure."""
    if "\n" in value:
        return False
    blocks = blocks_of(value)
    return len(blocks) == 1 and blocks[0].kind == "paragraph" and "<!--" not in value


def _safe_line(value: str) -> str:
    """A value on one line, whatever it holds."""
    text = line_of(value)
    return text if _is_line(text) else f"`{text.replace('`', chr(0x2019))}`"


def _safe_block(value: str) -> str:
    """A value as a block that cannot end its section or open another."""
    if has_mark(value):
        return "\n".join(f"> {line}" for line in value.split("\n"))
    closed = not closing_of(f"{value}\n")
    if closed and "<!--" not in value and {block.kind for block in blocks_of(value)} <= _PROSE:
        return value
    return fenced(value)
