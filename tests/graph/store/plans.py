"""Small plans for the tests of the store, and what a store should hold of them, in plain Python."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from graph.elements import Edge, Node, NodeRef, PlanGraph, Value
from graph.store.bolt import BoltStore

TEXT = "市甲局牵头检修桥梁二座。"
STATED: dict[str, Value] = {"start": 0, "end": 3, "quote": TEXT[:3]}


@dataclass(frozen=True)
class Item:
    """One initiative: the names of the units, facilities and regulations that it states, and its targets."""

    number: int
    units: tuple[str, ...] = ()
    facilities: tuple[str, ...] = ()
    regulations: tuple[str, ...] = ()
    targets: tuple[float, ...] = ()
    title: str = ""


class Builder:
    """Collects the nodes and edges of one plan."""

    def __init__(self, city: str, year: int) -> None:
        self.city = city
        self.key = f"{city}/市城管局/{year}"
        self.nodes: dict[NodeRef, Node] = {}
        self.edges: dict[tuple[str, str], Edge] = {}

    def node(self, label: str, key: str, **properties: Value) -> NodeRef:
        node = Node(label, key, properties)
        self.nodes.setdefault(node.ref, node)
        return node.ref

    def shared(self, label: str, name: str, **properties: Value) -> NodeRef:
        """A shared node of the city, in its city."""
        ref = self.node(label, f"{self.city}/{name}", name=name, **properties)
        self.edge("IN_CITY", ref, NodeRef("City", self.city), structural=True)
        return ref

    def edge(
        self, type_: str, source: NodeRef, target: NodeRef, *, structural: bool = False, **properties: Value
    ) -> None:
        if not structural:
            properties["plan"] = self.key
        key = f"{source.key}/{target.key}"
        self.edges[type_, key] = Edge(type_, source, target, key, properties)


def plan(
    city: str = "甲市",
    year: int = 2023,
    items: Iterable[Item] = (Item(1, units=("市甲局",), facilities=("桥梁",), targets=(1.75,)),),
    *,
    aliases: Sequence[str] = (),
    parents: Sequence[tuple[str, str]] = (),
) -> PlanGraph:
    """A plan of `items`; every unit it names goes by `aliases` as well, `parents` says which unit of those
    named is part of which other unit."""
    made = Builder(city, year)
    items = tuple(items)
    digest = sha256(repr((city, year, items, aliases, parents)).encode()).hexdigest()
    top = made.node("Plan", made.key, city=city, year=year, title=f"{year}年工作要点")
    made.edge("OF_CITY", top, made.node("City", city, name=city, level="city"))
    made.edge("FOR_YEAR", top, made.node("Year", str(year), year=year))
    made.edge("ISSUED", made.shared("Unit", "市城管局"), top)
    section = made.node("Section", f"{made.key}/1", ordinal=1, title="一、重点工作")
    made.edge("HAS_SECTION", top, section)
    for item in items:
        _add_item(made, top, section, item, year, aliases)
    for child, parent in parents:
        below, above = made.shared("Unit", child), made.shared("Unit", parent)
        made.edge("PART_OF", below, above, structural=True)
    return PlanGraph(made.key, digest, tuple(made.nodes.values()), tuple(made.edges.values()))


def _add_item(made: Builder, top: NodeRef, section: NodeRef, item: Item, year: int, aliases: Sequence[str]) -> None:
    key = f"{made.key}/{item.number}"
    own = made.node("Initiative", key, number=item.number, title=item.title, text=TEXT, city=made.city, year=year)
    made.edge("HAS_INITIATIVE", top, own)
    made.edge("HAS_INITIATIVE", section, own)
    for name in item.units:
        unit = made.shared("Unit", name, **({"aliases": sorted(aliases)} if aliases else {}))
        made.edge("RESPONSIBLE_FOR", unit, own, role="lead", **STATED)
    facilities = [made.shared("Facility", name, kind="bridge") for name in item.facilities]
    for facility in facilities:
        made.edge("CONCERNS", own, facility, count=2.0, **STATED)
    for name in item.regulations:
        made.edge("REFERS_TO", own, made.shared("Regulation", name, kind="measures"), **STATED)
    for ordinal, value in enumerate(item.targets, 1):
        target = made.node("Target", f"{key}/{ordinal}", value=value, op=">=", text="1.75")
        made.edge("COMMITS_TO", own, target, **STATED)
        for facility in facilities:
            made.edge("MEASURES", target, facility)


def link(type_: str, source: str, target: str, *, label: str = "Initiative", **properties: Value) -> Edge:
    """A derived edge between two nodes of one label."""
    return Edge(type_, NodeRef(label, source), NodeRef(label, target), f"{source}/{target}", properties)


Graph = tuple[dict[tuple[str, str], dict[str, Any]], dict[tuple[str, str, str, str], dict[str, Any]]]


def stored(store: BoltStore) -> Graph:
    """All nodes by (label, key) and edges by (type, source key, target key, key), with their properties;
    what notes a plan's loading and linking (`loaded`, `linked`) is left out."""
    nodes = {}
    for label, properties in store.query("MATCH (n) RETURN labels(n)[0], properties(n)").rows:
        properties.pop("loaded", None)
        properties.pop("linked", None)
        assert (label, properties["key"]) not in nodes
        nodes[label, properties["key"]] = properties
    edges = {}
    cypher = "MATCH (a)-[e]->(b) RETURN type(e), a.key, b.key, properties(e)"
    for type_, source, target, properties in store.query(cypher).rows:
        assert (type_, source, target, properties["key"]) not in edges
        edges[type_, source, target, properties["key"]] = properties
    return nodes, edges


class Oracle:
    """What a store should hold after a sequence of `replace_plans`, computed from all plans each time."""

    def __init__(self) -> None:
        self._plans: dict[str, PlanGraph] = {}
        self._aliases: dict[NodeRef, set[str]] = {}

    def replace_plans(self, plans: Sequence[PlanGraph]) -> None:
        self._plans |= {plan.key: plan for plan in plans}
        here = {node.ref for one in self._plans.values() for node in one.nodes}
        # Aliases live as long as their node does, whoever contributed them.
        self._aliases = {ref: names for ref, names in self._aliases.items() if ref in here}
        for node in (node for plan in plans for node in plan.nodes):
            given = node.properties.get("aliases", [])
            assert isinstance(given, list)
            self._aliases.setdefault(node.ref, set()).update(given)

    def graph(self) -> Graph:
        nodes: dict[tuple[str, str], dict[str, Any]] = {}
        edges: dict[tuple[str, str, str, str], dict[str, Any]] = {}
        for plan in self._plans.values():
            for node in plan.nodes:
                nodes.setdefault(node.ref, {"key": node.key}).update(node.properties)
                if node.label == "Plan":
                    nodes[node.ref]["sha256"] = plan.sha256
                if self._aliases[node.ref]:
                    nodes[node.ref]["aliases"] = sorted(self._aliases[node.ref])
            for edge in plan.edges:
                one = edges.setdefault((edge.type, edge.source.key, edge.target.key, edge.key), {})
                one.update({"key": edge.key, **edge.properties})
                if "plan" not in edge.properties:
                    one["plans"] = sorted({*one.get("plans", ()), plan.key})
        return nodes, edges
