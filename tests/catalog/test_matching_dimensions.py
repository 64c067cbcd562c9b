"""Names that teams give to questions, and the dimensions that they mean."""

from __future__ import annotations

import pytest

from elixir_design.catalog.loader import load_catalog
from elixir_design.catalog.matching import match_dimension

CATALOG = load_catalog()

OURS = [
    ("Process Architecture", "process-architecture", "exact"),
    ("process-architecture", "process-architecture", "exact"),
    ("PROCESS ARCHITECTURE", "process-architecture", "exact"),
    ("**Process Architecture**", "process-architecture", "exact"),
    ("Dimension 1: Process Architecture", "process-architecture", "exact"),
    ("1. Process Architecture", "process-architecture", "exact"),
    ("Process Structure", "process-architecture", "alias"),
    ("Core architecture", "process-architecture", "alias"),
    ("Process Architecture (revised)", "process-architecture", "exact"),
    ("Process Architecture Strategy", "process-architecture", "alias"),
    ("How do agents map to OTP processes?", "process-architecture", "alias"),
    ("State Model", "state-model", "exact"),
    ("The State Model", "state-model", "exact"),
    ("State Models", "state-model", "exact"),
    ("State management", "state-model", "alias"),
    ("ADR-0007 - State Model", "state-model", "exact"),
    ("Message Protocol", "message-protocol", "exact"),
    ("Message Format", "message-protocol", "alias"),
    ("Message Protocol + State Distribution", "message-protocol", "inferred"),
    ("Tool System", "tool-system", "exact"),
    ("Tools", "tool-system", "alias"),
    ("Tool Calling & Permissions", "tool-system", "inferred"),
    ("Agent Loop", "agent-loop", "exact"),
    ("Agent loop / reasoning loop", "agent-loop", "inferred"),
    ("Reasoning loop", "agent-loop", "alias"),
    ("LLM Integration", "llm-integration", "exact"),
    ("LLM-integration", "llm-integration", "exact"),
    ("LLM providers", "llm-integration", "alias"),
    ("Memory/Context", "memory-context", "exact"),
    ("Memory & context", "memory-context", "exact"),
    ("Memory and Context", "memory-context", "alias"),
    ("Memory", "memory-context", "alias"),
    ("Multi-Agent", "multi-agent-coordination", "alias"),
    ("Multi-agent co-ordination", None, None),
    ("Multi Agent Coordination", "multi-agent-coordination", "exact"),
    ("Observability", "observability", "exact"),
    ("Observability: traces and costs", "observability", "inferred"),
    ("Deployment and Observability", "observability", "inferred"),
    ("Errors", "error-handling", "alias"),
    ("Error-handling", "error-handling", "exact"),
    ("Error Handling", "error-handling", "exact"),
    ("Decision: Error Handling", "error-handling", "exact"),
]
THEIRS = [
    "Artifact/Workspace Memory",
    "System Prompts",
    "System Prompts Framework",
    "Sandbox Interface",
    "Sub-Agent Architecture",
    "Human-in-the-Loop",
    "Deployment",
    "ETS Layout",
    "Clustering",
    "Hierarchical Memory",
    "Context Handoff Protocol",
    "Time Travel Debugging",
    "Interrupts/Breakpoints",
    "Dimension 20, Gap 1: Summary Generation Trigger",
    "Scatter-Gather Parallel Tool Execution",
    "Macro-Driven Tool DX",
    'State-Aware "Let It Crash"',
    "Reactive Event-Driven Agents",
    "Event Sourcing as Source of Truth",
    "Session Summary",
    "Approval and State",
    "Evaluation of Agents",
    "Security",
    "Process",
    "Protocol",
    "",
    "12",
    "???",
]


@pytest.mark.parametrize(("name", "slug", "match"), OURS)
def test_a_name_means(name, slug, match):
    found = match_dimension(CATALOG, name)
    assert (found and found.dimension.slug, found and found.match) == (slug, match)


@pytest.mark.parametrize("name", THEIRS)
def test_a_question_of_their_own_is_left_to_the_team(name):
    assert match_dimension(CATALOG, name) is None


def test_the_reason_for_joined_names_says_which_part_counted():
    found = match_dimension(CATALOG, "Message Protocol + State Distribution")
    assert found.reason == (
        'the part "Message Protocol" of "Message Protocol + State Distribution" '
        "is taken to be Message Protocol"
    )


def test_every_name_of_every_dimension_finds_it():
    for dimension in CATALOG.dimensions:
        for name in (dimension.slug, dimension.name, *dimension.aliases):
            assert match_dimension(CATALOG, name).dimension is dimension
