"""Which stores tests run on (a module says so in `STORES`, otherwise on all), and how the program is told of one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from graph.store.bolt import BoltStore
from graph.store.embedded import EmbeddedStore, open_embedded
from graph.store.settings import StoreSettings
from tests.neo4j.server import VERSIONS, Server

ALL = ("embedded", *VERSIONS)
"""Where a test of the store runs."""
EMBEDDED = ALL[:1]
"""Where a test runs that takes any store."""


@contextmanager
def started(name: str, folder: Path) -> Iterator[BoltStore]:
    """An empty store on a server of its own, one of `ALL`, with its files in `folder`."""
    if name == "embedded":
        with open_embedded(folder / "data", linger=1) as store:
            yield store
    else:
        with Server(VERSIONS[name], folder / "home") as server, BoltStore(server.uri, server.auth) as store:
            yield store


def settings_of(store: BoltStore) -> StoreSettings:
    """How to reach a store."""
    if isinstance(store, EmbeddedStore):
        return StoreSettings(data_dir=store.directory, linger=1)
    user, password = store._auth
    return StoreSettings(uri=store._uri, username=user, password=password)
