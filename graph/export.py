"""The graph in the formats of other tools."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable
from contextlib import ExitStack
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from graph.elements import Edge, Node, NodeRef, Value
from graph.kinds import EVIDENCE, PropertyType, ontology

_LIST_SEPARATOR = " | "
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ENDS = ("source_label", "source", "target_label", "target", "key")
_EDGE_TAIL = (*EVIDENCE, "plan", "plans")
_NAMES = ("title", "name", "metric", "year", "key")  # the first of these that a node has is what it is called


@dataclass(frozen=True, slots=True)
class Written:
    """How much was written."""

    nodes: int
    edges: int


def write_graphml(elements: Iterable[Node | Edge], path: Path) -> Written:
    """Write all `elements` to the GraphML file `path`: a directed graph with parallel edges.

    Each node has `type` (its label in the graph) and `label` (what it is called, as Gephi shows it), each edge
    `type` and `label` (both its type); the number that an item has in print is `printed_label`. An attribute
    has one type throughout; a list is joined with ` | `. Raises OSError when the file cannot be written.
    """
    # Loaded only here: it takes a while.
    import networkx

    whole = networkx.MultiDiGraph()
    for element in elements:
        properties = {
            "printed_label" if name == "label" else name: _attribute(name, value)
            for name, value in element.properties.items()
        }
        if isinstance(element, Node):
            named = {**element.properties, "key": element.key}
            name = next(str(named[each]) for each in _NAMES if each in named)
            whole.add_node(
                _id(element.ref), **{**properties, "key": element.key, "type": element.label, "label": _xml(name)}
            )
        else:
            ends = _id(element.source), _id(element.target)
            attributes = {**properties, "type": element.type, "label": element.type}
            whole.add_edge(*ends, key=f"{element.type}:{element.key}", **attributes)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        networkx.write_graphml(whole, file, encoding="utf-8")
    return Written(whole.number_of_nodes(), whole.number_of_edges())


def write_csv(elements: Iterable[Node | Edge], folder: Path) -> Written:
    """Write all `elements` into `folder`, one UTF-8 file with a header for each label and each type.

    A node's columns are `key` and its properties, an edge's the labels and keys of its ends, `key` and its
    properties; lists are joined with ` | `. Raises OSError when a file cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    nodes = edges = 0
    with ExitStack() as stack:
        writers = {}
        for name, columns in _columns().items():
            file = stack.enter_context((folder / f"{name}.csv").open("w", encoding="utf-8", newline=""))
            writers[name] = csv.DictWriter(file, columns, lineterminator="\n")
            writers[name].writeheader()
        for element in elements:
            row: dict[str, Any] = {name: _field(value) for name, value in element.properties.items()}
            if isinstance(element, Node):
                writers[element.label].writerow(row | {"key": element.key})
                nodes += 1
            else:
                ends = (*element.source, *element.target, element.key)
                writers[element.type].writerow(row | dict(zip(_ENDS, ends, strict=True)))
                edges += 1
    return Written(nodes, edges)


def _columns() -> dict[str, list[str]]:
    """The columns of each label and each type."""
    kinds = ontology().kinds
    columns = {label: ["key", *kind.properties] for label, kind in kinds.items()}
    for name, pairs in ontology().edge_types.items():
        own = dict.fromkeys(prop for _, kind in pairs for prop in kind.properties)
        columns[name] = [*_ENDS, *own, *_EDGE_TAIL]
    return columns


def _field(value: Value) -> str | int | float:
    if isinstance(value, bool):
        return "true" if value else "false"
    return _LIST_SEPARATOR.join(value) if isinstance(value, list) else value


def _attribute(name: str, value: Value) -> str | int | float | bool:
    kinds = _types().get(name, frozenset())
    if kinds == {"float"} or kinds == {"integer", "float"}:
        return float(value) if isinstance(value, (int, float)) else _xml(str(value))
    field = _LIST_SEPARATOR.join(value) if isinstance(value, list) else value
    return _xml(str(field)) if isinstance(field, str) or len(kinds) > 1 else field


@cache
def _types() -> dict[str, frozenset[PropertyType]]:
    """Property -> the types that it has in the kinds that have it (`number` is a text in one, in another not)."""
    types: dict[str, set[PropertyType]] = {}
    for kind in ontology().kinds.values():
        groups = (kind.properties, *(edge.properties for edge in kind.edges.values()))
        for group in groups:
            for name, shape in group.items():
                types.setdefault(name, set()).add(shape.type)
    return {name: frozenset(found) for name, found in types.items()}


def _xml(text: str) -> str:
    """`text` without the characters that XML cannot hold."""
    return _NOT_XML.sub("", text)


def _id(ref: NodeRef) -> str:
    return _xml(f"{ref.label}:{ref.key}")
