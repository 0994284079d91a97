"""Which stores tests run on (a module says so in `STORES`, otherwise on all), and how the program is told of one."""

from __future__ import annotations

from typing import Any

from graph.store.bolt import BoltStore
from graph.store.embedded import EmbeddedStore
from tests.neo4j.server import VERSIONS

ALL = ("embedded", *VERSIONS)
"""Where a test of the store runs."""
EMBEDDED = ALL[:1]
"""Where a test runs that takes any store."""


def settings_of(store: BoltStore) -> dict[str, Any]:
    """How to reach a store, as the settings of the program name it."""
    if isinstance(store, EmbeddedStore):
        return {"data_dir": store.directory, "linger": 1}
    user, password = store._auth
    return {"uri": store._uri, "username": user, "password": password}
