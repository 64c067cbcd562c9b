"""The image of a generated project, as far as it can be judged without Docker."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from dockerfile import Image

from elixir_design.architecture.selection import Selection
from elixir_design.skeleton.generate import generate

CACHE = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
PRIVATE_ROOT = Path(os.environ.get("ELIXIR_DESIGN_CACHE") or f"{CACHE}/elixir-design") / "trixie"

# What Debian's minimal system lacks of what Erlang's image has, and the runtime in a release is linked with.
LINKED = ("libssl3t64", "libstdc++6", "libtinfo6", "zlib1g")
CERTIFICATES = "IO.puts(length(:public_key.cacerts_get()))"
ENVIRONMENT = ("HOME=/root", "LANG=C.UTF-8", "PATH=/usr/sbin:/usr/bin:/sbin:/bin")


@pytest.fixture
def image(tmp_path):
    report = generate(Selection(), tmp_path / "my_agents")
    return Image.read((report.target / "Dockerfile").read_text())


def test_what_runs_and_what_fetches_packages_has_certificates(image):
    fetching = [stage for stage in image.stages if any("mix deps.get" in line for line in stage.instructions)]
    assert len(fetching) == 1
    for stage in (image.runtime, *fetching):
        assert "ca-certificates" in image.packages(stage)


def test_the_release_is_run_on_what_it_was_built_on(image):
    (build,) = [stage for stage in image.stages if stage.name == "build"]
    assert image.runtime.source == build.source


@pytest.fixture
def bare_root(tmp_path, record_property, elixir):
    """A Debian without certificates, of the release that tools/elixir runs; None where none can be made."""
    assert elixir(tmp_path, "true").returncode == 0
    sources = PRIVATE_ROOT / "etc" / "apt" / "sources.list"
    if not (sources.is_file() and shutil.which("debootstrap") and os.geteuid() == 0):
        record_property(
            "not_checked", "certificates in a root of its own, because tools/elixir made none here"
        )
        return None
    _deb, mirror, suite, *_components = sources.read_text().split()
    root = tmp_path / "root"
    command = ["debootstrap", "--variant=minbase", f"--include={','.join(LINKED)}", suite, str(root), mirror]
    done = subprocess.run(command, capture_output=True, text=True, timeout=900, check=False)
    if done.returncode:
        problem = (done.stdout + done.stderr).strip().splitlines()[-1]
        record_property(
            "not_checked", f"certificates in a root of its own, because debootstrap says: {problem}"
        )
        return None
    shutil.copy2("/etc/resolv.conf", root / "etc" / "resolv.conf")
    yield root
    shutil.rmtree(root)


@pytest.mark.elixir
@pytest.mark.slow
def test_the_release_finds_certificates_after_what_the_image_runs_and_not_before(bare_root, project, mix):
    """In place of the image: a bare Debian in which the commands of its last stage are run."""
    if bare_root is None:
        return
    done = mix(project, "release", "--quiet", env={"MIX_ENV": "prod"})
    assert done.returncode == 0, done.stdout + done.stderr
    shutil.copytree(project / "_build" / "prod" / "rel" / "my_agents", bare_root / "app", symlinks=True)

    def inside(*command):
        return subprocess.run(
            ["chroot", str(bare_root), "/usr/bin/env", "-i", *ENVIRONMENT, *command],
            capture_output=True,
            text=True,
            timeout=600,
            check=False,
        )

    before = inside("/app/bin/my_agents", "eval", CERTIFICATES)
    assert before.returncode != 0
    assert "no_cacerts_found" in before.stdout + before.stderr

    image = Image.read((project / "Dockerfile").read_text())
    for command in image.commands(image.runtime):
        done = inside("sh", "-c", command)
        assert done.returncode == 0, command + done.stdout + done.stderr

    # As the user that the image runs it as.
    assert "USER app" in image.runtime.instructions
    after = inside("su", "--shell=/bin/sh", "app", "-c", f"/app/bin/my_agents eval '{CERTIFICATES}'")
    assert after.returncode == 0, after.stdout + after.stderr
    assert int(after.stdout) > 0
