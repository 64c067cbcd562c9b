"""Reads a page as a browser would: Markdown to HTML, HTML to elements, text and links."""

from __future__ import annotations

import posixpath
from html.parser import HTMLParser
from urllib.parse import unquote, urlsplit

import markdown

_VOID = {"br", "input", "img", "hr", "link", "meta"}


class Reading(HTMLParser):
    """A page's elements: tag, attributes, and the text within, in document order."""

    def __init__(self, html):
        super().__init__()
        self.elements = []
        self._open = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        element = {"tag": tag, "text": "", **{name: value or "" for name, value in attrs}}
        self.elements.append(element)
        if tag not in _VOID:
            self._open.append(element)

    def handle_endtag(self, tag):
        while self._open and self._open.pop()["tag"] != tag:
            pass

    def handle_data(self, data):
        for element in self._open:
            element["text"] += data

    def all(self, tag, css_class=""):
        return [
            element
            for element in self.elements
            if element["tag"] == tag and (not css_class or css_class in element.get("class", "").split())
        ]

    def ids(self):
        return [element["id"] for element in self.elements if "id" in element]

    def links(self):
        return [element["href"] for element in self.all("a") if "href" in element]

    @property
    def text(self):
        return " ".join("".join(e["text"] for e in self.elements if e["tag"] == "body").split())


def html_of(page):
    """What Python-Markdown makes of a page with the extensions that MkDocs and Material users have."""
    return markdown.markdown(page.markdown, extensions=["toc", "tables", "fenced_code", "attr_list"])


def read(page):
    return Reading(f"<body>{html_of(page)}</body>")


def target(page_path, href, *, directory_urls=True):
    """The page path and the anchor that a relative link leads to."""
    parts = urlsplit(href)
    here = page_address(page_path, directory_urls=directory_urls)
    joined = (
        posixpath.normpath(posixpath.join("/", posixpath.dirname(here), unquote(parts.path)))
        if parts.path
        else here
    )
    return joined.strip("/"), unquote(parts.fragment)


def page_address(path, *, directory_urls=True):
    """The address of a page below the root, without slashes at its ends."""
    stem = path.removesuffix(".md")
    if stem == "index" or stem.endswith("/index"):
        stem = stem.removesuffix("index").strip("/")
        return f"{stem}/" if directory_urls else f"{stem}/index.html"
    return f"{stem}/" if directory_urls else f"{stem}.html"
