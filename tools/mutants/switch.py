"""Modules of which any function can be switched to a neutral answer, and that note who calls which."""

from __future__ import annotations

import ast
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader
from pathlib import Path
from types import CodeType, ModuleType
from typing import Any

from neutral import neutral

PACKAGE = Path(__file__).resolve().parents[2] / "plugin" / "elixir_design"


@dataclass(frozen=True, slots=True)
class Function:
    """One function as it is written.

    Attributes:
        path: Its file.
        name: Its name, after those of the classes and functions that hold it.
        owner: The class whose method it is; empty for others.
        node: Its syntax.
    """

    path: Path
    name: str
    owner: str
    node: ast.FunctionDef

    @property
    def key(self) -> str:
        """What it is known by: ``ledger/fold.fold``."""
        return f"{self.path.relative_to(PACKAGE).with_suffix('')}.{self.name}"

    @property
    def returns(self) -> str:
        """Its return annotation."""
        return ast.unparse(self.node.returns) if self.node.returns else "object"

    @property
    def same(self) -> str:
        """The first parameter of the type that is returned; empty where there is none."""
        kinds = {
            p.arg: ast.unparse(p.annotation) if p.annotation else self.owner for p in self.node.args.args
        }
        return next((name for name, kind in kinds.items() if kind == self.returns != "bool"), "")

    def insert_switch(self) -> None:
        """Makes it ask, before all else, whether to give a neutral answer."""
        answer = f"return __switch__.answers({self.key!r}, {self.same})[__switch__.number]"
        if "contextmanager" in map(ast.unparse, self.node.decorator_list):
            answer = "yield; return"
        docstring = 0 if ast.get_docstring(self.node) is None else 1
        self.node.body[docstring:docstring] = ast.parse(f"if __switch__.asked({self.key!r}): {answer}").body


def functions_of(path: Path, tree: ast.Module) -> Iterator[Function]:
    """The functions of a file, without those that only declare."""

    def visit(node: ast.AST, holders: tuple[str, ...], owner: str) -> Iterator[Function]:
        for child in ast.iter_child_nodes(node):
            inside = holders
            if isinstance(child, ast.FunctionDef | ast.ClassDef):
                inside = (*holders, child.name)
            if isinstance(child, ast.FunctionDef) and not all(
                isinstance(part, ast.Expr) for part in child.body
            ):
                yield Function(path, ".".join(inside), owner, child)
            yield from visit(child, inside, child.name if isinstance(child, ast.ClassDef) else "")

    return visit(tree, (), "")


class Switch:
    """Holds which function gives which neutral answer, and who called what.

    Attributes:
        functions: All that can be switched, by key.
        active: The key of the one that is; empty when none is.
        number: Which of its answers it gives.
        test: The running test; empty while modules are imported and tests collected.
        callers: The tests that called each function.
    """

    def __init__(self, paths: Sequence[Path]) -> None:
        found = [function for path in paths for function in functions_of(path, ast.parse(path.read_bytes()))]
        self.functions = {function.key: function for function in found}
        self.active, self.number, self.test = "", 0, ""
        self.callers: defaultdict[str, set[str]] = defaultdict(set)
        self.modules: dict[Path, dict[str, Any]] = {}
        sys.meta_path.insert(0, _finder(self, paths))

    def asked(self, key: str) -> bool:
        """Notes a call, and says whether the answer is to be neutral."""
        self.callers[key].add(self.test)
        return key == self.active

    def answers(self, key: str, *same: object) -> list[object]:
        """All neutral answers of a function, newly made; none when its type has none.

        Args:
            key: Which function.
            same: The argument of the type that is returned, if there is one.
        """
        function = self.functions[key]
        try:
            hint = eval(function.returns, self.modules[function.path])
            return [*same, *((False, True) if hint is bool else (neutral(hint),))]
        except (NameError, TypeError):
            return [*same]

    def forget(self) -> None:
        """Empties the caches of the modules, behind which calls are not seen."""
        for module in self.modules.values():
            for value in list(module.values()):
                if hasattr(value, "cache_clear"):
                    value.cache_clear()


def _finder(switch: Switch, paths: Sequence[Path]) -> type[PathFinder]:
    class Loader(SourceFileLoader):
        def get_code(self, _name: str) -> CodeType:
            tree = ast.parse(self.get_data(self.path))
            for function in list(functions_of(Path(self.path), tree)):
                function.insert_switch()
            return compile(ast.fix_missing_locations(tree), self.path, "exec")

        def exec_module(self, module: ModuleType) -> None:
            vars(module)["__switch__"] = switch
            switch.modules[Path(self.path)] = vars(module)
            super().exec_module(module)

    class Finder(PathFinder):
        @classmethod
        def find_spec(
            cls, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
        ) -> ModuleSpec | None:
            spec = super().find_spec(name, path, target)
            if spec is not None and spec.origin and Path(spec.origin) in paths:
                spec.loader = Loader(spec.name, spec.origin)
            return spec

    return Finder
