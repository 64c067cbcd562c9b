"""What was chosen: the catalog's options per dimension, with the decisions behind them."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from elixir_design.catalog.model import Catalog, CatalogDimension, Match, Pick
from elixir_design.ledger.model import Decision, Ledger


@dataclass(frozen=True, slots=True)
class Note:
    """A decision as the generated project records it.

    Attributes:
        id: The decision's id in the ledger.
        title: What was decided on.
        dimension: Slug of the catalog's dimension, or empty for a question of the team's own.
        options: Slugs of the options chosen.
        choices: The choice in people's words.
        rationale: Why.
        trade_offs: What is given up.
        considered: Names of the options that were on the table.
        date: ISO date, or empty.
        source: ``path:line`` of the log, or empty.
        doubts: Why it may not stand, one sentence each.
        inferred: What of it no log states, likewise.
    """

    id: str
    title: str
    dimension: str = ""
    options: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    rationale: tuple[str, ...] = ()
    trade_offs: tuple[str, ...] = ()
    considered: tuple[str, ...] = ()
    date: str = ""
    source: str = ""
    doubts: tuple[str, ...] = ()
    inferred: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Unmatched:
    """A choice that means no option of its dimension; ``text`` says so to people, with its place."""

    dimension: str
    text: str

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class Selection:
    """What a project is made from.

    Attributes:
        app: Name of the OTP application (``my_agents``).
        module: The module that all others stand below (``MyAgents``).
        options: Chosen slugs by dimension slug, in catalog order; a dimension that is not decided is absent.
        notes: The decisions that stand, in the order they were taken.
        unmatched: Choices that mean no option of the catalog.
        deferred: What was put off, as written.
        own: Titles of a team's own decisions, which bring no code.
    """

    app: str = "my_agents"
    module: str = "MyAgents"
    options: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    notes: tuple[Note, ...] = ()
    unmatched: tuple[Unmatched, ...] = ()
    deferred: tuple[str, ...] = ()
    own: tuple[str, ...] = ()

    def notes_for(self, dimension: str, option: str | None = None) -> tuple[Note, ...]:
        """The decisions on a dimension, or on one of its options."""
        return tuple(
            note
            for note in self.notes
            if note.dimension == dimension and (option is None or option in note.options)
        )

    @property
    def doubtful(self) -> tuple[str, ...]:
        """What rests on decisions that may not stand, or that no log states, one line each."""
        return tuple(
            f"{note.title}: {doubt}" for note in self.notes for doubt in (*note.doubts, *note.inferred)
        )

    def named(self, app: str, module: str | None = None) -> Selection:
        """The same choices for a project of another name."""
        return replace(self, app=app, module=module or camelize(app))


class SelectionError(ValueError):
    """A choice that cannot be used; the text has one problem per line, for people."""


def camelize(app: str) -> str:
    """``my_agents`` as a module's name: ``MyAgents``."""
    return "".join(word[:1].upper() + word[1:] for word in re.split(r"_+", app) if word)


@dataclass(frozen=True, slots=True)
class InForce:
    """A decision in force, whatever it was read from.

    Attributes:
        note: What the project records of it.
        answers: Whether it answers its dimension's question as a whole, rather than a detail of it.
        refines: Whether it details another decision; words of its own are then no unmatched choice.
        unmatched: For each choice that means no option, the sentence that says so.
    """

    note: Note
    answers: bool = True
    refines: bool = False
    unmatched: tuple[str, ...] = ()


def selection_from_ledger(ledger: Ledger, catalog: Catalog) -> Selection:
    """The decisions in force, in the order they were taken."""
    titles = ledger.titles
    return selection_of(
        (_in_force(decision, catalog, titles) for decision in ledger.decisions if decision.in_force),
        (item.text for item in ledger.deferred if item.resolved_by is None),
        catalog,
    )


def selection_of(decisions: Iterable[InForce], deferred: Iterable[str], catalog: Catalog) -> Selection:
    """What decisions in force come to.

    Of a dimension of which one option may stand, the option is that of the latest decision that answers its
    question; a detail adds what modifies it, or the option itself where the answer names none. On the others,
    choices add up. Nothing is guessed: choices without a match, and details that contradict the answer, are
    listed.

    Args:
        decisions: In the order they were taken.
        deferred: What was put off, as written.
        catalog: The dimensions that they are about.
    """
    taken = tuple(decisions)
    on = {
        dimension.slug: [one for one in taken if one.note.dimension == dimension.slug]
        for dimension in catalog.dimensions
    }
    options: dict[str, tuple[str, ...]] = {}
    unmatched: list[Unmatched] = []
    for dimension in catalog.dimensions:
        chosen, contradictions = _come_to(dimension, on[dimension.slug])
        unmatched += [text for one in on[dimension.slug] for text in _unmatched(one, dimension)]
        unmatched += contradictions
        if chosen:
            options[dimension.slug] = chosen
    return Selection(
        options=options,
        notes=tuple(one.note for one in taken),
        unmatched=tuple(unmatched),
        deferred=tuple(dict.fromkeys(deferred)),
        own=tuple(one.note.title for one in taken if one.note.dimension not in on),
    )


def _come_to(
    dimension: CatalogDimension, decisions: Sequence[InForce]
) -> tuple[tuple[str, ...], list[Unmatched]]:
    """The options that the decisions on one dimension come to, and details that contradict its answer."""
    chosen: tuple[str, ...] = ()
    contradictions: list[Unmatched] = []
    for one in sorted(decisions, key=lambda one: not one.answers):
        alone = _alone(dimension, one.note.options)
        before = _alone(dimension, chosen)
        if dimension.pick is Pick.MANY or not alone:
            chosen = _ordered(dimension, (*chosen, *one.note.options))
        elif one.answers or not before:
            kept = () if one.answers else chosen
            chosen = _ordered(dimension, (*kept, *one.note.options))
        elif alone - before:
            contradictions.append(_contradiction(one.note, dimension, chosen))
        else:
            chosen = _ordered(dimension, (*chosen, *one.note.options))
    return chosen, contradictions


def _alone(dimension: CatalogDimension, slugs: Iterable[str]) -> set[str]:
    """The options among some that answer the question rather than modify an answer."""
    found = ((slug, dimension.option(slug)) for slug in slugs)
    return {slug for slug, option in found if option is not None and not option.modifies}


def _contradiction(note: Note, dimension: CatalogDimension, standing: Iterable[str]) -> Unmatched:
    return Unmatched(
        dimension.slug,
        f"{note.source or note.id}: {dimension.name}: {note.title!r} names {', '.join(note.options)}, but "
        f"{', '.join(standing)} stands; revise one of the two",
    )


def check_options(choices: Mapping[str, object], catalog: Catalog) -> dict[str, tuple[str, ...]]:
    """Checks dimension and option slugs and puts them in the catalog's order.

    Raises:
        SelectionError: Naming each unknown slug with the nearest known ones.
    """
    problems: list[str] = []
    known = [dimension.slug for dimension in catalog.dimensions]
    found: dict[str, tuple[str, ...]] = {}
    for slug, value in choices.items():
        dimension = catalog.dimension(str(slug))
        if dimension is None:
            problems.append(f"there is no dimension {str(slug)!r}{nearest(str(slug), known)}")
            continue
        names = [value] if isinstance(value, str) else value
        if not isinstance(names, Sequence) or not all(isinstance(name, str) for name in names):
            problems.append(f"{slug}: expected an option or a list of options")
            continue
        slugs = [option.slug for option in dimension.options]
        problems += [
            f"{slug}: there is no option {name!r}{nearest(name, slugs)}"
            for name in names
            if name not in slugs
        ]
        problems += _too_many(dimension, names)
        found[dimension.slug] = _ordered(dimension, names)
    if problems:
        raise SelectionError("\n".join(problems))
    return {slug: found[slug] for slug in known if found.get(slug)}


def nearest(name: str, known: Sequence[str]) -> str:
    """The end of a sentence that says which names are near, or which there are."""
    close = difflib.get_close_matches(name, known, n=3, cutoff=0.5)
    if close:
        return f"; did you mean {' or '.join(close)}?"
    return f"; there are: {', '.join(known)}"


def _too_many(dimension: CatalogDimension, names: Iterable[str]) -> list[str]:
    alone = _ordered(dimension, _alone(dimension, names))
    if dimension.pick is Pick.ONE and len(alone) > 1:
        return [f"{dimension.slug}: only one of these can stand: {', '.join(alone)}"]
    return []


def _ordered(dimension: CatalogDimension, names: Iterable[str]) -> tuple[str, ...]:
    wanted = set(names)
    return tuple(option.slug for option in dimension.options if option.slug in wanted)


def _in_force(decision: Decision, catalog: Catalog, titles: Mapping[str, str]) -> InForce:
    slug = decision.dimension.slug
    dimension = catalog.dimension(slug) if slug else None
    return InForce(
        note=_note(decision, titles),
        answers=decision.question == slug,
        refines=bool(decision.refines),
        unmatched=tuple(
            no_option(f"{decision.path}:{choice.line}", dimension, choice.text, choice.reason)
            for choice in decision.choices
            if dimension is not None and choice.match is Match.NONE
        ),
    )


def no_option(place: str, dimension: CatalogDimension, said: str, reason: str = "") -> str:
    """The sentence for a choice that means no option of its dimension."""
    return f"{place}: {dimension.name}: {said!r} matches no option" + (f" ({reason})" if reason else "")


def _note(decision: Decision, titles: Mapping[str, str]) -> Note:
    slugs = dict.fromkeys(slug for choice in decision.choices for slug in choice.options)
    return Note(
        id=decision.id,
        title=decision.title,
        dimension=decision.dimension.slug or "",
        options=tuple(slugs),
        choices=tuple(choice.words for choice in decision.choices),
        rationale=decision.rationale,
        trade_offs=decision.trade_offs,
        considered=tuple(option.name for option in decision.options),
        date=decision.date.isoformat() if decision.date else "",
        source=f"{decision.path}:{decision.entry.line}",
        doubts=tuple(doubt.sentence(titles) for doubt in decision.doubts if doubt.threatens),
        inferred=tuple(doubt.sentence(titles) for doubt in decision.doubts if not doubt.threatens),
    )


def _unmatched(decision: InForce, dimension: CatalogDimension) -> list[Unmatched]:
    if decision.refines:
        return []
    said = decision.unmatched
    if not decision.note.choices:
        said = (f"{decision.note.source}: {dimension.name}: is decided, but no choice is named",)
    return [Unmatched(dimension.slug, text) for text in said]
