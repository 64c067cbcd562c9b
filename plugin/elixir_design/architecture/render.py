"""The supervision tree as DOT, as ASCII, as a text list and as JSON, all from the same model."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from elixir_design.architecture.graphviz import identifier, quote, safe_url
from elixir_design.architecture.model import Architecture, Kind, Process, Table

Link = Callable[[str], str]
"""From a decision's id to the address of its page; empty for none."""

_GRAPH = (
    'class="supervision-tree", bgcolor="transparent", rankdir="LR", '
    'nodesep="0.12", ranksep="0.3", tooltip=" "'
)
_NODE = 'fontname="sans-serif", fontsize="11", style="rounded", margin="0.07,0.05"'
_EDGE = 'arrowsize="0.6", fontname="sans-serif", fontsize="9"'

_SHAPES = {
    Kind.SUPERVISOR: "box",
    Kind.PARTITION_SUPERVISOR: "box3d",
    Kind.DYNAMIC_SUPERVISOR: "box",
    Kind.TASK_SUPERVISOR: "box",
    Kind.REGISTRY: "cylinder",
    Kind.LIBRARY_SUPERVISOR: "component",
    Kind.WORKER: "ellipse",
}


def to_dot(architecture: Architecture, *, link: Link | None = None, prefix: str = "tree") -> str:
    """The tree as DOT.

    Every node has an id, classes for the style sheet (``supervisor``, ``worker``, ...; ``temporary`` and the
    like for its restart value; ``dimension-...`` for the question that put it there), a tooltip with the
    reason, and the address of its decision where ``link`` knows one.

    Args:
        architecture: What to draw.
        link: From a decision's id to its address.
        prefix: Makes ids unique among the figures of a page.
    """
    return _DotWriter(prefix, link).write(architecture)


def to_ascii(architecture: Architecture) -> str:
    """The tree as text, with lines drawn in ASCII."""
    lines = [_line(architecture, architecture.root)]
    _ascii_children(architecture, architecture.root, "", lines)
    return "\n".join(lines) + "\n"


def to_list(architecture: Architecture) -> list[str]:
    """The edges of the tree as sentences: for readers who do not see the picture."""
    return [
        f"{label(architecture, parent)} supervises {label(architecture, child)}"
        + (f" ({facts(child)})" if facts(child) else "")
        + "".join(f" [in doubt: {doubt}]" for doubt in architecture.doubts_about(child))
        for parent in architecture.root.walk()
        for child in parent.children
    ]


def to_data(architecture: Architecture) -> dict[str, Any]:
    """The tree as plain data: what the generated project's own test compares with the running system."""
    return {
        "schema": 1,
        "app": architecture.selection.app,
        "module": architecture.selection.module,
        "tree": _data(architecture, architecture.root),
        "tables": [
            {
                "name": architecture.full_name(table.name),
                "type": table.kind,
                "owner": architecture.full_name(table.owner),
                "holds": table.holds,
            }
            for table in architecture.tables
        ],
    }


def to_json(architecture: Architecture) -> str:
    """The tree as JSON."""
    return json.dumps(to_data(architecture), indent=2) + "\n"


@dataclass(frozen=True, slots=True)
class _DotWriter:
    prefix: str
    link: Link | None

    def write(self, architecture: Architecture) -> str:
        lines = [f"digraph {quote(self.prefix)} {{", f"  graph [id={quote(self.prefix)}, {_GRAPH}];"]
        lines += [f"  node [{_NODE}];", f"  edge [{_EDGE}];"]
        lines += self._process(architecture, architecture.root, ())
        for table in architecture.tables:
            lines += self._table(architecture, table)
        return "\n".join([*lines, "}"]) + "\n"

    def _process(self, architecture: Architecture, process: Process, above: tuple[str, ...]) -> Iterator[str]:
        path = (*above, process.name)
        node = self._id(path)
        classes = [process.kind.value.replace("_", "-"), process.restart]
        if process.origin:
            classes.append(f"dimension-{process.origin.dimension}")
        doubts = architecture.doubts_about(process)
        if doubts:
            classes.append("doubtful")
        lines = (_short(process), _second_line(process), "in doubt" if doubts else "")
        attributes = {
            "id": node,
            "class": " ".join(classes),
            "shape": _SHAPES[process.kind],
            "label": "\n".join(line for line in lines if line),
            "tooltip": "; ".join([process.why or facts(process) or _short(process), *doubts]),
        }
        if process.many:
            attributes["peripheries"] = "2"
        if address := self._address(process):
            attributes |= {"URL": address, "target": "_top"}
        yield f"  {quote(node)} [{_attributes(attributes)}];"
        for child in process.children:
            below = self._id((*path, child.name))
            edge = {
                "id": f"{below}-edge",
                "class": "supervises",
                "tooltip": f"{_short(process)} supervises {_short(child)}",
            }
            yield from self._process(architecture, child, path)
            yield f"  {quote(node)} -> {quote(below)} [{_attributes(edge)}];"

    def _table(self, architecture: Architecture, table: Table) -> Iterator[str]:
        node = f"{self.prefix}-table-{identifier(table.name)}"
        attributes = {
            "id": node,
            "class": "table",
            "shape": "cylinder",
            "label": f"{table.name}\n{table.kind} table",
            "tooltip": f"{table.access} table: {table.holds}",
        }
        yield f"  {quote(node)} [{_attributes(attributes)}];"
        owner = self._find(architecture.root, table.owner, ())
        if owner:
            edge = {"id": f"{node}-owner", "class": "owns", "style": "dashed", "tooltip": "owns"}
            yield f"  {quote(owner)} -> {quote(node)} [{_attributes(edge)}];"

    def _address(self, process: Process) -> str:
        if self.link is None:
            return ""
        return next((url for decision in process.decisions if (url := safe_url(self.link(decision)))), "")

    def _find(self, process: Process, name: str, above: tuple[str, ...]) -> str:
        path = (*above, process.name)
        if process.name == name:
            return self._id(path)
        return next((found for child in process.children if (found := self._find(child, name, path))), "")

    def _id(self, path: tuple[str, ...]) -> str:
        return "-".join((self.prefix, *(identifier(name) for name in path)))


def _attributes(attributes: Mapping[str, str]) -> str:
    return ", ".join(f"{name}={quote(value)}" for name, value in attributes.items())


def _ascii_children(architecture: Architecture, process: Process, indent: str, lines: list[str]) -> None:
    for position, child in enumerate(process.children):
        last = position == len(process.children) - 1
        lines.append(f"{indent}{'`-- ' if last else '|-- '}{_line(architecture, child)}")
        _ascii_children(architecture, child, indent + ("    " if last else "|   "), lines)


def _line(architecture: Architecture, process: Process) -> str:
    said = ", ".join(filter(None, [facts(process), "in doubt" if architecture.doubts_about(process) else ""]))
    origin = f"  <- {process.origin}" if process.origin else ""
    return f"{label(architecture, process)}{f' ({said})' if said else ''}{origin}"


def label(architecture: Architecture, process: Process) -> str:
    """What people call a process: its registered name in full, or what each of many is called."""
    if process.many or process.name == "partition":
        return _short(process)
    return architecture.full_name(process.name)


def _short(process: Process) -> str:
    if process.name == "partition":
        return f"each partition: {process.kind.words}"
    return process.name + (f" ({process.module})" if process.many and process.module else "")


def _second_line(process: Process) -> str:
    if process.many:
        return process.many
    return (
        process.strategy
        if process.kind is Kind.SUPERVISOR
        else ("" if process.name == "partition" else process.kind.words)
    )


def facts(process: Process) -> str:
    """What sort of process it is and how it is restarted, in words; may be empty."""
    parts: list[str] = []
    if process.many:
        parts.append(process.many)
    elif process.kind is not Kind.SUPERVISOR and process.name != "partition":
        parts.append(process.kind.words)
    if process.strategy:
        parts.append(process.strategy)
    if process.max_restarts:
        parts.append(f"at most {process.max_restarts} restarts in {process.max_seconds} s")
    if process.restart != "permanent":
        parts.append(process.restart)
    return ", ".join(parts)


def _data(architecture: Architecture, process: Process) -> dict[str, Any]:
    named = not process.many and process.name != "partition"
    return {
        "name": architecture.full_name(process.name) if named else process.name,
        "kind": process.kind.value,
        "module": architecture.full_name(process.module)
        if process.module and process.module != "Task"
        else None,
        "strategy": process.strategy or None,
        "restart": process.restart,
        "many": process.many or None,
        "origin": str(process.origin),
        "decisions": list(process.decisions),
        "why": process.why,
        "children": [_data(architecture, child) for child in process.children],
    }
