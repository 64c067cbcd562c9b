"""What `generate` writes, and above all what it does not write."""

import json
import os
from dataclasses import replace

import pytest

from elixir_design.architecture.derive import CombinationError
from elixir_design.architecture.selection import Selection
from elixir_design.skeleton import generate as module
from elixir_design.skeleton.generate import GenerationError, generate
from elixir_design.skeleton.names import InvalidNameError
from elixir_design.skeleton.render import TemplateError


def everything_below(folder):
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*"))


def test_reports_what_it_wrote_and_why(sample, tmp_path):
    report = generate(sample, tmp_path / "my_agents")
    assert report.written == tuple(
        sorted(
            path.relative_to(report.target).as_posix() for path in report.target.rglob("*") if path.is_file()
        )
    )
    by_part = {str(part.origin): part for part in report.parts}
    assert by_part["process-architecture/snapshot"].decisions == ("2026-01-01-0900/process-architecture",)
    assert report.stand_ins == ()
    text = "\n".join(report.lines())
    assert "agent-loop/handle-continue" in text
    assert "2026-01-01-0900/agent-loop" in text


def test_says_what_stands_in_for_what_nobody_decided(tmp_path):
    report = generate(Selection(own=("Billing",), deferred=("Colour",)), tmp_path / "x")
    assert "agent-loop/handle-continue" in report.stand_ins
    lines = report.lines()
    assert any("Billing" in line and "without code" in line for line in lines)
    assert any("put off: Colour" in line for line in lines)


def test_leaves_no_delimiter_unrendered(sample, tmp_path):
    target = generate(sample, tmp_path / "my_agents").target
    for path in target.rglob("*"):
        if path.is_file():
            text = path.read_text(encoding="utf-8")
            assert not any(mark in text for mark in ("{=", "=}", "{%%", "%%}", "{##")), path
            assert "{=" not in path.name
            assert text.endswith("\n"), path
            assert not text.endswith("\n\n"), path


def test_every_decision_has_a_record_and_every_part_names_its_decision(sample, tmp_path):
    target = generate(sample, tmp_path / "my_agents").target
    records = sorted((target / "docs/decisions").glob("*.md"))
    assert len(records) == len(sample.notes)
    assert "Because it fits." in records[0].read_text()
    host = (target / "lib/my_agents/host/conversation.ex").read_text()
    assert (
        "`2026-01-01-0900/process-architecture` (docs/decisions/2026-01-01-0900-process-architecture.md)"
        in host.replace("\n  ", " ")
    )


def test_records_keep_their_names_when_an_earlier_decision_is_taken_back(sample, tmp_path):
    def records(selection, folder):
        report = generate(selection, tmp_path / folder, dry_run=True)
        return {path for path in report.written if path.startswith("docs/decisions/")}

    before = records(sample, "before")
    after = records(replace(sample, notes=sample.notes[1:]), "after")
    assert before - after == {"docs/decisions/2026-01-01-0900-process-architecture.md"}
    assert after < before


def test_records_of_decisions_that_look_alike_have_names_of_their_own(sample, tmp_path):
    alike = tuple(replace(sample.notes[0], id=f"2026-01-01-0900/{char}", title=char) for char in "äöü")
    report = generate(Selection(notes=alike), tmp_path / "alike", dry_run=True)
    assert len([path for path in report.written if path.startswith("docs/decisions/")]) == 3


def test_a_dry_run_writes_nothing(sample, tmp_path):
    report = generate(sample, tmp_path / "my_agents", dry_run=True)
    assert everything_below(tmp_path) == []
    assert "lib/my_agents.ex" in report.written
    assert report.lines()[0].startswith("would write")


@pytest.mark.parametrize("dry_run", [True, False])
def test_a_folder_with_something_in_it_is_left_alone(sample, tmp_path, dry_run):
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(GenerationError, match="is not empty"):
        generate(sample, tmp_path, dry_run=dry_run)
    assert everything_below(tmp_path) == ["mine.txt"]


def test_force_replaces_files_of_the_same_name_and_keeps_others(sample, tmp_path):
    (tmp_path / "mine.txt").write_text("mine")
    (tmp_path / "mix.exs").write_text("old")
    generate(sample, tmp_path, force=True)
    assert (tmp_path / "mine.txt").read_text() == "mine"
    assert "MyAgents.MixProject" in (tmp_path / "mix.exs").read_text()


def test_force_does_not_follow_a_link_out_of_the_target(sample, tmp_path):
    outside = tmp_path / "outside"
    outside.mkdir()
    target = tmp_path / "target"
    target.mkdir()
    (target / "lib").symlink_to(outside)
    with pytest.raises(GenerationError, match="leads out of the project"):
        generate(sample, target, force=True)
    assert everything_below(outside) == []
    assert everything_below(target) == ["lib"]


def test_a_target_that_is_a_file_or_a_link_is_refused(sample, tmp_path):
    (tmp_path / "file").write_text("x")
    (tmp_path / "link").symlink_to(tmp_path / "nowhere")
    for name in ("file", "link"):
        with pytest.raises(GenerationError, match="not a folder"):
            generate(sample, tmp_path / name, force=True)
    assert not (tmp_path / "nowhere").exists()


def test_a_failure_half_way_leaves_nothing(sample, tmp_path, monkeypatch):
    def broken(*_arguments):
        raise TemplateError("a template is broken")

    monkeypatch.setattr(module, "render_additions", broken)
    with pytest.raises(GenerationError, match="a template is broken"):
        generate(sample, tmp_path / "deep" / "er" / "my_agents")
    assert everything_below(tmp_path) == []


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_cannot_be_written_to_is_named(sample, tmp_path):
    tmp_path.chmod(0o500)
    with pytest.raises(GenerationError, match="cannot be written"):
        generate(sample, tmp_path / "x")


def test_nothing_reaches_the_home_folder(sample, tmp_path, monkeypatch):
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.setenv("HOME", str(home))
    generate(sample, tmp_path / "out" / "my_agents")
    assert everything_below(home) == []


def test_options_without_templates_are_named(tmp_path):
    with pytest.raises(CombinationError, match="state-model/nonsense: there are no templates"):
        generate(Selection(options={"state-model": ("nonsense",)}), tmp_path / "x")
    assert everything_below(tmp_path) == []


def test_bad_names_write_nothing(tmp_path):
    for app in ("../evil", "", "Agent", "a" * 41):
        with pytest.raises(InvalidNameError):
            generate(Selection(app=app, module="Fine"), tmp_path / "x")
    assert everything_below(tmp_path) == []


def test_hostile_words_are_written_as_words(hostile, tmp_path):
    target = generate(hostile, tmp_path / "my_agents").target
    assert sorted(path.name for path in tmp_path.iterdir()) == ["my_agents"]
    record = "\n".join(path.read_text() for path in (target / "docs/decisions").glob("*.md"))
    assert "{{ 7*7 }} {% raw %} {= 7*7 =}" in record
    for path in target.rglob("*.ex"):
        text = path.read_text(encoding="utf-8")
        assert "\x00" not in text
        assert "#{File.write!" not in text.replace("\\#{File", "")


def test_the_drawn_tree_is_the_architectures(sample, tmp_path):
    report = generate(sample, tmp_path / "my_agents")
    drawn = json.loads((report.target / "docs/supervision-tree.json").read_text())
    assert [child["name"] for child in drawn["tree"]["children"]] == [
        report.architecture.full_name(child.name) for child in report.architecture.root.children
    ]
    assert "<svg" in (report.target / "docs/supervision-tree.svg").read_text()


@pytest.mark.parametrize(
    ("app", "why"),
    [
        ("agents", "a part called Agents"),
        ("tool", "a part called Tool"),
        ("bench", "a part called Bench"),
        ("fuse", "library fuse"),
    ],
)
def test_a_name_that_the_project_needs_itself_is_refused(tmp_path, app, why):
    selection = Selection(options={"llm-integration": ("httpc", "fuse")}).named(app)
    with pytest.raises(InvalidNameError, match=why):
        generate(selection, tmp_path / app)
    assert not (tmp_path / app).exists()
