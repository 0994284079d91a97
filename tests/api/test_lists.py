from __future__ import annotations

from typing import Any

import httpx
import pytest

from tests.api.conftest import answer, keys


def everything(client: httpx.Client, path: str, **parameters: str | int) -> list[Any]:
    """All items of a list, page by page; each page says the same total."""
    items: list[Any] = []
    following: str | None = None
    while True:
        page = answer(client, path, **parameters, **({"next": following} if following else {}))
        items += page["items"]
        assert len(page["items"]) <= int(parameters.get("limit", 50))
        following = page["next"]
        if following is None:
            assert len(items) == page["total"]
            return items


@pytest.mark.parametrize("folder", ["cities", "plans", "initiatives", "facilities", "regulations", "units"])
@pytest.mark.parametrize("limit", [1, 7])
def test_pages_visit_each_item_once_in_one_order(client: httpx.Client, folder: str, limit: int) -> None:
    in_pages = [item["key"] for item in everything(client, f"/api/{folder}", limit=limit)]
    assert in_pages == keys(client, f"/api/{folder}", limit=200)
    assert len(set(in_pages)) == len(in_pages)


def test_items_come_plan_by_plan_in_the_order_of_their_numbers(client: httpx.Client) -> None:
    places = [(item["plan"], item["number"]) for item in everything(client, "/api/initiatives", limit=10)]
    assert places == sorted(places)


def test_pages_of_the_items_that_name_something_visit_each_once(client: httpx.Client) -> None:
    path = "/api/units/济宁市/济宁市城市管理局"
    seen: list[str] = []
    parameters: dict[str, str | int] = {"limit": 7}
    while True:
        page = answer(client, path, **parameters)["initiatives"]
        seen += [item["key"] for item in page["items"]]
        if page["next"] is None:
            break
        parameters["next"] = page["next"]
    assert len(seen) == len(set(seen)) == page["total"] > 14


def test_filters_hold_on_every_page(client: httpx.Client) -> None:
    items = everything(client, "/api/initiatives", city="济宁市", year=2023, limit=4)
    assert len(items) > 8
    assert {(item["city"], item["year"]) for item in items} == {("济宁市", 2023)}


def test_a_city_can_be_named_in_part(client: httpx.Client) -> None:
    for path in ("/api/plans", "/api/initiatives", "/api/facilities", "/api/regulations", "/api/units"):
        assert keys(client, path, city="济宁") == keys(client, path, city="济宁市") != []
        assert keys(client, path, city="无此市") == []


def test_items_are_found_by_section(client: httpx.Client) -> None:
    items = everything(client, "/api/initiatives", section="市政设施", limit=3)
    assert {item["section"] for item in items} == {"管养市政设施", "更新市政设施"}


@pytest.mark.parametrize(
    "unit", ["济宁市/济宁市城市运行管理委员会", "济宁市城市运行管理委员会", "市运管委", "城市运行管理委员会"]
)
def test_items_are_found_by_a_units_key_name_alias_or_part_of_its_name(client: httpx.Client, unit: str) -> None:
    items = everything(client, "/api/initiatives", unit=unit)
    assert items
    named = answer(client, "/api/units/济宁市/济宁市城市运行管理委员会")["initiatives"]
    assert {item["key"] for item in named["items"]} <= {item["key"] for item in items}


def test_items_are_found_by_facility(client: httpx.Client) -> None:
    by_key = keys(client, "/api/initiatives", facility="济宁市/桥梁/class")
    by_name = keys(client, "/api/initiatives", facility="桥梁")
    by_part = keys(client, "/api/initiatives", facility="洸府河大")
    assert "济宁市/济宁市城市管理局/2023/3" in by_key
    assert set(by_key) < set(by_name)
    assert "济宁市/济宁市城市管理局/2021/5" in by_part
    assert keys(client, "/api/initiatives", facility="桥梁", city="济宁市") == by_key


def test_items_are_found_by_regulation(client: httpx.Client) -> None:
    found = answer(client, "/api/regulations/济宁市/城乡生活垃圾分类专项规划")["initiatives"]["items"]
    wanted = [item["key"] for item in found]
    assert keys(client, "/api/initiatives", regulation="城乡生活垃圾分类专项规划") == wanted != []


def test_items_are_found_by_all_words_of_their_text(client: httpx.Client) -> None:
    items = everything(client, "/api/initiatives", text="桥梁 监测")
    assert items
    assert all("桥梁" in item["text"] and "监测" in item["text"] for item in items)
    assert keys(client, "/api/initiatives", text="桥梁监测") == []


def test_filters_are_met_together(client: httpx.Client) -> None:
    asked = {"city": "济宁市", "year": 2023, "facility": "桥梁", "unit": "济宁市城市管理局", "text": "监测"}
    assert keys(client, "/api/initiatives", **asked) == ["济宁市/济宁市城市管理局/2023/3"]
    assert keys(client, "/api/initiatives", **(asked | {"year": 2021})) == []


def test_plans_are_found_by_city_and_year(client: httpx.Client) -> None:
    assert len(keys(client, "/api/plans", city="济宁市")) == 3
    assert len(keys(client, "/api/plans", year=2023)) == 4
    assert keys(client, "/api/plans", year=1999) == []


def test_named_things_are_found_by_text_and_kind(client: httpx.Client) -> None:
    assert keys(client, "/api/units", text="市运管委") == ["济宁市/济宁市城市运行管理委员会"]
    bridges = everything(client, "/api/facilities", kind="bridge")
    assert bridges
    assert {item["kind"] for item in bridges} == {"bridge"}
    named = everything(client, "/api/facilities", kind="bridge", text="大桥", city="济宁市")
    assert named
    assert all("大桥" in item["name"] and item["key"].startswith("济宁市/") for item in named)
    assert {item["kind"] for item in everything(client, "/api/regulations", kind="plan")} == {"plan"}


def test_hostile_text_in_a_filter_is_only_text(client: httpx.Client) -> None:
    for text in ("') RETURN 1 //", "$words", "`", "\\", '"}', "\x00", "🌉"):
        for path, name in (("initiatives", "text"), ("initiatives", "unit"), ("facilities", "text"), ("plans", "city")):
            assert keys(client, f"/api/{path}", **{name: text}) == []


def test_topics_have_their_definitions_and_numbers_of_items(client: httpx.Client) -> None:
    listed = answer(client, "/api/topics")
    topics = {topic["name"]: topic for topic in listed["items"]}
    assert listed["total"] == len(topics) == len(listed["items"])
    assert topics["桥梁隧道"]["broader"] == "市政园林"
    assert topics["市政园林"]["broader"] is None
    for name in ("桥梁隧道", "市政园林"):
        assert topics[name]["initiatives"] == answer(client, "/api/initiatives", topic=name)["total"] > 0
    narrower = [topic["initiatives"] for topic in topics.values() if topic["broader"] == "市政园林"]
    assert max(narrower) < topics["市政园林"]["initiatives"] <= sum(narrower)


def test_topics_are_counted_for_a_city_and_a_year(client: httpx.Client) -> None:
    def bridges(**given: str | int) -> int:
        topics = answer(client, "/api/topics", **given)["items"]
        (found,) = (topic["initiatives"] for topic in topics if topic["name"] == "桥梁隧道")
        assert found == answer(client, "/api/initiatives", topic="桥梁隧道", **given)["total"]
        return int(found)

    assert bridges() >= bridges(city="济宁") > bridges(city="济宁市", year=2023) > bridges(city="济宁市", year=2024)


def test_items_are_found_by_topic_beside_other_filters(client: httpx.Client) -> None:
    whole = everything(client, "/api/initiatives", topic="桥梁隧道", limit=1)
    assert "济宁市/济宁市城市管理局/2023/3" in {item["key"] for item in whole}
    assert keys(client, "/api/initiatives", topic="桥梁") == [item["key"] for item in whole]
    named = keys(client, "/api/initiatives", topic="桥梁隧道", facility="如意洸府河大桥")
    assert set(named) < {item["key"] for item in whole}
    assert keys(client, "/api/initiatives", topic="无此主题") == []
