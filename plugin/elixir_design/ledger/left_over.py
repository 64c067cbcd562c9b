"""What the sessions left for later, and which decision settled it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence

from elixir_design.catalog.model import Catalog
from elixir_design.ledger.model import Decision, LedgerItem, NextStep, Session
from elixir_design.ledger.words import words
from elixir_design.log.model import Item, SessionLog, Status

_SETTLED = frozenset({Status.DECIDED, Status.REJECTED})


def fold_items(
    sessions: Sequence[Session], decisions: Sequence[Decision], catalog: Catalog
) -> tuple[tuple[LedgerItem, ...], tuple[LedgerItem, ...]]:
    """The deferred items and the open questions of all sessions.

    An item is settled by the first later decision whose whole title occurs in it. A struck-through item
    that no decision settles is done and not listed.

    Args:
        sessions: In time order.
        decisions: In time order.
        catalog: For other names of the same dimension.

    Returns:
        Deferred items (deferred entries included) and open questions, each in the order of the logs.
    """
    settle = _Settlements(sessions, decisions, catalog)
    by_session: defaultdict[str, list[Decision]] = defaultdict(list)
    for decision in decisions:
        by_session[decision.session].append(decision)
    deferred: list[LedgerItem] = []
    open_questions: list[LedgerItem] = []
    for session in sessions:
        entries = by_session[session.id]
        deferred += _listed(session, lambda log: log.deferred, Status.DEFERRED, entries, settle)
        open_questions += _listed(session, lambda log: log.open_questions, Status.OPEN, entries, settle)
    return tuple(deferred), tuple(open_questions)


def fold_next_steps(sessions: Sequence[Session]) -> tuple[NextStep, ...]:
    """All next steps in the order of the logs."""
    return tuple(
        NextStep(step.text, session.id, step.line, step.done)
        for session in sessions
        for step in session.log.next_steps
    )


class _Settlements:
    """Later decisions by the words of their questions."""

    def __init__(self, sessions: Sequence[Session], decisions: Sequence[Decision], catalog: Catalog) -> None:
        self._order = {session.id: position for position, session in enumerate(sessions)}
        self._by_word: defaultdict[str, list[tuple[int, Decision, frozenset[str]]]] = defaultdict(list)
        for decision in decisions:
            if decision.entry.status not in _SETTLED:
                continue
            names = {decision.title}
            if decision.question == decision.dimension.slug and (
                dimension := catalog.dimension(decision.dimension.slug)
            ):
                names.add(dimension.name)
            for name in names:
                if name_words := frozenset(words(name)):
                    # Filed under its longest word only: the likeliest to be rare.
                    rarest = max(name_words, key=lambda word: (len(word), word))
                    self._by_word[rarest].append((self._order[decision.session], decision, name_words))

    def after(self, item: Item, session: str) -> str | None:
        """Id of the first decision taken after the item was written down that answers it."""
        item_words = frozenset(words(item.text))
        here = self._order[session]
        answers = [
            (position, decision.entry.line, decision.id)
            for word in item_words
            for position, decision, name_words in self._by_word.get(word, ())
            if name_words <= item_words
            and (position > here or (position == here and decision.entry.line > item.line))
        ]
        return min(answers)[2] if answers else None


def _listed(
    session: Session,
    items: Callable[[SessionLog], Sequence[Item]],
    status: Status,
    entries: Sequence[Decision],
    settle: _Settlements,
) -> list[LedgerItem]:
    listed = [
        LedgerItem(_as_item(decision), session.id, decision.entry.line, decision.superseded_by)
        for decision in entries
        if decision.entry.status is status
    ]
    named = [frozenset(words(decision.title)) for decision in entries if decision.entry.status is status]
    for item in items(session.log):
        item_words = frozenset(words(item.text))
        if any(title and title <= item_words for title in named):
            continue  # The summary repeats an entry that is already listed.
        settled = settle.after(item, session.id)
        if settled or not item.done:
            listed.append(LedgerItem(item.text, session.id, item.line, settled))
    return sorted(listed, key=lambda item: item.line)


def _as_item(decision: Decision) -> str:
    said = "; ".join(choice.text for choice in decision.choices)
    return f"{decision.title}: {said}" if said else decision.title
