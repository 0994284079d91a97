"""What plans say, as nodes and edges: the ontology, identity, the store and the questions asked of it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from graph.store.protocol import Store


def connect(
    *,
    data_dir: Path | str | None = None,
    uri: str | None = None,
    username: str | None = None,
    password: str | None = None,
    database: str | None = None,
) -> Store:
    """The store that the environment names (`GOVGRAPH_DATA_DIR`, `NEO4J_URI`, …), as the commands use it, unless it is
    given here; for scripts and notebooks. Close it, or use it in a `with` block.

    Raises StoreUnavailable when the environment makes no sense, or the store is not reached, refuses the user, or
    cannot be started.
    """
    # Imported here: whoever imports a part of this package, such as the keeper, does without the rest.
    from pydantic import ValidationError

    from graph.errors import StoreUnavailable
    from graph.store.settings import StoreSettings, problems_of

    given: dict[str, Any] = {
        "data_dir": data_dir,
        "uri": uri,
        "username": username,
        "password": password,
        "database": database,
    }
    chosen = {name: value for name, value in given.items() if value is not None}
    if data_dir is not None:
        # Whoever names a folder means the embedded store, whatever server the environment names.
        chosen.setdefault("uri", None)
    try:
        settings = StoreSettings(**chosen)
    except ValidationError as error:
        raise StoreUnavailable(problems_of(error)) from error
    return settings.open_store()
