"""Nodes and edges, as every step from `loaders.to_graph` to the store hands them on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

Value = str | int | float | bool | list[str]
Properties = Mapping[str, Value]
TRANSACTION_SIZE = 20_000
"""Nodes and edges to write in one transaction: those of some 50 plans."""


class NodeRef(NamedTuple):
    """What identifies a node: its label and its key."""

    label: str
    key: str


@dataclass(frozen=True, slots=True)
class Node:
    """A node; absent properties are left out, never None. `key` is a property in the store as well."""

    label: str
    key: str
    properties: Properties = field(default_factory=dict)

    @property
    def ref(self) -> NodeRef:
        """The reference that edges hold."""
        return NodeRef(self.label, self.key)


@dataclass(frozen=True, slots=True)
class Edge:
    """A directed edge. `key` tells parallel edges of one type apart and is a property in the store as well."""

    type: str
    source: NodeRef
    target: NodeRef
    key: str
    properties: Properties = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PlanGraph:
    """All that one plan contributes to the graph.

    `key` is the key of its Plan node. Nodes may be shared with other plans; every edge that the plan
    states has the property `plan` (this key), edges between shared nodes (IN_CITY, PART_OF) have not.
    """

    key: str
    sha256: str
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]


def in_batches(plans: Iterable[PlanGraph]) -> Iterator[list[PlanGraph]]:
    """The plans in lists that a store writes in one transaction each: of TRANSACTION_SIZE nodes and edges together at
    most, unless a single plan has more. A list is made when it is asked for."""
    batch: list[PlanGraph] = []
    size = 0
    for plan in plans:
        own = len(plan.nodes) + len(plan.edges)
        if batch and size + own > TRANSACTION_SIZE:
            yield batch
            batch, size = [], 0
        batch.append(plan)
        size += own
    if batch:
        yield batch
