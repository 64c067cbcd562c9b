"""Small pieces of HTML that every page shares: status, links to decisions, dates, page turns.

Each is bound to the page that shows it, because addresses are relative.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from urllib.parse import quote, unquote

from markupsafe import Markup

from elixir_design.catalog.model import Finding
from elixir_design.diagnostics import Diagnostic
from elixir_design.ledger.model import Decision, Doubt, LedgerChoice, Question, Session
from elixir_design.log.model import Status
from elixir_design.site.html.status import ANSWERED_BY_WORDS, STATUS_WORDS
from elixir_design.site.html.text_html import escape, inline_html, short_html, words
from elixir_design.site.links import url_for
from elixir_design.site.options import Section
from elixir_design.site.reasons import first_reason, only_judges
from elixir_design.site.view import View
from elixir_design.text.markdown import block_markdown, inline_markdown

_TITLE_LENGTH = 110
_HEIR_LENGTH = 60
_CHOICE_LENGTH = 180
_CHOICES_SHOWN = 3
_STARTS_BLOCK = re.compile(r"\s*(```|~~~|\||>|#|[-*+] |\d+[.)] |=+\s*$|-+\s*$|$)")


@lru_cache(maxsize=8192)
def day(when: date | datetime) -> str:
    """A date as pages write it: 2 Mar 2026."""
    return f"{when.day} {when:%b} {when.year}"


@dataclass(frozen=True, slots=True)
class Widgets:
    """The pieces, for one page."""

    view: View
    page: str

    def url(self, path: str, anchor: str = "") -> str:
        """The relative address of another page."""
        return url_for(self.page, path, directory_urls=self.view.options.use_directory_urls, anchor=anchor)

    def link(self, path: str, text: str, anchor: str = "") -> Markup:
        """A plain link; the text is inline Markdown."""
        return Markup(f'<a href="{self.url(path, anchor)}">{inline_html(text)}</a>')  # noqa: S704 - both parts are escaped

    def index(self, name: str) -> str:
        """The address of an index page by its name (``timeline``)."""
        return self.url(self.view.addresses.index(name))

    def has(self, section: str) -> bool:
        """Whether an optional section is part of the site."""
        return self.view.has(Section(section))

    def status(self, status: Status | None, *, in_doubt: bool = False) -> Markup:
        """A status as icon (drawn by the style sheet) and word; one in doubt says so."""
        if status is None:
            return Markup('<span class="ed-status ed-status--none">Not taken up</span>')
        doubtful, more = (" ed-status--doubtful", ", in doubt") if in_doubt else ("", "")
        kind = f"ed-status--{status.value}{doubtful}"
        return Markup(f'<span class="ed-status {kind}">{STATUS_WORDS[status]}{more}</span>')  # noqa: S704 - our own words

    def standing(self, decision: Decision) -> Markup:
        """Where a decision stands now, and whether that is in doubt."""
        return self.status(decision.status, in_doubt=decision.in_doubt)

    def doubts(self, decision: Decision, *, because: bool = False) -> Markup:
        """Why a decision may not stand as it is shown; nothing when everything is clear.

        Args:
            decision: The decision.
            because: Whether to say why each doubt is one, which takes a sentence.
        """
        said = [self._doubt(doubt, decision, because=because) for doubt in decision.doubts]
        tag, joint = ("p", "\n") if because else ("span", " ")
        return Markup(joint.join(f'<{tag} class="ed-doubt">{one}</{tag}>' for one in said))  # noqa: S704 - built from escaped parts

    def _doubt(self, doubt: Doubt, decision: Decision, *, because: bool) -> Markup:
        other = self.view.decisions.get(doubt.id or "")
        by = ""
        if other is not None:
            url = self.url(self.view.record_path(other))
            name = _told_apart(other, decision)
            entry = "the entry of " if name != other.title else ""
            by = f' by {entry}<a href="{url}">{short_html(name, _HEIR_LENGTH)}</a>'
        why = f": {inline_html(doubt.because)}." if because else ""
        return Markup(f"{escape(doubt.words.capitalize())}{by}{why}")  # noqa: S704 - built from escaped parts

    def day(self, when: date | datetime | None) -> Markup:
        """A date for people and machines; says so when there is none."""
        if when is None:
            return Markup('<span class="ed-missing">no date</span>')
        iso = when.date().isoformat() if isinstance(when, datetime) else when.isoformat()
        return Markup(f'<time datetime="{iso}">{day(when)}</time>')  # noqa: S704 - digits and month names

    def short_day(self, decision: Decision) -> str:
        """The day of a decision in plain words."""
        return day(decision.date) if decision.date else "without a date"

    def decision(self, decision: Decision, text: str = "", *, beside: Decision | None = None) -> Markup:
        """A link to a decision; struck through and followed by what stands instead when it is superseded.

        Args:
            decision: Where the link leads.
            text: Its words; the decision's title stands in.
            beside: A decision that the page names next to the link: it is not named a second time.
        """
        url = self.url(self.view.record_path(decision))
        label = short_html(text or decision.title, _TITLE_LENGTH)
        if decision.status is not Status.SUPERSEDED:
            return Markup(f'<a href="{url}">{label}</a>')  # noqa: S704 - both parts are escaped
        heir = self.view.heir(decision)
        link = (
            f'<a class="ed-superseded" href="{url}" title="{escape(words(decision.title))} (superseded)">'
            f'<s>{label}</s><span class="ed-sr"> (superseded)</span></a>'
        )
        if heir is None or heir is beside:
            return Markup(link)  # noqa: S704 - built from escaped parts
        target = self.url(self.view.record_path(heir))
        return Markup(  # noqa: S704 - built from escaped parts
            f'{link} <a class="ed-heir" href="{target}"><span class="ed-sr">now: </span>'
            f"{short_html(_told_apart(heir, decision), _HEIR_LENGTH)}</a>"
        )

    def body(self, items: Sequence[str]) -> Markup:
        """Text of an entry (rationale, discussion, ...) as Markdown that is safe to show.

        Several plain items become a list; items that hold blocks of their own stay paragraphs.
        """
        if all("\n" not in item and "](" not in item and not _STARTS_BLOCK.match(item) for item in items):
            # Most items are one line: they need no parsing into blocks.
            mark = "- " if len(items) > 1 else ""
            return Markup("\n".join(mark + inline_markdown(item) for item in items))  # noqa: S704 - made safe there
        return Markup(  # noqa: S704 - made safe there
            block_markdown(_joined(items), links=self.target, options=self.view.options.text)
        )

    def short_body(self, items: Sequence[str]) -> Markup:
        """Text of an entry as HTML for a narrow place; empty when it holds blocks, which need room."""
        if any("](" in item or any(_STARTS_BLOCK.match(line) for line in item.split("\n")) for item in items):
            return Markup("")
        tag, around = ("li", "ul") if len(items) > 1 else ("p", "")
        inner = "".join(f"<{tag}>{inline_html(item)}</{tag}>" for item in items)
        return Markup(f"<{around}>{inner}</{around}>" if around else inner)  # noqa: S704 - built from escaped parts

    def target(self, address: str) -> str | None:
        """Where a link of a log leads on the site: to the page of the log or report that it names, if any."""
        name = unquote(address).split("#")[0].rsplit("/", 1)[-1]
        page = self.view.page_of_file.get(name)
        return quote(posixpath.relpath(page, posixpath.dirname(self.page))) if page else None

    def question(self, question: Question) -> Markup:
        """A link to a question's page."""
        return self.link(self.view.question_path(question), question.name)

    def session(self, session: Session | str, text: str = "") -> Markup:
        """A link to a session's page."""
        name = session if isinstance(session, str) else session.id
        return self.link(self.view.addresses.session(name), text or name)

    def in_session(self, decision: Decision, text: str) -> Markup:
        """A link to the exact place in the session's log."""
        url = self.url(self.view.addresses.session(decision.session), self.view.anchor_of[decision.id])
        return Markup(f'<a href="{url}">{escape(text)}</a>')  # noqa: S704 - both parts are escaped

    def place(self, session: str, line: int) -> Markup:
        """A link to a session, naming the line there; to the line itself when the source is public."""
        known = self.view.sessions.get(session)
        source = self.view.options.source_url(known.path, line) if known else ""
        where = f"line {line}"
        shown = f'<a href="{escape(source)}">{where}</a>' if source else where
        return Markup(f'{self.session(session)}, <span class="ed-line">{shown}</span>')  # noqa: S704 - built from escaped parts

    def source(self, problem: Diagnostic) -> str:
        """The public address of the line that a problem is about; empty when there is none."""
        return self.view.options.source_url(problem.path, problem.line)

    def finding(self, finding: Finding, text: str) -> Markup:
        """A link to a finding's line on its report's page."""
        url = self.url(self.view.report_path(finding.report), f"line-{finding.line}")
        return Markup(f'<a href="{url}">{inline_html(text)}</a>')  # noqa: S704 - both parts are escaped

    def choice(self, decision: Decision, length: int = _CHOICE_LENGTH) -> Markup:
        """What was chosen, short: each aspect with its answer, the first few of many."""
        if not decision.choices:
            if decision.status in {Status.DEFERRED, Status.OPEN} and decision.entry.context:
                return Markup(  # noqa: S704 - escaped there
                    f'<span class="ed-quiet">{short_html(decision.entry.context[0], length)}</span>'
                )
            return Markup('<span class="ed-missing">no choice recorded</span>')
        if not decision.telling_choices and decision.rationale:
            return Markup(  # noqa: S704 - escaped there
                f'<span class="ed-quiet">{short_html(decision.rationale[0], length)}</span>'
            )
        parts: list[str] = [
            f"{_aspect(choice)}{short_html(choice.text, length)}"
            for choice in decision.choices[:_CHOICES_SHOWN]
        ]
        more = len(decision.choices) - _CHOICES_SHOWN
        if more > 0:
            parts.append(f'<span class="ed-more">and {more} more</span>')
        reason = first_reason(decision) if only_judges(decision) else ""
        note = f' <span class="ed-note">{short_html(reason, length)}</span>' if reason else ""
        return Markup(f"{'; '.join(parts)}{note}")  # noqa: S704 - built from escaped parts

    def answered_by(self, decision: Decision) -> str:
        """Who answered, in words; empty when the log does not say."""
        by = decision.entry.answered_by
        return ANSWERED_BY_WORDS.get(by, words(by)) if by else ""

    def crumbs(self, *steps: tuple[str, str]) -> Markup:
        """The way to this page: path and name of each page above it."""
        trail = "".join(
            f'<li><a href="{self.url(path)}">{inline_html(name)}</a></li>'
            for path, name in ((self.view.addresses.index("overview"), "Decisions"), *steps)
        )
        return Markup(  # noqa: S704 - built from escaped parts
            f'<nav class="ed-crumbs" aria-label="Breadcrumb" data-search-exclude><ol>{trail}</ol></nav>'
        )

    def page_turns(self, path_of: Callable[[int], str], number: int, count: int, rows: str) -> Markup:
        """Links between the pages of one index; nothing when there is only one."""
        if count == 1:
            return Markup("")
        near = sorted({1, count, *range(max(1, number - 2), min(count, number + 2) + 1)})
        items: list[str] = []
        last = 0
        for page in near:
            if page - last > 1:
                items.append("<li>…</li>")
            mark = ' aria-current="page"' if page == number else ""
            items.append(f'<li><a href="{self.url(path_of(page))}"{mark}>{page}</a></li>')
            last = page
        return Markup(  # noqa: S704 - built from our own paths
            f'<nav class="ed-pages" aria-label="Pages of this index" data-search-exclude>'
            f"<span>{escape(rows)}</span><ol>{''.join(items)}</ol></nav>"
        )


def _aspect(choice: LedgerChoice) -> str:
    return f'<span class="ed-aspect">{inline_html(choice.aspect)}:</span> ' if choice.aspect else ""


def _told_apart(decision: Decision, other: Decision) -> str:
    """A name for a decision beside another one that may have the same title."""
    if decision.title.casefold() != other.title.casefold():
        return decision.title
    if decision.date and decision.date != other.date:
        return day(decision.date)
    return decision.choices[0].text if decision.choices else decision.session


def _joined(items: Sequence[str]) -> str:
    if len(items) < 2 or any("\n\n" in item or _STARTS_BLOCK.match(item) for item in items):  # noqa: PLR2004
        return "\n\n".join(items)
    return "\n".join("- " + item.replace("\n", "\n    ") for item in items)


def numbered(title: str, number: int) -> str:
    """The title of one page of an index."""
    return title if number == 1 else f"{title}, page {number}"


def rows_shown(noun: str, number: int, size: int, total: int) -> str:
    """Which rows of an index its page shows, in words."""
    first = (number - 1) * size + 1
    return f"{noun} {first:,} to {min(total, number * size):,} of {total:,}"


def paginated(rows: Sequence[object], size: int) -> int:
    """How many pages the rows fill; at least one."""
    return max(1, -(-len(rows) // size))
