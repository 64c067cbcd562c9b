"""Making an entry of a section's fields."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from elixir_design.log.entry.answers import Answers, answer_in
from elixir_design.log.entry.choices import answers_of
from elixir_design.log.entry.chosen import mark_chosen
from elixir_design.log.entry.gathered import Gathered
from elixir_design.log.entry.marks import answered_by, marked_status, stated_question
from elixir_design.log.entry.relations import refined_by_of, refines_of, superseded_by_of, supersedes_of
from elixir_design.log.finding.entry_source import EntrySource, Unknown
from elixir_design.log.finding.withdrawals import withdraws
from elixir_design.log.markdown.values import values_of
from elixir_design.log.model import Choice, DayOrder, Entry, EntryKind, Status
from elixir_design.log.sections.options import options_of
from elixir_design.log.sections.parts import Part
from elixir_design.log.wording.plain import normal, plain
from elixir_design.log.wording.relations import relations_in_status
from elixir_design.log.wording.statuses import status_note, status_of_words
from elixir_design.log.wording.vocabulary.roles import ANSWERING, SIDES, Role
from elixir_design.log.wording.vocabulary.sentences import AFTER, BEFORE, PROPOSALS

_DISCUSSED = frozenset({Role.DISCUSSION})
_GOOD_BAD = re.compile(
    r"^(?:\*\*)?(?P<side>good|bad|neutral|positive|negative|\+|-|\u2705|\u274c)(?:\*\*)?\s*[,:\u2014-]?\s+",
    re.IGNORECASE,
)

_BAD = re.compile(
    r"^(?:\*\*)?(?:bad|negative|-|\u274c)(?:\*\*)?\s*[,:\u2014-]?\s+(?:because\s+)?", re.IGNORECASE
)


def assemble(
    source: EntrySource,
    slug: str,
    lines: list[str],
    order: DayOrder,
    statuses: Mapping[str, Status] = MappingProxyType({}),
) -> tuple[Entry, list[Unknown]]:
    """Reads the fields of one entry.

    Args:
        source: The entry's place and fields.
        slug: Its slug.
        lines: All lines of the file.
        order: Whether the file writes days or months first.
        statuses: What words of a status mean to the project, in normal form.

    Returns:
        The entry, and what in it could not be interpreted.
    """
    parts = _with_what_changed(source.parts)
    unknown = _unknown_labels(parts)
    answers = answers_of(parts, lines)
    unknown += [Unknown("placeholder", value.text, value.line, 1) for value in answers.placeholders]
    gathered = Gathered(parts, answers, lines)
    options = options_of(parts, lines)
    choices = answers.choices
    choice_line = answers.line
    if not choices and gathered.says_decided() and (proposed := _proposed(parts, lines)):
        choices, choice_line = [proposed], proposed.line
    if not choices and len(picked := [option for option in options if option.chosen]) == 1:
        choices, choice_line = [Choice(picked[0].name, picked[0].line)], picked[0].line
        answers.status = answers.status or Status.DECIDED
    options = mark_chosen(options, choices)
    status, note, problems = _status(source, answers, gathered, parts, statuses)
    if status is Status.DECIDED and _only_recommends(source, answers) and not gathered.statuses:
        status = Status.OPEN
    if status is Status.DECIDED and _is_withdrawn(parts):
        status = Status.SUPERSEDED
    unknown += problems
    if (
        not choices
        and source.heading.new
        and source.kind is EntryKind.REVISION
        and status is not Status.REJECTED
    ):
        choices, choice_line = [Choice(source.heading.new, source.line)], source.line
        status = Status.DECIDED if status is Status.OPEN and not gathered.statuses else status
    context, rationale = gathered.context(), gathered.rationale()
    inferred = answers.in_prose and not gathered.statuses
    if not choices and source.answer and source.heading.status is None and answers.status is None:
        choices, choice_line = [Choice(source.answer, source.line)], source.line
        inferred = status is Status.OPEN and not gathered.statuses
        status = source.answer_status if inferred else status
        if not rationale:
            context, rationale = (), context  # Below a heading that decides, prose says why.
    decided_on, unclear, unsettled = source.decided_on or source.heading.date, None, ""
    if decided_on is None:
        decided_on, unclear, unsettled = gathered.date(order)
        decided_on = decided_on or answers.decided_on
    unknown += [unclear] if unclear else []
    priced = gathered.texts(Role.TRADE_OFFS) or gathered.texts(Role.CONS)
    consequences = gathered.texts_in_order(Role.CONSEQUENCES, *SIDES)
    trade_offs = priced or _costs(consequences)
    return (
        Entry(
            slug=slug,
            kind=source.kind,
            title=source.title,
            heading=source.heading.text or source.title,
            line=source.line,
            end_line=source.end,
            level=source.level,
            status=source.stated or status,
            status_note=note,
            code=source.heading.code or None,
            number=source.number,
            name=source.name,
            choices=tuple(choices),
            context=context,
            rationale=rationale,
            trade_offs=trade_offs,
            options=tuple(options),
            discussion=gathered.texts(*_DISCUSSED) + gathered.passed_over(),
            consequences=consequences,
            revisit_if=gathered.texts(Role.REVISIT),
            refines=refines_of(source, gathered),
            supersedes=supersedes_of(source, gathered, answers),
            superseded_by=superseded_by_of(gathered),
            refined_by=refined_by_of(gathered),
            answered_by=answered_by(parts),
            deciders=gathered.people(),
            decided_on=decided_on,
            unclear_day=unsettled,
            decision_line=choice_line,
            inferred=frozenset({"status"}) if inferred and status is Status.DECIDED else frozenset(),
            question=stated_question(parts),
        ),
        unknown,
    )


def _with_what_changed(parts: tuple[Part, ...]) -> tuple[Part, ...]:
    """Takes "Now: ..." for the answer where "Before: ..." stands above it and nothing else answers."""
    if any(part.field.role in ANSWERING for part in parts):
        return parts
    labels = [(part.field.role, normal(part.field.label)) for part in parts]
    was = (at for at, (role, words) in enumerate(labels) if role is Role.CONTEXT and words in BEFORE)
    before = next(was, len(parts))
    return tuple(
        replace(part, field=replace(part.field, role=Role.DECISION))
        if at > before and role is None and words in AFTER
        else part
        for at, (part, (role, words)) in enumerate(zip(parts, labels, strict=True))
    )


def _status(
    source: EntrySource,
    answers: Answers,
    gathered: Gathered,
    parts: tuple[Part, ...],
    statuses: Mapping[str, Status],
) -> tuple[Status, str, list[Unknown]]:
    """Where the question stands: a status line, else our own mark, the heading, the answers.

    Returns:
        The status, the words of a status line that say more, and what of them is not known.
    """
    replaced = _says_replaced(parts)
    stated = [(part, text) for part in gathered.statuses if (text := gathered.stated(part))]
    told = [(_told(text, statuses), part, text) for part, text in stated]
    for said, _, text in told:
        if said is not None:
            # Of "accepted" in the text and "deprecated" in front of it, what came later counts.
            later = replaced or any(other is Status.SUPERSEDED for other, *_ in told)
            return Status.SUPERSEDED if later and said is Status.DECIDED else said, _note(text), []
    if told:
        # Words that nobody knows take no answer back.
        _, part, text = told[0]
        unknown = Unknown("unknown-status", text, part.field.line, part.field.column)
        return answers.status or Status.OPEN, _note(text), [unknown]
    if replaced:
        return Status.SUPERSEDED, "", []
    set_aside = source.above is Status.DEFERRED or any(
        p.field.role is Role.DEFERRED and p.head is None for p in parts
    )
    fallback = Status.DEFERRED if set_aside else Status.OPEN
    if source.above not in {None, Status.DEFERRED} and not source.heading.status:
        fallback = source.above or fallback
        if answers.status in {None, Status.DECIDED}:
            return marked_status(parts) or fallback, "", []
    # Members of Status are non-empty strings, so "or" passes over None only.
    return marked_status(parts) or source.heading.status or answers.status or fallback, "", []


def _told(text: str, statuses: Mapping[str, Status]) -> Status | None:
    said = _by_own_words(text.split("\n", 1)[0], statuses) or status_of_words(text)
    if said is None and any(role is Role.SUPERSEDED_BY for role, *_ in relations_in_status(text)):
        return Status.SUPERSEDED
    return said


def _note(text: str) -> str:
    return "" if relations_in_status(text) else status_note(text.split("\n", 1)[0].strip())


def _by_own_words(text: str, statuses: Mapping[str, Status]) -> Status | None:
    """What a status means to the project, by the words with which it begins."""
    words = normal(plain(text))
    fits = [known for known in statuses if words == known or words.startswith(f"{known} ")]
    return statuses[max(fits, key=len)] if fits else None


def _says_replaced(parts: Sequence[Part]) -> bool:
    """Whether the lines of a status, or a note, name what came in place of the decision."""
    return any(
        part.field.role is Role.SUPERSEDED_BY
        and not part.in_option
        and (part.container is Role.STATUS or (part.field.origin == "relation" and part.head is None))
        for part in parts
    )


def _only_recommends(source: EntrySource, answers: Answers) -> bool:
    """Whether a report recommends something; of an announced entry a recommendation is the verdict."""
    return source.heading.kind is None and 0 < answers.proposals == len(answers.choices)


def _proposed(parts: Sequence[Part], lines: list[str]) -> Choice | None:
    """What a record proposes, in its first words."""
    for part in parts:
        if part.field.role is Role.CONTEXT and normal(part.field.label) in PROPOSALS and not part.in_option:
            said = values_of(part.field.text, part.field.line, part.field.blocks, lines)
            return Choice(answer_in(said[0].text), said[0].line) if said else None
    return None


def _is_withdrawn(parts: tuple[Part, ...]) -> bool:
    """Whether a paragraph below the answer says that it was taken back."""
    return any(
        block.kind == "paragraph" and withdraws(block.text)
        for part in parts
        if not part.in_option
        for block in part.field.blocks
    )


def _costs(consequences: tuple[str, ...]) -> tuple[str, ...]:
    """The consequences that are marked as bad; of others nobody says that they cost anything."""
    sides = [
        (match["side"].casefold() if (match := _GOOD_BAD.match(plain(text))) else "") for text in consequences
    ]
    return tuple(
        _BAD.sub("", text)
        for text, side in zip(consequences, sides, strict=True)
        if side in {"bad", "negative", "-", "\u274c"}
    )


def _unknown_labels(parts: tuple[Part, ...]) -> list[Unknown]:
    return [
        Unknown("unknown-label", part.field.label, part.field.line, part.field.column)
        for part in parts
        if part.field.role is None and part.field.label and part.field.origin in {"bold", "plain"}
    ]
