"""The cities that there are plans of."""

from __future__ import annotations

from dataclasses import asdict

from fastapi import APIRouter

from api import answers, cursors
from api.models import page_of
from api.parameters import LIMIT, Cursor, Limit
from api.shapes import City
from api.store import OpenStore
from graph.identity import key
from graph.queries import find_cities

router = APIRouter(prefix="/api/cities", tags=["城市 Cities"])


@router.get("", response_model=page_of(City), summary="有计划的城市 Cities with plans")
def list_cities(store: OpenStore, limit: Limit = LIMIT, cursor: Cursor = None) -> answers.Answer:
    """按名称列出有计划的城市，以及各有哪些年份、多少计划和事项。

    Cities with plans, with their years and the numbers of plans and items.
    """
    found = find_cities(store, limit=limit, after=cursors.to_key(cursor))
    return answers.page(found, lambda city: asdict(city) | {"key": key(city.name)}, lambda city: (key(city.name),))
