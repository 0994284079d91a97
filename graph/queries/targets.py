"""The ledger: every figure that plans commit to, and what the next plan says of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from graph.continuity.figures import is_same_metric
from graph.queries.brief import Brief, brief
from graph.queries.browse import Page, all_of, number_of, page_of
from graph.store.protocol import Store
from graph.trace import Figure, figure

Follow = Literal["stated", "dropped", "ended", "unknown"]
SortKey = tuple[str, int, str]
"""Where a figure stands among all: the key of its plan, the number of its item, its own key."""


@dataclass(frozen=True, slots=True)
class FollowUp:
    """What the bureau's next plan says of a figure: `stated` with the figures of the same metric in the items that
    carry the work on, `dropped` when those give none, `ended` when no item of that plan carries it on, `unknown`
    when no later plan of the bureau is loaded (`year` is None then)."""

    state: Follow
    year: int | None
    items: tuple[Brief, ...] = ()
    figures: tuple[Figure, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """A figure of an item with its place `[start, end)` in the item's text, and what came of it."""

    key: str
    plan: str
    item: Brief
    figure: Figure
    start: int
    end: int
    follow: FollowUp

    @property
    def sort_key(self) -> SortKey:
        """Where it stands among all figures."""
        return self.plan, self.item.number, self.key


@dataclass(frozen=True, slots=True)
class TargetFilter:
    """Which figures are asked for; None asks for all. `city`, `metric` and `unit` (of the responsible
    organisation) are parts of names, `measure` is the unit of the figure, `due` asks for those with a date."""

    city: str | None = None
    year: int | None = None
    metric: str | None = None
    measure: str | None = None
    unit: str | None = None
    due: bool = False


def ledger(store: Store, wanted: TargetFilter, *, limit: int, after: SortKey | None = None) -> Page[Entry]:
    """The figures wanted, plan by plan in the order of the texts, those after `after`, each with what the
    bureau's next loaded plan says about the same metric."""
    given: dict[str, Any] = {"limit": limit + 1}
    where = _conditions(wanted, given)
    source = "MATCH (p:Plan)-[:HAS_INITIATIVE]->(i:Initiative)-[e:COMMITS_TO]->(t:Target)"
    total = number_of(store, f"{source} WHERE {all_of(where)} RETURN count(t)", given)
    if after is not None:
        given["plan"], given["number"], given["target"] = after
        where.append(
            "(p.key > $plan OR (p.key = $plan AND (i.number > $number OR (i.number = $number AND t.key > $target))))"
        )
    table = store.query(
        f"""
        {source}
        WHERE {all_of(where)}
        RETURN p.key AS plan, p.issuer AS issuer, i, t, e.start AS start, e.end AS end
        ORDER BY p.key, i.number, t.key
        LIMIT $limit
        """,
        given,
    )
    found = [(plan, brief(item, issuer), target, start, end) for plan, issuer, item, target, start, end in table.rows]
    follow = _Following(store, [item for _, item, *_ in found])
    entries = [
        Entry(target["key"], plan, item, figure(target), start, end, follow.of(item, figure(target)))
        for plan, item, target, start, end in found
    ]
    return page_of(entries, total, limit)


def _conditions(wanted: TargetFilter, given: dict[str, Any]) -> list[str]:
    where = []
    if wanted.city is not None:
        where.append("p.city CONTAINS $city")
        given["city"] = wanted.city
    if wanted.year is not None:
        where.append("p.year = $year")
        given["year"] = wanted.year
    if wanted.metric is not None:
        where.append("toLower(t.metric) CONTAINS $metric")
        given["metric"] = wanted.metric.lower()
    if wanted.measure is not None:
        where.append("t.unit = $measure")
        given["measure"] = wanted.measure
    if wanted.unit is not None:
        where.append("EXISTS { MATCH (u:Unit)-[:RESPONSIBLE_FOR]->(i) WHERE u.name CONTAINS $unit }")
        given["unit"] = wanted.unit
    if wanted.due:
        where.append("t.due IS NOT NULL")
    return where


class _Following:
    """What the next plans say of some items: asked of the store once for all of them."""

    def __init__(self, store: Store, items: Sequence[Brief]) -> None:
        self._years = _years(store, sorted({item.city for item in items}))
        self._items: dict[str, list[Brief]] = defaultdict(list)
        self._figures: dict[str, list[Figure]] = defaultdict(list)
        keys = sorted({item.key for item in items})
        rows = store.query(
            """
            UNWIND $keys AS key
            MATCH (i:Initiative {key: key})<-[:CONTINUES]-(j:Initiative)
            MATCH (p:Plan)-[:HAS_INITIATIVE]->(j)
            RETURN key, j, p.issuer AS issuer
            ORDER BY key, j.key
            """,
            {"keys": keys},
        ).rows
        for key, item, issuer in rows:
            self._items[key].append(brief(item, issuer))
        later = sorted({item.key for found in self._items.values() for item in found})
        rows = store.query(
            """
            UNWIND $keys AS key
            MATCH (i:Initiative {key: key})-[e:COMMITS_TO]->(t:Target)
            RETURN key, t
            ORDER BY key, e.start, t.key
            """,
            {"keys": later},
        ).rows
        for key, target in rows:
            self._figures[key].append(figure(target))

    def of(self, item: Brief, wanted: Figure) -> FollowUp:
        """What the next plan says of the figure `wanted` of `item`."""
        year = next((year for year in self._years.get((item.city, item.issuer), ()) if year > item.year), None)
        if year is None:
            return FollowUp("unknown", None)
        items = tuple(each for each in self._items[item.key] if each.year == year)
        if not items:
            return FollowUp("ended", year)
        figures = tuple(
            each
            for later in items
            for each in self._figures[later.key]
            if each.unit == wanted.unit and is_same_metric(each.metric, wanted.metric)
        )
        return FollowUp("stated" if figures else "dropped", year, items, figures)


def _years(store: Store, cities: Sequence[str]) -> Mapping[tuple[str, str], list[int]]:
    years: dict[tuple[str, str], list[int]] = defaultdict(list)
    table = store.query(
        "MATCH (p:Plan) WHERE p.city IN $cities RETURN p.city, p.issuer, p.year ORDER BY p.year", {"cities": cities}
    )
    for city, issuer, year in table.rows:
        years[city, issuer].append(year)
    return years
