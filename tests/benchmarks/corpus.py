"""Synthetic session logs in any number: varied decisions, revisions, refinements, deferrals, code.

The same seed gives the same logs. Questions come back, as they do in a team that works on one system for
years, so lineages grow and many decisions are superseded in the end.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

CATALOG_QUESTIONS = {
    "Process Architecture": ("GenServer per conversation", "GenServer per agent type", "GenStage pipeline"),
    "State Model": ("Structs with enforced keys", "ETS", "Agent cells", "Mnesia"),
    "Message Protocol": ("Tagged tuples", "Structs with protocols", "GenStage events"),
    "Tool System": ("Behaviour", "Module attributes", "Registry dispatch"),
    "Agent Loop": ("Recursion", "Stream.resource", "handle_continue", "gen_statem"),
    "LLM Integration": ("Req and Finch", "GenStage streaming", "Fuse"),
    "Memory & Context": ("ETS with TTL", "Cachex", "Vector store"),
    "Multi-Agent Coordination": ("Phoenix.PubSub", "Registry", "Horde"),
    "Observability": ("Telemetry", "Logger metadata", "OpenTelemetry"),
    "Error Handling": ("Supervision", "with chains", "Circuit breakers"),
}
AREAS = ("Billing", "Search", "Intake", "Review", "Audit", "Export", "Mail", "Calendar", "Ledger", "Archive")
SUBJECTS = (
    "retry budget", "cache eviction", "schema migration", "rate limit", "queue depth", "token quota",
    "session expiry", "prompt versions", "tool timeouts", "index rebuild", "time zones", "backpressure",
    "tenant isolation", "idempotency keys", "dead letters", "snapshot format", "audit fields", "paging",
    "streaming to the browser", "model fallback", "cost ceiling", "secrets", "feature flags", "test doubles",
    "load shedding", "ordering", "deduplication", "encryption at rest", "restart intensity", "naming",
)  # fmt: skip
SIDES = ("for tenants", "for operators", "in the web tier", "in workers", "between nodes", "on shutdown")
WORDS = """
    the process keeps its mailbox short when callers wait elsewhere so a slow peer costs one conversation and
    not the node while operators read one number to know whether the queue grows or drains under load because
    a lost message is asked again after its deadline and no state outlives the table that another owns
""".split()  # noqa: SIM905 - shorter as prose
FIRST = datetime(2019, 1, 7, 9, 0)  # noqa: DTZ001 - log names have no zone


@dataclass
class _Team:
    """What the team has decided so far, so that it can come back to it."""

    chance: random.Random
    taken: dict[str, int] = field(default_factory=dict)


def write_corpus(folder: Path, sessions: int, decisions: int = 10, seed: int = 7) -> list[Path]:
    """Writes logs.

    Args:
        folder: Where to; made if need be.
        sessions: How many logs.
        decisions: About how many decisions each has.
        seed: Same seed, same logs.

    Returns:
        The files, oldest first.
    """
    folder.mkdir(parents=True, exist_ok=True)
    team = _Team(random.Random(seed))
    written = []
    for number in range(sessions):
        when = FIRST + timedelta(days=2 * number, minutes=10 * (number % 30))
        path = folder / f"{when:%Y-%m-%d-%H%M}.md"
        path.write_text("\n".join(_log(team, when, number, decisions)) + "\n", encoding="utf-8")
        written.append(path)
    return written


def edit_one(log: Path, mark: str) -> None:
    """Changes the last rationale of a log, as a person who saves a file does."""
    text = log.read_text(encoding="utf-8")
    head, _, tail = text.rpartition("**Rationale**: ")
    log.write_text(f"{head}**Rationale**: {mark} {tail}", encoding="utf-8")


def _log(team: _Team, when: datetime, number: int, decisions: int) -> Iterator[str]:
    chance = team.chance
    yield f"# Elixir Design Session - {when:%Y-%m-%d}\n"
    yield "## Session Context"
    yield f"- Session goal: {_sentence(chance, 12)}\n"
    if number:
        before = FIRST + timedelta(days=2 * (number - 1), minutes=10 * ((number - 1) % 30))
        yield f"- Continues: `docs/elixir-sessions/{before:%Y-%m-%d-%H%M}.md`\n"
    yield "---\n"
    for place in range(max(1, decisions + chance.choice((-1, 0, 0, 1)))):
        question, options = _question(chance, number, place)
        yield from _decision(team, question, options)
    yield "## Deferred Items"
    yield f"- {_sentence(chance, 8)}\n"
    yield "## Next Steps"
    yield f"- [ ] {_sentence(chance, 8)}"
    yield f"- [x] {_sentence(chance, 6)}"


def _question(chance: random.Random, number: int, place: int) -> tuple[str, tuple[str, ...]]:
    if place == 0 and number % 5 == 0:
        return chance.choice(list(CATALOG_QUESTIONS.items()))
    question = f"{chance.choice(AREAS)} {chance.choice(SUBJECTS)} {chance.choice(SIDES)}"
    return question, tuple(f"{chance.choice(WORDS).capitalize()} {chance.choice(SUBJECTS)}" for _ in range(3))


def _decision(team: _Team, question: str, options: tuple[str, ...]) -> Iterator[str]:
    chance = team.chance
    again = team.taken.get(question, 0)
    team.taken[question] = again + 1
    chosen = chance.choice(options)
    if again and chance.random() < 0.2:
        yield f"## Refinement: {question}\n"
    elif again:
        yield f"## Architectural Revision: {question} -> {chosen}\n"
    else:
        yield f"## Dimension {len(team.taken)}: {question}\n"
    yield "### Options Presented"
    for letter, option in zip("ABC", options, strict=False):
        yield f"{ord(letter) - 64}. **{option}**"
        yield f"   - Pros: {_sentence(chance, 10)}"
        yield f"   - Cons: {_sentence(chance, 10)}"
    yield "\n### Discussion"
    yield from (f"- {_sentence(chance, 25)}" for _ in range(3))
    if chance.random() < 0.3:
        yield from _code(chance)
    if chance.random() < 0.06:
        yield f"\n**Status**: Deferred\n**Rationale**: {_sentence(chance, 20)}\n"
        return
    yield "\n### Decision"
    yield f"**Choice**: {chosen}"
    yield f"**Rationale**: {_sentence(chance, 40)}"
    yield f"**Trade-offs accepted**: {_sentence(chance, 20)}\n"


def _code(chance: random.Random) -> Iterator[str]:
    name = chance.choice(WORDS).capitalize()
    yield "\n```elixir"
    yield f"defmodule {name} do\n  # ## Decision: not a heading"
    yield f"  def limit(n), do: n * {chance.randrange(90)}\nend"
    yield "```"


def _sentence(chance: random.Random, words: int) -> str:
    text = " ".join(chance.choices(WORDS, k=words))
    return f"{text[0].upper()}{text[1:]} at {chance.randrange(2, 900)} ms."
