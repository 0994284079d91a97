"""The pages that answer questions about the years; each has its form above its answer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse

from api import cursors
from api.pages.rendering import language_of, render
from api.store import OpenStore
from graph.errors import NotFound, Unanswerable
from graph.queries import (
    Difference,
    Duty,
    TargetFilter,
    compare,
    diff,
    ledger,
    lineage,
    plans,
    topics,
    who,
)
from graph.queries.comparing import OUTCOMES
from graph.store.protocol import Store

router = APIRouter(include_in_schema=False)

FIGURES = 100
"""Figures on a page of the ledger."""

MOST = 20
"""Units, officials and norms on a page."""


@dataclass(frozen=True, slots=True)
class Known:
    """The cities with plans and their years, for the forms."""

    cities: tuple[str, ...]
    years: tuple[int, ...]

    @classmethod
    def of(cls, store: Store) -> Known:
        """What `store` has."""
        found = plans(store)
        return cls(tuple(sorted({each.city for each in found})), tuple(sorted({each.year for each in found})))


Year = Annotated[int | None, Query(ge=1949, le=2100)]


@router.get("/diff")
def years_of_a_city(
    request: Request,
    store: OpenStore,
    city: str = "",
    earlier: Annotated[str, Query(alias="from")] = "",
    later: Annotated[str, Query(alias="to")] = "",
) -> HTMLResponse:
    """Two years of a city beside one another."""
    known = Known.of(store)
    found, problem = None, ""
    if city and earlier and later:
        words = language_of(request)
        try:
            found = diff(store, city, _year(earlier), _year(later))
        except NotFound as error:
            problem = words("no_city" if error.kind == "city" else "no_year_for_diff", city=city)
        except Unanswerable:
            problem = words("two_years")
    counts = Counter(each.outcome for each in found.differences) if found else Counter[str]()
    return render(
        request,
        "diff.html",
        status=404 if problem else 200,
        known=known,
        chosen=(city, earlier, later),
        diff=found,
        groups=_by_outcome(found.differences) if found else [],
        counts=[(name, counts[name]) for name in OUTCOMES if counts[name]],
        problem=problem,
    )


def _by_outcome(differences: Iterable[Difference]) -> list[tuple[str, list[Difference]]]:
    ranked = sorted(differences, key=lambda each: OUTCOMES.index(each.outcome))
    return [(name, list(group)) for name, group in groupby(ranked, key=lambda each: each.outcome)]


@router.get("/compare")
def cities_on_a_topic(request: Request, store: OpenStore, year: str = "", topic: str = "") -> HTMLResponse:
    """The cities beside one another on one topic."""
    known = Known.of(store)
    found, problem = None, ""
    if year and topic:
        try:
            found = compare(store, _year(year), topic)
        except NotFound as error:
            words = language_of(request)
            problem = words("no_topic" if error.kind == "topic" else "no_plans_of", topic=topic, year=year)
    return render(
        request,
        "compare.html",
        status=404 if problem else 200,
        known=known,
        chosen=(year, topic),
        topics=topics(store),
        comparison=found,
        problem=problem,
    )


@router.get("/who")
def who_does_it(request: Request, store: OpenStore, name: str = "", city: str = "") -> HTMLResponse:
    """What a unit or an official is responsible for."""
    found, problem = [], ""
    if name.strip():
        try:
            found = who(store, name.strip(), city=city or None)
        except NotFound:
            problem = language_of(request)("nobody", name=name.strip())
    shown = [(holder, _by_year(holder.duties)) for holder in found[:MOST]]
    return render(
        request,
        "who.html",
        status=404 if problem else 200,
        known=Known.of(store),
        chosen=(name.strip(), city),
        holders=shown,
        total=len(found),
        problem=problem,
    )


def _by_year(duties: Sequence[Duty]) -> list[tuple[int, list[Duty]]]:
    newest_first = sorted(duties, key=lambda duty: -duty.item.year)
    return [(year, list(group)) for year, group in groupby(newest_first, key=lambda duty: duty.item.year)]


@router.get("/ledger")
def figures(
    request: Request,
    store: OpenStore,
    city: str = "",
    year: str = "",
    metric: str = "",
    unit: str = "",
    due: str = "",
    following: Annotated[str, Query(alias="next")] = "",
) -> HTMLResponse:
    """The figures that plans commit to, and what came of them."""
    wanted = TargetFilter(
        city=city or None,
        year=_year(year) if year else None,
        metric=metric.strip() or None,
        unit=unit.strip() or None,
        due=bool(due),
    )
    found = ledger(store, wanted, limit=FIGURES, after=cursors.to_figure(following or None))
    return render(
        request,
        "ledger.html",
        known=Known.of(store),
        chosen={"city": city, "year": year, "metric": metric, "unit": unit, "due": due},
        page=found,
        following=cursors.from_sort_key(*found.items[-1].sort_key) if found.more else "",
    )


@router.get("/lineage")
def norms(request: Request, store: OpenStore, regulation: str = "", city: str = "") -> HTMLResponse:
    """A norm over the years."""
    found, problem = [], ""
    if regulation.strip():
        try:
            found = lineage(store, regulation.strip(), city=city or None)
        except NotFound:
            problem = language_of(request)("no_norm", name=regulation.strip())
    return render(
        request,
        "lineage.html",
        status=404 if problem else 200,
        known=Known.of(store),
        chosen=(regulation.strip(), city),
        lines=found[:MOST],
        total=len(found),
        problem=problem,
    )


def _year(text: str) -> int:
    """The year that a form gives; one that no plan can be of where it is none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) == 4 else 0
