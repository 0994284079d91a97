"""What must hold of an address, and of the server that is found there, before it is used."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from graph.errors import StoreUnavailable

SCHEMES = tuple(f"{name}{security}://" for name in ("bolt", "neo4j") for security in ("", "+s", "+ssc"))
OLDEST = 5
"""The first major version of Neo4j that has all that govgraph's statements use."""
_AGENT = re.compile(r"Neo4j/((\d+)\.\S+)")


def check_address(uri: str) -> None:
    """Raise StoreUnavailable unless `uri` has a scheme of Bolt, a host, a port that is one, and no user name: that
    and the password are given apart, so that neither is shown with the address."""
    try:
        parts = urlsplit(uri)
        host, port, user = parts.hostname, parts.port, parts.username
    except ValueError as error:
        raise StoreUnavailable(f"{uri} is not an address of a graph store: {error}") from error
    if user is not None:
        shown = f"{parts.scheme}://{host}" + (f":{port}" if port else "")
        raise StoreUnavailable(
            f"the address of {shown} has a user name in it: give that in NEO4J_USERNAME, the password in NEO4J_PASSWORD"
        )
    if not uri.startswith(SCHEMES):
        known = ", ".join(SCHEMES)
        raise StoreUnavailable(f"{uri} is not an address of a graph store: it begins with none of {known}")
    if not host:
        raise StoreUnavailable(f"{uri} is not an address of a graph store: it names no host")


def check_version(place: str, agent: str) -> None:
    """Raise StoreUnavailable when the server at `place`, which calls itself `agent`, is a Neo4j older than OLDEST.
    The embedded server calls itself after the Neo4j that it is compatible with."""
    found = _AGENT.match(agent)
    if found and int(found[2]) < OLDEST:
        raise StoreUnavailable(
            f"{place} is Neo4j {found[1]}, which is too old: upgrade the server to Neo4j {OLDEST} or newer"
        )
