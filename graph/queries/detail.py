"""One node of the graph, whole: what surrounds it, and the items that name it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from graph.elements import Edge, Node, NodeRef
from graph.queries.browse import ITEM_ORDER, NAMING, Item, Named, Page, SortKey, after_item, all_of, number_of, page_of
from graph.queries.elements import edge_from, node_from
from graph.store.protocol import Store


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A node, and the edge that joins it to what was asked about."""

    edge: Edge
    node: Node


@dataclass(frozen=True, slots=True)
class Detail:
    """A node with its neighbours, by type of relationship, then place in the text, then key."""

    node: Node
    neighbours: list[Neighbour] = field(default_factory=list)


def initiative(store: Store, key: str) -> Detail | None:
    """The item with this key and all its neighbours; None when there is none."""
    return _detail(store, "Initiative", key, "")


def named(store: Store, label: Named, key: str) -> Detail | None:
    """The facility, regulation, unit or topic with this key and its neighbours other than items and their targets;
    None when there is none."""
    return _detail(store, label, key, "WHERE NOT (o:Initiative OR o:Target)")


def items_naming(store: Store, label: Named, key: str, *, limit: int, after: SortKey | None = None) -> Page[Item]:
    """The items that name the facility, regulation or unit with this key, or are about this topic, in the order
    of `find_initiatives`, each with the edges that say so."""
    given: dict[str, Any] = {"key": key, "limit": limit + 1}
    naming = f"MATCH (n:{label} {{key: $key}})-[:{NAMING[label]}]-(i:Initiative)"
    table = store.query(
        f"""
        {naming}
        WITH DISTINCT i
        MATCH (p:Plan)-[:HAS_INITIATIVE]->(i)
        WHERE {all_of(after_item(after, given))}
        RETURN i, p.key AS plan {ITEM_ORDER}
        """,
        given,
    )
    items = [Item(node_from(node), plan) for node, plan in table.rows]
    edges = store.query(
        f"""
        UNWIND $items AS item
        MATCH (i:Initiative {{key: item}})-[e:{NAMING[label]}]-(n:{label} {{key: $key}})
        RETURN item, e, labels(startNode(e))[0] AS source
        ORDER BY item, e.start, e.key
        """,
        {"items": [item.node.key for item in items], "key": key},
    )
    by_item: dict[str, list[Edge]] = {item.node.key: [] for item in items}
    this = NodeRef(label, key)
    for item, edge, source in edges.rows:
        ends = (NodeRef("Initiative", item), this)
        by_item[item].append(edge_from(edge, *(ends if source == "Initiative" else ends[::-1])))
    total = number_of(store, f"{naming} RETURN count(DISTINCT i)", given)
    whole = [Item(item.node, item.plan, tuple(by_item[item.node.key])) for item in items]
    return page_of(whole, total, limit)


def _detail(store: Store, label: str, key: str, where: str) -> Detail | None:
    table = store.query(f"MATCH (n:{label} {{key: $key}}) RETURN n", {"key": key})
    if not table.rows:
        return None
    this = NodeRef(label, key)
    found = []
    for pattern, is_source in (("-[e]->", True), ("<-[e]-", False)):
        rows = store.query(f"MATCH (n:{label} {{key: $key}}){pattern}(o) {where} RETURN e, o", {"key": key}).rows
        for edge, other in rows:
            node = node_from(other)
            ends = (this, node.ref) if is_source else (node.ref, this)
            found.append(Neighbour(edge_from(edge, *ends), node))
    found.sort(key=lambda near: (near.edge.type, near.edge.properties.get("start", 0), near.edge.key))
    return Detail(node_from(table.rows[0][0]), found)
