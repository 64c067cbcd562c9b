"""YAML with positions: plain values that remember where they stand, so that an error can name the line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any

from elixir_design.diagnostics import Diagnostic, Severity

_KINDS = {
    "tag:yaml.org,2002:str": "text",
    "tag:yaml.org,2002:int": "a number",
    "tag:yaml.org,2002:float": "a number",
    "tag:yaml.org,2002:bool": "true or false",
    "tag:yaml.org,2002:null": "nothing",
    "tag:yaml.org,2002:timestamp": "a date",
    "tag:yaml.org,2002:map": "a mapping",
    "tag:yaml.org,2002:seq": "a list",
}
_TRUE = {"true", "yes", "on"}


class CatalogError(Exception):
    """A catalog file cannot be used; ``diagnostics`` say where and why, all of them at once."""

    def __init__(self, diagnostics: tuple[Diagnostic, ...]) -> None:
        self.diagnostics = diagnostics
        super().__init__("\n".join(diagnostic.render() for diagnostic in diagnostics))


@dataclass(slots=True)
class Source:
    """One YAML file under reading.

    Attributes:
        path: The file as the person named it.
        lines: Its text, for messages.
        problems: What was found wrong so far.
        places: Where each dimension (``slug``) and option (``dimension/option``) stands.
    """

    path: str
    lines: list[str]
    problems: list[Diagnostic] = field(default_factory=list)
    places: dict[str, Value] = field(default_factory=dict)

    def report(self, line: int, column: int, message: str, *, hint: str = "", width: int = 1) -> None:
        """Notes a problem at a 1-based place."""
        text = self.lines[line - 1] if 0 < line <= len(self.lines) else ""
        self.problems.append(
            Diagnostic(
                self.path, line, column, "catalog", message, Severity.ERROR, hint, source=text, width=width
            )
        )


@dataclass(frozen=True, slots=True)
class Value:
    """A YAML node with its place and the key that leads to it (``options[2].pros``).

    The reading methods report what they did not expect and return an empty value, so that one run names
    every mistake in a file.
    """

    node: Any
    key: str
    source: Source

    @property
    def kind(self) -> str:
        """What stands here, in people's words."""
        return _KINDS.get(self.node.tag, f"a value tagged {self.node.tag}")

    @property
    def line(self) -> int:
        """1-based line."""
        return int(self.node.start_mark.line) + 1

    def report(self, message: str, *, hint: str = "") -> None:
        """Notes a problem with this value, naming its key."""
        mark, end = self.node.start_mark, self.node.end_mark
        width = end.column - mark.column if end.line == mark.line else 1
        self.source.report(
            mark.line + 1, mark.column + 1, f"{self.key or 'file'}: {message}", hint=hint, width=width
        )

    def expected(self, what: str) -> None:
        """Notes that something else was expected here."""
        self.report(f"expected {what}, found {self.kind}")

    def text(self) -> str:
        """The text that stands here; never blank."""
        if self.kind != "text":
            self.expected("text")
            return ""
        value = str(self.node.value).strip()
        if not value:
            self.report("expected text, found an empty one")
        return value

    def number(self) -> int:
        """The whole number from 1 that stands here."""
        raw = str(self.node.value) if self.kind == "a number" else ""
        if not raw.isdecimal() or int(raw) < 1:
            self.report(f"expected a whole number from 1, found {raw or self.kind}")
            return 0
        return int(raw)

    def boolean(self) -> bool:
        """The truth value that stands here."""
        if self.kind != "true or false":
            self.expected("true or false")
            return False
        return str(self.node.value).lower() in _TRUE

    def items(self, what: str) -> list[Value]:
        """The items of the list that stands here; ``what`` names them for the error."""
        if self.kind != "a list":
            self.expected(f"a list of {what}")
            return []
        return [
            Value(node, f"{self.key}[{index}]", self.source) for index, node in enumerate(self.node.value)
        ]

    def texts(self) -> tuple[str, ...]:
        """The list of text that stands here."""
        return tuple(item.text() for item in self.items("text"))

    def fields(self, known: frozenset[str]) -> dict[str, Value]:
        """The mapping that stands here; keys that are not ``known`` and doubled keys are reported."""
        if self.kind != "a mapping":
            self.expected("a mapping")
            return {}
        found: dict[str, Value] = {}
        for name, key, value in self._pairs():
            if name in known:
                found[name] = value
            else:
                near = get_close_matches(name, known, n=1)
                hint = f"did you mean {near[0]}?" if near else f"known keys: {', '.join(sorted(known))}"
                key.report("unknown key", hint=hint)
        return found

    def raw(self, depth: int = 0) -> Any:  # noqa: ANN401 -- any YAML value
        """What stands here as plain Python values, for parts that somebody else gives types to."""
        deepest = 20
        if depth > deepest:
            # An anchor that contains itself would otherwise be followed for ever.
            self.report(f"nested more than {deepest} levels deep")
            return None
        kind = self.kind
        if kind == "a mapping":
            return {name: value.raw(depth + 1) for name, _, value in self._pairs()}
        if kind == "a list":
            return [item.raw(depth + 1) for item in self.items("values")]
        return self._scalar(kind)

    def _scalar(self, kind: str) -> object:
        if kind == "true or false":
            return self.boolean()
        if kind == "a number" and str(self.node.value).removeprefix("-").isdecimal():
            return int(self.node.value)
        return None if kind == "nothing" else self.node.value

    def _pairs(self) -> Iterator[tuple[str, Value, Value]]:
        """Names, keys and values of a mapping; keys that stand twice are reported."""
        lines: dict[str, int] = {}
        for key, value in self.node.value:
            # A key may itself be a mapping or a list in YAML; its text then only serves the message.
            name = key.value if isinstance(key.value, str) else "?"
            path = f"{self.key}.{name}" if self.key else name
            placed = Value(key, path, self.source)
            if name in lines:
                placed.report(f"stands twice, first in line {lines[name]}")
                continue
            lines[name] = placed.line
            yield name, placed, Value(value, path, self.source)


def read_yaml(text: str, path: str) -> tuple[Source, list[Value]]:
    """Reads the documents of a YAML file.

    Args:
        text: The file's text.
        path: The file as the person named it, for messages.

    Returns:
        The source, which collects problems, and one value per document.
    """
    # Imported here: the command line starts faster without it.
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    source = Source(path, text.splitlines())
    try:
        nodes = [node for node in yaml.compose_all(text, Loader=loader) if node is not None]
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        source.report(min(line, len(source.lines) or 1), column, f"this is not YAML: {error.problem}")
        return source, []
    except yaml.YAMLError as error:
        reason = getattr(error, "reason", None) or str(error).splitlines()[0]
        source.report(1, 1, f"this is not YAML: {reason}")
        return source, []
    return source, [Value(node, "", source) for node in nodes]
