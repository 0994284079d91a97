"""What one write transaction does. A function here runs inside one, and runs again when it is retried."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from itertools import chain
from typing import Any, NamedTuple, TypeVar

import neo4j

from graph.elements import Edge, Node, NodeRef, PlanGraph
from graph.errors import StoreError
from graph.kinds import ontology
from graph.store.checks import is_structural
from graph.store.schema import derived_types, is_shared, list_properties, own_types, structural_types
from graph.store.statements import statement

BATCH = 1000
Row = dict[str, Any]
T = TypeVar("T")


class _EdgeRef(NamedTuple):
    type: str
    source: NodeRef
    target: NodeRef
    key: str

    @property
    def shape(self) -> tuple[str, str, str]:
        return self.type, self.source.label, self.target.label

    @property
    def row(self) -> Row:
        return {"source": self.source.key, "target": self.target.key, "key": self.key}


def replace_plan(tx: neo4j.ManagedTransaction, plan: PlanGraph) -> None:
    """Make the graph hold of `plan` what it holds, and nothing it held before besides.

    What stays is changed in place rather than deleted and made again, so the edges derived from it stay.
    """
    old_own = _own_nodes(tx, plan.key)
    old_stated = _own_edges(tx, plan.key, old_own)
    touched = {ref for edge in old_stated for ref in (edge.source, edge.target) if is_shared(ref.label)}
    old_structural, old_shared = _structural_edges(tx, plan.key, touched)
    new_nodes = {node.ref for node in plan.nodes}
    new_edges = {_ref(edge) for edge in plan.edges}

    _for_edges(tx, "delete_edges", old_stated - new_edges)
    _for_edges(tx, "withdraw_shared_edges", old_structural - new_edges, plan=plan.key)
    _for_nodes(tx, "delete_nodes", old_own - new_nodes)
    _merge_nodes(tx, plan)
    _merge_edges(tx, "merge_edges", (edge for edge in plan.edges if not is_structural(edge)))
    _merge_edges(tx, "merge_shared_edges", filter(is_structural, plan.edges), plan=plan.key)
    derived = sorted(set(chain.from_iterable(derived_types().values())))
    _for_nodes(tx, "delete_orphans", old_shared - new_nodes, derived=derived)


def replace_derived(
    tx: neo4j.ManagedTransaction, cities: Sequence[str], years: Sequence[int], edges: Sequence[Edge]
) -> None:
    """Make `edges` the derived edges of `cities` (of a node with a property `city` by that, of any other by the
    first part of its key) and, of the types that join cities, of `years`. The plans of the cities are marked as
    linked, until they are written again.

    The edges of a year are those of all cities, and few of them change with one: the others are left as they are.
    """
    for label, types in derived_types("city").items():
        by = "city" if "city" in ontology().kinds[label].properties else "key"
        tx.run(statement(f"delete_derived_by_{by}", label=label, types=types), cities=cities).consume()
    stored: dict[_EdgeRef, Row] = {}
    for label, types in derived_types("year").items():
        found = list(tx.run(statement("derived_edges_of_years", label=label, types=types), years=years))
        stored |= dict(zip(_edge_refs(found), (record["properties"] for record in found), strict=True))
    _for_edges(tx, "delete_edges", stored.keys() - {_ref(edge) for edge in edges})
    changed = (edge for edge in edges if stored.get(_ref(edge)) != {**edge.properties, "key": edge.key})
    _merge_edges(tx, "merge_edges", changed)
    tx.run(statement("mark_linked"), cities=cities).consume()


def _own_nodes(tx: neo4j.ManagedTransaction, plan: str) -> set[NodeRef]:
    found = tx.run(statement("own_nodes", types=own_types()), plan=plan)
    return {NodeRef(record["label"], record["key"]) for record in found}


def _own_edges(tx: neo4j.ManagedTransaction, plan: str, own: Iterable[NodeRef]) -> set[_EdgeRef]:
    return {
        edge
        for label, keys in _by_label(own)
        for edge in _edge_refs(tx.run(statement("own_edges", label=label), plan=plan, keys=keys))
    }


def _structural_edges(
    tx: neo4j.ManagedTransaction, plan: str, touched: set[NodeRef]
) -> tuple[set[_EdgeRef], set[NodeRef]]:
    """The edges between shared nodes that `plan` contributes, and all the shared nodes that it does."""
    edges: set[_EdgeRef] = set()
    nodes, ahead = set(touched), touched
    while ahead:
        found: set[_EdgeRef] = set()
        for label, keys in _by_label(ahead):
            # A city starts none, and looking through all that end there takes the embedded server long.
            if types := structural_types().get(label):
                cypher = statement("shared_edges", label=label, types=types)
                found.update(_edge_refs(tx.run(cypher, plan=plan, keys=keys)))
        ahead = {edge.target for edge in found} - nodes
        edges |= found
        nodes |= ahead
    return edges, nodes


def _merge_nodes(tx: neo4j.ManagedTransaction, plan: PlanGraph) -> None:
    nodes: dict[str, list[Node]] = defaultdict(list)
    for node in sorted(plan.nodes, key=lambda node: node.ref):
        nodes[node.label].append(node)
    for label, group in sorted(nodes.items()):
        lists = list_properties(label) if is_shared(label) else ()
        rows = [{"key": node.key, "properties": _stored(node, plan, without=lists)} for node in group]
        name = "merge_shared_nodes" if is_shared(label) else "merge_own_nodes"
        for batch in _batches(rows):
            tx.run(statement(name, label=label), rows=batch).consume()
        for prop in lists:
            given = {node.key: node.properties[prop] for node in group if prop in node.properties}
            _merge_lists(tx, label, prop, given)


def _merge_lists(tx: neo4j.ManagedTransaction, label: str, prop: str, given: dict[str, Any]) -> None:
    """Add what is `given` to a list property. The nodes are locked, having been written just before."""
    for keys in _batches(sorted(given)):
        found = tx.run(statement("list_values", label=label, property=prop), keys=keys)
        rows = [
            {"key": record["key"], "properties": {prop: sorted({*record["list"], *given[record["key"]]})}}
            for record in found
        ]
        tx.run(statement("merge_shared_nodes", label=label), rows=rows).consume()


def _stored(node: Node, plan: PlanGraph, *, without: Collection[str]) -> Row:
    row = {name: value for name, value in node.properties.items() if name not in without} | {"key": node.key}
    if node.label == "Plan":
        row = {"loaded": datetime.now(UTC).isoformat(timespec="seconds")} | row | {"sha256": plan.sha256}
    return row


def _merge_edges(tx: neo4j.ManagedTransaction, name: str, edges: Iterable[Edge], **parameters: Any) -> None:
    rows: dict[tuple[str, str, str], list[Row]] = defaultdict(list)
    for edge in sorted(edges, key=_ref):
        properties = {**edge.properties, "key": edge.key}
        rows[_ref(edge).shape].append({**_ref(edge).row, "properties": properties})
    for (type_, source, target), group in sorted(rows.items()):
        cypher = _edge_statement(name, type_, source, target)
        for batch in _batches(group):
            merged = tx.run(cypher, rows=batch, **parameters).single(strict=True)["merged"]
            if merged != len(batch):
                raise StoreError(f"{type_}: {len(batch) - merged} edges join nodes that are not in the store")


def _for_edges(tx: neo4j.ManagedTransaction, name: str, edges: Iterable[_EdgeRef], **parameters: Any) -> None:
    rows: dict[tuple[str, str, str], list[Row]] = defaultdict(list)
    for edge in sorted(edges):
        rows[edge.shape].append(edge.row)
    for (type_, source, target), group in sorted(rows.items()):
        cypher = _edge_statement(name, type_, source, target)
        for batch in _batches(group):
            tx.run(cypher, rows=batch, **parameters).consume()


def _edge_statement(name: str, type_: str, source: str, target: str) -> str:
    """The statement `name`, in the variant that sets out from the end with few edges: the issuing unit, say,
    has an edge to every item of every year."""
    inwards = is_shared(source) and not is_shared(target)
    return statement(f"{name}_in" if inwards else name, type=type_, source=source, target=target)


def _for_nodes(tx: neo4j.ManagedTransaction, name: str, refs: Iterable[NodeRef], **parameters: Any) -> None:
    for label, keys in _by_label(refs):
        for batch in _batches(keys):
            tx.run(statement(name, label=label), keys=batch, **parameters).consume()


def _by_label(refs: Iterable[NodeRef]) -> list[tuple[str, list[str]]]:
    keys: dict[str, list[str]] = defaultdict(list)
    for ref in sorted(refs):
        keys[ref.label].append(ref.key)
    return sorted(keys.items())


def _edge_refs(records: Iterable[neo4j.Record]) -> Iterator[_EdgeRef]:
    for found in records:
        source = NodeRef(found["source_label"], found["source"])
        target = NodeRef(found["target_label"], found["target"])
        yield _EdgeRef(found["type"], source, target, found["key"])


def _ref(edge: Edge) -> _EdgeRef:
    return _EdgeRef(edge.type, edge.source, edge.target, edge.key)


def _batches(rows: Sequence[T]) -> Iterator[Sequence[T]]:
    for start in range(0, len(rows), BATCH):
        yield rows[start : start + BATCH]
