"""What a project's ``mkdocs.yml`` says of how its logs are to be read, where MkDocs does not run."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from elixir_design.log.reading_rules import ReadingRules, ReadingRulesError, rules_from

PLUGIN = "elixir-design"
_NAMES = ("mkdocs.yml", "mkdocs.yaml")


def reading_rules(folder: Path) -> ReadingRules:
    """The ``reading:`` block of the plugin's settings, from the nearest ``mkdocs.yml`` above a folder.

    Args:
        folder: The folder of logs.

    Returns:
        No rules where there is no such file, or it has no such block.

    Raises:
        ReadingRulesError: The file is no YAML, or the block has errors; the message names file and keys.
        OSError: The file cannot be read.
    """
    path = configuration_file(folder)
    return rules_in(path) if path is not None else ReadingRules()


def configuration_file(folder: Path) -> Path | None:
    """The nearest ``mkdocs.yml`` above a folder of logs, if there is one."""
    inside = folder.resolve()
    places = (above / name for above in (inside, *inside.parents) for name in _NAMES)
    return next((place for place in places if place.is_file()), None)


def rules_in(path: Path) -> ReadingRules:
    """The ``reading:`` block of one ``mkdocs.yml``; what it inherits counts, too.

    Raises:
        ReadingRulesError: As ``reading_rules`` says.
        OSError: The file cannot be read.
    """
    text = path.read_text(encoding="utf-8-sig", errors="replace")
    if "reading" not in text and "INHERIT" not in text:
        return ReadingRules()  # Reading YAML takes longer than most commands.
    settings = _yaml(text, path)
    block = _block(settings)
    parent = settings.get("INHERIT")
    if block is None and isinstance(parent, str) and (path.parent / parent).is_file():
        return rules_in(path.parent / parent)
    try:
        return rules_from(block)
    except ReadingRulesError as error:
        said = "\n".join(f"{path.name}: {line}" for line in str(error).split("\n"))
        raise ReadingRulesError(said) from error


def _yaml(text: str, path: Path) -> Mapping[str, Any]:
    import yaml

    class Loader(yaml.SafeLoader):
        """Passes over MkDocs's own tags (``!ENV``, ``!!python/name:``): nothing here depends on them."""

    Loader.add_multi_constructor("", lambda *_: None)
    try:
        found = yaml.load(text, Loader)  # noqa: S506 - a SafeLoader that knows fewer tags
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        place = f"{path.name}:{mark.line + 1}" if mark else path.name
        raise ReadingRulesError(f"{place}: is no YAML: {getattr(error, 'problem', error)}") from error
    return found if isinstance(found, Mapping) else {}


def _block(settings: Mapping[str, Any]) -> object:
    plugins = settings.get("plugins")
    listed = plugins if isinstance(plugins, list) else [plugins]
    for plugin in listed:
        said = plugin.get(PLUGIN) if isinstance(plugin, Mapping) else None
        if isinstance(said, Mapping) and "reading" in said:
            return said["reading"]
    return None
