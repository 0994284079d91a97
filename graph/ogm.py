"""The graph as Python objects, for notebooks, by py2neo (the extra `py2neo`).

py2neo has reached its end of life. For new work read with `graph.connect().query(…)`, whose `records()`
go straight into a data frame; this module is kept for notebooks that think in objects.

    from py2neo import Graph
    from graph.ogm import Initiative
    for item in Initiative.match(Graph("bolt://localhost:7687", auth=("neo4j", "…"))).where(year=2023):
        print(item.title, [facility.name for facility in item.facilities])

Properties are those of the ontology: a property that a kind has there is one of its class here.
"""

from __future__ import annotations

from typing import Any

from py2neo.ogm import Model, Property, RelatedFrom, RelatedTo

from graph.kinds import ontology


def _kind(name: str, **related: Any) -> type[Model]:
    """The class of the node kind `name`: its key, its properties, and the relationships in `related`."""
    properties = {field: Property() for field in ("key", *ontology().kinds[name].properties)}
    namespace = {"__module__": __name__, "__primarykey__": "key", "__primarylabel__": name, **properties, **related}
    return type(name, (Model,), namespace)


def _plans(item: Any) -> list[Any]:
    """The plans of an item. A section has items as well, and py2neo asks for no label at the other end."""
    return [holder for holder in item.holders if "Plan" in holder.__node__.labels]


City = _kind("City", plans=RelatedFrom("Plan", "OF_CITY"))
Plan = _kind(
    "Plan",
    city_of=RelatedTo("City", "OF_CITY"),
    initiatives=RelatedTo("Initiative", "HAS_INITIATIVE"),
    issuers=RelatedFrom("Unit", "ISSUED"),
)
Initiative = _kind(
    "Initiative",
    holders=RelatedFrom("Plan", "HAS_INITIATIVE"),
    plans=property(_plans),
    facilities=RelatedTo("Facility", "CONCERNS"),
    regulations=RelatedTo("Regulation", "REFERS_TO"),
    responsible=RelatedFrom("Unit", "RESPONSIBLE_FOR"),
    mentioned=RelatedTo("Unit", "MENTIONS"),
    continues=RelatedTo("Initiative", "CONTINUES"),
    continued_by=RelatedFrom("Initiative", "CONTINUES"),
)
Facility = _kind("Facility", initiatives=RelatedFrom("Initiative", "CONCERNS"))
Regulation = _kind("Regulation", initiatives=RelatedFrom("Initiative", "REFERS_TO"))
Unit = _kind("Unit", initiatives=RelatedTo("Initiative", "RESPONSIBLE_FOR"), plans=RelatedTo("Plan", "ISSUED"))
