"""Folding all logs, oldest first, into one ledger."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from elixir_design.catalog.model import Catalog
from elixir_design.diagnostics import Diagnostic
from elixir_design.ledger.lint import lint_choices
from elixir_design.ledger.meaning import Meanings, own_question
from elixir_design.ledger.model import Decision, DimensionRef, Ledger, Session
from elixir_design.ledger.open_work import fold_items, fold_next_steps
from elixir_design.ledger.ordering import (
    entries_in_time_order,
    in_time_order,
    link_sessions,
    precedes,
    problem_at,
    withdrawals_in_time_order,
)
from elixir_design.ledger.references import DecisionIndex, is_part_of_title
from elixir_design.log.lint import lint_log
from elixir_design.log.model import Entry, Reference, SessionLog, Status


def fold(logs: Iterable[SessionLog], catalog: Catalog, meanings: Meanings | None = None) -> Ledger:
    """Puts every entry in its place among all logs.

    Args:
        logs: Logs in any order.
        catalog: What choices and questions are matched against.
        meanings: What an earlier fold with the same catalog matched; it need not be matched again.

    Returns:
        The ledger. Whatever could not be placed is in its problems, beside those of the logs.
    """
    ordered, problems = in_time_order(logs)
    sessions, session_problems = link_sessions(ordered)
    decisions, decision_problems = _DecisionFold(meanings or Meanings(catalog)).run(sessions)
    deferred, open_questions = fold_items(sessions, decisions, catalog)
    return Ledger(
        sessions=sessions,
        decisions=decisions,
        deferred=deferred,
        open_questions=open_questions,
        next_steps=fold_next_steps(sessions),
        problems=tuple(
            sorted(
                {
                    *(problem for log in ordered for problem in (*log.problems, *lint_log(log))),
                    *problems,
                    *session_problems,
                    *decision_problems,
                    *lint_choices(decisions, catalog),
                }
            )
        ),
    )


@dataclass(slots=True)
class _Draft:
    """A decision while its successors are still being read."""

    decision: Decision
    refines: list[int]
    supersedes: list[int]
    superseded_by: int | None = None
    withdrawn: bool = False


class _DecisionFold:
    """One pass over all entries in time order."""

    def __init__(self, meanings: Meanings) -> None:
        self._meanings = meanings
        self._drafts: list[_Draft] = []
        self._index = DecisionIndex()
        self._current: dict[str, int] = {}
        self._standing: set[int] = set()
        self._problems: list[Diagnostic] = []

    def run(self, sessions: Sequence[Session]) -> tuple[tuple[Decision, ...], list[Diagnostic]]:
        """Places every entry and freezes the result."""
        placed = entries_in_time_order(sessions)
        withdrawals = withdrawals_in_time_order(sessions)
        for session, entry, day in placed:
            while withdrawals and precedes(withdrawals[0], session, entry, day):
                self._withdraw(*withdrawals.pop(0)[:2])
            self._place(session, entry, day)
        for session, reference, _ in withdrawals:
            self._withdraw(session, reference)
        for position, (session, entry, _) in enumerate(placed):
            self._follow_successors(position, session, entry)
        return tuple(self._frozen(draft) for draft in self._drafts), self._problems

    def _place(self, session: Session, entry: Entry, day: date | None) -> None:
        position = len(self._drafts)
        replaced = self._replaced(session, entry, position)
        refined = self._resolve_all(session, entry.refines, position)
        dimension, question = self._question(session, entry, replaced, refined)
        self._drafts.append(
            _Draft(
                Decision(
                    id=f"{session.id}/{entry.slug}",
                    session=session.id,
                    question=question,
                    title=entry.title,
                    dimension=dimension,
                    status=entry.status,
                    choices=self._meanings.choices_of(entry, dimension.slug),
                    path=session.path,
                    entry=entry,
                    date=day,
                ),
                refines=refined,
                supersedes=[],
            )
        )
        self._index.add(entry, session.id)
        self._standing.add(position)
        if entry.status is not Status.SUPERSEDED:
            for earlier in replaced:
                self._supersede(earlier, position)
        earlier_answer = self._current.get(question)
        if earlier_answer is not None and _settles(
            entry.status, self._drafts[earlier_answer].decision.status
        ):
            self._supersede(earlier_answer, position)
        if earlier_answer is None or self._drafts[earlier_answer].superseded_by is not None:
            self._current[question] = position

    def _question(
        self, session: Session, entry: Entry, replaced: Sequence[int], refined: Sequence[int]
    ) -> tuple[DimensionRef, str]:
        """A revision that names no question of its own stays on the question of what it replaces."""
        slug, key = self._meanings.question_of(entry)
        parent = self._drafts[replaced[0]].decision if len(replaced) == 1 else None
        number = entry.number
        if parent is not None and number is None and (slug is None or slug == parent.dimension.slug):
            number = parent.dimension.number
        if parent is not None and slug is None and entry.name is None:
            return replace(parent.dimension, number=number), parent.question
        if key in {self._drafts[position].decision.question for position in refined}:
            # "Refinement: Billing Meter" adds to the answer of the same name, it does not replace it.
            key = f"{key}-{entry.kind.value}"
        reference = DimensionRef(number, entry.name, slug)
        rival = self._current.get(key)
        if rival is not None and slug == key:
            other = self._drafts[rival].decision
            if other.session == session.id and other.dimension.name != entry.name:
                # Two differently named questions of one session are two questions, however alike to us.
                return reference, own_question(entry)
        if key not in self._current and (renamed := self._index.renamed(entry)) is not None:
            other = self._drafts[renamed].decision
            # "2: State Model" after "2: Processes + State Model" is a question of its own, not a new name.
            if slug is None or slug == other.dimension.slug:
                return reference, other.question
        return reference, key

    def _supersede(self, earlier: int, later: int) -> None:
        if earlier == later or earlier in self._drafts[later].supersedes:
            return
        self._drafts[later].supersedes.append(earlier)
        if self._drafts[earlier].superseded_by is None:
            self._drafts[earlier].superseded_by = later
        self._standing.discard(earlier)

    def _withdraw(self, session: Session, reference: Reference) -> None:
        """Takes a decision out of force that a log says was withdrawn, unless it says so in its own entry."""
        for position in self._resolve(session, reference, len(self._drafts)):
            decision = self._drafts[position].decision
            own = (
                decision.session == session.id
                and decision.entry.line <= reference.line <= decision.entry.end_line
            )
            if not own and decision.status is Status.DECIDED:
                self._drafts[position].withdrawn = True
                self._standing.discard(position)

    def _follow_successors(self, position: int, session: Session, entry: Entry) -> None:
        """Reads "superseded by X" in the replaced entry, once X itself has been read."""
        for reference in entry.superseded_by:
            for later in self._resolve(session, reference, position):
                self._supersede(position, later)

    def _replaced(self, session: Session, entry: Entry, position: int) -> list[int]:
        """What an entry replaces as a whole; an entry on two questions outlasts the answer to one of them."""
        found: list[int] = []
        for reference in entry.supersedes:
            for candidate in self._resolve(session, reference, position):
                decision = self._drafts[candidate].decision
                if is_part_of_title(reference.name or "", decision.title):
                    self._problems.append(
                        problem_at(
                            session.log,
                            reference,
                            "ambiguous-reference",
                            f"{reference.text!r} is only a part of {decision.id!r}, which still stands",
                            "decide its questions in entries of their own, or name its whole title",
                        )
                    )
                elif candidate not in found:
                    found.append(candidate)
        return found

    def _resolve_all(self, session: Session, references: Iterable[Reference], position: int) -> list[int]:
        found: list[int] = []
        for reference in references:
            found.extend(p for p in self._resolve(session, reference, position) if p not in found)
        return found

    def _resolve(self, session: Session, reference: Reference, position: int) -> list[int]:
        mentioned = self._index.find(reference, session=session.id, standing=self._standing)
        if reference.session is None:
            mentioned = [self._in_force(candidate) for candidate in mentioned]
        found = [candidate for candidate in dict.fromkeys(mentioned) if candidate != position]
        if len(found) == 1:
            return found
        if not found:
            code, message = "unresolved-reference", f"nothing in the logs is called {reference.text!r}"
            hint = "name the question as its own heading does, or add the session that decided it"
        else:
            names = ", ".join(repr(self._drafts[candidate].decision.id) for candidate in found[:4])
            code, message = "ambiguous-reference", f"{reference.text!r} may mean {names}"
            hint = "name the question's number or its whole title"
        self._problems.append(problem_at(session.log, reference, code, message, hint))
        return []

    def _in_force(self, position: int) -> int:
        """A question named without a session means the answer that stood when it was named."""
        passed = {position}
        while (successor := self._drafts[position].superseded_by) is not None and successor not in passed:
            position = successor
            passed.add(position)
        return position

    def _frozen(self, draft: _Draft) -> Decision:
        successor = draft.superseded_by
        stands = successor is None and not draft.withdrawn
        if stands and not draft.refines and not draft.supersedes:
            return draft.decision
        return replace(
            draft.decision,
            status=draft.decision.status if stands else Status.SUPERSEDED,
            refines=tuple(self._drafts[position].decision.id for position in draft.refines),
            supersedes=tuple(self._drafts[position].decision.id for position in draft.supersedes),
            superseded_by=None if successor is None else self._drafts[successor].decision.id,
        )


def _settles(later: Status, earlier: Status) -> bool:
    """Whether a later answer to the same question replaces the earlier one.

    A decision replaces whatever stood. Deferring or rejecting replaces only what was not decided: putting a
    revision off leaves the decision in force.
    """
    if later is Status.DECIDED:
        return True
    if later in {Status.DEFERRED, Status.REJECTED}:
        return earlier is not Status.DECIDED
    return later is Status.OPEN and earlier is Status.OPEN
