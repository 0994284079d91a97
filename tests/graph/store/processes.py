"""Other processes that use a store, and whether a process still lives."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Self

ROOT = Path(__file__).parents[3]
HOLD = """
import sys
from pathlib import Path
from graph.store.embedded import open_embedded
with open_embedded(Path(sys.argv[1]), linger=float(sys.argv[2])) as store:
    print(store.keeper_pid, store.server_pid, flush=True)
    sys.stdin.read()
"""


class Client:
    """A Python process that runs `script`; it is killed at the end of the `with` block if it still runs."""

    def __init__(self, script: str, *args: object) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", script, *map(str, args)],
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def line(self) -> str:
        """The next line that it prints."""
        assert self.process.stdout is not None
        return self.process.stdout.readline().strip()

    def pids(self) -> tuple[int, int]:
        """What a HOLD script prints: the process ids of its keeper and of its server."""
        keeper, server = self.line().split()
        return int(keeper), int(server)

    def finish(self) -> int:
        """Close its input, wait for its end; its exit code."""
        self.process.communicate()
        return self.process.returncode

    def kill(self) -> None:
        """End it without a chance to clean up."""
        self.process.send_signal(signal.SIGKILL)
        self.process.communicate()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self.process.poll() is None:
            self.kill()


def alive(pid: int) -> bool:
    """Whether the process runs; one that has ended and was not asked about yet does not."""
    try:
        status = Path(f"/proc/{pid}/stat").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return False
    return status.rpartition(")")[2].split()[0] != "Z"


def within(seconds: float, condition: Callable[[], bool]) -> bool:
    """Whether `condition` comes true in that time."""
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True
