"""The libraries of generated projects, from ``ELIXIR_DESIGN_DEPS`` (see ``tools/local_sources/``)."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

VARIABLE = "ELIXIR_DESIGN_DEPS"


@dataclass(frozen=True, slots=True)
class Libraries:
    """Sources of libraries on this machine, and what was built from them for an earlier project.

    Attributes:
        sources: The folder with one folder per library; ``None`` without one.
        built: Where their copies and what mix made of them are kept, so that each is compiled once.
    """

    sources: Path | None
    built: Path

    @classmethod
    def from_environment(cls, built: Path) -> Libraries:
        """What the environment says."""
        folder = os.environ.get(VARIABLE)
        return cls(Path(folder) if folder else None, built)

    def missing(self, names: Iterable[str]) -> tuple[str, ...]:
        """Which of these libraries are not there."""
        return tuple(sorted(name for name in names if not self._has(name)))

    def _has(self, name: str) -> bool:
        if self.sources is None or not self.sources.is_dir():
            return False
        folder = re.compile(rf"{re.escape(name)}(-\d.*)?")
        return any(folder.fullmatch(path.name) for path in self.sources.iterdir())

    def lay_out(self, project: Path) -> None:
        """Gives a project what was built before it was made."""
        for name in ("deps", "_build", "mix.lock"):
            if (self.built / name).exists():
                _copy(self.built / name, project / name)

    def keep(self, project: Path, app: str) -> None:
        """Keeps what a project's libraries became, for the next one."""
        if (project / "mix.lock").is_file():
            # It has what the ones before it had, too.
            shutil.copy2(project / "mix.lock", self.built / "mix.lock")
        for library in sorted(project.glob("deps/*")):
            _copy(library, self.built / library.relative_to(project))
        for library in sorted(project.glob("_build/*/lib/*")):
            if library.name != app:
                _copy(library, self.built / library.relative_to(project))


def _copy(source: Path, target: Path) -> None:
    # With times, by which mix knows what it compiled from what.
    if target.exists():
        return
    if source.is_dir():
        shutil.copytree(source, target, symlinks=True)
    else:
        shutil.copy2(source, target)
