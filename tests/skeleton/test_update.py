"""What becomes of each file when the decisions change: on small trees, then by the command."""

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from elixir_design.architecture.selection import Selection
from elixir_design.cli import main
from elixir_design.skeleton import merge as merging
from elixir_design.skeleton.generate import generate
from elixir_design.skeleton.merge import MergeError, is_marked, merge
from elixir_design.skeleton.state import StateError, digest, load_state, save_state, state_of
from elixir_design.skeleton.update import Action, UpdateError, plan, update

BEFORE = "one\ntwo\nthree\nfour\nfive\n"
NOW = BEFORE.replace("five", "5")
EDITED = BEFORE.replace("one", "1")
CLASHING = BEFORE.replace("five", "fünf")


def tree(folder, files):
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    return folder


def planned(tmp_path, *, generated, on_disk, now):
    """The actions by path, where `generated`, `on_disk` and `now` are trees of texts."""
    state = state_of(Selection(), tree(tmp_path / "generated", generated))
    project = tree(tmp_path / "project", on_disk)
    project.mkdir(exist_ok=True)
    changes = plan(state, project, {path: text.encode() for path, text in now.items()})
    return {change.path: change for change in changes}


@pytest.mark.parametrize(
    ("generated", "on_disk", "now", "action"),
    [
        (None, None, NOW, Action.ADD),
        (BEFORE, BEFORE, NOW, Action.REPLACE),
        (BEFORE, EDITED, NOW, Action.MERGE),
        (BEFORE, CLASHING, NOW, Action.CONFLICT),
        (None, EDITED, NOW, Action.BLOCKED),
        (BEFORE, BEFORE, None, Action.DELETE),
        (BEFORE, EDITED, None, Action.ORPHAN),
        (BEFORE, None, NOW, Action.GONE),
        (BEFORE, None, None, Action.FORGET),
        (BEFORE, NOW, NOW, Action.ADOPT),
        (None, NOW, NOW, Action.ADOPT),
        (BEFORE, EDITED, BEFORE, None),
        (BEFORE, None, BEFORE, None),
    ],
)
def test_three_versions_of_a_file_say_what_becomes_of_it(generated, on_disk, now, action, tmp_path):
    def files(text):
        return {} if text is None else {"lib/a.ex": text}

    changes = planned(tmp_path, generated=files(generated), on_disk=files(on_disk), now=files(now))
    assert [change.action for change in changes.values()] == ([action] if action else [])


def test_a_merge_has_both_changes(tmp_path):
    changes = planned(tmp_path, generated={"a": BEFORE}, on_disk={"a": EDITED}, now={"a": NOW})
    assert changes["a"].content.decode() == EDITED.replace("five", "5")


def test_a_conflict_shows_all_three_versions(tmp_path):
    changes = planned(tmp_path, generated={"a": BEFORE}, on_disk={"a": CLASHING}, now={"a": NOW})
    text = changes["a"].content.decode()
    assert text.startswith("one\ntwo\nthree\nfour\n<<<<<<< yours\nfünf\n||||||| as it was generated\nfive\n")
    assert text.endswith("=======\n5\n>>>>>>> as it is generated now\n")
    assert is_marked(changes["a"].content)


def test_files_that_were_never_generated_are_nobodys_business(tmp_path):
    assert planned(tmp_path, generated={}, on_disk={"mine.txt": "mine"}, now={}) == {}


def test_without_git_an_edited_file_cannot_be_merged(monkeypatch):
    monkeypatch.setattr(merging.shutil, "which", lambda _name: None)
    with pytest.raises(MergeError, match="git is needed"):
        merge(EDITED.encode(), BEFORE.encode(), NOW.encode())


def test_what_is_no_text_cannot_be_merged():
    with pytest.raises(MergeError, match="cannot merge"):
        merge(b"\x00\x01", BEFORE.encode(), NOW.encode())


def test_a_state_comes_back_as_it_was_saved(sample, tmp_path):
    state = state_of(sample, tree(tmp_path / "generated", {"lib/a.ex": BEFORE, "b": "ü\u2028\n"}))
    save_state(state, tmp_path)
    assert load_state(tmp_path) == state
    assert state.hashes["lib/a.ex"] == digest(BEFORE.encode())


@pytest.mark.parametrize("path", ["../outside", "/etc/passwd", "a/../../b", "", "a\\b", "a\nb"])
def test_a_state_that_names_files_outside_of_the_project_is_refused(path, tmp_path):
    save_state(state_of(Selection(), tree(tmp_path / "generated", {"a": BEFORE})), tmp_path)
    file = tmp_path / ".elixir-design" / "state.json"
    data = json.loads(file.read_text())
    data["files"] = {path: digest(b"")}
    file.write_text(json.dumps(data))
    with pytest.raises(StateError, match="outside of the project"):
        load_state(tmp_path)


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"schema": 1}', "\x00", '{"schema": 2}'])
def test_a_state_that_cannot_be_read_says_so(text, tmp_path):
    tree(tmp_path, {".elixir-design/state.json": text})
    with pytest.raises(StateError, match=r"state\.json"):
        load_state(tmp_path)


# With whole projects


@pytest.fixture(scope="module")
def pristine(tmp_path_factory):
    selection = Selection(options={"state-model": ("ets",)})
    return generate(selection, tmp_path_factory.mktemp("pristine") / "my_agents").target


@pytest.fixture
def generated(pristine, tmp_path):
    return Path(shutil.copytree(pristine, tmp_path / "my_agents"))


def command(*arguments):
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def everything_below(folder):
    return {str(path): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_nothing_changed_is_nothing_to_do(generated):
    before = everything_below(generated)
    done = command("update", generated)
    assert done.exit_code == 0
    assert "is up to date" in done.output
    assert everything_below(generated) == before


def test_an_update_equals_a_project_made_from_the_new_decisions(generated, tmp_path):
    done = command("update", generated, "--set", "state-model=mnesia", "--set", "memory-context=ets-ttl")
    assert done.exit_code == 0, done.output
    options = {"state-model": ("mnesia",), "memory-context": ("ets-ttl",)}
    fresh = generate(Selection(options=options), tmp_path / "fresh").target
    relative = len(str(tmp_path / "my_agents"))
    updated = {path[relative:]: content for path, content in everything_below(generated).items()}
    made = {path[len(str(fresh)) :]: content for path, content in everything_below(fresh).items()}
    assert updated == made
    assert not (generated / "lib/my_agents/store/table.ex").exists()


def test_a_dry_run_says_the_same_and_changes_nothing(generated):
    before = everything_below(generated)
    planned = command("update", generated, "--set", "state-model=mnesia", "--dry-run")
    assert planned.exit_code == 0
    assert everything_below(generated) == before
    assert command("update", generated, "--set", "state-model=mnesia").output == planned.output
    assert "no longer: state-model/ets" in planned.output
    assert "now: state-model/mnesia [chosen on the command line]" in planned.output
    assert "lib/my_agents/store/table.ex: remove" in planned.output
    assert "lib/my_agents/store/replicated.ex: add" in planned.output


def test_what_was_edited_stays_and_is_named(generated):
    table = generated / "lib/my_agents/store/table.ex"
    table.write_text(table.read_text() + "# mine\n")
    design = generated / "lib/my_agents/design.ex"
    design.write_text("# mine as well\n" + design.read_text())
    done = command("update", generated, "--set", "state-model=mnesia")
    assert done.exit_code == 0, done.output
    assert "lib/my_agents/store/table.ex: keep: no longer generated, and you edited it" in done.output
    assert table.read_text().endswith("# mine\n")
    assert design.read_text().startswith("# mine as well\n")
    assert "MyAgents.Store.Replicated" in design.read_text()


def test_a_conflict_exits_with_1_and_has_to_be_resolved_before_the_next_update(generated):
    design = generated / "lib/my_agents/design.ex"
    design.write_text(design.read_text().replace("store: MyAgents.Store.Table", "store: MyApp.Own"))
    done = command("update", generated, "--set", "state-model=mnesia")
    assert done.exit_code == 1
    assert "lib/my_agents/design.ex" in done.stderr
    assert is_marked(design.read_bytes())
    again = command("update", generated, "--set", "state-model=agent-cells")
    assert again.exit_code == 1
    assert "resolve them first: lib/my_agents/design.ex" in again.stderr
    # The part that had no conflict was done, and is not done again.
    design.write_text("# resolved\n")
    assert "is up to date" in command("update", generated).output
    assert design.read_text() == "# resolved\n"


def test_a_file_in_the_way_stays_and_is_a_conflict(generated):
    own = generated / "lib/my_agents/store/replicated.ex"
    own.write_text("# my own\n")
    for _time in range(2):
        done = command("update", generated, "--set", "state-model=mnesia")
        assert done.exit_code == 1
        assert "your own file is in the way" in done.output
        assert own.read_text() == "# my own\n"


def test_a_link_out_of_the_project_is_not_followed(generated, tmp_path):
    outside = tmp_path / "outside"
    (generated / "lib/my_agents/store").rename(outside)
    (generated / "lib/my_agents/store").symlink_to(outside)
    before = everything_below(outside)
    done = command("update", generated, "--set", "state-model=mnesia")
    assert done.exit_code == 1
    assert "leads out of the project" in done.stderr
    assert everything_below(outside) == before


def test_what_was_done_before_a_failure_is_remembered(generated, monkeypatch):
    from elixir_design.skeleton import update as module

    written = []

    def write(project, path, content):
        if len(written) == 3:
            raise OSError(28, "No space left on device", path)
        written.append(path)
        original(project, path, content)

    original = module.files.write
    with monkeypatch.context() as patch:
        patch.setattr(module.files, "write", write)
        patch.setattr(module, "save_state", lambda *arguments: saved.append(arguments))
        saved = []
        with pytest.raises(UpdateError, match="No space left"):
            update(Selection(options={"state-model": ("mnesia",)}), generated)
    save_state(*saved[0])
    state = load_state(generated)
    assert state.selection.options == {"state-model": ("ets",)}
    assert all(state.hashes[path] == digest((generated / path).read_bytes()) for path in written)
    assert command("update", generated, "--set", "state-model=mnesia").exit_code == 0
    assert command("update", generated).output.endswith("is up to date\n")


def test_says_which_decision_brought_what_and_what_has_no_code(generated, sample):
    lines = update(sample, generated, dry_run=True).lines()
    assert "  now: agent-loop/handle-continue [2026-01-01-0900/agent-loop]" in lines
    own = update(replace(load_state(generated).selection, own=("Billing",)), generated, dry_run=True)
    assert own.reasons == ("a decision of your own, recorded without code: Billing",)


def test_a_folder_that_is_not_there_is_a_wrong_call(tmp_path):
    assert command("update", tmp_path / "nowhere").exit_code == 2


def test_a_folder_without_a_state_is_refused(tmp_path):
    done = command("update", tmp_path)
    assert done.exit_code == 1
    assert "make one with scaffold" in done.stderr


def test_a_choice_that_does_not_exist_is_refused_as_when_generating(generated):
    done = command("update", generated, "--set", "state-model=etz")
    assert done.exit_code == 2
    assert "did you mean ets" in done.stderr


def test_another_name_is_no_update(generated):
    with pytest.raises(UpdateError, match="cannot give it another name"):
        update(Selection().named("other"), generated)


# Generating by force into a project


def test_force_leaves_nothing_of_earlier_decisions(generated, tmp_path):
    done = command("scaffold", generated, "--set", "state-model=mnesia", "--force")
    assert done.exit_code == 0, done.output
    assert "removed, no longer generated: lib/my_agents/store/table.ex" in done.output
    fresh = generate(Selection(options={"state-model": ("mnesia",)}), tmp_path / "fresh" / "my_agents").target
    names = [
        {path.relative_to(folder) for path in folder.rglob("*") if path.is_file()}
        for folder in (generated, fresh)
    ]
    assert names[0] == names[1]


def test_force_says_which_edits_it_replaces_and_which_it_keeps(generated):
    for path in ("lib/my_agents/store/table.ex", "mix.exs"):
        (generated / path).write_text("# mine\n")
    arguments = ("scaffold", generated, "--set", "state-model=mnesia", "--force")
    planned = command(*arguments, "--dry-run")
    assert (generated / "mix.exs").read_text() == "# mine\n"
    done = command(*arguments)
    for output in (planned.output, done.output):
        assert "replaced, although it was not as generated: mix.exs" in output
        assert "kept, no longer generated but edited: lib/my_agents/store/table.ex" in output
    assert "MyAgents.MixProject" in (generated / "mix.exs").read_text()
    assert (generated / "lib/my_agents/store/table.ex").read_text() == "# mine\n"
