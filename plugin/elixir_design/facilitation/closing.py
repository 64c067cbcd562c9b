"""The end of a session: the architecture that the decisions mean, what was decided, and what to do next."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from elixir_design.architecture.model import Architecture, Module
from elixir_design.facilitation.state import Question, State
from elixir_design.log.model import Entry, Status
from elixir_design.log.typed import line_of

_ORDER = (
    ("state-model", "everything else reads and writes it"),
    ("message-protocol", "the parts speak to each other through it"),
    (
        "llm-integration",
        "behind a behaviour with a scripted model, so that the rest can be tested without one",
    ),
    ("tool-system", "with its time limits, before anything calls a tool"),
    ("agent-loop", "on the scripted model"),
    ("process-architecture", "the processes that run the loop, and what a crash costs"),
    ("error-handling", "tested by killing what was built so far"),
    ("memory-context", "what a conversation remembers, once conversations work"),
    ("multi-agent-coordination", "once one agent works"),
    ("observability", "events of all parts in one place"),
)
"""The order in which parts are built: each stands on those before it."""

_WIDTH = 60


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


@dataclass(frozen=True, slots=True)
class Summary:
    """What a session comes to.

    Attributes:
        decided: Entries of this session that decide something.
        deferred: Entries of this session that put something off.
        order: What to build first, second, ..., each with the reason.
        first_module: The first module to build; "" when the decisions bring none.
        sketch: The architecture; None when the decisions do not add up to one, see ``why_no_sketch``.
        why_no_sketch: Why there is none, for people.
    """

    decided: tuple[Entry, ...]
    deferred: tuple[Entry, ...]
    order: tuple[str, ...]
    first_module: str
    sketch: Sketch | None = None
    why_no_sketch: str = ""

    def as_markdown(self) -> str:
        """As the summary of a log."""
        steps = list(self.order)
        if self.first_module:
            steps.insert(0, f"Build first: {self.first_module}")
        lines = [
            "## Session Summary",
            f"- Decisions made: {len(self.decided)}",
            f"- Decisions deferred: {len(self.deferred)}",
            f"- Next steps: {len(steps)}, listed below" if steps else "- Next steps: none",
        ]
        if self.deferred:
            lines += ["", "### Deferred Decisions"]
            lines += [f"- {entry.title}: {_brief(entry.rationale)}" for entry in self.deferred]
        if steps:
            lines += ["", "### Next Steps", *(f"- {step}" for step in steps)]
        return "\n".join(lines)


def summarize(state: State, session_id: str) -> Summary:
    """Sums up a session and what its decisions mean together with all earlier ones."""
    session = state.session(session_id)
    entries = session.log.entries if session else ()
    architecture, why = _architecture(state)
    order = _implementation_order(state.decided)
    return Summary(
        decided=tuple(entry for entry in entries if entry.status is Status.DECIDED),
        deferred=tuple(entry for entry in entries if entry.status is Status.DEFERRED),
        order=order,
        first_module=_first_module(architecture, state.decided),
        sketch=sketch_of(architecture) if architecture else None,
        why_no_sketch=why,
    )


def architecture_of(state: State) -> Architecture | None:
    """What the decisions mean; None when they do not add up, or when nothing is decided that brings code."""
    return _architecture(state)[0]


def sketch_of(architecture: Architecture) -> Sketch:
    """Draws an architecture in text."""
    from elixir_design.architecture.render import to_ascii

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
    from elixir_design.architecture.render import to_dot

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


def _architecture(state: State) -> tuple[Architecture | None, str]:
    from elixir_design.architecture.derive import CombinationError, derive
    from elixir_design.architecture.selection import selection_from_ledger

    selection = selection_from_ledger(state.ledger, state.catalog)
    if not selection.options:
        return None, "no decision names an option of the catalog yet"
    try:
        return derive(selection), ""
    except CombinationError as error:
        return None, f"the decisions do not add up to an architecture: {line_of(str(error))}"


def _implementation_order(decided: Sequence[Question]) -> tuple[str, ...]:
    by_slug = {question.key: question for question in decided if question.dimension}
    steps = [f"{by_slug[slug].name}: {reason}" for slug, reason in _ORDER if slug in by_slug]
    own = [
        f"{question.name}: a question of your own, without generated code"
        for question in decided
        if not question.dimension
    ]
    return (*steps, *own)


def _first_module(architecture: Architecture | None, decided: Iterable[Question]) -> str:
    if architecture is None:
        return ""
    slugs = {question.key for question in decided}
    for slug, _ in _ORDER:
        for module in architecture.modules:
            if slug in slugs and module.origin.dimension == slug:
                return f"`{module.name}` (`{module.path}`)"
    return ""


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


def _brief(rationale: Sequence[str]) -> str:
    text = line_of(" ".join(rationale))
    return text if len(text) <= _WIDTH else text[: _WIDTH - 3].rstrip() + "..."
