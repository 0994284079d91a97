"""What the linker needs to know."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from graph.continuity.items import Item, items_of
from graph.elements import Edge, Node, NodeRef, PlanGraph
from graph.queries.elements import edge_from, node_from
from graph.store.protocol import Store

_PLANS_AT_A_TIME = 50


def unlinked_cities(store: Store) -> set[str]:
    """The cities with a plan that was written after their items were last linked."""
    table = store.query("MATCH (p:Plan) WHERE p.linked IS NULL RETURN DISTINCT p.city AS city")
    return {city for (city,) in table.rows}


def initiatives_for_linking(store: Store, cities: Collection[str]) -> list[Item]:
    """The items of all plans of `cities`, and those of other cities' plans for the same years, as the linker
    takes them."""
    table = store.query(
        """
        MATCH (p:Plan)
        WHERE p.city IN $cities
        WITH collect(DISTINCT p.year) AS years
        MATCH (p:Plan)
        WHERE p.city IN $cities OR p.year IN years
        RETURN p
        ORDER BY p.key
        """,
        {"cities": sorted(cities)},
    )
    heads = [node_from(row[0]) for row in table.rows]
    items: list[Item] = []
    for start in range(0, len(heads), _PLANS_AT_A_TIME):
        items += _items(store, heads[start : start + _PLANS_AT_A_TIME])
    return items


_OF_PLANS = "UNWIND $plans AS plan MATCH (p:Plan {key: plan})-[:HAS_INITIATIVE]->(i:Initiative)"


def _items(store: Store, heads: Sequence[Node]) -> list[Item]:
    given = {"plans": [head.key for head in heads]}
    nodes = {head.key: {head.ref: head} for head in heads}
    edges: dict[str, list[Edge]] = {head.key: [] for head in heads}
    for plan, initiative in store.query(f"{_OF_PLANS} RETURN plan, i", given).rows:
        node = node_from(initiative)
        nodes[plan][node.ref] = node
    facts = f"{_OF_PLANS} MATCH (i)-[e:CONCERNS|REFERS_TO|COMMITS_TO|ABOUT]->(x) RETURN plan, i.key, e, x"
    units = f"{_OF_PLANS} MATCH (x:Unit)-[e:RESPONSIBLE_FOR]->(i) RETURN plan, i.key, e, x"
    for cypher, is_source in ((facts, False), (units, True)):
        for plan, key, edge, other in store.query(cypher, given).rows:
            node = node_from(other)
            nodes[plan][node.ref] = node
            item = NodeRef("Initiative", key)
            ends = (node.ref, item) if is_source else (item, node.ref)
            edges[plan].append(edge_from(edge, *ends))
    return [
        item
        for head in heads
        for item in items_of(PlanGraph(head.key, "", tuple(nodes[head.key].values()), tuple(edges[head.key])))
    ]
