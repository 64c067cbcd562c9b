"""Templates: Markdown pages with islands of HTML, filled in by Jinja."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from markupsafe import Markup

from elixir_design.site.html.fragments import banner, choices, facts, options, points, reasoning
from elixir_design.site.html.status import STATUS_WORDS
from elixir_design.site.html.text_html import excerpt_html, inline_html, short_html, shortened
from elixir_design.site.html.widgets import Widgets
from elixir_design.site.view import View
from elixir_design.text.markdown import inline_markdown

_TEMPLATE_MARK = re.compile(r"\{(?=[{%#])")

if TYPE_CHECKING:
    from jinja2 import Environment


def render(template: str, view: View, page: str, **values: object) -> str:
    """Fills in a template for one page.

    Args:
        template: Name below ``templates/`` without ``.md.j2``.
        view: What is shown.
        page: Path of the page, from which links are made.
        values: What else the template needs.
    """
    text = (
        _environment()
        .get_template(f"{template}.md.j2")
        .render(view=view, w=Widgets(view, page), page=page, **values)
    )
    return re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"


@lru_cache(maxsize=1)
def _environment() -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(
        excerpt=excerpt_html,
        heading=lambda text: Markup(inline_markdown(text)),  # noqa: S704 - made safe there
        inline=inline_html,
        island=island,
        short=short_html,
        shortened=shortened,
        plural=plural,
    )
    environment.globals.update(
        banner=banner,
        choices=choices,
        facts=facts,
        options=options,
        points=points,
        reasoning=reasoning,
        status_words=STATUS_WORDS,
    )
    return environment


def plural(count: int, one: str, many: str = "") -> str:
    """A count with its noun."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def island(text: str) -> Markup:
    """HTML without blank lines and indentation: no Markdown dialect ends it early or sees code in it."""
    # As a plain str: slicing Markup makes and checks an object for every line.
    lines = [line.strip() for line in str(text).split("\n")]
    html = "\n".join(line for line in lines if line)
    # Plugins that read pages as templates would take these for theirs.
    return Markup(_TEMPLATE_MARK.sub("&#123;", html))  # noqa: S704 - rendered already
