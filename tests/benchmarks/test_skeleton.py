# ruff: noqa: T201 - benchmarks print what they measured
"""How long generating takes, and what the generated project's layers cost beside a bare GenServer."""

import json
import os
import subprocess
from pathlib import Path

import pytest

from elixir_design.architecture.derive import CombinationError, derive
from elixir_design.architecture.manifest import load_manifests
from elixir_design.architecture.selection import Selection
from elixir_design.catalog.loader import load_catalog
from elixir_design.catalog.model import Pick
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

pytestmark = pytest.mark.benchmark


def largest():
    """The default decisions, and of every question that takes several answers as many as go together."""
    options = dict(AS_IN_THE_SAMPLE.options)
    known = load_manifests().options
    for dimension in load_catalog().dimensions:
        if dimension.pick is not Pick.MANY:
            continue
        for option in dimension.options:
            more = (*options.get(dimension.slug, ()), option.slug)
            if option.slug in more[:-1] or f"{dimension.slug}/{option.slug}" not in known:
                continue
            try:
                derive(Selection(options={**options, dimension.slug: more}))
            except CombinationError:
                continue
            options[dimension.slug] = more
    return Selection(options=options)


def test_the_largest_project_is_generated_in_less_than_a_second(tmp_path):
    selection = largest()
    spent = []
    for number in range(5):
        # Time of this process and of dot, not of others on the same machine.
        before = os.times()
        report = generate(selection, tmp_path / str(number) / "my_agents")
        spent.append(sum(os.times()[:4]) - sum(before[:4]))
    print(f"\n{len(report.written)} files: {spent[0]:.2f} s at first, then {min(spent):.2f} s")
    assert len(report.written) > 150
    assert min(spent) < 1.0


@pytest.mark.elixir
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
