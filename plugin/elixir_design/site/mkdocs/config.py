"""What can be set under ``elixir-design:`` in ``mkdocs.yml``: the typed schema, nothing else."""

from __future__ import annotations

import difflib
from collections.abc import Mapping

from mkdocs.config import config_options as option
from mkdocs.config.base import BaseConfigOption, Config, ConfigErrors, ConfigWarnings, ValidationError

from elixir_design.log.reading_rules import ReadingRules, ReadingRulesError, rules_from

LEVELS = ("error", "warning", "info", "ignore")


class _KnownKeys(Config):  # type: ignore[no-untyped-call]
    """A schema that names the nearest known key when it meets one that it does not know."""

    def _validate(self) -> tuple[ConfigErrors, ConfigWarnings]:
        failed, warnings = super()._validate()
        known = sorted(self._schema_keys)
        unknown = set(self) - self._schema_keys
        kept = [warning for warning in warnings if warning[0] not in unknown]
        return failed, kept + [(key, _unknown_key(str(key), known)) for key in sorted(unknown, key=str)]


class NavConfig(_KnownKeys):  # type: ignore[no-untyped-call]
    """Where the index pages stand in the navigation."""

    title = option.Type(str, default="Decisions")
    placement = option.Choice(("end", "start", "none"), default="end")


class ApplicationConfig(_KnownKeys):  # type: ignore[no-untyped-call]
    """The team's own Elixir project: what it is called, and where its code can be read."""

    name = option.Optional(option.Type(str))
    module = option.Type(str, default="")
    url = option.URL(default="")


class LogLevels(BaseConfigOption[dict[str, str]]):
    """A mapping of diagnostic codes to levels; ``"*"`` stands for every code that is not listed."""

    def __init__(self) -> None:
        super().__init__()
        self.default = {}

    def run_validation(self, value: object) -> dict[str, str]:
        """Checks every level, so that a typing error cannot silence a diagnostic."""
        if not isinstance(value, Mapping):
            raise ValidationError(
                "expected diagnostic codes with levels, such as {missing-rationale: ignore}, "
                f"but got {type(value).__name__}"
            )
        return {str(code): _level(str(code), level) for code, level in value.items()}


class Sections(BaseConfigOption[list[str]]):
    """Names of the sections to generate; the pages know which names exist, so they check them."""

    def __init__(self) -> None:
        super().__init__()
        self.default = []

    def run_validation(self, value: object) -> list[str]:
        """Accepts one name or a list of names."""
        names = [value] if isinstance(value, str) else value
        if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
            raise ValidationError("expected a list of section names, such as [timeline, lineage]")
        return names


class Reading(BaseConfigOption[ReadingRules]):
    """How logs are to be read: labels, columns, statuses and dates of a team's own, single corrections."""

    def __init__(self) -> None:
        super().__init__()
        self.default = ReadingRules()

    def run_validation(self, value: object) -> ReadingRules:
        """Checks every key, so that a typing error cannot change what is published."""
        if isinstance(value, ReadingRules):
            return value
        try:
            return rules_from(value)
        except ReadingRulesError as error:
            raise ValidationError(str(error)) from error


class ElixirDesignConfig(_KnownKeys):  # type: ignore[no-untyped-call]
    """The plugin's settings. Paths are relative to the folder of the configuration file."""

    enabled = option.Type(bool, default=True)
    sessions = option.Type(str, default="docs/elixir-sessions")
    reports = option.Type(str, default="reports/synthesis")
    catalog = option.Optional(option.Type(str))
    folder = option.Type(str, default="decisions")
    sections = Sections()
    nav = option.SubConfig(NavConfig)
    application = option.SubConfig(ApplicationConfig)
    log_levels = LogLevels()
    reading = Reading()
    feed = option.Type(bool, default=True)
    llms = option.Type(bool, default=True)
    raw_html = option.Choice(("neutralise", "keep"), default="neutralise")
    renamed = option.DictOfItems(option.Type(str), default={})
    diagrams = option.Type(bool, default=True)
    incremental = option.Type(bool, default=True)
    trusted_plugins = option.ListOfItems(option.Type(str), default=[])


def _unknown_key(key: str, known: list[str]) -> str:
    near = difflib.get_close_matches(key, known, n=1)
    advice = f"did you mean '{near[0]}'?" if near else f"the known ones are {', '.join(known)}"
    return f"Unrecognised configuration name: {key} ({advice})"


def _level(code: str, level: object) -> str:
    # YAML reads an unquoted `off` or `no` as false: the intent is plain enough to say what to write.
    if level in LEVELS:
        return str(level)
    near = difflib.get_close_matches(str(level), LEVELS, n=1)
    advice = f"did you mean '{near[0]}'?" if near else f"use one of {', '.join(LEVELS)}"
    raise ValidationError(f"'{level}' is no level for '{code}': {advice}")
