"""Loading the catalog: our ten dimensions from the package, and a team's own laid over them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

from elixir_design.catalog.consistency import contradictions
from elixir_design.catalog.model import Catalog, CatalogDimension
from elixir_design.catalog.positioned import CatalogError, Source, read_yaml
from elixir_design.catalog.reading import read_dimensions
from elixir_design.diagnostics import Diagnostic, Severity

__all__ = ["CatalogError", "load_catalog"]

_SUFFIXES = {".yml", ".yaml"}


def load_catalog(path: Path | None = None) -> Catalog:
    """The catalog that a project works with.

    Args:
        path: A team's own catalog file, or a folder of ``.yml`` files. A dimension or option whose slug we
            know changes ours; others are added. None for ours alone.

    Returns:
        All dimensions in the order of the walk. The same object as long as the files have not changed.

    Raises:
        CatalogError: When a file cannot be read or does not say what a catalog must; with every problem.
    """
    if path is None:
        return _ours()
    return _with_own(tuple((file, *_stamp(file)) for file in _own_files(Path(path))))


@lru_cache(maxsize=1)
def _ours() -> Catalog:
    folder = files("elixir_design.catalog") / "dimensions"
    texts = [
        (f"{folder.name}/{file.name}", file.read_text("utf-8"))
        for file in folder.iterdir()
        if file.name.endswith(".yml")
    ]
    return _catalog(sorted(texts), {})


@lru_cache(maxsize=8)
def _with_own(stamped: tuple[tuple[Path, int, int], ...]) -> Catalog:
    texts = [(file.as_posix(), _text(file)) for file, _, _ in stamped]
    return _catalog(texts, {dimension.slug: dimension for dimension in _ours().dimensions})


def _catalog(texts: Iterable[tuple[str, str]], known: Mapping[str, CatalogDimension]) -> Catalog:
    dimensions = dict(known)
    sources: list[Source] = []
    for path, text in texts:
        source, documents = read_yaml(text, path)
        sources.append(source)
        if not documents and not source.problems:
            source.report(1, 1, "expected a dimension or a list of dimensions, found nothing")
        dimensions = read_dimensions(documents, dimensions)
    catalog = Catalog(tuple(sorted(dimensions.values(), key=lambda dimension: dimension.number)))
    # What contradicts itself is only worth saying about files that could be read as they were meant.
    if not any(source.problems for source in sources):
        contradictions(catalog, sources)
    problems = tuple(sorted(problem for source in sources for problem in source.problems))
    if problems:
        raise CatalogError(problems)
    return catalog


def _own_files(path: Path) -> list[Path]:
    if path.is_dir():
        found = sorted(file for file in path.iterdir() if file.suffix in _SUFFIXES and file.is_file())
        if not found:
            raise _unusable(path, "this folder holds no .yml file", "put the catalog's dimensions there")
        return found
    if not path.exists():
        raise _unusable(path, "there is no such file or folder", "check the path of the catalog")
    return [path]


def _stamp(path: Path) -> tuple[int, int]:
    status = path.stat()
    return status.st_mtime_ns, status.st_size


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except UnicodeDecodeError as error:
        raise _unusable(path, f"byte {error.start} is not UTF-8", "save the file as UTF-8") from error
    except OSError as error:
        raise _unusable(path, f"cannot be read: {error.strerror}", "") from error


def _unusable(path: Path, message: str, hint: str) -> CatalogError:
    return CatalogError((Diagnostic(path.as_posix(), 1, 1, "catalog", message, Severity.ERROR, hint),))
