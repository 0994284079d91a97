"""Strangers' queries: each is run once, read-only by the server's own means, within limits."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from contextlib import suppress
from typing import Any, NamedTuple, TypeVar
from uuid import uuid4

import neo4j
from neo4j.exceptions import DriverError, Neo4jError

from graph.errors import QueryError, QueryTimeout, StoreUnavailable
from graph.store.failures import failures_of
from graph.store.guard import check_beginning, check_plan_of_query
from graph.store.protocol import Table
from graph.store.statements import statement
from graph.store.values import DEEPEST, plain

T = TypeVar("T")

_ACCOUNT = "NEO4J_READER_USERNAME and NEO4J_READER_PASSWORD, or NEO4J_USERNAME and NEO4J_PASSWORD"
"""The settings that name the user whom strangers' queries run as."""
GRACE = 2.0
"""Seconds that a server has to end a query that it was told to stop."""
FETCHED = 20
"""Rows that are fetched together: each may be as large as the server lets it be."""
_PLACE = re.compile(r"line (\d+), column (\d+)(?: \(offset: \d+\))?")


class Limits(NamedTuple):
    """What a query may take: rows, seconds, and characters of its answer as JSON."""

    rows: int
    time: float
    size: int


class UntrustedQueries:
    """Runs strangers' queries on the server at `place`, in sessions that `session` opens.

    With `by_plan` the query's plan is looked at first: a server may let an account that only reads reach further than
    the graph.
    `on_runaway` is called when the server does not end a query that it was told to stop; without it the query's
    connection is cut.
    """

    def __init__(
        self, place: str, session: Callable[[], neo4j.Session], *, by_plan: bool, on_runaway: Callable[[], None] | None
    ) -> None:
        """Connect to nothing yet."""
        self._place, self._session, self._by_plan = place, session, by_plan
        self._on_runaway = on_runaway

    def run(self, cypher: str, parameters: Mapping[str, Any], limits: Limits) -> Table:
        """The answer as far as it keeps within the limits; raises as `Store.query_untrusted` does."""
        check_beginning(cypher)
        mark = uuid4().hex
        answer = _in_thread(lambda: self._answer(f"{cypher}\n// {mark}", mark, dict(parameters), limits))
        with suppress(TimeoutError):
            return answer.result(limits.time)
        too_long = QueryTimeout(f"the query was stopped, it took longer than {limits.time:g} seconds")
        # A server that is in difficulty may fail here too; the query is given up in any case.
        stopping = _in_thread(lambda: self._terminate(mark))
        try:
            table = answer.result(GRACE)
        except TimeoutError:
            if self._on_runaway:
                self._on_runaway()
            else:
                _in_thread(lambda: self._cut(mark))
            raise too_long from None
        except QueryError as error:
            raise too_long from error
        with suppress(TimeoutError):
            stopping.exception(GRACE)
        return table

    def _answer(self, cypher: str, mark: str, given: dict[str, Any], limits: Limits) -> Table:
        try:
            with self._session() as session:
                if self._by_plan:
                    self._check_plan(session, cypher, given)
                return self._read(session, cypher, mark, given, limits)
        except RecursionError as error:
            raise QueryError(f"the answer has lists or maps in one another, more than {DEEPEST} deep") from error
        except StoreUnavailable as error:
            if self._server_answers():
                raise QueryError("the query was stopped, the server cannot send its answer") from error
            raise

    def _check_plan(self, session: neo4j.Session, cypher: str, given: dict[str, Any]) -> None:
        try:
            with failures_of(self._place, _ACCOUNT):
                summary = _sent(session, f"EXPLAIN\n{cypher}", given).consume()
        except QueryError as error:
            # Lines are told as the query has them.
            text = _PLACE.sub(lambda found: f"line {int(found[1]) - 1}, column {found[2]}", str(error))
            raise type(error)(text) from error.__cause__
        check_plan_of_query(summary.query_type, summary.plan)

    def _read(self, session: neo4j.Session, cypher: str, mark: str, given: dict[str, Any], limits: Limits) -> Table:
        with failures_of(self._place, _ACCOUNT), session.begin_transaction({"mark": mark}, limits.time) as tx:
            result = _sent(tx, cypher, given)
            columns = list(result.keys())
            rows, truncated = _limited(result, limits)
            if truncated:
                # The embedded server would go on to the query's end before it gives the connection back, so it
                # is told to stop, and says so when the transaction is ended.
                self._terminate(mark)
                with suppress(Neo4jError, DriverError):
                    tx.rollback()
            else:
                # The embedded server refuses a reader's SET here, not before.
                tx.commit()
        return Table(columns, rows, truncated)

    def _terminate(self, mark: str) -> None:
        """Stop the query with `mark`."""
        self._for_running(mark, "transaction", "terminate")

    def _cut(self, mark: str) -> None:
        """Cut the connection of the query with `mark`: it may be all that is left of it on the server."""
        self._for_running(mark, "connection", "kill_connection")

    def _for_running(self, mark: str, what: str, name: str) -> None:
        # A text can be gone when its transaction is still there; the embedded server keeps the text alone.
        running = statement("running_with_metadata" if self._by_plan else "running")
        with self._session() as session:
            for record in list(session.run(running, mark=mark)):
                session.run(statement(name), id=record[what]).consume()

    def _server_answers(self) -> bool:
        with suppress(Neo4jError, DriverError, OSError), self._session() as session:
            session.run("RETURN 1").consume()
            return True
        return False


def _limited(result: neo4j.Result, limits: Limits) -> tuple[list[list[Any]], bool]:
    """The rows of `result` that keep within the limits, and whether there are others."""
    rows: list[list[Any]] = []
    size = 0
    for record in result:
        row = [plain(value) for value in record.values()]
        size += len(json.dumps(row, ensure_ascii=False))
        if len(rows) == limits.rows or size > limits.size:
            return rows, True
        rows.append(row)
    return rows, False


def _sent(to: neo4j.Session | neo4j.Transaction, cypher: str, parameters: dict[str, Any]) -> neo4j.Result:
    try:
        return to.run(cypher, parameters)
    except (TypeError, ValueError, OverflowError) as error:
        raise QueryError(f"the query or a parameter cannot be sent to the store: {error}") from error


def _in_thread(work: Callable[[], T]) -> Future[T]:
    """The result of `work`, done in a thread that does not keep the program from ending."""
    future: Future[T] = Future()

    def run() -> None:
        try:
            future.set_result(work())
        except BaseException as error:  # noqa: BLE001 - handed to whoever asks for the result
            future.set_exception(error)

    threading.Thread(target=run, daemon=True).start()
    return future
