"""Whether a stranger's query may run on a server without a reading account, by its plan.

Neo4j's READ access mode refuses what writes, but not what reaches outside the graph: LOAD CSV over the
network, settings, users, other people's transactions. The server's own plan of a query tells; comments,
escapes and subqueries all come out in it as the same operators.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from graph.errors import ForbiddenQuery

_REFUSED = ("LoadCSV", "Show", "Terminate", "AdministrationCommand")
_SCHEMA = ("ShowIndexes", "ShowConstraints")
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


def check_plan_of_query(query_type: str | None, plan: dict[str, Any] | None) -> None:
    """Raise ForbiddenQuery unless the query reads alone, and the graph alone.

    `query_type` and `plan` are those of the summary of the query under EXPLAIN.
    """
    if query_type != "r" or plan is None:
        raise ForbiddenQuery("the query is refused, queries may only read")
    for operator, details in _operators(plan):
        if operator in _SCHEMA:
            continue
        if operator.startswith(_REFUSED):
            raise ForbiddenQuery(f"the query is refused, queries may only read the graph, not {operator}")
        name = details.partition("(")[0].strip().replace("`", "")
        if operator == "ProcedureCall" and name not in PROCEDURES:
            raise ForbiddenQuery(f"the query is refused, queries may not call {name}")


def _operators(plan: dict[str, Any]) -> Iterator[tuple[str, str]]:
    yield plan["operatorType"].partition("@")[0], str(plan.get("args", {}).get("Details", ""))
    for child in plan.get("children", ()):
        yield from _operators(child)
