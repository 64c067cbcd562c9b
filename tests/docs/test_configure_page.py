"""The page on configuration documents every setting of the plugin with its true default, and no other."""

import re
from pathlib import Path

import pytest

from elixir_design.site.config import ElixirDesignConfig, NavConfig
from elixir_design.site.options import Section

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "guide" / "configure.md").read_text(encoding="utf-8")
DOCUMENTED = dict(re.findall(r"^\| `([\w.]+)` \| (`[^`]+`|all|none) \|", PAGE, re.MULTILINE))


def defaults():
    ours = {name: option for name, option in ElixirDesignConfig._schema if name not in {"nav", "log_levels"}}
    return {**ours, **{f"nav.{name}": option for name, option in NavConfig._schema}}


def shown(value):
    """A default as YAML has it."""
    return f"`{str(value).lower() if isinstance(value, bool) else value}`"


def test_every_setting_is_documented_and_no_other():
    assert set(DOCUMENTED) == set(defaults())


def test_levels_are_documented():
    assert "`log_levels`" in PAGE


@pytest.mark.parametrize("name", sorted(set(defaults()) - {"sections", "catalog"}))
def test_a_default_is_the_true_one(name):
    assert DOCUMENTED[name] == shown(defaults()[name].default)


def test_the_optional_sections_are_those_that_exist():
    table = PAGE.split("| Section | Shows |", 1)[1].split("\n\n", 1)[0]
    assert re.findall(r"^\| `([\w-]+)`", table, re.MULTILINE) == [section.value for section in Section]
