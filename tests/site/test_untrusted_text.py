"""A whole site made from hostile logs: nothing of theirs acts on any page, under any theme."""

import json
import re
import threading
from functools import partial
from html.parser import HTMLParser
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config

ATTACKS = [
    "<script>pwn()</script>",
    "</script><script>pwn()</script>",
    "</title><script>pwn()</script>",
    "<img src=x onerror=pwn()>",
    '"><svg onload=pwn()>',
    "' onmouseover='pwn()' x='",
    '" onmouseover="pwn()" x="',
    "&lt;script&gt;pwn()&lt;/script&gt;",
    "&amp;lt;/title&amp;gt;&amp;lt;script&amp;gt;pwn()",
    "`</title></code><img src=x onerror=pwn()>`",
    "`{{ pwn }} {% pwn %} {# pwn #}`",
    "{{ pwn }} {% pwn %} {# pwn #}",
    "[x](javascript:pwn())",
    "[x](data:text/html,pwn())",
    "![x](https://pwn.example/x.png)",
    '[x](https://pwn.example "onmouseover=pwn()")',
    "{ #x onclick=pwn() }",
    '--8<-- "pwn.md"',
    "]]> --> <!-- pwn",
    '\\N\\l\\"];pwn[URL="javascript:pwn()"]',
]
LOG = """\
# Session: {attack}

**Goal:** {attack}

**Artifacts:** `reports/synthesis/{attack}`, {attack}

{raw}

### Dimension 1: Process Architecture {attack}

**Context:** {attack}

**Options presented:**

#### Option A: {attack}

- Pros: {attack}
- Cons: {attack}

#### Option B: {attack} two

- Pros: {attack}

**Decision:** {attack} {number}

**Rationale:** {attack}

**Trade-offs accepted:** {attack}

**Revisit if:** {attack}

**Decided by:** {attack}

**Discussion:** {attack}

### Our own question: {attack}

| Aspect | Choice |
|--------|--------|
| {cell} | {cell} |

**Rationale:**

- {attack}

    {attack}

### Dimension 1, Gap 1: {attack}

**Decision:** {attack}

## Deferred

- {attack}

## Open questions

- {attack}

## Next steps

- [ ] {attack}
"""
REPORT = """\
# Report {attack}

## Supervision and processes {attack}

Each conversation is a process under a supervisor: {attack}

- GenServer {attack}

{raw}
"""
CONFIG = """\
site_name: Hostile
site_url: https://casebook.example/
theme: {{name: {theme}{font}}}
plugins: [search, elixir-design]
markdown_extensions:
  - md_in_html
  - pymdownx.superfences
  - pymdownx.snippets
  - pymdownx.emoji
  - toc: {{permalink: true}}
"""
THEMES = {"material": ", font: false", "mkdocs": ""}
URL_ATTRIBUTES = {"href", "src", "xlink:href", "action", "data", "formaction", "srcset"}


class Audit(HTMLParser):
    """Collects everything on a page that could act and mentions the attacker's word."""

    def __init__(self, source):
        super().__init__()
        self.found = []
        self._element = ""
        self.json = []
        self.feed(source)
        self.close()

    def handle_starttag(self, tag, attributes):
        self._element = tag
        values = {name: value or "" for name, value in attributes}
        if tag == "script":
            self._element = values.get("type", "script")
        for name, value in values.items():
            acts = name.startswith("on") or "pwn" in name
            address = name in URL_ATTRIBUTES and re.match(
                r"[\W_]*(javascript|data|vbscript):", value, re.IGNORECASE
            )
            outside = tag in ("img", "script", "link", "iframe") and "pwn.example" in value
            if acts or (address and "pwn" in value) or outside:
                self.found.append(f"<{tag} {name}={value!r}>")
        if tag in ("img", "svg") and values.get("src") == "x":
            self.found.append(f"<{tag}>")

    def handle_endtag(self, _tag):
        self._element = ""

    def handle_data(self, data):
        if self._element == "application/json":
            self.json.append(data)
        elif self._element in ("script", "style") and "pwn" in data:
            self.found.append(f"{self._element}: {data[:80]}")

    def handle_comment(self, data):
        if "pwn" in data:
            self.found.append(f"comment: {data[:80]}")


@pytest.fixture(scope="module", params=THEMES)
def site(request, tmp_path_factory):
    root = tmp_path_factory.mktemp(request.param)
    for folder in ("docs/elixir-sessions", "reports/synthesis"):
        (root / folder).mkdir(parents=True)
    (root / "pwn.md").write_text("pwned by inclusion")
    (root / "docs" / "index.md").write_text("# Home\n")
    raw = "\n\n".join(ATTACKS)
    for number, attack in enumerate(ATTACKS):
        cell = attack.replace("|", "\\|")
        log = LOG.format(attack=attack, raw=raw, number=number, cell=cell)
        (root / "docs" / "elixir-sessions" / f"2026-03-{number + 1:02}-0900.md").write_text(log)
    (root / "reports" / "synthesis" / "antipatterns.md").write_text(
        "\n".join(REPORT.format(attack=attack, raw=raw) for attack in ATTACKS)
    )
    (root / "mkdocs.yml").write_text(CONFIG.format(theme=request.param, font=THEMES[request.param]))
    build(load_config(str(root / "mkdocs.yml")))
    return root / "site"


def pages(site):
    return [
        (path.relative_to(site).as_posix(), path.read_text(encoding="utf-8")) for path in site.rglob("*.html")
    ]


def test_the_attacks_are_on_the_pages_as_text(site):
    shown = "".join(text for path, text in pages(site) if path.startswith("decisions/records"))
    assert "pwn" in shown


def test_nothing_of_the_attackers_acts_on_any_page(site):
    found = {path: audit.found[:3] for path, text in pages(site) if (audit := Audit(text)).found}
    assert found == {}


def test_no_file_of_the_machine_is_included(site):
    assert not [path for path, text in pages(site) if "pwned by inclusion" in text]


def test_data_within_pages_is_json_and_ends_where_it_should(site):
    blocks = [block for path, text in pages(site) if "as-of" in path for block in Audit(text).json]
    data = [json.loads(block) for block in blocks]
    assert any("pwn" in json.dumps(block) for block in data)


def test_drawings_link_to_pages_of_the_site_only(site):
    links = [
        link
        for path, text in pages(site)
        for drawing in re.findall(r"<svg.*?</svg>", text, re.DOTALL)
        for link in re.findall(r'href="([^"]*)"', drawing)
        if "/graph/" in f"/{path}"
    ]
    assert not [link for link in links if ":" in link]


def test_the_search_index_holds_text(site):
    if site.parent.name.startswith("mkdocs"):
        pytest.skip("MkDocs's own search keeps plain text and escapes it when it shows it")
    index = json.loads((site / "search" / "search_index.json").read_text(encoding="utf-8"))
    found = [document["title"][:80] for document in index["docs"] if Audit(document["title"]).found]
    found += [document["text"][:80] for document in index["docs"] if Audit(document["text"]).found]
    assert found == []


def test_template_languages_find_nothing_on_generated_pages(site):
    sources = (site.parent / ".cache").rglob("*.md")
    outside_code = {
        str(path): mark[0]
        for path in sources
        for mark in [
            re.search(
                r".{0,40}\{[{%].{0,40}", re.sub(r"(?ms)^```.*?^```", "", path.read_text(encoding="utf-8"))
            )
        ]
        if mark and not mark[0].startswith("{#")
    }
    assert outside_code == {}


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_):
        """Says nothing: the test reads what the browser asks for."""


@pytest.fixture
def address(site):
    """The Material site, served: its search needs a server."""
    if not site.parent.name.startswith("material"):
        pytest.skip("one theme is enough for a browser")
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=site)) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join()


@pytest.mark.browser
def test_a_browser_runs_nothing_of_the_attackers_and_asks_no_other_host(site, address, chromium):
    outside = []
    with chromium.new_page() as page:
        page.on(
            "request",
            lambda r: None if r.url.startswith((address, "data:", "blob:")) else outside.append(r.url),
        )
        page.add_init_script("window.pwned = false; window.pwn = () => { window.pwned = true }")
        indexes = [path for path, _ in pages(site) if path.count("/") < 3]
        details = [path for path, _ in pages(site) if "/process-architecture" in path or "/sessions/" in path]
        visited = indexes + details[::3]
        for path in sorted(visited):
            page.goto(address + path)
            assert page.evaluate("window.pwned") is False, path
        page.goto(address)
        page.keyboard.press("/")
        page.keyboard.type("script pwn")
        page.locator(".md-search-result__item").first.wait_for()
        assert page.evaluate("window.pwned") is False
    assert outside == []
