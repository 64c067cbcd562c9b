"""The Jinja extension that makes our templates readable.

Cookiecutter loads it by the name in ``cookiecutter.json``, so it works the same whether cookiecutter was
called by us or by a person. Every template may use ``app``, ``module`` and ``design`` (see
``context.Design``), the function ``decided(dimension)`` and the filters of ``escape``.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from jinja2 import Environment
from jinja2.ext import Extension

from elixir_design.architecture.selection import camelize
from elixir_design.skeleton import escape
from elixir_design.skeleton.context import Design, design_of, dump_selection, load_selection
from elixir_design.skeleton.names import check_names

# On the template's first line, so that line numbers in messages stay right.
_NAMES = "{%% set app = cookiecutter.app %%}{%% set module = cookiecutter.module %%}"
_DESIGN = "{%% set design = design_from(cookiecutter) %%}{%% set decided = design.decided %%}"
_NEEDS_DESIGN = re.compile(r"\b(?:design\.|decided\()")


class ElixirDesign(Extension):
    """Adds names, filters and functions for Elixir to a template environment."""

    def __init__(self, environment: Environment) -> None:
        super().__init__(environment)
        environment.filters.update(
            elixir_string=escape.elixir_string,
            heredoc=escape.heredoc,
            camelize=camelize,
            doc=escape.doc,
            comment=escape.comment,
            plain=escape.plain,
            elixir_list=escape.elixir_list,
            atom_list=escape.atom_list,
            wrapped=escape.wrapped,
            python_literal=python_literal,
        )
        environment.globals["design_from"] = design_from

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:  # noqa: ARG002
        """Makes the names known; a source that does not speak of the design does not wait for it."""
        return _NAMES + (_DESIGN if _NEEDS_DESIGN.search(source) else "") + source


def design_from(answers: Mapping[str, Any]) -> Design:
    """The design for cookiecutter's answers: our own selection, or the one that the prompts amount to.

    Raises:
        ValueError: When the answers cannot be used. Cookiecutter itself checks nothing, and a replay file may
            have been written by anybody: the names in it are names of folders and parts of programs.
        TypeError: When the selection is not one.
    """
    text = answers.get("_selection")
    if text:
        app, module = check_names(str(answers.get("app", "")), str(answers.get("module", "")))
        return design_of(dump_selection(load_selection(str(text)).named(app, module)))
    from elixir_design.skeleton.answers import selection_from_answers

    return design_of(dump_selection(selection_from_answers(answers)))


def python_literal(value: object) -> str:
    """Any JSON value as a Python string literal that holds its JSON."""
    return repr(json.dumps(value))
