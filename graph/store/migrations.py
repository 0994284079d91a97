"""Versions of the graph's shape, and how a graph of an earlier one is brought to this one.

The version of a graph is the name of an index, `schema_2`, on a property that no node has. A node that told it would
be counted among the others, and would go with `MATCH (n) DETACH DELETE n`; an index stays, and is never half there.
It is made last: a graph whose upgrade was interrupted has its earlier version still, and every step can be done again.
"""

from __future__ import annotations

import re
from collections.abc import Collection

import neo4j

from graph.errors import StoreUnavailable
from graph.kinds import ontology
from graph.store.statements import constraint_name, statement

VERSION = 2
"""The version that this program reads and writes."""
_STEPS: dict[int, str] = {2: "mark_stale"}
"""Version -> the statement that brings the data of a graph of the version before to it. The constraints and indexes
that a version adds come before, as they do for a new graph."""
_NAME = re.compile(r"schema_(\d+)")


def version_of(names: Collection[str]) -> int:
    """The version of the graph that has constraints and indexes of these `names`; 0 of one that has none of ours yet.
    The first version had no name."""
    versions = [int(match[1]) for name in names if (match := _NAME.fullmatch(name))]
    is_ours = any(constraint_name(label) in names for label in ontology().kinds)
    return max(versions, default=1 if is_ours else 0)


def check_version_of_graph(place: str, found: int) -> None:
    """Raise StoreUnavailable when the graph at `place` is of a newer version than this program knows."""
    if found > VERSION:
        raise StoreUnavailable(
            f"the graph in {place} was written by a newer govgraph (schema {found}, this one knows {VERSION}): "
            "upgrade govgraph, or give another database or data directory and load the plans again"
        )


def steps_from(found: int) -> list[str]:
    """The statements that bring the data of a graph of version `found` to this version; none for a new graph."""
    return [name for version, name in sorted(_STEPS.items()) if 0 < found < version]


def upgrade(tx: neo4j.ManagedTransaction, names: Collection[str]) -> None:
    """Do the steps that `steps_from` gave."""
    for name in names:
        tx.run(statement(name)).consume()


def version_name() -> str:
    """The name of the index that tells this version."""
    return f"schema_{VERSION}"
