"""Whether a stranger's query may run: by what it begins with, and, on a server without a reading account, by its
plan.

A statement that is no query (SHOW, TERMINATE, USE, PROFILE) says so with its first word; the embedded server lets
its reading account see and end the queries of others. Neo4j's READ access mode refuses what writes, but not what
reaches outside the graph: LOAD CSV over the network, settings, users, other people's transactions. The server's own
plan of a query tells; comments, escapes and subqueries all come out in it as the same operators.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from graph.errors import ForbiddenQuery, QueryError

_BEGINNING = re.compile(r"\A((?:\s|/\*.*?\*/|//[^\r\n]*)*+)(\w*)", re.DOTALL)
_QUERIES = ("MATCH", "OPTIONAL", "WITH", "UNWIND", "RETURN", "CALL", "CYPHER")
_COMMANDS = re.compile(
    "ALTER|BEGIN|COMMIT|CREATE|DELETE|DENY|DETACH|DROP|EXPLAIN|FOREACH|GRANT|INSERT|LOAD|MERGE|NODETACH|PROFILE|REMOVE|"
    "RENAME|REVOKE|ROLLBACK|SET|SHOW|START|STOP|TERMINATE|USE"
)
_REFUSED = ("LoadCSV", "Show", "Terminate", "AdministrationCommand")
PROCEDURES = frozenset(
    {
        "db.labels",
        "db.propertyKeys",
        "db.relationshipTypes",
        "db.schema.nodeTypeProperties",
        "db.schema.relTypeProperties",
        "db.schema.visualization",
        "db.index.fulltext.queryNodes",
        "db.index.fulltext.queryRelationships",
        "dbms.components",
    }
)


def check_beginning(cypher: str) -> None:
    """Raise ForbiddenQuery when `cypher` begins as what changes or commands, QueryError, with the place, when not
    as a query either."""
    _, before, word, _ = _BEGINNING.split(cypher, maxsplit=1)
    word = word.upper()
    if _COMMANDS.fullmatch(word):
        raise ForbiddenQuery(f"the query is refused, queries may only read the graph, not {word}")
    if word not in _QUERIES:
        *lines, last = before.split("\n")
        place = f"line {len(lines) + 1}, column {len(last) + 1}"
        raise QueryError(f"{place}: a query begins with MATCH, OPTIONAL MATCH, WITH, UNWIND, RETURN or CALL")


def check_plan_of_query(query_type: str | None, plan: dict[str, Any] | None) -> None:
    """Raise ForbiddenQuery unless the query reads alone, and the graph alone.

    `query_type` and `plan` are those of the summary of the query under EXPLAIN.
    """
    if query_type != "r" or plan is None:
        raise ForbiddenQuery("the query is refused, queries may only read")
    for operator, details in _operators(plan):
        if operator.startswith(_REFUSED):
            raise ForbiddenQuery(f"the query is refused, queries may only read the graph, not {operator}")
        name = details.partition("(")[0].strip().replace("`", "")
        if operator == "ProcedureCall" and name not in PROCEDURES:
            raise ForbiddenQuery(f"the query is refused, queries may not call {name}")


def _operators(plan: dict[str, Any]) -> Iterator[tuple[str, str]]:
    yield plan["operatorType"].partition("@")[0], str(plan.get("args", {}).get("Details", ""))
    for child in plan.get("children", ()):
        yield from _operators(child)
