# ruff: noqa: T201 - benchmarks print what they measured
"""The generated project's own bench: what its layers cost beside a bare GenServer."""

import json
import subprocess
from pathlib import Path

import pytest

from elixir_design.architecture.selection import Selection
from elixir_design.skeleton.generate import generate

ROOT = Path(__file__).parents[2]
AS_IN_THE_SAMPLE = Selection(
    options={
        "process-architecture": ("genserver-per-conversation", "hibernate", "snapshot"),
        "tool-system": ("behaviour", "registry-dispatch"),
        "memory-context": ("ets-ttl",),
        "multi-agent-coordination": ("registry", "pg"),
        "observability": ("logger-metadata",),
    }
)

pytestmark = [pytest.mark.benchmark, pytest.mark.elixir]


def test_layers_cost_no_more_than_they_may(tmp_path):
    project = tmp_path / "my_agents"
    generate(AS_IN_THE_SAMPLE, project)
    figures = tmp_path / "figures.json"
    command = [str(ROOT / "tools" / "elixir"), "--dir", str(project), "env", "MIX_ENV=prod"]
    done = subprocess.run(
        [*command, "mix", "run", "bench/agents.exs", "--json", str(figures)],
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    print("\n" + done.stdout)
    rows = json.loads(figures.read_text())
    assert len(rows) >= 8
    assert [row["name"] for row in rows if not row["met"]] == []
