"""Projects drawn in a test, built by a real site generator, and read back.

A project is drawn as its files: path to text. Logs are short, so that a test shows all that it needs.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import textwrap
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

import yaml

LOG = "docs/elixir-sessions/2026-03-02-0910.md"
LATER_LOG = "docs/elixir-sessions/2026-04-01-1400.md"


def log(
    title: str, choice: str, rationale: str = "It costs one conversation.", question: str = "State Model"
):
    """A session log with one decision."""
    return textwrap.dedent(f"""\
        # {title}

        ## Session Context
        - Session goal: agree on one thing

        ## Dimension 2: {question}

        ### Decision
        **Choice**: {choice}
        **Rationale**: {rationale}
        **Trade-offs accepted**: One more process.
        """)


@dataclass
class Built:
    """A finished build: what it printed, and the site."""

    site: Path
    output: str
    code: int

    def text(self, path: str) -> str:
        """A file of the site."""
        return (self.site / path).read_text(encoding="utf-8")

    def page(self, path: str) -> Html:
        """A page of the site, by its file."""
        return Html(self.text(path))

    def has(self, path: str) -> bool:
        """Whether there is such a file."""
        return (self.site / path).is_file()

    @property
    def warnings(self) -> list[str]:
        """Everything that a strict build would fail on."""
        return [line for line in self.output.splitlines() if re.match(r"(WARNING|ERROR)\b", line)]


def settings(plugin: dict, plugins: list | None = None, config: dict | None = None) -> str:
    """A ``mkdocs.yml`` with the plugin."""
    values = {
        "site_name": "Drawn",
        "site_url": "https://example.org/sub/",
        "theme": {"name": "material", "font": False},
        "plugins": [*(plugins or []), {"elixir-design": plugin}],
        "markdown_extensions": ["attr_list", "md_in_html", "pymdownx.superfences"],
    } | (config or {})
    return yaml.safe_dump(values, sort_keys=False)


@dataclass
class Project:
    """A project in a folder of its own."""

    root: Path
    files: dict[str, str]
    config: dict = field(default_factory=dict)
    plugin: dict = field(default_factory=dict)
    plugins: list = field(default_factory=lambda: ["search"])

    def write(self) -> Project:
        """Puts the files on disk."""
        (self.root / "docs").mkdir(parents=True, exist_ok=True)
        text = settings(self.plugin, self.plugins, self.config)
        (self.root / "mkdocs.yml").write_text(text, encoding="utf-8")
        for path, text in {"docs/index.md": "# Home\n", **self.files}.items():
            self.edit(path, text)
        return self

    def edit(self, path: str, text: str) -> None:
        """Writes one file."""
        target = self.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")

    def build(self, *options: str, tool: str = "mkdocs") -> Built:
        """Builds the site in a process of its own."""
        site = self.root / "site"
        command = [sys.executable, "-m", tool, "build", "--site-dir", str(site), *options]
        done = subprocess.run(
            command, cwd=self.root, capture_output=True, text=True, check=False, env=environment()
        )
        return Built(site, done.stdout + done.stderr, done.returncode)


def environment() -> dict[str, str]:
    """Without the notices of themes, and with one date for all builds."""
    quiet = {
        "NO_MKDOCS_2_WARNING": "1",
        "DISABLE_MKDOCS_2_WARNING": "true",
        "SOURCE_DATE_EPOCH": "1772442600",
    }
    return os.environ | quiet


class Html(HTMLParser):
    """What a test asks of a page: its links, its headings, its words."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.source = text
        self.links: list[tuple[str, str]] = []
        self.meta: dict[str, str] = {}
        self._said: list[str] = []
        self.feed(text)

    @property
    def hrefs(self) -> list[str]:
        """Where the page links to."""
        return [href for href, _ in self.links]

    @property
    def words(self) -> str:
        """The text of the page."""
        return " ".join("".join(self._said).split())

    @property
    def nav(self) -> list[str]:
        """The titles in the main navigation, in their order."""
        found = re.search(r'<nav class="md-nav md-nav--primary.*?\n</nav>', self.source, re.DOTALL)
        spans = re.findall(r'<span class="md-ellipsis">(.*?)</span>', found[0] if found else "", re.DOTALL)
        return list(dict.fromkeys(" ".join(span.split()) for span in spans))

    def handle_starttag(self, tag, attrs):
        named = dict(attrs)
        if tag == "a" and named.get("href"):
            self.links.append((named["href"], named.get("title") or ""))
        if tag == "meta" and named.get("name"):
            self.meta[named["name"]] = named.get("content") or ""

    def handle_data(self, data):
        if self.cdata_elem is None:
            self._said.append(data)
