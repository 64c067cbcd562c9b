"""What the decisions that stand mean for the running system, worked out once for all pages.

The tree is the one that ``application.ex`` of the generated project is made from.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from elixir_design.architecture.graphviz import identifier
from elixir_design.architecture.model import Architecture, Process
from elixir_design.architecture.selection import Selection, selection_from_ledger
from elixir_design.catalog.model import Catalog
from elixir_design.ledger.model import Ledger
from elixir_design.site.options import Application

EACH_PARTITION = "partition"
"""What the one child of a partition supervisor is called, which stands for each partition."""


@dataclass(frozen=True, slots=True)
class System:
    """What is built.

    Attributes:
        selection: What was chosen.
        architecture: What it means; None when the choices do not go together.
        reasons: Why they do not, one sentence each.
    """

    selection: Selection
    architecture: Architecture | None
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Brought:
    """What one question or one decision brings into the system.

    Attributes:
        processes: Name and anchor on the architecture page.
        modules: Likewise.
        libraries: Names of packages.
    """

    processes: tuple[tuple[str, str], ...] = ()
    modules: tuple[tuple[str, str], ...] = ()
    libraries: tuple[str, ...] = ()


def system_of(ledger: Ledger, catalog: Catalog, application: Application | None = None) -> System | None:
    """What the ledger's decisions mean; None when none of them chose an option of the catalog.

    Choices that do not go together, and templates that are missing, are told and never raised: the pages
    about the decisions themselves do not depend on them.

    Args:
        ledger: What was decided.
        catalog: The options that are known.
        application: Whose names the modules have; a name stands in for none.
    """
    selection = selection_from_ledger(ledger, catalog)
    if not selection.options:
        return None
    if application:
        selection = selection.named(application.name, application.module or None)
    # Imported late: a site without decisions needs no templates and reads no YAML.
    from elixir_design.architecture.derive import CombinationError, derive
    from elixir_design.architecture.manifest import ManifestError
    from elixir_design.architecture.templates import TemplatesMissingError

    try:
        return System(selection, derive(selection))
    except (CombinationError, ManifestError, TemplatesMissingError) as error:
        return System(selection, None, tuple(str(error).splitlines()))


def placed(root: Process) -> Iterator[tuple[str, Process]]:
    """Every process of a tree with its anchor on the page, parents first."""
    return _placed(root, "process")


def module_anchor(name: str) -> str:
    """The anchor of a module on the page."""
    return f"module-{identifier(name)}"


def brought_by(system: System | None) -> Mapping[str, Brought]:
    """What each question (by its slug) and each decision (by its id) brings."""
    architecture = system.architecture if system else None
    if architecture is None:
        return {}
    processes: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    modules: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    libraries: defaultdict[str, list[str]] = defaultdict(list)
    decisions = {part.origin: part.decisions for part in architecture.parts}
    for anchor, process in placed(architecture.root):
        if process.name == EACH_PARTITION:
            continue
        for key in (process.origin.dimension, *process.decisions):
            processes[key].append((process.name, anchor))
    for module in architecture.modules:
        for key in (module.origin.dimension, *module.decisions):
            modules[key].append((short_name(architecture, module.name), module_anchor(module.name)))
    for library in architecture.dependencies:
        for key in (library.origin.dimension, *decisions.get(library.origin, ())):
            libraries[key].append(library.name)
    return {
        key: Brought(tuple(processes[key]), tuple(modules[key]), tuple(libraries[key]))
        for key in {*processes, *modules, *libraries} - {""}
    }


def short_name(architecture: Architecture, name: str) -> str:
    """A module's name without the application's."""
    return name.removeprefix(f"{architecture.selection.module}.")


def drawing_source(architecture: Architecture, key: str, link: Callable[[str], str]) -> str:
    """The tree as DOT; its nodes lead to the decisions that put them there.

    Args:
        architecture: What to draw.
        key: Starts the ids of all elements.
        link: From a decision's id to the address of its page.
    """
    from elixir_design.architecture.render import to_dot

    return to_dot(architecture, link=link, prefix=key)


def _placed(process: Process, above: str) -> Iterator[tuple[str, Process]]:
    anchor = f"{above}-{identifier(process.name)}"
    yield anchor, process
    for child in process.children:
        yield from _placed(child, anchor)
