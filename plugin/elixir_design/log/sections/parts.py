"""The labelled fields that belong to one entry, gathered from its section and the sections below it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from elixir_design.log.sections.fields import Field
from elixir_design.log.sections.tree import LABEL_ROLES, Section
from elixir_design.log.wording.vocabulary.roles import (
    ANSWERING,
    ARGUING,
    ELSEWHERE,
    LEFT_OVER,
    PICKING,
    REASONING,
    Role,
)

_ENDS_OPTION = (
    LEFT_OVER | REASONING - {Role.TRADE_OFFS} | {*ANSWERING, Role.DISCUSSION, Role.STATUS, Role.PENDING}
)
"""Labels that speak of the whole question: they end the option under whose heading they happen to stand."""


@dataclass(frozen=True, slots=True)
class Part:
    """One field of an entry, with where it stands in it.

    Attributes:
        field: The field.
        head: The nearest heading between entry and field that is no label, if any.
        container: What the label headings above the field announce, if any.
        in_option: Whether the field describes an option.
    """

    field: Field
    head: Section | None = None
    container: Role | None = None
    in_option: bool = False


def parts_of(section: Section, is_entry: Callable[[Section], bool]) -> tuple[Part, ...]:
    """All fields of an entry in the order of the file, without those of entries inside it.

    ``entry = field* (option | label | aspect | list of the log)*``, where each begins with a heading.
    """
    return tuple(_below(section, None, None, is_entry))


def parts_of_headings(headings: Sequence[Section], is_entry: Callable[[Section], bool]) -> tuple[Part, ...]:
    """The fields of an entry that is a run of headings side by side ("Decision", "Rationale")."""
    return tuple(_children(headings, None, None, None, is_entry))


def _below(
    section: Section, head: Section | None, container: Role | None, is_entry: Callable[[Section], bool]
) -> Iterator[Part]:
    yield from _direct(section.fields, head, container, in_option=False)
    yield from _children(section.children, head, container, _pending(section.fields) or container, is_entry)


def _children(
    sections: Sequence[Section],
    head: Section | None,
    container: Role | None,
    pending: Role | None,
    is_entry: Callable[[Section], bool],
) -> Iterator[Part]:
    last_option = next((child for child in reversed(sections) if child.heading.option is not None), None)
    if pending is Role.OPTIONS and last_option is not None:
        pending = container = None  # Beside "Option A: ..." a heading without such a name is no option.
    for child in sections:
        if is_entry(child) or child.heading.recap:
            continue
        heading = child.heading
        role = heading.role
        # "Option A: name", or any heading below "Options".
        # One without words only ends what the heading above it began.
        unlabelled = child.raw and role not in LABEL_ROLES
        if heading.option is not None or (pending is Role.OPTIONS and unlabelled):
            yield from _option(child, head, is_entry, last=child is last_option)
            if (after := _pending(child.fields)) in PICKING:
                pending = after
        elif role in ELSEWHERE:  # "Next steps": of the log, up to a rule.
            yield from _direct(_below_rule(child.fields), head, container, in_option=False)
        elif role in LABEL_ROLES:  # "Rationale": a label whose value is the section.
            lead, *rest = child.fields
            yield Part(
                Field(role, heading.text, child.line, 1, heading.value, lead.blocks, origin="heading"),
                head,
                container,
            )
            # Below "Supersedes [11](...)" the value of the heading goes on.
            rest = [replace(field, role=role) if field.origin == "after" else field for field in rest]
            yield from _direct(rest, head, role, in_option=False)
            below = _pending(child.fields) or role
            yield from _children(child.children, head, below, below, is_entry)
            pending = None if role is not Role.OPTIONS else pending
        else:  # A heading of the writer's own: an aspect of the question.
            yield from _below(child, child, container or pending, is_entry)


def _below_rule(fields: tuple[Field, ...]) -> tuple[Field, ...]:
    """What stands below a rule that ends a list of the whole log: it speaks of the section above again."""
    at = next((at for at, field in enumerate(fields) if field.origin == "rule" and at), None)
    return () if at is None else fields[at:]


def _pending(fields: tuple[Field, ...]) -> Role | None:
    """The role of a last label without a value: the headings below are its value."""
    return (
        fields[-1].role
        if fields and fields[-1].origin not in {"intro", "rule"} and fields[-1].empty
        else None
    )


def _direct(
    fields: Sequence[Field], head: Section | None, container: Role | None, *, in_option: bool
) -> Iterator[Part]:
    names_choices = container in PICKING and not any(field.role in PICKING for field in fields)
    for field in fields:
        if names_choices and field.role is Role.OPTION:
            # Below a heading "Decision" the only options named are those that were chosen.
            text = field.text or field.label
            yield Part(replace(field, role=Role.CHOICE, text=text, option=None), head, container)
            continue
        if field.role is Role.OPTION:
            in_option = True
        elif field.role in _ENDS_OPTION or field.origin == "mark":
            in_option = False
        if not (field.origin in {"intro", "rule"} and field.empty):
            yield Part(field, head, container, in_option)


def _option(
    section: Section, head: Section | None, is_entry: Callable[[Section], bool], *, last: bool
) -> Iterator[Part]:
    """A section that describes one option, until a label in it speaks of the whole question."""
    label, name = section.heading.option or (section.heading.outline, section.heading.title)
    lead, *rest = section.fields
    option = Field(Role.OPTION, name, section.line, 1, "", lead.blocks, option=label, origin="heading")
    yield Part(option, head, Role.OPTIONS, in_option=True)
    inside = True
    for field in rest:
        if field.role in _ENDS_OPTION and (last or field.role is not Role.VERDICT):
            inside = False
        yield Part(
            field, head, None if not inside else Role.OPTIONS, in_option=inside and field.origin != "mark"
        )
    for child in section.children:
        if is_entry(child):
            continue
        if child.heading.role in ARGUING | {Role.CONSEQUENCES}:
            lead, *rest = child.fields
            yield Part(
                Field(
                    child.heading.role, child.heading.text, child.line, 1, "", lead.blocks, origin="heading"
                ),
                head,
                Role.OPTIONS,
                in_option=True,
            )
        else:
            yield from _below(child, child, None, is_entry)
