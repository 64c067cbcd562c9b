"""What a decision touches: shown before it is revised, and when a choice works against another one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from elixir_design.catalog.model import CatalogDimension, Relation
from elixir_design.ledger.model import Question
from elixir_design.ledger.question_keys import words
from elixir_design.ledger.questions import State
from elixir_design.log.model import Status


@dataclass(frozen=True, slots=True)
class Touched:
    """What depends on a question's answer.

    Attributes:
        decisions: Title of each decision with how it depends.
        processes: Processes of the supervision tree that the answer put there.
        files: Files of the skeleton that it brings.
    """

    decisions: tuple[tuple[str, str], ...] = ()
    processes: tuple[str, ...] = ()
    files: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.decisions or self.processes or self.files)


def touched_by(question: Question, state: State) -> Touched:
    """What depends on the answer that stands.

    Args:
        question: The question to be revised.
        state: Where the design stands.

    Returns:
        Later decisions, processes and files; empty when there is no answer yet.
    """
    if question.answer is None:
        return Touched()
    processes, files = _in_architecture(question, state)
    return Touched(tuple(_dependent_decisions(question, state)), processes, files)


def cautions(dimension: CatalogDimension | None, slugs: Sequence[str], state: State) -> tuple[str, ...]:
    """Where options work against what was decided, or lack what they need, as sentences for people."""
    if dimension is None:
        return ()
    found: list[str] = []
    for option in (option for option in dimension.options if option.slug in slugs):
        found += [
            f"{option.label} works against {_name(relation, state)}: {relation.reason}"
            for relation in option.conflicts
            if _stands(relation, dimension, slugs, state)
        ]
        for relation in option.requires:
            missing = not _stands(relation, dimension, slugs, state)
            if missing and (relation.dimension == dimension.slug or _is_decided(relation.dimension, state)):
                found.append(f"{option.label} needs {_name(relation, state)}: {relation.reason}")
    return tuple(found)


def _dependent_decisions(question: Question, state: State) -> Iterable[tuple[str, str]]:
    answer = question.answer
    if answer is None:
        return
    ids = {decision.id for decision in question.history}
    name = set(words(question.name))
    order = {decision.id: place for place, decision in enumerate(state.ledger.decisions)}
    for decision in state.ledger.decisions:
        if decision.id in ids or decision.superseded_by or decision.status is not Status.DECIDED:
            continue
        reasons = []
        if ids & set(decision.refines):
            reasons.append("refines it")
        if related := _catalog_relations(question, decision.question, state):
            reasons.append(related)
        elif order[decision.id] > order[answer.id] and not reasons:
            said = (*decision.rationale, *decision.trade_offs, *decision.entry.discussion)
            if name and any(name <= set(words(text)) for text in said):
                reasons.append("mentions it")
        if reasons:
            yield decision.title, "; ".join(reasons)


def _catalog_relations(question: Question, other_key: str, state: State) -> str:
    other = next((found for found in state.questions if found.key == other_key), None)
    if question.dimension is None or other is None or other.dimension is None or other is question:
        return ""
    for here, there in ((question, other), (other, question)):
        for option in here.dimension.options if here.dimension else ():
            if option.slug not in here.options:
                continue
            for relation in (*option.requires, *option.goes_with, *option.conflicts):
                if (
                    there.dimension
                    and relation.dimension == there.dimension.slug
                    and relation.option in there.options
                ):
                    return relation.reason
    return ""


def _in_architecture(question: Question, state: State) -> tuple[tuple[str, ...], tuple[str, ...]]:
    if question.dimension is None or not question.options:
        return (), ()
    from elixir_design.architecture.sketch import architecture_of

    architecture = architecture_of(state)
    if architecture is None:
        return (), ()
    slug = question.dimension.slug
    processes = [
        f"{architecture.full_name(process.name)} ({process.kind.words})"
        for process in architecture.root.walk()
        # What is started at run time has no name of its own; its supervisor stands for it.
        if process.origin.dimension == slug and process.name[:1].isupper()
    ]
    files = [module.path for module in architecture.modules if module.origin.dimension == slug]
    return tuple(dict.fromkeys(processes)), tuple(files)


def _stands(relation: Relation, dimension: CatalogDimension, slugs: Sequence[str], state: State) -> bool:
    if relation.dimension == dimension.slug:
        return relation.option in slugs
    question = state.question(relation.dimension)
    return question is not None and relation.option in question.options


def _is_decided(slug: str, state: State) -> bool:
    question = state.question(slug)
    return question is not None and question.decided


def _name(relation: Relation, state: State) -> str:
    dimension = state.catalog.dimension(relation.dimension)
    option = dimension.option(relation.option) if dimension else None
    return f"{option.label} ({dimension.name})" if option and dimension else relation.option
