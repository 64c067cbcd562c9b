"""YAML front matter: what stands between two lines of dashes at the head of a file."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import yaml

Plain = str | None | list["Plain"] | dict[str, "Plain"]
"""A value of YAML with every scalar as the words that were written; None for an empty one."""

_KEY = re.compile(r"""^(?P<key>"[^"]*"|'[^']*'|[^\W\d_][\w .-]*?)\s*:(?:[ \t]+(?P<value>.*)|\s*)$""")
_COMMENT = re.compile(r"(?:^|\s)#.*$")
_HTML_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_CLOSING = frozenset({"---", "..."})
_LONGEST = 400
"""Lines; what goes on for longer is a rule with prose below it."""
_DEEPEST = 8
_MOST_NODES = 20_000
_NESTING = re.compile(r"[\[{?]|-\s")
_FAST_NESTING = 300
_MOST_NESTING = 1000


@dataclass(frozen=True, slots=True)
class FrontValue:
    """One key of front matter.

    Attributes:
        key: As written, without quotation marks.
        line: Where it stands, 1-based.
        value: What it holds.
    """

    key: str
    line: int
    value: Plain

    @property
    def texts(self) -> tuple[str, ...]:
        """The value as words: one for a scalar, one for each scalar of a list; no map with values has any.

        ``{accepted}`` and ``{Ada, Grace}`` are maps without values: a template's braces, left around words.
        """
        items = self.items if self.items is not None else [self.value]
        return tuple(item for item in items if isinstance(item, str) and item.strip())

    @property
    def items(self) -> list[Plain] | None:
        """The items of a list, or the words between braces; None for any other value."""
        if isinstance(self.value, dict) and not any(self.value.values()):
            return [*self.value]
        return self.value if isinstance(self.value, list) else None


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The front matter of a file.

    Attributes:
        values: Its keys in order.
        end: Line of the closing mark, 1-based.
        wrong: Line and reason where it is no YAML; then ``values`` are the lines that look like keys.
    """

    values: tuple[FrontValue, ...]
    end: int
    wrong: tuple[int, str] | None = None

    def value(self, key: str) -> Plain:
        """What the first key of this name holds; None without one."""
        return next((found.value for found in self.values if found.key == key), None)


def front_matter_of(lines: list[str]) -> FrontMatter | None:
    """Reads the front matter of a file; never raises.

    Args:
        lines: All lines of the file.

    Returns:
        None where the file has none: no line of dashes at its head, or none that ends it, or something other
        than keys between them.
    """
    if not lines or lines[0].rstrip() != "---":
        return None
    end = next((at for at, line in enumerate(lines[1:_LONGEST], 1) if line.rstrip() in _CLOSING), None)
    if end is None:
        return None
    body = lines[1:end]
    bare = _without_comments(body)
    said = next((line for line in bare if line.strip() and not line.lstrip().startswith("#")), None)
    if said is not None and _KEY.match(said) is None:
        return None
    try:
        values = _composed("\n".join(body))
    except _NotYaml as error:
        return FrontMatter(_read_all_the_same(bare), end + 1, (error.line, error.reason))
    return FrontMatter(values, end + 1)


def _without_comments(body: list[str]) -> list[str]:
    """The lines without comments as in HTML, which YAML takes for words."""
    text = "\n".join(body)
    return _HTML_COMMENT.sub(lambda comment: "\n" * comment[0].count("\n"), text).split("\n")


def _read_all_the_same(bare: list[str]) -> tuple[FrontValue, ...]:
    """What is no YAML: it may be, without its comments; else its lines are read one by one."""
    try:
        return _composed("\n".join(bare))
    except _NotYaml:
        return _by_lines(bare)


class _NotYaml(Exception):  # noqa: N818 - it never leaves this module
    """The text is no YAML, or none that a person writes by hand."""

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(reason)
        self.line = line
        self.reason = reason


def _composed(text: str) -> tuple[FrontValue, ...]:
    # Imported late: most logs have no front matter.
    import yaml

    nesting = len(_NESTING.findall(text))
    if nesting > _MOST_NESTING:
        raise _NotYaml(2, "it nests too deeply")
    # The fast loader has no limit to its recursion but the machine's stack.
    fast = nesting <= _FAST_NESTING
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader) if fast else yaml.SafeLoader
    try:
        node = yaml.compose(text, Loader=loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise _NotYaml(mark.line + 2 if mark else 2, error.problem or "it is no YAML") from error
    except (yaml.YAMLError, RecursionError) as error:
        raise _NotYaml(2, "it is no YAML") from error
    if node is None:
        return ()
    if not isinstance(node, yaml.MappingNode):
        raise _NotYaml(2, "it holds no keys")
    budget = [_MOST_NODES]
    return tuple(
        FrontValue(key.value.strip(), key.start_mark.line + 2, _plain(value, budget))
        for key, value in node.value
        if isinstance(key, yaml.ScalarNode)
    )


def _plain(node: yaml.Node, budget: list[int], depth: int = 0) -> Plain:
    """A node as plain values; a file that nests without end is cut off, however it does so."""
    import yaml

    budget[0] -= 1
    if depth > _DEEPEST or budget[0] < 0:
        raise _NotYaml(node.start_mark.line + 2, "it nests too deeply")
    if isinstance(node, yaml.ScalarNode):
        return None if node.tag == "tag:yaml.org,2002:null" else str(node.value)
    if isinstance(node, yaml.SequenceNode):
        return [_plain(item, budget, depth + 1) for item in node.value]
    return {
        key.value: _plain(value, budget, depth + 1)
        for key, value in node.value
        if isinstance(key, yaml.ScalarNode)
    }


def _by_lines(body: list[str]) -> tuple[FrontValue, ...]:
    """The lines that look like ``key: value``, where YAML will not have the whole."""
    found = []
    for number, line in enumerate(body, start=2):
        if match := _KEY.match(line):
            value = _COMMENT.sub("", match["value"] or "").strip()
            for mark in "\"'":
                if len(value) > 1 and value[0] == value[-1] == mark:
                    value = value[1:-1]
            found.append(FrontValue(match["key"].strip("\"'"), number, value or None))
    return tuple(found)
