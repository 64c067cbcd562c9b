"""An Atom feed of what was decided and of what changed its status since."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timezone
from urllib.parse import quote, urljoin, urlsplit

from elixir_design.ledger.model import Decision, Ledger, LedgerItem, Session
from elixir_design.log.model import Status
from elixir_design.site.mentions import mentions
from elixir_design.text.markdown import html_inline, plain_text

DecisionUrl = Callable[[Decision], str]
"""Maps a decision to the address of its page, relative to the root of the site."""

_MOST = 50
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_WORDS = {
    Status.DECIDED: "Decided",
    Status.DEFERRED: "Deferred",
    Status.REJECTED: "Rejected",
    Status.OPEN: "Open",
    Status.SUPERSEDED: "Superseded",
}


@dataclass(frozen=True, slots=True)
class FeedSite:
    """The site that a feed is about.

    Attributes:
        title: Its name, plain text.
        url: Its public address; relative addresses are resolved against it.
        path: Where the feed lies below it.
        decision_url: Addresses of decisions' pages.
    """

    title: str
    url: str
    path: str
    decision_url: DecisionUrl


@dataclass(frozen=True, slots=True)
class _Event:
    when: datetime
    key: str
    title: str
    decision: Decision
    reasons: tuple[str, ...] = ()


def feed(ledger: Ledger, site: FeedSite, *, most: int = _MOST) -> bytes:
    """Writes the feed.

    Every decision is an entry when it is taken, and another one when a later decision replaces it; a deferred
    item or an open question is one when a decision settles it. What has no date is left out: the time of a
    change is never guessed. The same ledger gives the same bytes.

    Args:
        ledger: All logs folded.
        site: What the feed is about; its address must be absolute.
        most: How many of the latest entries are kept.

    Returns:
        An Atom document in UTF-8.
    """
    from feedgen.feed import FeedGenerator

    events = sorted(_events(ledger), key=lambda event: (event.when, event.key), reverse=True)[:most]
    root = site.url.rstrip("/") + "/"
    document = FeedGenerator()
    document.id(urljoin(root, site.path))
    document.title(plain_text(site.title) or "Decisions")
    document.link(href=urljoin(root, site.path), rel="self", type="application/atom+xml")
    document.link(href=root, rel="alternate", type="text/html")
    document.author(name=plain_text(site.title) or "elixir-design")
    document.generator("elixir-design")
    document.updated(events[0].when if events else _EPOCH)
    for event in events:
        entry = document.add_entry(order="append")
        entry.id(f"tag:{urlsplit(root).hostname},{event.when:%Y-%m-%d}:{quote(event.key)}")
        entry.title(event.title)
        entry.link(href=urljoin(root, site.decision_url(event.decision)))
        entry.published(event.when)
        entry.updated(event.when)
        entry.category(term=event.decision.status.value)
        entry.content(_content(event), type="html")
    written: bytes = document.atom_str(pretty=True)
    return written


def _events(ledger: Ledger) -> Iterator[_Event]:
    times = {session.id: _began(session) for session in ledger.sessions}
    decisions = {decision.id: decision for decision in ledger.decisions}

    titles = ledger.titles

    def doubts(decision: Decision) -> tuple[str, ...]:
        return tuple(f"In doubt: {doubt.sentence(titles)}" for doubt in decision.doubts if doubt.threatens)

    def when(decision: Decision) -> datetime | None:
        return _moment(decision.date, times.get(decision.session))

    for decision in ledger.decisions:
        title = plain_text(decision.title)
        if moment := when(decision):
            # The entry's own status: that it was replaced later is an event of its own.
            heading = f"{_WORDS[decision.entry.status]}: {title}{' (in doubt)' if decision.in_doubt else ''}"
            yield _Event(moment, decision.id, heading, decision, (*decision.rationale, *doubts(decision)))
        successor = decisions.get(decision.superseded_by or "")
        if successor and (moment := when(successor)):
            heading = f"Superseded: {title}, by {plain_text(successor.title)}"
            yield _Event(moment, f"{decision.id}/superseded", heading, successor, successor.rationale)
    for kind, items in (("deferred", ledger.deferred), ("question", ledger.open_questions)):
        for item in mentions(items).items:
            settled = decisions.get(item.resolved_by or "")
            if settled and (moment := when(settled)):
                yield _Event(moment, _item_key(kind, item), f"Settled: {plain_text(item.text)}", settled)


def _item_key(kind: str, item: LedgerItem) -> str:
    return f"{item.session}/{kind}/{item.line}"


def _began(session: Session) -> datetime | None:
    """When a session began; a log that does not tell its offset from universal time is taken to have none."""
    offset = session.log.utc_offset
    return session.started and session.started.replace(tzinfo=timezone(offset) if offset else UTC)


def _moment(day: date | None, began: datetime | None) -> datetime | None:
    """The time of the session where there is one, else the day."""
    if day is None or (began and began.date() == day):
        return began
    return datetime.combine(day, time(), tzinfo=UTC)


def _content(event: _Event) -> str:
    decision = event.decision
    parts = []
    for choice in decision.choices:
        aspect = f"{html_inline(choice.aspect)}: " if choice.aspect else ""
        parts.append(f"<p>{aspect}<strong>{html_inline(choice.text)}</strong></p>")
    if event.reasons:
        parts.append(f"<ul>{''.join(f'<li>{html_inline(reason)}</li>' for reason in event.reasons)}</ul>")
    return "".join(parts) or f"<p>{html_inline(decision.title)}</p>"
