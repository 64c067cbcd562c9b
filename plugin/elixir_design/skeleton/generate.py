"""From a selection to a project on disk: all of it or nothing, and nothing outside of the target."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from elixir_design.architecture.graphviz import log, render_svgs
from elixir_design.architecture.model import Architecture, Part
from elixir_design.architecture.render import to_ascii, to_dot, to_json
from elixir_design.architecture.selection import Selection
from elixir_design.skeleton import files
from elixir_design.skeleton.context import Design, design_of, dump_selection
from elixir_design.skeleton.escape import shown
from elixir_design.skeleton.names import check_clashes, check_names
from elixir_design.skeleton.overwrite import Overwrite, compare
from elixir_design.skeleton.render import TemplateError, render_additions, render_base
from elixir_design.skeleton.state import StateError, is_state, rendered_files, save_state, state_of

_TREE = "supervision-tree"
_BENCHMARKS = "Bench"  # defined by the scripts in bench/, which are no modules of the architecture


class GenerationError(RuntimeError):
    """A project that cannot be made; nothing was written. The text is for people."""


@dataclass(frozen=True, slots=True)
class GenerationReport:
    """What was made, or in a dry run would be, and why.

    Attributes:
        target: The project's folder.
        written: Paths of all files below it, sorted.
        architecture: What the project is made of.
        parts: What each option brought, with the decisions behind it.
        stand_ins: Dimensions that nobody decided on, with the option that stands in.
        without_code: Decisions of a team's own, which became records without code.
        unmatched: Choices that mean no option of the catalog.
        deferred: What was put off.
        warnings: Combinations that work and deserve a word, and what could not be drawn.
        overwrite: What happens to files that were there before.
        dry_run: Whether nothing was written.
    """

    target: Path
    written: tuple[str, ...]
    architecture: Architecture
    parts: tuple[Part, ...]
    stand_ins: tuple[str, ...]
    without_code: tuple[str, ...]
    unmatched: tuple[str, ...]
    deferred: tuple[str, ...]
    warnings: tuple[str, ...]
    overwrite: Overwrite = field(default_factory=Overwrite)
    dry_run: bool = False

    def lines(self) -> list[str]:
        """The report as people read it."""
        verb = "would write" if self.dry_run else "wrote"
        lines = [f"{verb} {len(self.written)} files to {self.target}"]
        lines += [f"  replaced, although it was not as generated: {path}" for path in self.overwrite.replaced]
        lines += [f"  removed, no longer generated: {path}" for path in self.overwrite.removed]
        lines += [f"  kept, no longer generated but edited: {path}" for path in self.overwrite.kept]
        for part in self.parts:
            if part.decided:
                by = ", ".join(map(shown, part.decisions)) or "chosen on the command line"
                lines.append(f"  {part.origin}: {part.summary} [{by}]")
        lines += [f"  not decided, stands in: {name}" for name in self.stand_ins]
        lines += [
            f"  a decision of your own, recorded without code: {shown(title)}" for title in self.without_code
        ]
        lines += [f"  put off: {shown(text)}" for text in self.deferred]
        lines += [f"  matches no option: {shown(text)}" for text in self.unmatched]
        lines += [f"  doubtful: {shown(text, 300)}" for text in self.architecture.selection.doubtful]
        lines += [f"  note: {text}" for text in self.warnings]
        return lines


def generate(
    selection: Selection,
    target: Path,
    *,
    force: bool = False,
    dry_run: bool = False,
    progress: Callable[[str], None] | None = None,
) -> GenerationReport:
    """Makes the Elixir project of a selection.

    The project is made in a temporary folder beside the target and moved there when it is complete.

    Args:
        selection: What was chosen; its names are checked first.
        target: The project's folder; it is created, and must be empty unless ``force`` is given.
        force: Replace files of the same name in a folder that is not empty, and remove what an earlier
            generation left there and nobody edited; other files stay.
        dry_run: Make everything, write nothing.
        progress: Called with a line before each step.

    Raises:
        InvalidNameError: For a name that an Elixir project cannot have.
        CombinationError: For options that do not go together.
        GenerationError: When the target cannot be written to.
    """
    say = progress or (lambda _line: None)
    check_names(selection.app, selection.module)
    target = Path(os.path.abspath(target))  # noqa: PTH100 - resolve() would follow a link that we refuse below
    _check_target(target, force=force)
    try:
        with tempfile.TemporaryDirectory(
            prefix=".elixir-design-", dir=None if dry_run else _parent(target)
        ) as folder:
            rendering = render(selection, Path(folder), progress=progress)
            fresh = rendered_files(rendering.project)
            save_state(state_of(selection, rendering.project), rendering.project)
            written = _files_below(rendering.project)
            overwrite = compare(target, fresh) if target.is_dir() else Overwrite()
            if not dry_run:
                say(f"moving {len(written)} files to {target}")
                _move(rendering.project, target, written)
                for path in overwrite.removed:
                    files.remove(target, path)
    except (StateError, files.UnsafePathError) as error:
        raise GenerationError(str(error)) from error
    except OSError as error:
        raise GenerationError(f"{target}: cannot be written: {error.strerror or error}") from error
    architecture = rendering.design.architecture
    return GenerationReport(
        target=target,
        written=written,
        architecture=architecture,
        parts=architecture.parts,
        stand_ins=tuple(str(part.origin) for part in architecture.parts if not part.decided),
        without_code=selection.own,
        unmatched=tuple(str(choice) for choice in selection.unmatched),
        deferred=selection.deferred,
        warnings=rendering.warnings,
        overwrite=overwrite,
        dry_run=dry_run,
    )


@dataclass(frozen=True, slots=True)
class Rendering:
    """A project that was rendered into a folder of nobody's.

    Attributes:
        project: Where it is.
        design: What it is made of.
        warnings: Combinations that work and deserve a word, and what could not be drawn.
    """

    project: Path
    design: Design
    warnings: tuple[str, ...]


def render(selection: Selection, folder: Path, *, progress: Callable[[str], None] | None = None) -> Rendering:
    """Renders the project of a selection below ``folder``, complete but for its state.

    Raises:
        CombinationError: For options that do not go together.
        InvalidNameError: For a name that the project itself needs.
        GenerationError: When a template cannot be rendered.
    """
    say = progress or (lambda _line: None)
    selection_json = dump_selection(selection)
    design = design_of(selection_json)
    _check_clashes(design.architecture)
    warnings = list(design.architecture.warnings)
    say("rendering the templates")
    project = _render(design, selection_json, folder)
    say("drawing the supervision tree")
    draw_tree(design.architecture, project, warn=warnings.append)
    return Rendering(project, design, tuple(warnings))


def _check_clashes(architecture: Architecture) -> None:
    selection = architecture.selection
    below = len(selection.module) + 1
    modules = {module.name[below:].split(".")[0] for module in architecture.modules}
    processes = {process.name.split(".")[0] for process in architecture.root.walk()}
    libraries = (dependency.name for dependency in architecture.dependencies)
    check_clashes(selection.app, selection.module, {_BENCHMARKS} | modules | processes, libraries)


def finish(project: Path, answers: dict[str, str]) -> None:
    """Completes a base that cookiecutter itself rendered: what its hook calls."""
    from elixir_design.skeleton.jinja import design_from

    design = design_from(answers)
    _check_clashes(design.architecture)
    render_additions(answers, design, project)
    draw_tree(design.architecture, project)
    save_state(state_of(design.architecture.selection, project), project)


def draw_tree(
    architecture: Architecture, project: Path, *, warn: Callable[[str], None] | None = None
) -> None:
    """Writes the supervision tree into ``docs/``: DOT, JSON, text, and SVG where Graphviz is there."""
    docs = project / "docs"
    docs.mkdir(exist_ok=True)
    dot = to_dot(architecture)
    (docs / f"{_TREE}.dot").write_text(dot, encoding="utf-8")
    (docs / f"{_TREE}.json").write_text(to_json(architecture), encoding="utf-8")
    (docs / f"{_TREE}.txt").write_text(to_ascii(architecture), encoding="utf-8")
    title = f"Supervision tree of {architecture.selection.module}"
    drawn = render_svgs({_TREE: dot}, titles={_TREE: title}, warn=warn or log.warning)
    if _TREE in drawn:
        (docs / f"{_TREE}.svg").write_text(drawn[_TREE] + "\n", encoding="utf-8")


def _render(design: Design, selection_json: str, folder: Path) -> Path:
    selection = design.architecture.selection
    answers = {"app": selection.app, "module": selection.module, "_selection": selection_json}
    try:
        project = render_base(answers, folder)
        render_additions(answers, design, project)
    except TemplateError as error:
        raise GenerationError(str(error)) from error
    return project


def _files_below(project: Path) -> tuple[str, ...]:
    return tuple(
        sorted(path.relative_to(project).as_posix() for path in project.rglob("*") if path.is_file())
    )


def _check_target(target: Path, *, force: bool) -> None:
    if target.is_symlink() or (target.exists() and not target.is_dir()):
        raise GenerationError(f"{target}: is there already and is not a folder; give another one")
    if target.is_dir() and any(target.iterdir()) and not force:
        raise GenerationError(
            f"{target}: is not empty; give another folder, or --force to replace files of the same name"
        )


def _parent(target: Path) -> Path:
    """The nearest folder above the target that exists: a rename within one file system is atomic."""
    existing = target.parent
    while not existing.exists():
        existing = existing.parent
    if not existing.is_dir():
        raise GenerationError(f"{existing}: is not a folder")
    return existing


def _move(project: Path, target: Path, written: tuple[str, ...]) -> None:
    if target.is_dir() and any(target.iterdir()):
        # All are looked at before the first is replaced. The state comes last: it says what was generated.
        places = [files.place(target, name) for name in written]
        for name, place in sorted(zip(written, places, strict=True), key=lambda pair: is_state(pair[0])):
            place.parent.mkdir(parents=True, exist_ok=True)
            (project / name).replace(place)
        return
    created = [folder for folder in target.parents if not folder.exists()]
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        if target.is_dir():
            target.rmdir()
        project.replace(target)
    except OSError:
        for folder in created:
            with contextlib.suppress(OSError):
                folder.rmdir()
        raise
