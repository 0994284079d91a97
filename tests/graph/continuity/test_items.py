from __future__ import annotations

from graph.continuity import FacilityUse, Item, RegulationUse, TargetUse, TopicUse, items_of
from graph.elements import Edge, Node, NodeRef, PlanGraph, Value

PLAN = "青岚市/青岚市园林局/2031"
ONE = NodeRef("Initiative", f"{PLAN}/1")


def test_is_an_item_built_from_the_nodes_and_edges_of_its_plan() -> None:
    text = "修桥。对3座桥梁检修，落实《桥梁办法》，完好率99%。"
    initiative: dict[str, Value] = {
        "number": 1,
        "title": "修桥",
        "text": text,
        "city": "青岚市",
        "year": 2031,
        "section": "一季度",
    }
    nodes = (
        Node("Plan", PLAN, {"issuer": "青岚市园林局", "city": "青岚市", "year": 2031}),
        Node("Initiative", f"{PLAN}/2", {"number": 2, "text": "其他", "city": "青岚市", "year": 2031}),
        Node("Initiative", ONE.key, initiative),
        Node("Facility", "青岚市/桥梁", {"name": "桥梁", "kind": "bridge", "class": True}),
        Node("Facility", "青岚市/龙桥", {"name": "龙桥", "kind": "bridge", "class": False}),
        Node("Regulation", "青岚市/桥梁办法", {"name": "桥梁办法", "kind": "measures"}),
        Node("Target", f"{ONE.key}/1", {"metric": "完好率", "op": "=", "value": 99.0, "unit": "%"}),
        Node("Topic", "市政设施", {"name": "市政设施", "broader": "城市建设"}),
        Node("Unit", "青岚市/市政科", {"name": "市政科"}),
        Node("Unit", "青岚市/市园林局", {"name": "市园林局"}),
    )
    edges = (
        Edge("CONCERNS", ONE, nodes[4].ref, "b", {"start": 20}),
        Edge("CONCERNS", ONE, nodes[3].ref, "a", {"start": 4, "count": 3.0, "measure": "座"}),
        Edge("REFERS_TO", ONE, nodes[5].ref, "c", {"start": 14, "action": "落实"}),
        Edge("COMMITS_TO", ONE, nodes[6].ref, "d", {"start": 22}),
        Edge("ABOUT", ONE, nodes[7].ref, "h", {"start": 0, "score": 0.6}),
        Edge("RESPONSIBLE_FOR", nodes[8].ref, ONE, "e", {"role": "lead"}),
        Edge("RESPONSIBLE_FOR", nodes[9].ref, ONE, "f", {"role": "issuer"}),
        Edge("HAS_INITIATIVE", nodes[0].ref, ONE, "g"),
    )
    first, second = items_of(PlanGraph(PLAN, "", nodes, edges))
    assert first == Item(
        key=ONE.key,
        city="青岚市",
        plan=PLAN,
        issuer="青岚市园林局",
        year=2031,
        number=1,
        text=text,
        title="修桥",
        section="一季度",
        facilities=(FacilityUse("桥梁", "bridge", 3.0, "座"), FacilityUse("龙桥", "bridge")),
        regulations=(RegulationUse("桥梁办法", "measures", "落实", "青岚市/桥梁办法"),),
        targets=(TargetUse("完好率", "=", 99.0, "%"),),
        units=("市政科",),
        topics=(TopicUse("市政设施", "城市建设", 0.6),),
    )
    assert (second.number, second.title, second.facilities) == (2, "", ())
