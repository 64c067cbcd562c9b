"""What changed between a decision and the one that replaced it."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from markupsafe import Markup

from elixir_design.ledger.model import Decision
from elixir_design.site.html.text_html import escape, words

# Texts of which fewer words are alike are shown whole: marks on every second word help nobody.
_ALIKE = 0.4
_LONGEST = 600
_REASONS = 3


@dataclass(frozen=True, slots=True)
class Change:
    """One step of a chain, side by side.

    Attributes:
        before: The decision that was replaced.
        after: The one that replaced it.
        choice_before: Its choice as HTML, with what went away marked.
        choice_after: The new choice as HTML, with what is new marked.
        trade_offs_dropped: Accepted before, not named any more.
        trade_offs_gained: Accepted now, not named before.
        options_new: Options that the new decision weighed and the old one did not.
        reasons: Why, in the words of the new decision.
    """

    before: Decision
    after: Decision
    choice_before: Markup
    choice_after: Markup
    trade_offs_dropped: tuple[str, ...]
    trade_offs_gained: tuple[str, ...]
    options_new: tuple[str, ...]
    reasons: tuple[str, ...]


def compare(before: Decision, after: Decision) -> Change:
    """Puts two decisions side by side."""
    old, new = marked(choice_text(before), choice_text(after))
    return Change(
        before=before,
        after=after,
        choice_before=old,
        choice_after=new,
        trade_offs_dropped=_only_in(before.trade_offs, after.trade_offs),
        trade_offs_gained=_only_in(after.trade_offs, before.trade_offs),
        options_new=_only_in(
            tuple(option.name for option in after.options), tuple(option.name for option in before.options)
        )
        if before.options
        else (),
        reasons=(after.rationale or after.entry.context)[:_REASONS],
    )


def choice_text(decision: Decision) -> str:
    """All choices of a decision as plain words on one line."""
    return "; ".join(
        f"{words(choice.aspect)}: {words(choice.text)}" if choice.aspect else words(choice.text)
        for choice in decision.choices
    )


@lru_cache(maxsize=4096)
def marked(before: str, after: str) -> tuple[Markup, Markup]:
    """Both texts as HTML, with ``<del>`` and ``<ins>`` around the words that differ when most are alike."""
    before, after = before[:_LONGEST], after[:_LONGEST]
    old, new = before.split(), after.split()
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    if not old or not new or matcher.ratio() < _ALIKE:
        return _whole(before), _whole(after)
    left: list[str] = []
    right: list[str] = []
    for kind, i1, i2, j1, j2 in matcher.get_opcodes():
        gone, come = escape(" ".join(old[i1:i2])), escape(" ".join(new[j1:j2]))
        if gone:
            left.append(gone if kind == "equal" else f"<del>{gone}</del>")
        if come:
            right.append(come if kind == "equal" else f"<ins>{come}</ins>")
    return Markup(" ".join(left)), Markup(" ".join(right))  # noqa: S704 - every part is escaped


def _whole(text: str) -> Markup:
    return Markup(escape(text) or '<span class="ed-missing">no choice recorded</span>')  # noqa: S704 - escaped


def _only_in(these: tuple[str, ...], those: tuple[str, ...]) -> tuple[str, ...]:
    known = {_folded(item) for item in those}
    return tuple(item for item in these if _folded(item) not in known)


def _folded(text: str) -> str:
    return " ".join(words(text).casefold().split()).rstrip(".")
