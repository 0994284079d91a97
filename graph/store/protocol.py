"""What every store can do."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Protocol, Self

from graph.elements import Edge, PlanGraph

RETRY_TIME = 15.0
"""Seconds for which a store tries again what fails for the moment, unless it is told otherwise."""
SIZE_LIMIT = 10_000_000
"""Characters of JSON that the answer to a stranger's query may have."""


@dataclass(frozen=True, slots=True)
class Table:
    """The answer to a query: column names, rows of plain values, and whether a limit cut rows off.

    A node is `{"_label": …, **properties}`, a relationship `{"_type": …, **properties}`, a path the list of
    both in turn; other values are what JSON has. The embedded server names no columns when there are no rows.
    """

    columns: list[str]
    rows: list[list[Any]]
    truncated: bool = False

    def records(self) -> list[dict[str, Any]]:
        """The rows as dictionaries by column name."""
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]


class Store(Protocol):
    """A graph store. Constraints and indexes are there before any data: opening a store creates them."""

    @property
    def description(self) -> str:
        """Which store this is, for people: its kind, version and place."""
        ...

    def plan_digests(self) -> dict[str, str]:
        """Key of each stored plan -> the sha256 of the file it came from."""
        ...

    def replace_plans(self, plans: Sequence[PlanGraph]) -> None:
        """Put exactly what each of `plans` contributes in the place of what it contributed before, all of them
        in one transaction. Shared nodes stay while any plan still contributes an edge to them."""
        ...

    def replace_derived(self, cities: Collection[str], years: Collection[int], edges: Iterable[Edge]) -> None:
        """Put `edges`, all of derived types, in the place of the derived edges within `cities` and of those
        between cities in `years`, in one transaction."""
        ...

    def query(self, cypher: str, parameters: Mapping[str, Any] | None = None) -> Table:
        """Run one of govgraph's own reading queries, whole."""
        ...

    def query_untrusted(
        self,
        cypher: str,
        parameters: Mapping[str, Any] | None = None,
        *,
        row_limit: int = 1000,
        time_limit: float = 5.0,
        size_limit: int = SIZE_LIMIT,
    ) -> Table:
        """Run a stranger's query read-only, enforced by the server; at most `row_limit` rows, as many as have
        `size_limit` characters as JSON (`truncated` says when there were more), and about `time_limit` seconds.
        Raises QueryError when it is refused, wrong or stopped."""
        ...

    def close(self) -> None:
        """Give the store back; an embedded server ends when nobody uses it any more."""
        ...

    def __enter__(self) -> Self:
        """The store itself."""
        ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Give the store back."""
        ...
