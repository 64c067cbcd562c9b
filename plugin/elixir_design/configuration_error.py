"""What is wrong with a project's configuration, in words for people."""

from __future__ import annotations


class ConfigurationError(ValueError):
    """The configuration has errors; each line of the message names the key and what to do."""
