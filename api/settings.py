"""What the application is told when it is made."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field

from graph.store.protocol import Store
from graph.store.settings import StoreSettings

RETRY_TIME = 2.0
"""Seconds after which a request does not try again to reach a store that is away; with the driver's pauses between
tries, which double, it is told so within four."""


class ApiSettings(BaseModel):
    """Which store the application opens, under which names it may be called, and what a stranger's query may
    take."""

    model_config = ConfigDict(frozen=True)

    store: StoreSettings
    hosts: tuple[str, ...] = Field(
        default=(), description="names that the Host header may have, besides localhost and addresses in digits"
    )
    row_limit: int = Field(default=1000, ge=1, description="rows of a stranger's query at most")
    time_limit: float = Field(default=5.0, gt=0, description="seconds of a stranger's query at most")

    def open_store(self) -> Store:
        """The store that the settings name; raises StoreUnavailable."""
        return self.store.open_store(RETRY_TIME)
