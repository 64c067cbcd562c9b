"""A log taken apart: its blocks, its sections, and which of them are entries."""

from __future__ import annotations

from dataclasses import dataclass, replace

from elixir_design.log.finding.entry_source import EntrySource
from elixir_design.log.finding.remains import OwnBlocks, own_blocks
from elixir_design.log.finding.structure import Found, find_entries
from elixir_design.log.finding.whole import status_above_all, whole_record
from elixir_design.log.markdown.blocks import Block, blocks_of
from elixir_design.log.markdown.chat import with_turns
from elixir_design.log.markdown.comments import Unclosed, without_comments
from elixir_design.log.markdown.folded import with_summaries
from elixir_design.log.markdown.front_matter import FrontMatter, front_matter_of
from elixir_design.log.markdown.tags import without_tags
from elixir_design.log.reading_rules import FileRules, ReadingRules
from elixir_design.log.sections.fields import Field
from elixir_design.log.sections.front import front_fields
from elixir_design.log.sections.parts import Part
from elixir_design.log.sections.titles import with_title
from elixir_design.log.sections.translation import translated
from elixir_design.log.sections.tree import Section, section_tree, without
from elixir_design.log.wording.vocabulary.roles import OF_RECORDS, Role


@dataclass(frozen=True, slots=True)
class Apart:
    r"""A log before its entries are read.

    Attributes:
        log_id: The log's id.
        text: The whole file with ``\n`` line ends.
        lines: Its lines.
        said: The same without comments.
        front: Its front matter, if it has any.
        in_front: What that says, as fields.
        blocks: All blocks as written.
        own: The same without what our own programs began and did not finish.
        body: The same in words that the reader knows.
        root: The section tree.
        found: What was found in it.
        sources: The entries.
        rule: What the project says of this file.
        unclosed: Comments that do not end where they should.
    """

    log_id: str
    text: str
    lines: list[str]
    said: list[str]
    front: FrontMatter | None
    in_front: list[Field]
    blocks: list[Block]
    own: OwnBlocks
    body: list[Block]
    root: Section
    found: Found
    sources: tuple[EntrySource, ...]
    rule: FileRules
    unclosed: tuple[Unclosed, ...]


def taken_apart(text: str, path: str, log_id: str, rules: ReadingRules) -> Apart:
    """Takes a log apart.

    Args:
        text: The file's contents, with any line ends.
        path: The file as the project names it, with forward slashes.
        log_id: The log's id.
        rules: What the project says of how its logs are to be read.
    """
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").replace("\0", "\ufffd")
    lines = text.split("\n")
    if lines[-1] == "" and len(lines) > 1:
        lines.pop()
    rule = rules.of(path, log_id)
    front = front_matter_of(lines)
    uncommented = without_comments([""] * front.end + lines[front.end :] if front else lines)
    said = [*lines[: front.end], *uncommented.lines[front.end :]] if front else uncommented.lines
    blocks = blocks_of("\n".join(uncommented.lines))
    own = own_blocks(blocks, said)
    body = with_turns(with_summaries(without_tags(own.blocks, said), said), said)
    if rule.labels or rule.columns:
        body = translated(body, rule.labels, rule.columns)
    in_front = front_fields(front) if front else []
    stated = any(part.role is Role.STATUS for part in in_front)
    body = with_title(body, log_id, _title_in(front), stated=stated)
    root = section_tree(body, len(lines))
    if rule.skip:
        root = without(root, rule.skip)
    found = find_entries(root, said, rule)
    sources = found.entries
    if (whole := whole_record(root, log_id, in_front, said, sources)) is not None:
        sources = (whole,)
    if len(sources) == 1:
        # A file that is one record keeps its status in front of it; of several it could mean any.
        more = (Part(part) for part in in_front if part.role in OF_RECORDS)
        sources = (replace(sources[0], parts=(*sources[0].parts, *more)),)
    elif (above := status_above_all(root, log_id, in_front)) is not None:
        sources = tuple(_with_status(source, above) for source in sources)
    return Apart(
        log_id,
        text,
        lines,
        said,
        front,
        in_front,
        blocks,
        own,
        body,
        root,
        found,
        sources,
        rule,
        uncommented.unclosed,
    )


def _with_status(source: EntrySource, status: Field) -> EntrySource:
    if any(part.field.role is Role.STATUS for part in source.parts):
        return source
    return replace(source, parts=(*source.parts, Part(status)))


def _title_in(front: FrontMatter | None) -> str:
    title = front.value("title") if front else None
    return " ".join(title.split()) if isinstance(title, str) else ""
