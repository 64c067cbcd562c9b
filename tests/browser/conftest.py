"""A site built by MkDocs, served below a sub-path, and a browser that keeps a record of what it asked for."""

from __future__ import annotations

import functools
import os
import shutil
import subprocess
import sys
import threading
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import yaml

PROJECT = Path(__file__).parent / "project"
SUB_PATH = "some/where"


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_args):
        pass


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    """The address of the ferry desk's site."""
    root = tmp_path_factory.mktemp("browser")
    served = root / "served"
    served.mkdir()
    handler = functools.partial(_Quiet, directory=str(served))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        address = f"http://127.0.0.1:{server.server_port}/{SUB_PATH}/"
        build(root / "project", served / SUB_PATH, site_url=address)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield address
        server.shutdown()


def build(project, site_dir, **settings):
    """Builds the project in a folder of its own, strictly, as a user would."""
    shutil.copytree(PROJECT, project)
    config = {
        "site_name": "Ferry desk",
        "theme": {
            "name": "material",
            "font": False,
            "features": ["navigation.instant", "navigation.prune", "search.suggest"],
            "palette": [
                {"media": "(prefers-color-scheme: light)", "scheme": "default"},
                {"media": "(prefers-color-scheme: dark)", "scheme": "slate"},
            ],
        },
        "nav": [{"Home": "index.md"}, {"Decisions": "decisions/"}],
        "plugins": ["search", "elixir-design"],
        "markdown_extensions": ["attr_list", "pymdownx.superfences", {"toc": {"permalink": True}}],
    } | settings
    (project / "mkdocs.yml").write_text(yaml.safe_dump(config), encoding="utf-8")
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", str(site_dir)]
    done = subprocess.run(
        command,
        cwd=project,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture
def open_page(chromium, site):
    """Opens a page of the site; at the end nothing may have gone wrong and no other host been asked."""
    contexts, outside, errors = [], [], []

    def opened(path="", *, scheme="light", width=1280, script=True):
        context = chromium.new_context(
            viewport={"width": width, "height": 900}, color_scheme=scheme, java_script_enabled=script
        )
        contexts.append(context)
        context.on("request", lambda request: note(request.url))
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
        page.goto(site + path, wait_until="load")
        return page

    def note(url):
        parts = urlsplit(url)
        if parts.scheme in {"http", "https", "ws"} and parts.netloc != urlsplit(site).netloc:
            outside.append(url)

    yield opened
    for context in contexts:
        context.close()
    assert outside == []
    assert errors == []
