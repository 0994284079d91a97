"""Settings from the environment, and the store they name."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import typer

from graph.errors import StoreError
from graph.store.protocol import Store

if TYPE_CHECKING:
    from graph.store.settings import StoreSettings


def settings() -> StoreSettings:
    """The settings; a value that cannot be one ends the program as wrong usage."""
    from pydantic import ValidationError

    from graph.store.settings import StoreSettings, problems_of

    try:
        return StoreSettings()
    except ValidationError as error:
        raise typer.BadParameter(problems_of(error)) from error


def embedded_only(tool: str) -> StoreSettings:
    """The settings, where they name the embedded store; otherwise raises StoreError, which says that `tool` is the
    command of neo4j-admin to use."""
    chosen = settings()
    if chosen.uri:
        command = f"neo4j-admin database {tool.format(database=chosen.database)}"
        raise StoreError(f"the store is Neo4j at {chosen.uri}; on its machine, stop the server and run: {command}")
    return chosen


@contextmanager
def open_store() -> Iterator[Store]:
    """The store that the settings name, closed at the end; raises StoreUnavailable."""
    store = settings().open_store()
    try:
        yield store
    finally:
        store.close()
