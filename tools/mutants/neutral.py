"""The neutral value of a type: what a function could answer that did not do its work."""

from __future__ import annotations

import dataclasses
from collections import abc
from datetime import UTC, datetime
from enum import Enum
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

_EMPTY: dict[object, abc.Callable[[], object]] = {
    Any: lambda: None,
    object: lambda: None,
    datetime: lambda: datetime.fromtimestamp(0, UTC),
    range: lambda: range(0),
    abc.Callable: lambda: lambda *_: None,
    abc.Iterator: lambda: iter(()),
    abc.Iterable: tuple,
    abc.Sequence: tuple,
    abc.Mapping: dict,
}


def neutral(hint: Any) -> object:  # noqa: ANN401, PLR0911 - any type, and one answer for each kind of type
    """The value of a type that says least, newly made.

    Args:
        hint: An annotation, evaluated.

    Returns:
        ``None`` where it is allowed, else what is empty, zero or false, else a record of such values.

    Raises:
        TypeError: When no such value can be made.
    """
    kind, inner = get_origin(hint) or hint, get_args(hint)
    if kind in {None, NoneType}:
        return None
    if kind in {Union, UnionType}:
        return None if NoneType in inner else neutral(inner[0])
    if kind is tuple and Ellipsis not in inner:
        return tuple(neutral(part) for part in inner)
    if kind in _EMPTY:
        return _EMPTY[kind]()
    if issubclass(kind, Enum):
        return next(iter(kind))
    if dataclasses.is_dataclass(kind) or hasattr(kind, "_fields"):
        hints = get_type_hints(kind)
        return kind(**{name: neutral(hints[name]) for name in kind.__match_args__})
    return kind()
