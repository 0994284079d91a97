"""Cursors: where the next page begins, opaque to those who pass them on."""

from __future__ import annotations

import base64
import binascii
import json

from graph.errors import GovgraphError
from graph.queries import SortKey


class MalformedCursor(GovgraphError):
    """A cursor that was not made here."""


def from_sort_key(*parts: str | int) -> str:
    """The cursor for what comes after the row with this sort key."""
    text = json.dumps(parts, ensure_ascii=False, separators=(",", ":"))
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def to_key(cursor: str | None) -> str:
    """The key after which a page begins, "" without a cursor; raises MalformedCursor."""
    if cursor is None:
        return ""
    match _parts(cursor):
        case [str(key)]:
            return key
    raise MalformedCursor(f"{cursor!r} is no cursor of this list")


def to_item(cursor: str | None) -> SortKey | None:
    """The item after which a page begins, None without a cursor; raises MalformedCursor."""
    if cursor is None:
        return None
    match _parts(cursor):
        case [str(plan), int(number)] if type(number) is int and abs(number) < 2**63:
            return plan, number
    raise MalformedCursor(f"{cursor!r} is no cursor of this list")


def to_figure(cursor: str | None) -> tuple[str, int, str] | None:
    """The figure after which a page begins, None without a cursor; raises MalformedCursor."""
    if cursor is None:
        return None
    match _parts(cursor):
        case [str(plan), int(number), str(key)] if type(number) is int and abs(number) < 2**63:
            return plan, number, key
    raise MalformedCursor(f"{cursor!r} is no cursor of this list")


def _parts(cursor: str) -> object:
    try:
        raw = base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True)
        parts: object = json.loads(raw.decode())
    except (binascii.Error, ValueError, RecursionError) as error:
        raise MalformedCursor(f"{cursor!r} is no cursor: take one from `next` of the page before") from error
    return parts
