"""The addresses of the pages."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import quote, urlencode

FOLDERS: Mapping[str, str] = {
    "Initiative": "items",
    "Plan": "plans",
    "Facility": "facilities",
    "Regulation": "regulations",
    "Unit": "units",
    "Topic": "topics",
    "City": "cities",
}
"""By label of the nodes that have a page."""


def page_of(label: str, key: str) -> str:
    """The address of a node's page; for a node that has none, of a search for the end of its key."""
    folder = FOLDERS.get(label)
    if folder is None:
        return with_query("/search", q=key.rpartition("/")[2])
    return f"/{folder}/{quote(key)}"


def with_query(path: str, /, **given: str | int | None) -> str:
    """`path` with the parameters that are given."""
    query = urlencode({name: value for name, value in given.items() if value not in (None, "")})
    return f"{path}?{query}" if query else path
