"""What is in the graph, page by page: cities, plans, items, and what items name; and one of each whole.

Pages are cut by the sort key of their last row, so that each row comes once however much is loaded meanwhile.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, Literal, TypeVar

from graph.elements import Edge, Node, NodeRef
from graph.queries.elements import edge_from, node_from
from graph.queries.inventory import CitySummary
from graph.store.protocol import Store

T = TypeVar("T")
Named = Literal["Facility", "Regulation", "Unit"]
SortKey = tuple[str, int]
"""Where an item stands among all: the key of its plan, and its number."""


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """Some of `total` rows in order; `more` says whether others come after them."""

    items: list[T]
    total: int
    more: bool


@dataclass(frozen=True, slots=True)
class Counted:
    """A node, and how many items it has (a plan) or is named by."""

    node: Node
    initiatives: int


@dataclass(frozen=True, slots=True)
class Item:
    """An item and the key of its plan; `edges` are those that join it to what was asked about."""

    node: Node
    plan: str
    edges: tuple[Edge, ...] = ()

    @property
    def sort_key(self) -> SortKey:
        """Where it stands among all items."""
        return self.plan, int(str(self.node.properties["number"]))


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


@dataclass(frozen=True, slots=True)
class ItemFilter:
    """Which items are asked for; None asks for all.

    `city`, `unit`, `facility` and `regulation` are names (of a unit also an alias) or keys; a text that is
    none of them stands for those whose names contain it. `section` is a part of a section's title; all words
    of `text` must occur in an item's text.
    """

    city: str | None = None
    year: int | None = None
    section: str | None = None
    unit: str | None = None
    facility: str | None = None
    regulation: str | None = None
    text: str | None = None


def find_cities(store: Store, *, limit: int, after: str = "") -> Page[CitySummary]:
    """Cities with plans, by key, those after the key `after`."""
    table = store.query(
        """
        MATCH (c:City)<-[:OF_CITY]-(:Plan)
        WITH DISTINCT c
        WHERE c.key > $after
        RETURN c
        ORDER BY c.key
        LIMIT $limit
        """,
        {"after": after, "limit": limit + 1},
    )
    nodes = [node_from(row[0]) for row in table.rows]
    plans = store.query(
        """
        MATCH (c:City)<-[:OF_CITY]-(p:Plan)
        WHERE c.key IN $keys
        OPTIONAL MATCH (p)-[:HAS_INITIATIVE]->(i:Initiative)
        RETURN c.key AS city, p.key AS plan, p.year AS year, count(i) AS initiatives
        """,
        {"keys": [node.key for node in nodes]},
    )
    found = []
    for node in nodes:
        own = [(year, number) for city, _, year, number in plans.rows if city == node.key]
        known = {name: str(node.properties.get(name, "")) for name in ("name", "level", "province", "adcode")}
        years = tuple(sorted({year for year, _ in own}))
        found.append(CitySummary(**known, years=years, plans=len(own), initiatives=sum(n for _, n in own)))
    total = _number(store, "MATCH (c:City)<-[:OF_CITY]-(:Plan) RETURN count(DISTINCT c)", {})
    return _page(found, total, limit)


def find_plans(
    store: Store, *, city: str | None = None, year: int | None = None, limit: int, after: str = ""
) -> Page[Counted]:
    """Plans, by key, those after the key `after`."""
    given: dict[str, Any] = {"after": after, "limit": limit + 1}
    where = _plan_conditions(store, city, year, given)
    table = store.query(
        f"""
        MATCH (p:Plan)
        WHERE {_all([*where, "p.key > $after"])}
        WITH p
        ORDER BY p.key
        LIMIT $limit
        OPTIONAL MATCH (p)-[:HAS_INITIATIVE]->(i:Initiative)
        RETURN p, count(i) AS initiatives
        ORDER BY p.key
        """,
        given,
    )
    total = _number(store, f"MATCH (p:Plan) WHERE {_all(where)} RETURN count(p)", given)
    return _page([Counted(node_from(node), number) for node, number in table.rows], total, limit)


def find_initiatives(
    store: Store, wanted: ItemFilter, *, limit: int, after: SortKey | None = None
) -> Page[Item]:
    """The items wanted, plan by plan (by key) in the order of their numbers, those after `after`."""
    given: dict[str, Any] = {"limit": limit + 1}
    where = _plan_conditions(store, wanted.city, wanted.year, given)
    if wanted.section is not None:
        where.append("i.section CONTAINS $section")
        given["section"] = wanted.section
    if wanted.text is not None:
        where.append("all(word IN $words WHERE toLower(i.text) CONTAINS word)")
        given["words"] = wanted.text.lower().split()
    named: dict[Named, str | None] = {
        "Unit": wanted.unit, "Facility": wanted.facility, "Regulation": wanted.regulation,
    }  # fmt: skip
    for label, text in named.items():
        if text is not None:
            where.append(f"EXISTS {{ MATCH (i)-[:{_NAMING[label]}]-(x:{label}) WHERE x.key IN ${label} }}")
            given[label] = _keys_of(store, label, text)
    pattern = "MATCH (p:Plan)-[:HAS_INITIATIVE]->(i:Initiative)"
    table = store.query(
        f"{pattern} WHERE {_all([*where, *_after(after, given)])} RETURN i, p.key AS plan {_ORDER}", given
    )
    total = _number(store, f"{pattern} WHERE {_all(where)} RETURN count(i)", given)
    return _page([Item(node_from(node), plan) for node, plan in table.rows], total, limit)


def find_named(
    store: Store,
    label: Named,
    *,
    city: str | None = None,
    text: str | None = None,
    kind: str | None = None,
    limit: int,
    after: str = "",
) -> Page[Counted]:
    """Facilities, regulations or units, by key, those after the key `after`. `text` is a part of a name or
    alias; `city` is the city in whose plans it is named, or 国家 for what is of the nation."""
    given: dict[str, Any] = {"after": after, "limit": limit + 1}
    where = []
    if city is not None:
        # A key begins with its city, also where no edge leads there (what is of the nation).
        given["cities"] = [f"{name}/" for name in _city_names(store, city) or [city]]
        where.append("any(city IN $cities WHERE n.key STARTS WITH city)")
    if text is not None:
        given["text"] = text.lower()
        where.append(_contains("n"))
    if kind is not None:
        given["kind"] = kind
        where.append("n.kind = $kind")
    table = store.query(
        f"""
        MATCH (n:{label})
        WHERE {_all([*where, "n.key > $after"])}
        WITH n
        ORDER BY n.key
        LIMIT $limit
        OPTIONAL MATCH (n)-[:{_NAMING[label]}]-(i:Initiative)
        RETURN n, count(DISTINCT i) AS initiatives
        ORDER BY n.key
        """,
        given,
    )
    total = _number(store, f"MATCH (n:{label}) WHERE {_all(where)} RETURN count(n)", given)
    return _page([Counted(node_from(node), number) for node, number in table.rows], total, limit)


def initiative(store: Store, key: str) -> Detail | None:
    """The item with this key and all its neighbours; None when there is none."""
    return _detail(store, "Initiative", key, "")


def named(store: Store, label: Named, key: str) -> Detail | None:
    """The facility, regulation or unit with this key and its neighbours other than items and their targets;
    None when there is none."""
    return _detail(store, label, key, "WHERE NOT (o:Initiative OR o:Target)")


def items_naming(
    store: Store, label: Named, key: str, *, limit: int, after: SortKey | None = None
) -> Page[Item]:
    """The items that name the facility, regulation or unit with this key, in the order of `find_initiatives`,
    each with the edges that say so."""
    given: dict[str, Any] = {"key": key, "limit": limit + 1}
    naming = f"MATCH (n:{label} {{key: $key}})-[:{_NAMING[label]}]-(i:Initiative)"
    table = store.query(
        f"""
        {naming}
        WITH DISTINCT i
        MATCH (p:Plan)-[:HAS_INITIATIVE]->(i)
        WHERE {_all(_after(after, given))}
        RETURN i, p.key AS plan {_ORDER}
        """,
        given,
    )
    items = [Item(node_from(node), plan) for node, plan in table.rows]
    edges = store.query(
        f"""
        UNWIND $items AS item
        MATCH (i:Initiative {{key: item}})-[e:{_NAMING[label]}]-(n:{label} {{key: $key}})
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
    total = _number(store, f"{naming} RETURN count(DISTINCT i)", given)
    whole = [Item(item.node, item.plan, tuple(by_item[item.node.key])) for item in items]
    return _page(whole, total, limit)


_NAMING: Mapping[Named, str] = {
    "Facility": "CONCERNS",
    "Regulation": "REFERS_TO",
    "Unit": "RESPONSIBLE_FOR|MENTIONS",
}
_ORDER = "ORDER BY p.key, i.number LIMIT $limit"


def _after(after: SortKey | None, given: dict[str, Any]) -> list[str]:
    if after is None:
        return []
    given["plan"], given["number"] = after
    return ["(p.key > $plan OR (p.key = $plan AND i.number > $number))"]


def _plan_conditions(store: Store, city: str | None, year: int | None, given: dict[str, Any]) -> list[str]:
    where = []
    if city is not None:
        given["cities"] = _city_names(store, city)
        where.append("p.city IN $cities")
    if year is not None:
        given["year"] = year
        where.append("p.year = $year")
    return where


def _city_names(store: Store, text: str) -> list[str]:
    """The city of this name, or those of whose names it is a part."""
    names = [row[0] for row in store.query("MATCH (c:City) WHERE c.name CONTAINS $text RETURN c.name", {"text": text}).rows]
    return [text] if text in names else names


def _keys_of(store: Store, label: Named, text: str) -> list[str]:
    """The keys of the nodes that `text` is the key, the name or an alias of, or else of those of whose names
    it is a part."""
    exact = "n.key = $text OR n.name = $text OR $text IN coalesce(n.aliases, [])"
    for where, given in ((exact, text), (_contains("n"), text.lower())):
        table = store.query(f"MATCH (n:{label}) WHERE {where} RETURN n.key", {"text": given})
        if table.rows:
            return [row[0] for row in table.rows]
    return []


def _contains(name: str) -> str:
    return (
        f"(toLower({name}.name) CONTAINS $text"
        f" OR any(alias IN coalesce({name}.aliases, []) WHERE toLower(alias) CONTAINS $text))"
    )


def _all(conditions: Iterable[str]) -> str:
    return " AND ".join(conditions) or "true"


def _number(store: Store, cypher: str, given: Mapping[str, Any]) -> int:
    number: int = store.query(cypher, given).rows[0][0]
    return number


def _page(found: Sequence[T], total: int, limit: int) -> Page[T]:
    return Page(list(found[:limit]), total, more=len(found) > limit)


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
