"""What the decisions that stand mean: processes, modules, libraries, and what put each of them there."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from elixir_design.architecture.model import Architecture, Module, Origin, Part, Process
from elixir_design.architecture.selection import Note, Selection
from elixir_design.ledger.model import Decision, Question
from elixir_design.site.html.drawing import canvas
from elixir_design.site.html.templating import plural, render
from elixir_design.site.links import url_for
from elixir_design.site.model import Page
from elixir_design.site.options import Application
from elixir_design.site.system import (
    EACH_PARTITION,
    System,
    drawing_source,
    module_anchor,
    placed,
    short_name,
)
from elixir_design.site.view import View

_KEY = "ed-tree"
_TITLE = "Supervision tree"
# Where `elixir-design scaffold` looks when it is not told.
_USUAL_FOLDER = "docs/elixir-sessions"


@dataclass(frozen=True, slots=True)
class TreePlan:
    """What is to be drawn: DOT and accessible names, by figure; empty when there is no tree."""

    sources: Mapping[str, str] = field(default_factory=dict)
    titles: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Because:
    """What put a part there: a decision, or the question for which it stands in; neither all have it."""

    decision: Decision | None = None
    question: Question | None = None


@dataclass(frozen=True, slots=True)
class Branch:
    """A process with what it supervises.

    Attributes:
        anchor: Its id on the page.
        name: What people call it.
        facts: Kind and restart strategy, in words.
        why: The reason it is there.
        because: What put it there; empty where that is the same as for its supervisor.
        children: What it supervises.
    """

    anchor: str
    name: str
    facts: str
    why: str
    because: Because
    children: tuple[Branch, ...]


@dataclass(frozen=True, slots=True)
class ModuleRow:
    """A module with its anchor, its name below the application's, what put it there, and its code."""

    anchor: str
    name: str
    module: Module
    because: Because
    source: str


def plan_tree(view: View) -> TreePlan:
    """The tree to draw, if there is one."""
    architecture = view.system.architecture if view.system else None
    if architecture is None:
        return TreePlan()
    page = view.addresses.index("architecture")

    def link(known: str) -> str:
        decision = view.decisions.get(known)
        if decision is None:
            return ""
        return url_for(page, view.record_path(decision), directory_urls=view.options.use_directory_urls)

    return TreePlan({_KEY: drawing_source(architecture, _KEY, link)}, {_KEY: _TITLE})


def architecture_page(view: View, plan: TreePlan, drawings: Mapping[str, str]) -> Iterator[Page]:
    """The page; none when no decision chose an option of the catalog."""
    if view.system is None:
        return
    drawing = drawings.get(_KEY, "") if plan.sources else ""
    folder = posixpath.dirname(view.ledger.sessions[-1].path) if view.ledger.sessions else ""
    known = {question.key: question for question in view.questions if question.dimension}
    yield view.made(_page, "architecture", view.system, known, drawing, folder)


def _page(view: View, system: System, questions: Mapping[str, Question], drawing: str, folder: str) -> Page:
    page = view.addresses.index("architecture")
    architecture = system.architecture
    because = _reasons(view, architecture, questions)
    application = view.options.application
    modules = _modules(architecture, because, application)
    known = [(note, view.decisions[note.id]) for note in system.selection.notes if note.id in view.decisions]
    return Page(
        path=page,
        title="Architecture",
        markdown=render(
            "architecture",
            view,
            page,
            selection=system.selection,
            named=application is not None,
            code=application is not None and bool(application.url),
            architecture=architecture,
            reasons=system.reasons,
            in_doubt=any(note.doubts for note in system.selection.notes),
            drawing=canvas(drawing) if drawing else "",
            tree=_branch(architecture, because) if architecture else None,
            processes=_count(architecture),
            chosen=[row for row in modules if row.module.origin],
            always=[row for row in modules if not row.module.origin],
            libraries=[(one, because[one.origin]) for one in architecture.dependencies]
            if architecture
            else [],
            stand_ins=_stand_ins(architecture, questions),
            unmatched=[(questions.get(one.dimension), one.text) for one in system.selection.unmatched],
            own=[decision for note, decision in known if _brings_no_code(note)],
            command=_command(system.selection, folder),
        ),
        metadata={
            "description": _description(architecture),
            "search": {"boost": 1.2},
            "hide": ["toc"],
        },
        in_nav=True,
    )


def _reasons(
    view: View, architecture: Architecture | None, questions: Mapping[str, Question]
) -> dict[Origin, Because]:
    reasons = {Origin(): Because()}
    for part in architecture.parts if architecture else ():
        # The latest decision on an option is the one that people look for.
        decision = next(
            (view.decisions[one] for one in reversed(part.decisions) if one in view.decisions), None
        )
        reasons[part.origin] = Because(decision, questions.get(part.origin.dimension))
    return reasons


def _branch(architecture: Architecture, because: Mapping[Origin, Because]) -> Branch:
    from elixir_design.architecture.render import facts, label

    anchors = {id(process): anchor for anchor, process in placed(architecture.root)}

    def grow(process: Process, above: Origin) -> Branch:
        return Branch(
            anchor=anchors[id(process)],
            name="each partition" if process.name == EACH_PARTITION else label(architecture, process),
            facts=facts(process) or process.kind.words,
            why=process.why,
            because=Because() if process.origin == above else because.get(process.origin, Because()),
            children=tuple(grow(child, process.origin) for child in process.children),
        )

    return grow(architecture.root, Origin())


def _modules(
    architecture: Architecture | None, because: Mapping[Origin, Because], application: Application | None
) -> list[ModuleRow]:
    if architecture is None:
        return []
    order = {part.origin: place for place, part in enumerate(architecture.parts)}
    rows = [
        ModuleRow(
            module_anchor(module.name),
            short_name(architecture, module.name),
            module,
            because.get(module.origin, Because()),
            application.file_url(module.path) if application else "",
        )
        for module in architecture.modules
    ]
    return sorted(rows, key=lambda row: (order.get(row.module.origin, -1), row.module.name))


def _stand_ins(
    architecture: Architecture | None, questions: Mapping[str, Question]
) -> Sequence[tuple[Part, Question]]:
    if architecture is None:
        return ()
    return [
        (part, questions[part.origin.dimension])
        for part in architecture.parts
        if not part.decided and part.origin.dimension in questions
    ]


def _brings_no_code(note: Note) -> bool:
    return not note.dimension


def _count(architecture: Architecture | None) -> int:
    return sum(1 for _ in architecture.root.walk()) if architecture else 0


def _command(selection: Selection, folder: str) -> str:
    words = ["elixir-design", "scaffold", selection.app]
    if folder and folder != _USUAL_FOLDER:
        # Quoted for a shell only where it has to be.
        words += [
            "--sessions",
            folder if folder.replace("/", "").replace("-", "").isalnum() else f"'{folder}'",
        ]
    if selection.unmatched:
        words.append("--keep-going")
    return " ".join(words)


def _description(architecture: Architecture | None) -> str:
    if architecture is None:
        return "The decisions choose options that do not go together; this says which and why."
    return (
        "What the decisions mean for the running system: "
        f"{plural(_count(architecture), 'process', 'processes')}, "
        f"{plural(len(architecture.modules), 'module')}, "
        f"{plural(len(architecture.dependencies), 'library', 'libraries')}."
    )
