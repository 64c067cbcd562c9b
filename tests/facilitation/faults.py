"""What goes wrong with disks while people answer."""

import os
import resource
from contextlib import contextmanager, suppress
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
    found = []
    for task in Path(f"/proc/{os.getpid()}/task").iterdir():
        # Threads, and programs started by earlier tests, may end meanwhile.
        with suppress(FileNotFoundError, ProcessLookupError):
            children = (task / "children").read_text().split()
            found += [int(child) for child in children if word in _command_line(child)]
    (pid,) = found
    return pid


def _command_line(pid):
    try:
        return Path(f"/proc/{pid}/cmdline").read_text().split("\0")
    except (FileNotFoundError, ProcessLookupError):
        return []
