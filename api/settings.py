"""What the application is told when it is made."""

from __future__ import annotations

from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

from graph.store import connect
from graph.store.protocol import Store

RETRY_TIME = 2.0
"""Seconds after which a request does not try again to reach a store that is away; with the driver's pauses between
tries, which double, it is told so within four."""


class ApiSettings(BaseModel):
    """Which store the application opens, under which names it may be called, and what a stranger's query may
    take."""

    model_config = ConfigDict(frozen=True)

    data_dir: Path = Field(description="the folder of the embedded store")
    linger: float | None = Field(default=None, ge=0, description="seconds that the embedded server stays up after")
    uri: str | None = Field(default=None, description="a Neo4j server to use instead")
    username: str = Field(default="neo4j", description="its user")
    password: str = Field(default="", repr=False, description="the user's password")
    database: str = Field(default="neo4j", description="its database")
    hosts: tuple[str, ...] = Field(
        default=(), description="names that the Host header may have, besides localhost and addresses in digits"
    )
    row_limit: int = Field(default=1000, ge=1, description="rows of a stranger's query at most")
    time_limit: float = Field(default=5.0, gt=0, description="seconds of a stranger's query at most")

    def open_store(self) -> Store:
        """The store that the settings name; raises StoreUnavailable."""
        return connect(
            uri=self.uri,
            user=self.username,
            password=self.password,
            database=self.database,
            data_dir=self.data_dir,
            linger=self.linger,
            retry_time=RETRY_TIME,
        )
