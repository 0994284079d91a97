"""What the ontology says to the servers: constraints and indexes, and which kinds belong to one plan."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from functools import cache
from typing import Literal, NamedTuple

import neo4j

from graph.kinds import EdgeKind, Property, ontology
from graph.store.statements import constraint_name, index_name, statement


class Index(NamedTuple):
    """The index of a property."""

    name: str
    label: str
    property: str


def schema_names(session: neo4j.Session) -> set[str]:
    """The names of the constraints and indexes that are there."""
    found = {record["name"] for record in session.run(statement("constraint_names"))}
    return found | {record["name"] for record in session.run(statement("index_names"))}


def missing_schema(found: Collection[str]) -> list[str]:
    """The statements that create the constraints and indexes that are not among the names `found`: a unique `key`
    for each label, and an index for each property that the ontology marks.

    They must be there before any data: the embedded server takes the type of a property that is indexed
    later from the values it finds, and then stores 1.75 as 1.
    """
    needed = {}
    for kind in ontology().kinds.values():
        name = constraint_name(kind.name)
        needed[name] = statement("create_constraint", name=name, label=kind.name)
    for name, label, prop in _indexes(lambda shape: shape.index):
        needed[name] = statement("create_index", name=name, label=label, property=prop)
    return [cypher for name, cypher in needed.items() if name not in found]


def missing_fulltext(found: Collection[str]) -> list[Index]:
    """The indexes of words that the ontology marks and that are not among the names `found`."""
    return [index for index in _indexes(lambda shape: shape.fulltext) if index.name not in found]


def _indexes(marked: Callable[[Property], bool]) -> Iterator[Index]:
    for kind in ontology().kinds.values():
        for prop, shape in kind.properties.items():
            if marked(shape):
                yield Index(index_name(kind.name, prop), kind.name, prop)


def create_schema(tx: neo4j.ManagedTransaction, statements: Iterable[str]) -> None:
    """Run what creates constraints and indexes; another process may have done so by now."""
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
