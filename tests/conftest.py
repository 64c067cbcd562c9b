"""What all tests share: finding the tools of the machine, and the benchmarks' switch."""

from __future__ import annotations

import pytest


def pytest_addoption(parser):
    parser.addoption("--run-benchmarks", action="store_true", help="also run the benchmarks at full size")


def pytest_collection_modifyitems(config, items):
    """Full-size benchmarks run by `make bench` only; they are no timed tests."""
    if config.getoption("--run-benchmarks"):
        return
    skip = pytest.mark.skip(reason="a benchmark at full size: run `make bench`")
    for item in items:
        if item.get_closest_marker("benchmark"):
            item.add_marker(skip)
