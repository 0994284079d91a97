from __future__ import annotations

from pathlib import Path

import networkx
import pytest

from graph.continuity import items_of
from graph.elements import Node
from graph.kinds import ontology
from graph.queries import (
    ItemFilter,
    cities,
    count_topics,
    counts,
    find_initiatives,
    graph_elements,
    initiatives_for_linking,
    plans,
    search,
    status,
    trace,
    unlinked_cities,
)
from graph.queries import elements as paging
from graph.store.bolt import BoltStore
from graph.trace import Line, lines_to_json
from loaders.load import load, read_plans
from loaders.to_graph import plan_graph
from tests.invented import BRIDGES_2023, GREEN, three_years, write_plan


@pytest.fixture
def loaded(empty_store: BoltStore, tmp_path: Path) -> BoltStore:
    """A store with three years of one city."""
    load([three_years(tmp_path)], empty_store)
    return empty_store


def states(line: Line) -> list[tuple[int, str, list[int]]]:
    return [(year.year, year.state, [item.number for item in year.initiatives]) for year in line.years]


def test_an_empty_store_answers_every_question(empty_store: BoltStore) -> None:
    assert counts(empty_store).nodes == {}
    assert counts(empty_store).edges == {}
    assert plans(empty_store) == []
    assert cities(empty_store) == []
    assert trace(empty_store, "桥梁监测") == []
    assert unlinked_cities(empty_store) == set()
    assert initiatives_for_linking(empty_store, []) == []
    assert list(graph_elements(empty_store)) == []


def test_everything_is_counted(loaded: BoltStore) -> None:
    found = counts(loaded)
    assert found.nodes["Initiative"] == 7
    assert found.nodes["City"] == 1
    assert found.edges["HAS_SECTION"] == 3
    assert set(found.nodes) <= set(ontology().kinds)
    assert set(found.edges) <= set(ontology().edge_types)
    assert list(found.nodes) == sorted(found.nodes)


def test_plans_and_cities_are_listed(loaded: BoltStore) -> None:
    assert [(plan.city, plan.year, plan.source, plan.initiatives) for plan in plans(loaded)] == [
        ("青岚市", 2021, "2021.txt", 2),
        ("青岚市", 2023, "2023.txt", 3),
        ("青岚市", 2024, "2024.txt", 2),
    ]
    (city,) = cities(loaded)
    assert (city.name, city.years, city.plans, city.initiatives) == ("青岚市", (2021, 2023, 2024), 3, 7)
    found = status(loaded)
    assert found.store == loaded.description
    assert len(found.plans) == 3


def test_what_the_linker_gets_is_what_the_files_said(loaded: BoltStore, tmp_path: Path) -> None:
    graphs = [plan_graph(plan) for _, plan in read_plans([tmp_path]).plans]
    from_files = sorted((item for graph in graphs for item in items_of(graph)), key=lambda item: item.key)
    from_store = initiatives_for_linking(loaded, {"青岚市"})
    assert sorted(from_store, key=lambda item: item.key) == from_files


def test_the_linker_gets_other_cities_for_the_same_years_alone(loaded: BoltStore, tmp_path: Path) -> None:
    write_plan(tmp_path / "other" / "2021.txt", 2021, GREEN, city="榆城市")
    write_plan(tmp_path / "other" / "2022.txt", 2022, GREEN, city="榆城市")
    load([tmp_path / "other"], loaded)
    found = {(item.city, item.year) for item in initiatives_for_linking(loaded, {"青岚市"})}
    assert found == {("青岚市", 2021), ("青岚市", 2023), ("青岚市", 2024), ("榆城市", 2021)}


def test_a_line_shows_where_work_is_present_absent_and_unknown(loaded: BoltStore) -> None:
    (line,) = trace(loaded, "桥梁监测")
    assert states(line) == [(2021, "present", [1]), (2022, "unknown", []), (2023, "present", [2]), (2024, "absent", [])]
    assert line.city == "青岚市"
    (change,) = line.changes
    assert (change.earlier.number, change.later.number) == (1, 2)
    assert change.link.reasons


def test_the_evidence_of_a_line_has_the_words_and_stands_in_the_text(loaded: BoltStore) -> None:
    (line,) = trace(loaded, "桥梁监测")
    for year in line.years:
        for item in year.initiatives:
            assert item.evidence
            for match in item.evidence:
                match.evidence.check(item.text)
                assert "桥梁" in match.evidence.quote
                assert "监测" in match.evidence.quote
    (item,) = line.years[0].initiatives
    assert [(target.metric, target.value, target.unit) for target in item.targets] == [("大型桥梁", 5.0, "座")]


def test_a_thing_is_found_by_its_full_name_where_the_text_has_the_short_one(
    empty_store: BoltStore, tmp_path: Path
) -> None:
    write_plan(tmp_path / "a.txt", 2023, "提升智慧城管水平。推广运管服平台，实现互联互通。", GREEN)
    load([tmp_path], empty_store)
    (line,) = trace(empty_store, "城市运行管理服务平台")
    (item,) = line.years[0].initiatives
    assert "运管服平台" in item.evidence[0].evidence.quote


def test_a_line_can_be_asked_of_one_city(loaded: BoltStore, tmp_path: Path) -> None:
    write_plan(tmp_path / "other" / "a.txt", 2023, BRIDGES_2023, GREEN, city="榆城市")
    load([tmp_path / "other"], loaded)
    assert {line.city for line in trace(loaded, "桥梁监测")} == {"青岚市", "榆城市"}
    assert {line.city for line in trace(loaded, "桥梁监测", "榆城")} == {"榆城市"}
    assert trace(loaded, "桥梁监测", "济南") == []


def test_a_year_of_another_bureau_alone_is_unknown(loaded: BoltStore, tmp_path: Path) -> None:
    write_plan(tmp_path / "water" / "a.txt", 2022, "治理积水点。改造积水点5处。", bureau="水务局")
    load([tmp_path / "water"], loaded)
    (line,) = trace(loaded, "桥梁监测")
    assert states(line)[1] == (2022, "unknown", [])


@pytest.mark.parametrize("text", ["", "，。", "量子计算", "' OR 1=1 //", "桥梁监测" * 50])
def test_a_search_for_what_is_not_there_finds_nothing(loaded: BoltStore, text: str) -> None:
    assert trace(loaded, text) == []


def test_the_json_of_a_line_has_the_stable_shape(loaded: BoltStore) -> None:
    made = lines_to_json("桥梁监测", trace(loaded, "桥梁监测"))
    assert made["query"] == "桥梁监测"
    (line,) = made["lines"]
    assert set(line) >= {"name", "city", "years", "changes"}
    assert [year["state"] for year in line["years"]] == ["present", "unknown", "present", "absent"]
    item = line["years"][0]["initiatives"][0]
    assert set(item) >= {"number", "title", "evidence", "targets"}
    assert set(item["evidence"][0]) == {"start", "end", "quote"}
    assert line["changes"][0]["from"] == {"year": 2021, "number": 1}
    assert line["changes"][0]["to"] == {"year": 2023, "number": 2}


def test_all_elements_come_once_whatever_the_size_of_a_page(loaded: BoltStore, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = list(graph_elements(loaded))
    found = counts(loaded)
    nodes = [element for element in whole if isinstance(element, Node)]
    assert len(nodes) == sum(found.nodes.values())
    assert len(whole) - len(nodes) == sum(found.edges.values())
    monkeypatch.setattr(paging, "PAGE", 3)
    assert list(graph_elements(loaded)) == whole


def test_the_graph_that_comes_back_is_the_graph_that_went_in(loaded: BoltStore, tmp_path: Path) -> None:
    sent = networkx.MultiDiGraph()
    for _, plan in read_plans([tmp_path]).plans:
        graph = plan_graph(plan)
        sent.add_nodes_from(node.ref for node in graph.nodes)
        sent.add_edges_from((edge.source, edge.target, (edge.type, edge.key)) for edge in graph.edges)
    derived = {name for name, pairs in ontology().edge_types.items() if any(edge.derived for _, edge in pairs)}
    back = networkx.MultiDiGraph()
    for element in graph_elements(loaded):
        if isinstance(element, Node):
            back.add_node(element.ref)
            ontology().check_node(element)
        elif element.type not in derived:
            back.add_edge(element.source, element.target, (element.type, element.key))
    assert set(back.nodes) == set(sent.nodes)
    assert set(back.edges(keys=True)) == set(sent.edges(keys=True))


def test_items_are_counted_and_found_by_topic(loaded: BoltStore) -> None:
    counted = count_topics(loaded)
    assert counted["桥梁隧道"] == 2
    assert count_topics(loaded, city="青岚", year=2021)["桥梁隧道"] == 1
    assert count_topics(loaded, city="无此市") == {}
    found = find_initiatives(loaded, ItemFilter(topic="桥梁隧道"), limit=10)
    assert [(item.node.properties["year"], item.node.properties["number"]) for item in found.items] == [
        (2021, 1),
        (2023, 2),
    ]
    above = find_initiatives(loaded, ItemFilter(topic="市政园林"), limit=10)
    assert above.total == counted["市政园林"] > found.total


def test_a_changed_plan_is_about_what_it_says_now_and_a_topic_goes_with_its_last_plan(
    loaded: BoltStore, tmp_path: Path
) -> None:
    write_plan(tmp_path / "2021.txt", 2021, GREEN)
    load([tmp_path], loaded)
    assert count_topics(loaded)["桥梁隧道"] == 1
    write_plan(tmp_path / "2023.txt", 2023, GREEN)
    load([tmp_path], loaded)
    assert "桥梁隧道" not in count_topics(loaded)
    assert loaded.query("MATCH (t:Topic {key: '桥梁隧道'}) RETURN t").rows == []


def test_a_topic_is_found_by_a_search(loaded: BoltStore) -> None:
    (group,) = (group for group in search(loaded, "桥梁隧道") if group.label == "Topic")
    assert [(hit.name, hit.city) for hit in group.hits] == [("桥梁隧道", None)]
