"""How fast plans are stored, beside the bare driver sending the same rows.

    python -m benchmarks.loading [STORE ...]     # embedded, neo4j-5, neo4j-2026: all of them, unless some are named

Each load is into an empty store on a server of its own, just started. Extraction is no part of it. See README.md of
this folder.
"""

from __future__ import annotations

import gc
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

import neo4j

from benchmarks.invented import plans
from graph.elements import NodeRef, PlanGraph, in_batches
from graph.queries import counts, unlinked_cities
from graph.queries.inventory import Counts
from graph.store.bolt import BoltStore
from loaders.load import relink
from tests import stores

ROUNDS = 3
FORMS = (("CREATE", 500), ("CREATE", 1000), ("CREATE", 5000), ("MERGE", 1000))
"""The forms in which the bare driver sends rows: how they are written, and how many in a transaction. The fastest on a
store is what we are compared with."""

Row = dict[str, Any]


@dataclass(frozen=True)
class Rows:
    """What plans come to in the store: nodes by label, edges by type and the labels of their ends."""

    nodes: dict[str, list[Row]]
    edges: dict[tuple[str, str, str], list[Row]]

    @property
    def size(self) -> tuple[int, int]:
        """How many nodes and edges there are."""
        return sum(map(len, self.nodes.values())), sum(map(len, self.edges.values()))


def rows_of(graphs: Iterable[PlanGraph]) -> Rows:
    """The rows of `graphs`, with what several plans share put together beforehand."""
    nodes: dict[NodeRef, Row] = {}
    edges: dict[tuple[str, NodeRef, NodeRef, str], Row] = {}
    for graph in graphs:
        for node in graph.nodes:
            row = nodes.setdefault(node.ref, {"key": node.key})
            aliases = {*row.get("aliases", ()), *node.properties.get("aliases", ())}  # type: ignore[misc]
            row |= {**node.properties, **({"aliases": sorted(aliases)} if aliases else {})}
            if node.label == "Plan":
                row |= {"sha256": graph.sha256, "loaded": "2024-01-01T00:00:00+00:00"}
        for edge in graph.edges:
            properties = edges.setdefault((edge.type, edge.source, edge.target, edge.key), {"key": edge.key})
            properties |= edge.properties
            if "plan" not in edge.properties:
                properties["plans"] = sorted([*properties.get("plans", ()), graph.key])
    rows = Rows(defaultdict(list), defaultdict(list))
    for ref, row in nodes.items():
        rows.nodes[ref.label].append(row)
    for (type_, source, target, _), properties in edges.items():
        row = {"source": source.key, "target": target.key, "properties": properties}
        rows.edges[type_, source.label, target.label].append(row)
    return rows


def send(rows: Rows, how: str, size: int, store: BoltStore) -> None:
    """Send `rows` to an empty store with nothing but the driver, `size` of them in a transaction."""
    matched = " {key: row.key}" if how == "MERGE" else ""
    told_apart = " {key: row.properties.key}" if how == "MERGE" else ""
    statements = [
        (f"UNWIND $rows AS row {how} (n:{label}{matched}) SET n = row", group) for label, group in rows.nodes.items()
    ]
    for (type_, source, target), group in rows.edges.items():
        ends = f"MATCH (a:{source} {{key: row.source}}) MATCH (b:{target} {{key: row.target}})"
        edge = f"{how} (a)-[e:{type_}{told_apart}]->(b) SET e = row.properties"
        statements.append((f"UNWIND $rows AS row {ends} {edge}", group))
    with (
        neo4j.GraphDatabase.driver(store._uri, auth=store._auth) as driver,
        driver.session(database=store._database) as session,
    ):
        for cypher, group in statements:
            for start in range(0, len(group), size):
                session.execute_write(_send, cypher, group[start : start + size])


def _send(tx: neo4j.ManagedTransaction, cypher: str, rows: Sequence[Row]) -> None:
    tx.run(cypher, rows=rows).consume()


def main(arguments: Sequence[str]) -> int:
    """Print how long each way takes on each store, the ratios, and what linking adds."""
    graphs = list(plans())
    rows = rows_of(graphs)
    # What is measured makes few objects; without this each look for garbage would go through all of these.
    gc.freeze()
    nodes, edges = rows.size
    print(
        f"{len(graphs):,} plans, {nodes:,} nodes, {edges:,} edges; median of {ROUNDS} rounds, each way once in each\n"
    )

    def ours(store: BoltStore) -> None:
        for batch in in_batches(graphs):
            store.replace_plans(batch)

    ways: dict[str, Callable[[BoltStore], None]] = {"govgraph": ours}
    for how, size in FORMS:
        ways[f"driver, {how} {size:,} at a time"] = partial(send, rows, how, size)
    for name in arguments or stores.ALL:
        taken: dict[str, list[float]] = defaultdict(list)
        for at in range(ROUNDS):
            for way, load in ways.items():
                with tempfile.TemporaryDirectory() as folder, stores.started(name, Path(folder)) as store:
                    taken[way].append(_seconds(load, store))
                    _compare(counts(store), rows)
                    if load is ours and at == ROUNDS - 1:
                        linking = _linking(store)
        medians = {way: median(seconds) for way, seconds in taken.items()}
        print(f"{name:34}{'seconds':>9}{'plans/s':>10}")
        for way, seconds in medians.items():
            print(f"{way:34}{seconds:9.2f}{len(graphs) / seconds:10.1f}")
        best = min(seconds for way, seconds in medians.items() if ways[way] is not ours)
        print(f"{best / medians['govgraph']:.2f} times the rate of the bare driver; {linking}\n", flush=True)
    return 0


def _seconds(load: Callable[[BoltStore], None], store: BoltStore) -> float:
    gc.collect()
    start = time.perf_counter()
    load(store)
    return time.perf_counter() - start


def _compare(found: Counts, rows: Rows) -> None:
    """Make sure that a way has stored all there is."""
    edges: Counter[str] = Counter()
    for (type_, _, _), group in rows.edges.items():
        edges[type_] += len(group)
    if found != Counts({label: len(group) for label, group in rows.nodes.items()}, edges):
        raise RuntimeError(f"{found} is stored")


def _linking(store: BoltStore) -> str:
    """How long the links of what was loaded take."""
    start = time.perf_counter()
    links = relink(store, unlinked_cities(store))
    return f"linking adds {time.perf_counter() - start:.1f} seconds, for {links:,} links"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
