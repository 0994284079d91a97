"""Which store to use, as the environment says."""

from __future__ import annotations

from pathlib import Path

from platformdirs import user_data_path
from pydantic import Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from graph.store.protocol import RETRY_TIME, Store


def problems_of(error: ValidationError) -> str:
    """What is wrong with the environment, for people."""
    return "environment: " + "; ".join(f"{part['loc'][0]}: {part['msg']}" for part in error.errors())


class StoreSettings(BaseSettings):
    """What the environment says, unless it is given; an empty variable counts as absent."""

    model_config = SettingsConfigDict(env_ignore_empty=True, populate_by_name=True, frozen=True)

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
    password: str = Field(default="", validation_alias="NEO4J_PASSWORD", repr=False, description="the user's password")
    database: str = Field(default="neo4j", validation_alias="NEO4J_DATABASE", description="its database")
    reader: str | None = Field(
        default=None,
        validation_alias="NEO4J_READER_USERNAME",
        description="a user of it who may only read, as whom strangers' queries run",
    )
    reader_password: str = Field(
        default="", validation_alias="NEO4J_READER_PASSWORD", repr=False, description="that user's password"
    )

    def open_store(self, retry_time: float = RETRY_TIME) -> Store:
        """The store to use: the server at `uri` where one is given, else the embedded one in `data_dir`. What fails
        for the moment is tried again for `retry_time` seconds.

        Constraints and indexes are created when missing. Raises StoreUnavailable when the store is not reached,
        refuses the user, or cannot be started.
        """
        # Imported here: the driver takes a while to load, and the keeper, which lives in this package, does
        # without it.
        if self.uri:
            from graph.store.bolt import BoltStore

            reader = (self.reader, self.reader_password) if self.reader else None
            return BoltStore(
                self.uri, (self.username, self.password), self.database, reader_auth=reader, retry_time=retry_time
            )
        from graph.store.embedded import open_embedded

        return open_embedded(self.data_dir, linger=self.linger, retry_time=retry_time)
