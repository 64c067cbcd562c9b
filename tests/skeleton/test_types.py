"""Generated projects by Dialyzer, which comes with OTP: ``make types``.

``DIALYZER_PLT`` names the file with what Dialyzer knows of Elixir and OTP; making it takes minutes, once.
"""

import os
from pathlib import Path

import pytest
from combinations import all_combinations

from elixir_design.skeleton.generate import generate

VARIABLE = "DIALYZER_PLT"
SCRIPT = Path(__file__).parents[2] / "tools" / "dialyzer.exs"

PLAIN = [
    combination
    for combination in all_combinations()
    if combination.name == "nothing-decided" or combination.name.startswith("all-plain-")
]


@pytest.mark.elixir
@pytest.mark.slow
@pytest.mark.parametrize("combination", PLAIN, ids=lambda combination: combination.name)
def test_dialyzer_finds_nothing(combination, tmp_path, mix, elixir, record_property):
    plt = os.environ.get(VARIABLE)
    if not plt:
        record_property("not_checked", f"types, because {VARIABLE} is not set: make types")
        return
    project = generate(combination.selection(), tmp_path / combination.app).target
    done = mix(project, "compile", "--warnings-as-errors", env={"MIX_ENV": "prod"})
    assert done.returncode == 0, done.stdout + done.stderr
    done = elixir(project, "elixir", str(SCRIPT), plt, timeout=3600)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "0 warnings in 1 applications" in done.stdout
