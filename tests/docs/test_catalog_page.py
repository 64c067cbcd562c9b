"""The page on the catalog file shows what works."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

import pytest

from elixir_design.catalog.loader import CatalogError, load_catalog
from elixir_design.catalog.matching import match_choice, match_dimension
from elixir_design.catalog.model import CatalogDimension, CatalogOption

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "reference" / "catalog.md").read_text("utf-8")
EXAMPLE = re.search(r"```yaml\n(.*?)```", PAGE, re.DOTALL)[1]


def test_the_example_is_a_catalog(tmp_path):
    file = tmp_path / "catalog.yml"
    file.write_text(EXAMPLE, "utf-8")
    catalog = load_catalog(file)
    assert match_dimension(catalog, "Rollout").dimension.slug == "deployment"
    assert match_choice(catalog.dimension("deployment"), "rolling deployments").options == ("rolling",)
    assert match_choice(catalog.dimension("state-model"), "Redis, not ETS").options == ("redis",)


def test_every_key_is_explained():
    for model in (CatalogDimension, CatalogOption):
        for field in fields(model):
            assert f"`{field.name}`" in PAGE


def test_the_error_shown_is_the_error_given(tmp_path):
    file = tmp_path / "catalog.yml"
    file.write_text("slug: state-model\n\n\noptions:\n  - slug: ets\n    pros: 3\n", "utf-8")
    with pytest.raises(CatalogError) as caught:
        load_catalog(file)
    shown = re.search(r"```text\n(.*?)\n```", PAGE, re.DOTALL)[1]
    assert str(caught.value).replace(file.as_posix(), "catalog.yml") == shown
