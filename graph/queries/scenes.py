"""What the views show: a city's year, who is responsible in it, and the norms of a city over the years."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from graph.elements import NodeRef
from graph.errors import NotFound
from graph.scenes import (
    LIMIT,
    OverviewScene,
    RegulationsScene,
    ResponsibilityScene,
    SceneItem,
    SceneSection,
    Succession,
    Thing,
    Tie,
)
from graph.store.protocol import Store
from graph.words import sentence_around


def overview_scene(store: Store, city: str, year: int, limit: int = LIMIT) -> OverviewScene:
    """The sections and items of a city's year, and the facilities, norms and units that its text names; the
    most connected `limit` of them. `city` may be a part of one city's name. Raises NotFound."""
    city = _city_with(store, city, year)
    items, sections = _items(store, city, year)
    things, ties = _ties(store, city, year, ("CONCERNS", "REFERS_TO", "MENTIONS", "RESPONSIBLE_FOR"))
    # The issuing bureau is responsible for whatever names nobody: an edge to every item would say nothing.
    ties = [tie for tie in ties if tie.role != "issuer"]
    things = _used(things, ties)
    total = len(sections) + len(items) + len(things)
    degrees = _degrees(ties)
    degrees.update(NodeRef("Section", item.section) for item in items)
    order = [*(NodeRef("Section", each.key) for each in sections), *_refs(items, things)]
    keep = _most_connected(order, degrees, limit)
    ties = _kept(ties, keep)
    items = [
        item if NodeRef("Section", item.section) in keep else replace(item, section="")
        for item in items
        if NodeRef("Initiative", item.key) in keep
    ]
    used = {item.section for item in items}
    return OverviewScene(
        city,
        year,
        _issuers(items),
        tuple(section for section in sections if section.key in used),
        tuple(items),
        tuple(_used(things, ties)),
        tuple(ties),
        total,
    )


def responsibility_scene(store: Store, city: str, year: int, limit: int = LIMIT) -> ResponsibilityScene:
    """The officials and units of a city's year by the items they are responsible for; the most connected
    `limit` nodes. `city` may be a part of one city's name. Raises NotFound."""
    city = _city_with(store, city, year)
    items, _ = _items(store, city, year)
    things, ties = _ties(store, city, year, ("LEADS", "RESPONSIBLE_FOR"))
    keep = _most_connected(_refs(items, things), _degrees(ties), limit)
    ties = _kept(ties, keep)
    return ResponsibilityScene(
        city,
        year,
        _issuers(items),
        tuple(item for item in items if NodeRef("Initiative", item.key) in keep),
        tuple(_used(things, ties)),
        tuple(ties),
        len(items) + len(things),
    )


def regulations_scene(store: Store, city: str, limit: int = LIMIT) -> RegulationsScene:
    """The norms that a city's plans of all years name, and which follows which; the `limit` named most often.
    `city` may be a part of one city's name. Raises NotFound."""
    years = _years_of(store, city)
    (city,) = years
    things, ties = _ties(store, city, None, ("REFERS_TO",))
    chosen = _most_connected([thing.ref for thing in things], _degrees(ties), limit)
    ties = [tie for tie in ties if tie.thing in chosen]
    keep = {ref.key for ref in chosen}
    items, _ = _items(store, city, None)
    named = {tie.item for tie in ties}
    table = store.query(
        """
        UNWIND $keys AS key
        MATCH (a:Regulation {key: key})-[e:SUCCEEDS]->(b:Regulation)
        RETURN key AS later, b.key AS earlier, e.reasons AS reasons
        ORDER BY later, earlier
        """,
        {"keys": sorted(keep)},
    )
    return RegulationsScene(
        city,
        tuple(years[city]),
        tuple(item for item in items if item.key in named),
        tuple(thing for thing in things if thing.key in keep),
        tuple(ties),
        tuple(
            Succession(earlier, later, tuple(reasons or ()))
            for later, earlier, reasons in table.rows
            if earlier in keep
        ),
        len(things),
    )


def _years_of(store: Store, city: str) -> dict[str, list[int]]:
    """The one city that `city` names, with the years of its plans; raises NotFound."""
    table = store.query("MATCH (p:Plan) RETURN DISTINCT p.city AS city, p.year AS year ORDER BY city, year")
    known: dict[str, list[int]] = {}
    for name, year in table.rows:
        known.setdefault(name, []).append(year)
    found = [city] if city in known else [name for name in known if city and city in name]
    if len(found) != 1:
        raise NotFound("city", city, hint=f"there are: {'、'.join(found or known) or 'no plans at all'}")
    return {found[0]: known[found[0]]}


def _city_with(store: Store, city: str, year: int) -> str:
    """The name of the city, which has a plan of this year; raises NotFound."""
    ((name, years),) = _years_of(store, city).items()
    if year not in years:
        raise NotFound("plan", f"{name} {year}", hint=f"there are: {', '.join(map(str, years))}")
    return name


_ITEMS = "MATCH (i:Initiative {city: $city}) WHERE $year IS NULL OR i.year = $year"


def _items(store: Store, city: str, year: int | None) -> tuple[list[SceneItem], list[SceneSection]]:
    """The items of a city's year, or of all its years, in order, and the sections they stand in."""
    table = store.query(
        f"""
        {_ITEMS}
        MATCH (p:Plan)-[:HAS_INITIATIVE]->(i)
        OPTIONAL MATCH (s:Section)-[:HAS_INITIATIVE]->(i)
        RETURN i, p.issuer AS issuer, s
        """,
        {"city": city, "year": year},
    )
    sections: dict[str, SceneSection] = {}
    found = []
    for item, issuer, section in table.rows:
        key = ""
        if section is not None:
            key = section["key"]
            sections[key] = SceneSection(key, section["ordinal"], section.get("title", ""))
        found.append(
            SceneItem(item["key"], item["number"], item.get("title", ""), item["text"], item["year"], issuer, key)
        )
    found.sort(key=lambda item: (item.year, item.issuer, item.number))
    in_order = dict.fromkeys(item.section for item in found if item.section)
    return found, [sections[key] for key in in_order]


def _ties(store: Store, city: str, year: int | None, types: Sequence[str]) -> tuple[list[Thing], list[Tie]]:
    """What the items are tied to by edges of `types`, either way, in the order of the text."""
    table = store.query(
        f"""
        {_ITEMS}
        MATCH (i)-[e:{"|".join(types)}]-(x)
        RETURN i.key AS item, i.year AS year, i.number AS number, i.text AS text, e, x
        """,
        {"city": city, "year": year},
    )
    rows = sorted(table.rows, key=lambda row: (row[1], row[2], row[4].get("start", -1), row[4]["key"]))
    things = {(thing := _thing(node)).ref: thing for *_, node in rows}
    return list(things.values()), [_tie(row[0], row[3], row[4], _thing(row[5]).ref) for row in rows]


def _thing(node: Mapping[str, Any]) -> Thing:
    place = node["key"].partition("/")[0]
    return Thing(node["key"], node["_label"], node["name"], node.get("kind", ""), bool(node.get("class", False)), place)


def _tie(item: str, text: str, edge: Mapping[str, Any], thing: NodeRef) -> Tie:
    count = edge.get("count")
    return Tie(
        item,
        thing,
        edge["_type"],
        edge.get("role", ""),
        edge.get("action", ""),
        "" if count is None else f"{count:,.10g}{edge.get('measure', '')}",
        sentence_around(text, edge["start"], edge["end"]) if "start" in edge else None,
    )


def _refs(items: Iterable[SceneItem], things: Iterable[Thing]) -> list[NodeRef]:
    return [*(NodeRef("Initiative", item.key) for item in items), *(thing.ref for thing in things)]


def _degrees(ties: Iterable[Tie]) -> Counter[NodeRef]:
    return Counter(ref for tie in ties for ref in (NodeRef("Initiative", tie.item), tie.thing))


def _most_connected(refs: Iterable[NodeRef], degrees: Mapping[NodeRef, int], limit: int) -> set[NodeRef]:
    """The `limit` nodes with the highest degrees; of equals, those that come first."""
    return set(sorted(refs, key=lambda ref: -degrees.get(ref, 0))[:limit])


def _kept(ties: Iterable[Tie], keep: Collection[NodeRef]) -> list[Tie]:
    return [tie for tie in ties if NodeRef("Initiative", tie.item) in keep and tie.thing in keep]


def _used(things: Iterable[Thing], ties: Iterable[Tie]) -> list[Thing]:
    """The things that any of `ties` is to."""
    used = {tie.thing for tie in ties}
    return [thing for thing in things if thing.ref in used]


def _issuers(items: Iterable[SceneItem]) -> tuple[str, ...]:
    return tuple(sorted({item.issuer for item in items}))
