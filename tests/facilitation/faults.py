"""What goes wrong with disks while people answer."""

import os
import resource
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def full_disk(pid, size):
    """Lets no file of a running program grow beyond a size, as when the disk is full."""
    soft, hard = resource.prlimit(pid, resource.RLIMIT_FSIZE)
    resource.prlimit(pid, resource.RLIMIT_FSIZE, (size, hard))
    yield
    if Path(f"/proc/{pid}").exists():
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (soft, hard))


def program_started_here(word):
    """Process id of the one program with this word on its command line that the test has started."""
    found = [
        int(child)
        for task in Path(f"/proc/{os.getpid()}/task").iterdir()
        for child in (task / "children").read_text().split()
        if word in Path(f"/proc/{child}/cmdline").read_text().split("\0")
    ]
    (pid,) = found
    return pid
