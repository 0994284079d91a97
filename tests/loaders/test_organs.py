from __future__ import annotations

import pytest

from graph.elements import PlanGraph
from graph.evidence import Evidence
from loaders.facts import Division, Initiative, Plan, Unit
from loaders.names import unit_name
from loaders.organs import own_divisions, whole_of
from loaders.to_graph import plan_graph

CITY = Division("青岚市", "city", "", "云岭省")
COUNTY = Division("云渡县", "county", "", "云岭省")


def graph_of(*texts: str, units: dict[int, list[str]], city: Division = CITY) -> PlanGraph:
    """The graph of a plan of these items, each with the units of its number, at their first place in its text."""
    items = []
    for number, text in enumerate(texts, start=1):
        named = []
        for name in units.get(number, []):
            start = text.index(name)
            named.append(Unit(name, "lead", Evidence.cut(text, start, start + len(name))))
        items.append(Initiative(number, f"{number}.", None, None, text, units=tuple(named)))
    issuer = f"{city.name}水务局"
    return plan_graph(Plan("p.txt", "0" * 64, city, 2023, "要点", issuer, None, None, (), tuple(items)))


def aliases(graph: PlanGraph) -> dict[str, list[str]]:
    """The units with the names that they are also written with."""
    found = {}
    for node in graph.nodes:
        other = node.properties.get("aliases")
        if node.label == "Unit" and isinstance(other, list):
            found[str(node.properties["name"])] = [str(name) for name in other]
    return found


@pytest.mark.parametrize(
    "declared", ["（以下简称“运维委”）", "（简称运维委）", "(以下简称:运维委)", "（下称，简称“运维委”）"]
)
def test_a_declared_short_name_is_the_unit_it_is_declared_for(declared: str) -> None:
    first = f"成立城乡运转维护委员会{declared}。"
    graph = graph_of(first, "运维委统筹。", units={1: ["城乡运转维护委员会"], 2: ["运维委"]})
    expected = [] if "，" in declared else ["运维委"]
    assert aliases(graph).get("城乡运转维护委员会", []) == expected


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("市疾控中心", "市疾病预防控制中心"),
        ("市环卫中心", "市环境卫生管理中心"),
        ("建管科", "建设管理科"),
        ("市食安办", "市食品安全委员会办公室"),
        ("市交建集团", "市交通建设集团"),
        ("市质监站", "市质量安全监督站"),
    ],
)
def test_a_name_that_shortens_one_other_word_by_word_is_that_unit(short: str, full: str) -> None:
    graph = graph_of(f"{short}牵头。", f"{full}负责。", units={1: [short], 2: [full]})
    names = {str(node.properties["name"]) for node in graph.nodes if node.label == "Unit"}
    assert unit_name(short, CITY) not in names
    assert unit_name(full, CITY) in names


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("市住建局", "市建设集团"),
        ("市环卫中心", "市园林环卫中心"),
        ("综合科", "综合执法科"),
        ("市政科", "市容行政科"),
        ("市公安局", "市公安局交警支队"),
        ("云渡区疾控中心", "市疾病预防控制中心"),
        ("市建投集团", "市城市建设投资集团"),
        ("市水务局", "市水务集团"),
        ("法规科", "政策法规科"),
        ("市管委", "城市管网运营委员会"),
    ],
)
def test_names_of_two_organs_stay_two_units(one: str, other: str) -> None:
    graph = graph_of(f"{one}牵头。", f"{other}负责。", units={1: [one], 2: [other]})
    names = {str(node.properties["name"]) for node in graph.nodes if node.label == "Unit"}
    assert {unit_name(one, CITY), unit_name(other, CITY)} <= names


def test_a_short_name_of_two_units_is_of_neither() -> None:
    graph = graph_of(
        "建管科牵头。", "建设管理科、建筑管理科负责。", units={1: ["建管科"], 2: ["建设管理科", "建筑管理科"]}
    )
    assert aliases(graph) == {}


def test_a_second_name_in_brackets_is_of_the_same_organ() -> None:
    written = "市城管局（市综合执法局）"
    graph = graph_of(f"{written}牵头，市城管局配合。", units={1: [written, "市城管局"]})
    assert aliases(graph) == {"青岚市城市管理局": ["市城管局", "市城管局（市综合执法局）"]}


@pytest.mark.parametrize(
    ("part", "whole"),
    [
        ("市公安局交警支队", "青岚市公安局"),
        ("市城管局市政科", "青岚市城市管理局"),
        ("市城管局（环卫中心）", "青岚市城市管理局"),
        ("区城管局下属环卫中心", "区城市管理局"),
        ("云渡区教育局基础教育科", "云渡区教育局"),
        ("市公安局云渡分局", "青岚市公安局"),
        ("市防汛抗旱指挥部办公室", "青岚市防汛抗旱指挥部"),
        ("市委组织部", "青岚市委"),
        ("市政府办公室", "青岚市人民政府"),
    ],
)
def test_a_name_that_holds_an_organs_name_shows_what_it_is_part_of(part: str, whole: str) -> None:
    assert whole_of(unit_name(part, CITY), ()) == whole


@pytest.mark.parametrize(
    "name",
    ["市公安局", "各县区城管局", "市直机关工委", "市委市政府办公室", "市城管局（市综合执法局）", "青岚水务有限公司"],
)
def test_other_names_show_no_whole(name: str) -> None:
    assert whole_of(unit_name(name, CITY), {"青岚水务"}) is None


@pytest.mark.parametrize(
    ("names", "own"),
    [
        ({"市政科", "办公室", "城市管理科"}, {"市政科", "办公室", "城市管理科"}),
        ({"种植业股", "县教育局基础股", "农机股"}, {"种植业股", "农机股"}),
        ({"综合处", "数据处"}, {"综合处", "数据处"}),
        ({"法规科", "云渡海事处", "植物园管理处"}, {"法规科"}),
        (
            {"局属各单位", "机关各科室", "局机关党委", "机关纪委"},
            {"局属各单位", "机关各科室", "局机关党委", "机关纪委"},
        ),
        ({"市大数据中心", "各县（区）科技局", "岫岭公司财务科"}, set()),
    ],
)
def test_divisions_without_an_organ_before_them_are_the_issuers_own(names: set[str], own: set[str]) -> None:
    assert own_divisions(names, COUNTY) == own


def test_a_governments_plan_has_no_divisions_of_its_own() -> None:
    text = "法规科负责。"
    item = Initiative(1, "1.", None, None, text, units=(Unit("法规科", "lead", Evidence.cut(text, 0, 3)),))
    issuer = "青岚市人民政府"
    graph = plan_graph(Plan("p.txt", "0" * 64, CITY, 2023, "要点", issuer, None, None, (), (item,)))
    assert not [edge for edge in graph.edges if edge.type == "PART_OF"]
