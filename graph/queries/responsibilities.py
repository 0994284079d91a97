"""Who is responsible for what, year by year."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from graph.errors import NotFound
from graph.queries.brief import Brief, brief, order
from graph.store.protocol import Store

LEADS = "leads"
"""The role of an official; units lead, support, or issued the plan that names nobody else."""


@dataclass(frozen=True, slots=True)
class Duty:
    """An item and the role in it; `quote` is what the text says, "" for an issuer that it does not name."""

    role: str
    item: Brief
    quote: str


@dataclass(frozen=True, slots=True)
class Holder:
    """A unit or an official with all duties, by year and number. `years` are those of the plans in which the
    holder could stand: all of its city's."""

    label: str
    key: str
    name: str
    city: str
    aliases: tuple[str, ...]
    years: tuple[int, ...]
    duties: tuple[Duty, ...]


_HOLDERS = """
    MATCH (n:{label})
    WHERE n.key = $text OR n.name = $text OR $text IN coalesce(n.aliases, [])
    RETURN n.key AS key
"""
_PARTS = """
    MATCH (n:{label})
    WHERE n.name CONTAINS $text OR any(alias IN coalesce(n.aliases, []) WHERE alias CONTAINS $text)
    RETURN n.key AS key
"""


def who(store: Store, text: str, *, city: str | None = None) -> list[Holder]:
    """The units and officials of this key, name or alias, or else those of whose names `text` is a part, with
    what they are responsible for; those with most duties first. `city` is a part of a city's name.

    Raises NotFound where there is nobody of the name.
    """
    for cypher in (_HOLDERS, _PARTS):
        keys = {
            label: sorted(row[0] for row in store.query(cypher.format(label=label), {"text": text}).rows)
            for label in ("Unit", "Official")
        }
        if any(keys.values()):
            break
    else:
        raise NotFound("unit or official", text)
    rows = store.query(
        """
        UNWIND $keys AS key
        MATCH (n:Unit {key: key})-[e:RESPONSIBLE_FOR]->(i:Initiative)
        MATCH (p:Plan)-[:HAS_INITIATIVE]->(i)
        RETURN n, e.role AS role, e.quote AS quote, i, p.issuer AS issuer
        """,
        {"keys": keys["Unit"]},
    ).rows
    rows += store.query(
        """
        UNWIND $keys AS key
        MATCH (n:Official {key: key})-[e:LEADS]->(i:Initiative)
        MATCH (p:Plan)-[:HAS_INITIATIVE]->(i)
        RETURN n, $role AS role, e.quote AS quote, i, p.issuer AS issuer
        """,
        {"keys": keys["Official"], "role": LEADS},
    ).rows
    duties: dict[tuple[str, str], list[Duty]] = defaultdict(list)
    nodes: dict[tuple[str, str], dict[str, Any]] = {}
    for node, role, quote, item, issuer in rows:
        found = brief(item, issuer)
        if city and city not in found.city:
            continue
        ref = node["_label"], node["key"]
        nodes[ref] = node
        duties[ref].append(Duty(role, found, quote or ""))
    years = _years(store)
    holders = []
    for (label, key), node in nodes.items():
        own = sorted(duties[label, key], key=lambda duty: order(duty.item))
        of_city = own[0].item.city
        aliases = tuple(node.get("aliases", ()))
        holders.append(Holder(label, key, node["name"], of_city, aliases, tuple(years[of_city]), tuple(own)))
    return sorted(holders, key=lambda holder: (holder.name != text, -len(holder.duties), holder.key))


def _years(store: Store) -> dict[str, list[int]]:
    years: dict[str, list[int]] = defaultdict(list)
    for city, year in store.query("MATCH (p:Plan) RETURN DISTINCT p.city AS city, p.year AS year ORDER BY year").rows:
        years[city].append(year)
    return years
