"""The store on the embedded server, which any number of commands share while they run."""

from __future__ import annotations

import base64
import http.client
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType
from typing import Any

import graph
from graph.errors import StoreError, StoreUnavailable
from graph.store.bolt import BoltStore
from graph.store.failures import failures_of
from graph.store.packages import installed, numbers_of
from graph.store.protocol import RETRY_TIME
from graph.store.schema import Index
from graph.store.server import write_private

LAYOUT = 1
"""The version of what lies where in a data directory; that of the graph in it is told by the graph (`migrations`)."""
COMMAND_LIMIT = 600.0
"""Seconds that the server may take for a command of ours: it fills an index of all texts in that time."""
OPEN_LIMIT = 90.0
"""Seconds within which the keeper must answer: its server may have to recover first."""
BUSY_LIMIT = 20.0
"""Seconds to wait for another keeper of the directory to answer or to end."""
_MARKER = "govgraph.json"
_CHINESE = json.dumps({"analyzer": "org.apache.lucene.analysis.cjk.CJKAnalyzer"})


class EmbeddedStore(BoltStore):
    """A BoltStore that holds a lease on the embedded server until it is closed."""

    # Its reader reaches nothing but the graph.
    _looks_at_plans = False

    def __init__(
        self, directory: Path, lease: socket.socket, answer: dict[str, Any], retry_time: float = RETRY_TIME
    ) -> None:
        """Connect to where the keeper's `answer` says; `lease` is the connection it came by."""
        self.directory = directory
        self._lease = lease
        self.keeper_pid: int = answer["pid"]
        self.server_pid: int = answer["server_pid"]
        self.http_port: int = answer["http_port"]
        try:
            super().__init__(
                answer["uri"],
                (answer["user"], answer["password"]),
                answer["database"],
                reader_auth=(answer["reader"], answer["reader_password"]),
                name=f"embedded store (ArcadeDB {installed('arcadedb-embedded')}) in {directory}",
                on_runaway=self._restart_server,
                retry_time=retry_time,
            )
        except BaseException:
            lease.close()
            raise

    def command(self, sql: str, limit: float = COMMAND_LIMIT) -> list[dict[str, Any]]:
        """What the server answers, within `limit` seconds, to a command in its own SQL, for what Cypher cannot say
        there. Raises StoreUnavailable when it is lost meanwhile, StoreError when it refuses."""
        login = base64.b64encode(":".join(self._auth).encode()).decode()
        connection = http.client.HTTPConnection("127.0.0.1", self.http_port, timeout=limit)
        try:
            connection.request(
                "POST",
                f"/api/v1/command/{self._database}",
                json.dumps({"language": "sql", "command": sql}),
                {"Authorization": f"Basic {login}", "Content-Type": "application/json"},
            )
            response = connection.getresponse()
            answer: dict[str, Any] = json.loads(response.read())
        except (OSError, http.client.HTTPException, ValueError) as error:
            raise StoreUnavailable(f"the server of {self.directory} was lost while it did {sql!r}: {error}") from error
        finally:
            connection.close()
        if response.status != http.client.OK:
            raise StoreError(f"the server of {self.directory} refuses {sql!r}: {answer.get('detail', answer)}")
        result: list[dict[str, Any]] = answer["result"]
        return result

    def close(self) -> None:
        """Close the connections and give the lease back; the server ends some time after its last lease."""
        super().close()
        self._lease.close()

    def _write(self, work: Callable[..., None], *args: object) -> None:
        # The server shows a transaction what others have only half committed, and two that make one node are
        # one too many for it; so writers take turns, of all the processes that share it.
        with turn(self.directory / "write.lock"):
            super()._write(work, *args)

    def _create_fulltext(self, indexes: Iterable[Index]) -> None:
        # The server has no Cypher for it, and of two commands that create the same thing at once one fails. It fills
        # an index before it answers.
        with turn(self.directory / "write.lock"):
            for name, label, prop in indexes:
                self.command(f"CREATE PROPERTY `{label}`.`{prop}` IF NOT EXISTS STRING")
                self.command(
                    f"CREATE INDEX `{name}` IF NOT EXISTS ON `{label}` (`{prop}`) FULL_TEXT METADATA {_CHINESE}"
                )

    def _await_indexes(self) -> None:
        # An index is created with all that it holds.
        pass

    def _restart_server(self) -> None:
        with failures_of(f"the keeper of {self.directory}"):
            self._lease.sendall(b"restart\n")


def open_embedded(directory: Path, *, linger: float | None = None, retry_time: float = RETRY_TIME) -> EmbeddedStore:
    """The store in `directory`, which is created where it does not exist; starts the server unless it runs.

    The server ends `linger` seconds (60 unless given) after the last store is closed; it counts
    what the command that starts the server says. Raises StoreUnavailable when the directory cannot be made
    or written, is not one of ours or of a newer version, is in use by a process that does not answer, or
    when the server does not start.
    """
    keeper = _keeper_module()
    directory = directory.expanduser().absolute()
    seconds = keeper.DEFAULT_LINGER if linger is None else linger
    tries = 3
    while True:
        try:
            prepare(directory)
            lease, answer = _lease(keeper, directory, seconds)
        except OSError as error:
            raise StoreUnavailable(f"the data directory {directory} cannot be used: {error}") from error
        try:
            return EmbeddedStore(directory, lease, answer, retry_time)
        except StoreUnavailable:
            # The server may have died just now, which its keeper notices a moment later.
            tries -= 1
            if not tries:
                raise
            time.sleep(0.5)


@contextmanager
def turn(file: Path) -> Iterator[None]:
    """Hold `file` alone, among threads and processes; the kernel lets go of it for a killed one."""
    # Imported here since not every system has it; `_keeper_module` has seen that this one does.
    import fcntl

    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT, 0o600), "wb") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _keeper_module() -> ModuleType:
    if find_spec("fcntl") is None or not hasattr(socket, "AF_UNIX"):
        raise StoreUnavailable("the embedded store runs on Linux and macOS; elsewhere, give NEO4J_URI")
    # Imported here since it needs what only those systems have.
    from graph.store import keeper

    return keeper


def prepare(directory: Path) -> None:
    """Make `directory` ours, or make sure that it is; raises OSError or StoreUnavailable."""
    directory.mkdir(parents=True, exist_ok=True, mode=0o700)
    marker = directory / _MARKER
    ours = {"schema": LAYOUT, "arcadedb": installed("arcadedb-embedded")}
    if not marker.exists():
        strangers = [entry.name for entry in directory.iterdir() if not entry.name.startswith(_MARKER)]
        # Asked again, since another command may be preparing the directory at this moment.
        if strangers and not marker.exists():
            raise StoreUnavailable(f"{directory} is not empty and not a data directory of govgraph; give an empty one")
        write_private(marker, json.dumps(ours))
    (directory / "log").mkdir(exist_ok=True, mode=0o700)
    try:
        written = json.loads(marker.read_text("utf-8"))
        versions = {"schema": str(int(written["schema"])), "arcadedb": str(written.get("arcadedb", "0"))}
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise StoreUnavailable(f"{marker} cannot be read: {error}") from error
    for name, found in versions.items():
        if numbers_of(found) > numbers_of(str(ours[name])):
            what = {"schema": "layout", "arcadedb": "ArcadeDB"}[name]
            raise StoreUnavailable(
                f"{directory} was written by a newer govgraph ({what} {found}, this one has {ours[name]}): "
                "upgrade govgraph, or give another data directory and load the plans again"
            )
    if written != ours:
        write_private(marker, json.dumps(ours))


def _lease(keeper: ModuleType, directory: Path, linger: float) -> tuple[socket.socket, dict[str, Any]]:
    """A lease and what the keeper answered; starts a keeper when none listens."""
    busy_until = time.monotonic() + BUSY_LIMIT
    while time.monotonic() < busy_until:
        lease = connected(keeper.socket_path(directory))
        if lease is None:
            if not _start_keeper(directory, linger, locked=keeper.LOCKED):
                time.sleep(0.05)
            continue
        try:
            line = line_of(lease)
        except TimeoutError:
            lease.close()
            break
        if line:
            return lease, _checked(lease, line)
        lease.close()
    raise StoreUnavailable(
        f"the data directory {directory} is in use by a process that does not answer; "
        f"end it, or give another directory (its log is {directory / 'log' / 'keeper.log'})"
    )


def connected(path: Path | None) -> socket.socket | None:
    """A connection to the keeper at `path`, None when nobody listens."""
    if path is None:
        return None
    connection = socket.socket(socket.AF_UNIX)
    try:
        connection.connect(str(path))
    except (FileNotFoundError, ConnectionRefusedError):
        connection.close()
        return None
    except BaseException:
        connection.close()
        raise
    return connection


def line_of(lease: socket.socket, limit: float | None = None) -> bytes:
    """The keeper's answer, empty when it ends without one; raises TimeoutError after `limit` seconds, OPEN_LIMIT unless
    given."""
    lease.settimeout(OPEN_LIMIT if limit is None else limit)
    line = b""
    try:
        while not line.endswith(b"\n"):
            part = lease.recv(65536)
            if not part:
                return b""
            line += part
    except ConnectionError:
        return b""
    return line


def _checked(lease: socket.socket, line: bytes) -> dict[str, Any]:
    answer: dict[str, Any] = json.loads(line)
    if "error" in answer:
        lease.close()
        raise StoreUnavailable(answer["error"])
    return answer


def _start_keeper(directory: Path, linger: float, *, locked: int) -> bool:
    """Start a keeper, which listens when this returns True; False when another holds the directory."""
    # Neither the user's folder nor its modules may stand in for ours.
    root = str(Path(graph.__file__).parents[1])
    paths = os.pathsep.join(filter(None, (root, os.environ.get("PYTHONPATH"))))
    done = subprocess.run(
        [sys.executable, "-P", "-m", "graph.store.keeper", str(directory), "--linger", str(linger)],
        env={**os.environ, "PYTHONPATH": paths},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        start_new_session=True,
        check=False,
    )
    if done.returncode not in (0, locked):
        reason = done.stderr.decode("utf-8", "replace").strip().splitlines()[-8:]
        raise StoreUnavailable("the keeper of the embedded store does not start:\n" + "\n".join(reason))
    return done.returncode == 0
