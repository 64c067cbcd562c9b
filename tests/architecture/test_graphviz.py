"""Drawing DOT: batches, the cache, hostile text, and machines that lack Graphviz."""

import shutil
import sys
import types
import xml.etree.ElementTree as ET

import pytest

from elixir_design.architecture import graphviz
from elixir_design.architecture.graphviz import INSTALL_HINT, identifier, quote, render_svgs, safe_url

SVG = "{http://www.w3.org/2000/svg}"


def graph(*labels):
    return "digraph g {" + "".join(f"n{i} [label={quote(label)}];" for i, label in enumerate(labels)) + "}"


def texts(svg):
    return [element.text for element in ET.fromstring(svg).iter(f"{SVG}text")]


def test_draws_every_graph_under_its_own_name_in_one_run(monkeypatch):
    runs = []
    real = graphviz._run_dot
    monkeypatch.setattr(graphviz, "_run_dot", lambda *a: runs.append(a) or real(*a))
    drawn = render_svgs({name: graph(name) for name in ("first", "second", "third")})
    assert {name: texts(svg) for name, svg in drawn.items()} == {
        "first": ["first"],
        "second": ["second"],
        "third": ["third"],
    }
    assert len(runs) == 1


def test_figure_follows_its_container_and_has_a_name():
    root = ET.fromstring(render_svgs({"g": graph("a")}, titles={"g": 'Tree of "A" & <B>'})["g"])
    assert "width" not in root.attrib
    assert "height" not in root.attrib
    assert root.attrib["role"] == "group"
    assert root.attrib["aria-label"] == 'Tree of "A" & <B>'
    assert "viewBox" in root.attrib


def test_one_bad_graph_is_named_and_spoils_no_other():
    messages = []
    drawn = render_svgs({"good": graph("a"), "bad": "digraph {", "fine": graph("b")}, warn=messages.append)
    assert sorted(drawn) == ["fine", "good"]
    assert len(messages) == 1
    assert "'bad'" in messages[0]
    assert "syntax error" in messages[0]


@pytest.mark.parametrize("source", ["", "digraph a {} digraph b {}"])
def test_a_source_without_exactly_one_graph_shifts_no_other(source):
    messages = []
    drawn = render_svgs({"odd": source, "after": graph("after")}, warn=messages.append)
    assert texts(drawn["after"]) == ["after"]
    assert "odd" not in drawn
    assert "not one" in messages[0]


@pytest.mark.parametrize(
    "label",
    [
        'say "hi"',
        "back\\slash \\N \\l",
        "<b>not html</b>",
        "#{interp} {{ jinja }}",
        "a]; evil [label=x",
        "größe → ✓",
        "&amp; &",
    ],
)
def test_any_text_is_shown_as_it_is(label):
    assert texts(render_svgs({"g": graph(label)})["g"]) == [label]


def test_characters_that_xml_cannot_hold_are_dropped():
    assert texts(render_svgs({"g": graph("a\x00b\x1bc")})["g"]) == ["abc"]


@pytest.mark.parametrize(
    ("url", "kept"),
    [
        ("../dimensions/state-model/#top", True),
        ("https://example.org/a?b=c&d=e", True),
        ("#here", True),
        ("javascript:alert(1)", False),
        ("JavaScript:alert(1)", False),
        ("java\nscript:alert(1)", False),
        (" javascript:alert(1)", False),
        ("data:text/html,hi", False),
        ("vbscript:x", False),
        ("file:///etc/passwd", False),
        ("http://[broken", False),
        ("", False),
    ],
)
def test_only_safe_links_survive(url, kept):
    assert bool(safe_url(url)) is kept
    svg = render_svgs({"g": f"digraph {{ a [URL={quote(url)}]; }}"})["g"]
    assert ("href" in svg) is kept


def test_images_are_never_taken_in(tmp_path):
    picture = tmp_path / "secret.svg"
    picture.write_text('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')
    svg = render_svgs({"g": f'digraph {{ a [image="{picture}"]; }}'})["g"]
    assert "<image" not in svg
    assert "secret" not in svg


def test_unchanged_graphs_are_not_drawn_again(tmp_path, monkeypatch):
    first = render_svgs({"g": graph("a")}, tmp_path)
    monkeypatch.setattr(graphviz, "_run_dot", lambda *_: pytest.fail("drawn again"))
    assert render_svgs({"g": graph("a")}, tmp_path) == first
    assert [path.suffix for path in tmp_path.iterdir()] == [".svg"]


def test_a_cache_that_cannot_be_used_stops_nothing(tmp_path):
    blocked = tmp_path / "file"
    blocked.write_text("in the way")
    assert "g" in render_svgs({"g": graph("a")}, blocked)


def test_without_graphviz_one_message_says_what_to_install(monkeypatch):
    monkeypatch.setattr(shutil, "which", lambda _: None)
    monkeypatch.setitem(sys.modules, "pygraphviz", None)
    messages = []
    assert render_svgs({"a": graph("a"), "b": graph("b")}, warn=messages.append) == {}
    assert messages == [INSTALL_HINT]


def test_pygraphviz_stands_in_for_dot(monkeypatch):
    class AGraph:
        def __init__(self, string):
            if "{" not in string:
                raise ValueError("bad graph")

        def draw(self, **_options):
            return b'<?xml version="1.0"?><svg width="8pt" xmlns="http://www.w3.org/2000/svg"><g/></svg>'

    monkeypatch.setattr(shutil, "which", lambda _: None)
    monkeypatch.setitem(sys.modules, "pygraphviz", types.SimpleNamespace(AGraph=AGraph))
    messages = []
    drawn = render_svgs({"a": "digraph {}", "b": "nonsense"}, warn=messages.append)
    assert list(drawn) == ["a"]
    assert "width" not in drawn["a"]
    assert messages == ["the diagram 'b' cannot be drawn: bad graph"]


@pytest.mark.parametrize("text", ["Agent Supervisor", "—", "日本", "a--b"])
def test_identifiers_are_plain(text):
    assert identifier(text).replace("-", "").isalnum()
    assert identifier(text).isascii()
