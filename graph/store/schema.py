"""What the ontology says to the servers: constraints and indexes, and which kinds belong to one plan."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Literal

import neo4j

from graph.kinds import EdgeKind, ontology
from graph.store.statements import constraint_name, index_name, statement


def missing_schema(session: neo4j.Session) -> list[str]:
    """The statements that create the constraints and indexes that are not there yet: a unique `key` for each
    label, and an index for each property that the ontology marks.

    They must be there before any data: the embedded server takes the type of a property that is indexed
    later from the values it finds, and then stores 1.75 as 1.
    """
    found = {record["name"] for record in session.run(statement("constraint_names"))}
    found |= {record["name"] for record in session.run(statement("index_names"))}
    needed = {}
    for kind in ontology().kinds.values():
        name = constraint_name(kind.name)
        needed[name] = statement("create_constraint", name=name, label=kind.name)
        for prop in (prop for prop, shape in kind.properties.items() if shape.index):
            name = index_name(kind.name, prop)
            needed[name] = statement("create_index", name=name, label=kind.name, property=prop)
    return [cypher for name, cypher in needed.items() if name not in found]


def create_schema(tx: neo4j.ManagedTransaction, statements: Iterable[str]) -> None:
    """Run what `missing_schema` gave; another process may have done so by now."""
    for cypher in statements:
        tx.run(cypher).consume()


@cache
def is_shared(label: str) -> bool:
    """Whether nodes of `label` can belong to several plans."""
    return ontology().kinds[label].shared


@cache
def own_types() -> tuple[str, ...]:
    """The types that lead from a node of one plan alone to another such node."""
    return tuple(sorted({name for types in _types(shared=False).values() for name in types}))


@cache
def structural_types() -> dict[str, tuple[str, ...]]:
    """Label -> the types that lead from its shared nodes to shared nodes."""
    return _types(shared=True)


@cache
def list_properties(label: str) -> tuple[str, ...]:
    """The properties of `label` that hold lists."""
    return tuple(name for name, shape in ontology().kinds[label].properties.items() if shape.type == "list")


@cache
def derived_types(by: Literal["city", "year"] | None = None) -> dict[str, tuple[str, ...]]:
    """Source label -> the types computed from several plans that start there: from those of a city, of a year,
    or all of them."""
    return _grouped((source, name) for source, name, edge in _edges() if edge.derived and by in (None, edge.derived))


def _types(*, shared: bool) -> dict[str, tuple[str, ...]]:
    return _grouped(
        (source, name)
        for source, name, edge in _edges()
        if not edge.derived and {is_shared(label) for label in (source, *edge.target)} == {shared}
    )


def _grouped(pairs: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    groups: dict[str, tuple[str, ...]] = {}
    for label, name in sorted(pairs):
        groups[label] = (*groups.get(label, ()), name)
    return groups


def _edges() -> Iterator[tuple[str, str, EdgeKind]]:
    for kind in ontology().kinds.values():
        for name, edge in kind.edges.items():
            yield kind.name, name, edge
