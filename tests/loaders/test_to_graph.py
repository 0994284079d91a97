from __future__ import annotations

from collections import Counter
from dataclasses import replace

from hypothesis import given, settings

from graph.elements import Edge, PlanGraph
from graph.evidence import Evidence
from graph.kinds import EVIDENCE, ontology
from graph.store.checks import check_plans
from loaders.facts import (
    Division,
    Facility,
    Initiative,
    Official,
    Plan,
    Regulation,
    Section,
    Target,
    Topic,
    Unit,
)
from loaders.to_graph import plan_graph, plan_key
from tests import strategies

CITY = Division("青岚市", "city", "", "云岭省")
OTHER_CITY = Division("榆城市", "city", "", "云岭省")
TEXT = (
    "市城管局牵头建设运管服平台，检测25座桥梁，修订《青岚市城市绿化条例（试行）》，"
    "由市政科和市公安局交警支队、市公安局配合。"
)


def at(words: str, text: str = TEXT) -> Evidence:
    start = text.index(words)
    return Evidence.cut(text, start, start + len(words))


def plan(*items: Initiative, city: Division = CITY, year: int = 2023) -> Plan:
    return Plan(
        source="plan.txt",
        sha256="0" * 64,
        city=city,
        year=year,
        title=f"{city.name}城市管理局{year}年工作要点",
        issuer=f"{city.name}城市管理局",
        doc_number=None,
        issued_on=None,
        sections=(Section(1, "基础设施"),),
        initiatives=items,
    )


ITEM = Initiative(
    number=7,
    label="7.",
    section=1,
    title=None,
    text=TEXT,
    facilities=(
        Facility("运管服平台", "platform", at("运管服平台")),
        Facility("桥梁", "bridge", at("25座桥梁"), count=25, measure="座"),
    ),
    regulations=(Regulation("青岚市城市绿化条例（试行）", "regulation", at("青岚市城市绿化条例（试行）"), "修订"),),
    units=(
        Unit("市城管局", "lead", at("市城管局")),
        Unit("市政科", "support", at("市政科")),
        Unit("市公安局交警支队", "support", at("市公安局交警支队")),
        Unit("市公安局", "mentioned", at("市公安局配合")),
    ),
    officials=(Official("张三", at("市")),),
    targets=(Target("桥梁", "=", 25, "座", at("25座")),),
    topics=(Topic("桥梁隧道", "市政园林", 0.5, (at("桥梁"), at("25座桥梁"))),),
)


def edges(graph: PlanGraph, type_: str) -> list[Edge]:
    return [edge for edge in graph.edges if edge.type == type_]


def names(graph: PlanGraph, label: str) -> set[str]:
    return {str(node.properties["name"]) for node in graph.nodes if node.label == label}


@settings(max_examples=50, deadline=None)
@given(strategies.plans())
def test_every_plan_gives_what_the_store_takes(made: Plan) -> None:
    check_plans([plan_graph(made)])


@settings(max_examples=50, deadline=None)
@given(strategies.plans())
def test_every_quote_is_what_stands_at_its_offsets(made: Plan) -> None:
    graph = plan_graph(made)
    texts = {node.key: str(node.properties["text"]) for node in graph.nodes if node.label == "Initiative"}
    for edge in graph.edges:
        if "quote" in edge.properties:
            item = edge.source.key if edge.source.label == "Initiative" else edge.target.key
            start, end, quote = (edge.properties[name] for name in EVIDENCE)
            assert isinstance(start, int)
            assert isinstance(end, int)
            assert texts[item][start:end] == quote


@settings(max_examples=50, deadline=None)
@given(strategies.plans())
def test_a_key_is_one_node(made: Plan) -> None:
    graph = plan_graph(made)
    assert max(Counter(node.ref for node in graph.nodes).values()) == 1
    assert max(Counter((edge.type, edge.key) for edge in graph.edges).values()) == 1


@settings(max_examples=50, deadline=None)
@given(strategies.plans())
def test_the_same_plan_gives_the_same_graph(made: Plan) -> None:
    assert plan_graph(made) == plan_graph(made)


@settings(max_examples=50, deadline=None)
@given(strategies.plans())
def test_every_edge_the_plan_states_carries_its_key(made: Plan) -> None:
    graph = plan_graph(made)
    assert graph.key == plan_key(made)
    shared = {name for name, kind in ontology().kinds.items() if kind.shared}
    for edge in graph.edges:
        both_shared = edge.source.label in shared and edge.target.label in shared
        assert edge.properties.get("plan") == (None if both_shared else graph.key)


def test_every_fact_has_its_edge() -> None:
    graph = plan_graph(plan(ITEM), loaded_at="2024-01-01T00:00:00+00:00")
    assert Counter(edge.type for edge in graph.edges) == {
        "OF_CITY": 1,
        "FOR_YEAR": 1,
        "ISSUED": 1,
        "HAS_SECTION": 1,
        "HAS_INITIATIVE": 2,
        "CONCERNS": 2,
        "REFERS_TO": 1,
        "RESPONSIBLE_FOR": 3,
        "MENTIONS": 1,
        "LEADS": 1,
        "COMMITS_TO": 1,
        "MEASURES": 1,
        "ABOUT": 1,
        "PART_OF": 2,
        "IN_CITY": 4 + 2 + 1,
    }
    (head,) = (node for node in graph.nodes if node.label == "Plan")
    assert head.properties["loaded"] == "2024-01-01T00:00:00+00:00"


def test_an_item_without_a_title_has_no_such_property() -> None:
    (item,) = (node for node in plan_graph(plan(ITEM)).nodes if node.label == "Initiative")
    assert "title" not in item.properties
    assert item.properties["section"] == "基础设施"


def test_the_unit_named_first_leads_and_the_issuer_does_not_stand_in() -> None:
    roles = {edge.source.key: edge.properties["role"] for edge in edges(plan_graph(plan(ITEM)), "RESPONSIBLE_FOR")}
    assert roles == {
        "青岚市/青岚市城市管理局": "lead",
        "青岚市/市政科": "support",
        "青岚市/青岚市公安局交通警察支队": "support",
    }


def test_the_issuer_stands_in_where_no_unit_leads_and_says_so() -> None:
    (edge,) = edges(plan_graph(plan(replace(ITEM, units=()))), "RESPONSIBLE_FOR")
    assert edge.source.key == "青岚市/青岚市城市管理局"
    assert edge.properties["role"] == "issuer"
    assert "quote" not in edge.properties


def test_a_unit_is_part_of_the_unit_its_name_begins_with_and_a_bare_division_of_the_issuer() -> None:
    assert {(edge.source.key, edge.target.key) for edge in edges(plan_graph(plan(ITEM)), "PART_OF")} == {
        ("青岚市/青岚市公安局交通警察支队", "青岚市/青岚市公安局"),
        ("青岚市/市政科", "青岚市/青岚市城市管理局"),
    }


def test_an_organ_that_only_a_part_of_it_names_has_a_node() -> None:
    item = replace(ITEM, units=(Unit("市公安局交警支队", "support", at("市公安局交警支队")),))
    graph = plan_graph(plan(item))
    assert "青岚市公安局" in names(graph, "Unit")
    check_plans([graph])


def test_a_target_measures_the_counted_class_whose_figure_it_is() -> None:
    (edge,) = edges(plan_graph(plan(ITEM)), "MEASURES")
    assert edge.target.key == "青岚市/桥梁/class"


def test_a_counted_class_and_a_thing_of_its_name_are_two_nodes() -> None:
    named = replace(ITEM, facilities=(*ITEM.facilities, Facility("桥梁", "bridge", at("桥梁"))))
    found = [node for node in plan_graph(plan(named)).nodes if node.properties.get("name") == "桥梁"]
    assert sorted(bool(node.properties["class"]) for node in found) == [False, True]


def test_a_topic_says_how_sure_it_is_and_by_what_words() -> None:
    graph = plan_graph(plan(ITEM))
    (edge,) = edges(graph, "ABOUT")
    assert edge.target.key == "桥梁隧道"
    assert (edge.properties["score"], edge.properties["quote"]) == (0.5, "桥梁")
    assert edge.properties["terms"] == ["桥梁", "25座桥梁"]
    (topic,) = (node for node in graph.nodes if node.label == "Topic")
    assert topic.properties == {"name": "桥梁隧道", "broader": "市政园林"}


def test_two_spellings_in_two_years_are_one_node() -> None:
    text = "济宁市城市管理局 青岚市城市管理局 城市运行管理服务平台 城市绿化条例"
    later = Initiative(
        number=1,
        label="1.",
        section=None,
        title=None,
        text=text,
        facilities=(Facility("城市运行管理服务平台", "platform", at("城市运行管理服务平台", text)),),
        regulations=(Regulation("城市绿化条例", "regulation", at("城市绿化条例", text)),),
        units=(Unit("青岚市城市管理局", "lead", at("青岚市城市管理局", text)),),
    )
    one, other = plan_graph(plan(ITEM)), plan_graph(plan(later, year=2024))
    for label in ("Facility", "Regulation", "Unit"):
        assert names(other, label) <= names(one, label)


def test_written_forms_are_kept_as_aliases() -> None:
    (bureau,) = (n for n in plan_graph(plan(ITEM)).nodes if n.key == "青岚市/青岚市城市管理局")
    assert bureau.properties["aliases"] == ["市城管局"]


def test_units_of_one_name_in_two_cities_are_two_nodes() -> None:
    one, other = plan_graph(plan(ITEM)), plan_graph(plan(ITEM, city=OTHER_CITY))
    divisions = {node.key for graph in (one, other) for node in graph.nodes if node.properties.get("name") == "市政科"}
    assert divisions == {"青岚市/市政科", "榆城市/市政科"}


def test_one_sentence_in_two_years_is_two_items() -> None:
    one, other = plan_graph(plan(ITEM)), plan_graph(plan(ITEM, year=2024))
    items = {node.key for graph in (one, other) for node in graph.nodes if node.label == "Initiative"}
    assert len(items) == 2


def test_a_national_law_is_one_node_of_no_city() -> None:
    text = "落实《中华人民共和国行政处罚法》和《行政处罚法》"
    item = Initiative(
        number=1,
        label="1.",
        section=None,
        title=None,
        text=text,
        regulations=(
            Regulation("中华人民共和国行政处罚法", "law", at("中华人民共和国行政处罚法", text)),
            Regulation("行政处罚法", "law", at("《行政处罚法", text)),
        ),
    )
    graphs = [plan_graph(plan(item)), plan_graph(plan(item, city=OTHER_CITY))]
    assert {n.key for g in graphs for n in g.nodes if n.label == "Regulation"} == {"国家/行政处罚法"}
    assert not [e for g in graphs for e in edges(g, "IN_CITY") if e.source.label == "Regulation"]


def norm_keys(*norms: Regulation, text: str) -> set[str]:
    item = Initiative(number=1, label="1.", section=None, title=None, text=text, regulations=norms)
    return {node.key for node in plan_graph(plan(item)).nodes if node.label == "Regulation"}


def test_a_norm_written_short_is_the_node_of_its_full_name() -> None:
    text = "修订《青岚市城市绿化条例》，宣传《条例》"
    full = Regulation("青岚市城市绿化条例", "regulation", at("青岚市城市绿化条例", text))
    short = Regulation("条例", "regulation", at("条例", text), full_name="青岚市城市绿化条例")
    assert norm_keys(full, short, text=text) == {"青岚市/城市绿化条例"}


def test_a_bare_kind_of_document_is_no_node_that_plans_could_share() -> None:
    text = "宣传《条例》，落实《实施方案》，执行《供水条例》"
    written = ("条例", "实施方案", "供水条例")
    norms = [Regulation(name, "regulation", at(f"《{name}", text)) for name in written]
    assert norm_keys(*norms, text=text) == {"青岚市/供水条例"}


def test_a_ministry_lies_in_no_city_that_names_it() -> None:
    item = replace(ITEM, units=(Unit("住建部", "mentioned", at("市")),))
    graph = plan_graph(plan(item))
    assert "住房和城乡建设部" in names(graph, "Unit")
    assert "青岚市/住房和城乡建设部" not in {edge.source.key for edge in edges(graph, "IN_CITY")}
