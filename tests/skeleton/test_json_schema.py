"""The generated project's JSON Schema validator, by the public test suite of JSON Schema.

``JSON_SCHEMA_TEST_SUITE`` names a checkout of the suite (json-schema-org/JSON-Schema-Test-Suite).
"""

import json
import os
import shutil
from pathlib import Path

import pytest

VARIABLE = "JSON_SCHEMA_TEST_SUITE"
SCRIPT = Path(__file__).with_name("json_schema_suite.exs")

# Patterns are regular expressions of Elixir's, which knows this property by its short name only: \\p{L}.
KNOWN = {
    "pattern: pattern with Unicode property escape requires unicode mode: ASCII letters match",
    "pattern: pattern with Unicode property escape requires unicode mode: Non-ASCII letters match",
}


@pytest.mark.elixir
@pytest.mark.slow
def test_the_validator_agrees_with_the_public_test_suite(project, mix, tmp_path, record_property):
    suite = os.environ.get(VARIABLE)
    if not suite:
        record_property(
            "not_checked", f"the validator by the public test suite, because {VARIABLE} is not set"
        )
        return
    # Where Elixir runs in a root of its own, it sees this folder.
    shutil.copytree(Path(suite) / "tests" / "draft2020-12", tmp_path / "tests" / "draft2020-12")
    shutil.copy(SCRIPT, tmp_path)
    done = mix(project, "run", "--no-start", str(tmp_path / SCRIPT.name), str(tmp_path), "MyAgents")
    assert done.returncode == 0, done.stdout + done.stderr
    found = json.loads(done.stdout.splitlines()[-1])
    assert set(found["failed"]) == KNOWN
    assert found["agreed"] >= 490
    left_out = ", ".join(f"{keyword} ({count})" for keyword, count in found["left_out"].items())
    record_property("not_checked", f"cases of the suite with keywords that the validator ignores: {left_out}")
