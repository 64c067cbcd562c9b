"""What all tests share: the lanes of `make check`, `make test` and `make bench`, and one browser."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from hypothesis import settings

# A busy machine is slow, not wrong.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

TESTS = Path(__file__).parent

WHOLE_PROGRAMS = (
    "benchmarks",
    "browser",
    "facilitation/test_terminal.py",
    "publish/test_gh_deploy.py",
    "site/pages/test_large.py",
    "site/plugin",
    "site/test_untrusted_text.py",
    "skeleton/test_cookiecutter.py",
)
"""Tests that run whole programs: builds, browsers, terminals. `make check` leaves them to `make test`."""


CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


@pytest.fixture(scope="session")
def chromium():
    """One headless Chromium for all tests of a run that look at pages."""
    from playwright.sync_api import sync_playwright

    executable = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    if executable is None:
        why = "no Chromium on this machine: tools/setup installs it"
        pytest.fail(why) if os.environ.get("CI") else pytest.skip(why)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=CHROMIUM_FLAGS)
        yield browser
        browser.close()


def pytest_addoption(parser):
    parser.addoption("--run-benchmarks", action="store_true", help="also run the benchmarks at full size")


def pytest_collection_modifyitems(config, items):
    """Sorts the tests into lanes; full-size benchmarks are no timed tests and run by `make bench` only."""
    for item in items:
        if _runs_a_program(item) or getattr(getattr(item, "obj", None), "is_hypothesis_test", False):
            item.add_marker(pytest.mark.slow)
    if config.getoption("--run-benchmarks"):
        return
    skip = pytest.mark.skip(reason="a benchmark at full size: run `make bench`")
    for item in items:
        if item.get_closest_marker("benchmark"):
            item.add_marker(skip)


def pytest_terminal_summary(terminalreporter):
    """Names what passed tests could not look at: they say so by `record_property("not_checked", ...)`."""
    lines = [
        f"{report.nodeid}: {value}"
        for report in terminalreporter.getreports("passed")
        for name, value in report.user_properties
        if name == "not_checked"
    ]
    if lines:
        terminalreporter.section("not checked in full")
        for line in lines:
            terminalreporter.line(line)


def _runs_a_program(item):
    place = item.path.relative_to(TESTS).as_posix()
    return any(place == name or place.startswith(f"{name}/") for name in WHOLE_PROGRAMS)
