"""All ways of coordination together, beside each way of hosting conversations, and what is said of them."""

import pytest

from elixir_design.architecture.selection import Note, Selection
from elixir_design.skeleton.generate import generate

pytestmark = [pytest.mark.elixir, pytest.mark.slow]

ALL = ("registry", "pg", "pubsub", "horde", "swarm")
HOSTS = ("genserver-per-conversation", "genserver-per-agent-type", "task-ephemeral", "genstage-pipeline")


def selection(coordination, **others):
    return Selection(options={"multi-agent-coordination": coordination, **others})


@pytest.mark.parametrize("host", HOSTS)
def test_all_together_go_with_each_host(host, tmp_path, judge):
    chosen = selection(ALL, **{"process-architecture": (host,)})
    judge(generate(chosen, tmp_path / "my_agents"))


def test_what_a_split_does_is_said_when_the_project_is_made(tmp_path):
    for option in ("pg", "pubsub", "horde", "swarm"):
        lines = generate(selection((option,)), tmp_path / option).lines()
        assert any(f"{option}: in a split" in line for line in lines), lines


def test_a_dormant_library_is_named_with_its_alternatives_in_the_report_and_in_the_record(tmp_path):
    note = Note(
        id="2026-01-01-0900/coordination",
        title="Coordination",
        dimension="multi-agent-coordination",
        options=("swarm",),
    )
    chosen = Selection(options={"multi-agent-coordination": ("swarm",)}, notes=(note,))
    report = generate(chosen, tmp_path / "x")
    record = (report.target / "docs/decisions/2026-01-01-0900-coordination.md").read_text()
    for lines in (report.lines(), record.splitlines()):
        assert any("dormant since 2021" in line and "horde" in line and "pg" in line for line in lines)
