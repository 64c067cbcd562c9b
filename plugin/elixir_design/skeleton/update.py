"""Brings a project that people have edited to what other decisions would have generated.

Three versions of each file meet: as it was generated, as it is now on disk, and as it would be generated
today. What people changed stays, what the decisions change is brought in, and where both changed the same
lines people decide.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from enum import Enum
from pathlib import Path

from elixir_design.architecture.model import Architecture
from elixir_design.architecture.selection import Selection
from elixir_design.skeleton import files
from elixir_design.skeleton.escape import shown
from elixir_design.skeleton.generate import GenerationError, render
from elixir_design.skeleton.merge import MergeError, is_marked, merge
from elixir_design.skeleton.state import State, StateError, digest, load_state, rendered_files, save_state


class UpdateError(RuntimeError):
    """A project that cannot be updated; nothing was changed. The text is for people."""


class Action(Enum):
    """What becomes of a file; the value is what people read."""

    ADD = "add"
    REPLACE = "update"
    MERGE = "merge with your changes"
    CONFLICT = "conflict: you and the decisions changed the same lines"
    BLOCKED = "conflict: your own file is in the way, and stays"
    DELETE = "remove"
    ORPHAN = "keep: no longer generated, and you edited it"
    GONE = "leave away: you removed it"
    ADOPT = "has been changed by you in the same way"
    FORGET = "is removed already"


_CONFLICTS = frozenset({Action.CONFLICT, Action.BLOCKED})
_SILENT = frozenset({Action.ADOPT, Action.FORGET})
_WRITES = frozenset({Action.ADD, Action.REPLACE, Action.MERGE, Action.CONFLICT})


@dataclass(frozen=True, slots=True)
class Change:
    """What becomes of one file.

    Attributes:
        path: Where it is in the project.
        action: What is to be done.
        content: What it will hold, where something is written.
    """

    path: str
    action: Action
    content: bytes = b""


@dataclass(frozen=True, slots=True)
class UpdateReport:
    """What an update does to a project, or in a dry run would do.

    Attributes:
        target: The project.
        changes: All files that are touched, or would be if nobody had edited them.
        selection: The answers from now on.
        reasons: Options that came and went, with the decisions behind them, and decisions without code.
        warnings: Combinations that deserve a word.
        dry_run: Whether nothing was written.
    """

    target: Path
    changes: tuple[Change, ...]
    selection: Selection
    reasons: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    dry_run: bool = False

    @property
    def conflicts(self) -> tuple[str, ...]:
        """Files about which people have to decide."""
        return tuple(change.path for change in self.changes if change.action in _CONFLICTS)

    def lines(self) -> list[str]:
        """The plan as people read it, a file a line."""
        changes = [change for change in self.changes if change.action not in _SILENT]
        if not changes:
            return [f"{self.target}: is up to date"]
        lines = [f"{self.target}: {len(changes)} file{'s' if len(changes) > 1 else ''}"]
        lines += [f"  {reason}" for reason in self.reasons]
        lines += [f"  {change.path}: {change.action.value}" for change in changes]
        lines += [f"  doubtful: {shown(text, 300)}" for text in self.selection.doubtful]
        return lines + [f"  note: {text}" for text in self.warnings]


def stored_selection(target: Path) -> Selection:
    """The answers that a project was generated from.

    Raises:
        UpdateError: When it has none.
    """
    return _load(target).selection


def update(
    selection: Selection,
    target: Path,
    *,
    dry_run: bool = False,
    show: Callable[[UpdateReport], None] | None = None,
    progress: Callable[[str], None] | None = None,
) -> UpdateReport:
    """Brings a project to other answers.

    Args:
        selection: The answers from now on, for an application of the same name.
        target: The project.
        dry_run: Say what would be done, and change nothing.
        show: Called with the plan before the first file is touched.
        progress: Called with a line before each step.

    Raises:
        CombinationError: For options that do not go together.
        UpdateError: When the project cannot be updated; nothing was changed then.
    """
    state = _load(target)
    if (selection.app, selection.module) != (state.selection.app, state.selection.module):
        raise UpdateError(
            f"{target}: is the application {state.selection.app}; an update cannot give it another name"
        )
    try:
        _check_resolved(state, target)
        with tempfile.TemporaryDirectory(prefix="elixir-design-") as folder:
            rendering = render(selection, Path(folder), progress=progress)
            fresh = rendered_files(rendering.project)
        report = UpdateReport(
            target=target,
            changes=plan(state, target, fresh),
            selection=selection,
            reasons=_reasons(state.selection, rendering.design.architecture),
            warnings=rendering.warnings,
            dry_run=dry_run,
        )
        if show:
            show(report)
        if not dry_run:
            _apply(report, state, fresh)
    except (GenerationError, MergeError, StateError, files.UnsafePathError) as error:
        raise UpdateError(str(error)) from error
    except OSError as error:
        raise UpdateError(f"{error.filename or target}: {error.strerror or error}") from error
    return report


def plan(state: State, target: Path, fresh: Mapping[str, bytes]) -> tuple[Change, ...]:
    """What becomes of each file, sorted by path; touches nothing.

    Args:
        state: How the project was generated.
        target: The project as it is.
        fresh: The files as they would be generated now.
    """
    paths = sorted({*state.hashes, *fresh})
    changes = (_change(path, state, files.read(target, path), fresh.get(path)) for path in paths)
    return tuple(change for change in changes if change is not None)


def _reasons(before: Selection, architecture: Architecture) -> tuple[str, ...]:
    selection = architecture.selection
    old = {f"{dimension}/{option}" for dimension, options in before.options.items() for option in options}
    new = {f"{dimension}/{option}" for dimension, options in selection.options.items() for option in options}
    decided = {str(part.origin): ", ".join(map(shown, part.decisions)) for part in architecture.parts}
    return (
        *(f"no longer: {name}" for name in sorted(old - new)),
        *(f"now: {name} [{decided.get(name) or 'chosen on the command line'}]" for name in sorted(new - old)),
        *(
            f"a decision of your own, recorded without code: {shown(title)}"
            for title in selection.own
            if title not in before.own
        ),
    )


def _change(path: str, state: State, yours: bytes | None, now: bytes | None) -> Change | None:
    before = state.hashes.get(path)
    if now is None:
        return Change(path, _without(before, yours))
    if digest(now) == before:
        return None
    if yours is None:
        return Change(path, Action.ADD, now) if before is None else Change(path, Action.GONE)
    if yours == now:
        return Change(path, Action.ADOPT)
    if digest(yours) == before:
        return Change(path, Action.REPLACE, now)
    return _merged(path, state, yours, now)


def _merged(path: str, state: State, yours: bytes, now: bytes) -> Change:
    text = state.texts.get(path, "").encode()
    if digest(text) != state.hashes.get(path):
        # A file that was not generated, or of which nobody knows any more how it was: nothing to merge from.
        return Change(path, Action.BLOCKED)
    merged = merge(yours, text, now)
    return Change(path, Action.CONFLICT if merged.conflicts else Action.MERGE, merged.content)


def _without(before: str | None, yours: bytes | None) -> Action:
    if yours is None:
        return Action.FORGET
    return Action.DELETE if digest(yours) == before else Action.ORPHAN


def _apply(report: UpdateReport, state: State, fresh: Mapping[str, bytes]) -> None:
    """Changes the files, and remembers what was done also when not all could be."""
    hashes, texts = dict(state.hashes), dict(state.texts)
    conflicts: list[str] = []
    selection = state.selection
    try:
        for change in report.changes:
            path = change.path
            if change.action in _WRITES:
                files.write(report.target, path, change.content)
            elif change.action is Action.DELETE:
                files.remove(report.target, path)
            if change.action is Action.CONFLICT:
                conflicts.append(path)
            if change.action in _WRITES or change.action is Action.ADOPT:
                hashes[path], texts[path] = digest(fresh[path]), fresh[path].decode()
            elif change.action in {Action.DELETE, Action.FORGET}:
                del hashes[path]
        selection = report.selection
    finally:
        save_state(
            replace(state, selection=selection, hashes=hashes, texts=texts, conflicts=tuple(conflicts)),
            report.target,
        )


def _load(target: Path) -> State:
    try:
        state = load_state(target)
    except (StateError, files.UnsafePathError) as error:
        raise UpdateError(str(error)) from error
    except OSError as error:
        raise UpdateError(f"{target}: cannot be read: {error.strerror}") from error
    if state is None:
        raise UpdateError(
            f"{target}: is no project of elixir-design that can be updated (it has no .elixir-design); "
            "make one with scaffold"
        )
    return state


def _check_resolved(state: State, target: Path) -> None:
    marked = [path for path in state.conflicts if is_marked(files.read(target, path) or b"")]
    if marked:
        raise UpdateError(
            f"{target}: the last update left conflicts, resolve them first: {', '.join(marked)}"
        )
