"""The fixture that draws projects."""

from __future__ import annotations

import drawn
import pytest


@pytest.fixture
def draw(tmp_path):
    """Draws a project; see ``drawn``."""

    def make(files=None, **settings):
        return drawn.Project(tmp_path / "project", files or {}, **settings).write()

    return make
