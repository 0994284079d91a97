"""`govgraph serve`: the API and the pages, over HTTP."""

from __future__ import annotations

import errno
import ipaddress
import signal
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from graph.errors import GovgraphError

if TYPE_CHECKING:
    from fastapi import FastAPI

EXAMPLES = """Examples:

govgraph serve

govgraph serve --port 0

govgraph serve --host 0.0.0.0 --allow-host plans.example.cn"""
_ENDING = 5  # seconds that requests have to end once the server is told to


class CannotListen(GovgraphError):
    """The address cannot be served at."""


def serve(
    host: Annotated[
        str,
        typer.Option("--host", metavar="ADDRESS", help="The address to listen at; without it this machine alone."),
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", "-p", min=0, max=65535, help="The port; 0 picks a free one.")] = 8000,
    allow_host: Annotated[
        list[str] | None,
        typer.Option(
            "--allow-host",
            metavar="NAME",
            help="A host name by which browsers may call it, besides localhost. May be repeated.",
        ),
    ] = None,
) -> None:
    """Serve the API (/api, documented at /docs) and the pages (/) until Ctrl-C.

    Prints its address once it answers. It has no passwords: with --host 0.0.0.0 everybody who reaches this
    machine can read what is loaded. Nobody can change it.
    """
    from api import ApiSettings, create_app
    from cli.console import stderr
    from cli.settings import settings

    with _listening(host, port) as listener:
        if not _is_loopback(listener):
            stderr().print(f"Everybody who reaches {host} can read what is loaded.", markup=False)
        app = create_app(ApiSettings(store=settings(), hosts=tuple(allow_host or ())))
        # Opened here, so that a store that cannot be opened is one line and not a failed start of the server.
        app.state.holder.open()
        try:
            _run(app, listener, host)
        finally:
            app.state.holder.close()


@contextmanager
def _listening(host: str, port: int) -> Iterator[socket.socket]:
    """A socket at the address; raises CannotListen."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, proto=socket.IPPROTO_TCP)
        family, kind, protocol, _, address = found[0]
        # Without the protocol asyncio would not switch off the delay of small packets, 40 ms for each answer.
        listener = socket.socket(family, kind, protocol)
    except OSError as error:
        raise CannotListen(f"{host} is no address of this machine: {error.strerror}") from error
    with listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind(address)
            listener.listen(2048)
        except OSError as error:
            taken = error.errno == errno.EADDRINUSE
            hint = "; choose another with --port, or --port 0 for any that is free" if taken else ""
            raise CannotListen(f"cannot listen at {host} port {port}: {error.strerror}{hint}") from error
        yield listener


def _is_loopback(listener: socket.socket) -> bool:
    return ipaddress.ip_address(listener.getsockname()[0]).is_loopback


def _run(app: FastAPI, listener: socket.socket, host: str) -> None:
    import uvicorn

    port = listener.getsockname()[1]
    shown = f"[{host}]" if ":" in host else host

    class Server(uvicorn.Server):
        """Says where it is once it answers; ends with success when it is told to."""

        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            await super().startup(sockets)
            if self.started:
                typer.echo(f"http://{shown}:{port}")

        @contextmanager
        def capture_signals(self) -> Iterator[None]:
            numbers = (signal.SIGINT, signal.SIGTERM)
            before = {number: signal.signal(number, self.handle_exit) for number in numbers}
            try:
                yield
            finally:
                for number, handler in before.items():
                    signal.signal(number, handler)

    config = uvicorn.Config(app, log_level="warning", lifespan="on", timeout_graceful_shutdown=_ENDING)
    Server(config).run(sockets=[listener])
