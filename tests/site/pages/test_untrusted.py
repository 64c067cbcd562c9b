"""Logs are written by people and assistants: nothing in them may act, or break the page around it."""

from __future__ import annotations

import re
from dataclasses import fields, replace

import pytest
import studio
from hypothesis import given, settings
from hypothesis import strategies as st
from reading import html_of, read
from site_building import built

from elixir_design.ledger.fold import fold
from elixir_design.log.model import Choice, Entry, Item, Option

HOSTILE = [
    "<script>alert(1)</script>",
    '<img src=x onerror="alert(1)">',
    '"><svg onload=alert(1)>',
    "</div></figure></td></table></details>",
    "[click](javascript:alert(1))",
    "![pixel](https://tracker.example/x.png)",
    "--8<-- 'secret.txt'",
    "{{ config }} {% raw %}",
    "a | b\n\n# Heading\n\n```\ncode",
    "<!-- never closed",
    "&lt;b&gt; &amp;",
    "\x00\x1b[31m",
]


def hostile_log(text):
    entry = Entry(
        **{
            **{field.name: getattr(studio.entry("T"), field.name) for field in fields(Entry)},
            "title": text,
            "name": text,
            "heading": text,
            "choices": (Choice(text, 1, aspect=text),),
            "context": (text,),
            "rationale": (text, text),
            "trade_offs": (text,),
            "options": (Option(text, 1, text, (text,), (text,), text, chosen=True), Option(f"{text} b", 1)),
            "discussion": (text,),
            "consequences": (text,),
            "revisit_if": (text,),
            "answered_by": text,
            "deciders": (text,),
        }
    )
    again = replace(entry, slug="again", choices=(Choice(f"{text} again", 1),))
    return studio.log(
        "2026-01-01-0000",
        text.splitlines()[0] if text.strip() else "S",
        entry,
        again,
        goal=text,
        artifacts=(text,),
        deferred=(Item(text, 1),),
        open_questions=(Item(text, 1),),
        next_steps=(Item(text, 1), Item(text, 2, done=True)),
    )


def site_of(text):
    return built(fold([hostile_log(text)], studio.CATALOG), draw=None)


@pytest.mark.parametrize("text", HOSTILE)
def test_text_of_a_log_does_not_act(text):
    for path, page in site_of(text).items():
        reading = read(page)
        scripts = [element for element in reading.all("script") if element.get("type") != "application/json"]
        assert scripts == [], path
        assert reading.all("img") == [], path
        for element in reading.elements:
            assert not any(name.startswith("on") for name in element), path
            assert not element.get("href", "").lower().startswith("javascript"), path


@pytest.mark.parametrize("text", HOSTILE)
def test_text_of_a_log_does_not_break_the_page_around_it(text):
    for path, page in site_of(text).items():
        html = html_of(page)
        for tag in ("table", "ol", "ul", "nav", "details", "dl"):
            assert html.count(f"<{tag}") == html.count(f"</{tag}>"), (path, tag)
        if not path.startswith(("sessions/", "reports/")):
            assert not re.search(r"&lt;/?(td|tr|li|p|a|ul|nav)[ &]", html.replace("&lt;/td&gt;", "")), path


@pytest.mark.parametrize("text", HOSTILE)
def test_no_line_of_a_page_begins_what_a_plugin_would_include_or_run(text):
    for path, page in site_of(text).items():
        assert not re.search(r"^\s*-+8<-+", page.markdown, re.MULTILINE), path
        assert "{{" not in page.markdown, path
        assert "{%" not in page.markdown, path


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=60))
def test_any_text_makes_pages(text):
    assert "index.md" in site_of(text)
