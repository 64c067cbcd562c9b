"""The tree as DOT, text and data."""

import xml.etree.ElementTree as ET

from elixir_design.architecture.derive import derive
from elixir_design.architecture.graphviz import render_svgs
from elixir_design.architecture.render import to_ascii, to_data, to_dot, to_list
from elixir_design.architecture.selection import Note, Selection

OPTIONS = {"process-architecture": ("genserver-per-conversation", "snapshot")}
NOTE = Note(id="s/p", title="P", dimension="process-architecture", options=OPTIONS["process-architecture"])
SELECTION = Selection(options=OPTIONS, notes=(NOTE,))


def test_text_shows_every_process_once_in_the_order_of_starting():
    architecture = derive(SELECTION)
    lines = to_ascii(architecture).splitlines()
    assert len(lines) == len(list(architecture.root.walk()))
    assert lines[0].startswith("MyAgents.Supervisor (rest_for_one")
    assert "|-- MyAgents.Snapshot.Keepers" in lines[1]
    assert all(line.isascii() for line in lines)


def test_every_node_of_the_drawing_links_to_its_decision():
    architecture = derive(SELECTION)
    svg = render_svgs({"t": to_dot(architecture, link=lambda decision: f"../decisions/{decision}/")})["t"]
    root = ET.fromstring(svg)
    links = [element.get("{http://www.w3.org/1999/xlink}href") for element in root.iter()]
    assert links.count("../decisions/s/p/") == sum(
        bool(process.decisions) for process in architecture.root.walk()
    )
    classes = " ".join(element.get("class", "") for element in root.iter())
    assert "partition-supervisor" in classes
    assert "dimension-process-architecture" in classes
    assert "transient" in classes


def test_ids_are_unique_and_differ_between_figures():
    architecture = derive(SELECTION)
    drawn = render_svgs({name: to_dot(architecture, prefix=name) for name in ("one", "two")})
    ids = [
        element.get("id")
        for svg in drawn.values()
        for element in ET.fromstring(svg).iter()
        if element.get("id")
    ]
    assert len(ids) == len(set(ids))


def test_a_link_to_a_script_is_no_link():
    assert "javascript" not in to_dot(derive(SELECTION), link=lambda _decision: "javascript:alert(1)")


def test_the_list_says_every_edge():
    architecture = derive(SELECTION)
    edges = sum(len(process.children) for process in architecture.root.walk())
    assert len(to_list(architecture)) == edges
    assert "MyAgents.Hosting supervises MyAgents.Agents.Registry (registry)" in to_list(architecture)


def test_data_holds_what_the_running_system_is_compared_with():
    data = to_data(derive(SELECTION))
    hosting = data["tree"]["children"][-1]
    assert hosting["name"] == "MyAgents.Hosting"
    assert hosting["strategy"] == "rest_for_one"
    agents = hosting["children"][1]
    assert agents["children"][0]["children"][0]["restart"] == "transient"
    assert data["tables"][0]["owner"] == "MyAgents.Snapshot.Owner"
