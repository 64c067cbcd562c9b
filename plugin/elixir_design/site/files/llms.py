"""``llms.txt``: what is in force, for language models, on one short page of Markdown."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sized

from elixir_design.ledger.model import Decision, Ledger, LedgerItem
from elixir_design.log.model import Status
from elixir_design.site.mentions import mentions
from elixir_design.text.markdown import plain_text

_LONGEST = 240
_SCOPE = "What is not listed as in force does not hold: it was superseded, rejected or put off."


def llms_text(
    ledger: Ledger, *, title: str, url: Callable[[Decision], str], more: Mapping[str, str] | None = None
) -> str:
    """Writes the page.

    Args:
        ledger: All logs folded.
        title: Name of the project.
        url: Addresses of decisions' pages, absolute where the site's address is known.
        more: Where the rest is: addresses by what they hold ("All decisions as JSON").

    Returns:
        Markdown in the form that https://llmstxt.org describes.
    """
    standing = [decision for decision in ledger.decisions if decision.in_force]
    titles = ledger.titles
    sections = [
        f"# {_one_line(title) or 'Design decisions'}",
        f"> {_count(standing, 'decision')} in force, from {_count(ledger.sessions, 'session')}. {_SCOPE}",
        *_section("In force", (_standing(decision, url, titles) for decision in _by_question(standing))),
        *_section("Deferred", _left_over(ledger, Status.DEFERRED, ledger.deferred, url)),
        *_section("Open", _left_over(ledger, Status.OPEN, ledger.open_questions, url)),
        *_section("How to read the rest", (f"- [{label}]({where})" for label, where in (more or {}).items())),
    ]
    return "\n\n".join(sections) + "\n"


def _section(title: str, lines: Iterable[str]) -> Iterator[str]:
    body = "\n".join(lines)
    if body:
        yield f"## {title}"
        yield body


def _count(things: Sized, name: str) -> str:
    return f"{len(things)} {name}{'' if len(things) == 1 else 's'}"


def _by_question(decisions: Iterable[Decision]) -> list[Decision]:
    def order(decision: Decision) -> tuple[bool, int, str]:
        number = decision.dimension.number
        return number is None, number or 0, decision.question

    return sorted(decisions, key=order)


def _standing(decision: Decision, url: Callable[[Decision], str], titles: Mapping[str, str]) -> str:
    choices = "; ".join(_one_line(choice.words) for choice in decision.choices)
    lines = [f"- {_link(decision, url)}: {choices or 'see the page'}"]
    if decision.rationale:
        lines.append(f"  - Why: {_joined(decision.rationale)}")
    lines += [f"  - In doubt: {_one_line(doubt.sentence(titles))}" for doubt in decision.doubts]
    if decision.trade_offs:
        lines.append(f"  - Accepted: {_joined(decision.trade_offs)}")
    return "\n".join(lines)


def _left_over(
    ledger: Ledger, status: Status, items: Iterable[LedgerItem], url: Callable[[Decision], str]
) -> Iterator[str]:
    linked = set()
    for decision in ledger.decisions:
        if decision.status is status:
            linked.add((decision.session, decision.entry.line))
            yield f"- {_link(decision, url)}"
    for item in mentions(items).items:
        if item.resolved_by is None and (item.session, item.line) not in linked:
            yield f"- {_shortened(_one_line(item.text))}"


def _link(decision: Decision, url: Callable[[Decision], str]) -> str:
    return f"[{_one_line(decision.title)}]({url(decision)})"


def _joined(texts: Iterable[str]) -> str:
    return _shortened("; ".join(_one_line(text).rstrip(".") for text in texts))


def _shortened(text: str) -> str:
    if len(text) <= _LONGEST:
        return text
    head = text[:_LONGEST].rpartition(" ")[0] or text[:_LONGEST]
    return head.rstrip(" ,;:.") + "…"


def _one_line(text: str) -> str:
    return plain_text(text).replace("[", "\\[").replace("]", "\\]")
