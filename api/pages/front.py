"""The front page, and the search over everything."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from api.pages.grid import grid_of
from api.pages.rendering import render
from api.store import OpenStore
from graph.queries import PlanSummary, find_named, plans, search
from graph.store.protocol import Store

router = APIRouter(include_in_schema=False)

FEW, MANY = 8, 200
"""Hits of each label on a page of all labels, and on one of one label."""
_SUBJECTS = 4
_MOST = 1000


@router.get("/")
def front(request: Request, store: OpenStore) -> HTMLResponse:
    """What there is, and ways in."""
    found = plans(store)
    latest = max(found, key=_rank, default=None)
    return render(
        request,
        "front.html",
        grid=grid_of(found),
        latest=latest,
        named=_with_most_units(store, found) or latest,
        subjects=_subjects(store, latest.city) if latest else [],
    )


@router.get("/search")
def results(request: Request, store: OpenStore, q: str = "", label: str = "") -> HTMLResponse:
    """The hits by label, or all of one label."""
    groups = search(store, q, limit=MANY if label else FEW)
    if label:
        groups = [group for group in groups if group.label == label]
    return render(request, "search.html", q=q.strip(), label=label, groups=groups)


def _rank(plan: PlanSummary) -> tuple[int, int]:
    return plan.year, plan.initiatives


def _with_most_units(store: Store, found: Sequence[PlanSummary]) -> PlanSummary | None:
    """The latest plan of the city whose plans name most units: where it is most of use to ask who is responsible."""
    units = Counter(each.node.key.partition("/")[0] for each in find_named(store, "Unit", limit=_MOST).items)
    return max(found, key=lambda plan: (units[plan.city], _rank(plan)), default=None)


def _subjects(store: Store, city: str) -> list[str]:
    """What most items of the city name, one facility of each kind, as the beginnings of traces."""
    found = find_named(store, "Facility", city=city, limit=_MOST).items
    found.sort(key=lambda each: -each.initiatives)
    by_kind: dict[object, str] = {}
    for each in found:
        by_kind.setdefault(each.node.properties.get("kind"), str(each.node.properties["name"]))
    return list(by_kind.values())[:_SUBJECTS]
