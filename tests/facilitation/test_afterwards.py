"""What a session decided stands on the site and in the generated project."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from elixir_design.catalog.loader import load_catalog
from elixir_design.ledger.load import load_ledger

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
PROGRAMS = Path(sys.executable).parent

ANSWERS = """
goal: how agents live
answers:
  process-architecture:
    choice: [genserver-per-conversation, hibernate, snapshot]
    rationale: A conversation is the unit of failure.
    trade_offs: memory while idle
  state-model: {choice: enforced-structs, rationale: One owner and no locks.}
  message-protocol: {choice: tagged-tuples, rationale: The kinds are settled.}
  tool-system: {choice: behaviour, rationale: The compiler checks it.}
  agent-loop: {choice: handle-continue, rationale: It answers while a turn runs.}
  llm-integration: {choice: httpc, rationale: No packages on site.}
  memory-context: {defer: The trial log is not counted.}
  multi-agent-coordination: {choice: registry, rationale: One node is enough.}
  observability: {choice: logger-metadata, rationale: Operations read logs.}
  error-handling: {choice: [supervision, with-chains], rationale: Crash what nobody expected.}
  Human Sign-off: {own: true, choice: A person signs each write, rationale: Nothing leaves unsigned.}
open_questions:
  - Who pays for the GPUs?
finish: true
"""

SITE = """
site_name: From a session
theme: {name: material, font: false}
plugins: [search, elixir-design]
"""


def run(folder, program, *arguments, seconds=120):
    done = subprocess.run(
        [program, *arguments],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=seconds,
        check=False,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
        stdin=subprocess.DEVNULL,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture
def finished(project):
    """A project whose one session is finished."""
    (project / "answers.yml").write_text(ANSWERS)
    run(project, PROGRAMS / "elixir-design", "session", "start", "--answers", "answers.yml", "--no-input")
    return project


def test_the_site_shows_every_decision_with_reason_evidence_and_architecture(finished):
    (finished / "mkdocs.yml").write_text(SITE)
    (finished / "docs" / "index.md").write_text("# Home\n")
    run(finished, PROGRAMS / "mkdocs", "build", "--quiet", "--strict")
    pages = finished / "site" / "decisions"
    ledger = load_ledger(finished / "docs" / "elixir-sessions", load_catalog(), finished)
    assert len(ledger.decisions) == 11
    for decision in ledger.decisions:
        page = (pages / "records" / decision.id / "index.html").read_text()
        assert decision.title in page
        assert decision.rationale[0] in page
    first = (pages / "dimensions" / "process-architecture" / "index.html").read_text()
    assert "memory while idle" in first
    assert "Two of the twelve frameworks give a conversation a process of its own" in first
    left = (pages / "open" / "index.html").read_text()
    assert "The trial log is not counted." in left
    assert "Who pays for the GPUs?" in left
    assert "<svg" in (pages / "architecture" / "index.html").read_text()


@pytest.mark.elixir
def test_the_generated_project_passes_its_own_tests(finished):
    target = finished / "helpdesk"
    said = run(finished, PROGRAMS / "elixir-design", "scaffold", target, "--sessions", "docs/elixir-sessions")
    assert "put off: Memory/Context: The trial log is not counted." in said
    assert "Human Sign-off" in said
    mix = run(ROOT, ROOT / "tools" / "elixir", "--dir", target, "mix", "test", seconds=600)
    assert ", 0 failures" in mix
