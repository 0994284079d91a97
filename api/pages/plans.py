"""The pages of a plan and of a city."""

from __future__ import annotations

from collections import Counter
from itertools import groupby

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from api.pages.rendering import render
from api.store import OpenStore
from graph import identity
from graph.elements import Node
from graph.errors import NotFound
from graph.queries import Counted, Item, ItemFilter, Named, cities, find_initiatives, find_named, find_plans, plans
from graph.store.protocol import Store

router = APIRouter(include_in_schema=False)

MOST = 2000
"""Items of a city's year, and things of a city, that are looked at."""
_NAMED: tuple[Named, ...] = ("Facility", "Regulation", "Unit")
_SHOWN = 15


@router.get("/plans/{key:path}")
def plan(request: Request, store: OpenStore, key: str) -> HTMLResponse:
    """A plan with its sections and items."""
    found = plan_with(store, key)
    if found is None:
        raise NotFound("Plan", key)
    items = items_of(store, found)
    sections = [
        (title, [each.node for each in group])
        for title, group in groupby(items, key=lambda each: str(each.node.properties.get("section", "")))
    ]
    return render(request, "plan.html", plan=found, sections=sections, total=len(items))


@router.get("/cities/{key:path}")
def city(request: Request, store: OpenStore, key: str) -> HTMLResponse:
    """A city, by its key or name, with its plans and what they name most."""
    found = next((each for each in cities(store) if key in (each.name, identity.key(each.name))), None)
    if found is None:
        raise NotFound("City", key)
    name = found.name
    own = sorted((each for each in plans(store) if each.city == name), key=lambda each: (-each.year, each.issuer))
    sections = {each.key: _sections(items_in(store, each.city, each.year, each.key)) for each in own}
    most = {label: _most_named(store, label, name) for label in _NAMED}
    return render(request, "city.html", city=found, plans=own, sections=sections, most=most)


def plan_with(store: Store, key: str) -> Node | None:
    """The plan with this key."""
    summary = next((each for each in plans(store) if each.key == key), None)
    if summary is None:
        return None
    page = find_plans(store, city=summary.city, year=summary.year, limit=MOST)
    return next((each.node for each in page.items if each.node.key == key), None)


def items_of(store: Store, plan: Node) -> list[Item]:
    """The items of a plan, in order."""
    return items_in(store, str(plan.properties["city"]), int(str(plan.properties["year"])), plan.key)


def items_in(store: Store, city: str, year: int, plan: str) -> list[Item]:
    """The items of the plan with the key `plan`, which is one of those of a city's year; in order."""
    page = find_initiatives(store, ItemFilter(city=city, year=year), limit=MOST)
    return [each for each in page.items if each.plan == plan]


def _sections(items: list[Item]) -> list[tuple[str, int]]:
    """The titles of the sections, each with the number of its items."""
    return list(Counter(str(each.node.properties.get("section", "")) for each in items).items())


def _most_named(store: Store, label: Named, city: str) -> tuple[list[Counted], int]:
    """What most items name, and how many there are in all."""
    page = find_named(store, label, city=city, limit=MOST)
    return sorted(page.items, key=lambda each: -each.initiatives)[:_SHOWN], page.total
