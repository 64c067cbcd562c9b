"""Options whose projects Elixir judges in full."""

import pytest

from elixir_design.architecture.selection import Selection
from elixir_design.skeleton.generate import generate

pytestmark = [pytest.mark.elixir, pytest.mark.slow]


@pytest.mark.parametrize("options", [("registry",), ("pg",), ("pubsub",)], ids="+".join)
def test_each_way_of_coordination_passes_all_that_elixir_can_say(options, tmp_path, judge):
    judge(generate(Selection(options={"multi-agent-coordination": options}), tmp_path / "my_agents"))
