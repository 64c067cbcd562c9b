"""Where the skeleton's templates are: beside the package in a checkout, inside it in a wheel."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from jinja2 import Environment

PROJECT_FOLDER = "{=cookiecutter.app=}"


class TemplatesMissingError(RuntimeError):
    """The package was installed without its templates."""


@cache
def scaffold_root() -> Path:
    """The folder with ``cookiecutter.json``.

    Raises:
        TemplatesMissingError: When it is in neither place.
    """
    package = Path(__file__).resolve().parent.parent
    for folder in (package / "_scaffold", package.parent.parent / "scaffold"):
        if (folder / "manifest.yml").is_file():
            return folder
    raise TemplatesMissingError(
        "the templates of the Elixir project are not there; install elixir-design again"
    )


@cache
def template_settings() -> dict[str, Any]:
    """What ``cookiecutter.json`` says of the templates' language: extensions and delimiters."""
    data: dict[str, Any] = json.loads((scaffold_root() / "cookiecutter.json").read_text(encoding="utf-8"))
    return {name: data[name] for name in ("_extensions", "_jinja2_env_vars")}


def delimiters() -> tuple[str, ...]:
    """What begins and ends a place that a template leaves open; none of it is ever for readers."""
    settings = template_settings()["_jinja2_env_vars"]
    return tuple(value for name, value in settings.items() if name.endswith("_string"))


def fill_in(text: str, values: Mapping[str, object]) -> str:
    """A piece of a template with values in place of what it leaves open.

    Raises:
        jinja2.TemplateError: It asks for a value that is not among these, or the piece was cut out of a
            statement that goes on around it.
    """
    if not any(mark in text for mark in delimiters()):
        return text
    return _environment().from_string(text).render(**values)


@cache
def _environment() -> Environment:
    from jinja2 import Environment, StrictUndefined

    # What is made is Elixir, in which HTML's entities would be wrong.
    return Environment(  # noqa: S701
        undefined=StrictUndefined, **template_settings()["_jinja2_env_vars"]
    )
