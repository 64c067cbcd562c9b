"""What a caller can decide about the pages, as one value."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from urllib.parse import quote

from elixir_design.text.markdown import DEFAULTS, TextOptions


class Section(StrEnum):
    """A part that can be left out; overview, dimensions, decisions and sessions are always there."""

    ARCHITECTURE = "architecture"
    TIMELINE = "timeline"
    OPEN = "open"
    OPTIONS = "options"
    LINEAGE = "lineage"
    GRAPH = "graph"
    AS_OF = "as-of"
    REPORTS = "reports"
    HEALTH = "health"


def no_source_url(_path: str, _line: int | None) -> str:
    """Says that no file has a public address: the link is left out."""
    return ""


@dataclass(frozen=True, slots=True)
class Application:
    """The team's own project that was made from the decisions.

    Attributes:
        name: Of the OTP application.
        module: The module above all others; empty when it follows from the name.
        url: Address below which its files can be read (``.../blob/main``); empty when nobody can.
    """

    name: str = "my_agents"
    module: str = ""
    url: str = ""

    def file_url(self, path: str) -> str:
        """The address of a file of the project; empty when there is none."""
        return f"{self.url.rstrip('/')}/{quote(path)}" if self.url else ""


@dataclass(frozen=True, slots=True)
class SiteOptions:
    """How the pages are made.

    Attributes:
        base: Folder of all generated pages, relative to the docs folder.
        project: Whose decisions these are; empty when the caller does not say.
        use_directory_urls: Whether ``a/b.md`` is served as ``a/b/`` (else as ``a/b.html``).
        sections: The optional parts that are wanted.
        source_url: From a path as the logs or reports were named and a line (or None) to a public address
            of that line; an empty answer leaves the link out.
        reports: Whole text of each report by its path, to be shown with anchors; a report that is quoted
            but missing here is shown by its quoted passages alone.
        text: What the site allows and understands in text from logs.
        renamed: From old ids of sessions to the present ones; old addresses go on leading to their pages.
        application: What the system is called and where its code can be read; None: a name stands in.
        rows_per_page: How many rows an index shows before it goes on on a further page.
        revisions_inline: How many revisions a page shows side by side before it goes on on a further page.
        graph_nodes: Up to how many decisions one drawing shows everything.
        group_nodes: How many decisions of one group are drawn when there is a drawing for each group.
    """

    base: str = "decisions"
    project: str = ""
    use_directory_urls: bool = True
    sections: frozenset[Section] = frozenset(Section)
    source_url: Callable[[str, int | None], str] = no_source_url
    reports: Mapping[str, str] = field(default_factory=dict)
    text: TextOptions = DEFAULTS
    renamed: Mapping[str, str] = field(default_factory=dict)
    application: Application | None = None
    rows_per_page: int = 300
    revisions_inline: int = 6
    graph_nodes: int = 40
    group_nodes: int = 16
