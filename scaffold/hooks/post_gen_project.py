"""Adds what the chosen options bring: files, supervisors, the drawn tree."""

import json
import sys

from elixir_design.skeleton.hooks import complete_project

problem = complete_project(json.loads({= cookiecutter | python_literal =}))
if problem:
    sys.exit(problem)
