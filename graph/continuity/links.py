"""What the linker finds, and its two other forms: edges of the graph and JSON."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

from graph.continuity.items import Item
from graph.elements import Edge, NodeRef
from graph.identity import join

Grade = Literal["strong", "related"]
Change = Literal["continued", "expanded", "reduced", "completed-to-operation", "narrowed", "merged", "split"]


class Place(NamedTuple):
    """Which item is meant: the key of its Initiative node, and what a reader calls it by."""

    city: str
    year: int
    number: int
    key: str

    @classmethod
    def of(cls, item: Item) -> Place:
        """The place of `item`."""
        return cls(item.city, item.year, item.number, item.key)

    def as_json(self) -> dict[str, Any]:
        """Year and number, as the JSON of a link within one city gives them."""
        return {"year": self.year, "number": self.number}


@dataclass(frozen=True, slots=True)
class Continuation:
    """`later` carries on `earlier`, an item of the same city `gap` years before. `score` runs from 0 to 1;
    `strong` is the same concrete piece of work, `related` the same routine; `reasons` are Chinese sentences."""

    earlier: Place
    later: Place
    score: float
    grade: Grade
    change: Change
    reasons: tuple[str, ...]

    @property
    def gap(self) -> int:
        """Years between the two plans."""
        return self.later.year - self.earlier.year


@dataclass(frozen=True, slots=True)
class Parallel:
    """Two items of different cities in one year on one subject; `first` has the smaller key."""

    first: Place
    second: Place
    score: float
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Norm:
    """A norm as one item names it; `key` is that of its Regulation node, "" outside a graph."""

    place: Place
    name: str
    key: str


@dataclass(frozen=True, slots=True)
class Succession:
    """One norm in two years of a city: under one name, or `later` under the name that follows `earlier`'s."""

    earlier: Norm
    later: Norm
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Links:
    """All links among a set of items, each kind in the order of the items."""

    continues: tuple[Continuation, ...] = ()
    parallels: tuple[Parallel, ...] = ()
    lineage: tuple[Succession, ...] = ()


def edges_of(links: Links) -> list[Edge]:
    """The links as edges: CONTINUES and SUCCEEDS from the later to the earlier, PARALLELS from the smaller key.

    A norm that keeps its name is one node, so its line has no edge; nor has one without keys.
    """
    edges = [
        _edge(
            "CONTINUES",
            NodeRef("Initiative", link.later.key),
            NodeRef("Initiative", link.earlier.key),
            score=link.score,
            grade=link.grade,
            change=link.change,
            reasons=list(link.reasons),
            gap=link.gap,
        )
        for link in links.continues
    ]
    edges += [
        _edge(
            "PARALLELS",
            NodeRef("Initiative", pair.first.key),
            NodeRef("Initiative", pair.second.key),
            score=pair.score,
            reasons=list(pair.reasons),
        )
        for pair in links.parallels
    ]
    successions: dict[tuple[str, str], Edge] = {}
    for step in links.lineage:
        later, earlier = step.later.key, step.earlier.key
        if later and earlier and later != earlier:
            ends = NodeRef("Regulation", later), NodeRef("Regulation", earlier)
            successions.setdefault((later, earlier), _edge("SUCCEEDS", *ends, reasons=list(step.reasons)))
    return edges + list(successions.values())


def _edge(kind: str, source: NodeRef, target: NodeRef, **properties: str | float | list[str]) -> Edge:
    return Edge(kind, source, target, join(source.key, target.key), properties)


def links_to_json(links: Links) -> dict[str, list[dict[str, Any]]]:
    """The links as JSON objects, `from` the earlier and `to` the later:

    `{"continues": [{"city", "from": {"year", "number"}, "to", "score", "grade", "change", "gap", "reasons"}],
    "parallels": [{"a": {"city", "year", "number"}, "b", "score", "reasons"}],
    "lineage": [{"city", "from": {"year", "number", "name"}, "to", "reasons"}]}`
    """
    return {
        "continues": [
            {
                "city": link.later.city,
                "from": link.earlier.as_json(),
                "to": link.later.as_json(),
                "score": link.score,
                "grade": link.grade,
                "change": link.change,
                "gap": link.gap,
                "reasons": list(link.reasons),
            }
            for link in links.continues
        ],
        "parallels": [
            {
                "a": {"city": pair.first.city, **pair.first.as_json()},
                "b": {"city": pair.second.city, **pair.second.as_json()},
                "score": pair.score,
                "reasons": list(pair.reasons),
            }
            for pair in links.parallels
        ],
        "lineage": [
            {
                "city": step.later.place.city,
                "from": {**step.earlier.place.as_json(), "name": step.earlier.name},
                "to": {**step.later.place.as_json(), "name": step.later.name},
                "reasons": list(step.reasons),
            }
            for step in links.lineage
        ],
    }
