"""A plan's facts as nodes and edges of the graph."""

from __future__ import annotations

from collections.abc import Mapping

from graph.elements import Edge, Node, NodeRef, PlanGraph, Properties, Value
from graph.evidence import Evidence
from graph.identity import canonical, join, key
from loaders.facts import Division, Facility, Initiative, Plan, Target
from loaders.mentions.plain_norms import is_bare
from loaders.names import facility_name, is_above, regulation_name, unit_kind, unit_name
from loaders.organs import full_names, own_divisions, whole_of

_CLASS = "class"  # the part of a key that tells a counted class from a thing of the same name


def plan_graph(plan: Plan, loaded_at: str = "") -> PlanGraph:
    """All that `plan` contributes to the graph. `loaded_at` is the UTC time in ISO 8601 that the Plan node
    notes; with "" it notes none. The same facts give the same nodes and edges, in the same order."""
    building = _Building(plan)
    building.add_plan(loaded_at)
    for item in plan.initiatives:
        building.add_initiative(item)
    building.add_parts()
    return building.finish()


def plan_key(plan: Plan) -> str:
    """The key of the plan's node: what makes two files the same plan."""
    return key(plan.city.name, unit_name(plan.issuer, plan.city), plan.year)


class _Building:
    """The nodes and edges found so far; a node or an edge that comes again changes nothing."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.issuer = unit_name(plan.issuer, plan.city)
        self.key = plan_key(plan)
        self.ref = NodeRef("Plan", self.key)
        self.city = NodeRef("City", key(plan.city.name))
        self.nodes: dict[NodeRef, Node] = {}
        self.edges: dict[tuple[str, str], Edge] = {}
        self.aliases: dict[NodeRef, set[str]] = {}
        self.full_names = full_names(plan)
        self.sections = {section.ordinal: section.title for section in plan.sections}

    # --- the plan ------------------------------------------------------------------------------

    def add_plan(self, loaded_at: str) -> None:
        plan = self.plan
        self._node("City", self.city.key, _city(plan.city))
        year = self._node("Year", key(plan.year), {"year": plan.year})
        self._node(
            "Plan",
            self.key,
            {
                "title": plan.title, "number": plan.doc_number, "issued": plan.issued_on,
                "city": plan.city.name, "year": plan.year, "issuer": self.issuer,
                "source": plan.source, "sha256": plan.sha256, "loaded": loaded_at or None,
            },
        )  # fmt: skip
        self._edge("OF_CITY", self.ref, self.city)
        self._edge("FOR_YEAR", self.ref, year)
        self._edge("ISSUED", self._unit(plan.issuer), self.ref)
        for section in plan.sections:
            node = self._node(
                "Section",
                join(self.key, section.ordinal),
                {"ordinal": section.ordinal, "title": section.title},
            )
            self._edge("HAS_SECTION", self.ref, node)

    # --- an item -------------------------------------------------------------------------------

    def add_initiative(self, item: Initiative) -> None:
        plan = self.plan
        node = self._node(
            "Initiative",
            join(self.key, item.number),
            {
                "number": item.number, "label": item.label, "title": item.title, "text": item.text,
                "city": plan.city.name, "year": plan.year,
                "section": self.sections.get(item.section) if item.section is not None else None,
            },
        )  # fmt: skip
        self._edge("HAS_INITIATIVE", self.ref, node)
        if item.section in self.sections:
            self._edge("HAS_INITIATIVE", NodeRef("Section", join(self.key, item.section)), node)
        self._add_people(node, item)
        for norm in item.regulations:
            name = norm.full_name or norm.name
            if is_bare(name):  # 《条例》 alone: which one it is, the plan does not say
                continue
            target = self._regulation(name, norm.kind)
            self._edge("REFERS_TO", node, target, {"action": norm.action}, norm.evidence, apart=norm.action or "")
        facilities = [(fact, self._facility(fact)) for fact in item.facilities]
        for fact, facility in facilities:
            stated: dict[str, Value | None] = {
                "count": _float(fact.count),
                "measure": fact.measure,
                "segment": fact.segment,
            }
            apart = "·".join("" if part is None else str(part) for part in stated.values())
            self._edge("CONCERNS", node, facility, stated, fact.evidence, apart=apart)
        for topic in item.topics:
            about = self._node("Topic", key(topic.name), {"name": topic.name, "broader": topic.broader})
            why: dict[str, Value | None] = {"score": topic.score, "terms": [term.quote for term in topic.terms]}
            self._edge("ABOUT", node, about, why, topic.terms[0])
        for ordinal, target_fact in enumerate(item.targets, start=1):
            self._add_target(node, ordinal, target_fact, facilities)

    def _add_people(self, node: NodeRef, item: Initiative) -> None:
        for unit in item.units:
            source = self._unit(unit.name)
            if unit.role == "mentioned":
                self._edge("MENTIONS", node, source, evidence=unit.evidence)
            else:
                self._edge("RESPONSIBLE_FOR", source, node, {"role": unit.role}, unit.evidence, apart=unit.role)
        own = {self._unit(unit.name) for unit in item.units if unit.role != "mentioned"}
        for inherited in item.inherited:
            stated: dict[str, Value | None] = {"role": inherited.role, "stated_in": inherited.stated_in}
            if (source := self._unit(inherited.name)) not in own:
                self._edge("RESPONSIBLE_FOR", source, node, stated, apart=inherited.role)
        if "lead" not in {each.role for each in item.units} | {each.role for each in item.inherited}:
            self._edge("RESPONSIBLE_FOR", self._unit(self.plan.issuer), node, {"role": "issuer"}, apart="issuer")
        for official in item.officials:
            person = self._node("Official", key(self.plan.city.name, official.name), {"name": canonical(official.name)})
            self._edge("LEADS", person, node, evidence=official.evidence)

    def _add_target(
        self, item: NodeRef, ordinal: int, fact: Target, facilities: list[tuple[Facility, NodeRef]]
    ) -> None:
        target = self._node(
            "Target",
            join(item.key, ordinal),
            {
                "metric": fact.metric, "op": fact.op, "value": float(fact.value), "unit": fact.unit,
                "text": fact.evidence.quote, "due": fact.due,
            },
        )  # fmt: skip
        self._edge("COMMITS_TO", item, target, evidence=fact.evidence)
        for facility, node in facilities:
            if facility.count == fact.value and _overlap(facility.evidence, fact.evidence):
                self._edge("MEASURES", target, node)

    # --- what plans share ------------------------------------------------------------------------

    def _unit(self, written: str) -> NodeRef:
        city = self.plan.city
        name = unit_name(written, city, issuer=self.plan.issuer)
        name = self.full_names.get(name, name)
        node = self._unit_called(name)
        spelling = canonical(written)
        if spelling != name:
            self.aliases.setdefault(node, set()).add(spelling)
        return node

    def _unit_called(self, name: str) -> NodeRef:
        city = self.plan.city
        node = self._node("Unit", key(city.name, name), {"name": name, "kind": unit_kind(name)})
        # A ministry lies in no city of those whose plans name it.
        if not is_above(name, city):
            self._edge("IN_CITY", node, self.city, plan=False)
        return node

    def _facility(self, fact: Facility) -> NodeRef:
        name = facility_name(fact.name, self.plan.city)
        counted = fact.count is not None
        node_key = key(self.plan.city.name, name, *([_CLASS] if counted else []))
        node = self._node("Facility", node_key, {"name": name, "kind": fact.kind, "class": counted})
        self._edge("IN_CITY", node, self.city, plan=False)
        return node

    def _regulation(self, written: str, kind: str) -> NodeRef:
        owner, name = regulation_name(written, kind, self.plan.city)
        node = self._node("Regulation", key(owner, name), {"name": name, "kind": kind})
        if owner == self.plan.city.name:
            self._edge("IN_CITY", node, self.city, plan=False)
        return node

    def add_parts(self) -> None:
        """PART_OF where the names show it: 市公安局交警支队 is part of 市公安局, which gets a node for it, and a
        division that the plan names without an organ is part of the plan's issuer."""
        waiting = sorted(node for node in self.nodes if node.label == "Unit")
        known = {str(self.nodes[node].properties["name"]) for node in waiting}
        responsible = {edge.source for edge in self.edges.values() if edge.type == "RESPONSIBLE_FOR"}
        own = own_divisions({str(self.nodes[node].properties["name"]) for node in responsible}, self.plan.city)
        issuer = self.issuer if unit_kind(self.issuer) == "bureau" else None
        while waiting:
            part = waiting.pop()
            name = str(self.nodes[part].properties["name"])
            whole = issuer if name in own else whole_of(name, known)
            if whole is not None:
                if whole not in known:
                    known.add(whole)
                    waiting.append(self._unit_called(whole))
                self._edge("PART_OF", part, self._unit_called(whole), plan=False)

    # --- elements --------------------------------------------------------------------------------

    def _node(self, label: str, node_key: str, properties: Mapping[str, Value | None]) -> NodeRef:
        node = Node(label, node_key, _present(properties))
        self.nodes.setdefault(node.ref, node)
        return node.ref

    def _edge(
        self,
        type_: str,
        source: NodeRef,
        target: NodeRef,
        properties: Mapping[str, Value | None] | None = None,
        evidence: Evidence | None = None,
        *,
        apart: str = "",
        plan: bool = True,
    ) -> None:
        """`apart` tells this edge from others of its type between the same two nodes; of those that it does
        not tell apart, the first stays."""
        edge_key = join(source.key, target.key, *([canonical(apart)] if apart else []))
        stated = evidence.as_properties() if evidence else {}
        own = {"plan": self.key} if plan else {}
        edge = Edge(type_, source, target, edge_key, {**_present(properties or {}), **stated, **own})
        self.edges.setdefault((type_, edge_key), edge)

    def finish(self) -> PlanGraph:
        for ref, spellings in self.aliases.items():
            node = self.nodes[ref]
            self.nodes[ref] = Node(ref.label, ref.key, {**node.properties, "aliases": sorted(spellings)})
        return PlanGraph(self.key, self.plan.sha256, tuple(self.nodes.values()), tuple(self.edges.values()))


def _present(properties: Mapping[str, Value | None]) -> Properties:
    return {name: value for name, value in properties.items() if value is not None}


def _city(city: Division) -> dict[str, Value | None]:
    return {
        "name": city.name,
        "adcode": city.adcode or None,
        "province": city.province or None,
        "level": city.level,
    }


def _float(value: float | None) -> float | None:
    return None if value is None else float(value)


def _overlap(one: Evidence, other: Evidence) -> bool:
    return one.start < other.end and other.start < one.end
