"""What is in the graph, page by page: cities, plans, items, and what items name.

Pages are cut by the sort key of their last row, so that each row comes once however much is loaded meanwhile.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, Literal, TypeVar

from graph.elements import Edge, Node
from graph.queries import fulltext
from graph.queries.elements import node_from
from graph.queries.inventory import CitySummary
from graph.store.protocol import Store

T = TypeVar("T")
Named = Literal["Facility", "Regulation", "Unit", "Topic"]
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
class ItemFilter:
    """Which items are asked for; None asks for all.

    `city`, `unit`, `facility`, `regulation` and `topic` are names (of a unit also an alias, of topics also that
    of the one above them) or keys; a text that is none of them stands for those whose names contain it.
    `section` is a part of a section's title; all words of `text` must occur in an item's text.
    """

    city: str | None = None
    year: int | None = None
    section: str | None = None
    unit: str | None = None
    facility: str | None = None
    regulation: str | None = None
    text: str | None = None
    topic: str | None = None


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
    total = number_of(store, "MATCH (c:City)<-[:OF_CITY]-(:Plan) RETURN count(DISTINCT c)", {})
    return page_of(found, total, limit)


def find_plans(
    store: Store, *, city: str | None = None, year: int | None = None, limit: int, after: str = ""
) -> Page[Counted]:
    """Plans, by key, those after the key `after`."""
    given: dict[str, Any] = {"after": after, "limit": limit + 1}
    where = conditions_of(store, "p", city, year, given)
    table = store.query(
        f"""
        MATCH (p:Plan)
        WHERE {all_of([*where, "p.key > $after"])}
        WITH p
        ORDER BY p.key
        LIMIT $limit
        OPTIONAL MATCH (p)-[:HAS_INITIATIVE]->(i:Initiative)
        RETURN p, count(i) AS initiatives
        ORDER BY p.key
        """,
        given,
    )
    total = number_of(store, f"MATCH (p:Plan) WHERE {all_of(where)} RETURN count(p)", given)
    return page_of([Counted(node_from(node), number) for node, number in table.rows], total, limit)


def find_initiatives(store: Store, wanted: ItemFilter, *, limit: int, after: SortKey | None = None) -> Page[Item]:
    """The items wanted, plan by plan (by key) in the order of their numbers, those after `after`."""
    given: dict[str, Any] = {"limit": limit + 1}
    of_plan = conditions_of(store, "p", wanted.city, wanted.year, given)
    of_item = []
    if wanted.section is not None:
        of_item.append("i.section CONTAINS $section")
        given["section"] = wanted.section
    if wanted.text is not None:
        of_item.append("all(word IN $words WHERE toLower(i.text) CONTAINS word)")
        given["words"] = wanted.text.lower().split()
    source = "MATCH (p:Plan)-[:HAS_INITIATIVE]->(i:Initiative)"
    asked = {
        "Facility": wanted.facility,
        "Regulation": wanted.regulation,
        "Unit": wanted.unit,
        "Topic": wanted.topic,
    }
    named = [label for label in NAMING if asked[label] is not None]
    for label in named:
        given[label] = _keys_of(store, label, asked[label] or "")
    begin, pairs = fulltext.source("Initiative", "text", [tuple(given.get("words", ()))], "i")
    if named:
        # From the few named nodes to their items is much shorter than through all items.
        source = f"""
            UNWIND ${named[0]} AS key
            MATCH (:{named[0]} {{key: key}})-[:{NAMING[named[0]]}]-(i:Initiative)
            WITH DISTINCT i
            MATCH (p:Plan)-[:HAS_INITIATIVE]->(i)
            """
        of_item += [
            f"EXISTS {{ MATCH (i)-[:{NAMING[label]}]-(x:{label}) WHERE x.key IN ${label} }}" for label in named[1:]
        ]
    elif pairs:
        # So it is from the items that an index gives.
        source = f"{begin} WITH i MATCH (p:Plan)-[:HAS_INITIATIVE]->(i)"
        given |= pairs
    total = number_of(store, f"{source} WHERE {all_of([*of_plan, *of_item])} RETURN count(i)", given)
    if not named and not of_item:
        # Every plan has an item, so that as many plans are enough; the first may have been shown to its end.
        given |= {"from": after[0] if after else "", "plans": limit + 2}
        source = f"""
            MATCH (p:Plan)
            WHERE {all_of([*of_plan, "p.key >= $from"])}
            WITH p
            ORDER BY p.key
            LIMIT $plans
            MATCH (p)-[:HAS_INITIATIVE]->(i:Initiative)
            """
    where = all_of([*of_plan, *of_item, *after_item(after, given)])
    table = store.query(f"{source} WHERE {where} RETURN i, p.key AS plan {ITEM_ORDER}", given)
    return page_of([Item(node_from(node), plan) for node, plan in table.rows], total, limit)


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
        WHERE {all_of([*where, "n.key > $after"])}
        WITH n
        ORDER BY n.key
        LIMIT $limit
        OPTIONAL MATCH (n)-[:{NAMING[label]}]-(i:Initiative)
        RETURN n, count(DISTINCT i) AS initiatives
        ORDER BY n.key
        """,
        given,
    )
    total = number_of(store, f"MATCH (n:{label}) WHERE {all_of(where)} RETURN count(n)", given)
    return page_of([Counted(node_from(node), number) for node, number in table.rows], total, limit)


NAMING: Mapping[Named, str] = {
    "Facility": "CONCERNS",
    "Regulation": "REFERS_TO",
    "Unit": "RESPONSIBLE_FOR|MENTIONS",
    "Topic": "ABOUT",
}
"""By what an item names the nodes of a label, or is about them."""
ITEM_ORDER = "ORDER BY p.key, i.number LIMIT $limit"


def after_item(after: SortKey | None, given: dict[str, Any]) -> list[str]:
    """The condition that an item `i` of a plan `p` comes after `after`; its parameters go to `given`."""
    if after is None:
        return []
    given["plan"], given["number"] = after
    return ["(p.key > $plan OR (p.key = $plan AND i.number > $number))"]


def conditions_of(store: Store, name: str, city: str | None, year: int | None, given: dict[str, Any]) -> list[str]:
    """The conditions that a plan or an item, called `name` in a statement, is of a city and a year; their
    parameters go to `given`."""
    where = []
    if city is not None:
        given["cities"] = _city_names(store, city)
        where.append(f"{name}.city IN $cities")
    if year is not None:
        given["year"] = year
        where.append(f"{name}.year = $year")
    return where


def _city_names(store: Store, text: str) -> list[str]:
    """The city of this name, or those of whose names it is a part."""
    names = [
        row[0] for row in store.query("MATCH (c:City) WHERE c.name CONTAINS $text RETURN c.name", {"text": text}).rows
    ]
    return [text] if text in names else names


def _keys_of(store: Store, label: Named, text: str) -> list[str]:
    """The keys of the nodes that `text` is the key, the name or an alias of, or of which it names the topic
    above, or else of those of whose names it is a part."""
    exact = "n.key = $text OR n.name = $text OR n.broader = $text OR $text IN coalesce(n.aliases, [])"
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


def all_of(conditions: Iterable[str]) -> str:
    """`conditions` as one; without any, what is always true."""
    return " AND ".join(conditions) or "true"


def number_of(store: Store, cypher: str, given: Mapping[str, Any]) -> int:
    """The number that is the only value of an answer."""
    number: int = store.query(cypher, given).rows[0][0]
    return number


def page_of(found: Sequence[T], total: int, limit: int) -> Page[T]:
    """The first `limit` of what was found, which has one more if there are others after them."""
    return Page(list(found[:limit]), total, more=len(found) > limit)
