"""Renders the project into an empty folder: the base by cookiecutter, the options' files over it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from elixir_design.architecture.derive import chosen_manifests, defaults_used
from elixir_design.architecture.manifest import load_manifests
from elixir_design.architecture.templates import scaffold_root, template_settings
from elixir_design.skeleton.context import Design

if TYPE_CHECKING:
    from jinja2 import Environment

_PARTIALS = "partials"

# All that paths of our own templates vary in. To compile each as a template takes as long as small files do.
_APP = "{=app=}"


class TemplateError(RuntimeError):
    """A template that cannot be rendered: ours to mend; names the file and the reason."""


def render_base(answers: Mapping[str, str], folder: Path) -> Path:
    """Has cookiecutter render the base below ``folder`` and returns the project's folder."""
    from cookiecutter.exceptions import CookiecutterException
    from cookiecutter.main import cookiecutter
    from jinja2 import TemplateError as JinjaError

    try:
        project = cookiecutter(
            str(scaffold_root()),
            no_input=True,
            extra_context=dict(answers),
            output_dir=str(folder),
            # Stands in for the user's configuration, and keeps the replay file out of their home.
            default_config={
                "replay_dir": str(folder / "replay"),
                "cookiecutters_dir": str(folder / "clones"),
            },
            accept_hooks=False,
        )
    except (CookiecutterException, JinjaError) as error:
        raise TemplateError(f"the template of the project cannot be rendered: {error}") from error
    return Path(project)


def render_additions(answers: Mapping[str, Any], design: Design, project: Path) -> None:
    """Adds the files of the chosen options, the supervisors and the decision records to a rendered base."""
    from cookiecutter.utils import create_env_with_context

    context = {"cookiecutter": dict(answers)}
    environment = create_env_with_context({"cookiecutter": {**template_settings(), **answers}})
    for template, path, extra in _additions(design):
        _render(environment, template, project / path.replace(_APP, answers["app"]), {**context, **extra})


def _additions(design: Design) -> Iterator[tuple[Path, str, dict[str, object]]]:
    root = scaffold_root()
    manifests = load_manifests()
    selection = design.architecture.selection
    chosen = chosen_manifests(selection, manifests)
    for slot in defaults_used(manifests, chosen):
        yield from _tree(
            root / "defaults" / slot.files / "files", {"decision": design.decided(slot.dimension)}
        )
    for manifest in chosen:
        origin = manifest.origin
        extra: dict[str, object] = {
            "decision": design.decided(origin.dimension, origin.option),
            "dimension": origin.dimension,
            "option": origin.option,
        }
        for folder in manifest.file_folders:
            yield from _tree(folder, extra)
    for supervisor in design.supervisors:
        path = "lib/{=app=}/" + "/".join(_underscore(part) for part in supervisor.name.split(".")) + ".ex"
        yield root / _PARTIALS / "supervisor.ex", path, {"supervisor": supervisor}
    for record in design.records:
        yield root / _PARTIALS / "decision.md", record.path, {"record": record}


def _tree(folder: Path, extra: dict[str, object]) -> Iterator[tuple[Path, str, dict[str, object]]]:
    for file in sorted(folder.rglob("*")):
        if file.is_file():
            yield file, file.relative_to(folder).as_posix(), extra


def _render(environment: Environment, template: Path, target: Path, context: Mapping[str, object]) -> None:
    from jinja2 import TemplateError as JinjaError

    try:
        text = environment.from_string(template.read_text(encoding="utf-8")).render(**context)
    except JinjaError as error:
        raise TemplateError(f"{template}: cannot be rendered: {error}") from error
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(text, encoding="utf-8")


def _underscore(name: str) -> str:
    return "".join(
        f"_{char.lower()}" if char.isupper() and at else char.lower() for at, char in enumerate(name)
    )
