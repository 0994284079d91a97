"""The keeper of a data directory: runs its server for as long as somebody uses it.

    python -m graph.store.keeper DIR [--linger SECONDS]

goes into the background once it holds the directory's lock and listens on its Unix socket. A connection to
the socket is a lease: it is answered with one JSON line that says where the server is (or what is wrong),
and it counts until its other end is closed, which the kernel does for a process that is killed. With no lease
for `linger` seconds the keeper ends the server and itself. A server that dies is started again where it was;
a line `restart` on a lease asks for that. A line `end` on the only lease ends both; with other leases it is
answered `in use`. When the keeper is killed the server ends too (on Linux).

Exits 0 when it has gone into the background, LOCKED when another process holds the directory.
"""

from __future__ import annotations

import argparse
import asyncio
import fcntl
import json
import os
import signal
import socket
import sys
import tempfile
import time
from pathlib import Path

from graph.errors import StoreUnavailable
from graph.store.exchange import undo
from graph.store.server import ADMIN, DATABASE, READER, Server, write_private

LOCKED = 75
END, IN_USE = b"end\n", b"in use\n"
DEFAULT_LINGER = 60.0
_LONGEST_SOCKET_PATH = 100
"""Bytes; the kernel's limit is 108 on Linux and 104 elsewhere, with the closing zero."""
_PULSE = 0.2
"""Seconds between looks at whether the server lives and anybody uses it."""


def socket_path(directory: Path) -> Path | None:
    """Where the keeper of `directory` listens: in it, or, where that path is too long for a socket, where
    the file `keeper.address` in it says. None when there is no such file yet."""
    path = directory / "keeper.sock"
    if len(os.fsencode(path)) <= _LONGEST_SOCKET_PATH:
        return path
    address = directory / "keeper.address"
    return Path(address.read_text("utf-8")) if address.exists() else None


class Keeper:
    """Leases on one side, the server on the other."""

    def __init__(self, server: Server, linger: float) -> None:
        """Keep `server`, for `linger` seconds after its last user."""
        self._server = server
        self._linger = linger
        self._leases = 0
        self._idle_since = time.monotonic()
        self._answer = ""
        self._answered = asyncio.Event()
        self._restart = False
        self._ending = asyncio.Event()
        self._closed = False

    async def run(self, listener: socket.socket) -> None:
        """Serve until nobody has wanted the server for a while, or SIGTERM. Raises StoreUnavailable, after
        telling those who wait, when the server does not start."""
        for number in (signal.SIGTERM, signal.SIGINT):
            asyncio.get_running_loop().add_signal_handler(number, self._ending.set)
        service = await asyncio.start_unix_server(self._serve, sock=listener)
        try:
            await self._keep()
        finally:
            self._closed = True
            service.close()
            await self._server.stop()

    async def _keep(self) -> None:
        while not self._ending.is_set():
            if self._restart:
                # Not asked to end first: it would take new connections in the meantime and fail them.
                await self._server.kill()
            if not self._server.running:
                await self._start()
            if self._leases:
                self._idle_since = time.monotonic()
            elif time.monotonic() - self._idle_since >= self._linger:
                return
            try:
                await asyncio.wait_for(self._ending.wait(), _PULSE)
            except TimeoutError:
                continue

    async def _start(self) -> None:
        self._restart = False
        self._answered.clear()
        try:
            await self._server.start()
        except StoreUnavailable as error:
            self._tell({"error": str(error)})
            # Those who wait are given the time to read it.
            await asyncio.sleep(_PULSE)
            raise
        self._tell(
            {
                "uri": self._server.uri,
                "http_port": self._server.http_port,
                "database": DATABASE,
                "user": ADMIN,
                "password": self._server.passwords[ADMIN],
                "reader": READER,
                "reader_password": self._server.passwords[READER],
                "pid": os.getpid(),
                "server_pid": self._server.pid,
            }
        )

    def _tell(self, answer: dict[str, str | int | None]) -> None:
        self._answer = json.dumps(answer)
        self._answered.set()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._leases += 1
        try:
            await self._answered.wait()
            if self._closed:
                return
            writer.write(f"{self._answer}\n".encode())
            await writer.drain()
            while line := await reader.readline():
                self._restart |= line == b"restart\n"
                if line == END and self._leases == 1:
                    self._ending.set()
                elif line == END:
                    writer.write(IN_USE)
        except ConnectionError:
            # The other end is gone, which is how a lease ends.
            pass
        finally:
            self._leases -= 1
            self._idle_since = time.monotonic()
            writer.close()


def _clear(directory: Path) -> None:
    """Remove the socket, this keeper's or one that a killed keeper left."""
    path = socket_path(directory)
    if path is None:
        return
    path.unlink(missing_ok=True)
    if path.parent != directory:
        if path.parent.is_dir():
            path.parent.rmdir()
        (directory / "keeper.address").unlink()


def _listen(directory: Path) -> socket.socket:
    """The keeper's socket; what a killed keeper left is cleared away."""
    _clear(directory)
    path = directory / "keeper.sock"
    if len(os.fsencode(path)) > _LONGEST_SOCKET_PATH:
        path = Path(tempfile.mkdtemp(prefix="govgraph-")) / "keeper.sock"
        write_private(directory / "keeper.address", str(path))
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(str(path))
    listener.listen(64)
    return listener


def _go_into_background(log: Path) -> None:
    """Return in a child that is nobody's and writes to `log`; the parent ends here, with success."""
    if os.fork():
        os._exit(0)
    os.setsid()
    with Path(os.devnull).open("rb") as nothing, log.open("ab") as out:
        os.dup2(nothing.fileno(), 0)
        os.dup2(out.fileno(), 1)
        os.dup2(out.fileno(), 2)


def main() -> int:
    """Keep the directory named on the command line; the exit code."""
    parser = argparse.ArgumentParser(prog="python -m graph.store.keeper")
    parser.add_argument("directory", type=Path)
    parser.add_argument("--linger", type=float, default=DEFAULT_LINGER)
    options = parser.parse_args()
    directory: Path = options.directory.resolve()
    os.umask(0o077)
    with (directory / "keeper.lock").open("ab") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return LOCKED
        # A restoring that was killed.
        undo(directory)
        server = Server(directory, lock.fileno())
        listener = _listen(directory)
        _go_into_background(directory / "log" / "keeper.log")
        os.chdir("/")
        try:
            asyncio.run(_keep(server, listener, directory, options.linger))
        except StoreUnavailable as error:
            sys.stderr.write(f"{time.strftime('%Y-%m-%d %H:%M:%S')} {error}\n")
            return 1
    return 0


async def _keep(server: Server, listener: socket.socket, directory: Path, linger: float) -> None:
    try:
        await Keeper(server, linger).run(listener)
    finally:
        _clear(directory)


if __name__ == "__main__":
    sys.exit(main())
