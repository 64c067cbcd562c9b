"""A real ``mkdocs serve`` that a test can watch."""

from __future__ import annotations

import queue
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from pathlib import Path

from drawn import environment

_PATIENCE = 60.0


class Served:
    """A server on its way."""

    def __init__(self, process: subprocess.Popen, port: int) -> None:
        self._process = process
        self._port = port
        self._lines: queue.Queue[str] = queue.Queue()
        self.output: list[str] = []
        threading.Thread(target=self._read, daemon=True).start()

    def get(self, path: str) -> str:
        """A page as a browser gets it, without the script that reloads it."""
        with urllib.request.urlopen(f"http://127.0.0.1:{self._port}/{path}", timeout=_PATIENCE) as answer:
            return answer.read().decode().partition("<script>var livereload")[0]

    def wait_for(self, path: str, words: str) -> str:
        """Asks for a page until it shows the words."""
        end = time.monotonic() + _PATIENCE
        while time.monotonic() < end:
            try:
                text = self.get(path)
            except (urllib.error.URLError, ConnectionError):
                text = ""
            if words in text:
                return text
            time.sleep(0.1)
        raise AssertionError(f"{path} never showed {words!r}\n" + "\n".join(self.lines()))

    def wait_for_builds(self, count: int) -> None:
        """Waits until so many builds are finished."""
        end = time.monotonic() + _PATIENCE
        while self.builds < count:
            assert time.monotonic() < end, "\n".join(self.output)
            time.sleep(0.1)

    @property
    def builds(self) -> int:
        """How many builds were finished so far.

        MkDocs prints no line twice, so builds that took equally long share one "Documentation built in".
        """
        return sum("Serving on" in line or "Reloading browsers" in line for line in self.lines())

    def lines(self) -> list[str]:
        """Everything that was printed so far."""
        while not self._lines.empty():
            self.output.append(self._lines.get())
        return self.output

    def _read(self) -> None:
        for line in self._process.stdout:
            self._lines.put(line.rstrip())


@contextmanager
def serve(root: Path, *options: str):
    """Serves a project while the block runs."""
    with socket.socket() as chosen:
        chosen.bind(("127.0.0.1", 0))
        port = chosen.getsockname()[1]
    # Click 8.3 and MkDocs 1.6 disagree on the default of --livereload, so it is said.
    command = [sys.executable, "-m", "mkdocs", "serve", "--livereload", "-a", f"127.0.0.1:{port}", *options]
    process = subprocess.Popen(
        command, cwd=root, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=environment()
    )
    try:
        yield Served(process, port)
    finally:
        process.terminate()
        process.wait(timeout=_PATIENCE)
        process.stdout.close()
