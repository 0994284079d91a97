"""What every request must meet before it reaches a route, and the headers that every answer has."""

from __future__ import annotations

import ipaddress
from collections.abc import Sequence
from urllib.parse import unquote_to_bytes

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.problems import STATUSES, problem, problem_response

MAX_URL = 8000
"""Bytes of a path with its query, percent-encoded."""
MAX_BODY = 1_000_000
"""Bytes of a request's body."""
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Content-Security-Policy": "default-src 'self'; base-uri 'none'; object-src 'none'; form-action 'self'; "
    "frame-ancestors 'self'",
}
"""An answer that has one of these already keeps its own: a page may need another Content-Security-Policy."""


class Guard:
    """Refuses foreign host names, URLs and bodies that are too long, and URLs that are not UTF-8.

    A name is accepted when it is localhost, one of `hosts` or an address in digits. A page of somebody else
    that has its own name lead to this machine (DNS rebinding) cannot use those, so it reads nothing here.
    """

    def __init__(self, app: ASGIApp, hosts: Sequence[str] = ()) -> None:
        self._app = app
        self._hosts = {"localhost", *(host.lower() for host in hosts)}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or answer it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        received = 0

        async def receive_no_more() -> Message:
            nonlocal received
            message = await receive()
            received += len(message.get("body", b""))
            if received > MAX_BODY:
                raise HTTPException(413, f"the body has more than {MAX_BODY} bytes")
            return message

        refusal = self._refusal(scope)
        if refusal is None:
            await self._app(scope, receive_no_more, send_with_headers)
        else:
            status, detail = refusal
            path = scope["path"] if len(scope["path"]) <= MAX_URL else ""
            await problem_response(problem(STATUSES[status], detail, path))(scope, receive, send_with_headers)

    def _refusal(self, scope: Scope) -> tuple[int, str] | None:
        """The status and the reason, when the request is refused."""
        raw = [scope.get("raw_path") or b"", scope["query_string"]]
        if sum(map(len, raw)) > MAX_URL:
            return 414, f"the URL has more than {MAX_URL} bytes"
        if not all(map(_is_utf8, raw)):
            return 400, "the URL is not UTF-8, percent-encoded"
        host = Headers(scope=scope).get("host", "")
        if not self._accepts(host):
            return 421, f"this server does not answer to the host name {host!r}"
        return None

    def _accepts(self, host: str) -> bool:
        name = host.rpartition("]")[0].lstrip("[") if host.startswith("[") else host.partition(":")[0]
        return name.lower() in self._hosts or _is_address(name)


def _is_utf8(raw: bytes) -> bool:
    try:
        unquote_to_bytes(raw).decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True
