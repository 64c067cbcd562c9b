"""From the answers to cookiecutter's prompts to a selection."""

from __future__ import annotations

from collections.abc import Mapping

from elixir_design.architecture.selection import Selection, check_options
from elixir_design.catalog.model import Catalog
from elixir_design.skeleton.names import check_names


def selection_from_answers(answers: Mapping[str, object], catalog: Catalog | None = None) -> Selection:
    """The selection that answers amount to; a prompt's answer may join options with ``+``.

    Raises:
        SelectionError: When an answer names no option.
        InvalidNameError: When the application or its module cannot have that name.
    """
    if catalog is None:
        from elixir_design.catalog.loader import load_catalog

        catalog = load_catalog()
    app, module = check_names(str(answers.get("app", "")), str(answers.get("module", "")) or None)
    choices: dict[str, object] = {}
    for dimension in catalog.dimensions:
        answer = str(answers.get(dimension.slug.replace("-", "_"), "")).strip()
        if answer and answer != "none":
            choices[dimension.slug] = [part.strip() for part in answer.split("+")]
    return Selection(app=app, module=module, options=check_options(choices, catalog))
