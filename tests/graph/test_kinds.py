"""The linter of the ontology: what must hold of `graph/ontology/*.yaml` beyond its schema."""

from __future__ import annotations

import re

import pytest

from graph.elements import Edge, Node, NodeRef
from graph.errors import OntologyError
from graph.kinds import EVIDENCE, EdgeKind, NodeKind, ontology

KINDS = list(ontology().kinds.values())
EDGES = [(kind, name, edge) for kind in KINDS for name, edge in kind.edges.items()]
_CHINESE = re.compile(r"[\u4e00-\u9fff]+")

by_name = pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
by_type = pytest.mark.parametrize(("kind", "name", "edge"), EDGES, ids=[f"{k.name}-{n}" for k, n, _ in EDGES])


@by_name
def test_labels_are_english_and_what_they_are_called_is_chinese(kind: NodeKind) -> None:
    assert re.fullmatch(r"[A-Z][A-Za-z]+", kind.name)
    assert _CHINESE.fullmatch(kind.label)
    assert kind.description.endswith(".")


@by_name
def test_properties_are_named_alike(kind: NodeKind) -> None:
    for name, shape in kind.properties.items():
        assert re.fullmatch(r"[a-z][a-z0-9_]*", name)
        assert _CHINESE.fullmatch(shape.label)
        assert name != "key", "every node has a key; it is no property of a kind"
        assert not shape.values or shape.type == "string"


@by_name
def test_a_key_is_made_of_what_a_node_or_its_place_says(kind: NodeKind) -> None:
    places = {"city", "plan", "initiative", "ordinal"}
    assert kind.key
    assert set(kind.key) <= set(kind.properties) | places


@by_name
def test_two_properties_of_a_kind_are_not_called_the_same(kind: NodeKind) -> None:
    labels = [shape.label for shape in kind.properties.values()]
    assert len(labels) == len(set(labels))


@by_type
def test_types_are_verbs_in_capitals(kind: NodeKind, name: str, edge: EdgeKind) -> None:
    assert re.fullmatch(r"[A-Z]+(_[A-Z]+)*", name)
    assert _CHINESE.fullmatch(edge.label)


@by_type
def test_no_edge_redefines_what_evidence_and_origin_are(kind: NodeKind, name: str, edge: EdgeKind) -> None:
    assert not {*EVIDENCE, "plan", "plans", "key"} & set(edge.properties)


@by_type
def test_a_derived_edge_is_stated_by_no_text(kind: NodeKind, name: str, edge: EdgeKind) -> None:
    assert not (edge.derived and edge.evidence)


@by_type
def test_an_edge_with_evidence_begins_or_ends_at_the_item_that_states_it(
    kind: NodeKind, name: str, edge: EdgeKind
) -> None:
    if edge.evidence:
        assert kind.name == "Initiative" or edge.target == ("Initiative",)


def test_a_property_has_one_type_wherever_a_type_of_edge_has_it() -> None:
    for name, pairs in ontology().edge_types.items():
        for prop in {prop for _, edge in pairs for prop in edge.properties}:
            types = {edge.properties[prop].type for _, edge in pairs if prop in edge.properties}
            assert len(types) == 1, f"{name}.{prop}"


def test_every_kind_can_be_reached_from_a_plan() -> None:
    reached = {"Plan"}
    for _ in KINDS:
        reached |= {t for kind, _, edge in EDGES if kind.name in reached for t in edge.target}
        reached |= {kind.name for kind, _, edge in EDGES if reached & set(edge.target)}
    assert reached == set(ontology().kinds)


@pytest.mark.parametrize(
    "node",
    [
        Node("Bridge", "甲"),
        Node("City", "甲", {"mayor": "乙"}),
        Node("City", "甲", {"name": 1}),
        Node("City", "甲", {"level": "village"}),
        Node("Year", "2023", {"year": True}),
    ],
)
def test_a_node_that_is_of_no_kind_is_refused(node: Node) -> None:
    with pytest.raises(OntologyError):
        ontology().check_node(node)


ITEM, BUREAU, ROAD = NodeRef("Initiative", "甲"), NodeRef("Unit", "乙"), NodeRef("Facility", "丙")
QUOTE = {"start": 0, "end": 1, "quote": "丙"}


@pytest.mark.parametrize(
    "edge",
    [
        Edge("CONCERNS", ROAD, ITEM, "1", QUOTE),
        Edge("CONCERNS", ITEM, ROAD, "1"),
        Edge("CONCERNS", ITEM, ROAD, "1", {"start": 0}),
        Edge("CONCERNS", ITEM, ROAD, "1", {**QUOTE, "colour": "red"}),
        Edge("RESPONSIBLE_FOR", BUREAU, ITEM, "1", {"role": "boss"}),
        Edge("CONTINUES", ITEM, ITEM, "1", QUOTE),
    ],
)
def test_an_edge_that_is_of_no_kind_is_refused(edge: Edge) -> None:
    with pytest.raises(OntologyError):
        ontology().check_edge(edge)


def test_evidence_may_be_absent_where_it_is_optional() -> None:
    ontology().check_edge(Edge("RESPONSIBLE_FOR", BUREAU, ITEM, "1", {"role": "issuer", "plan": "丁"}))
    ontology().check_edge(Edge("RESPONSIBLE_FOR", BUREAU, ITEM, "1", {"role": "lead", **QUOTE}))
