"""What one write transaction does. A function here runs inside one, and runs again when it is retried."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from itertools import chain
from operator import itemgetter
from typing import Any, NamedTuple

import neo4j

from graph.elements import Edge, NodeRef, PlanGraph
from graph.errors import StoreError
from graph.kinds import ontology
from graph.store.checks import is_structural
from graph.store.schema import derived_types, is_shared, list_properties, own_types, structural_types
from graph.store.statements import statement

STATEMENT_ROWS = 1000
Row = dict[str, Any]


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


class _Write(NamedTuple):
    """Edges of a type that were sent to be written, and what will tell how many are."""

    type: str
    rows: int
    results: list[neo4j.Result]


def replace_plans(tx: neo4j.ManagedTransaction, plans: Sequence[PlanGraph]) -> None:
    """Make the graph hold of each of `plans` what it holds, and nothing it held before besides.

    What stays is changed in place rather than deleted and made again, so the edges derived from it stay. What a plan
    alone contributes is written by whoever has locked its Plan node, so what was not found then can be created.
    """
    locked = _run(tx, statement("lock_plans"), sorted(plan.key for plan in plans))
    old = [record["key"] for record in locked if record["stored"]]
    old_own = _own_nodes(tx, old)
    old_stated = _own_edges(tx, old_own)
    touched = {ref for edge in old_stated for ref in (edge.source, edge.target) if is_shared(ref.label)}
    old_structural, old_shared = _structural_edges(tx, old, touched)
    own, shared = _node_rows(plans)
    stated, structural = _edge_rows(plans)

    _for_edges(tx, "delete_edges", {edge: edge.row for edge in old_stated - stated.keys()})
    _for_edges(tx, "withdraw_shared_edges", _withdrawn(old_structural, structural))
    _for_nodes(tx, "delete_nodes", old_own - own.keys())
    _merge_shared_nodes(tx, shared)
    there = old_own | {NodeRef("Plan", plan.key) for plan in plans}
    _write_nodes(tx, "update_own_nodes", ((ref, row) for ref, row in own.items() if ref in there))
    _write_nodes(tx, "create_own_nodes", ((ref, row) for ref, row in own.items() if ref not in there))
    kept = {edge: row for edge, row in stated.items() if edge in old_stated}
    new = {edge: row for edge, row in stated.items() if edge not in old_stated}
    writes = _write_edges(tx, "merge_shared_edges", structural)
    writes += _write_edges(tx, "merge_edges", kept)
    writes += _write_edges(tx, "create_edges", new)
    derived = sorted(set(chain.from_iterable(derived_types().values())))
    _for_nodes(tx, "delete_orphans", old_shared - shared.keys(), derived=derived)
    _check_written(writes)


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
        found = tx.run(statement("derived_edges_of_years", label=label, types=types), years=years)
        stored |= {_found(record): record["properties"] for record in found}
    wanted = {_ref(edge): _edge_row(edge) for edge in edges}
    _for_edges(tx, "delete_edges", {edge: edge.row for edge in stored.keys() - wanted.keys()})
    changed = {edge: row for edge, row in sorted(wanted.items()) if stored.get(edge) != row["properties"]}
    _check_written(_write_edges(tx, "merge_edges", changed))
    tx.run(statement("mark_linked"), cities=cities).consume()


def _own_nodes(tx: neo4j.ManagedTransaction, plans: Sequence[str]) -> set[NodeRef]:
    cypher = statement("own_nodes", types=own_types())
    return {NodeRef(found["label"], found["key"]) for found in _run(tx, cypher, plans)}


def _own_edges(tx: neo4j.ManagedTransaction, own: Iterable[NodeRef]) -> set[_EdgeRef]:
    return {
        _found(record)
        for label, keys in _by_label(own)
        for record in _run(tx, statement("own_edges", label=label), keys)
    }


def _structural_edges(
    tx: neo4j.ManagedTransaction, plans: Sequence[str], touched: set[NodeRef]
) -> tuple[dict[_EdgeRef, set[str]], set[NodeRef]]:
    """The edges between shared nodes that some of `plans` contribute, each with which of them do, and all the
    shared nodes that they contribute."""
    edges: dict[_EdgeRef, set[str]] = {}
    nodes, ahead = set(touched), touched
    while ahead:
        found: dict[_EdgeRef, set[str]] = {}
        for label, keys in _by_label(ahead):
            # A city starts none, and looking through all that end there takes the embedded server long.
            if types := structural_types().get(label):
                cypher = statement("shared_edges", label=label, types=types)
                records = _run(tx, cypher, keys, plans=plans)
                found |= {_found(record): set(record["plans"]) for record in records}
        ahead = {edge.target for edge in found} - nodes
        edges |= found
        nodes |= ahead
    return edges, nodes


def _node_rows(plans: Iterable[PlanGraph]) -> tuple[dict[NodeRef, Row], dict[NodeRef, Row]]:
    """What to store of each node that one of `plans` alone contributes, and of each shared one: what a later plan
    says of it wins, and lists are united."""
    own: dict[NodeRef, Row] = {}
    shared: dict[NodeRef, Row] = {}
    loaded = datetime.now(UTC).isoformat(timespec="seconds")
    for plan in plans:
        for node in plan.nodes:
            if is_shared(node.label):
                row = shared.setdefault(node.ref, {})
                lists = {
                    name: sorted({*row.get(name, ()), *value})
                    for name, value in node.properties.items()
                    if isinstance(value, list)
                }
                row |= {**node.properties, **lists, "key": node.key}
            else:
                own[node.ref] = {**node.properties, "key": node.key}
        top = NodeRef("Plan", plan.key)
        own[top] = {"loaded": loaded, **own[top], "sha256": plan.sha256}
    return own, shared


def _edge_rows(plans: Iterable[PlanGraph]) -> tuple[dict[_EdgeRef, Row], dict[_EdgeRef, Row]]:
    """What to store of each edge that one of `plans` states, and of each between shared nodes."""
    stated: dict[_EdgeRef, Row] = {}
    structural: dict[_EdgeRef, Row] = {}
    for plan in plans:
        for edge in plan.edges:
            if is_structural(edge):
                row = structural.setdefault(_ref(edge), {**_edge_row(edge), "plans": []})
                row["plans"] = sorted([*row["plans"], plan.key])
            else:
                stated[_ref(edge)] = _edge_row(edge)
    return stated, structural


def _edge_row(edge: Edge) -> Row:
    properties = {**edge.properties, "key": edge.key}
    return {"source": edge.source.key, "target": edge.target.key, "properties": properties}


def _withdrawn(old: Mapping[_EdgeRef, set[str]], new: Mapping[_EdgeRef, Row]) -> dict[_EdgeRef, Row]:
    """The edges between shared nodes that plans contribute no longer, with those plans."""
    gone = {edge: plans - set(new[edge]["plans"] if edge in new else ()) for edge, plans in old.items()}
    return {edge: {**edge.row, "plans": sorted(plans)} for edge, plans in gone.items() if plans}


def _merge_shared_nodes(tx: neo4j.ManagedTransaction, nodes: Mapping[NodeRef, Row]) -> None:
    """In the order of their keys: two writers wait for each other rather than each for what the other holds."""
    lists: dict[tuple[str, str], list[Row]] = defaultdict(list)
    plain: list[tuple[NodeRef, Row]] = []
    for ref, row in sorted(nodes.items()):
        for name in list_properties(ref.label):
            if name in row:
                lists[ref.label, name].append({"key": ref.key, "list": row.pop(name)})
        plain.append((ref, row))
    _write_nodes(tx, "merge_shared_nodes", plain)
    for (label, name), rows in lists.items():
        _send(tx, statement("unite_lists", label=label, property=name), rows)


def _write_nodes(tx: neo4j.ManagedTransaction, name: str, nodes: Iterable[tuple[NodeRef, Row]]) -> None:
    rows: dict[str, list[Row]] = defaultdict(list)
    for ref, row in nodes:
        rows[ref.label].append(row)
    for label, group in sorted(rows.items(), key=itemgetter(0)):
        _send(tx, statement(name, label=label), group)


def _write_edges(tx: neo4j.ManagedTransaction, name: str, edges: Mapping[_EdgeRef, Row]) -> list[_Write]:
    """Send a statement that returns how many edges it has `written`."""
    return [
        _Write(shape[0], len(rows), _send(tx, _edge_statement(name, *shape), rows)) for shape, rows in _by_shape(edges)
    ]


def _check_written(writes: Iterable[_Write]) -> None:
    """Raise StoreError unless all edges were written."""
    for type_, rows, results in writes:
        written = sum(record["written"] for result in results for record in result)
        if written != rows:
            raise StoreError(f"{type_}: {rows - written} edges join nodes that are not in the store")


def _for_edges(tx: neo4j.ManagedTransaction, name: str, edges: Mapping[_EdgeRef, Row]) -> None:
    for shape, rows in _by_shape(edges):
        _send(tx, _edge_statement(name, *shape), rows)


def _for_nodes(tx: neo4j.ManagedTransaction, name: str, refs: Iterable[NodeRef], **parameters: Any) -> None:
    for label, keys in _by_label(refs):
        _send(tx, statement(name, label=label), keys, **parameters)


def _run(tx: neo4j.ManagedTransaction, cypher: str, rows: Sequence[object], **parameters: Any) -> list[neo4j.Record]:
    """All that a statement returns for `rows`."""
    return [record for result in _send(tx, cypher, rows, **parameters) for record in result]


def _send(tx: neo4j.ManagedTransaction, cypher: str, rows: Sequence[object], **parameters: Any) -> list[neo4j.Result]:
    """Have a statement done for all `rows`, STATEMENT_ROWS of them at a time. Its results are not waited for: while the
    server is at work, what comes next is made ready. What fails is raised later in the transaction, by its end."""
    return [
        tx.run(cypher, rows=rows[start : start + STATEMENT_ROWS], **parameters)
        for start in range(0, len(rows), STATEMENT_ROWS)
    ]


def _edge_statement(name: str, type_: str, source: str, target: str) -> str:
    """The statement `name`, in the variant that sets out from the end with few edges: the issuing unit, say,
    has an edge to every item of every year. What is created is not looked for first."""
    inwards = name != "create_edges" and is_shared(source) and not is_shared(target)
    return statement(f"{name}_in" if inwards else name, type=type_, source=source, target=target)


def _by_label(refs: Iterable[NodeRef]) -> list[tuple[str, list[str]]]:
    keys: dict[str, list[str]] = defaultdict(list)
    for ref in sorted(refs):
        keys[ref.label].append(ref.key)
    return sorted(keys.items())


def _by_shape(edges: Mapping[_EdgeRef, Row]) -> list[tuple[tuple[str, str, str], list[Row]]]:
    rows: dict[tuple[str, str, str], list[Row]] = defaultdict(list)
    for edge, row in edges.items():
        rows[edge.shape].append(row)
    return sorted(rows.items(), key=itemgetter(0))


def _found(record: neo4j.Record) -> _EdgeRef:
    source = NodeRef(record["source_label"], record["source"])
    target = NodeRef(record["target_label"], record["target"])
    return _EdgeRef(record["type"], source, target, record["key"])


def _ref(edge: Edge) -> _EdgeRef:
    return _EdgeRef(edge.type, edge.source, edge.target, edge.key)
