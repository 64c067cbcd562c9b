"""From a selection to its architecture: pure, and the only place that knows how options add up."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from elixir_design.architecture.manifest import Manifest, Manifests, Slot, load_manifests
from elixir_design.architecture.model import (
    Architecture,
    ConfigKey,
    Dependency,
    Kind,
    Origin,
    Part,
    Process,
)
from elixir_design.architecture.modules import read_modules
from elixir_design.architecture.selection import Selection


class CombinationError(ValueError):
    """Options that do not go together; the text has one reason per line, for people."""


def derive(selection: Selection, manifests: Manifests | None = None) -> Architecture:
    """What a selection means.

    Dimensions that a project cannot do without get a stand-in when they are not decided; ``Part.decided``
    says so.

    Raises:
        CombinationError: When options exclude each other, lack one that they need, or have no templates.
    """
    manifests = manifests or load_manifests()
    options = complete(selection, manifests)
    chosen, problems = _manifests_of(options, manifests)
    problems += _broken_rules(chosen, options)
    if problems:
        raise CombinationError("\n".join(problems))
    everything = [manifests.base, *chosen]
    decisions = {
        manifest.origin: tuple(
            note.id for note in selection.notes_for(manifest.origin.dimension, manifest.origin.option)
        )
        for manifest in chosen
    }
    slots = {slot.name: _fill(slot, chosen) for slot in manifests.seams}
    config = _config(everything)
    return Architecture(
        selection=selection,
        root=_grow(manifests.root, "root", everything, decisions),
        slots=slots,
        parts=tuple(
            Part(
                origin=manifest.origin,
                summary=manifest.summary,
                decided=manifest.origin.option in selection.options.get(manifest.origin.dimension, ()),
                decisions=decisions[manifest.origin],
                notes=_notes(manifest, options),
            )
            for manifest in chosen
        ),
        modules=read_modules(everything, defaults_used(manifests, chosen), selection, decisions, config),
        tables=tuple(table for manifest in everything for table in manifest.tables),
        dependencies=_dependencies(chosen),
        config=config,
        library_config=tuple(setting for manifest in everything for setting in manifest.library_config),
        applications=tuple(sorted({name for manifest in everything for name in manifest.applications})),
        logger_metadata=tuple(
            dict.fromkeys(key for manifest in everything for key in manifest.logger_metadata)
        ),
    )


def complete(selection: Selection, manifests: Manifests) -> dict[str, tuple[str, ...]]:
    """The selection's options with stand-ins where a project cannot do without an answer."""
    options = {name: tuple(value) for name, value in selection.options.items() if value}
    for dimension, stand_ins in manifests.fallbacks.items():
        options.setdefault(dimension, stand_ins)
    for dimension, slugs in list(options.items()):
        chosen = [manifests.options.get(f"{dimension}/{slug}") for slug in slugs]
        modified = [manifest.modifies[0] for manifest in chosen if manifest and manifest.modifies]
        # Modifiers alone ("hibernate") mean the option that they modify.
        if len(modified) == len(slugs):
            options[dimension] = (modified[0], *slugs)
    return options


def chosen_manifests(selection: Selection, manifests: Manifests) -> list[Manifest]:
    """The manifests of the options that a project is made of, in the catalog's order."""
    return _manifests_of(complete(selection, manifests), manifests)[0]


def defaults_used(manifests: Manifests, chosen: Sequence[Manifest]) -> list[Slot]:
    """The seams at which no option stands and the default does."""
    filled = {name for manifest in chosen for name in manifest.slots}
    return [slot for slot in manifests.seams if slot.default and slot.name not in filled]


def _manifests_of(
    options: dict[str, tuple[str, ...]], manifests: Manifests
) -> tuple[list[Manifest], list[str]]:
    chosen: list[Manifest] = []
    problems: list[str] = []
    for dimension, slugs in options.items():
        for slug in slugs:
            manifest = manifests.options.get(f"{dimension}/{slug}")
            if manifest is None:
                problems.append(f"{dimension}/{slug}: there are no templates for this option")
            else:
                chosen.append(manifest)
    return chosen, problems


def _broken_rules(chosen: Iterable[Manifest], options: dict[str, tuple[str, ...]]) -> list[str]:
    present = {f"{dimension}/{slug}" for dimension, slugs in options.items() for slug in slugs}
    problems: list[str] = []
    for manifest in chosen:
        dimension = manifest.origin.dimension
        if manifest.modifies and not set(manifest.modifies) & set(options[dimension]):
            problems.append(
                f"{manifest.origin} is a way to have {dimension}/{manifest.modifies[0]}: "
                "choose that, or leave it out"
            )
        problems.extend(
            f"{manifest.origin} needs {' or '.join(rule.options)}: {rule.reason}"
            for rule in manifest.requires
            if not present & set(rule.options)
        )
        for rule in manifest.conflicts:
            problems.extend(
                f"{manifest.origin} does not go together with {other}: {rule.reason}"
                for other in rule.options
                if other in present
            )
    return problems


def _notes(manifest: Manifest, options: dict[str, tuple[str, ...]]) -> tuple[str, ...]:
    present = {f"{dimension}/{slug}" for dimension, slugs in options.items() for slug in slugs}
    return tuple(rule.reason for rule in manifest.notes if not rule.options or present & set(rule.options))


def _fill(slot: Slot, chosen: Iterable[Manifest]) -> tuple[str, ...]:
    if slot.many:
        return tuple(dict.fromkeys(name for manifest in chosen for name in manifest.adds.get(slot.name, ())))
    fillers = [manifest for manifest in chosen if slot.name in manifest.slots]
    names = [manifest.slots[slot.name] for manifest in fillers]
    if len(names) > 1:
        listed = ", ".join(str(manifest.origin) for manifest in fillers)
        raise CombinationError(f"{slot.dimension}: only one of these can stand: {listed}")
    if not names and not slot.default:
        raise CombinationError(
            f"{slot.dimension}: nothing stands at the seam {slot.name!r}; choose an option for it"
        )
    return tuple(names) or (slot.default,)


def _grow(
    parent: Process, key: str, manifests: Sequence[Manifest], decisions: dict[Origin, tuple[str, ...]]
) -> Process:
    placed = [entry for manifest in manifests for entry in manifest.processes if entry.parent == key]
    grown = [
        _attribute(_grow(entry.process, entry.process.name, manifests, decisions), decisions)
        for entry in sorted(placed, key=lambda entry: entry.order)
    ]
    return replace(parent, children=(*parent.children, *grown))


def _attribute(process: Process, decisions: dict[Origin, tuple[str, ...]]) -> Process:
    return replace(
        process,
        decisions=decisions.get(process.origin, ()),
        children=tuple(_attribute(child, decisions) for child in process.children),
    )


def _dependencies(chosen: Iterable[Manifest]) -> tuple[Dependency, ...]:
    found: dict[str, Dependency] = {}
    for manifest in chosen:
        for library in manifest.libraries:
            known = found.setdefault(library.name, library)
            if known.requirement != library.requirement:
                raise CombinationError(
                    f"{known.origin} needs {library.name} {known.requirement}, "
                    f"{library.origin} needs {library.requirement}"
                )
    return tuple(found[name] for name in sorted(found))


def _config(manifests: Iterable[Manifest]) -> tuple[ConfigKey, ...]:
    keys: dict[str, ConfigKey] = {}
    for manifest in manifests:
        for key in manifest.config:
            if key.name not in keys or key.name in manifest.overrides:
                keys[key.name] = key
    return tuple(keys.values())


def supervisors_of_ours(root: Process) -> tuple[Process, ...]:
    """The supervisors below the root whose modules are made from the architecture."""
    return tuple(
        process
        for process in root.walk()
        if process is not root and process.kind is Kind.SUPERVISOR and not process.module
    )
