"""Takes the pictures of the README and the guide: ``python tools/screenshots.py [--out docs/assets]``.

It builds our own site, serves it on this machine and photographs it in headless Chromium, so that the
pictures never show anything else than what the sample sessions make.
"""

from __future__ import annotations

import argparse
import functools
import os
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# Sharp on most screens, and the picture of the README stays below 200 KB.
SCALE = 1.25
CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


@dataclass(frozen=True, slots=True)
class Shot:
    """One picture: of the top of a page, or of the part of it that a selector finds."""

    name: str
    path: str
    scheme: str = "light"
    width: int = 1280
    height: int = 860
    part: str = ""


SHOTS = (
    Shot("overview", "decisions/"),
    Shot("overview-dark", "decisions/", scheme="dark"),
    Shot("overview-phone", "decisions/", width=390, height=844),
    Shot("dimension", "decisions/dimensions/llm-integration/"),
    Shot("graph", "decisions/graph/"),
    Shot("architecture", "decisions/architecture/"),
    Shot("tree", "decisions/architecture/", part=".ed-figure--tree svg"),
    Shot("tree-dark", "decisions/architecture/", scheme="dark", part=".ed-figure--tree svg"),
)
SHOWN_IN_THE_DOCS = ["overview", "tree", "tree-dark"]


def main() -> int:
    """Builds, serves, takes the pictures; returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--out", type=Path, default=ROOT / "docs" / "assets", help="folder of the pictures")
    parser.add_argument("--only", nargs="*", default=SHOWN_IN_THE_DOCS, help="names of pictures, or 'all'")
    arguments = parser.parse_args()
    wanted = [shot for shot in SHOTS if "all" in arguments.only or shot.name in arguments.only]
    executable = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    if executable is None:
        print("no Chromium was found: install it, or name it in CHROMIUM", file=sys.stderr)
        return 1
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    arguments.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder) / "site"
        build = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", str(site)]
        if subprocess.run(build, cwd=ROOT, check=False, env=environment).returncode:
            return 1  # MkDocs has said why
        with served(site) as address:
            photograph(executable, address, wanted, arguments.out)
    return 0


@contextmanager
def served(site: Path) -> Iterator[str]:
    """Serves a folder on this machine while the context lasts."""
    handler = functools.partial(QuietHandler, directory=str(site))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


class QuietHandler(SimpleHTTPRequestHandler):
    """Serves without a line for each request."""

    def log_message(self, *_args: object) -> None:
        """Says nothing."""


def photograph(executable: str, address: str, shots: list[Shot], out: Path) -> None:
    """Takes each picture at a higher resolution, as sharp screens show it."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=CHROMIUM_FLAGS)
        for shot in shots:
            page = browser.new_page(
                viewport={"width": shot.width, "height": shot.height},
                color_scheme=shot.scheme,
                device_scale_factor=SCALE,
                reduced_motion="reduce",
            )
            page.goto(address + shot.path, wait_until="load")
            page.wait_for_timeout(300)
            (page.locator(shot.part).first if shot.part else page).screenshot(path=out / f"{shot.name}.png")
            print(out / f"{shot.name}.png")
            page.close()
        browser.close()


if __name__ == "__main__":
    raise SystemExit(main())
