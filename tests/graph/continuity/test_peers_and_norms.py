from __future__ import annotations

import math
from dataclasses import replace
from itertools import permutations

import pytest

from graph.continuity import Item, RegulationUse, edges_of, lineage_of, link, links_to_json, parallels_of
from graph.continuity.features import Pool
from graph.continuity.lineage import alike, stem
from graph.continuity.names import stated_names
from graph.continuity.profile import profile, vector
from graph.continuity.weights import LIMITS, PARALLELS, PEERS
from graph.kinds import ontology
from tests.graph.continuity.plans import CITY, OTHER_CITY, PARK_SERIES, WATER_SERIES, item, norm
from tests.graph.continuity.test_lines import moved

HERE = [each for each in PARK_SERIES.items if each.year == 2031]
THERE = [
    item(
        2031,
        1,
        "保护古树名木。为濒危古树逐株建档并制定复壮方案，设立保护标识。",
        city=OTHER_CITY,
        issuer="榆城市林业局",
    ),
    item(2031, 2, "发展林下经济。扶持食用菌和中药材种植，带动农户增收。", city=OTHER_CITY, issuer="榆城市林业局"),
]


def test_are_peers_found_across_cities_and_nothing_else() -> None:
    (pair,) = parallels_of([*HERE, *THERE])
    assert {pair.first.city, pair.second.city} == {CITY, OTHER_CITY}
    assert {pair.first.number, pair.second.number} == {1, 2}
    assert pair.first.key < pair.second.key
    assert any("濒危古树" in reason for reason in pair.reasons)


def test_are_the_peers_those_that_comparing_every_pair_finds() -> None:
    cities = [f"{name}市" for name in "甲乙丙"]
    items = [each for city in cities for each in moved(WATER_SERIES.items, city) if each.year == 2031]
    items += [*HERE, *THERE]
    profiles = [profile(each) for each in sorted(items, key=lambda each: each.order)]
    pool = Pool.of(profiles, stated_names)
    scores: dict[tuple[str, str], float] = {}
    for one, other in permutations(profiles, 2):
        cosine = math.fsum(w * vector(other, pool.worth).get(g, 0.0) for g, w in vector(one, pool.worth).items())
        if one.item.city != other.item.city and cosine > 0:
            a, b = sorted((one, other), key=lambda each: each.item.order)
            scores[one.item.key, other.item.key] = pool.features(a, b, math.sqrt(cosine), 0.0).score(PARALLELS)
    wanted = set()
    for each in items:
        own = sorted((-score, other) for (one, other), score in scores.items() if one == each.key)
        wanted |= {tuple(sorted((each.key, other))) for score, other in own[:PEERS] if -score >= LIMITS.parallel}
    assert {(pair.first.key, pair.second.key) for pair in parallels_of(items)} == wanted


def test_are_items_of_another_year_or_the_same_city_no_peers() -> None:
    assert parallels_of([*HERE, *(replace(each, year=2032) for each in THERE)]) == []
    assert parallels_of(PARK_SERIES.items) == []


def test_has_an_item_few_peers_of_its_own_choice() -> None:
    cities = [f"{name}市" for name in "甲乙丙丁戊己庚"]
    items = [each for city in cities for each in moved(WATER_SERIES.items, city) if each.year == 2031]
    numbers = {each.number for each in items}
    assert 0 < len(parallels_of(items)) <= len(cities) * len(numbers) * PEERS


@pytest.mark.parametrize(
    ("name", "about"),
    [
        ("青岚市古树名木保护办法", "古树名木保护"),
        ("青岚市城市供水总体规划（2016-2030）", "城市供水总体"),
        ("2033年度青岚市供水考评办法", "供水考评"),
        ("青岚市供水考核办法", "供水考评"),
        ("办法", "办法"),
    ],
)
def test_is_the_stem_what_a_norm_is_about(name: str, about: str) -> None:
    assert stem(name, CITY) == about


def test_is_a_norm_followed_under_a_changed_name() -> None:
    law = norm("青岚市湿地保护与利用管理条例", "调研", kind="regulation")
    rules = norm("青岚市湿地保护利用管理办法", "出台")
    (step,) = lineage_of([item(2031, 1, "立法。", regulations=(law,)), item(2033, 4, "立规。", regulations=(rules,))])
    assert (step.earlier.name, step.later.name) == (law.name, rules.name)
    assert step.reasons == ("2031年调研《青岚市湿地保护与利用管理条例》，2033年出台《青岚市湿地保护利用管理办法》",)
    (edge,) = edges_of(
        link([item(2031, 1, "立法。", regulations=(law,)), item(2033, 4, "立规。", regulations=(rules,))])
    )
    assert (edge.type, edge.source.key, edge.target.key) == ("SUCCEEDS", rules.key, law.key)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("农村公路养护考核办法", "农村公路管护考评办法"),
        ("基层医疗考核办法", "基层医疗机构考评办法"),
        ("河道整治实施方案", "河道综合治理实施方案"),
    ],
)
def test_is_a_norm_followed_when_its_name_says_the_same_in_another_word(before: str, after: str) -> None:
    kind = "plan" if before.endswith("方案") else "measures"
    assert alike(RegulationUse(before, kind), RegulationUse(after, kind), CITY) >= 0.6


def test_has_a_norm_that_keeps_its_name_a_line_but_no_edge() -> None:
    links = link(PARK_SERIES.items)
    assert [(step.earlier.place.year, step.later.place.year) for step in links.lineage] == [(2031, 2032), (2032, 2033)]
    assert not [edge for edge in edges_of(links) if edge.type == "SUCCEEDS"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (RegulationUse("青岚市湿地保护条例", "regulation"), RegulationUse("青岚市湿地保护规划", "plan")),
        (RegulationUse("青岚市城市供水管理办法", "measures"), RegulationUse("青岚市城市绿化管理办法", "measures")),
        (RegulationUse("要点", "other"), RegulationUse("方案", "other")),
    ],
)
def test_are_other_norms_not_taken_for_successors(one: RegulationUse, other: RegulationUse) -> None:
    assert alike(one, other, CITY) < 0.6


def everything() -> list[Item]:
    return [*PARK_SERIES.items, *WATER_SERIES.items, *THERE]


def test_do_the_edges_obey_the_ontology_and_point_back_in_time() -> None:
    links = link(everything())
    edges = edges_of(links)
    for edge in edges:
        ontology().check_edge(edge)
    assert len({(edge.type, edge.key) for edge in edges}) == len(edges)
    years = {each.key: each.year for each in everything()}
    continues = [edge for edge in edges if edge.type == "CONTINUES"]
    assert len(continues) == len(links.continues) > 0
    for edge in continues:
        assert years[edge.source.key] - years[edge.target.key] == edge.properties["gap"]
    assert {edge.type for edge in edges} == {"CONTINUES", "PARALLELS"}


def test_has_the_json_the_earlier_item_first() -> None:
    out = links_to_json(link(everything()))
    assert set(out) == {"continues", "parallels", "lineage"}
    first = out["continues"][0]
    assert first["city"] == CITY
    assert first["from"] == {"year": 2031, "number": 1}
    assert first["to"] == {"year": 2032, "number": 1}
    assert first["grade"] == "strong"
    assert {"score", "change", "gap", "reasons"} <= set(first)
    assert set(out["parallels"][0]["a"]) == {"city", "year", "number"}
    assert out["lineage"][0]["from"] == {"year": 2031, "number": 2, "name": "青岚市古树名木保护办法"}
