from __future__ import annotations

import pytest

from graph.elements import Edge
from graph.errors import OntologyError, StoreError
from graph.store.bolt import BoltStore
from tests.graph.store.plans import Item, link, plan, stored

ITEM = Item(1, units=("市甲局",), regulations=("旧办法", "新办法"))


@pytest.fixture
def linked_store(empty_store: BoltStore) -> BoltStore:
    """Two years of two cities, with one derived edge of each kind and a second CONTINUES in 乙市."""
    for city in ("甲市", "乙市"):
        for year in (2023, 2024):
            empty_store.replace_plans([plan(city, year, [ITEM])])
    empty_store.replace_derived(
        ["甲市", "乙市"],
        [2023, 2024],
        [continues("甲市"), continues("乙市"), parallels(2023), parallels(2024), succeeds("甲市")],
    )
    return empty_store


def continues(city: str, score: float = 0.5) -> Edge:
    return link(
        "CONTINUES", f"{city}/市城管局/2024/1", f"{city}/市城管局/2023/1", score=score, grade="strong", reasons=["同桥"]
    )


def parallels(year: int, score: float = 0.25) -> Edge:
    return link("PARALLELS", f"乙市/市城管局/{year}/1", f"甲市/市城管局/{year}/1", score=score)


def succeeds(city: str) -> Edge:
    return link("SUCCEEDS", f"{city}/新办法", f"{city}/旧办法", label="Regulation", reasons=["同名"])


def derived(store: BoltStore) -> set[tuple[str, str]]:
    return {(t, key) for t, _, _, key in stored(store)[1] if t in ("CONTINUES", "PARALLELS", "SUCCEEDS")}


def names(*edges: Edge) -> set[tuple[str, str]]:
    return {(edge.type, edge.key) for edge in edges}


def test_derived_edges_are_stored_with_their_properties(linked_store: BoltStore) -> None:
    edge = continues("甲市")
    found = stored(linked_store)[1]["CONTINUES", edge.source.key, edge.target.key, edge.key]
    assert found == {"key": edge.key, "score": 0.5, "grade": "strong", "reasons": ["同桥"]}


def test_the_derived_edges_of_a_city_are_replaced_and_those_of_others_stay(linked_store: BoltStore) -> None:
    linked_store.replace_derived(["甲市"], [2024], [])
    assert derived(linked_store) == names(continues("乙市"), parallels(2023))


def test_the_derived_edges_of_a_year_are_replaced_whatever_their_cities(linked_store: BoltStore) -> None:
    changed = parallels(2024, 0.75)
    linked_store.replace_derived(["丙市"], [2024], [changed])
    assert derived(linked_store) == names(
        continues("甲市"), continues("乙市"), parallels(2023), parallels(2024), succeeds("甲市")
    )
    found = stored(linked_store)[1]["PARALLELS", changed.source.key, changed.target.key, changed.key]
    assert found["score"] == 0.75


def test_replacing_derived_edges_by_themselves_changes_nothing(linked_store: BoltStore) -> None:
    before = stored(linked_store)
    linked_store.replace_derived(
        ["甲市"], [2023, 2024], [continues("甲市"), parallels(2023), parallels(2024), succeeds("甲市")]
    )
    assert stored(linked_store) == before


def test_loading_an_unchanged_plan_keeps_its_derived_edges(linked_store: BoltStore) -> None:
    before = stored(linked_store)
    linked_store.replace_plans([plan("甲市", 2024, [ITEM])])
    assert stored(linked_store) == before


def test_derived_edges_go_with_the_item_and_do_not_keep_a_shared_node(linked_store: BoltStore) -> None:
    for year in (2023, 2024):
        linked_store.replace_plans([plan("甲市", year, [])])
    assert derived(linked_store) == names(continues("乙市"))
    assert ("Regulation", "甲市/新办法") not in stored(linked_store)[0]


def test_a_derived_edge_to_nowhere_is_refused_and_the_old_ones_stay(linked_store: BoltStore) -> None:
    before = stored(linked_store)
    with pytest.raises(StoreError, match="not in the store"):
        linked_store.replace_derived(
            ["甲市"], [2023], [link("CONTINUES", "甲市/市城管局/2024/1", "甲市/没有/1999/1", score=1.0)]
        )
    assert stored(linked_store) == before


def test_an_edge_that_a_plan_states_is_refused_as_derived(empty_store: BoltStore) -> None:
    stated = next(edge for edge in plan().edges if edge.type == "FOR_YEAR")
    with pytest.raises(OntologyError, match="not derived"):
        empty_store.replace_derived(["甲市"], [2023], [stated])
