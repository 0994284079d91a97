"""The graph store: one protocol, one implementation over Bolt, and the embedded server."""

from __future__ import annotations

from pathlib import Path

from graph.store.protocol import RETRY_TIME, Store


def connect(
    *,
    uri: str | None = None,
    user: str = "neo4j",
    password: str = "",
    database: str = "neo4j",
    data_dir: Path,
    linger: float | None = None,
    retry_time: float = RETRY_TIME,
) -> Store:
    """The store to use: the server at `uri` (Neo4j) where one is given, else the embedded one in `data_dir`,
    whose server stays up for `linger` seconds after its last user (GOVGRAPH_LINGER, else 60). What fails for
    the moment is tried again for `retry_time` seconds.

    Constraints and indexes are created when missing. Raises StoreUnavailable when the store is not reached,
    refuses the user, or cannot be started.
    """
    # Imported here: the driver takes a while to load, and the keeper, which lives in this package, does
    # without it.
    if uri:
        from graph.store.bolt import BoltStore

        return BoltStore(uri, (user, password), database, retry_time=retry_time)
    from graph.store.embedded import open_embedded

    return open_embedded(data_dir, linger=linger, retry_time=retry_time)
