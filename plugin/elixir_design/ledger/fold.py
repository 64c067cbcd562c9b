"""Folding all logs, oldest first, into one ledger."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from elixir_design.catalog.model import Catalog, Match
from elixir_design.diagnostics import Diagnostic
from elixir_design.ledger.days import with_settled_days
from elixir_design.ledger.documents import without_documents
from elixir_design.ledger.lint import lint_choices
from elixir_design.ledger.meaning import Meanings, own_question
from elixir_design.ledger.model import Decision, DimensionRef, Doubt, DoubtKind, Ledger, Session
from elixir_design.ledger.open_work import fold_items, fold_next_steps
from elixir_design.ledger.ordering import (
    Placed,
    after_what_they_name,
    entries_in_time_order,
    in_time_order,
    link_sessions,
    problem_at,
    withdrawals_in_time_order,
)
from elixir_design.ledger.questions import fold_questions
from elixir_design.ledger.records import Records
from elixir_design.ledger.references import DecisionIndex, is_part_of_title
from elixir_design.log.lint import lint_log
from elixir_design.log.model import Entry, Reference, SessionLog, Status
from elixir_design.log.wording.plain import normal


def fold(logs: Iterable[SessionLog], catalog: Catalog, meanings: Meanings | None = None) -> Ledger:
    """Puts every entry in its place among all logs.

    Args:
        logs: Logs in any order.
        catalog: What choices and questions are matched against.
        meanings: What an earlier fold with the same catalog matched; it need not be matched again.

    Returns:
        The ledger. Whatever could not be placed is in its problems, beside those of the logs.
    """
    records, documents = without_documents(with_settled_days(logs))
    ordered, problems = in_time_order(records)
    sessions, session_problems = link_sessions(ordered)
    decisions, decision_problems = _fold_decisions(sessions, meanings or Meanings(catalog))
    deferred, open_questions = fold_items(sessions, decisions, catalog)
    return Ledger(
        sessions=sessions,
        decisions=decisions,
        questions=fold_questions(decisions, catalog),
        deferred=deferred,
        open_questions=open_questions,
        next_steps=fold_next_steps(sessions),
        problems=tuple(
            sorted(
                {
                    *(problem for log in ordered for problem in (*log.problems, *lint_log(log))),
                    *problems,
                    *documents,
                    *session_problems,
                    *decision_problems,
                    *lint_choices(decisions, catalog),
                }
            )
        ),
    )


def _fold_decisions(
    sessions: Sequence[Session], meanings: Meanings
) -> tuple[tuple[Decision, ...], list[Diagnostic]]:
    """Folds in time order, and once more where an entry names as replaced what by the clocks came later."""
    placed = entries_in_time_order(sessions)
    found = _DecisionFold(placed, meanings)
    decisions = found.run(sessions)
    if not any(there > here for here, named in found.named.items() for there in named):
        return decisions, found.problems
    placed, circular = after_what_they_name(placed, found.named)
    again = _DecisionFold(placed, meanings)
    decisions = again.run(sessions)
    return decisions, [*again.problems, *(_circle(one) for one in circular)]


def _circle(placed: Placed) -> Diagnostic:
    (reference, *_) = (*placed.entry.supersedes, *placed.entry.superseded_by)
    return problem_at(
        placed.session.log,
        reference,
        "circular-supersession",
        f"{placed.entry.title!r} and {reference.text!r} replace each other, so the dates decide",
        "say in one of the two entries only that it replaces the other",
    )


@dataclass(slots=True)
class _Draft:
    """A decision while its successors are still being read."""

    decision: Decision
    refines: list[int]
    supersedes: list[int] = field(default_factory=list)
    superseded_by: int | None = None
    implied: bool = False
    withdrawn: bool = False
    doubts: list[tuple[DoubtKind, str, int | None]] = field(default_factory=list)


class _DecisionFold:
    """One pass over all entries in the order in which they count.

    Attributes:
        problems: What could not be placed.
        named: For the position of an entry, the positions that it says it replaces, later ones too.
    """

    def __init__(self, placed: Sequence[Placed], meanings: Meanings) -> None:
        self._placed = placed
        self._meanings = meanings
        self._drafts: list[_Draft] = []
        self._index = DecisionIndex()
        self._records = Records(placed)
        self._record_at: dict[str, int] = {}
        self._current: dict[str, int] = {}
        self._standing: set[int] = set()
        self._unresolved: list[tuple[int, Session, Reference]] = []
        self.problems: list[Diagnostic] = []
        self.named: dict[int, list[int]] = {}

    def run(self, sessions: Sequence[Session]) -> tuple[Decision, ...]:
        """Places every entry and freezes the result."""
        withdrawals = withdrawals_in_time_order(sessions)
        for one in self._placed:
            while withdrawals and withdrawals[0].precedes(one):
                passed = withdrawals.pop(0)
                self._withdraw(passed.session, passed.reference)
            self._place(one)
        for left in withdrawals:
            self._withdraw(left.session, left.reference)
        for position, one in enumerate(self._placed):
            self._follow_successors(position, one.session, one.entry)
            self._follow_details(position, one.session, one.entry)
        for position, session, reference in self._unresolved:
            self._look_ahead(position, session, reference)
        return tuple(self._frozen(draft) for draft in self._drafts)

    def _place(self, placed: Placed) -> None:
        session, entry = placed.session, placed.entry
        position = len(self._drafts)
        replaced = self._replaced(session, entry, position)
        if replaced:
            self.named[position] = [*replaced]
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
                    date=placed.day,
                ),
                refines=refined,
            )
        )
        self._index.add(entry, session.id)
        self._record_at[session.id] = position
        self._standing.add(position)
        self._doubt_itself(position, entry)
        if entry.torn:
            return
        self._replace(position, replaced)
        self._settle(position, question)

    def _replace(self, position: int, replaced: Sequence[int]) -> None:
        """Takes out of force what an entry says it replaces, once the entry itself is decided.

        What was replaced in its turn replaced others all the same; what is not decided replaces only an entry
        that says so itself.
        """
        decision = self._drafts[position].decision
        for earlier in replaced:
            agreed = self._drafts[earlier].decision.entry.status is Status.SUPERSEDED
            if agreed or decision.status in {Status.DECIDED, Status.SUPERSEDED}:
                self._supersede(earlier, position)
            elif decision.status is Status.OPEN:
                self._doubt(
                    earlier,
                    DoubtKind.POSSIBLY_SUPERSEDED,
                    f"{decision.title!r} says that it replaces this, and is not decided",
                    position,
                )

    def _settle(self, position: int, question: str) -> None:
        """Lets an entry stand for its question, or leaves the answer that stands."""
        earlier = self._current.get(question)
        if earlier is not None:
            later, before = self._drafts[position].decision, self._drafts[earlier].decision
            if before.status is Status.DECIDED and later.status is Status.REJECTED:
                self._reject(earlier, position)
            elif _settles(later.status, before.status):
                self._supersede(earlier, position, implied=True)
        if earlier is None or self._drafts[earlier].superseded_by is not None:
            self._current[question] = position

    def _reject(self, earlier: int, position: int) -> None:
        """A refusal takes a decision back when it speaks of the same answer; of another, nothing changes."""
        later, before = self._drafts[position].decision, self._drafts[earlier].decision
        same = _same_answer(before, later)
        if same:
            self._supersede(earlier, position, implied=True)
        elif same is None:
            self._doubt(
                earlier,
                DoubtKind.POSSIBLY_REJECTED,
                "a later entry on its question is rejected, and it is not clear which answer that means",
                position,
            )

    def _question(
        self, session: Session, entry: Entry, replaced: Sequence[int], refined: Sequence[int]
    ) -> tuple[DimensionRef, str]:
        """A revision that names no question of its own stays on the question of what it replaces."""
        slug, key = self._meanings.question_of(entry)
        if entry.question is not None:
            return DimensionRef(entry.number, entry.name, slug), key
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
        if key not in self._current and (renamed := self._index.renamed(entry, session.id)) is not None:
            other = self._drafts[renamed].decision
            # "2: State Model" after "2: Processes + State Model" is a question of its own, not a new name.
            if slug is None or slug == other.dimension.slug:
                return reference, other.question
        return reference, key

    def _supersede(self, earlier: int, later: int, *, implied: bool = False) -> None:
        if earlier == later or earlier in self._drafts[later].supersedes or self._outlived(later, earlier):
            return
        self._drafts[later].supersedes.append(earlier)
        draft = self._drafts[earlier]
        if draft.superseded_by is None:
            draft.superseded_by, draft.implied = later, implied
        elif draft.superseded_by == later:
            draft.implied = draft.implied and implied
        self._standing.discard(earlier)

    def _outlived(self, position: int, by: int) -> bool:
        """Whether one decision was replaced by another, through all replacements: it cannot replace that."""
        passed: set[int] = set()
        while (successor := self._drafts[position].superseded_by) is not None and successor not in passed:
            if successor == by:
                return True
            passed.add(successor)
            position = successor
        return False

    def _withdraw(self, session: Session, reference: Reference) -> None:
        """Takes a decision out of force that a log says was withdrawn, unless it says so in its own entry."""
        found = self._candidates(session, reference, len(self._drafts))
        for position in found:
            decision = self._drafts[position].decision
            own = (
                decision.session == session.id
                and decision.entry.line <= reference.line <= decision.entry.end_line
            )
            if own or decision.status is not Status.DECIDED:
                continue
            if len(found) == 1:
                self._drafts[position].withdrawn = True
                self._standing.discard(position)
            else:
                self._doubt(
                    position,
                    DoubtKind.POSSIBLY_WITHDRAWN,
                    f"{reference.text!r} was withdrawn, which may mean this decision",
                )

    def _follow_successors(self, position: int, session: Session, entry: Entry) -> None:
        """Reads "superseded by X" in the replaced entry, once X itself has been read."""
        for reference in entry.superseded_by:
            found = self._candidates(session, reference, position)
            if len(found) == 1:
                self._supersede(position, found[0])
                continue
            because = f"it says that {reference.text!r} replaced it, which " + (
                "may mean several decisions" if found else "no log holds"
            )
            for later in found or (None,):
                self._doubt(position, DoubtKind.POSSIBLY_SUPERSEDED, because, later)

    def _follow_details(self, position: int, session: Session, entry: Entry) -> None:
        """Reads what details an entry, and what it details itself among the records placed after it."""
        for reference in entry.refined_by:
            found = self._candidates(session, reference, position)
            if len(found) == 1 and position not in (parents := self._drafts[found[0]].refines):
                parents.append(position)
        for reference in entry.refines:
            parents = self._drafts[position].refines
            if self._records.find(reference, session.id):
                parents += [at for at in self._find(session, reference, position) if at not in parents]

    def _replaced(self, session: Session, entry: Entry, position: int) -> list[int]:
        """What an entry replaces as a whole; an entry on two questions outlasts the answer to one of them."""
        found: list[int] = []
        for reference in entry.supersedes:
            candidates = self._candidates(session, reference, position)
            if not candidates:
                if reference.session not in {None, session.id} or self._records.find(reference, session.id):
                    self._unresolved.append((position, session, reference))
            elif len(candidates) > 1:
                for candidate in candidates:
                    self._doubt_supersession(candidate, position, entry, reference)
            elif is_part_of_title(reference.name or "", self._drafts[candidates[0]].decision.title):
                self._outlasts(candidates[0], position, session, reference)
            elif candidates[0] not in found:
                found.append(candidates[0])
        return found

    def _outlasts(self, earlier: int, position: int, session: Session, reference: Reference) -> None:
        decision = self._drafts[earlier].decision
        self.problems.append(
            problem_at(
                session.log,
                reference,
                "ambiguous-reference",
                f"{reference.text!r} is only a part of {decision.id!r}, which still stands",
                "decide its questions in entries of their own, or name its whole title",
            )
        )
        self._doubt(
            earlier,
            DoubtKind.PARTLY_SUPERSEDED,
            f"a later decision replaces {reference.text!r}, which is a part of it",
            position,
        )

    def _doubt_supersession(self, earlier: int, position: int, entry: Entry, reference: Reference) -> None:
        if entry.status is Status.DECIDED:
            self._doubt(
                earlier,
                DoubtKind.POSSIBLY_SUPERSEDED,
                f"{entry.title!r} replaces {reference.text!r}, which may mean several decisions",
                position,
            )

    def _resolve_all(self, session: Session, references: Iterable[Reference], position: int) -> list[int]:
        """What references mean, each where it is clear."""
        found: list[int] = []
        for reference in references:
            if any(record not in self._record_at for record in self._records.find(reference, session.id)):
                continue  # It is followed once all are placed.
            candidates = self._candidates(session, reference, position)
            if len(candidates) == 1 and candidates[0] not in found:
                found += candidates
        return found

    def _candidates(self, session: Session, reference: Reference, position: int) -> list[int]:
        """What a reference may mean; a problem is reported unless it is exactly one."""
        found = self._find(session, reference, position)
        if len(found) == 1:
            return found
        if not found:
            code, message = "unresolved-reference", f"nothing in the logs is called {reference.text!r}"
            hint = "name the question as its own heading does, or add the session that decided it"
        else:
            names = ", ".join(repr(self._drafts[candidate].decision.id) for candidate in found[:4])
            code, message = "ambiguous-reference", f"{reference.text!r} may mean {names}"
            hint = "name the question's number or its whole title"
        self.problems.append(problem_at(session.log, reference, code, message, hint))
        return found

    def _find(self, session: Session, reference: Reference, position: int) -> list[int]:
        records = self._records.find(reference, session.id)
        mentioned = [self._record_at[record] for record in records if record in self._record_at]
        if not records:
            mentioned = self._index.find(reference, session=session.id, standing=self._standing)
            if reference.session is None:
                mentioned = [self._in_force(candidate) for candidate in mentioned]
        return [candidate for candidate in dict.fromkeys(mentioned) if candidate != position]

    def _look_ahead(self, position: int, session: Session, reference: Reference) -> None:
        """Notes that an entry replaces one of a later session: the clocks of two machines disagreed.

        Only a session that is named counts. A mere number may mean a log that is not here, and what follows
        under that number later is another question.
        """
        found = self._find(session, reference, position)
        if len(found) == 1 and found[0] > position:
            self.named.setdefault(position, []).append(found[0])

    def _in_force(self, position: int) -> int:
        """A question named without a session means the answer that stood when it was named."""
        passed = {position}
        while (successor := self._drafts[position].superseded_by) is not None and successor not in passed:
            position = successor
            passed.add(position)
        return position

    def _doubt(self, position: int, kind: DoubtKind, because: str, other: int | None = None) -> None:
        doubt = (kind, because, other)
        if doubt not in self._drafts[position].doubts:
            self._drafts[position].doubts.append(doubt)

    def _doubt_itself(self, position: int, entry: Entry) -> None:
        if entry.torn:
            self._doubt(position, DoubtKind.TORN, "the log ends or goes on before this entry was complete")
        elif "status" in entry.inferred:
            self._doubt(
                position, DoubtKind.INFERRED_STATUS, "no label says where it stands; it follows from the text"
            )

    def _frozen(self, draft: _Draft) -> Decision:
        successor = draft.superseded_by
        stands = successor is None and not draft.withdrawn
        if stands and not draft.refines and not draft.supersedes and not draft.doubts:
            return draft.decision
        return replace(
            draft.decision,
            status=draft.decision.status if stands else Status.SUPERSEDED,
            refines=tuple(self._drafts[position].decision.id for position in draft.refines),
            supersedes=tuple(self._drafts[position].decision.id for position in draft.supersedes),
            superseded_by=None if successor is None else self._drafts[successor].decision.id,
            implied=draft.implied,
            # What was replaced for certain needs no doubts about it.
            doubts=tuple(
                Doubt(kind, because, None if other is None else self._drafts[other].decision.id)
                for kind, because, other in draft.doubts
                if stands
            ),
        )


def _same_answer(before: Decision, later: Decision) -> bool | None:
    """Whether two entries speak of the same answer; None when that cannot be told.

    An entry that names no answer at all ("Status: rejected") speaks of the one that stands.
    """
    if not later.telling_choices:
        return True
    texts = {normal(choice.text) for choice in before.choices}
    if {normal(choice.text) for choice in later.telling_choices} <= texts:
        return True
    meant = [{slug for choice in one.choices for slug in choice.options} for one in (before, later)]
    known = all(choice.match is not Match.NONE for one in (before, later) for choice in one.choices)
    return meant[0] == meant[1] if known and all(meant) else None


def _settles(later: Status, earlier: Status) -> bool:
    """Whether a later answer to the same question replaces the earlier one.

    A decision replaces whatever stood. Deferring or rejecting replaces only what was never decided: putting a
    revision off leaves the decision in force.
    """
    if later is Status.DECIDED:
        return True
    if later in {Status.DEFERRED, Status.REJECTED}:
        return earlier not in {Status.DECIDED, Status.SUPERSEDED}
    return later is Status.OPEN and earlier is Status.OPEN
