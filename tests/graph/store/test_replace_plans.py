from __future__ import annotations

import dataclasses
import random
import threading

import pytest

from graph.elements import Edge, Node, NodeRef, PlanGraph
from graph.errors import GovgraphError, OntologyError, QueryError
from graph.store import writing
from graph.store.bolt import BoltStore
from tests.graph.store.plans import Item, Oracle, link, plan, stored

BRIDGES = Item(1, units=("市甲局", "市乙局"), facilities=("桥梁",), regulations=("办法",), targets=(1.75, 2.0))
ROADS = Item(2, units=("市甲局",), facilities=("道路",))


def keys(store: BoltStore, label: str) -> set[str]:
    return {key for found, key in stored(store)[0] if found == label}


def test_a_loaded_plan_is_stored_with_every_node_edge_and_property(empty_store: BoltStore) -> None:
    one = plan(items=[BRIDGES, ROADS], aliases=["甲局"], parents=[("市甲局", "市政府")])
    empty_store.replace_plans([one])
    oracle = Oracle()
    oracle.replace_plans([one])
    assert stored(empty_store) == oracle.graph()


def test_loading_a_plan_twice_changes_nothing(empty_store: BoltStore) -> None:
    one = plan(items=[BRIDGES, ROADS], aliases=["乙", "甲"], parents=[("市甲局", "市政府")])
    empty_store.replace_plans([one])
    before = stored(empty_store)
    empty_store.replace_plans([one])
    assert stored(empty_store) == before


def test_a_number_that_may_be_fractional_stays_fractional_after_whole_ones(empty_store: BoltStore) -> None:
    empty_store.replace_plans([plan(items=[Item(1, targets=(3.0,))])])
    empty_store.replace_plans([plan(items=[Item(1, targets=(1.75,))])])
    assert empty_store.query("MATCH (t:Target) RETURN t.value").rows == [[1.75]]


def test_a_changed_plan_leaves_nothing_of_what_it_was(empty_store: BoltStore) -> None:
    empty_store.replace_plans([plan(items=[BRIDGES, ROADS], parents=[("市甲局", "市政府")])])
    changed = plan(items=[Item(2, units=("市丙局",), title="别的")])
    empty_store.replace_plans([changed])
    oracle = Oracle()
    oracle.replace_plans([changed])
    assert stored(empty_store) == oracle.graph()


def test_a_changed_plan_leaves_the_parts_of_other_plans(empty_store: BoltStore) -> None:
    other = plan(year=2024, items=[BRIDGES])
    empty_store.replace_plans([plan(year=2023, items=[BRIDGES, ROADS])])
    empty_store.replace_plans([other])
    empty_store.replace_plans([plan(year=2023, items=[])])
    nodes, edges = stored(empty_store)
    assert {node.ref for node in other.nodes} <= set(nodes)
    found = {(type_, key) for type_, _, _, key in edges}
    assert {(edge.type, edge.key) for edge in other.edges} <= found
    assert "甲市/道路" not in keys(empty_store, "Facility")


def test_a_shared_node_goes_with_its_last_plan(empty_store: BoltStore) -> None:
    for year in (2023, 2024):
        empty_store.replace_plans([plan(year=year, items=[BRIDGES])])
    empty_store.replace_plans([plan(year=2023, items=[])])
    assert "甲市/桥梁" in keys(empty_store, "Facility")
    empty_store.replace_plans([plan(year=2024, items=[])])
    assert keys(empty_store, "Facility") == set()
    assert keys(empty_store, "Unit") == {"甲市/市城管局"}


def test_a_unit_that_is_only_part_of_the_structure_goes_with_its_last_plan(empty_store: BoltStore) -> None:
    items = [Item(1, units=("市政科",))]
    parents = [("市政科", "市甲局"), ("市甲局", "市政府")]
    for year in (2023, 2024):
        empty_store.replace_plans([plan(year=year, items=items, parents=parents)])
    empty_store.replace_plans([plan(year=2023, items=items)])
    assert "甲市/市政府" in keys(empty_store, "Unit")
    empty_store.replace_plans([plan(year=2024, items=items)])
    assert keys(empty_store, "Unit") == {"甲市/市城管局", "甲市/市政科"}


def test_aliases_of_several_plans_are_united_and_sorted(empty_store: BoltStore) -> None:
    item = [Item(1, units=("市甲局",))]
    empty_store.replace_plans([plan(year=2023, items=item, aliases=["甲局", "丙"])])
    empty_store.replace_plans([plan(year=2024, items=item, aliases=["乙", "甲局"])])
    empty_store.replace_plans([plan(year=2025, items=item)])
    found = empty_store.query("MATCH (u:Unit {key: '甲市/市甲局'}) RETURN u.aliases").rows
    assert found == [[sorted(["丙", "乙", "甲局"])]]


def test_the_digests_are_those_of_the_plans_as_last_loaded(empty_store: BoltStore) -> None:
    first, second, changed = plan(year=2023), plan(year=2024), plan(year=2023, items=[])
    for one in (first, second, changed):
        empty_store.replace_plans([one])
    assert empty_store.plan_digests() == {changed.key: changed.sha256, second.key: second.sha256}


def test_the_time_of_loading_is_noted_unless_the_plan_brings_it(empty_store: BoltStore) -> None:
    one = plan()
    empty_store.replace_plans([one])
    assert empty_store.query("MATCH (p:Plan) RETURN p.loaded IS NOT NULL").rows == [[True]]
    nodes = tuple(
        dataclasses.replace(node, properties={**node.properties, "loaded": "2024-01-01T00:00:00Z"})
        if node.label == "Plan"
        else node
        for node in one.nodes
    )
    empty_store.replace_plans([dataclasses.replace(one, nodes=nodes)])
    assert empty_store.query("MATCH (p:Plan) RETURN p.loaded").rows == [["2024-01-01T00:00:00Z"]]


def test_a_plan_larger_than_a_statement_is_stored_whole(
    empty_store: BoltStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writing, "STATEMENT_ROWS", 3)
    oracle = Oracle()
    for items in ([BRIDGES, *(Item(n, units=(f"局{n}",), targets=(1.5,)) for n in range(2, 12))], [ROADS]):
        one = plan(items=items, aliases=["甲"])
        empty_store.replace_plans([one])
        oracle.replace_plans([one])
        assert stored(empty_store) == oracle.graph()


def test_a_failure_in_the_middle_leaves_the_old_whole(empty_store: BoltStore, monkeypatch: pytest.MonkeyPatch) -> None:
    empty_store.replace_plans([plan(items=[BRIDGES, ROADS])])
    before = stored(empty_store)

    def fail(*_: object, **__: object) -> None:
        raise GovgraphError("the cable is cut")

    monkeypatch.setattr(writing, "_write_edges", fail)
    with pytest.raises(GovgraphError, match="cable"):
        empty_store.replace_plans([plan(items=[Item(7, units=("市丁局",))])])
    assert stored(empty_store) == before


NOBODY = NodeRef("Unit", "甲市/市癸局")


@pytest.mark.parametrize(
    ("nodes", "edges", "words"),
    [
        ([Node("Ghost", "g")], [], "Ghost"),
        ([Node("City", "乙市", {"mayor": "某"})], [], "mayor"),
        ([Node("City", "甲市")], [], "comes 2 times"),
        ([Node("City", "乙市")], [], "not joined"),
        ([Node("Section", "甲市/市城管局/20231", {"ordinal": 1})], [], "does not begin with"),
        ([], [Edge("IN_CITY", NOBODY, NodeRef("City", "甲市"), "k")], "no node of plan"),
        ([], [Edge("FOR_YEAR", NodeRef("Plan", "甲市/市城管局/2023"), NodeRef("Year", "2023"), "k")], "plan"),
        (
            [],
            [link("CONTINUES", "甲市/市城管局/2023/1", "甲市/市城管局/2023/1", score=1.0)],
            "contributed by no plan",
        ),
    ],
)
def test_a_plan_that_contradicts_the_ontology_changes_nothing(
    empty_store: BoltStore, nodes: list[Node], edges: list[Edge], words: str
) -> None:
    good = plan()
    empty_store.replace_plans([good])
    before = stored(empty_store)
    bad = PlanGraph(good.key, "0" * 64, (*good.nodes, *nodes), (*good.edges, *edges))
    with pytest.raises(OntologyError, match=words):
        empty_store.replace_plans([bad])
    assert stored(empty_store) == before


def test_one_bad_plan_of_several_leaves_all_unwritten(empty_store: BoltStore) -> None:
    empty_store.replace_plans([plan(year=2023)])
    before = stored(empty_store)
    good = plan(year=2025)
    bad = dataclasses.replace(good, key=f"{good.key}0")
    with pytest.raises(OntologyError):
        empty_store.replace_plans([plan(year=2023, items=[]), plan(year=2024), bad])
    assert stored(empty_store) == before


def test_a_plan_without_its_node_is_refused(empty_store: BoltStore) -> None:
    with pytest.raises(OntologyError, match="Plan 甲市/市城管局/2023 is not joined"):
        empty_store.replace_plans([dataclasses.replace(plan(year=2023), nodes=(), edges=())])
    assert stored(empty_store) == ({}, {})


def test_a_plan_listed_twice_is_refused(empty_store: BoltStore) -> None:
    with pytest.raises(OntologyError, match="2023 comes 2 times"):
        empty_store.replace_plans([plan(year=2023), plan(year=2024), plan(year=2023, items=[])])
    assert stored(empty_store) == ({}, {})


def test_no_plans_at_all_change_nothing(empty_store: BoltStore) -> None:
    empty_store.replace_plans([plan()])
    before = stored(empty_store)
    empty_store.replace_plans([])
    assert stored(empty_store) == before


@pytest.mark.parametrize("order", [1, -1])
def test_what_one_plan_withdraws_and_another_contributes_stays(empty_store: BoltStore, order: int) -> None:
    named = [Item(1, units=("市政科",), facilities=("桥梁",), regulations=("办法",))]
    parents = [("市政科", "市甲局"), ("市甲局", "市政府")]
    empty_store.replace_plans([plan(year=2023, items=named, parents=parents)])
    both = [plan(year=2023, items=[]), plan(year=2024, items=named, parents=parents)]
    empty_store.replace_plans(both[::order])
    oracle = Oracle()
    oracle.replace_plans(both)
    assert stored(empty_store) == oracle.graph()
    assert "甲市/市政府" in keys(empty_store, "Unit")


def test_shared_nodes_go_when_all_their_plans_withdraw_them_at_once(empty_store: BoltStore) -> None:
    parents = [("市甲局", "市政府")]
    empty_store.replace_plans([plan(year=year, items=[BRIDGES], parents=parents) for year in (2023, 2024)])
    empty_store.replace_plans([plan(year=year, items=[]) for year in (2023, 2024)])
    assert keys(empty_store, "Facility") == set()
    assert keys(empty_store, "Unit") == {"甲市/市城管局"}


def test_plans_together_are_stored_as_one_after_the_other_in_any_order(empty_store: BoltStore) -> None:
    plans = [
        plan(city, year, [BRIDGES, ROADS], aliases=[str(year), "甲局"], parents=[("市甲局", "市政府")])
        for city in ("甲市", "乙市")
        for year in (2023, 2024, 2025)
    ]
    oracle = Oracle()
    oracle.replace_plans(plans)
    chance = random.Random(3)  # noqa: S311 - repeatable on purpose
    for sizes in ((6,), (1, 5), (2, 2, 2), (1,) * 6):
        empty_store._driver.execute_query("MATCH (n) DETACH DELETE n", database_=empty_store._database)
        left = chance.sample(plans, len(plans))
        for size in sizes:
            empty_store.replace_plans(left[:size])
            left = left[size:]
        assert stored(empty_store) == oracle.graph()


@pytest.mark.parametrize("seed", range(6))
def test_any_sequence_of_plans_leaves_what_the_last_of_each_contribute(empty_store: BoltStore, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - repeatable on purpose
    oracle = Oracle()
    last: dict[str, PlanGraph] = {}
    for _ in range(10):
        changed = {one.key: one for one in (random_plan(chance) for _ in range(chance.randint(1, 4)))}
        unchanged = {key: one for key, one in last.items() if chance.random() < 0.3}
        together = list((unchanged | changed).values())
        chance.shuffle(together)
        last |= changed
        oracle.replace_plans(together)
        empty_store.replace_plans(together)
        assert stored(empty_store) == oracle.graph()


def random_plan(chance: random.Random) -> PlanGraph:
    def some(names: str, most: int = 2) -> tuple[str, ...]:
        return tuple(chance.sample(names, chance.randint(0, most)))

    items = [
        Item(
            number,
            units=some("甲乙丙"),
            facilities=some("桥路灯"),
            regulations=some("法规"),
            targets=tuple(chance.choices([1.0, 2.5], k=chance.randint(0, 2))),
            title=chance.choice("新旧"),
        )
        for number in chance.sample(range(1, 6), chance.randint(0, 4))
    ]
    named = sorted({unit for item in items for unit in item.units})
    parents = [(unit, chance.choice("丁戊")) for unit in named if chance.random() < 0.5]
    return plan(
        chance.choice(["甲市", "乙市"]),
        chance.choice([2023, 2024]),
        items,
        aliases=some("子丑寅"),
        parents=parents,
    )


@pytest.mark.parametrize("together", [1, 5])
def test_two_writers_of_the_same_nodes_both_succeed(empty_store: BoltStore, together: int) -> None:
    plans = [plan(year=year, items=[BRIDGES, ROADS], aliases=[str(year)]) for year in range(2006, 2026)]
    at_once(
        [
            [plans[start : start + together] for start in range(first, len(plans), 2 * together)]
            for first in (0, together)
        ],
        empty_store,
    )
    oracle = Oracle()
    oracle.replace_plans(plans)
    assert stored(empty_store) == oracle.graph()


def test_two_writers_of_the_same_plans_leave_each_once(empty_store: BoltStore) -> None:
    plans = [plan(year=year, items=[BRIDGES, ROADS], aliases=[str(year)]) for year in range(2016, 2026)]
    batches = [plans[start : start + 2] for start in range(0, len(plans), 2)]
    at_once([batches, batches], empty_store)
    oracle = Oracle()
    oracle.replace_plans(plans)
    assert stored(empty_store) == oracle.graph()


def at_once(shares: list[list[list[PlanGraph]]], store: BoltStore) -> None:
    """Write each share in a thread of its own, batch by batch; none may fail."""
    failures: list[BaseException] = []

    def write(batches: list[list[PlanGraph]]) -> None:
        try:
            for batch in batches:
                store.replace_plans(batch)
        except GovgraphError as error:
            failures.append(error)

    writers = [threading.Thread(target=write, args=(share,)) for share in shares]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert failures == []


def test_what_is_left_of_a_plan_whose_node_was_deleted_by_hand_is_said_to_be_in_the_way(empty_store: BoltStore) -> None:
    empty_store.replace_plans([plan()])
    empty_store._driver.execute_query("MATCH (p:Plan) DETACH DELETE p", database_=empty_store._database)
    with pytest.raises(QueryError, match="deleted by hand; delete the rest as well"):
        empty_store.replace_plans([plan()])
    cypher = "MATCH (n) WHERE n.key STARTS WITH $key DETACH DELETE n"
    empty_store._driver.execute_query(cypher, key=f"{plan().key}/", database_=empty_store._database)
    empty_store.replace_plans([plan()])
    oracle = Oracle()
    oracle.replace_plans([plan()])
    assert stored(empty_store) == oracle.graph()


def test_items_of_any_length_are_stored_together(empty_store: BoltStore) -> None:
    """A statement of long texts takes the embedded server some seconds, for their index."""
    chance = random.Random(7)  # noqa: S311 - of no secret
    characters = [chr(code) for code in range(0x4E00, 0x4E00 + 3000)]
    long = plan(items=[Item(number, title="".join(chance.choices(characters, k=900))) for number in range(1, 1001)])
    nodes = tuple(
        dataclasses.replace(node, properties={**node.properties, "text": node.properties["title"]})
        if node.label == "Initiative"
        else node
        for node in long.nodes
    )
    empty_store.replace_plans([dataclasses.replace(long, nodes=nodes)])
    assert empty_store.query("MATCH (i:Initiative) RETURN count(i)").rows == [[1000]]
