"""The architecture as people read it in a log or document: the tree, modules, types and callbacks in text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from elixir_design.architecture.derive import CombinationError, derive
from elixir_design.architecture.model import Architecture, Module
from elixir_design.architecture.render import to_ascii, to_dot
from elixir_design.architecture.selection import selection_from_ledger
from elixir_design.ledger.questions import State
from elixir_design.log.writing.input import line_of


@dataclass(frozen=True, slots=True)
class Sketch:
    """The architecture in a form that people read.

    Attributes:
        tree: The supervision tree as ASCII.
        modules: The directory layout.
        types: ``@type`` definitions by module.
        callbacks: ``@callback`` definitions by behaviour.
        warnings: Combinations that deserve a word.
    """

    tree: str
    modules: str
    types: str
    callbacks: str
    warnings: tuple[str, ...] = ()

    def as_markdown(self, level: int = 2) -> str:
        """As sections of a log or document, the first heading at ``level``."""
        below = "#" * (level + 1)
        parts = [
            f"{'#' * level} Architecture Sketch",
            f"{below} Supervision Tree\n\n```text\n{self.tree}\n```",
            f"{below} Module Structure\n\n```text\n{self.modules}\n```",
        ]
        if self.types:
            parts.append(f"{below} Type Specifications\n\n```elixir\n{self.types}\n```")
        if self.callbacks:
            parts.append(f"{below} Behaviour Definitions\n\n```elixir\n{self.callbacks}\n```")
        return "\n\n".join(parts)


def architecture_of(state: State) -> Architecture | None:
    """What the decisions mean; None when they do not add up, or when nothing is decided that brings code."""
    return derived_from(state)[0]


def sketch_of(architecture: Architecture) -> Sketch:
    """Draws an architecture in text."""
    return Sketch(
        tree=to_ascii(architecture).rstrip("\n"),
        modules=_layout([module.path for module in architecture.modules]),
        types=_definitions(architecture.modules, "type"),
        callbacks=_definitions(architecture.behaviours, "callback"),
        warnings=architecture.warnings,
    )


def tree_picture(document: Path) -> Path:
    """Where the drawing of the supervision tree stands: beside the design document."""
    return document.with_name(f"{document.stem}-tree.svg")


def draw_tree(state: State, path: Path) -> bool:
    """Draws the supervision tree as SVG, where Graphviz is at hand.

    Args:
        state: Where the design stands.
        path: The file to write.

    Returns:
        Whether there is a drawing now.

    Raises:
        OSError: The file cannot be written.
    """
    from elixir_design.architecture.graphviz import render_svgs

    architecture = architecture_of(state)
    if architecture is None:
        return False
    # The tree is in the text, too; who wants the picture is told by `elixir-design diagram` what to install.
    drawn = render_svgs(
        {"tree": to_dot(architecture)}, titles={"tree": "Supervision tree"}, warn=lambda _: None
    )
    if "tree" in drawn:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(drawn["tree"] + "\n", encoding="utf-8")
    return "tree" in drawn


def derived_from(state: State) -> tuple[Architecture | None, str]:
    """The architecture of the decisions that stand, or None and why there is none, for people."""
    selection = selection_from_ledger(state.ledger, state.catalog)
    if not selection.options:
        return None, "no decision names an option of the catalog yet"
    try:
        return derive(selection), ""
    except CombinationError as error:
        return None, f"the decisions do not add up to an architecture: {line_of(str(error))}"


def _layout(paths: Sequence[str]) -> str:
    """Paths as an indented tree of folders."""
    lines: list[str] = []
    seen: set[tuple[str, ...]] = set()
    for path in sorted(paths):
        *folders, name = path.split("/")
        for depth in range(len(folders)):
            above = tuple(folders[: depth + 1])
            if above not in seen:
                seen.add(above)
                lines.append(f"{'  ' * depth}{folders[depth]}/")
        lines.append(f"{'  ' * len(folders)}{name}")
    return "\n".join(lines)


def _definitions(modules: Iterable[Module], kind: str) -> str:
    blocks = []
    for module in modules:
        written = module.types if kind == "type" else module.callbacks
        if written:
            blocks.append(
                "\n".join([f"# {module.name}", *(f"@{kind} {definition}" for definition in written)])
            )
    return "\n\n".join(blocks)
