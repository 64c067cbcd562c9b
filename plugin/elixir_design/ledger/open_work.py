"""What the sessions left for later, what settled it, and what later sessions only say again."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from elixir_design.catalog.model import Catalog
from elixir_design.ledger.model import Decision, LedgerItem, NextStep, Session
from elixir_design.ledger.question_keys import words
from elixir_design.log.model import Item, SessionLog, Status

_SETTLED = frozenset({Status.DECIDED, Status.REJECTED})


def fold_items(
    sessions: Sequence[Session], decisions: Sequence[Decision], catalog: Catalog
) -> tuple[tuple[LedgerItem, ...], tuple[LedgerItem, ...]]:
    """The deferred items and the open questions of all sessions.

    An item is settled by the first later decision whose whole title occurs in it. An item that was struck
    through, where it stands or where a later session repeats it, is done and not listed unless a decision
    settled it.

    Args:
        sessions: In time order.
        decisions: In time order.
        catalog: For other names of the same dimension.

    Returns:
        Deferred items (deferred entries included) and open questions, each in the order of the logs.
    """
    settlements = _Settlements(sessions, decisions, catalog)
    return (
        _fold(sessions, decisions, settlements, lambda log: log.deferred, Status.DEFERRED),
        _fold(sessions, decisions, settlements, lambda log: log.open_questions, Status.OPEN),
    )


def fold_next_steps(sessions: Sequence[Session]) -> tuple[NextStep, ...]:
    """All next steps in the order of the logs; one that a later session strikes through is done."""
    steps = [(session.id, step) for session in sessions for step in session.log.next_steps]
    struck = _Phrases()
    folded: list[NextStep] = []
    for session, step in reversed(steps):
        done = step.done or struck.find(step.text) is not None
        if step.done:
            struck.add(step.text, step.line)
        folded.append(NextStep(step.text, session, step.line, done))
    return tuple(_with_first_mentions(folded[::-1]))


def _with_first_mentions(steps: Sequence[NextStep]) -> Iterator[NextStep]:
    # By state: a step that is taken up again after it was done is a new one.
    seen = {True: _Phrases(), False: _Phrases()}
    for number, step in enumerate(steps):
        earlier = seen[step.done].find(step.text)
        if earlier is None:
            seen[step.done].add(step.text, number)
            yield step
        else:
            first = steps[earlier]
            yield replace(step, repeats_at=(first.session, first.line))


@dataclass(slots=True)
class _Draft:
    """An item while later sessions are still being read."""

    item: LedgerItem
    done: bool
    title: str = ""
    """Of the entry that was put off: what later lists call it, whatever they say of it."""


class _Phrases:
    """Finds a text that was seen before, also when one of both says more than the other."""

    _FEWEST_WORDS = 3
    """Fewer are too little to contain anything: "ask Noor" is not every task that mentions her."""

    def __init__(self) -> None:
        self._same: dict[frozenset[str], int] = {}
        self._by_any_word: defaultdict[str, list[frozenset[str]]] = defaultdict(list)
        self._by_longest_word: defaultdict[str, list[frozenset[str]]] = defaultdict(list)

    def add(self, text: str, value: int) -> None:
        phrase = frozenset(words(text))
        if phrase in self._same:
            return
        self._same[phrase] = value
        if len(phrase) >= self._FEWEST_WORDS:
            self._by_longest_word[_longest(phrase)].append(phrase)
            for word in phrase:
                self._by_any_word[word].append(phrase)

    def find(self, text: str) -> int | None:
        """The value filed under the same words, or under words that contain these or are among them."""
        wanted = frozenset(words(text))
        if wanted in self._same or len(wanted) < self._FEWEST_WORDS:
            return self._same.get(wanted)
        having_one = min((self._by_any_word.get(word, ()) for word in wanted), key=len)
        wider = (phrase for phrase in having_one if wanted <= phrase)
        narrower = (
            phrase
            for word in sorted(wanted)
            for phrase in self._by_longest_word.get(word, ())
            if phrase <= wanted
        )
        found = next(wider, None) or next(narrower, None)
        return None if found is None else self._same[found]


def _longest(phrase: frozenset[str]) -> str:
    """The word by which a phrase is filed: the longest is the likeliest to be rare."""
    return max(phrase, key=lambda word: (len(word), word))


class _Settlements:
    """Later decisions by the words of their questions."""

    def __init__(self, sessions: Sequence[Session], decisions: Sequence[Decision], catalog: Catalog) -> None:
        self._order = {session.id: position for position, session in enumerate(sessions)}
        by_name: defaultdict[frozenset[str], list[tuple[int, int, str]]] = defaultdict(list)
        for decision in decisions:
            if decision.entry.status not in _SETTLED:
                continue
            names = {decision.title}
            if decision.question == decision.dimension.slug and (
                dimension := catalog.dimension(decision.dimension.slug)
            ):
                names.add(dimension.name)
            for name in {frozenset(words(name)) for name in names} - {frozenset()}:
                by_name[name].append((self._order[decision.session], decision.entry.line, decision.id))
        self._by_word: defaultdict[str, list[tuple[frozenset[str], list[tuple[int, int, str]]]]] = (
            defaultdict(list)
        )
        for name, places in by_name.items():
            self._by_word[_longest(name)].append((name, sorted(places)))

    def after(self, item: Item, session: str) -> str | None:
        """Id of the first decision taken after the item was written down that answers it.

        A struck-through item may name a decision that stands above it in the same log.
        """
        item_words = frozenset(words(item.text))
        since = (self._order[session], 0 if item.done else item.line + 1, "")
        answers = [
            places[first]
            for word in item_words
            for name, places in self._by_word.get(word, ())
            if name <= item_words and (first := bisect_left(places, since)) < len(places)
        ]
        return min(answers)[2] if answers else None


def _fold(
    sessions: Sequence[Session],
    decisions: Sequence[Decision],
    settlements: _Settlements,
    items: Callable[[SessionLog], Sequence[Item]],
    status: Status,
) -> tuple[LedgerItem, ...]:
    entries: defaultdict[str, list[Decision]] = defaultdict(list)
    for decision in decisions:
        if decision.entry.status is status:
            entries[decision.session].append(decision)
    drafts: list[_Draft] = []
    seen = _Phrases()
    for session in sessions:
        for draft in _listed(session, items(session.log), entries[session.id], settlements):
            earlier = seen.find(draft.item.text)
            if earlier is None:
                for text in (draft.item.text, draft.title):
                    seen.add(text, len(drafts))
            else:
                _say_again(drafts[earlier], draft)
            drafts.append(draft)
    return tuple(draft.item for draft in drafts if draft.item.resolved_by or not draft.done)


def _say_again(first: _Draft, again: _Draft) -> None:
    """What a later session knows about an item holds for its first mention too."""
    settled = first.item.resolved_by or again.item.resolved_by
    first.item = replace(first.item, resolved_by=settled)
    place = (first.item.session, first.item.line)
    again.item = replace(again.item, resolved_by=settled, repeats=True, repeats_at=place)
    first.done = first.done or again.done


def _listed(
    session: Session, items: Iterable[Item], entries: Sequence[Decision], settlements: _Settlements
) -> Iterator[_Draft]:
    titles = [title for decision in entries if (title := frozenset(words(decision.title)))]
    drafts = [
        _Draft(
            LedgerItem(_as_item(decision), session.id, decision.entry.line, decision.superseded_by),
            done=False,
            title=decision.title,
        )
        for decision in entries
    ]
    for item in items:
        item_words = frozenset(words(item.text))
        if any(title <= item_words for title in titles):
            continue  # The summary repeats an entry that is already listed.
        settled = settlements.after(item, session.id)
        drafts.append(_Draft(LedgerItem(item.text, session.id, item.line, settled), item.done))
    yield from sorted(drafts, key=lambda draft: draft.item.line)


def _as_item(decision: Decision) -> str:
    said = "; ".join(choice.text for choice in decision.telling_choices) or " ".join(decision.rationale)
    return f"{decision.title}: {said}" if said else decision.title
