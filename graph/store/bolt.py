"""The store over Bolt, with the official driver: Neo4j, or the embedded server."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from types import TracebackType
from typing import Any, Self

import neo4j
from neo4j.exceptions import ConfigurationError, IncompleteCommit

from graph.elements import Edge, PlanGraph
from graph.store import writing
from graph.store.checks import check_derived, check_plans
from graph.store.endpoint import check_address, check_version
from graph.store.failures import failures_of
from graph.store.migrations import VERSION, check_version_of_graph, steps_from, upgrade, version_name, version_of
from graph.store.protocol import RETRY_TIME, SIZE_LIMIT, Table
from graph.store.schema import Index, create_schema, missing_fulltext, missing_schema, schema_names
from graph.store.statements import statement
from graph.store.untrusted import FETCHED, Limits, UntrustedQueries
from graph.store.values import plain

# What the driver logs it raises as well; without a handler Python would print it between the answers.
logging.getLogger("neo4j").addHandler(logging.NullHandler())

CONNECT_LIMIT = 10.0
"""Seconds within which a server must take a connection and let us in."""
IDLE_LIMIT = 1.0
"""Seconds after which an idle connection is tried before it is used: its server may have been restarted."""


class BoltStore:
    """A graph store behind a Bolt address; use as a context manager, or `close` it.

    `auth` and `reader_auth` are (user name, password); strangers' queries run as the reader where there is
    one, a user whom the server lets only read. Their plans are looked at first all the same (`guard`).
    `on_runaway` is called when the server does not end a stranger's query that it was told to stop.
    A transaction that fails for the moment is tried again for `retry_time` seconds.
    Opening raises StoreUnavailable when the server is not reached, is too old, or refuses `auth`. A server that
    was restarted at its address is found again.
    """

    _looks_at_plans = True
    """Whether the plan of a stranger's query is looked at before it runs, whoever runs it."""

    def __init__(
        self,
        uri: str,
        auth: tuple[str, str],
        database: str = "neo4j",
        *,
        reader_auth: tuple[str, str] | None = None,
        name: str | None = None,
        on_runaway: Callable[[], None] | None = None,
        retry_time: float = RETRY_TIME,
        as_it_is: bool = False,
    ) -> None:
        """Connect; create the constraints and indexes that are missing, and bring a graph of an earlier version to
        this one, unless it is to be read `as_it_is`."""
        self._retry_time = retry_time
        self._uri, self._auth, self._database = uri, auth, database
        self._reader_auth, self._name = reader_auth, name
        self._reader: neo4j.Driver | None = None
        self._reader_lock = threading.Lock()
        self._untrusted = UntrustedQueries(
            uri, self._reader_session, by_plan=self._looks_at_plans, on_runaway=on_runaway
        )
        check_address(uri)
        with failures_of(uri):
            self._driver = self._connect(auth)
        try:
            with failures_of(uri):
                check_version(uri, self._agent())
            if not as_it_is:
                self._prepare()
        except BaseException:
            self._driver.close()
            raise

    @property
    def description(self) -> str:
        """Which store this is, for people: its kind, version and place."""
        if self._name:
            return self._name
        kernel = self.query(statement("versions")).records()[0]
        return f"Neo4j {kernel['version']} ({kernel['edition']}), database {self._database} at {self._uri}"

    def plan_digests(self) -> dict[str, str]:
        """Key of each stored plan -> the sha256 of the file it came from."""
        return {row["key"]: row["sha256"] for row in self.query(statement("plan_digests")).records()}

    def replace_plans(self, plans: Sequence[PlanGraph]) -> None:
        """Put exactly what each of `plans` contributes in the place of what it contributed before, all of them in
        one transaction: how many plans it takes is up to the caller (`elements.in_batches`).

        A shared node, and an edge between shared nodes, goes with the last plan that contributes it (such an
        edge lists its plans in `plans`). Derived edges at what stays are left alone. `Plan.loaded` is set to
        the present time, in UTC, unless the plan brings one.

        Shared nodes do not record which plan gave which property: values that other plans gave stay, a new
        value wins (of several plans here, that of the last), lists (`Unit.aliases`) are united. So an alias that
        only the earlier version of a plan used stays as long as its node.

        Raises OntologyError when a plan contradicts the ontology, is not joined up or comes twice,
        StoreUnavailable or QueryError when the store fails; the graph is then as before.
        """
        check_plans(plans)
        self._write(writing.replace_plans, plans)

    def replace_derived(self, cities: Collection[str], years: Collection[int], edges: Iterable[Edge]) -> None:
        """Put `edges`, all of derived types, in the place of the derived edges within `cities` and of those
        between cities in `years`, in one transaction.

        Raises OntologyError when an edge is of another type, StoreError when it joins a node that is not in
        the store, StoreUnavailable or QueryError when the store fails; the graph is then as before.
        """
        edges = list(edges)
        check_derived(edges)
        self._write(writing.replace_derived, sorted(cities), sorted(years), edges)

    def query(self, cypher: str, parameters: Mapping[str, Any] | None = None) -> Table:
        """Run one of govgraph's own reading queries, whole; values come as `values.plain` makes them.

        The embedded server gives no column names when there are no rows. Raises StoreUnavailable or
        QueryError.
        """
        with failures_of(self._uri), self._session(neo4j.READ_ACCESS) as session:
            return session.execute_read(_read, cypher, parameters)

    def query_untrusted(
        self,
        cypher: str,
        parameters: Mapping[str, Any] | None = None,
        *,
        row_limit: int = 1000,
        time_limit: float = 5.0,
        size_limit: int = SIZE_LIMIT,
    ) -> Table:
        """Run a stranger's query once, read-only by the server's own means; at most `row_limit` rows, as many as
        have `size_limit` characters as JSON (`truncated` says when there were more), and about `time_limit`
        seconds. Values are plain.

        Raises ForbiddenQuery when it would write or reach outside the graph, QueryTimeout when it is stopped,
        QueryError when it is wrong, StoreUnavailable when the store fails.
        """
        return self._untrusted.run(cypher, parameters or {}, Limits(row_limit, time_limit, size_limit))

    def close(self) -> None:
        """Close the connections."""
        if self._reader:
            self._reader.close()
        self._driver.close()

    def __enter__(self) -> Self:
        """The store itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the connections."""
        self.close()

    def _prepare(self) -> None:
        """Create what constraints and indexes are missing, and bring a graph of an earlier version to this one."""
        with failures_of(self._uri), self._session() as session:
            names = schema_names(session)
        found = version_of(names)
        check_version_of_graph(self._name or self._uri, found)
        if statements := missing_schema(names):
            self._write(create_schema, statements)
        if indexes := missing_fulltext(names):
            self._create_fulltext(indexes)
        if found < VERSION:
            self._await_indexes()
            self._write(upgrade, steps_from(found))
            self._write(create_schema, [statement("create_version", version=version_name())])

    def _create_fulltext(self, indexes: Iterable[Index]) -> None:
        self._write(create_schema, [statement("create_fulltext", **index._asdict()) for index in indexes])

    def _await_indexes(self) -> None:
        """Return when all indexes have all of the graph in them, whoever created them."""
        self._write(create_schema, [statement("await_indexes")])

    def _connect(self, auth: tuple[str, str]) -> neo4j.Driver:
        return neo4j.GraphDatabase.driver(
            self._uri,
            auth=auth,
            connection_timeout=CONNECT_LIMIT,
            connection_acquisition_timeout=CONNECT_LIMIT,
            liveness_check_timeout=IDLE_LIMIT,
            max_transaction_retry_time=self._retry_time,
            notifications_min_severity="OFF",
            telemetry_disabled=True,
            user_agent="govgraph",
        )

    def _agent(self) -> str:
        """What the server calls itself."""
        try:
            return self._driver.get_server_info().agent
        except ConfigurationError:
            # Servers before Neo4j 5 do not know all that is configured, which is no reason to give to people.
            with neo4j.GraphDatabase.driver(self._uri, auth=self._auth) as plain_driver:
                return plain_driver.get_server_info().agent

    def _session(self, mode: str = neo4j.WRITE_ACCESS) -> neo4j.Session:
        return self._driver.session(database=self._database, default_access_mode=mode)

    def _write(self, work: Callable[..., None], *args: object) -> None:
        with failures_of(self._uri), self._session() as session:
            try:
                session.execute_write(work, *args)
            except IncompleteCommit:
                # Lost while it committed: what a write leaves behind is the same when it is done twice.
                session.execute_write(work, *args)

    def _reader_session(self) -> neo4j.Session:
        with self._reader_lock:
            if self._reader_auth and not self._reader:
                self._reader = self._connect(self._reader_auth)
        driver = self._reader or self._driver
        return driver.session(database=self._database, default_access_mode=neo4j.READ_ACCESS, fetch_size=FETCHED)


def _read(tx: neo4j.ManagedTransaction, cypher: str, parameters: Mapping[str, Any] | None) -> Table:
    result = tx.run(cypher, dict(parameters or {}))
    columns = list(result.keys())
    return Table(columns, [[plain(value) for value in record.values()] for record in result])
