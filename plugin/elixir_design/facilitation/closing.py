"""The end of a session: the architecture that the decisions mean, what was decided, and what to do next."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from elixir_design.architecture.model import Architecture
from elixir_design.architecture.sketch import Sketch, derived_from, sketch_of
from elixir_design.ledger.model import Decision, Question
from elixir_design.ledger.questions import State
from elixir_design.log.model import Entry, Status
from elixir_design.log.writing.input import line_of

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
class Summary:
    """What a session comes to.

    Attributes:
        decided: Entries of this session that decide something.
        deferred: Entries of this session that put something off, and nothing decided it since.
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

    def sketch_as_markdown(self) -> str:
        """As the architecture of a log; where there is none, the reason stands in its place."""
        if self.sketch is not None:
            return self.sketch.as_markdown()
        return f"## Architecture Sketch\n\nNone yet: {self.why_no_sketch}."

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
    architecture, why = derived_from(state)
    order = _implementation_order(state.decided)
    return Summary(
        decided=tuple(entry for entry in entries if entry.status is Status.DECIDED),
        deferred=tuple(_still_deferred(state.ledger.decisions, session_id)),
        order=order,
        first_module=_first_module(architecture, state.decided),
        sketch=sketch_of(architecture) if architecture else None,
        why_no_sketch=why,
    )


def _still_deferred(decisions: Sequence[Decision], session_id: str) -> Iterator[Entry]:
    for place, decision in enumerate(decisions):
        if decision.session != session_id or decision.status is not Status.DEFERRED:
            continue
        later = [one for one in decisions[place + 1 :] if one.question == decision.question]
        if all(one.status is Status.OPEN for one in later):
            yield decision.entry


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


def _brief(rationale: Sequence[str]) -> str:
    text = line_of(" ".join(rationale))
    return text if len(text) <= _WIDTH else text[: _WIDTH - 3].rstrip() + "..."
