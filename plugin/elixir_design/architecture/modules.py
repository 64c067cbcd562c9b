"""Reads from the templates which modules a project has: names, first sentences, types, callbacks.

The templates are the only description of a module, so what the site and the design document show cannot drift
from what is generated.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path

from elixir_design.architecture.manifest import Manifest, Slot
from elixir_design.architecture.model import ConfigKey, Module, Origin
from elixir_design.architecture.selection import Selection
from elixir_design.architecture.templates import PROJECT_FOLDER, fill_in

_MODULE = re.compile(r"^defmodule (\S+) do", re.MULTILINE)
_SUMMARY = re.compile(r'@moduledoc (?:"""\n\s*(.+?)\n\s*(?:\n|""")|"(.+?)"\n)', re.DOTALL)
_ATTRIBUTE = re.compile(r"^  @(type|callback) (.+?)(?=\n\n|\n  @|\n  def|\nend)", re.MULTILINE | re.DOTALL)


def read_modules(
    manifests: Iterable[Manifest],
    defaults: Iterable[Slot],
    selection: Selection,
    decisions: Mapping[Origin, tuple[str, ...]],
    config: Sequence[ConfigKey],
) -> tuple[Module, ...]:
    """The modules under ``lib/`` of the base, the options and the defaults, by path.

    What a type or a callback leaves open in its template is filled in from the settings.
    """
    found: dict[str, Module] = {}
    for manifest in manifests:
        folders = manifest.file_folders if manifest.origin else (manifest.folder / PROJECT_FOLDER,)
        for folder in folders:
            for module in _folder(folder, manifest.origin, selection, decisions, config):
                found[module.path] = module
        if not manifest.origin:
            for slot in defaults:
                files = manifest.folder / "defaults" / slot.files / "files"
                found.update(
                    (module.path, module) for module in _folder(files, Origin(), selection, decisions, config)
                )
    return tuple(found[path] for path in sorted(found))


def _folder(
    folder: Path,
    origin: Origin,
    selection: Selection,
    decisions: Mapping[Origin, tuple[str, ...]],
    config: Sequence[ConfigKey],
) -> Iterable[Module]:
    for path, text in _templates(folder):
        named = _named(text, selection)
        name = _MODULE.search(named)
        if name is None:
            continue
        summary = _SUMMARY.search(named)
        first = next((part for part in summary.groups() if part), "") if summary else ""
        values = {"design": {"config": config}}
        attributes = [
            (match[1], " ".join(fill_in(match[2], values).split())) for match in _ATTRIBUTE.finditer(named)
        ]
        yield Module(
            name=name[1],
            path=_named(path, selection),
            summary=" ".join(first.split()),
            origin=origin,
            decisions=decisions.get(origin, ()),
            types=tuple(text for kind, text in attributes if kind == "type"),
            callbacks=tuple(text for kind, text in attributes if kind == "callback"),
        )


@cache
def _templates(folder: Path) -> tuple[tuple[str, str], ...]:
    return tuple(
        (file.relative_to(folder).as_posix(), file.read_text(encoding="utf-8"))
        for file in sorted(folder.glob("lib/**/*.ex"))
    )


def _named(text: str, selection: Selection) -> str:
    for marker, value in (("module", selection.module), ("app", selection.app)):
        text = text.replace(f"{{= {marker} =}}", value).replace(f"{{={marker}=}}", value)
    return text
