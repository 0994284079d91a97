from __future__ import annotations

import dataclasses
from collections.abc import Collection, Iterable, Sequence
from pathlib import Path
from typing import Any

import pytest

from graph import elements
from graph.elements import Edge, Node, PlanGraph
from graph.errors import NotAPlan, StoreUnavailable, UnreadableFile
from graph.queries import counts, graph_elements, unlinked_cities
from graph.store.bolt import BoltStore
from loaders import load as loading
from loaders.facts import Plan
from loaders.load import load, read_plans
from loaders.pipeline import Given
from tests.invented import BRIDGES_2021, BRIDGES_2023, GREEN, LIGHTS, WASTE, three_years, write_plan


def contents(store: BoltStore) -> list[Any]:
    return list(graph_elements(store))


def test_plans_are_loaded_and_linked(empty_store: BoltStore, tmp_path: Path) -> None:
    report = load([three_years(tmp_path)], empty_store)
    assert [entry.path.name for entry in report.loaded] == ["2021.txt", "2023.txt", "2024.txt"]
    assert (report.replaced, report.unchanged, report.same, report.failed) == ([], [], [], [])
    assert counts(empty_store).nodes["Plan"] == 3
    assert counts(empty_store).edges["CONTINUES"] >= 3
    assert report.links >= 3
    assert unlinked_cities(empty_store) == set()


def test_loading_twice_changes_nothing(empty_store: BoltStore, tmp_path: Path) -> None:
    load([three_years(tmp_path)], empty_store)
    before = contents(empty_store)
    report = load([tmp_path], empty_store)
    assert len(report.unchanged) == 3
    assert (report.loaded, report.replaced, report.failed) == ([], [], [])
    assert report.links == 0
    assert contents(empty_store) == before


def test_a_changed_plan_replaces_what_it_contributed(empty_store: BoltStore, tmp_path: Path) -> None:
    three_years(tmp_path)
    load([tmp_path], empty_store)
    write_plan(tmp_path / "2024.txt", 2024, WASTE)
    report = load([tmp_path], empty_store)
    assert [entry.path.name for entry in report.replaced] == ["2024.txt"]
    assert len(report.unchanged) == 2
    items = empty_store.query("MATCH (i:Initiative) WHERE i.year = 2024 RETURN i.text")
    assert len(items.rows) == 1
    assert not empty_store.query("MATCH (f:Facility) WHERE f.name = '路灯' RETURN f").rows


def test_one_after_the_other_gives_the_same_links_as_all_at_once(empty_store: BoltStore, tmp_path: Path) -> None:
    three_years(tmp_path)
    for name in ("2024.txt", "2021.txt", "2023.txt"):
        load([tmp_path / name], empty_store)
    links = "MATCH (a)-[c:CONTINUES]->(b) RETURN a.key, b.key, c.score, c.grade, c.reasons ORDER BY a.key, b.key"
    apart = empty_store.query(links).rows
    write_plan(tmp_path / "2024.txt", 2024, WASTE, LIGHTS, GREEN)
    load([tmp_path], empty_store)
    write_plan(tmp_path / "2024.txt", 2024, WASTE, LIGHTS)
    load([tmp_path], empty_store)
    assert apart
    assert empty_store.query(links).rows == apart


def test_one_bad_file_never_stops_the_others(empty_store: BoltStore, tmp_path: Path) -> None:
    three_years(tmp_path)
    (tmp_path / "2022.txt").write_text("", "utf-8")
    (tmp_path / "a.txt").write_text("今天天气很好。\n", "utf-8")
    report = load([tmp_path / "gone", tmp_path], empty_store)
    assert len(report.loaded) == 3
    assert {error.path.name: type(error) for error in report.failed} == {
        "gone": UnreadableFile,
        "2022.txt": UnreadableFile,
        "a.txt": NotAPlan,
    }


def test_a_fault_of_ours_in_one_file_never_stops_the_others(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    three_years(tmp_path)
    read_plan = loading.read_plan

    def faulty(path: Path, given: Given | None) -> Any:
        if path.name == "2023.txt":
            raise RecursionError("too deep")
        return read_plan(path, given)

    monkeypatch.setattr(loading, "read_plan", faulty)
    report = read_plans([tmp_path])
    assert [path.name for path, _ in report.plans] == ["2021.txt", "2024.txt"]
    (failure,) = report.failed
    assert "RecursionError: too deep" in str(failure)


def test_a_plan_that_the_store_refuses_never_stops_those_written_with_it(
    empty_store: BoltStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    three_years(tmp_path)
    plan_graph = loading.plan_graph

    def faulty(plan: Plan, loaded_at: str) -> PlanGraph:
        made = plan_graph(plan, loaded_at)
        return made if plan.year != 2023 else dataclasses.replace(made, nodes=(*made.nodes, Node("Ghost", "g")))

    monkeypatch.setattr(loading, "plan_graph", faulty)
    report = load([tmp_path], empty_store)
    assert [entry.path.name for entry in report.loaded] == ["2021.txt", "2024.txt"]
    (failure,) = report.failed
    assert failure.path.name == "2023.txt"
    assert "Ghost" in str(failure)
    assert counts(empty_store).nodes["Plan"] == 2


def test_what_was_written_before_the_store_fails_stays(
    empty_store: BoltStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    three_years(tmp_path)
    monkeypatch.setattr(elements, "TRANSACTION_SIZE", 1)
    replace_plans = empty_store.replace_plans

    def failing(plans: Sequence[PlanGraph]) -> None:
        if plans[0].key.endswith("2024"):
            raise StoreUnavailable("the cable is cut")
        replace_plans(plans)

    monkeypatch.setattr(empty_store, "replace_plans", failing)
    with pytest.raises(StoreUnavailable):
        load([tmp_path], empty_store)
    assert counts(empty_store).nodes["Plan"] == 2


def test_of_two_files_with_one_plan_the_first_stays_and_both_are_named(empty_store: BoltStore, tmp_path: Path) -> None:
    first = write_plan(tmp_path / "a.txt", 2023, BRIDGES_2023)
    second = write_plan(tmp_path / "b.txt", 2023, GREEN)
    report = load([tmp_path], empty_store)
    assert [entry.path for entry in report.loaded] == [first]
    (failure,) = report.failed
    assert failure.path == second
    assert str(first) in failure.problem
    (row,) = empty_store.query("MATCH (i:Initiative) RETURN i.text").rows
    assert "桥梁" in row[0]


def test_a_copy_of_a_file_is_no_problem(tmp_path: Path) -> None:
    first = write_plan(tmp_path / "a.txt", 2023, GREEN)
    copy = write_plan(tmp_path / "copy" / "a.txt", 2023, GREEN)
    report = read_plans([tmp_path])
    assert [path for path, _ in report.plans] == [first]
    assert [(same.path, same.first) for same in report.same] == [(copy, first)]
    assert not report.failed


def test_a_file_named_twice_is_read_once(tmp_path: Path) -> None:
    path = write_plan(tmp_path / "a.txt", 2023, GREEN)
    report = read_plans([path, tmp_path, path])
    assert report.total == 1


def test_an_interrupted_run_is_made_good_by_the_next(
    empty_store: BoltStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    three_years(tmp_path)

    def interrupted(cities: Collection[str], years: Collection[int], edges: Iterable[Edge]) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as broken:
        broken.setattr(empty_store, "replace_derived", interrupted)
        with pytest.raises(KeyboardInterrupt):
            load([tmp_path], empty_store)
    assert "CONTINUES" not in counts(empty_store).edges
    report = load([tmp_path / "2021.txt"], empty_store)
    assert len(report.unchanged) == 1
    assert counts(empty_store).edges["CONTINUES"] == report.links - counts(empty_store).edges.get("SUCCEEDS", 0) > 0


def test_links_of_other_cities_are_left_alone(
    empty_store: BoltStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    three_years(tmp_path / "one")
    load([tmp_path / "one"], empty_store)
    relinked: list[set[str]] = []
    replace_derived = empty_store.replace_derived

    def watched(cities: Collection[str], years: Collection[int], edges: Iterable[Edge]) -> None:
        relinked.append(set(cities))
        replace_derived(cities, years, edges)

    monkeypatch.setattr(empty_store, "replace_derived", watched)
    write_plan(tmp_path / "other.txt", 2023, BRIDGES_2023, GREEN, city="榆城市")
    load([tmp_path], empty_store)
    assert relinked == [{"榆城市"}]
    pairs = empty_store.query("MATCH (a)-[:PARALLELS]->(b) RETURN a.city, b.city").rows
    assert ["榆城市", "青岚市"] in [sorted(pair) for pair in pairs]


def test_plans_loaded_one_by_one_are_linked_as_when_loaded_at_once(empty_store: BoltStore, tmp_path: Path) -> None:
    items = [BRIDGES_2021, BRIDGES_2023, GREEN, WASTE, LIGHTS]
    paths = [
        write_plan(tmp_path / f"{city}-{year}.txt", year, *(items[(at + start) % 5] for at in range(3)), city=city)
        for start, (city, year) in enumerate(
            (c, y) for y in (2023, 2024) for c in ("青岚市", "榆城市", "云棠市", "荻津市")
        )
    ]
    load(paths, empty_store)
    whole = links_in(empty_store)
    assert {kind for kind, *_ in whole} >= {"CONTINUES", "PARALLELS"}
    empty_store._driver.execute_query("MATCH (n) DETACH DELETE n", database_=empty_store._database)
    for path in reversed(paths):
        load([path], empty_store)
    assert links_in(empty_store) == whole


def links_in(store: BoltStore) -> dict[tuple[str, str], dict[str, Any]]:
    found = store.query("MATCH (a)-[e:CONTINUES|PARALLELS|SUCCEEDS]->(b) RETURN type(e) AS type, e").rows
    return {(kind, edge["key"]): edge for kind, edge in found}


def test_what_the_user_says_of_a_document_counts(empty_store: BoltStore, tmp_path: Path) -> None:
    path = tmp_path / "notice.txt"
    path.write_text(f"工作要点\n\n一、基础设施\n1.{BRIDGES_2021}\n2.{GREEN}\n", "utf-8")
    assert [type(error) for error in load([path], empty_store).failed] == [NotAPlan]
    report = load([path], empty_store, Given(city="青岚市", year=2020))
    assert [(entry.city, entry.year) for entry in report.loaded] == [("青岚市", 2020)]


def test_progress_is_told_from_nothing_to_all(tmp_path: Path) -> None:
    three_years(tmp_path)
    told: list[tuple[int, int, str]] = []
    read_plans([tmp_path], on_progress=lambda *step: told.append(step))
    assert told == [(0, 3, "2021.txt"), (1, 3, "2023.txt"), (2, 3, "2024.txt"), (3, 3, "")]


def two_cities(folder: Path) -> Path:
    """Three years of two cities, with links of every kind."""
    three_years(folder)
    for year, item in ((2021, BRIDGES_2021), (2023, BRIDGES_2023)):
        write_plan(folder / f"other-{year}.txt", year, item, GREEN, LIGHTS, city="榆城市")
    return folder


def test_links_that_are_too_many_for_one_transaction_come_out_the_same(
    empty_store: BoltStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    two_cities(tmp_path)
    load([tmp_path], empty_store)
    at_once = links_in(empty_store)
    assert {"CONTINUES", "PARALLELS"} <= counts(empty_store).edges.keys()
    empty_store._driver.execute_query("MATCH (n) DETACH DELETE n", database_=empty_store._database)
    monkeypatch.setattr(loading, "LINKS_TOGETHER", 1)
    load([tmp_path], empty_store)
    assert links_in(empty_store) == at_once
    assert unlinked_cities(empty_store) == set()


@pytest.mark.parametrize("written", range(4))
def test_cities_stay_unlinked_until_the_last_of_their_links_is_written(
    empty_store: BoltStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, written: int
) -> None:
    two_cities(tmp_path)
    replace_derived, done = empty_store.replace_derived, []

    def failing(*some: Any) -> None:
        if len(done) == written:
            raise StoreUnavailable("lost")
        done.append(some)
        replace_derived(*some)

    with monkeypatch.context() as patched:
        patched.setattr(loading, "LINKS_TOGETHER", 1)
        patched.setattr(empty_store, "replace_derived", failing)
        with pytest.raises(StoreUnavailable, match="lost"):
            load([tmp_path], empty_store)
    linked = {city for cities, _, _ in done for city in cities}
    assert unlinked_cities(empty_store) == {"青岚市", "榆城市"} - linked
    load([tmp_path], empty_store)
    resumed = links_in(empty_store)
    load([tmp_path], empty_store, force=True)
    assert links_in(empty_store) == resumed
