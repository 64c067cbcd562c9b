"""The architecture as values: what the decisions mean, before anything is written or drawn.

The supervision tree in the diagram, on the site, in ``application.ex`` and in the running system all come
from ``Architecture.root``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from elixir_design.architecture.selection import Selection


class Kind(StrEnum):
    """What sort of process a node of the tree is.

    What a library's own supervisor supervises is the library's business: it is a leaf.
    """

    SUPERVISOR = "supervisor"
    PARTITION_SUPERVISOR = "partition_supervisor"
    DYNAMIC_SUPERVISOR = "dynamic_supervisor"
    TASK_SUPERVISOR = "task_supervisor"
    REGISTRY = "registry"
    LIBRARY_SUPERVISOR = "library_supervisor"
    WORKER = "worker"

    @property
    def supervises(self) -> bool:
        """Whether OTP reports such a process as a supervisor."""
        return self is not Kind.WORKER

    @property
    def words(self) -> str:
        """As people say it."""
        return self.value.replace("_", " ")


@dataclass(frozen=True, slots=True)
class Origin:
    """The option that put a part there; both are empty for what every project has."""

    dimension: str = ""
    option: str = ""

    def __bool__(self) -> bool:
        return bool(self.option)

    def __str__(self) -> str:
        return f"{self.dimension}/{self.option}" if self else "always"


@dataclass(frozen=True, slots=True)
class Process:
    """One node of the supervision tree.

    Attributes:
        name: Registered name below the application's module (``Agents.Registry``), or what a started child is
            called (``agent``).
        kind: What sort of process it is.
        why: The reason it is there and stands where it stands, for people.
        origin: Which option put it there.
        decisions: Ids of the decisions behind that option.
        module: Module of ours that it runs, below the application's module; empty for OTP's own.
        restart: Restart value of its child specification.
        strategy: For supervisors; ``one_for_one`` for OTP's dynamic ones.
        max_restarts: For supervisors: an Elixir expression; empty for OTP's default.
        max_seconds: Likewise.
        many: For a child that is started at run time: how many there are, in words.
        expression: The child specification as Elixir writes it.
        aliases: Names below the application's module that the expression uses.
        children: What it supervises. For a partition supervisor, the one child stands for each partition.
    """

    name: str
    kind: Kind
    why: str = ""
    origin: Origin = field(default_factory=Origin)
    decisions: tuple[str, ...] = ()
    module: str = ""
    restart: str = "permanent"
    strategy: str = ""
    max_restarts: str = ""
    max_seconds: str = ""
    many: str = ""
    expression: str = ""
    aliases: tuple[str, ...] = ()
    children: tuple[Process, ...] = ()

    def walk(self) -> Iterator[Process]:
        """This node and all below it, depth first."""
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(frozen=True, slots=True)
class Table:
    """An ETS or Mnesia table."""

    name: str
    kind: str
    access: str
    owner: str
    holds: str
    origin: Origin


@dataclass(frozen=True, slots=True)
class Module:
    """A module of the generated project.

    Attributes:
        name: Full name (``MyAgents.Loop``).
        path: Where it stands in the project.
        summary: First sentence of its documentation.
        origin: Which option brings it.
        decisions: Ids of the decisions behind that option.
        types: Its public types, as written.
        callbacks: Its callbacks, as written; a module with callbacks is a behaviour.
    """

    name: str
    path: str
    summary: str
    origin: Origin
    decisions: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    callbacks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Dependency:
    """A Hex package as ``mix.exs`` lists it; ``only`` names environments."""

    name: str
    requirement: str
    origin: Origin
    only: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ConfigKey:
    """A setting of the application with its default as Elixir writes it; ``test`` is its value in tests."""

    name: str
    default: str
    doc: str
    origin: Origin
    test: str = ""


@dataclass(frozen=True, slots=True)
class LibrarySetting:
    """A setting of a library's application, its value as Elixir writes it, and why it is not the default."""

    application: str
    key: str
    value: str
    why: str
    origin: Origin


@dataclass(frozen=True, slots=True)
class Part:
    """What one option brings, with the decisions that chose it, and what deserves a word about it.

    ``decided`` is false for a stand-in.
    """

    origin: Origin
    summary: str
    decided: bool
    decisions: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Architecture:
    """Everything that a selection means.

    Attributes:
        selection: What was chosen.
        root: The top supervisor.
        slots: Seam to the modules that stand there, below the application's module, in order.
        parts: One per option, in the order of the catalog.
        modules: All modules, by path.
        tables: All tables.
        dependencies: All packages, by name.
        config: All settings.
        library_config: Settings of libraries.
        applications: OTP applications that have to be started.
        logger_metadata: Keys that the log formatter prints.
    """

    selection: Selection
    root: Process
    slots: Mapping[str, tuple[str, ...]]
    parts: tuple[Part, ...]
    modules: tuple[Module, ...] = ()
    tables: tuple[Table, ...] = ()
    dependencies: tuple[Dependency, ...] = ()
    config: tuple[ConfigKey, ...] = ()
    library_config: tuple[LibrarySetting, ...] = ()
    applications: tuple[str, ...] = ()
    logger_metadata: tuple[str, ...] = ()

    @property
    def warnings(self) -> tuple[str, ...]:
        """What works and deserves a word, for people."""
        return tuple(f"{part.origin}: {note}" for part in self.parts for note in part.notes)

    @property
    def behaviours(self) -> tuple[Module, ...]:
        """The modules that define callbacks."""
        return tuple(module for module in self.modules if module.callbacks)

    def doubts_about(self, process: Process) -> tuple[str, ...]:
        """Why the decisions behind a process may not stand, one sentence each."""
        return tuple(
            doubt for note in self.selection.notes if note.id in process.decisions for doubt in note.doubts
        )

    def full_name(self, name: str) -> str:
        """A name below the application's module, in full."""
        return f"{self.selection.module}.{name}"
