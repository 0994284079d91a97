"""What the linker knows of an item of a plan."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from graph.elements import Edge, Node, NodeRef, PlanGraph, Properties


@dataclass(frozen=True, slots=True)
class FacilityUse:
    """A facility as an item names it; `count` and `measure` (量词) where it is a counted class."""

    name: str
    kind: str = "other"
    count: float | None = None
    measure: str | None = None


@dataclass(frozen=True, slots=True)
class RegulationUse:
    """A norm as an item names it, the verb applied to it, and the key of its Regulation node ("" outside a graph)."""

    name: str
    kind: str = "other"
    action: str | None = None
    key: str = ""


@dataclass(frozen=True, slots=True)
class TargetUse:
    """A figure of an item: `metric` `op` `value` `unit`."""

    metric: str
    op: str
    value: float
    unit: str


@dataclass(frozen=True, slots=True)
class TopicUse:
    """A topic of an item, the upper topic it is under ("" for an upper one), and how sure it is, 0 to 1."""

    name: str
    broader: str
    score: float


@dataclass(frozen=True, slots=True)
class Item:
    """One item of one plan.

    `key` is the key of its Initiative node and `plan` that of its Plan node; `year` and `number` are those of
    the plan and of the item; `section` and `title` are "" where there is none; `text` is the full text, title
    included. `units` are the names of those who lead or support the item: not the ones it merely mentions, and
    not the bureau that stands in where the plan names nobody.
    """

    key: str
    city: str
    plan: str
    issuer: str
    year: int
    number: int
    text: str
    title: str = ""
    section: str = ""
    facilities: tuple[FacilityUse, ...] = ()
    regulations: tuple[RegulationUse, ...] = ()
    targets: tuple[TargetUse, ...] = ()
    units: tuple[str, ...] = ()
    topics: tuple[TopicUse, ...] = ()

    @property
    def order(self) -> tuple[str, int, str, int, str]:
        """Where the item stands among all items: by city, year, plan, number, key."""
        return self.city, self.year, self.plan, self.number, self.key


def items_of(plan: PlanGraph) -> list[Item]:
    """The items of one plan, by number. Facts come in the order in which the text states them."""
    nodes = {node.ref: node for node in plan.nodes}
    issuer = next((_text(node.properties, "issuer") for node in plan.nodes if node.label == "Plan"), "")
    facts: dict[NodeRef, list[tuple[Edge, Node]]] = defaultdict(list)
    units: dict[NodeRef, set[str]] = defaultdict(set)
    for edge in sorted(plan.edges, key=_by_place):
        if edge.source.label == "Initiative" and edge.target in nodes:
            facts[edge.source].append((edge, nodes[edge.target]))
        elif edge.type == "RESPONSIBLE_FOR" and _names_unit(edge) and edge.source in nodes:
            units[edge.target].add(_text(nodes[edge.source].properties, "name"))
    items = [
        _item(node, plan.key, issuer, facts[node.ref], tuple(sorted(units[node.ref])))
        for node in plan.nodes
        if node.label == "Initiative"
    ]
    return sorted(items, key=lambda item: item.order)


def _names_unit(edge: Edge) -> bool:
    """Whether the item itself names the unit: a standing note and the issuer's name tell no items apart."""
    return edge.properties.get("role") != "issuer" and "stated_in" not in edge.properties


def _item(node: Node, plan: str, issuer: str, facts: list[tuple[Edge, Node]], units: tuple[str, ...]) -> Item:
    properties = node.properties
    return Item(
        key=node.key,
        city=_text(properties, "city"),
        plan=plan,
        issuer=issuer,
        year=int(_number(properties, "year") or 0),
        number=int(_number(properties, "number") or 0),
        text=_text(properties, "text"),
        title=_text(properties, "title"),
        section=_text(properties, "section"),
        facilities=tuple(
            FacilityUse(
                _text(found.properties, "name"),
                _text(found.properties, "kind") or "other",
                _number(edge.properties, "count"),
                _text(edge.properties, "measure") or None,
            )
            for edge, found in facts
            if edge.type == "CONCERNS"
        ),
        regulations=tuple(
            RegulationUse(
                _text(found.properties, "name"),
                _text(found.properties, "kind") or "other",
                _text(edge.properties, "action") or None,
                found.key,
            )
            for edge, found in facts
            if edge.type == "REFERS_TO"
        ),
        targets=tuple(
            TargetUse(
                _text(found.properties, "metric"),
                _text(found.properties, "op"),
                _number(found.properties, "value") or 0.0,
                _text(found.properties, "unit"),
            )
            for edge, found in facts
            if edge.type == "COMMITS_TO"
        ),
        units=units,
        topics=tuple(
            TopicUse(
                _text(found.properties, "name"),
                _text(found.properties, "broader"),
                _number(edge.properties, "score") or 0.0,
            )
            for edge, found in facts
            if edge.type == "ABOUT"
        ),
    )


def _by_place(edge: Edge) -> tuple[float, str]:
    return _number(edge.properties, "start") or 0.0, edge.key


def _text(properties: Properties, name: str) -> str:
    value = properties.get(name, "")
    return value if isinstance(value, str) else ""


def _number(properties: Properties, name: str) -> float | None:
    value = properties.get(name)
    return float(value) if isinstance(value, (int, float)) else None
