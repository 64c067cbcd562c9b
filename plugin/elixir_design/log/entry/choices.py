"""What was picked: the choices of an entry, in the log's words, and where that leaves the question."""

from __future__ import annotations

import re
from dataclasses import replace

from elixir_design.log.entry.answers import Answers, answer_in, reasons_in
from elixir_design.log.entry.choice_tables import choices_in_table, reasons_in_table
from elixir_design.log.entry.quoted import quoted_answer
from elixir_design.log.entry.unlabelled import read_unlabelled
from elixir_design.log.finding.unlabelled import says_where_it_stands
from elixir_design.log.markdown.blocks import Block, ListItem, source_of_item
from elixir_design.log.markdown.tables import table_of
from elixir_design.log.markdown.values import Value, unstruck, values_of
from elixir_design.log.markdown.verbatim import verbatim_text
from elixir_design.log.model import Choice, Status
from elixir_design.log.sections.fields import Field
from elixir_design.log.sections.parts import Part
from elixir_design.log.sections.tree import Section
from elixir_design.log.wording.dates import stamp_in
from elixir_design.log.wording.labels import label_in
from elixir_design.log.wording.plain import is_placeholder, joined, normal, plain, unwrapped
from elixir_design.log.wording.sentences import said_choice
from elixir_design.log.wording.statuses import says_nothing, status_of_answer, status_of_words, verdict_in
from elixir_design.log.wording.vocabulary.roles import ANSWERING, Role
from elixir_design.log.wording.vocabulary.sentences import FOLLOWING, LEADING_ON, PROPOSING

_ASPECT_ITEM = re.compile(
    r"^(?:\*\*|__)(?P<aspect>[^*_\n]{1,80}?)\s*(?::\s*(?:\*\*|__)|(?:\*\*"
    r"|__)\s*(?:[:\uff1a\u2192]|\s[\u2014\u2013-]\s|[\u2014\u2013]))\s*(?P<text>.+)$",
    re.DOTALL,
)
_PLAIN_ASPECT = re.compile(r"^(?P<aspect>[^\n:*`|]{1,50}):\s+(?P<text>\S.*)$", re.DOTALL)
_LEAD = re.compile(
    r"^(?P<mark>\*\*|__)(?P<lead>[^*\n]{2,160}?)(?:[.\u3002](?P=mark)|(?P=mark)[.\u3002])\s+(?P<rest>\S.*)$",
    re.DOTALL,
)
_BOX = re.compile(r"\[(?P<mark>[ xX])\]\s+")
_BARE_STATUS_WORDS = 4
_BARE_WORDS = 2
_SHORTEST_LEAD = 2


def answers_of(parts: tuple[Part, ...], lines: list[str]) -> Answers:
    """Reads the choices among an entry's fields.

    Where a choice and a decision or a recommendation stand in the same place, the most definite label gives
    the answer. Answers under a sub-heading become choices with that heading as aspect.
    """
    found = Answers()
    scopes: dict[Section | None, list[Part]] = {}
    for part in parts:
        if part.field.role in ANSWERING and not part.in_option:
            scopes.setdefault(part.head, []).append(part)
    statuses: list[Status] = []
    for scope in scopes.values():
        proposed = _judged(scope)
        found.passed_over += proposed
        _read_scope([part for part in scope if part not in proposed], found, statuses, lines)
    if not found.choices:
        read_unlabelled(parts, found, statuses, lines)
    if statuses:
        found.status = _together(statuses)
    elif not found.choices and parts and parts[0].head is None:
        found.status = says_where_it_stands([parts[0].field])
    return found


def _judged(scope: list[Part]) -> list[Part]:
    """Recommendations that a verdict below them judges ("Recommendation: ...", "Verdict: SKIP")."""
    verdicts = [part for part in scope if part.field.role is Role.VERDICT and part.field.text.strip()]
    judging = [part for part in verdicts if verdict_in(part.field.text) is not None]
    if not judging or any(part.field.role is not Role.VERDICT for part in scope):
        return []
    return [part for part in verdicts if part not in judging and part.field.line < judging[-1].field.line]


def _read_scope(scope: list[Part], found: Answers, statuses: list[Status], lines: list[str]) -> None:
    head = scope[0].head
    aspect = (head.heading.title or None) if head is not None else None
    answered: Role | None = None
    for role in ANSWERING:
        for part in (part for part in scope if part.field.role is role):
            item = part.field
            if answered is not None and answered is not role:
                if not item.empty:
                    bare = (
                        status_of_words(item.text) if len(item.text.split()) <= _BARE_STATUS_WORDS else None
                    )
                    if bare is not None and role is Role.DECISION:
                        statuses.append(bare)
                    elif not item.empty:
                        found.passed_over.append(part)
                continue
            if _accepts(part) and (proposed := _proposal(scope)) is not None:
                statuses.append(Status.DECIDED)
                answered = role
                found.line = found.line or item.line
                found.passed_over += [
                    other for other in scope if other.field.role is Role.VERDICT and other is not proposed
                ]
                _read_answer(proposed, aspect, found, lines)
                break
            taken = _read_answer(part, aspect, found, lines)
            if taken:
                answered = role
                verdict = role is Role.VERDICT or (role is Role.DECISION and _is_judgement(taken))
                statuses.extend(status_of_answer(choice.text, verdict=verdict) for choice in taken)
                found.proposals += sum(_only_proposes(item, choice) for choice in taken)
                found.line = found.line or taken[0].line


def _accepts(part: Part) -> bool:
    """Whether an answer only accepts what was proposed ("Decision: Accepted")."""
    text = plain(part.field.text)
    return (
        part.field.role is not Role.VERDICT
        and 0 < len(normal(text).split()) <= _BARE_WORDS
        and verdict_in(normal(text)) is Status.DECIDED
    )


def _proposal(scope: list[Part]) -> Part | None:
    """A recommendation that says what to do, not only whether."""
    return next(
        (
            part
            for part in scope
            if part.field.role is Role.VERDICT
            and part.field.text.strip()
            and verdict_in(part.field.text) is None
        ),
        None,
    )


def _only_proposes(item: Field, choice: Choice) -> bool:
    """Whether an answer is somebody's recommendation, which nobody has taken up yet."""
    if item.role is not Role.VERDICT or verdict_in(choice.text) is not None:
        return False
    return bool(PROPOSING & set(normal(item.label).split()))


def _is_judgement(choices: list[Choice]) -> bool:
    return all(plain(choice.text).isupper() for choice in choices)


def _read_answer(part: Part, aspect: str | None, found: Answers, lines: list[str]) -> list[Choice]:
    item = part.field
    blocks = list(item.blocks)
    text = joined(item.text)
    if not text and blocks and (exact := verbatim_text(blocks[0], lines)) is not None:
        found.choices.append(Choice(exact, blocks[0].line, aspect))
        return found.choices[-1:]
    if (quoted := _quoted(text, item.line, blocks, aspect)) is not None:
        choice, reason, blocks = quoted
        taken = [choice]
        found.reasons += [reason] if reason.text else []
    else:
        taken, blocks = _first_answers(text, item.line, blocks, aspect, lines)
    rest = []
    for block in blocks:
        rows = _rows(block, item.role, taken) if block.kind == "table" else []
        taken += [Choice(choice.text, choice.line, choice.aspect or aspect) for choice in rows]
        if rows:
            found.reasons += reasons_in_table(block)
        else:
            rest.append(block)
    taken = [_lead_of(_unstamped(choice, found), found) for choice in taken]
    _keep(taken, found)
    explained = [block for block in rest if block.kind in {"paragraph", "list"}]
    found.explanation += values_of("", item.line, explained, lines, keep_intros=True)
    return taken


def _unstamped(choice: Choice, found: Answers) -> Choice:
    """An answer without the day in front of it, which says when it was given."""
    stamp = stamp_in(choice.text)
    if stamp is None:
        return choice
    found.decided_on = found.decided_on or stamp.day
    return replace(choice, text=stamp.rest)


def _lead_of(choice: Choice, found: Answers) -> Choice:
    """An answer in bold with its explanation behind: ``answer = BOLD lead "." BOLD text``."""
    match = _LEAD.match(choice.text)
    if match is None:
        return choice
    found.reasons.append(Value(match["rest"].strip(), choice.line))
    return replace(choice, text=match["lead"].strip())


def _quoted(
    text: str, line: int, blocks: list[Block], aspect: str | None
) -> tuple[Choice, Value, list[Block]] | None:
    """An answer in quotation marks, the reason behind it, and the blocks after both."""
    if not text and blocks and blocks[0].kind == "paragraph":
        text, line, blocks = joined(blocks[0].text), blocks[0].line, blocks[1:]
    found = quoted_answer(text)
    return None if found is None else (Choice(found[0], line, aspect), Value(found[1], line), blocks)


def _first_answers(
    text: str, line: int, blocks: list[Block], aspect: str | None, lines: list[str]
) -> tuple[list[Choice], list[Block]]:
    """The answers that a label's line or the first block below it gives, and the blocks after them."""
    if not text and blocks and blocks[0].kind == "paragraph":
        text, line, blocks = joined(blocks[0].text), blocks[0].line, blocks[1:]
    if text.endswith(("?", "\uff1f")) and blocks and blocks[0].kind == "paragraph":
        # A form that asks above the answer ("What is the change that we propose?").
        text, line, blocks = joined(blocks[0].text), blocks[0].line, blocks[1:]
    first = blocks[0] if blocks else None
    lead = _said_by_lead(text)
    leads_on = text.endswith((":", "\uff1a")) and first is not None and first.kind in {"list", "table"}
    if leads_on and (deciding := _decided_below(blocks)) is not None:
        answer = answer_in(joined(deciding.text))
        return [Choice(answer, deciding.line, aspect)], [block for block in blocks if block is not deciding]
    if text and not leads_on:
        answer = answer_in(text)
        return [Choice(answer, line, aspect)] if answer else [], blocks
    if first is not None and first.kind == "list":
        items = [choice for item in _ticked(first) if (choice := _from_item(item, aspect, lines))]
        # Where details interrupt the numbers, each number goes on in a list of its own.
        further = [block for block in blocks[1:] if _goes_on(block, first)]
        items += [
            choice for block in further for item in block.items if (choice := _from_item(item, aspect, lines))
        ]
        blocks = [first, *(block for block in blocks[1:] if block not in further)]
        leading = [Choice(lead, line, aspect)] if lead else []
        return [*leading, *items], blocks[1:]
    if first is not None and first.kind == "quote":
        said = " ".join(line.strip().lstrip("> ").strip() for line in lines[first.line - 1 : first.end])
        return [Choice(answer_in(said), first.line, aspect)], blocks[1:]
    return [], blocks


def _said_by_lead(text: str) -> str:
    """What a line above a list decides by itself ("Adopt three phases:"), not "We will use:"."""
    if not text.endswith((":", "\uff1a")):
        return ""
    said = answer_in(text.rstrip(":\uff1a").strip())
    words = [word for word in normal(plain(said)).split() if word not in LEADING_ON]
    return said if len(words) > _SHORTEST_LEAD and not FOLLOWING & set(normal(text).split()) else ""


def _decided_below(blocks: list[Block]) -> Block | None:
    """A paragraph below a list that says what was decided: the list tells what there is, or was."""
    paragraphs = (block for block in blocks if block.kind == "paragraph")
    return next((block for block in paragraphs if said_choice(joined(block.text)) is not None), None)


def _goes_on(block: Block, first: Block) -> bool:
    """Whether a list goes on counting where the first one of an answer began with 1."""
    if block.kind != "list" or not block.items or not first.items[0].marker.startswith("1"):
        return False
    return block.items[0].marker[:1].isdigit() and not block.items[0].marker.startswith("1")


def _ticked(block: Block) -> list[ListItem]:
    """The items of an answer; where boxes are ticked, only those."""
    boxes = [_BOX.match(item.blocks[0].text) if item.blocks else None for item in block.items]
    if not any(boxes):
        return list(block.items)
    return [item for item, box in zip(block.items, boxes, strict=True) if box and box["mark"] != " "]


def _keep(taken: list[Choice], found: Answers) -> None:
    """Records answers, but not those that only stand for one that was never given."""
    for choice in taken:
        if is_placeholder(plain(choice.text)):
            found.placeholders.append(Value(choice.text, choice.line))
        elif not says_nothing(choice.text):
            found.choices.append(choice)
            found.reasons += reasons_in([choice])


def _rows(table: Block, role: Role | None, taken: list[Choice]) -> list[Choice]:
    """Choices in a table below an answer; a complete answer is continued only by a table that says so."""
    if role is Role.VERDICT:
        return []
    if not taken:
        return choices_in_table(table, loosely=True)
    heads = {normal(head) for head in table_of(table).heads}
    return choices_in_table(table, loosely=False) if heads & {"choice", "decision", "chosen"} else []


def _from_item(item: ListItem, aspect: str | None, lines: list[str]) -> Choice | None:
    text = _BOX.sub("", unstruck(source_of_item(item, lines)), count=1)
    first, newline, rest = text.partition("\n")
    if not text:
        return None
    if stamp_in(first) is not None:
        return Choice(answer_in(joined(text)), item.line, aspect)
    if (label := label_in(first)) is not None and label.role in ANSWERING and label.text:
        return Choice(answer_in(label.text), item.line, aspect)
    if match := _ASPECT_ITEM.match(first):
        return Choice(unwrapped(match["text"]) + newline + rest, item.line, plain(match["aspect"]))
    if (match := _PLAIN_ASPECT.match(first)) and len(match["aspect"].split()) <= 4:  # noqa: PLR2004 - a name, not a clause
        return Choice(unwrapped(match["text"]) + newline + rest, item.line, match["aspect"].strip())
    return Choice(
        answer_in(joined(text) if "\n" in text and "- " not in text and "```" not in text else text),
        item.line,
        aspect,
    )


def _together(statuses: list[Status]) -> Status:
    """One status for several answers: decided when any of them is, else the first that says something."""
    if Status.DECIDED in statuses:
        return Status.DECIDED
    return next((status for status in statuses if status is not Status.OPEN), Status.OPEN)
