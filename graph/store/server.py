"""The embedded graph server: its files, its command line and its life, for the keeper that runs it.

The server is ArcadeDB out of the wheel `arcadedb-embedded`, which brings its own Java. Only the standard
library is imported here, so that the keeper starts fast.
"""

from __future__ import annotations

import asyncio
import base64
import ctypes
import hashlib
import http.client
import json
import os
import secrets
import signal
import socket
import sys
import time
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

from graph.errors import StoreUnavailable

DATABASE = "neo4j"
ADMIN, READER = "root", "reader"
START_LIMIT = 60.0
"""Seconds within which the server must answer."""
STOP_LIMIT = 10.0
"""Seconds that it has to end when asked to."""
PORT_TRIES = 5
_ITERATIONS = 65536
_PR_SET_PDEATHSIG = 1
_GROUPS = {
    "admin": {
        "access": ["updateSecurity", "updateSchema", "updateDatabaseSettings"],
        "types": {"*": {"access": ["createRecord", "readRecord", "updateRecord", "deleteRecord"]}},
    },
    "readonly": {"access": [], "types": {"*": {"access": ["readRecord"]}}},
    "*": {"access": [], "types": {"*": {"access": []}}},
}
_FLAGS = (
    "-Xmx1g",
    "-XX:+UseSerialGC",
    "-XX:TieredStopAtLevel=1",
    # Out of memory it would stay and answer nothing; ended, it is started again.
    "-XX:+ExitOnOutOfMemoryError",
    "-Djava.awt.headless=true",
    "-Dfile.encoding=UTF8",
    "--enable-native-access=ALL-UNNAMED",
    "--add-modules",
    "jdk.incubator.vector",
    # Every commit reaches the disk, so that no acknowledged plan is lost with the machine.
    "-Darcadedb.txWalFlush=1",
    "-Darcadedb.opencypher.loadCsv.allowFileUrls=false",
    "-Darcadedb.opencypher.loadCsv.allowRemoteUrls=false",
    # It ends the query of a client that was killed; a stranger's is ended before, a load of long texts takes its time.
    "-Darcadedb.command.timeout=120000",
    "-Darcadedb.queryMaxHeapElementsAllowedPerOp=200000",
    "-Darcadedb.server.httpIncomingHost=127.0.0.1",
    "-Darcadedb.server.plugins=Bolt:com.arcadedb.bolt.BoltProtocolPlugin",
    "-Darcadedb.bolt.host=127.0.0.1",
    f"-Darcadedb.server.defaultDatabases={DATABASE}[{ADMIN}]",
)
_FAILED, _PORT_TAKEN = b'Exception in thread "main"', b"Unable to listen"
_FOREIGN = ("JAVA_TOOL_OPTIONS", "_JAVA_OPTIONS", "JDK_JAVA_OPTIONS", "CLASSPATH")


class Server:
    """The server of one data directory, as a child process; `lock` is a file descriptor that it inherits,
    so that the directory stays locked until the server has ended too, whatever becomes of its parent."""

    def __init__(self, directory: Path, lock: int) -> None:
        """Write what the server needs before its first start; start nothing yet."""
        self._root = directory / "server"
        self._log = directory / "log" / "server.log"
        self._lock = lock
        self._process: asyncio.subprocess.Process | None = None
        self._ports: tuple[int, int] | None = None
        self.passwords = _passwords(directory)
        _write_config(self._root / "config", self.passwords)

    @property
    def uri(self) -> str:
        """Where the server listens for Bolt, once started."""
        if self._ports is None:
            raise StoreUnavailable("the graph server has not been started")
        return f"bolt://127.0.0.1:{self._ports[1]}"

    @property
    def http_port(self) -> int:
        """Where the server listens for HTTP, once started."""
        if self._ports is None:
            raise StoreUnavailable("the graph server has not been started")
        return self._ports[0]

    @property
    def pid(self) -> int | None:
        """The process id of the server, None before it is started."""
        return self._process.pid if self._process else None

    @property
    def running(self) -> bool:
        """Whether the process is there."""
        return self._process is not None and self._process.returncode is None

    async def start(self) -> None:
        """Start the server and wait until it answers; started again, it takes the ports it had before.
        Raises StoreUnavailable, quoting its log, when it ends or does not answer in START_LIMIT seconds."""
        again = self._ports is not None
        for _ in range(PORT_TRIES):
            ports = self._ports if self._ports and again else (_free_port(), _free_port())
            if await self._start_at(*ports):
                self._ports = ports
                return
        raise StoreUnavailable("the graph server does not start: the ports it is given are taken by others")

    async def stop(self) -> None:
        """End the server: asked to, then forced."""
        if self._process is None or not self.running:
            return
        self._process.terminate()
        try:
            await asyncio.wait_for(self._process.wait(), STOP_LIMIT)
        except TimeoutError:
            await self.kill()

    async def kill(self) -> None:
        """End the server at once; what it has acknowledged is on the disk."""
        if self._process is not None and self.running:
            self._process.kill()
            await self._process.wait()

    async def _start_at(self, http_port: int, bolt_port: int) -> bool:
        """Whether the server answers at these ports; False when one of them is taken."""
        if self._log.exists():
            self._log.replace(self._log.with_suffix(".previous.log"))
        descriptor = os.open(self._log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "wb") as log:
            self._process = await asyncio.create_subprocess_exec(
                *_command(self._root, http_port, bolt_port),
                cwd=self._root,
                env={name: value for name, value in os.environ.items() if name not in _FOREIGN},
                stdin=asyncio.subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                pass_fds=(self._lock,),
                umask=0o077,
                preexec_fn=_end_with_parent(),
            )
        deadline = time.monotonic() + START_LIMIT
        while self.running and time.monotonic() < deadline:
            if await asyncio.to_thread(_ready, http_port):
                return True
            # It may stay after it has failed, and never become ready: when a port is taken it does.
            if _FAILED in self._log.read_bytes():
                break
            await asyncio.sleep(0.03)
        await self.stop()
        if _PORT_TAKEN in self._log.read_bytes():
            return False
        raise StoreUnavailable(f"the graph server does not start; {self._log} ends:\n{last_lines(self._log)}")


def last_lines(file: Path, count: int = 8) -> str:
    """The last lines of a log, for an error message; empty when there is none."""
    if not file.is_file():
        return ""
    return "\n".join(file.read_text("utf-8", errors="replace").splitlines()[-count:])


def write_private(file: Path, text: str) -> None:
    """Write `file` whole or not at all, readable by its owner alone."""
    draft = file.with_name(f"{file.name}.{os.getpid()}.part")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as out:
        out.write(text)
        out.flush()
        os.fsync(out.fileno())
    draft.replace(file)


def _command(root: Path, http_port: int, bolt_port: int) -> list[str]:
    package = find_spec("arcadedb_embedded")
    if package is None or not package.submodule_search_locations:
        raise StoreUnavailable("the embedded graph server is not installed (package arcadedb-embedded)")
    home = Path(package.submodule_search_locations[0])
    return [
        str(home / "jre" / "bin" / "java"),
        *_FLAGS,
        f"-Darcadedb.server.rootPath={root}",
        f"-Darcadedb.server.logsDirectory={root / 'log'}",
        f"-Darcadedb.server.httpIncomingPort={http_port}",
        f"-Darcadedb.bolt.port={bolt_port}",
        "-cp",
        str(home / "jars" / "*"),
        "com.arcadedb.server.ArcadeDBServer",
    ]


def _passwords(directory: Path) -> dict[str, str]:
    file = directory / "passwords.json"
    if not file.exists():
        write_private(file, json.dumps({user: secrets.token_urlsafe(24) for user in (ADMIN, READER)}))
    passwords: dict[str, str] = json.loads(file.read_text("utf-8"))
    return passwords


def _write_config(config: Path, passwords: dict[str, str]) -> None:
    """The users and their groups, as files, so that no password stands on a command line."""
    users = config / "server-users.jsonl"
    if users.exists():
        return
    for folder in (config.parent, config):
        folder.mkdir(exist_ok=True, mode=0o700)
    limits = {"resultSetLimit": -1, "readTimeout": -1}
    groups = {name: limits | group for name, group in _GROUPS.items()}
    text = json.dumps({"version": 2, "databases": {"*": {"groups": groups}}})
    write_private(config / "server-groups.json", text)
    rights = {ADMIN: {"*": ["admin"]}, READER: {DATABASE: ["readonly"]}}
    lines = (
        json.dumps({"name": user, "databases": rights[user], "password": _hashed(password)})
        for user, password in passwords.items()
    )
    write_private(users, "".join(f"{line}\n" for line in lines))


def _hashed(password: str) -> str:
    salt = base64.b64encode(secrets.token_bytes(32)).decode()
    digest = hashlib.pbkdf2_hmac("sha256", password.encode(), salt.encode(), _ITERATIONS)
    return f"PBKDF2WithHmacSHA256${_ITERATIONS}${salt}${base64.b64encode(digest).decode()}"


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _ready(http_port: int) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", http_port, timeout=5)
    try:
        connection.request("GET", "/api/v1/ready")
        return connection.getresponse().status == http.client.NO_CONTENT
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def _end_with_parent() -> Callable[[], None] | None:
    """What the child does before it becomes the server: ask Linux to end it when its parent is killed."""
    if sys.platform != "linux":
        return None
    libc, parent = ctypes.CDLL(None), os.getpid()

    def ask() -> None:
        libc.prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
        if os.getppid() != parent:
            os._exit(1)

    return ask
