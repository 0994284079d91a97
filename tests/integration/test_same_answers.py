"""Every question of graph.queries, asked of the sample plans: each Neo4j answers as the embedded store does."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from inspect import isfunction
from typing import Any

import pytest

from graph import queries
from graph.errors import NotFound
from graph.queries import ItemFilter, TargetFilter
from graph.store.bolt import BoltStore
from graph.store.protocol import Store
from tests import stores

STORES = stores.ALL[1:]
CITY, OTHER = "济宁市", "临沂市"
TEXTS = ("桥梁监测", "平台", "桥", "办法", "城市管理局", "X", "")
LABELS: tuple[queries.browse.Named, ...] = ("Facility", "Regulation", "Unit", "Topic")


def keys(store: Store, label: queries.browse.Named) -> list[str]:
    return [each.node.key for each in queries.find_named(store, label, limit=1000).items]


def said(ask: Callable[..., Any], *arguments: Any, **options: Any) -> Any:
    """The answer, or that there is no such thing."""
    try:
        return ask(*arguments, **options)
    except NotFound as error:
        return str(error)


def items(store: Store, wanted: ItemFilter) -> list[queries.Item]:
    return queries.find_initiatives(store, wanted, limit=1000).items


QUESTIONS: dict[str, Callable[[Store], Any]] = {
    "cities": queries.cities,
    "compare": lambda store: [queries.compare(store, 2023, text) for text in ("城市照明", "市政园林")],
    "count_topics": lambda store: [queries.count_topics(store), queries.count_topics(store, city=CITY, year=2023)],
    "counts": queries.counts,
    "diff": lambda store: [queries.diff(store, CITY, 2021, 2023), queries.diff(store, CITY, 2023, 2024)],
    "find_cities": lambda store: [queries.find_cities(store, limit=limit) for limit in (1, 100)],
    "find_initiatives": lambda store: [
        items(store, wanted)
        for wanted in (
            ItemFilter(),
            ItemFilter(city="济宁", year=2023),
            ItemFilter(section="城市", text="桥 监测"),
            ItemFilter(unit="公安局"),
            ItemFilter(facility="桥梁"),
            ItemFilter(regulation="条例"),
            ItemFilter(topic="市政园林"),
        )
    ],
    "find_named": lambda store: [
        queries.find_named(store, label, city=city, text=text, limit=limit)
        for label in LABELS
        for city, text, limit in ((None, None, 1000), (CITY, None, 7), (None, "城", 1000))
    ],
    "find_plans": lambda store: [queries.find_plans(store, city=city, limit=100) for city in (None, CITY)],
    "graph_elements": lambda store: list(queries.graph_elements(store)),
    "initiative": lambda store: [queries.initiative(store, each.node.key) for each in items(store, ItemFilter())],
    "initiatives_for_linking": lambda store: sorted(
        queries.initiatives_for_linking(store, [CITY]), key=lambda item: item.key
    ),
    "items_naming": lambda store: [
        queries.items_naming(store, label, key, limit=2) for label in LABELS for key in keys(store, label)
    ],
    "ledger": lambda store: [
        queries.ledger(store, wanted, limit=1000)
        for wanted in (
            TargetFilter(),
            TargetFilter(city=CITY, metric="率"),
            TargetFilter(unit="%"),
            TargetFilter(due=True),
        )
    ],
    "lineage": lambda store: [said(queries.lineage, store, text) for text in TEXTS],
    "named": lambda store: [queries.named(store, label, key) for label in LABELS for key in keys(store, label)],
    "name_of": lambda store: [queries.name_of(each.node) for each in items(store, ItemFilter())],
    "one_city": lambda store: queries.one_city(store, "济宁"),
    "overview_scene": lambda store: [queries.overview_scene(store, CITY, 2023, limit) for limit in (12, 300)],
    "plans": queries.plans,
    "regulations_scene": lambda store: queries.regulations_scene(store, CITY),
    "responsibility_scene": lambda store: queries.responsibility_scene(store, OTHER, 2023),
    "search": lambda store: [said(queries.search, store, text, limit=limit) for text in TEXTS for limit in (3, 1000)],
    "status": lambda store: queries.status(store).plans,
    "topics": queries.topics,
    "trace": lambda store: [said(queries.trace, store, text, city) for text in TEXTS for city in (None, CITY)],
    "unlinked_cities": queries.unlinked_cities,
    "who": lambda store: [said(queries.who, store, text) for text in TEXTS],
}


def told(value: Any) -> Any:
    """`value` as lists, mappings and texts alone, without the time of loading."""
    if is_dataclass(value):
        return {field.name: told(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Mapping):
        return {key: told(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [told(each) for each in value]
    if isinstance(value, str):
        return re.sub(r"\d{4}-\d\d-\d\dT[\d:+]+", "a time", value)
    return value


@pytest.fixture(scope="module")
def expected(embedded: BoltStore) -> dict[str, Any]:
    """What the embedded store answers."""
    return {name: told(ask(embedded)) for name, ask in QUESTIONS.items()}


@pytest.mark.parametrize("name", QUESTIONS)
def test_a_question_has_one_answer(loaded: BoltStore, expected: dict[str, Any], name: str) -> None:
    assert told(QUESTIONS[name](loaded)) == expected[name]
    assert expected[name] or name == "unlinked_cities"


def test_every_question_is_asked() -> None:
    assert set(QUESTIONS) == {name for name in queries.__all__ if isfunction(getattr(queries, name))}
