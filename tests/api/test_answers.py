from __future__ import annotations

from typing import Any
from urllib.parse import quote

import httpx
import pytest

from graph.kinds import ontology
from tests.api.conftest import answer, keys

MONITORING = "济宁市/济宁市城市管理局/2023/3"


def one(client: httpx.Client, folder: str, key: str, **parameters: str | int) -> Any:
    return answer(client, f"/api/{folder}/{quote(key, safe='')}", **parameters)


def test_the_service_says_that_it_lives_and_that_the_store_answers(client: httpx.Client) -> None:
    assert answer(client, "/healthz") == {"status": "ok"}
    assert answer(client, "/readyz") == {"status": "ok"}


def test_cities_are_listed_with_what_there_is_of_them(client: httpx.Client) -> None:
    listed = answer(client, "/api/cities")
    assert listed["total"] == len(listed["items"]) == 4
    assert listed["next"] is None
    jining = next(city for city in listed["items"] if city["name"] == "济宁市")
    assert (jining["years"], jining["plans"], jining["level"], jining["adcode"]) == (
        [2021, 2023, 2024],
        3,
        "city",
        "370800",
    )
    assert jining["initiatives"] == answer(client, "/api/initiatives", city="济宁市")["total"]


def test_plans_have_their_properties_and_the_number_of_items(client: httpx.Client) -> None:
    (plan,) = answer(client, "/api/plans", city="济宁市", year=2023)["items"]
    assert plan["key"] == "济宁市/济宁市城市管理局/2023"
    assert plan["issuer"] == "济宁市城市管理局"
    assert plan["initiatives"] == answer(client, "/api/initiatives", city="济宁市", year=2023)["total"]
    assert set(plan) == {"key", "initiatives", *ontology().kinds["Plan"].properties}


def test_an_item_has_its_text_and_every_fact_at_its_place(client: httpx.Client) -> None:
    item = one(client, "initiatives", MONITORING)
    assert item["title"] == "建成市直桥梁在线监测系统"
    assert item["plan"] == "济宁市/济宁市城市管理局/2023"
    starts = [fact["evidence"]["start"] for fact in item["facts"]]
    assert starts == sorted(starts)
    for fact in item["facts"]:
        evidence = fact["evidence"]
        assert item["text"][evidence["start"] : evidence["end"]] == evidence["quote"]
    named = {(fact["type"], fact["node"]["name"]) for fact in item["facts"]}
    assert {("CONCERNS", "如意洸府河大桥"), ("CONCERNS", "桥梁"), ("COMMITS_TO", "9座")} <= named
    counted = next(fact for fact in item["facts"] if fact["node"]["name"] == "桥梁")
    assert counted["properties"] == {"count": 9, "measure": "座", "segment": None}


def test_an_item_has_its_neighbours_by_relationship(client: httpx.Client) -> None:
    item = one(client, "initiatives", MONITORING)
    groups = {(group["type"], group["direction"]): group for group in item["neighbours"]}
    (earlier,) = groups["CONTINUES", "out"]["items"]
    assert groups["CONTINUES", "out"]["label"] == "延续"
    assert earlier["node"]["key"] == "济宁市/济宁市城市管理局/2021/5"
    assert earlier["node"]["properties"]["year"] == 2021
    assert earlier["properties"]["reasons"]
    assert earlier["evidence"] is None
    labels = {near["node"]["label"] for near in groups["HAS_INITIATIVE", "in"]["items"]}
    assert labels == {"Plan", "Section"}
    (target,) = groups["COMMITS_TO", "out"]["items"]
    assert target["node"]["properties"]["value"] == 9


@pytest.mark.parametrize(
    ("folder", "key", "type_", "direction"),
    [
        ("facilities", "济宁市/桥梁/class", "CONCERNS", "in"),
        ("regulations", "济宁市/城乡生活垃圾分类专项规划", "REFERS_TO", "in"),
        ("units", "临沂市/临沂市园林环卫中心", "RESPONSIBLE_FOR", "out"),
    ],
)
def test_what_items_name_has_the_items_that_name_it(
    client: httpx.Client, folder: str, key: str, type_: str, direction: str
) -> None:
    found = one(client, folder, key)
    assert found["key"] == key
    items = found["initiatives"]["items"]
    assert items
    assert found["initiatives"]["total"] == len(items)
    for item in items:
        for relation in item["relations"]:
            assert (relation["type"], relation["direction"]) == (type_, direction)
            evidence = relation["evidence"]
            assert item["text"][evidence["start"] : evidence["end"]] == evidence["quote"]
    in_city = next(group for group in found["neighbours"] if group["type"] == "IN_CITY")
    assert in_city["items"][0]["node"]["label"] == "City"


@pytest.mark.parametrize("folder", ["facilities", "regulations", "units"])
def test_the_number_of_items_in_a_list_is_that_of_the_node(client: httpx.Client, folder: str) -> None:
    for listed in answer(client, f"/api/{folder}", limit=200)["items"]:
        assert one(client, folder, listed["key"], limit=1)["initiatives"]["total"] == listed["initiatives"]


def test_keys_round_trip_in_urls(client: httpx.Client) -> None:
    for folder in ("initiatives", "facilities", "regulations", "units"):
        for key in keys(client, f"/api/{folder}", limit=200):
            assert one(client, folder, key)["key"] == key
            assert client.get(f"/api/{folder}/{quote(key)}").json()["key"] == key


def test_a_trace_has_lines_over_the_years(client: httpx.Client) -> None:
    found = answer(client, "/api/trace", q="桥梁监测", city="济宁")
    assert found["query"] == "桥梁监测"
    line = next(line for line in found["lines"] if len(line["changes"]))
    assert [(year["year"], year["state"]) for year in line["years"]] == [
        (2021, "present"),
        (2022, "unknown"),
        (2023, "present"),
        (2024, "absent"),
    ]
    assert line["changes"][0]["from"] == {"year": 2021, "number": 5}
    assert answer(client, "/api/trace", q="城市", limit=1)["total"] > 1
    assert answer(client, "/api/trace", q="量子计算") == {"query": "量子计算", "lines": [], "total": 0}


def test_a_search_finds_items_and_names_with_the_place_of_the_words(client: httpx.Client) -> None:
    found = answer(client, "/api/search", q="桥梁监测", limit=2)
    by_label = {group["label"]: group for group in found["groups"]}
    items = by_label["Initiative"]
    assert items["name"] == "工作事项"
    assert len(items["items"]) <= 2 <= items["total"]
    for hit in items["items"]:
        text = one(client, "initiatives", hit["key"])["text"]
        assert text[hit["start"] : hit["end"]] == hit["snippet"]
        assert {hit["snippet"][first:last] for first, last in hit["marks"]} == {"桥梁", "监测"}
    assert "桥梁健康监测系统平台" in {hit["name"] for hit in by_label["Facility"]["items"]}


def test_a_search_finds_cities_and_units_by_an_alias(client: httpx.Client) -> None:
    (city,) = next(g for g in answer(client, "/api/search", q="济宁")["groups"] if g["label"] == "City")["items"]
    assert (city["key"], city["city"], city["snippet"]) == ("济宁市", None, "济宁市")
    (unit,) = next(g for g in answer(client, "/api/search", q="市运管委")["groups"] if g["label"] == "Unit")["items"]
    assert (unit["name"], unit["snippet"], unit["city"]) == ("济宁市城市运行管理委员会", "市运管委", "济宁市")


@pytest.mark.parametrize("q", ["，。", "量子计算", "' OR 1=1 //", "<script>", "%"])
def test_a_search_for_what_is_not_there_finds_nothing(client: httpx.Client, q: str) -> None:
    assert answer(client, "/api/search", q=q) == {"query": q, "groups": []}


def test_a_query_is_answered_as_a_table(client: httpx.Client) -> None:
    body = {
        "query": "MATCH (i:Initiative {city: $city}) RETURN i.year AS 年份, count(*) AS 事项 ORDER BY 年份",
        "parameters": {"city": "济宁市"},
    }
    found = client.post("/api/cypher", json=body).json()
    assert found["columns"] == ["年份", "事项"]
    assert [row[0] for row in found["rows"]] == [2021, 2023, 2024]
    assert found["truncated"] is False


def test_a_query_is_cut_at_the_limit_of_rows_and_says_so(client: httpx.Client) -> None:
    for more, rows in (({}, 1000), ({"limit": 3}, 3), ({"limit": 5000}, 1000)):
        found = client.post("/api/cypher", json={"query": "UNWIND range(1, 3000) AS x RETURN x", **more}).json()
        assert len(found["rows"]) == rows
        assert found["truncated"] is True


def test_what_a_type_of_problem_means_can_be_looked_up(client: httpx.Client) -> None:
    problem = client.get("/api/units/x").json()
    assert problem["type"] in {kind["type"] for kind in answer(client, "/problems")["items"]}
