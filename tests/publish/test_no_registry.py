"""The project names no package registry: where packages come from is up to whoever installs them."""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
# Put together here, or this file would be the one that names them.
HOSTS = [
    ".".join(parts)
    for parts in [
        ("pypi", "org"),
        ("pythonhosted", "org"),
        ("npmjs", "org"),
        ("npmjs", "com"),
        ("yarnpkg", "com"),
        ("repo", "hex", "pm"),
        ("builds", "hex", "pm"),
        ("rubygems", "org"),
        ("crates", "io"),
        ("proxy", "golang", "org"),
    ]
]
ADDRESS = re.compile(
    "|".join([*map(re.escape, HOSTS), r"--(?:extra-)?index-url", r"index[-_]url\s*=", r"HEX_MIRROR\w*="]),
    re.IGNORECASE,
)
LOCKS = {
    "uv.lock",
    "poetry.lock",
    "pdm.lock",
    "Pipfile.lock",
    "package-lock.json",
    "yarn.lock",
    "pnpm-lock.yaml",
}


@pytest.fixture(scope="module")
def files():
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    if listed.returncode:
        pytest.skip("not a git work tree")
    paths = [ROOT / name for name in listed.stdout.decode().split("\0") if name]
    return [path for path in paths if path.is_file()]


def test_no_file_names_a_registry(files):
    found = []
    for path in files:
        text = path.read_bytes().decode("utf-8", "replace")
        found += [f"{path.relative_to(ROOT)}: {match[0]}" for match in ADDRESS.finditer(text)]
    assert [line for line in found if not line.startswith("tests/publish/test_no_registry.py")] == []


def test_no_lock_file_that_records_addresses(files):
    assert [path for path in files if path.name in LOCKS] == []
