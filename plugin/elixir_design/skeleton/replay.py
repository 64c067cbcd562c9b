"""Decisions as a replay file: ``cookiecutter scaffold/ --replay-file FILE`` makes the same project again."""

from __future__ import annotations

import json

from elixir_design.architecture.selection import Selection
from elixir_design.architecture.templates import scaffold_root
from elixir_design.skeleton.context import dump_selection
from elixir_design.skeleton.names import check_names


def replay_json(selection: Selection) -> str:
    """The text of a replay file.

    All that people wrote is inside of ``_selection``, which cookiecutter does not render.

    Raises:
        InvalidNameError: For a name that an Elixir project cannot have; cookiecutter itself checks nothing.
    """
    check_names(selection.app, selection.module)
    template = json.loads((scaffold_root() / "cookiecutter.json").read_text(encoding="utf-8"))
    answers = {key: value for key, value in template.items() if key.startswith("_")}
    for key, value in template.items():
        if not key.startswith("_"):
            slugs = selection.options.get(key.replace("_", "-"))
            answers[key] = "+".join(slugs) if slugs else (value[0] if isinstance(value, list) else value)
    answers.update(app=selection.app, module=selection.module, _selection=dump_selection(selection))
    return json.dumps({"cookiecutter": answers}, indent=2, ensure_ascii=False) + "\n"
