"""A small made-up team's three sessions, drawn as values: the ledger on which the pages are tested.

It holds a hybrid choice, a chain of three decisions, a deferral, a rejected enhancement, a gap, a question of
the team's own, an undated log and text that tries to be markup.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from elixir_design.catalog.model import Catalog, CatalogDimension, CatalogOption, Finding, Pick
from elixir_design.ledger.fold import fold
from elixir_design.log.model import Choice, Entry, EntryKind, Item, Option, Reference, SessionLog, Status
from elixir_design.site.options import SiteOptions

CATALOG = Catalog(
    (
        CatalogDimension(
            number=1,
            slug="process-architecture",
            name="Process Architecture",
            question="How should agents map to processes?",
            why_it_matters="Processes decide what fails together.",
            pick=Pick.ONE,
            considerations=("Hibernation lowers the memory of idle agents.",),
            options=(
                CatalogOption(
                    "genserver-per-conversation",
                    "GenServer per conversation",
                    "One process holds one conversation.",
                    pros=("Isolated failure",),
                    cons=("Memory for idle processes",),
                    choose_when=("Conversations last",),
                ),
                CatalogOption(
                    "task-ephemeral", "Ephemeral tasks", "A task for each turn.", pros=("No state",)
                ),
            ),
        ),
        CatalogDimension(
            number=2,
            slug="agent-loop",
            name="Agent Loop",
            question="What drives the loop?",
            why_it_matters="The loop is where time goes.",
            pick=Pick.ONE,
            options=(
                CatalogOption("recursive", "Recursion", "A function calls itself."),
                CatalogOption("handle-continue", "handle_continue", "The server goes on by itself."),
                CatalogOption(
                    "gen-statem", "gen_statem", "A state machine.", choose_when=("There are phases",)
                ),
            ),
        ),
        CatalogDimension(
            number=3,
            slug="observability",
            name="Observability",
            question="How do we see inside?",
            why_it_matters="What is not measured is guessed.",
            pick=Pick.MANY,
            options=(CatalogOption("telemetry", "Telemetry events", "Events with measurements."),),
        ),
    )
)

FINDINGS = (
    Finding(
        report="reports/synthesis/antipatterns.md",
        line=5,
        end_line=7,
        heading="Endless loops",
        anchor="endless-loops",
        text="Loops **without a bound** were seen in three of five.\n\n- The bill showed it first.",
        dimensions=("agent-loop",),
        antipattern=True,
    ),
)

REPORTS = {
    "reports/synthesis/antipatterns.md": (
        "# Antipatterns\n\nWhat to avoid.\n\nLoops **without a bound** were seen in three of five.\n\n"
        "- The bill showed it first.\n\n## Shared state\n\n<script>alert(1)</script>\n"
    )
}


def entry(title, choice=None, **fields):
    slug = "-".join("".join(char if char.isalnum() else " " for char in title.lower()).split())
    made = Entry(
        slug=slug,
        kind=EntryKind.DIMENSION,
        title=title,
        heading=title,
        line=1,
        end_line=1,
        level=2,
        status=Status.DECIDED if choice else Status.OPEN,
        name=title,
        choices=(Choice(choice, 1),) if choice else (),
    )
    return replace(made, **fields)


def log(session_id, title, *entries, **fields):
    """A log whose text has each entry's heading, choice and rationale, and whose entries know their lines."""
    lines = [f"# {title}", ""]
    placed = []
    for item in entries:
        first = len(lines) + 1
        lines += [f"## {item.heading}", ""]
        for choice in item.choices:
            lines += [f"**Choice**: {choice.text}", ""]
        lines += [f"- {reason}" for reason in item.rationale] + [""]
        placed.append(
            replace(
                item,
                line=first,
                end_line=len(lines),
                decision_line=first + 2 if item.choices else None,
                choices=tuple(replace(choice, line=first + 2) for choice in item.choices),
            )
        )
    made = SessionLog(
        id=session_id,
        path=f"docs/elixir-sessions/{session_id}.md",
        text="\n".join(lines) + "\n",
        title=title,
        started=datetime.fromisoformat(f"{session_id[:10]} {session_id[11:13]}:{session_id[13:]}")
        if session_id[0] == "2"
        else None,
        entries=tuple(placed),
    )
    return replace(made, **fields)


LOGS = (
    log(
        "2026-01-12-0900",
        "Desk agents: first session",
        entry(
            "Process Architecture",
            "GenServer per conversation, hibernated, with an ETS snapshot",
            number=1,
            context=("A desk holds **many** quiet conversations.",),
            rationale=("A crash must stay with one customer.", "Snapshots survive a restart."),
            trade_offs=("About 2 KB for each idle conversation.",),
            options=(
                Option("GenServer per conversation", 5, "A", ("Isolation",), ("Idle memory",), chosen=True),
                Option("Ephemeral tasks", 6, "B", ("Nothing to keep",), ("History is read each turn",)),
            ),
            revisit_if=("More than 50,000 conversations stay open.",),
            answered_by="human-terminal",
        ),
        entry(
            "Agent Loop",
            "Plain recursion in the server",
            number=2,
            rationale=("It is the least code.",),
            trade_offs=("No timeouts between steps.",),
            options=(
                Option("Recursion", 5, chosen=True),
                Option("gen_statem", 6, cons=("More to learn",)),
            ),
        ),
        entry(
            "Tone of voice",
            "Short & polite; never <b>bold</b>",
            rationale=("Customers said so: `ok | fine`.",),
            kind=EntryKind.TOPIC,
        ),
        goal="Decide what a conversation is made of.",
        artifacts=("reports/synthesis/antipatterns.md", "notes/desk.md"),
        deferred=(Item("Billing by the minute", 40),),
        next_steps=(Item("Measure idle memory", 41), Item("Ask the desk", 42, done=True)),
    ),
    log(
        "2026-02-09-1400",
        "Second session: the loop again",
        entry(
            "Agent Loop",
            "handle_continue in the server",
            number=2,
            rationale=("Steps can be interrupted.",),
            trade_offs=("One message more for each step.",),
            options=(
                Option("handle_continue", 5, chosen=True),
                Option("Recursion", 6, cons=("Cannot be interrupted",)),
                Option("gen_statem", 7, cons=("More to learn",)),
            ),
        ),
        entry("Observability", number=3, status=Status.DEFERRED, context=("Waits for the first customers.",)),
        entry(
            "Snapshot interval",
            "After every answer",
            kind=EntryKind.GAP,
            heading="Dimension 1, Gap 1: Snapshot interval",
            number=1,
            name="Process Architecture",
            rationale=("A lost answer costs more than a write.",),
            refines=(Reference("Dimension 1", 1, number=1),),
        ),
        entry(
            "Voice calls",
            "Not now",
            kind=EntryKind.ENHANCEMENT,
            status=Status.REJECTED,
            rationale=("Nobody asked for it.",),
            revisit_if=("Two customers ask for it.",),
        ),
        continues=(Reference("first session", 2, session="2026-01-12-0900"),),
        open_questions=(Item("Who may read transcripts?", 30),),
    ),
    log(
        "2026-03-02-0910",
        "Third session: phases",
        entry(
            "Agent Loop",
            "gen_statem with phases in the server",
            number=2,
            rationale=("Waiting for approval is a phase of its own.", "Timeouts come with it."),
            trade_offs=("One message more for each step.", "A model to learn."),
            options=(Option("gen_statem", 5, chosen=True), Option("handle_continue", 6, cons=("No phases",))),
        ),
    ),
    log("undated-notes", "Notes without a date", entry("Rate limit", "60 requests a minute")),
)


def ledger():
    return fold(LOGS, CATALOG)


def options(**changes):
    return replace(SiteOptions(project="Desk agents", reports=REPORTS), **changes)
