"""JSON text with places: every value's line and column, and what JSON's usual reader lets pass."""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

Path = tuple[str | int, ...]
"""The keys and positions that lead to a value, from the outermost inwards."""

# Only for text that JSON's own reader has accepted: what lies between tokens is white space.
_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\],:]|[^\s{}\[\],:"]+', re.DOTALL)
_PLAIN_KEY = re.compile(r"[^\W\d][\w-]*")
_LONGEST_NUMBER = 30


@dataclass(frozen=True, slots=True)
class Member:
    """A value in the text.

    Attributes:
        path: What leads to it.
        key: Where its key begins and ends, for a member of an object.
        span: Where the value begins and ends; of an object or a list only its bracket.
    """

    path: Path
    key: tuple[int, int] | None
    span: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong with one value.

    Attributes:
        path: What leads to the value.
        message: What is wrong, without a final full stop.
        hint: What to do about it.
        on_key: True when the fault is the key's, not the value's.
        harmless: True for what is only worth saying: the file can be used.
    """

    path: Path
    message: str
    hint: str = ""
    on_key: bool = False
    harmless: bool = False


@dataclass(frozen=True, slots=True)
class Lines:
    """A text's lines, to say where something stands."""

    lines: tuple[str, ...]
    starts: tuple[int, ...]

    @classmethod
    def of(cls, text: str) -> Lines:
        """The lines of a text."""
        lines = tuple(text.split("\n"))
        return cls(lines, tuple(accumulate((len(line) + 1 for line in lines[:-1]), initial=0)))

    def at(self, offset: int) -> tuple[int, int, str]:
        """The 1-based line and column of a character, and the line itself."""
        number = bisect_right(self.starts, offset)
        return number, offset - self.starts[number - 1] + 1, self.lines[number - 1].rstrip("\r")


def shown_path(path: Path) -> str:
    """A path as people write it: ``decisions[3].choices[0].text``; the whole file for an empty one."""
    text = ""
    for step in path:
        if isinstance(step, int):
            text += f"[{step}]"
        elif _PLAIN_KEY.fullmatch(step):
            text += f".{step}" if text else step
        else:
            text += f"[{json.dumps(step, ensure_ascii=False)}]"
    return text or "file"


def parse(text: str) -> tuple[object, list[Fault]]:
    """Reads JSON.

    Args:
        text: The file's text.

    Returns:
        The value, and what Python's reader would have passed over: a key that stands twice (the later one
        wins in silence), numbers that JSON does not have, and numbers too long to be meant.

    Raises:
        ValueError: It is not JSON at all (``json.JSONDecodeError`` says where).
        RecursionError: It is nested too deeply.
    """
    suspicious = False

    def pairs(said: Sequence[tuple[str, object]]) -> dict[str, object]:
        nonlocal suspicious
        found = dict(said)
        suspicious = suspicious or len(found) != len(said)
        return found

    def constant(_: str) -> float:
        nonlocal suspicious
        suspicious = True
        return 0.0

    def integer(digits: str) -> int:
        nonlocal suspicious
        if len(digits) <= _LONGEST_NUMBER:
            return int(digits)
        suspicious = True
        return 0

    data: object = json.loads(text, object_pairs_hook=pairs, parse_constant=constant, parse_int=integer)
    return data, list(_faults(text)) if suspicious else []


def find(text: str, wanted: Collection[Path]) -> dict[Path, Member]:
    """Where values stand in a text that ``parse`` accepted; the first place of a path that is there twice."""
    places: dict[Path, Member] = {}
    for member in members(text):
        if member.path in wanted:
            places.setdefault(member.path, member)
    return places


def _faults(text: str) -> Iterator[Fault]:
    seen: set[Path] = set()
    twice: set[Path] = set()
    for member in members(text):
        word = text[slice(*member.span)]
        if member.key is not None:
            if member.path in seen and not any(member.path[:end] in twice for end in range(len(member.path))):
                yield Fault(
                    member.path, "this key stands twice in its object", "leave only one of them", on_key=True
                )
                twice.add(member.path)
            seen.add(member.path)
        if word in {"NaN", "Infinity", "-Infinity"}:
            yield Fault(member.path, f"{word} is no value that JSON has", "write a number or null")
        elif word[0] not in '"{[' and len(word) > _LONGEST_NUMBER:
            yield Fault(member.path, f"a number of {len(word)} digits cannot be meant", "correct it")


def members(text: str) -> Iterator[Member]:
    """All values in the order of a text that ``parse`` accepted, without recursion."""
    path: list[str | int] = []
    is_list: list[bool] = []
    key: tuple[int, int] | None = None
    expects_key = False
    for match in _TOKEN.finditer(text):
        word = match[0]
        if word in {"}", "]"}:
            path.pop()
            is_list.pop()
            expects_key = False
        elif word == ",":
            last = path[-1]
            if isinstance(last, int):
                path[-1] = last + 1
            expects_key = not is_list[-1]
        elif expects_key:
            path[-1] = json.loads(word)
            key, expects_key = match.span(), False
        elif word != ":":
            yield Member(tuple(path), key, match.span())
            key = None
            if word in {"{", "["}:
                is_list.append(word == "[")
                path.append(0 if word == "[" else "")
                expects_key = word == "{"
