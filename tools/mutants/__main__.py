"""Which functions could do nothing without a test noticing: ``python tools/mutants [PART OF THEIR NAMES]``.

Every function of the reader, the ledger and the matching is replaced by each neutral answer of its type in
turn, and the fast tests of these parts that call it are run until one fails. Each run is made by a copy of
a process that has collected the tests, because starting one takes longer than most runs.
"""

from __future__ import annotations

import importlib
import io
import json
import os
import resource
import signal
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import redirect_stdout
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import NoReturn

import pytest
from switch import PACKAGE, Switch

ROOT = PACKAGE.parents[1]
MATCHING = ("cues", "dimension_names", "index", "matching", "nearest", "negation", "normalise", "phrases")
SOURCES = (
    *sorted(PACKAGE.glob("log/**/*.py")),
    *sorted(PACKAGE.glob("ledger/**/*.py")),
    *(PACKAGE / "catalog" / f"{name}.py" for name in MATCHING),
)
# Functions of the log that no test notices yet. The list only becomes shorter.
KNOWN = ROOT / "tests" / "mutants" / "log.txt"
PYTEST = [
    *(
        "tests/catalog",
        "tests/ledger",
        "tests/log",
        "tests/architecture/test_selection_file.py",
        "-m",
        "not slow and not browser and not elixir",
    ),
    *("--assert=plain", "--tb=no", "--hypothesis-seed=0", "-p", "no:cacheprovider"),
    *("-o", "tmp_path_retention_policy=none", "--capture=no"),
]
# An answer that makes a test wait or collect for ever is noticed by these.
SECONDS = 300
MEMORY = 4 << 30


class Tests:
    """A pytest plugin that collects the tests and then does something else than run them once."""

    def __init__(self, switch: Switch, work: Callable[[Tests], bool]) -> None:
        self.switch, self.work = switch, work
        self.seconds: dict[str, float] = {}

    def collect(self) -> bool:
        """Collects the tests and does the work; says whether that went well."""
        self.went_well = False
        with redirect_stdout(io.StringIO()):
            pytest.main(PYTEST, plugins=[self])
        return self.went_well

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Called by pytest where it would run the tests."""
        from elixir_design.catalog.index import index_of
        from elixir_design.catalog.loader import load_catalog

        # Done by nearly every test, if it was not done before.
        for dimension in load_catalog().dimensions:
            index_of(dimension)
        self.items = {item.nodeid: item for item in session.items}
        self.went_well = session.testsfailed == 0 and self.work(self)
        return True

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Called by pytest after each part of a test."""
        self.seconds[report.nodeid] = self.seconds.get(report.nodeid, 0) + report.duration

    def pass_(self, names: list[str]) -> bool:
        """Runs tests up to one that fails; says whether none did."""
        for item, following in pairwise([*(self.items[name] for name in names), None]):
            self.switch.test = item.nodeid
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
            if item.session.testsfailed:
                return False
        return True


def main() -> int:
    """Tries every answer of every function, and says which functions need a test."""
    os.chdir(ROOT)
    part = sys.argv[1] if len(sys.argv) > 1 else ""
    switch = Switch(SOURCES)
    with tempfile.TemporaryDirectory() as folder:
        os.environ["PYTEST_DEBUG_TEMPROOT"] = folder
        facts = Path(folder, "facts.json")
        if list(_in_copies([("", Tests(switch, partial(_learn, facts)).collect)])) != [("", True)]:
            failed = facts.read_text() if facts.exists() else "collecting the tests"
            sys.stderr.write(f"tools/mutants: fails with nothing replaced: {failed}\n")
            return 2
        tests = {key: fact for key, fact in json.loads(facts.read_text()).items() if part in key}
        unnoticed = {key for key, passed in _tried(switch, tests) if passed}
    for key, (number, _, _) in tests.items():
        if not number:
            print(
                f"{_place(switch, key)} {key}: not tried, no neutral {switch.functions[key].returns} is known"
            )
    wrong = _judge(switch, unnoticed, {key for key in KNOWN.read_text().split() if part in key})
    answers = sum(number for number, _, _ in tests.values())
    print(f"{len(tests)} functions, {answers} neutral answers, {len(unnoticed)} functions noticed by no test")
    print(*wrong, sep="\n", end="\n" if wrong else "")
    return 1 if wrong else 0


def _learn(file: Path, tests: Tests) -> bool:
    """Writes how many answers each function has, which tests call it, and whether importing modules does."""
    switch = tests.switch
    for name in tests.items:
        switch.forget()
        if not tests.pass_([name]):
            file.write_text(name)
            return False
    facts = {}
    for path in SOURCES:
        importlib.import_module(".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts))
    for key, function in switch.functions.items():
        number = len(switch.answers(key, *([None] if function.same else [])))
        early = "" in switch.callers[key]
        callers = sorted(switch.callers[key] - {""}, key=tests.seconds.__getitem__)
        others = [name for name in tests.items if early and name not in switch.callers[key]]
        facts[key] = (number, early, callers + others)
    file.write_text(json.dumps(facts))
    return True


def _tried(switch: Switch, facts: dict[str, tuple[int, bool, list[str]]]) -> Iterator[tuple[str, bool]]:
    """Says of each answer of each function whether all tests passed with it."""

    def task(key: str, number: int, collected: Tests | None) -> bool:
        switch.active, switch.number = key, number
        names = facts[key][2]
        return collected.pass_(names) if collected else Tests(switch, lambda t: t.pass_(names)).collect()

    def tasks(collected: Tests | None) -> Iterator[tuple[str, Callable[[], bool]]]:
        for key, (answers, early, _) in facts.items():
            if early == (collected is None):
                for number in range(answers):
                    yield key, partial(task, key, number, collected)

    results: list[tuple[str, bool]] = []

    def work(collected: Tests) -> bool:
        results.extend(_told(_in_copies(tasks(collected))))
        return True

    # What is called while modules are imported is replaced before that.
    results.extend(_told(_in_copies(tasks(None))))
    Tests(switch, work).collect()
    return iter(results)


def _told(results: Iterable[tuple[str, bool]]) -> Iterator[tuple[str, bool]]:
    """Says of each function at once that it went unnoticed: all of them take minutes."""
    for key, passed in results:
        if passed:
            sys.stderr.write(f"unnoticed: {key}\n")
        yield key, passed


def _in_copies(tasks: Iterable[tuple[str, Callable[[], bool]]]) -> Iterator[tuple[str, bool]]:
    """Does named tasks in copies of this process; says of each whether it ended well."""
    waiting, running = iter(tasks), {}
    while True:
        while len(running) < (os.cpu_count() or 1) and (task := next(waiting, None)):
            running[os.fork() or _do(task[1])] = task[0]
        if not running:
            return
        pid, status = os.wait()
        yield running.pop(pid), status == 0


def _do(task: Callable[[], bool]) -> NoReturn:
    went_well = False
    try:
        # What a test starts inherits the limits, should it outlive the test.
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
        signal.alarm(SECONDS)
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, 1)
        os.dup2(nowhere, 2)
        went_well = task()
    finally:
        os._exit(0 if went_well else 1)


def _judge(switch: Switch, unnoticed: set[str], known: set[str]) -> list[str]:
    file = KNOWN.relative_to(ROOT)
    return [
        *(f"{_place(switch, key)} {key}: no test notices" for key in sorted(unnoticed - known)),
        *(f"{file}: remove {key}: a test notices it, or it is gone" for key in sorted(known - unnoticed)),
        *(
            f"{file}: remove {key}: this is not in log/"
            for key in sorted(known)
            if not key.startswith("log/")
        ),
    ]


def _place(switch: Switch, key: str) -> str:
    function = switch.functions[key]
    return f"{function.path.relative_to(ROOT)}:{function.node.lineno}"


if __name__ == "__main__":
    sys.exit(main())
