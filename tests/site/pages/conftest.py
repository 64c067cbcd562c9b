"""The studio's site, built once."""

from __future__ import annotations

import pytest
from site_building import built


@pytest.fixture(scope="session")
def pages():
    return built()
