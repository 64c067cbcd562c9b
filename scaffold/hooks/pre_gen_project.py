"""Refuses names that an Elixir project cannot have, before anything is written."""

import json
import sys

from elixir_design.skeleton.hooks import check_answers

problem = check_answers(json.loads({= cookiecutter | python_literal =}))
if problem:
    sys.exit(problem)
