"""Turns architecture conversations into decision pages and a running Elixir project.

Data runs one way: ``catalog`` (what can be decided), ``log`` (what was said), ``ledger`` (what stands),
``architecture`` (what it means), ``design_doc``, ``facilitation`` (deciding), ``skeleton`` (from decisions
to code), ``site`` (showing), ``cli``. A module imports only from those before it.
"""

__version__ = "0.1.0"
