"""Renders as sites do, with the fewest and the most extensions, and reads the result as a browser would."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

import markdown
import pytest

MINIMAL = ("toc", "tables", "fenced_code", "attr_list")
MAXIMAL = (
    "abbr",
    "admonition",
    "attr_list",
    "def_list",
    "footnotes",
    "md_in_html",
    "nl2br",
    "tables",
    "toc",
    "wikilinks",
    "pymdownx.arithmatex",
    "pymdownx.betterem",
    "pymdownx.blocks.admonition",
    "pymdownx.blocks.definition",
    "pymdownx.blocks.details",
    "pymdownx.blocks.html",
    "pymdownx.blocks.tab",
    "pymdownx.caret",
    "pymdownx.critic",
    "pymdownx.details",
    "pymdownx.emoji",
    "pymdownx.fancylists",
    "pymdownx.highlight",
    "pymdownx.inlinehilite",
    "pymdownx.keys",
    "pymdownx.magiclink",
    "pymdownx.mark",
    "pymdownx.progressbar",
    "pymdownx.quotes",
    "pymdownx.saneheaders",
    "pymdownx.smartsymbols",
    "pymdownx.snippets",
    "pymdownx.superfences",
    "pymdownx.tabbed",
    "pymdownx.tasklist",
    "pymdownx.tilde",
)
CONFIGURATION = {
    "pymdownx.arithmatex": {"generic": True},
    "pymdownx.quotes": {"callouts": True},
    "pymdownx.snippets": {"base_path": ["/etc", "."], "check_paths": True, "url_download": True},
    "pymdownx.tasklist": {"custom_checkbox": True},
    "pymdownx.superfences": {
        "custom_fences": [
            {
                "name": "mermaid",
                "class": "mermaid",
                "format": lambda source, *_: f"<pre class=mermaid>{source}</pre>",
            }
        ]
    },
}
BLOCKS = frozenset(
    [
        "p",
        "div",
        "ul",
        "ol",
        "li",
        "pre",
        "table",
        "thead",
        "tbody",
        "tr",
        "td",
        "th",
        "blockquote",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "hr",
        "br",
    ]
)


@dataclass
class Rendered(HTMLParser):
    """What a page holds: its visible words, its elements, their attributes."""

    source: str
    words: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    attributes: list[tuple[str, str, str]] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)

    @property
    def text(self):
        """Visible text; white space between blocks is the renderer's own affair, within them it counts."""
        return re.sub(r"\n\s*", "\n", "".join(self._text)).strip()

    def __post_init__(self):
        super().__init__(convert_charrefs=True)
        self._text = []
        self.feed(self.source)
        self.close()
        self.words = "".join(self._text).split()

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += [(tag, name, value or "") for name, value in attrs]
        if tag in BLOCKS:
            self._text.append("\n")
        # A picture's words are read out, and shown where the picture is not.
        self._text += [f" {value} " for name, value in attrs if tag == "img" and name == "alt"]

    def handle_endtag(self, tag):
        if tag in BLOCKS:
            self._text.append("\n")

    def handle_data(self, data):
        self._text.append(data)

    def handle_comment(self, data):
        self.comments.append(data)


def renderer(extensions, configuration=None):
    """One converter for all texts: making one takes far longer than converting a few lines."""
    converter = markdown.Markdown(extensions=extensions, extension_configs=configuration or {})
    return lambda source: Rendered(converter.reset().convert(source))


@pytest.fixture(scope="session")
def minimal():
    """Renders with the extensions that MkDocs and the plugin always switch on."""
    return renderer(MINIMAL)


@pytest.fixture(scope="session")
def maximal():
    """Renders with every extension that sites are likely to have, all at once."""
    return renderer(MAXIMAL, CONFIGURATION)


@pytest.fixture(scope="session", params=["minimal", "maximal"])
def render(request):
    return request.getfixturevalue(request.param)


@pytest.fixture(scope="session")
def read():
    """Reads HTML that is there already."""
    return Rendered
