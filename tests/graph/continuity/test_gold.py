"""The linker on plans that were annotated by hand."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from graph.continuity import Item, Links, items_of, link
from loaders.pipeline import read_plan
from loaders.to_graph import plan_graph

F1, PRECISION = 0.9, 0.9
"""A little below what is reached, so that a change elsewhere that costs links is noticed."""

PEERS_FOUND = 0.85
LINES_OF_NORMS = 8
SERIES_A, SERIES_A_F1 = Path(__file__).parents[2] / "data" / "series_a", 0.95
Pair = tuple[int, int, int, int]


def items_in(folder: Path, pattern: str) -> list[Item]:
    paths = sorted(folder.glob(pattern))
    return [item for path in paths for item in items_of(plan_graph(read_plan(path)))]


@pytest.fixture(scope="module")
def gold(shared: Path) -> dict[str, Any]:
    content: dict[str, Any] = json.loads((shared / "gold" / "continuity.json").read_text("utf-8"))
    return content


@pytest.fixture(scope="module")
def links(shared: Path) -> Links:
    return link(items_in(shared / "plans", "jining-*"))


def found(links: Links) -> dict[Pair, str]:
    return {
        (each.earlier.year, each.earlier.number, each.later.year, each.later.number): each.grade
        for each in links.continues
    }


def annotated(gold: dict[str, Any], *grades: str) -> set[Pair]:
    return {
        (each["from"]["year"], each["from"]["number"], each["to"]["year"], each["to"]["number"])
        for each in gold["continues"]
        if each["grade"] in grades
    }


def scores(gold: dict[str, Any], links: Links) -> tuple[float, float]:
    """Precision, and F1 with the recall of the strong lines."""
    strong, right = annotated(gold, "strong"), annotated(gold, "strong", "related")
    pairs = set(found(links))
    precision, recall = len(pairs & right) / len(pairs), len(pairs & strong) / len(strong)
    return precision, 2 * precision * recall / (precision + recall)


def test_are_the_strong_lines_found_and_few_others(gold: dict[str, Any], links: Links) -> None:
    precision, f1 = scores(gold, links)
    assert precision >= PRECISION
    assert f1 >= F1


def test_are_the_lines_of_an_invented_bureau_found_and_its_lookalikes_left_apart() -> None:
    gold: dict[str, Any] = json.loads((SERIES_A / "continuity.json").read_text("utf-8"))
    precision, f1 = scores(gold, link(items_in(SERIES_A, "*.txt")))
    assert precision >= SERIES_A_F1
    assert f1 >= SERIES_A_F1


def test_are_norms_followed_under_changing_names(gold: dict[str, Any], links: Links) -> None:
    def bare(year: int, name: str) -> tuple[int, str]:
        return year, name.replace("济宁市", "")

    steps = {
        (bare(step.earlier.place.year, step.earlier.name), bare(step.later.place.year, step.later.name))
        for step in links.lineage
    }
    known = {
        (bare(step["from"]["year"], step["from"]["name"]), bare(step["to"]["year"], step["to"]["name"]))
        for step in gold["regulation_lineage"]
    }
    assert len(steps & known) >= LINES_OF_NORMS
    assert steps <= known


def test_is_bridge_monitoring_followed_until_it_ends(links: Links) -> None:
    pairs = found(links)
    assert pairs[2021, 11, 2023, 7] == "strong"
    assert not [pair for pair in pairs if pair[:2] == (2023, 7)]
    (bridges,) = [each for each in links.continues if (each.later.year, each.later.number) == (2023, 7)]
    assert bridges.change == "expanded"
    assert any("如意洸府河大桥" in reason for reason in bridges.reasons)


def test_are_peers_of_three_cities_found(shared: Path, gold: dict[str, Any]) -> None:
    links = link(items_in(shared / "plans", "*-2023*"))
    pairs = {
        frozenset({(each.first.city, each.first.number), (each.second.city, each.second.number)})
        for each in links.parallels
    }
    known = {frozenset((each[side]["city"], each[side]["number"]) for side in "ab") for each in gold["peers"]}
    assert len(pairs & known) >= PEERS_FOUND * len(known)
    assert len(pairs & known) >= len(pairs) / 2
