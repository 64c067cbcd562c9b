"""Data runs one way: a module imports only what stands above it in CONTRIBUTING's list of folders."""

import ast
import re
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "plugin" / "elixir_design"
LIST = (
    (ROOT / "CONTRIBUTING.md")
    .read_text(encoding="utf-8")
    .partition("| Folder or module |")[2]
    .partition("\n\n")[0]
)
ROWS = re.findall(r"^\| (`.+`) \|", LIST, re.MULTILINE)
FLOORS = {
    name.strip("`").rstrip("/").removesuffix(".py"): floor
    for floor, row in enumerate(ROWS)
    for name in row.split(", ")
}
MODULES = {
    path.relative_to(PACKAGE).with_suffix("").as_posix(): ast.parse(path.read_text(encoding="utf-8"))
    for path in sorted(PACKAGE.rglob("*.py"))
    if path.name != "__init__.py"
}
OURS = "elixir_design."


def imported(tree):
    """Every dotted name that a module imports, inside of functions too."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def neighbours(tree):
    """The modules of ours that a module imports."""
    for name in imported(tree):
        path = name.removeprefix(OURS).replace(".", "/") if name.startswith(OURS) else ""
        yield from (known for known in (path, path.rpartition("/")[0]) if known in MODULES)


def floor(module):
    """The place in the list of the nearest folder that is listed, or of the module itself."""
    while module and module not in FLOORS:
        module = module.rpartition("/")[0]
    return FLOORS.get(module)


def test_every_folder_and_every_module_has_its_floor():
    folders = {path.parent.relative_to(PACKAGE).as_posix() for path in PACKAGE.rglob("__init__.py")} - {"."}
    assert {folder for folder in folders if folder not in FLOORS} == set()
    assert [module for module in MODULES if floor(module) is None] == []


def test_nothing_listed_is_gone():
    assert [name for name in FLOORS if not (PACKAGE / name).is_dir() and name not in MODULES] == []


def test_no_import_leads_to_a_lower_row():
    assert [
        f"{module} imports {other}"
        for module, tree in MODULES.items()
        for other in neighbours(tree)
        if floor(other) > floor(module)
    ] == []


def test_no_modules_import_each_other_in_a_circle():
    graph = {module: {*neighbours(tree)} - {module} for module, tree in MODULES.items()}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        pytest.fail(" <- ".join(error.args[1]))


def test_only_one_folder_knows_mkdocs():
    knowing = {
        module
        for module, tree in MODULES.items()
        if any(name.split(".")[0] in {"mkdocs", "markdown", "material"} for name in imported(tree))
    }
    assert "site/mkdocs/plugin" in knowing
    assert {module for module in knowing if not module.startswith("site/mkdocs/")} == set()
