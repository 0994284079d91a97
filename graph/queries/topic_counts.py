"""How many items are about what."""

from __future__ import annotations

from typing import Any

from graph.queries.browse import all_of, conditions_of
from graph.store.protocol import Store


def count_topics(store: Store, *, city: str | None = None, year: int | None = None) -> dict[str, int]:
    """The number of items about each topic of either level, by its name; topics of no item are left out. An
    item with two narrower topics counts once for the one above them."""
    given: dict[str, Any] = {}
    where = all_of(conditions_of(store, "i", city, year, given))
    found: dict[str, int] = {}
    for level in ("name", "broader"):
        table = store.query(
            f"""
            MATCH (i:Initiative)-[:ABOUT]->(t:Topic)
            WHERE {where}
            RETURN t.{level} AS topic, count(DISTINCT i) AS initiatives
            ORDER BY topic
            """,
            given,
        )
        found |= {row[0]: row[1] for row in table.rows}
    return found
