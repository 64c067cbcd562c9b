"""From DOT to inline SVG, as many graphs as there are in one run of ``dot``.

Starting ``dot`` costs far more than laying out a small graph, so all graphs that are not in the cache go
through one process. A machine without ``dot`` falls back to pygraphviz (its wheels bundle Graphviz), and a
machine without either gets no pictures and one message that says what to install: callers show their text
list instead.
"""

from __future__ import annotations

import contextlib
import hashlib
import logging
import os
import re
import shutil
import subprocess  # dot is run by absolute path, without a shell
import tempfile
from collections.abc import Callable, Mapping
from html import escape, unescape
from pathlib import Path
from urllib.parse import urlsplit

log = logging.getLogger("elixir_design.graphviz")

INSTALL_HINT = (
    "no diagrams are drawn: Graphviz was not found; install it (Debian: apt install graphviz, "
    "macOS: brew install graphviz) or run: pip install pygraphviz"
)

# Part of every cache key: raise it when the postprocessing changes what is stored.
_FORMAT = "1"
_SECONDS_PER_BATCH = 60
_SAFE_SCHEMES = frozenset({"", "http", "https", "mailto"})
_DOCUMENT = re.compile(r"<svg\b.*?</svg>", re.DOTALL)
_OPEN_TAG = re.compile(r"<svg\b[^>]*>")
_FIXED_SIZE = re.compile(r'\s(?:width|height)="[^"]*"')
_LINK = re.compile(r'\s(?:xlink:)?href="([^"]*)"')
_IMAGE = re.compile(r"<image\b[^>]*?(?:/>|>.*?</image>)", re.DOTALL)
_COMMENT = re.compile(r"<!--.*?-->\s*", re.DOTALL)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def quote(text: str) -> str:
    r"""Quotes any text as a DOT string that shows exactly this text.

    Backslashes lose their meaning as DOT escapes (``\N``, ``\l``); line breaks become ``\n``. Characters
    that XML cannot hold are dropped, because dot would copy them into a broken SVG; ampersands are escaped,
    because dot reads HTML entities.
    """
    clean = _CONTROL.sub("", text).replace("&", "&amp;").replace("\\", "\\\\").replace('"', '\\"')
    return '"' + clean.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\\n") + '"'


def safe_url(url: str) -> str:
    """The URL if a reader may be sent there, else an empty string.

    Relative addresses, fragments and http(s) or mailto links pass. Scripts, data URLs and anything with
    control characters, spaces or backslashes, in which browsers see other schemes than we do, do not.
    """
    if not url or _CONTROL.search(url) or re.search(r"[\s\\]", url):
        return ""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    return url if parts.scheme.lower() in _SAFE_SCHEMES else ""


def identifier(text: str) -> str:
    """Turns any text into an id for a node: letters, digits and hyphens."""
    slug = re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")
    return slug or "n" + hashlib.sha256(text.encode()).hexdigest()[:8]


def render_svgs(
    graphs: Mapping[str, str],
    cache_dir: Path | None = None,
    *,
    titles: Mapping[str, str] | None = None,
    warn: Callable[[str], None] = log.warning,
) -> dict[str, str]:
    """Draws graphs as SVG elements ready to stand in a page.

    Width and height are dropped so that the figure follows its container, the element gets
    ``role="group"`` and an accessible name, links that are not safe and images are removed.

    Args:
        graphs: DOT sources by name.
        cache_dir: Folder for finished drawings, named by the hash of their source; none is used when None.
        titles: Accessible names by graph name; the graph's name stands in.
        warn: Called once with what to install when nothing can draw, and once per graph that has an error.

    Returns:
        The drawings by name, without those that could not be drawn.
    """
    titles = titles or {}
    done: dict[str, str] = {}
    todo: dict[str, str] = {}
    for name, source in graphs.items():
        cached = _read_cache(cache_dir, source)
        if cached is None:
            todo[name] = source
        else:
            done[name] = cached
    for name, svg in _draw(todo, warn).items():
        clean = _postprocess(svg)
        _write_cache(cache_dir, todo[name], clean)
        done[name] = clean
    return {name: _titled(done[name], titles.get(name, name)) for name in graphs if name in done}


def _draw(graphs: Mapping[str, str], warn: Callable[[str], None]) -> dict[str, str]:
    if not graphs:
        return {}
    executable = shutil.which("dot")
    if executable is not None:
        return _draw_with_dot(executable, graphs, warn)
    try:
        import pygraphviz  # type: ignore[import-not-found,unused-ignore]
    except ImportError:
        warn(INSTALL_HINT)
        return {}
    return _draw_singly(graphs, lambda source: _draw_with_pygraphviz(pygraphviz, source), warn)


def _draw_with_dot(executable: str, graphs: Mapping[str, str], warn: Callable[[str], None]) -> dict[str, str]:
    try:
        documents = _DOCUMENT.findall(_run_dot(executable, "\n".join(graphs.values())))
    except _DrawingError:
        documents = []
    # A source that holds no graph, or two, shifts all that follow: only an exact count can be trusted.
    if len(documents) == len(graphs):
        return dict(zip(graphs, documents, strict=True))
    return _draw_singly(graphs, lambda source: _run_dot(executable, source), warn)


def _draw_singly(
    graphs: Mapping[str, str], draw: Callable[[str], str], warn: Callable[[str], None]
) -> dict[str, str]:
    drawn: dict[str, str] = {}
    for name, source in graphs.items():
        try:
            documents = _DOCUMENT.findall(draw(source))
        except _DrawingError as error:
            warn(f"the diagram {name!r} cannot be drawn: {error}")
            continue
        if len(documents) == 1:
            drawn[name] = documents[0]
        else:
            warn(f"the diagram {name!r} cannot be drawn: its source holds {len(documents)} graphs, not one")
    return drawn


class _DrawingError(Exception):
    """Graphviz refused a source; the text is its first message."""


def _run_dot(executable: str, source: str) -> str:
    try:
        # An empty folder as image path: a label cannot make dot open files of this machine.
        with tempfile.TemporaryDirectory(prefix="elixir-design-dot-") as empty:
            done = subprocess.run(  # noqa: S603 - an absolute path and no shell; the source goes to stdin
                [executable, "-Tsvg"],
                input=source.encode("utf-8", "replace"),
                capture_output=True,
                check=False,
                timeout=_SECONDS_PER_BATCH,
                cwd=empty,
                env={**os.environ, "GV_FILE_PATH": empty, "SERVER_NAME": "elixir-design"},
            )
    except subprocess.TimeoutExpired as error:
        raise _DrawingError(f"dot took longer than {_SECONDS_PER_BATCH} s") from error
    except OSError as error:
        raise _DrawingError(f"dot could not be started: {error}") from error
    if done.returncode != 0:
        messages = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise _DrawingError(messages[0] if messages else f"dot ended with status {done.returncode}")
    return done.stdout.decode("utf-8", "replace")


def _draw_with_pygraphviz(pygraphviz: object, source: str) -> str:
    try:
        graph = pygraphviz.AGraph(string=source)  # type: ignore[attr-defined]
        drawn: bytes | str = graph.draw(format="svg", prog="dot")
    except Exception as error:
        # pygraphviz raises its own, ValueError, OSError and RuntimeError for the same kind of mistake.
        raise _DrawingError(str(error).splitlines()[0] if str(error) else type(error).__name__) from error
    return drawn.decode("utf-8", "replace") if isinstance(drawn, bytes) else drawn


def _postprocess(svg: str) -> str:
    svg = _COMMENT.sub("", svg)
    svg = _IMAGE.sub("", svg)
    svg = _LINK.sub(lambda found: found.group(0) if _is_safe_attribute(found.group(1)) else "", svg)
    return _OPEN_TAG.sub(lambda tag: _FIXED_SIZE.sub("", tag.group(0)), svg, count=1)


def _is_safe_attribute(value: str) -> bool:
    return bool(safe_url(unescape(value)))


def _titled(svg: str, title: str) -> str:
    name = escape(_CONTROL.sub("", title), quote=True)
    return svg.replace("<svg", f'<svg role="group" aria-label="{name}"', 1)


def _cache_path(cache_dir: Path, source: str) -> Path:
    return cache_dir / (
        hashlib.sha256(f"{_FORMAT}\n{source}".encode("utf-8", "replace")).hexdigest() + ".svg"
    )


def _read_cache(cache_dir: Path | None, source: str) -> str | None:
    if cache_dir is None:
        return None
    try:
        return _cache_path(cache_dir, source).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return None


def _write_cache(cache_dir: Path | None, source: str, svg: str) -> None:
    if cache_dir is None:
        return
    path = _cache_path(cache_dir, source)
    # A drawing that cannot be kept is drawn again next time: a read-only cache never stops a build.
    with contextlib.suppress(OSError):
        cache_dir.mkdir(parents=True, exist_ok=True)
        descriptor, temporary = tempfile.mkstemp(dir=cache_dir, suffix=".tmp")
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(svg)
        Path(temporary).replace(path)
