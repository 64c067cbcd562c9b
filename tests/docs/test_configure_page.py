"""The page on configuration documents every setting of the plugin with its true default, and no other."""

import re
from pathlib import Path

import pytest
import yaml

from elixir_design.log.reading_rules import rules_from
from elixir_design.site.mkdocs.config import ApplicationConfig, ElixirDesignConfig, NavConfig
from elixir_design.site.options import Section

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "guide" / "configure.md").read_text(encoding="utf-8")
DOCUMENTED = dict(re.findall(r"^\| `([\w.]+)` \| (`[^`]+`|all|none) \|", PAGE, re.MULTILINE))


def defaults():
    groups = {"nav": NavConfig, "application": ApplicationConfig}
    ours = {
        name: one
        for name, one in ElixirDesignConfig._schema
        if name not in {*groups, "log_levels", "reading"}
    }
    nested = {f"{group}.{name}": one for group, keys in groups.items() for name, one in keys._schema}
    return {**ours, **nested}


def shown(value):
    """A default as YAML has it; words where there is nothing."""
    return (
        "none"
        if value is None or value == ""
        else f"`{str(value).lower() if isinstance(value, bool) else value}`"
    )


def test_every_setting_is_documented_and_no_other():
    assert set(DOCUMENTED) == set(defaults())


def test_levels_and_rules_of_reading_are_documented():
    assert "`log_levels`" in PAGE
    (example,) = re.findall(r"```yaml\n(plugins:\n  - elixir-design:\n      reading:.*?)```", PAGE, re.DOTALL)
    (block,) = yaml.safe_load(example)["plugins"]
    assert len(rules_from(block["elixir-design"]["reading"]).rules) == 1


@pytest.mark.parametrize("name", sorted(set(defaults()) - {"sections"}))
def test_a_default_is_the_true_one(name):
    assert DOCUMENTED[name] == shown(defaults()[name].default)


def test_the_optional_sections_are_those_that_exist():
    table = PAGE.split("| Section | Shows |", 1)[1].split("\n\n", 1)[0]
    assert re.findall(r"^\| `([\w-]+)`", table, re.MULTILINE) == [section.value for section in Section]
