"""What a generated project remembers of its making: the answers, and each file as it was generated.

Both are in the project, in ``.elixir-design``, so that whoever has the project can update it: the answers
say what to render, and a file that still has its hash was not edited by anybody.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import elixir_design
from elixir_design.architecture.selection import Selection
from elixir_design.skeleton import files
from elixir_design.skeleton.context import dump_selection, load_selection

FOLDER = ".elixir-design"
_STATE = f"{FOLDER}/state.json"
_BASELINE = f"{FOLDER}/baseline.json"
_SCHEMA = 1


class StateError(RuntimeError):
    """A state that cannot be read; the text says where and what to do."""


@dataclass(frozen=True, slots=True)
class State:
    """The making of a project.

    Attributes:
        selection: The answers.
        hashes: SHA-256 of each file as it was generated, by path.
        texts: The files themselves. A text that got lost costs no more than the merge of that file.
        conflicts: Files into which an update wrote marks of conflict.
    """

    selection: Selection
    hashes: Mapping[str, str] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)
    conflicts: tuple[str, ...] = ()


def digest(content: bytes) -> str:
    """The hash by which a file is compared with the one that was generated."""
    return hashlib.sha256(content).hexdigest()


def state_of(selection: Selection, project: Path) -> State:
    """The state of a project that was rendered a moment ago and that nobody has touched."""
    contents = rendered_files(project)
    return State(
        selection=selection,
        hashes={path: digest(content) for path, content in contents.items()},
        texts={path: content.decode() for path, content in contents.items()},
    )


def rendered_files(project: Path) -> dict[str, bytes]:
    """All files of a rendered project but its state, by path."""
    return {
        path: file.read_bytes()
        for file in sorted(project.rglob("*"))
        if file.is_file() and not is_state(path := file.relative_to(project).as_posix())
    }


def is_state(path: str) -> bool:
    """Whether a file of a project is part of its state."""
    return path.startswith(f"{FOLDER}/")


def save_state(state: State, project: Path) -> None:
    """Writes a state into a project, the part last that says what the other is worth."""
    texts = {path: state.texts[path] for path in sorted(state.texts) if path in state.hashes}
    files.write(project, _BASELINE, _json(texts))
    answers = {
        "schema": _SCHEMA,
        "generator": elixir_design.__version__,
        "selection": json.loads(dump_selection(state.selection)),
        "conflicts": sorted(state.conflicts),
        "files": dict(sorted(state.hashes.items())),
    }
    files.write(project, _STATE, _json(answers))


def load_state(project: Path) -> State | None:
    """The state of a project, or None where there is none.

    Raises:
        StateError: When there is one that cannot be read.
        UnsafePathError: When it leads out of the project.
    """
    content = files.read(project, _STATE)
    if content is None:
        return None
    try:
        data = json.loads(content)
        if data["schema"] != _SCHEMA:
            raise StateError(
                f"{project / _STATE}: was written by another version of elixir-design "
                f"({data.get('generator', 'unknown')}); use that one, or a newer one"
            )
        state = State(
            selection=load_selection(json.dumps(data["selection"])),
            hashes=_texts(data["files"]),
            texts=_texts(json.loads(files.read(project, _BASELINE) or b"{}")),
            conflicts=tuple(str(path) for path in data["conflicts"]),
        )
    except (KeyError, TypeError, ValueError, RecursionError) as error:
        raise StateError(
            f"{project / _STATE}: cannot be read ({type(error).__name__}: {error}); take it from your "
            f"version control, or remove {FOLDER} and generate the project anew with scaffold --force"
        ) from error
    outside = [path for path in (*state.hashes, *state.conflicts) if not files.is_inner(path)]
    if outside:
        raise StateError(f"{project / _STATE}: names {outside[0]!r}, which is outside of the project")
    return state


def _texts(data: object) -> dict[str, str]:
    if not isinstance(data, dict) or not all(isinstance(value, str) for value in data.values()):
        raise TypeError("expected an object of texts")
    return {str(key): value for key, value in data.items()}


def _json(data: object) -> bytes:
    return (json.dumps(data, indent=0, ensure_ascii=True) + "\n").encode()
