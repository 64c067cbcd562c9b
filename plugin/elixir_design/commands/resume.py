"""``elixir-design resume``: go on with a session, also with one that other tools logged."""

from __future__ import annotations

from elixir_design.commands.session import resume as command

__all__ = ["command"]
