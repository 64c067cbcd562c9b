"""Pages remembered from one build to the next, with everything that was looked at to make them.

A page is made from the values that its function is given and from what it looks up in the view while it runs.
Both are noted. When the same values come again and every look-up has the same answer, the page is the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any, NoReturn, TypeVar, cast

from elixir_design.site.view import View

T = TypeVar("T")

_MISSING = object()
# What depends on all logs at once. A remembered page is given the part that it needs instead.
_WHOLE = ("ledger", "findings", "system")


@dataclass(frozen=True, slots=True)
class _Made:
    values: tuple[object, ...]
    lookups: tuple[tuple[str, object, object], ...]
    result: Any


class PageMemo:
    """What was made in the last build, by the function that made it and the subject's name."""

    def __init__(self) -> None:
        self._earlier: dict[tuple[object, str], _Made] = {}
        self._now: dict[tuple[object, str], _Made] = {}
        self._scope: tuple[object, ...] | None = None
        self._view: View | None = None
        self._tables: dict[str, Mapping[Any, Any]] = {}
        self._lookups: list[tuple[str, object, object]] = []
        self.made = 0

    def watch(self, view: View) -> View:
        """Begins a build.

        Args:
            view: What is shown now.

        Returns:
            The view to make the pages from; its ``made`` remembers.
        """
        scope = (view.options, view.catalog)
        self._earlier = self._now if self._scope == scope else {}
        self._now = {}
        self._scope = scope
        self._tables = {
            field.name: table
            for field in fields(view)
            if isinstance(table := getattr(view, field.name), Mapping)
        }
        noting: dict[str, Any] = {
            **{name: _Noting(name, table, self._lookups) for name, table in self._tables.items()},
            **{name: _Whole(name) for name in _WHOLE},
        }
        self._view = replace(view, **noting)
        return replace(view, maker=self._make)

    def _make(self, _view: View, make: Callable[..., T], subject: str, /, *values: object) -> T:
        key = (make, subject)
        known = self._earlier.get(key)
        if known is None or known.values != values or not self._still_true(known):
            self._lookups.clear()
            result = make(cast("View", self._view), *values)
            known = _Made(values, tuple(self._lookups), result)
            self.made += 1
        self._now[key] = known
        return cast("T", known.result)

    def _still_true(self, known: _Made) -> bool:
        tables = self._tables
        for name, key, answer in known.lookups:
            now = tables[name].get(key, _MISSING)
            if now is not answer and now != answer:
                return False
        return True


class _Noting(Mapping[Any, Any]):
    """A table that notes what is looked up in it."""

    def __init__(self, name: str, table: Mapping[Any, Any], notes: list[tuple[str, object, object]]) -> None:
        self._name = name
        self._table = table
        self._notes = notes

    def __getitem__(self, key: object) -> Any:  # noqa: ANN401 - as the table has it
        answer = self._table.get(key, _MISSING)
        self._notes.append((self._name, key, answer))
        if answer is _MISSING:
            raise KeyError(key)
        return answer

    def __iter__(self) -> Iterator[Any]:
        _refuse(self._name)

    def __len__(self) -> int:  # noqa: PLE0303 - it does not return
        _refuse(self._name)


class _Whole:
    """Stands where a remembered page must not look."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __getattr__(self, _attribute: str) -> NoReturn:
        _refuse(self._name)

    def __iter__(self) -> Iterator[Any]:
        _refuse(self._name)


def _refuse(name: str) -> NoReturn:
    raise RuntimeError(
        f"a remembered page must not depend on the whole of `{name}`: pass it the part it needs"
    )
