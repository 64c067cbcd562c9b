"""Where the skeleton's templates are: beside the package in a checkout, inside it in a wheel."""

from __future__ import annotations

from functools import cache
from pathlib import Path

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
