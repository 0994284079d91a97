"""The linker on plans that were annotated by hand."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from graph.continuity import Item, Links, items_of, link
from loaders.pipeline import read_plan
from loaders.to_graph import plan_graph

F1, PRECISION = 0.88, 0.88
"""A little below what is reached, so that a change elsewhere that costs links is noticed."""

PEERS_FOUND = 10
Pair = tuple[int, int, int, int]


def items_in(shared: Path, pattern: str) -> list[Item]:
    paths = sorted((shared / "plans").glob(pattern))
    return [item for path in paths for item in items_of(plan_graph(read_plan(path)))]


@pytest.fixture(scope="module")
def gold(shared: Path) -> dict[str, Any]:
    content: dict[str, Any] = json.loads((shared / "gold" / "continuity.json").read_text("utf-8"))
    return content


@pytest.fixture(scope="module")
def links(shared: Path) -> Links:
    return link(items_in(shared, "jining-*"))


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


def test_are_the_strong_lines_found_and_few_others(gold: dict[str, Any], links: Links) -> None:
    strong, right = annotated(gold, "strong"), annotated(gold, "strong", "related")
    pairs = set(found(links))
    precision, recall = len(pairs & right) / len(pairs), len(pairs & strong) / len(strong)
    assert precision >= PRECISION
    assert 2 * precision * recall / (precision + recall) >= F1


def test_is_bridge_monitoring_followed_until_it_ends(links: Links) -> None:
    pairs = found(links)
    assert pairs[2021, 11, 2023, 7] == "strong"
    assert not [pair for pair in pairs if pair[:2] == (2023, 7)]
    (bridges,) = [each for each in links.continues if (each.later.year, each.later.number) == (2023, 7)]
    assert bridges.change == "expanded"
    assert any("如意洸府河大桥" in reason for reason in bridges.reasons)


def test_are_peers_of_three_cities_found(shared: Path, gold: dict[str, Any]) -> None:
    links = link(items_in(shared, "*-2023*"))
    pairs = {
        frozenset({(each.first.city, each.first.number), (each.second.city, each.second.number)})
        for each in links.parallels
    }
    known = {frozenset((each[side]["city"], each[side]["number"]) for side in "ab") for each in gold["peers"]}
    assert len(pairs & known) >= PEERS_FOUND
    assert len(pairs & known) >= len(pairs) / 2
