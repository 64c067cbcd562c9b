"""What people read of an architecture is what a project of it holds: no template shows through."""

import shutil
from pathlib import Path

import pytest
from combinations import all_combinations, by_dimension

from elixir_design.architecture.derive import derive
from elixir_design.architecture.sketch import sketch_of
from elixir_design.architecture.templates import delimiters
from elixir_design.catalog.loader import load_catalog
from elixir_design.design_doc.document import update_document
from elixir_design.facilitation.answers import Answer, AnsweredBy
from elixir_design.facilitation.session import DesignSession
from elixir_design.skeleton.generate import generate

COMBINATIONS = all_combinations()
FULLEST = [combination for combination in COMBINATIONS if combination.name.startswith(("nothing", "all-"))]
ROOT = Path(__file__).parents[2]


def named(combination):
    return combination.name


def open_places(text):
    return [mark for mark in delimiters() if mark in text]


def test_delimiters_are_those_of_the_templates():
    assert delimiters() == ("{=", "=}", "{%%", "%%}", "{##", "##}")


@pytest.mark.parametrize("combination", COMBINATIONS, ids=named)
def test_no_sketch_leaves_a_place_of_a_template_open(combination):
    architecture = derive(combination.selection())
    texts = [sketch_of(architecture).as_markdown()]
    for module in architecture.modules:
        texts += [module.name, module.path, module.summary, *module.types, *module.callbacks]
    assert [text for text in texts if open_places(text)] == []


@pytest.mark.parametrize("combination", FULLEST, ids=named)
def test_types_and_callbacks_are_those_of_the_project(combination, tmp_path):
    report = generate(combination.selection(), tmp_path / combination.app)
    for module in report.architecture.modules:
        source = " ".join((report.target / module.path).read_text(encoding="utf-8").split())
        assert f"defmodule {module.name} do" in source
        for kind, definitions in (("type", module.types), ("callback", module.callbacks)):
            assert [text for text in definitions if f"@{kind} {text}" not in source] == [], module.path


def test_a_type_that_follows_from_the_settings_names_each_of_them():
    architecture = derive(FULLEST[-1].selection())
    (settings,) = [module for module in architecture.modules if module.name == "MyAgents.Settings"]
    assert settings.types == ("key :: " + " | ".join(f":{key.name}" for key in architecture.config),)


@pytest.mark.parametrize("combination", FULLEST, ids=named)
def test_no_log_and_no_design_document_leaves_a_place_of_a_template_open(combination, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    design = DesignSession(Path("logs"), load_catalog(), Path("reports"), Path("design.md"))
    log = design.start("how agents live")
    for dimension, slugs in by_dimension(combination.options or (("state-model", "ets"),)).items():
        labels = [design.catalog.dimension(dimension).option(slug).label for slug in slugs]
        question = design.state().question(dimension)
        design.record(question, Answer(" and ".join(labels), "It was measured."), AnsweredBy.TERMINAL)
    design.finish()
    for file in (log, design.document):
        text = file.read_text(encoding="utf-8")
        assert "@type key ::" in text
        assert open_places(text) == []


def test_our_own_design_document_is_what_the_sample_sessions_give(tmp_path, monkeypatch):
    shutil.copytree(ROOT / "docs" / "elixir-sessions", tmp_path / "docs" / "elixir-sessions")
    monkeypatch.chdir(tmp_path)
    logs, document = Path("docs/elixir-sessions"), Path("docs/elixir-design.md")
    update_document(document, DesignSession(logs, load_catalog(), ROOT / "reports", document).state())
    ours = (ROOT / document).read_text(encoding="utf-8")
    assert ours == document.read_text(encoding="utf-8")
    assert open_places(ours) == []
