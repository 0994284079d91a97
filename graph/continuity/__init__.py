"""Follows lines of work: which item carries on which across the years of a city, which items of different cities
are about one thing, and which norm succeeds which. Pure functions over `Item`s; knows no store."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from graph.continuity.items import FacilityUse, Item, RegulationUse, TargetUse, TopicUse, items_of
from graph.continuity.lineage import lineage_of
from graph.continuity.lines import continuations_of
from graph.continuity.links import (
    Continuation,
    Links,
    Norm,
    Parallel,
    Place,
    Succession,
    edges_of,
    links_to_json,
)
from graph.continuity.parallels import parallels_of

__all__ = [
    "Continuation",
    "FacilityUse",
    "Item",
    "Links",
    "Norm",
    "Parallel",
    "Place",
    "RegulationUse",
    "Succession",
    "TargetUse",
    "TopicUse",
    "continuations_of",
    "edges_of",
    "items_of",
    "lineage_of",
    "link",
    "links_to_json",
    "parallels_of",
]


def link(items: Iterable[Item], cities: Collection[str] | None = None) -> Links:
    """All links among `items`, whatever their order; an item given twice (by key) counts once.

    With `cities`, only the lines of work and the norms of those cities, and the parallels of all items in the years
    of their plans; of these years, the items of all cities must be given.
    """
    known = sorted({item.key: item for item in items}.values(), key=lambda item: item.order)
    own = [item for item in known if cities is None or item.city in cities]
    years = {item.year for item in own}
    return Links(
        continues=tuple(continuations_of(own)),
        parallels=tuple(parallels_of(item for item in known if item.year in years)),
        lineage=tuple(lineage_of(own)),
    )
