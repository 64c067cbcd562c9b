"""Reads ``manifest.yml``: what every project has, and what each option adds to it.

An option's manifest stands beside its templates (``scaffold/options/<dimension>/<option>/``), so that whoever
adds or changes an option edits one folder. ``scaffold/README.md`` explains the keys.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from elixir_design.architecture.model import (
    ConfigKey,
    Dependency,
    Kind,
    LibrarySetting,
    Origin,
    Process,
    Table,
)
from elixir_design.architecture.templates import scaffold_root

_KEYS = frozenset(
    {
        "summary", "modifies", "slots", "adds", "config", "processes", "tables", "libraries", "applications",
        "logger_metadata", "requires", "conflicts", "notes", "root", "fallbacks", "shares",
        "library_config",
    }
)  # fmt: skip
_PROCESS_KEYS = frozenset(
    {
        "name", "type", "parent", "order", "module", "restart", "strategy", "max_restarts", "max_seconds",
        "many", "child", "aliases", "why", "each", "children",
    }
)  # fmt: skip


class ManifestError(ValueError):
    """A manifest that cannot be used: which file, which key, what was expected."""


@dataclass(frozen=True, slots=True)
class Slot:
    """A seam that options fill.

    Attributes:
        name: As templates and manifests call it.
        many: Whether any number of modules may stand there, or exactly one.
        dimension: The question that it belongs to.
        behaviour: The behaviour that its modules have, below the application's module.
        default: The module that stands there when no option fills it; empty when one must.
        files: Folder under ``scaffold/defaults`` that brings the default.
    """

    name: str
    many: bool
    dimension: str
    behaviour: str
    default: str = ""
    files: str = ""


@dataclass(frozen=True, slots=True)
class Placed:
    """A process with its place: the parent's name and the order among siblings."""

    parent: str
    order: int
    process: Process


@dataclass(frozen=True, slots=True)
class Rule:
    """A combination that is needed or ruled out, or deserves a word: the other options and the reason."""

    options: tuple[str, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What one option (or the base) brings; see ``scaffold/README.md``."""

    origin: Origin
    folder: Path
    summary: str
    modifies: tuple[str, ...] = ()
    slots: Mapping[str, str] = field(default_factory=dict)
    adds: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    config: tuple[ConfigKey, ...] = ()
    overrides: frozenset[str] = frozenset()
    library_config: tuple[LibrarySetting, ...] = ()
    processes: tuple[Placed, ...] = ()
    tables: tuple[Table, ...] = ()
    libraries: tuple[Dependency, ...] = ()
    applications: tuple[str, ...] = ()
    logger_metadata: tuple[str, ...] = ()
    requires: tuple[Rule, ...] = ()
    conflicts: tuple[Rule, ...] = ()
    notes: tuple[Rule, ...] = ()
    shares: tuple[str, ...] = ()

    @property
    def file_folders(self) -> tuple[Path, ...]:
        """The folders of an option's files: those that it shares with other options, then its own."""
        scaffold = self.folder.parents[2]
        return (*(scaffold / "shared" / name / "files" for name in self.shares), self.folder / "files")


@dataclass(frozen=True, slots=True)
class Manifests:
    """The base and all options that have templates, by ``dimension/option``."""

    base: Manifest
    root: Process
    seams: tuple[Slot, ...]
    fallbacks: Mapping[str, tuple[str, ...]]
    options: Mapping[str, Manifest]


@cache
def load_manifests(root: Path | None = None) -> Manifests:
    """Reads all manifests below a scaffold folder, ours by default.

    Raises:
        ManifestError: When one cannot be used.
    """
    root = root or scaffold_root()
    data = _read(root / "manifest.yml")
    top = data.get("root", {})
    seams = tuple(
        Slot(
            name=name,
            many=value["pick"] == "many",
            dimension=value["dimension"],
            behaviour=value["behaviour"],
            default=value.get("default", ""),
            files=value.get("files", ""),
        )
        for name, value in data.pop("slots", {}).items()
    )
    base = _manifest(root, Origin(), data)
    options = {}
    for file in sorted(root.glob("options/*/*/manifest.yml")):
        origin = Origin(file.parent.parent.name, file.parent.name)
        manifest = _manifest(file.parent, origin, _read(file))
        _check_seams(manifest, seams)
        options[str(origin)] = manifest
    return Manifests(
        base=base,
        root=Process(
            name="Supervisor",
            kind=Kind.SUPERVISOR,
            why="everything that runs",
            strategy=top["strategy"],
            max_restarts=str(top["max_restarts"]),
            max_seconds=str(top["max_seconds"]),
        ),
        seams=seams,
        fallbacks={name: tuple(value) for name, value in data.get("fallbacks", {}).items()},
        options=options,
    )


def _read(file: Path) -> dict[str, Any]:
    import yaml

    try:
        data = yaml.safe_load(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise ManifestError(f"{file}: cannot be read: {error}") from error
    if not isinstance(data, dict):
        raise ManifestError(f"{file}: expected keys and values, such as 'summary: ...'")
    unknown = sorted(set(data) - _KEYS)
    if unknown:
        raise ManifestError(
            f"{file}: unknown keys: {', '.join(unknown)}; known are {', '.join(sorted(_KEYS))}"
        )
    if not isinstance(data.get("summary"), str):
        raise ManifestError(f"{file}: summary: expected one line that says what this brings")
    return data


def _manifest(folder: Path, origin: Origin, data: Mapping[str, Any]) -> Manifest:
    file = folder / "manifest.yml"
    try:
        return Manifest(
            origin=origin,
            folder=folder,
            summary=data["summary"],
            modifies=tuple(data.get("modifies", ())),
            slots=dict(data.get("slots", {})),
            adds={name: tuple(value) for name, value in data.get("adds", {}).items()},
            config=tuple(
                ConfigKey(
                    entry["name"], str(entry["default"]), entry["doc"], origin, str(entry.get("test", ""))
                )
                for entry in data.get("config", ())
            ),
            overrides=frozenset(entry["name"] for entry in data.get("config", ()) if entry.get("overrides")),
            library_config=tuple(
                LibrarySetting(entry["application"], entry["key"], str(entry["value"]), entry["why"], origin)
                for entry in data.get("library_config", ())
            ),
            processes=tuple(
                Placed(entry["parent"], int(entry["order"]), _process(file, origin, entry))
                for entry in data.get("processes", ())
            ),
            tables=tuple(
                Table(entry["name"], entry["type"], entry["access"], entry["owner"], entry["holds"], origin)
                for entry in data.get("tables", ())
            ),
            libraries=tuple(
                Dependency(entry["name"], entry["requirement"], origin, tuple(entry.get("only", ())))
                for entry in data.get("libraries", ())
            ),
            applications=tuple(data.get("applications", ())),
            logger_metadata=tuple(data.get("logger_metadata", ())),
            requires=_rules(data, "requires"),
            conflicts=_rules(data, "conflicts"),
            notes=_rules(data, "notes"),
            shares=tuple(data.get("shares", ())),
        )
    except KeyError as error:
        raise ManifestError(f"{file}: an entry lacks the key {error}") from error
    except (TypeError, ValueError) as error:
        raise ManifestError(f"{file}: {error}") from error


def _rules(data: Mapping[str, Any], key: str) -> tuple[Rule, ...]:
    return tuple(Rule(tuple(entry["any"]), entry["reason"]) for entry in data.get(key, ()))


def _process(file: Path, origin: Origin, entry: Mapping[str, Any], *, started: bool = False) -> Process:
    unknown = sorted(set(entry) - _PROCESS_KEYS)
    if unknown:
        raise ManifestError(f"{file}: processes: unknown keys: {', '.join(unknown)}")
    each = entry.get("each")
    children = [_process(file, origin, child, started=True) for child in entry.get("children", ())]
    if each is not None:
        children.append(_process(file, origin, {"name": "partition", **each}, started=True))
    return Process(
        name=entry["name"],
        kind=Kind(entry.get("type", "worker")),
        why=entry.get("why", ""),
        origin=origin,
        module=entry.get("module", ""),
        restart=entry.get("restart", "permanent"),
        strategy=entry.get("strategy", ""),
        max_restarts=str(entry.get("max_restarts", "")),
        max_seconds=str(entry.get("max_seconds", "")),
        many=entry.get("many", ""),
        # A supervisor of ours needs no expression: its module is made from this entry.
        expression="" if started else entry.get("child", entry["name"]).strip(),
        aliases=tuple(
            entry.get("aliases", () if started or "child" in entry else (entry["name"].split(".")[0],))
        ),
        children=tuple(children),
    )


def _check_seams(manifest: Manifest, seams: tuple[Slot, ...]) -> None:
    kinds = {slot.name: slot.many for slot in seams}
    for key, names, many in (("slots", manifest.slots, False), ("adds", manifest.adds, True)):
        for name in names:
            if kinds.get(name) is not many:
                known = ", ".join(slot.name for slot in seams if slot.many is many)
                raise ManifestError(
                    f"{manifest.folder / 'manifest.yml'}: {key}: no seam {name!r}; there are: {known}"
                )
