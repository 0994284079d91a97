"""The whole graph, and what the store answers as nodes and edges."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from graph.elements import Edge, Node, NodeRef
from graph.kinds import ontology
from graph.store.protocol import Store

PAGE = 1000
"""How many nodes `graph_elements` fetches at a time."""


def graph_elements(store: Store) -> Iterator[Node | Edge]:
    """All nodes, label by label, then all edges, in an order that is always the same; fetched in pages, so
    the graph need not fit into memory."""
    for label in sorted(ontology().kinds):
        for page in _pages(store, label):
            yield from page
    for label in sorted(ontology().kinds):
        for page in _pages(store, label):
            table = store.query(
                f"""
                UNWIND $keys AS key
                MATCH (a:`{label}` {{key: key}})-[e]->(b)
                RETURN key, e, labels(b)[0] AS label, b.key AS other
                ORDER BY key, type(e), other, e.key
                """,
                {"keys": [node.key for node in page]},
            )
            for key, edge, other_label, other in table.rows:
                yield edge_from(edge, NodeRef(label, key), NodeRef(other_label, other))


def _pages(store: Store, label: str) -> Iterator[list[Node]]:
    """The nodes of a label of the ontology, by key."""
    last = ""
    while True:
        table = store.query(
            f"MATCH (n:`{label}`) WHERE n.key > $last RETURN n ORDER BY n.key LIMIT {PAGE}", {"last": last}
        )
        page = [node_from(row[0]) for row in table.rows]
        if page:
            yield page
        if len(page) < PAGE:
            return
        last = page[-1].key


def node_from(value: Mapping[str, Any]) -> Node:
    """The node that a query answers as the dictionary `value`."""
    properties = {name: item for name, item in value.items() if name not in ("_label", "key")}
    return Node(value["_label"], value["key"], properties)


def edge_from(value: Mapping[str, Any], source: NodeRef, target: NodeRef) -> Edge:
    """The edge from `source` to `target` that a query answers as the dictionary `value`."""
    properties = {name: item for name, item in value.items() if name not in ("_type", "key")}
    return Edge(value["_type"], source, target, value["key"], properties)
