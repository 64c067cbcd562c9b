"""Says what to install when our package, which computes the architecture, is not there."""

import sys

try:
    import elixir_design.skeleton.jinja  # noqa: F401
except ImportError:
    sys.exit("this template needs the package elixir-design beside cookiecutter: pip install elixir-design")
