"""Settings from the environment, and the store they name."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import typer
from platformdirs import user_data_path
from pydantic import Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from graph.errors import StoreError
from graph.store.protocol import Store


class Settings(BaseSettings):
    """What the environment says; an empty variable counts as absent."""

    model_config = SettingsConfigDict(env_ignore_empty=True, populate_by_name=True)

    data_dir: Path = Field(
        default_factory=lambda: user_data_path("govgraph"),
        validation_alias="GOVGRAPH_DATA_DIR",
        description="the folder of the embedded store",
    )
    linger: float | None = Field(
        default=None,
        ge=0,
        validation_alias="GOVGRAPH_LINGER",
        description="seconds that the embedded server stays up after the last command",
    )
    uri: str | None = Field(default=None, validation_alias="NEO4J_URI", description="a Neo4j server to use instead")
    username: str = Field(default="neo4j", validation_alias="NEO4J_USERNAME", description="its user")
    password: str = Field(default="", validation_alias="NEO4J_PASSWORD", description="the user's password")
    database: str = Field(default="neo4j", validation_alias="NEO4J_DATABASE", description="its database")


def settings() -> Settings:
    """The settings; a value that cannot be one ends the program as wrong usage."""
    try:
        return Settings()
    except ValidationError as error:
        problems = "; ".join(f"{part['loc'][0]}: {part['msg']}" for part in error.errors())
        raise typer.BadParameter(f"environment: {problems}") from error


def embedded_only(tool: str) -> Settings:
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
    from graph.store import connect

    chosen = settings()
    store = connect(
        uri=chosen.uri,
        user=chosen.username,
        password=chosen.password,
        database=chosen.database,
        data_dir=chosen.data_dir,
        linger=chosen.linger,
    )
    try:
        yield store
    finally:
        store.close()
