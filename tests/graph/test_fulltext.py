"""Searches begin at the full-text indexes and find what a look through all nodes finds."""

from __future__ import annotations

import random
from importlib import import_module

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.elements import PlanGraph
from graph.queries import ItemFilter, find_initiatives, search, trace
from graph.queries.fulltext import source
from graph.store.bolt import BoltStore
from graph.words import find_sentences, ways_to_find
from tests.graph.store.plans import STATED, Builder

WORDS = (
    "桥",
    "桥梁",
    "监测",
    "在线监测",
    "泵站",
    "供水管网",
    "CIM",
    "平台",
    "APP",
    "智慧",
    "G35",
    "12座",
    "道路",
    "路桥",
)
QUERIES = (
    *(
        "桥",
        "桥梁",
        "桥梁监测",
        "梁监",
        "供水管网",
        "水管",
        "CIM平台",
        "CIM",
        "im",
        "app",
        "智慧平台",
        "G35道路",
        "座桥",
        "路",
    ),
    *("桥 监测", "供水 12", "在线监测系统平台", "没有这个", "Ａ", "𠀀桥", "桥" * 30, "供水管网监测" * 6, "，。", ""),
)
TOP = 4


def texts() -> list[str]:
    chance = random.Random(7)  # noqa: S311 - of no secret
    marks = ("", "", "，", "。", "；", " ")
    return ["".join(chance.choice(WORDS) + chance.choice(marks) for _ in range(9)) + "。" for _ in range(150)]


def plan_of(texts: list[str]) -> PlanGraph:
    made = Builder("甲市", 2023)
    top = made.node("Plan", made.key, city="甲市", year=2023, issuer="甲市城管局", title="2023年工作要点")
    made.edge("OF_CITY", top, made.node("City", "甲市", name="甲市", level="city"))
    for number, text in enumerate(texts, 1):
        key = f"{made.key}/{number}"
        item = made.node("Initiative", key, number=number, text=text, city="甲市", year=2023)
        made.edge("HAS_INITIATIVE", top, item)
        thing = made.shared("Facility", f"{text[:6]}{number}", kind="other")
        made.edge("CONCERNS", item, thing, **STATED | {"end": 2, "quote": text[:2]})
    return PlanGraph(made.key, "0" * 64, tuple(made.nodes.values()), tuple(made.edges.values()))


@pytest.fixture(scope="module")
def loaded(store: BoltStore) -> BoltStore:
    store._driver.execute_query("MATCH (n) DETACH DELETE n", database_=store._database)
    store.replace_plans([plan_of(texts())])
    return store


@pytest.mark.parametrize("query", QUERIES)
def test_a_search_finds_the_items_that_have_its_words(loaded: BoltStore, query: str) -> None:
    ways = ways_to_find(query)
    expected = [number for number, text in enumerate(texts(), 1) if ways and find_sentences(text, ways)]
    groups = {group.label: group for group in search(loaded, query, limit=1000)}
    found = groups["Initiative"].hits if "Initiative" in groups else []
    assert sorted(int(str(hit.node.properties["number"])) for hit in found) == expected


@pytest.mark.parametrize("query", QUERIES)
def test_the_top_hits_are_those_of_a_look_through_all_nodes(
    loaded: BoltStore, query: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def through_all(label: str, _: str, __: object, name: str = "n") -> tuple[str, dict[str, str]]:
        return f"MATCH ({name}:{label})", {}

    by_index = search(loaded, query, limit=TOP), trace(loaded, query)
    for module in ("search", "tracing"):
        monkeypatch.setattr(import_module(f"graph.queries.{module}"), "source", through_all)
    assert (search(loaded, query, limit=TOP), trace(loaded, query)) == by_index


@pytest.mark.parametrize("query", ["桥梁", "监测 平台", "cim", "桥", "供水管网", "没有这个", "", "  "])
def test_items_are_filtered_by_all_words_of_a_text(loaded: BoltStore, query: str) -> None:
    expected = [n for n, text in enumerate(texts(), 1) if all(word in text.lower() for word in query.split())]
    page = find_initiatives(loaded, ItemFilter(text=query), limit=1000)
    assert [item.node.properties["number"] for item in page.items] == expected
    assert page.total == len(expected)


@pytest.mark.parametrize(
    ("query", "by_index"),
    [("桥梁", True), ("桥梁监测", True), ("智慧CIM平台", False), ("桥", False), ("CIM", False), ("桥 监测", False)],
)
def test_an_index_is_asked_for_pairs_of_chinese_characters(query: str, by_index: bool) -> None:
    begin, given = source("Initiative", "text", ways_to_find(query))
    assert begin.startswith("CALL db.index.fulltext" if by_index else "MATCH")
    assert bool(given) == by_index


def test_a_search_for_very_much_goes_through_all_nodes() -> None:
    begin, _ = source("Initiative", "text", [("供水管网改造" * 100,)] * 3 + [("桥梁监测系统" * 2,)] * 100)
    assert begin.startswith("MATCH")


@given(st.lists(st.lists(st.text('桥梁监测CIM"*?~+-:()[]{}^/\\ 平台'), max_size=3), max_size=4))
def test_nothing_of_a_search_is_taken_for_a_command_to_the_index(pieces: list[list[str]]) -> None:
    _, given_to_it = source("Initiative", "text", [tuple(way) for way in pieces])
    assert set("".join(given_to_it.values())) <= set("桥梁监测平台() ANDOR")
    assert all("()" not in query and query for query in given_to_it.values())


@pytest.mark.parametrize("broken", ['"桥梁', "(桥梁", "桥梁 AND", "桥*", "\\"])
def test_marks_of_the_index_are_words_like_others_in_a_search(loaded: BoltStore, broken: str) -> None:
    assert isinstance(search(loaded, broken), list)


def test_an_analyst_asks_the_index_in_cypher(loaded: BoltStore) -> None:
    cypher = """
        CALL db.index.fulltext.queryNodes('Initiative_text', '供水 AND 水管 AND 管网') YIELD node, score
        WHERE score > 0
        RETURN node.number AS number ORDER BY number
        """
    found = [row[0] for row in loaded.query_untrusted(cypher).rows]
    assert found == [n for n, text in enumerate(texts(), 1) if all(p in text for p in ("供水", "水管", "管网"))]
