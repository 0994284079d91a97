"""The driver's exceptions -> govgraph's errors, in words for people."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from neo4j.exceptions import AuthError, ConfigurationError, DriverError, Neo4jError

from graph.errors import ForbiddenQuery, QueryError, QueryTimeout, StoreError, StoreUnavailable

_FORBIDDEN = ("Neo.ClientError.Security.", "Neo.ClientError.Statement.AccessMode")
_STOPPED = ("TransactionTimedOut", "Transaction.Terminated", "LockClientStopped", "ExecutionTimeout")
_STOPPED_WORDS = ("exceeded the arcadedb.command.timeout", "the command has been terminated")
_MEMORY_CODES = ("OutOfMemoryError", "MemoryPoolOutOfMemoryError")
_UNAVAILABLE = ("DatabaseUnavailable", "Neo.ClientError.Database.DatabaseNotFound")


@contextmanager
def failures_of(place: str) -> Iterator[None]:
    """Raise what the driver raises inside as govgraph's errors: StoreUnavailable when the server at `place`
    is not reached or does not let us in, ForbiddenQuery, QueryTimeout or another QueryError when it refuses
    or stops a query."""
    try:
        yield
    except AuthError as error:
        raise StoreUnavailable(f"{place} refuses the user name or the password: {_text(error)}") from error
    except Neo4jError as error:
        raise _of_server(place, error) from error
    except ConfigurationError as error:
        raise StoreUnavailable(f"{place} is not an address of a graph store: {error}") from error
    except (DriverError, OSError) as error:
        raise StoreUnavailable(f"{place} is not reached: {error}") from error


def _of_server(place: str, error: Neo4jError) -> StoreError:
    code, text = error.code or "", _text(error)
    if code.startswith(_FORBIDDEN):
        return ForbiddenQuery(f"the query is refused, queries may only read: {text}")
    if any(part in code for part in _STOPPED) or any(words in text for words in _STOPPED_WORDS):
        return QueryTimeout(f"the query was stopped, it took too long: {text}")
    if any(part in code for part in _MEMORY_CODES):
        return QueryError(f"the query was stopped, it needs too much memory: {text}")
    if any(part in code for part in _UNAVAILABLE):
        return StoreUnavailable(f"{place}: {text}")
    return QueryError(text)


def _text(error: Neo4jError) -> str:
    return error.message or str(error)
