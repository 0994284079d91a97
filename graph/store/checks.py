"""What must hold of a plan's nodes and edges before they are written."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Sequence

from graph.elements import Edge, NodeRef, PlanGraph
from graph.errors import OntologyError
from graph.identity import SEPARATOR
from graph.kinds import ontology
from graph.store.schema import derived_types, is_shared


def check_plans(plans: Sequence[PlanGraph]) -> None:
    """Raise OntologyError unless no plan comes twice and in each every node and edge fits the ontology, none comes
    twice, the key of a node that the plan alone contributes begins with its own, edges join nodes of the plan and
    carry its key where the plan states them, and every node is reached from the Plan node, which is there.

    The last is what makes it possible to take the plan out again: a node that nothing leads to would stay.
    """
    _refuse_twice([plan.key for plan in plans])
    for plan in plans:
        _check_plan(plan)


def _check_plan(plan: PlanGraph) -> None:
    for node in plan.nodes:
        ontology().check_node(node)
        if not is_shared(node.label) and not f"{node.key}{SEPARATOR}".startswith(f"{plan.key}{SEPARATOR}"):
            raise OntologyError(f"{node.label} {node.key}: its key does not begin with that of plan {plan.key}")
    nodes = [node.ref for node in plan.nodes]
    refs = set(nodes)
    _refuse_twice(nodes)
    _refuse_twice([(edge.type, edge.source, edge.target, edge.key) for edge in plan.edges])
    for edge in plan.edges:
        ontology().check_edge(edge)
        _check_place(edge, plan.key, refs)
    if unreached := (refs | {NodeRef("Plan", plan.key)}) - _reached(plan):
        example = min(unreached)
        raise OntologyError(f"plan {plan.key}: {example.label} {example.key} is not joined to it")


def check_derived(edges: Iterable[Edge]) -> None:
    """Raise OntologyError unless every edge fits the ontology and is of a derived type."""
    for edge in edges:
        ontology().check_edge(edge)
        if not _is_derived(edge):
            raise OntologyError(f"{edge.type} {edge.key}: stated by a plan, not derived")


def is_structural(edge: Edge) -> bool:
    """Whether `edge` joins two shared nodes: such an edge may be contributed by several plans."""
    return is_shared(edge.source.label) and is_shared(edge.target.label)


def _refuse_twice(things: Sequence[Hashable]) -> None:
    if len(set(things)) < len(things):
        thing, times = Counter(things).most_common(1)[0]
        raise OntologyError(f"{thing} comes {times} times")


def _check_place(edge: Edge, plan: str, refs: set[NodeRef]) -> None:
    expected = None if is_structural(edge) else plan
    if edge.source not in refs or edge.target not in refs:
        problem = f"{sorted({edge.source, edge.target} - refs)} is no node of plan {plan}"
    elif _is_derived(edge):
        problem = "derived edges are contributed by no plan"
    elif edge.properties.get("plan") != expected:
        problem = f"its plan is {edge.properties.get('plan')!r}, not {expected!r}"
    else:
        return
    raise OntologyError(f"{edge.type} {edge.key}: {problem}")


def _is_derived(edge: Edge) -> bool:
    return edge.type in derived_types().get(edge.source.label, ())


def _reached(plan: PlanGraph) -> set[NodeRef]:
    """The nodes that the Plan node leads to: own nodes along edges to own nodes, then the shared nodes at
    their edges in either direction, then what the edges between shared nodes lead to."""
    own: dict[NodeRef, list[NodeRef]] = defaultdict(list)
    beyond: dict[NodeRef, list[NodeRef]] = defaultdict(list)
    for edge in plan.edges:
        if is_structural(edge):
            beyond[edge.source].append(edge.target)
        elif is_shared(edge.source.label):
            beyond[edge.target].append(edge.source)
        elif is_shared(edge.target.label):
            beyond[edge.source].append(edge.target)
        else:
            own[edge.source].append(edge.target)
    start = NodeRef("Plan", plan.key)
    mine = _closure({start} & {node.ref for node in plan.nodes}, own)
    return _closure(mine, beyond)


def _closure(found: set[NodeRef], steps: dict[NodeRef, list[NodeRef]]) -> set[NodeRef]:
    found, ahead = set(found), list(found)
    while ahead:
        for target in steps.get(ahead.pop(), ()):
            if target not in found:
                found.add(target)
                ahead.append(target)
    return found
