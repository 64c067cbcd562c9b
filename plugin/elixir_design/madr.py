"""Decisions as Markdown Architectural Decision Records (MADR 4), one file for each.

What is written is read back: our own reader gets the same decisions from the records as from the logs. What
the form has no words for, and what would be read otherwise, is kept in the front matter.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from elixir_design.ledger.meaning import own_question
from elixir_design.ledger.model import Decision, DoubtKind, Ledger
from elixir_design.log.kept import BESIDE, EXACT, KEY, SEAL, blank_entry, plain_values, seal_of
from elixir_design.log.markdown.front_matter import Plain
from elixir_design.log.model import (
    DETAIL_KINDS,
    Choice,
    Entry,
    EntryKind,
    Option,
    Reference,
    Status,
)
from elixir_design.log.reader import read_log
from elixir_design.log.wording.records import file_number, records_in
from elixir_design.text.front_matter import quoted_yaml
from elixir_design.text.markdown import block_markdown, inline_markdown, plain_text

SourceUrl = Callable[[str, int], str]
"""Maps a log's path and a line to the address of that line, relative to the records' folder or absolute."""

_LONGEST_SLUG = 60
_NOT_IN_NAMES = re.compile(r"[\W_]+")
_STATUS = {
    Status.DECIDED: "accepted",
    Status.REJECTED: "rejected",
    Status.DEFERRED: "deferred",
    Status.OPEN: "proposed",
    Status.SUPERSEDED: "superseded",
}
_NO_CHOICE = {
    Status.DEFERRED: "No decision yet.",
    Status.REJECTED: "None.",
    Status.OPEN: "Not decided yet.",
}
_LONGEST_PLAIN_ASPECT = 4
_QUOTATION_MARKS = (('"', '"'), ("\u201c", "\u201d"), ("\u00ab", "\u00bb"), ("\u300c", "\u300d"))
_ORIGIN = re.compile(
    r"^## More Information\n\n(?P<line>\* Decided in session (?:\\.|[^\\\[\]<>\n])*: "
    r"(?:\[(?:\\.|[^\\\[\]<>\n])+\]\((?:https?://)?[^()<>\s\"':]+\)|(?:\\.|[^\\\[\]<>\n])+))$",
    re.MULTILINE,
)
"""Where a record that was itself exported says that its decision was taken."""


@dataclass(frozen=True, slots=True)
class _Record:
    number: int
    path: str
    decision: Decision

    @property
    def name(self) -> str:
        return f"ADR-{self.number:04}"

    @property
    def stem(self) -> str:
        return self.path.removesuffix(".md")

    @property
    def link(self) -> str:
        link = f"[{self.name}: {inline_markdown(self.decision.title)}]({self.path})"
        if [reference.session for reference in records_in(link, 1)] == [self.stem]:
            return link
        return f"[{self.name}]({self.path})"


def madr_records(ledger: Ledger, *, source_url: SourceUrl | None = None) -> dict[str, str]:
    """Writes a record for every decision.

    Numbers follow the order in which the decisions were taken, so that a later session adds records and
    leaves the names of those before it as they are. Records that were exported, read and exported again are
    the same files.

    Args:
        ledger: All logs folded.
        source_url: Addresses of lines of the logs; without it records name path and line as text.

    Returns:
        The text of each record by its file name (``0001-process-architecture.md``), in order.
    """
    records = {
        decision.id: _Record(number, f"{number:04}-{_slug(decision.title)}.md", decision)
        for number, decision in enumerate(ledger.decisions, 1)
    }
    refined_by: dict[str, list[_Record]] = {}
    for record in records.values():
        for parent in record.decision.refines:
            refined_by.setdefault(parent, []).append(record)
    texts = {session.id: session.log.text for session in ledger.sessions}
    questions = frozenset(decision.question for decision in ledger.decisions)
    writer = _Writer(
        records, refined_by, _told_by_the_other(records), _to_replace(records), questions, texts, source_url
    )
    return {record.path: writer.write(record) for record in records.values()}


def _told_by_the_other(records: Mapping[str, _Record]) -> dict[str, list[str]]:
    """For each decision those that came in its place without being the first to say so.

    They are smaller in number than it or than its successor. A reader who met their word first would take
    them for the successor, or the order for another; the replaced decision names them itself.
    """
    found: dict[str, list[str]] = {}
    for record in records.values():
        for one in record.decision.supersedes:
            if one not in records:
                continue
            replaced = records[one]
            successor = replaced.decision.superseded_by or ""
            first = records[successor].number if successor in records else 0
            if record.number < replaced.number or record.number < first:
                found.setdefault(one, []).append(record.decision.id)
    return found


def _to_replace(records: Mapping[str, _Record]) -> dict[str, list[str]]:
    """For each proposal the decisions that it would replace, and which stand until then."""
    found: dict[str, list[str]] = {}
    for record in records.values():
        for doubt in record.decision.doubts:
            by = records.get(doubt.id or "")
            if doubt.kind is DoubtKind.POSSIBLY_SUPERSEDED and by and by.decision.status is Status.OPEN:
                found.setdefault(by.decision.id, []).append(record.decision.id)
    return found


def _slug(title: str) -> str:
    words = _NOT_IN_NAMES.sub("-", plain_text(title).lower()).strip("-")
    if len(words) > _LONGEST_SLUG:
        words = words[: _LONGEST_SLUG + 1].rpartition("-")[0] or words[:_LONGEST_SLUG]
    return words or "decision"


@dataclass(frozen=True, slots=True)
class _Writer:
    records: Mapping[str, _Record]
    refined_by: Mapping[str, list[_Record]]
    told: Mapping[str, list[str]]
    to_replace: Mapping[str, list[str]]
    questions: frozenset[str]
    texts: Mapping[str, str]
    source_url: SourceUrl | None

    def write(self, record: _Record) -> str:
        meant = self._meant(record)
        body = self._body(record, meant)
        front = self._front_matter(record.decision)
        beside = self._beside(record.decision, meant)
        exact = _read_otherwise(_whole(front, beside, body), record, meant)
        if exact:
            beside = {**beside, SEAL: seal_of(body.split("\n")), **plain_values(meant, exact)}
        return _whole(front, beside, body)

    def _body(self, record: _Record, meant: Entry) -> str:
        decision = record.decision
        parts = [
            f"# {inline_markdown(decision.title)}",
            "## Context and Problem Statement",
            *_context(meant),
            "## Considered Options",
            _considered(decision.options, decision.entry.choices),
            "## Decision Outcome",
            *_outcome(decision),
        ]
        if consequences := _consequences(decision.trade_offs, decision.entry.consequences):
            parts += ["### Consequences", "\n".join(map(_item, consequences))]
        weighed = [option for option in decision.options if option.pros or option.cons or option.note]
        if weighed:
            parts.append("## Pros and Cons of the Options")
            for option in weighed:
                parts += _pros_and_cons(option)
        parts += ["## More Information", "\n".join(self._more(record))]
        return "\n\n".join(part.strip("\n") for part in parts if part) + "\n"

    def _front_matter(self, decision: Decision) -> str:
        import yaml

        status = _STATUS[decision.status]
        successor = self.records.get(decision.superseded_by or "")
        if decision.status is Status.SUPERSEDED and successor:
            status = f"superseded by {successor.name}"
        fields: dict[str, object] = {"status": status}
        if decision.date:
            fields["date"] = decision.date
        if decision.entry.deciders:
            fields["decision-makers"] = [plain_text(name) for name in decision.entry.deciders]
        return yaml.safe_dump(fields, sort_keys=False, allow_unicode=True, width=10**6)

    def _meant(self, record: _Record) -> Entry:
        """The entry that a reader of the record is to get."""
        decision = record.decision
        question = self._stated_question(record)
        own = question is None or question == decision.entry.question
        return replace(
            decision.entry,
            title=decision.title,
            status=decision.status,
            decided_on=decision.date,
            number=decision.entry.number if own else decision.dimension.number,
            name=decision.entry.name if own else decision.dimension.name,
            question=question,
            supersedes=self._references(self._said_to_replace(record)),
            superseded_by=self._references(self._successors(record)),
            refines=self._references(decision.refines),
        )

    def _references(self, ids: Iterable[str]) -> tuple[Reference, ...]:
        stems = (self.records[one].stem for one in ids if one in self.records)
        return tuple(Reference(stem, 1, session=stem) for stem in stems)

    def _stated_question(self, record: _Record) -> str | None:
        """The key of its question, where a reader of the record would come to another one.

        A reader has the kind, number and name of the entry and what it supersedes: all of it in words, while
        in the logs it may follow from a later answer to the same question.
        """
        decision = record.decision
        entry, key, slug = decision.entry, decision.question, decision.dimension.slug
        replaced = [self.records[one].decision for one in self._said_to_replace(record)]
        in_words = len(replaced) == len(entry.supersedes) and not any(one.implied for one in replaced)
        # A question without words is called by the address of its entry, which the record has not.
        own = own_question(replace(entry, slug=""))
        usual = {own, slug}
        borrowed = decision.dimension.name != entry.name or not own
        if in_words and len(replaced) == 1:
            usual.add(replaced[0].question)
            borrowed = False
        if decision.refines:
            usual.add(f"{own}-{entry.kind.value}")
        inherits = bool(replaced) and not in_words and slug in {None, key}
        aside = slug not in {None, key} and entry.kind not in DETAIL_KINDS
        if key not in usual or borrowed or inherits or (aside and slug in self.questions):
            return key
        return entry.question

    def _beside(self, decision: Decision, meant: Entry) -> dict[str, Plain]:
        """What MADR has no words for at all."""
        told = {
            "kind": meant.kind is not EntryKind.TOPIC,
            "number": meant.number is not None,
            "name": meant.name is not None,
            "question": meant.question is not None,
            "answered-by": decision.entry.answered_by is not None,
            "inferred": bool(meant.inferred),
        }
        return plain_values(meant, (name for name in BESIDE if told[name]))

    def _more(self, record: _Record) -> Iterator[str]:
        decision = record.decision
        yield self._origin(decision)
        if decision.entry.answered_by:
            yield f"* Answered by: {inline_markdown(decision.entry.answered_by)}"
        yield from self._links("Superseded by", self._successors(record))
        said = self._said_to_replace(record)
        yield from self._links("Supersedes", said)
        yield from self._links("In place of", (one for one in decision.supersedes if one not in said))
        yield from self._links("Refines", decision.refines)
        for refinement in self.refined_by.get(decision.id, ()):
            yield f"* Refined by {refinement.link}"
        for text in decision.entry.revisit_if:
            yield _item(f"Revisit if: {text}")

    def _origin(self, decision: Decision) -> str:
        if match := _ORIGIN.search(self.texts.get(decision.session, "")):
            return match["line"]
        line = decision.entry.decision_line or decision.entry.line
        place = f"{inline_markdown(decision.path)}:{line}"
        if self.source_url and (address := self.source_url(decision.path, line)):
            place = f"[{place}]({address})"
        return f"* Decided in session {inline_markdown(decision.session)}: {place}"

    def _successors(self, record: _Record) -> list[str]:
        """Ids of the decision that replaced a record, and of others that it has to name itself."""
        first = record.decision.superseded_by
        if first is None:
            return []
        return list(dict.fromkeys((first, *self.told.get(record.decision.id, ()))))

    def _said_to_replace(self, record: _Record) -> list[str]:
        """Ids of the decisions that a record says it replaces, or proposes to."""
        own = record.decision.id
        named = (*record.decision.supersedes, *self.to_replace.get(own, ()))
        return [one for one in named if one in self.records and own not in self.told.get(one, ())]

    def _links(self, relation: str, ids: Iterable[str]) -> Iterator[str]:
        for other in ids:
            if other in self.records:
                yield f"* {relation} {self.records[other].link}"


def _whole(front: str, beside: Mapping[str, Plain], body: str) -> str:
    kept = f"{KEY}:\n{quoted_yaml(beside)}" if beside else ""
    return f"---\n{front}{kept}---\n\n{body}"


def _read_otherwise(text: str, record: _Record, meant: Entry) -> tuple[str, ...]:
    """Keys of what a reader would take from a record otherwise than it was meant; all, if not one entry."""
    log = read_log(text, record.path)
    alone = len(log.entries) == 1
    lines = text.split("\n")
    read = log.entries[0] if alone else blank_entry(lines, lines.index("---", 1) + 1)
    wrong = {name for name in EXACT if plain_values(read, [name]) != plain_values(meant, [name])}
    wrong -= {name for name, same in _same_text(read, meant).items() if same}
    beside = (log.deferred, log.open_questions, log.next_steps, log.withdrawals, log.recaps, log.claims)
    clean = alone and not any((*beside, log.problems)) and _told(read) == _told(meant)
    same_day = (log.started.date() if log.started else None) == meant.decided_on
    if clean and same_day:
        return tuple(name for name in EXACT if name in wrong)
    # Something beside the entry was read: the title alone, sealed, says that there is nothing beside it.
    return tuple(name for name in EXACT if name in wrong | {"title", "date"})


def _told(entry: Entry) -> dict[str, Plain]:
    return plain_values(entry, BESIDE)


def _same_text(read: Entry, meant: Entry) -> dict[str, bool]:
    """For some keys: whether another value gives the same text again, so that nothing is lost."""
    return {
        "context": _said(read.context) == _context(meant),
        "consequences": _consequences(read.trade_offs, read.consequences)
        == _consequences(meant.trade_offs, meant.consequences),
        "options": not meant.options
        and not any(option.pros or option.cons or option.note for option in read.options)
        and _considered(read.options, ()) == _considered((), meant.choices),
        "superseded-by": all(_is_one_of(one, meant) for one in read.superseded_by)
        and {one.session for one in meant.superseded_by} <= {one.session for one in read.superseded_by},
    }


def _is_one_of(reference: Reference, meant: Entry) -> bool:
    """Whether a reference, by file or by number, is to the record that replaced the one that is written."""
    stems = {one.session for one in meant.superseded_by if one.session is not None}
    if reference.session is not None:
        return reference.session in stems
    return reference.number in {file_number(stem) for stem in stems}


def _said(texts: Sequence[str]) -> list[str]:
    return [block_markdown(text).strip("\n") for text in texts]


def _no_context(name: str) -> str:
    return (
        f"What is our answer to the question of {inline_markdown(name)}? "
        "The session log gives no further context."
    )


def _context(meant: Entry) -> list[str]:
    return _said(meant.context) or [_no_context(meant.name or meant.title)]


def _considered(options: Sequence[Option], choices: Sequence[Choice]) -> str:
    names = [_option_name(option) for option in options] or [inline_markdown(one.text) for one in choices]
    return "\n".join(f"* {name}" for name in names) or "The session log lists no options."


def _option_name(option: Option) -> str:
    name = inline_markdown(option.name)
    return f"Option {inline_markdown(option.label)}: {name}" if option.label else name


def _outcome(decision: Decision) -> Iterator[str]:
    reasons = [_item(text) for text in decision.rationale]
    choices = decision.choices
    if not choices:
        yield _NO_CHOICE.get(decision.status, "No answer.")
        if reasons:
            yield "because:"
    elif len(choices) == 1 and not choices[0].aspect:
        yield f"Chosen option: {_quoted(inline_markdown(choices[0].text))}" + (
            ", because:" if reasons else "."
        )
    else:
        yield "Chosen, by aspect:" if any(choice.aspect for choice in choices) else "Chosen options:"
        yield "\n".join(f"* {_by_aspect(choice.aspect, choice.text)}" for choice in choices)
        if reasons:
            yield "because:"
    if reasons:
        yield "\n".join(reasons)


def _quoted(text: str) -> str:
    """A text in quotation marks that do not occur in it, if there are any such."""
    opening, closing = next(
        (pair for pair in _QUOTATION_MARKS if not set(pair) & set(text)), _QUOTATION_MARKS[0]
    )
    return f"{opening}{text}{closing}"


def _by_aspect(aspect: str | None, text: str) -> str:
    said = inline_markdown(text)
    if not aspect:
        return said
    name = inline_markdown(aspect)
    return f"{name}: {said}" if len(aspect.split()) <= _LONGEST_PLAIN_ASPECT else f"**{name}**: {said}"


def _consequences(trade_offs: Sequence[str], consequences: Sequence[str]) -> list[str]:
    """What follows: the trade-offs that are not among the consequences in other words, then these."""
    marked = [f"Bad, because {text}" for text in trade_offs]
    listed = set(consequences)
    return [bad for bad, text in zip(marked, trade_offs, strict=True) if not {bad, text} & listed] + list(
        consequences
    )


def _pros_and_cons(option: Option) -> Iterator[str]:
    yield f"### {_option_name(option)}"
    if option.note:
        yield block_markdown(option.note)
    items = [_item(f"Good, because {text}") for text in option.pros]
    items += [_item(f"Bad, because {text}") for text in option.cons]
    yield "\n".join(items)


def _item(text: str) -> str:
    """A list item; what follows its first line is indented so that it stays within."""
    first, *rest = block_markdown(text).rstrip("\n").split("\n")
    return "\n".join([f"* {first}", *(f"    {line}" if line else "" for line in rest)])
