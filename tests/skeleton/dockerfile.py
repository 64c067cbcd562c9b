"""Reads the generated Dockerfile: its stages, and what each has from those that it is made from."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import takewhile


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage of an image.

    Attributes:
        name: What others call it; empty for one without a name.
        source: The stage or image that it is made from.
        instructions: Its lines after ``FROM``, continued ones joined.
    """

    name: str
    source: str
    instructions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Image:
    """A Dockerfile's stages; the last one is what runs."""

    stages: tuple[Stage, ...]

    @classmethod
    def read(cls, text: str) -> Image:
        """The image that a Dockerfile describes."""
        joined = re.sub(r"\\\n", " ", re.sub(r"^\s*#.*\n", "", text, flags=re.MULTILINE))
        lines = [" ".join(line.split()) for line in joined.splitlines() if line.strip()]
        stages = []
        for at, line in enumerate(lines):
            if found := re.fullmatch(r"FROM (?P<source>\S+)(?: AS (?P<name>\S+))?", line):
                own = takewhile(lambda other: not other.startswith("FROM "), lines[at + 1 :])
                stages.append(Stage(found["name"] or "", found["source"], tuple(own)))
        return cls(tuple(stages))

    @property
    def runtime(self) -> Stage:
        """The stage that runs."""
        return self.stages[-1]

    def commands(self, stage: Stage) -> list[str]:
        """What is run to make a stage, that of the stages below it first."""
        below = [
            command for other in self.stages if other.name == stage.source for command in self.commands(other)
        ]
        own = [line.removeprefix("RUN ") for line in stage.instructions if line.startswith("RUN ")]
        return below + own

    def packages(self, stage: Stage) -> set[str]:
        """Which Debian packages a stage has beyond those of the image that all is made from."""
        found = re.findall(r"apt-get install ([^&;|]+)", " && ".join(self.commands(stage)))
        return {word for words in found for word in words.split() if not word.startswith("-")}
