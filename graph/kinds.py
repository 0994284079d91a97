"""The kinds of node and relationship, loaded from `ontology/` and checked; nothing else lists them by hand."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from graph.elements import Edge, Node, Value
from graph.errors import OntologyError

PropertyType = Literal["string", "integer", "float", "boolean", "date", "list"]
EVIDENCE = ("start", "end", "quote")
_PYTHON: dict[PropertyType, type | tuple[type, ...]] = {
    "string": str, "integer": int, "float": float, "boolean": bool, "date": str, "list": list,
}  # fmt: skip


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Property(_Strict):
    """One property: its type, its Chinese label, whether it is indexed, as a whole or by its words (`fulltext`),
    and the values allowed if closed."""

    type: PropertyType
    label: str
    index: bool = False
    fulltext: bool = False
    values: tuple[str, ...] = ()


class EdgeKind(_Strict):
    """One relationship type as one node kind starts it.

    `evidence` says whether the text states it (true, false, or "optional": some edges of the type do);
    a `derived` edge is computed from several plans and contributed by none: from those of one `city`, or from
    those of all cities for one `year`, together with which it is computed anew.
    """

    target: tuple[str, ...]
    label: str
    evidence: bool | Literal["optional"] = False
    derived: Literal[False, "city", "year"] = False
    properties: dict[str, Property] = {}


class NodeKind(_Strict):
    """One node label. `key` names the parts of its key, in order; a `shared` node goes with its last plan."""

    name: str
    label: str
    description: str
    shared: bool = False
    key: tuple[str, ...]
    properties: dict[str, Property]
    edges: dict[str, EdgeKind]


class Ontology(_Strict):
    """All kinds, by English label."""

    kinds: dict[str, NodeKind]

    @property
    def edge_types(self) -> dict[str, list[tuple[str, EdgeKind]]]:
        """Relationship type -> the (source label, kind) pairs that start it."""
        types: dict[str, list[tuple[str, EdgeKind]]] = {}
        for kind in self.kinds.values():
            for name, edge in kind.edges.items():
                types.setdefault(name, []).append((kind.name, edge))
        return types

    def check_node(self, node: Node) -> None:
        """Raise OntologyError unless the node's label, properties and values are of its kind."""
        kind = self.kinds.get(node.label)
        if kind is None:
            raise OntologyError(f"no kind of node is called {node.label!r}")
        _check_properties(node, kind.properties)

    def check_edge(self, edge: Edge) -> None:
        """Raise OntologyError unless the edge's ends, properties and evidence are of its kind."""
        source = self.kinds.get(edge.source.label)
        kind = source.edges.get(edge.type) if source else None
        if kind is None or edge.target.label not in kind.target:
            raise OntologyError(f"no ({edge.source.label})-[:{edge.type}]->({edge.target.label})")
        stated = [name for name in EVIDENCE if name in edge.properties]
        if stated and (len(stated) < len(EVIDENCE) or not kind.evidence):
            raise OntologyError(f"{_named(edge)}: evidence is whole or absent, here {stated}")
        if kind.evidence is True and not stated:
            raise OntologyError(f"{_named(edge)}: no evidence")
        _check_properties(edge, kind.properties, besides=(*EVIDENCE, "plan"))


def _check_properties(element: Node | Edge, known: dict[str, Property], besides: tuple[str, ...] = ()) -> None:
    for name, value in element.properties.items():
        if name in known:
            _check_value(element, name, value, known[name])
        elif name not in besides:
            raise OntologyError(f"{_named(element)}: no property is called {name!r}")


def _check_value(element: Node | Edge, name: str, value: Value, kind: Property) -> None:
    is_flag = isinstance(value, bool)
    if not isinstance(value, _PYTHON[kind.type]) or (is_flag and kind.type != "boolean"):
        raise OntologyError(f"{_named(element)}.{name}: {value!r} is not a {kind.type}")
    if kind.values and value not in kind.values:
        raise OntologyError(f"{_named(element)}.{name}: {value!r} is none of {', '.join(kind.values)}")


def _named(element: Node | Edge) -> str:
    """What an error calls the element."""
    return f"{element.label if isinstance(element, Node) else element.type} {element.key}"


@cache
def ontology() -> Ontology:
    """The ontology of `graph/ontology/*.yaml`, one file a node kind; raises OntologyError when it is not
    consistent: an unknown key part, a target that does not exist, a type that shares a label's name."""
    kinds: dict[str, NodeKind] = {}
    for file in sorted(files("graph").joinpath("ontology").iterdir(), key=lambda f: f.name):
        name = file.name.removesuffix(".yaml")
        try:
            content = yaml.safe_load(file.read_text("utf-8"))
            kinds[name] = NodeKind.model_validate({"name": name, **content})
        except (yaml.YAMLError, ValidationError, TypeError) as error:
            raise OntologyError(f"ontology/{file.name}: {error}") from error
    found = Ontology(kinds=kinds)
    for kind in kinds.values():
        for edge_name, edge in kind.edges.items():
            if missing := [target for target in edge.target if target not in kinds]:
                raise OntologyError(f"{kind.name}-[:{edge_name}]: no kind {missing}")
            if edge_name in kinds:
                raise OntologyError(f"{edge_name} is a label and a relationship type")
    return found
