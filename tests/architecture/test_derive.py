"""From a selection to an architecture."""

import pytest

from elixir_design.architecture.derive import CombinationError, derive
from elixir_design.architecture.manifest import ManifestError, load_manifests
from elixir_design.architecture.model import Kind
from elixir_design.architecture.selection import Note, Selection
from elixir_design.architecture.templates import scaffold_root
from elixir_design.catalog.loader import load_catalog

PROCESS = {"process-architecture": ("genserver-per-conversation", "hibernate", "snapshot")}


def names(process):
    return [child.name for child in process.children]


def test_a_selection_without_a_word_still_makes_a_whole_architecture():
    architecture = derive(Selection())
    assert architecture.slots["host"] == ("Host.Conversation",)
    assert architecture.slots["snapshot"] == ("Snapshot.None",)
    assert not any(part.decided for part in architecture.parts)
    assert architecture.dependencies == ()


def test_every_process_knows_the_decision_that_put_it_there():
    note = Note(
        id="s/process",
        title="Processes",
        dimension="process-architecture",
        options=PROCESS["process-architecture"],
    )
    architecture = derive(Selection(options=PROCESS, notes=(note,)))
    by_name = {process.name: process for process in architecture.root.walk()}
    assert by_name["Agents"].decisions == ("s/process",)
    assert by_name["agent"].decisions == ("s/process",)
    assert by_name["Snapshot.Owner"].origin.option == "snapshot"
    assert by_name["Tasks"].decisions == ()


def test_registries_start_before_what_registers_in_them():
    hosting = next(process for process in derive(Selection()).root.walk() if process.name == "Hosting")
    assert hosting.strategy == "rest_for_one"
    assert names(hosting) == ["Agents.Registry", "Agents"]


def test_what_others_need_starts_first():
    architecture = derive(Selection(options={**PROCESS, "memory-context": ("ets-ttl",)}))
    order = names(architecture.root)
    assert order.index("Snapshot.Keepers") < order.index("Tasks") < order.index("Hosting")
    assert architecture.root.strategy == "rest_for_one"


def test_a_modifier_brings_what_it_modifies():
    architecture = derive(Selection(options={"process-architecture": ("hibernate",)}))
    assert architecture.slots["host"] == ("Host.Conversation",)
    default = {key.name: key.default for key in architecture.config}["hibernate_after"]
    assert default == "15_000"


def test_without_the_modifier_the_setting_has_its_plain_default():
    assert {key.name: key.default for key in derive(Selection()).config}["hibernate_after"] == ":infinity"


def test_options_without_templates_are_an_error_that_names_them():
    with pytest.raises(CombinationError, match="agent-loop/nonsense: there are no templates"):
        derive(Selection(options={"agent-loop": ("nonsense",)}))


def test_every_worker_and_every_seam_has_its_module():
    manifests = load_manifests()
    for key in manifests.options:
        dimension, option = key.split("/")
        architecture = derive(Selection(options={dimension: (option,)}))
        modules = {module.name for module in architecture.modules}
        standing = {name for values in architecture.slots.values() for name in values}
        running = {
            process.module for process in architecture.root.walk() if process.module not in {"", "Task"}
        }
        for name in (standing | running) - {name for name in standing if name.startswith("TestTools")}:
            assert architecture.full_name(name) in modules, f"{key}: {name}"


def test_modules_tell_types_callbacks_and_where_they_come_from():
    architecture = derive(Selection())
    by_name = {module.name: module for module in architecture.modules}
    host = by_name["MyAgents.Host"]
    assert host in architecture.behaviours
    assert any(callback.startswith("start(Spec.t())") for callback in host.callbacks)
    assert by_name["MyAgents.Host.Conversation"].origin.option == "genserver-per-conversation"
    assert any(text.startswith("t ::") for text in by_name["MyAgents.Conversation"].types)
    assert all(module.summary for module in architecture.modules)


def test_every_manifest_is_of_an_option_of_the_catalog():
    catalog = load_catalog()
    for key in load_manifests().options:
        dimension, option = key.split("/")
        known = catalog.dimension(dimension)
        assert known is not None, key
        assert known.option(option) is not None, key


def test_only_processes_that_the_module_of_their_own_supervises_stand_below_a_supervisor():
    manifests = load_manifests()
    everything = [manifests.base, *manifests.options.values()]
    supervisors = {
        placed.process.name
        for manifest in everything
        for placed in manifest.processes
        if placed.process.kind is Kind.SUPERVISOR
    }
    for manifest in everything:
        for placed in manifest.processes:
            assert placed.parent in {"root", *supervisors}, (manifest.origin, placed.process.name)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("- a list", "expected keys and values"),
        ("slots: {host: X}", "summary: expected one line"),
        ("summary: x\ncolour: red", "unknown keys: colour"),
        ("summary: x\nslots: {hots: X}", "no seam 'hots'"),
        ("summary: x\nadds: {host: [X]}", "no seam 'host'"),
        ("summary: x\nprocesses: [{name: A}]", "lacks the key 'parent'"),
        ("summary: x\nprocesses: [{name: A, parent: root, order: 1, type: robot}]", "robot"),
        ("summary: x\nprocesses: [{name: A, parent: root, order: 1, colour: red}]", "unknown keys: colour"),
        ("summary: [", "cannot be read"),
    ],
)
def test_a_wrong_manifest_says_which_file_and_what_was_expected(text, message, tmp_path):
    (tmp_path / "manifest.yml").write_text((scaffold_root() / "manifest.yml").read_text())
    folder = tmp_path / "options" / "state-model" / "mine"
    folder.mkdir(parents=True)
    (folder / "manifest.yml").write_text(text)
    with pytest.raises(ManifestError, match=r"state-model/mine/manifest\.yml") as raised:
        load_manifests(tmp_path)
    assert message in str(raised.value)


def test_rules_between_options_are_data_with_reasons(tmp_path):
    (tmp_path / "manifest.yml").write_text(
        "summary: base\nroot: {strategy: one_for_one, max_restarts: 3, max_seconds: 5}\n"
        "slots:\n  store: {pick: one, dimension: state-model, behaviour: Store, default: Plain, files: s}\n"
    )
    for name, text in {
        "needy": "summary: x\nrequires: [{any: [state-model/friend], reason: alone it is lost}]",
        "friend": "summary: x\nslots: {store: Store.Friend}",
        "foe": "summary: x\nconflicts: [{any: [state-model/friend], reason: both want the table}]\n"
        "notes: [{any: [], reason: think twice}]",
        "rival": "summary: x\nslots: {store: Store.Rival}",
    }.items():
        folder = tmp_path / "options" / "state-model" / name
        folder.mkdir(parents=True)
        (folder / "manifest.yml").write_text(text)
    manifests = load_manifests(tmp_path)

    def chosen(*options):
        return derive(Selection(options={"state-model": options}), manifests)

    with pytest.raises(CombinationError, match="needs state-model/friend: alone it is lost"):
        chosen("needy")
    with pytest.raises(CombinationError, match="does not go together with state-model/friend: both want"):
        chosen("friend", "foe")
    with pytest.raises(CombinationError, match="only one of these can stand: state-model/friend, state-"):
        chosen("friend", "rival")
    assert chosen("foe").warnings == ("state-model/foe: think twice",)
    assert chosen("needy", "friend").slots["store"] == ("Store.Friend",)
