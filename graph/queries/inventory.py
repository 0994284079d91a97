"""What is in the store: its plans, its cities, how much of everything."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from graph.store.protocol import Store


@dataclass(frozen=True, slots=True)
class Counts:
    """How many nodes of each label and edges of each type there are, by name."""

    nodes: dict[str, int]
    edges: dict[str, int]


@dataclass(frozen=True, slots=True)
class PlanSummary:
    """A plan in the store; `loaded` is the time in UTC, ISO 8601."""

    key: str
    city: str
    issuer: str
    year: int
    title: str
    source: str
    sha256: str
    loaded: str
    initiatives: int


@dataclass(frozen=True, slots=True)
class CitySummary:
    """A city with plans in the store; what the gazetteer does not know of it is ""."""

    name: str
    level: str
    province: str
    adcode: str
    years: tuple[int, ...]
    plans: int
    initiatives: int


@dataclass(frozen=True, slots=True)
class Status:
    """Which store this is and what is in it."""

    store: str
    counts: Counts
    plans: list[PlanSummary]


def counts(store: Store) -> Counts:
    """How many elements of each kind there are; kinds without any are left out."""
    nodes = store.query("MATCH (n) RETURN labels(n)[0] AS name, count(*) AS number")
    edges = store.query("MATCH ()-[e]->() RETURN type(e) AS name, count(*) AS number")
    return Counts(*({row[0]: row[1] for row in sorted(table.rows)} for table in (nodes, edges)))


def plans(store: Store) -> list[PlanSummary]:
    """All plans, by city, issuer and year."""
    table = store.query(
        """
        MATCH (p:Plan)
        OPTIONAL MATCH (p)-[:HAS_INITIATIVE]->(i:Initiative)
        RETURN p, count(i) AS initiatives
        """
    )
    found = [
        PlanSummary(
            key=plan["key"],
            city=plan["city"],
            issuer=plan["issuer"],
            year=plan["year"],
            title=plan.get("title", ""),
            source=plan.get("source", ""),
            sha256=plan.get("sha256", ""),
            loaded=plan.get("loaded", ""),
            initiatives=initiatives,
        )
        for plan, initiatives in table.rows
    ]
    return sorted(found, key=lambda plan: (plan.city, plan.issuer, plan.year))


def cities(store: Store) -> list[CitySummary]:
    """All cities with plans, by name."""
    table = store.query(
        """
        MATCH (p:Plan)-[:OF_CITY]->(c:City)
        OPTIONAL MATCH (p)-[:HAS_INITIATIVE]->(i:Initiative)
        RETURN c, p.key AS plan, p.year AS year, count(i) AS initiatives
        """
    )
    by_name: dict[str, list[Any]] = defaultdict(list)
    for row in table.rows:
        by_name[row[0]["name"]].append(row)
    return [
        CitySummary(
            name=name,
            level=rows[0][0].get("level", ""),
            province=rows[0][0].get("province", ""),
            adcode=rows[0][0].get("adcode", ""),
            years=tuple(sorted({year for _, _, year, _ in rows})),
            plans=len(rows),
            initiatives=sum(number for *_, number in rows),
        )
        for name, rows in sorted(by_name.items())
    ]


def status(store: Store) -> Status:
    """Which store this is and what is in it."""
    return Status(store.description, counts(store), plans(store))
