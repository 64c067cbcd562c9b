"""Page values as Markdown files with front matter, the form that every site generator takes."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

from elixir_design.site.model import Page
from elixir_design.site.theme_text import theme_text

# JSON strings are YAML strings except for characters that YAML cannot hold raw or would fold as line breaks.
_NOT_RAW_IN_YAML = re.compile(
    "[^\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)


def page_text(page: Page) -> str:
    """The page as the text of a Markdown file: title and metadata as front matter, then the body."""
    lines = [f"{_scalar(key)}: {_scalar(value)}" for key, value in page_meta(page).items()]
    body = page.markdown if page.markdown.endswith("\n") else page.markdown + "\n"
    return "\n".join(["---", *lines, "---", "", body.lstrip("\n")])


def page_meta(page: Page) -> dict[str, object]:
    """The page's front matter as the plain values that reading it back from a file would give."""
    values = {str(key): _plain(value) for key, value in page.metadata.items()}
    if "description" in values:
        values["description"] = theme_text(str(values["description"]))
    return {"title": theme_text(page.title), **values}


def _plain(value: object) -> object:
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        items = sorted(value) if isinstance(value, set | frozenset) else value
        return [_plain(item) for item in items]
    if value is None or isinstance(value, bool | int | float):
        return value
    return str(value)


def _scalar(value: object) -> str:
    # A lone surrogate has no place in a file; what it stood for is lost already.
    text = json.dumps(value, ensure_ascii=False).encode("utf-8", "replace").decode()
    return _NOT_RAW_IN_YAML.sub(lambda match: f"\\u{ord(match[0]):04x}", text)
