"""The driver's exceptions -> govgraph's errors, in words for people: what is wrong, and what to do."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager

from neo4j.exceptions import (
    AuthError,
    ConfigurationError,
    DriverError,
    IncompleteCommit,
    Neo4jError,
    UnsupportedServerProduct,
)

from graph.errors import ForbiddenQuery, QueryError, QueryTimeout, StoreError, StoreUnavailable

_FORBIDDEN = ("Neo.ClientError.Security.", "Neo.ClientError.Statement.AccessMode")
_STOPPED = ("TransactionTimedOut", "Transaction.Terminated", "LockClientStopped", "ExecutionTimeout")
_STOPPED_WORDS = ("exceeded the arcadedb.command.timeout", "the command has been terminated")
_MEMORY_CODES = ("OutOfMemoryError", "MemoryPoolOutOfMemoryError")
_LOCKED_OUT = {
    "Neo.ClientError.Security.AuthenticationRateLimit": (
        "refuses every login for some seconds, after too many that failed: wait, then use the right password"
    ),
    "Neo.ClientError.Security.CredentialsExpired": "wants the first password of this user changed: change it there",
}
_LEFT_OVER = (
    "something is left of a plan whose Plan node was deleted by hand; delete the rest as well, "
    "MATCH (n) WHERE n.key STARTS WITH 'CITY/ISSUER/YEAR/' DETACH DELETE n, and load the plan again"
)
_NO_DATABASE = "Neo.ClientError.Database.DatabaseNotFound"


@contextmanager
def failures_of(place: str, account: str = "NEO4J_USERNAME and NEO4J_PASSWORD") -> Iterator[None]:
    """Raise what the driver raises inside as govgraph's errors: StoreUnavailable, with a message of one line, when
    the server at `place` is not reached or does not let us in, ForbiddenQuery, QueryTimeout or another QueryError
    when it refuses or stops a query. `account` are the settings that name the user."""
    try:
        yield
    except AuthError as error:
        message = f"{place} refuses the user name or the password: check {account}"
        raise StoreUnavailable(message) from error
    except Neo4jError as error:
        raise _of_server(place, error) from error
    except UnsupportedServerProduct as error:
        message = f"{place} is a server that govgraph cannot talk to: it needs Neo4j 5 or newer"
        raise StoreUnavailable(message) from error
    except ConfigurationError as error:
        raise StoreUnavailable(f"{place} is not an address of a graph store: {_line(error)}") from error
    except IncompleteCommit as error:
        message = f"{place} was lost while it wrote, and may have written all or nothing: do the same again"
        raise StoreUnavailable(message) from error
    except (DriverError, OSError) as error:
        raise StoreUnavailable(f"{place} is not reached: {_reason(error)}") from error


def _of_server(place: str, error: Neo4jError) -> StoreError:
    code, text = error.code or "", error.message or str(error)
    if code in _LOCKED_OUT:
        return StoreUnavailable(f"{place} {_LOCKED_OUT[code]}")
    if code.startswith(_FORBIDDEN):
        return ForbiddenQuery(f"the query is refused, queries may only read: {text}")
    if any(part in code for part in _STOPPED) or any(words in text for words in _STOPPED_WORDS):
        return QueryTimeout(f"the query was stopped, it took too long: {text}")
    if "ConstraintValidation" in code or "Duplicated key" in text:
        return QueryError(f"{_line(text)}: {_LEFT_OVER}")
    if any(part in code for part in _MEMORY_CODES):
        return QueryError(f"the query was stopped, it needs too much memory: {text}")
    if code == _NO_DATABASE:
        return StoreUnavailable(f"{place} has no such database, check NEO4J_DATABASE: {_line(text)}")
    if "DatabaseUnavailable" in code:
        return StoreUnavailable(f"{place} does not serve the database at the moment: {_line(text)}")
    return QueryError(text)


def _reason(error: BaseException) -> str:
    causes = list(_causes(error))
    if any(isinstance(cause, socket.gaierror) for cause in causes):
        return "its host name is not known; check the address"
    if any(isinstance(cause, ConnectionRefusedError) for cause in causes):
        return "nothing listens there; start the server, or check the address"
    if any(isinstance(cause, TimeoutError) for cause in causes):
        return "it does not answer in time; check the address, and whether the server is well"
    if refused := [cause for cause in causes if isinstance(cause, ssl.SSLCertVerificationError)]:
        return f"its certificate is not trusted ({refused[0].verify_message}); a scheme with +ssc trusts any"
    if any("encrypted connection" in str(cause) for cause in causes):
        return "it takes no encrypted connection; without +s or +ssc in the scheme none is asked for"
    if any("handshake" in str(cause) or "looks like HTTP" in str(cause) for cause in causes):
        return "what listens there does not speak Bolt; check the port, which is 7687 unless it was changed"
    return _line(error)


def _causes(error: BaseException) -> Iterator[BaseException]:
    """`error` and all that led to it; the driver groups what befell it at several addresses."""
    yield error
    if isinstance(error, BaseExceptionGroup):
        for part in error.exceptions:
            yield from _causes(part)
    if cause := error.__cause__ or error.__context__:
        yield from _causes(cause)


def _line(text: object) -> str:
    return " ".join(str(text).split())
