"""Addresses behind which there is no graph store, for the tests of what users are told then."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

DEAD_ENDS = {
    "nothing": "nothing listens there; start the server",
    "no host": "host name is not known; check the address",
    "web server": "does not speak Bolt; check the port",
    "silent web server": "does not answer in time",
    "deaf": "does not answer in time",
    "closing": "does not speak Bolt; check the port",
}
"""Kind of address -> words that users are told of it."""


@contextmanager
def dead_end(kind: str) -> Iterator[str]:
    """The host and port of an address of this kind."""
    if kind == "no host":
        yield "nowhere.invalid:7687"
        return
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{listener.getsockname()[1]}"
        if kind == "nothing":
            yield address
            return
        listener.listen()
        if kind == "deaf":
            yield address
        elif kind == "closing":
            with _answered(listener, b""):
                yield address
        elif kind == "web server":
            with _answered(listener, b"HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n"):
                yield address
        else:
            with _web_server() as port:
                yield f"127.0.0.1:{port}"


@contextmanager
def _answered(listener: socket.socket, answer: bytes) -> Iterator[None]:
    """Every connection is read from once and answered before it is closed."""

    def serve() -> None:
        while True:
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            with connection:
                if answer:
                    connection.recv(100)
                connection.sendall(answer)

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield
    finally:
        listener.shutdown(socket.SHUT_RDWR)
        thread.join()


class _Quiet(BaseHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Nothing between the tests' output."""


@contextmanager
def _web_server() -> Iterator[int]:
    """The port of a server that waits for the end of the line that it takes for a request."""
    with ThreadingHTTPServer(("127.0.0.1", 0), _Quiet) as server:
        server.daemon_threads = True
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield server.server_port
        finally:
            server.shutdown()
            thread.join()
