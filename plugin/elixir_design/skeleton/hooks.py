"""What the template's hooks call when a person runs cookiecutter: errors come back as one line."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from elixir_design.skeleton.generate import finish
from elixir_design.skeleton.jinja import design_from
from elixir_design.skeleton.render import TemplateError


def check_answers(answers: Mapping[str, str]) -> str | None:
    """What is wrong with the answers to the prompts, or None."""
    try:
        design_from(answers)
    except (ValueError, TypeError) as error:
        return f"nothing was written: {error}"
    return None


def complete_project(answers: Mapping[str, str], project: Path | None = None) -> str | None:
    """Completes the project in the current folder; what went wrong, or None."""
    try:
        finish(project or Path.cwd(), dict(answers))
    except (ValueError, TypeError, TemplateError, OSError) as error:
        return f"the project could not be completed: {error}"
    return None
