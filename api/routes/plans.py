"""The plans that are loaded."""

from __future__ import annotations

from fastapi import APIRouter

from api import answers, cursors
from api.models import Models, page_of
from api.parameters import LIMIT, City, Cursor, Limit, Year
from api.store import OpenStore
from graph.queries import find_plans


def router(models: Models) -> APIRouter:
    """The router of plans."""
    made = APIRouter(prefix="/api/plans", tags=["计划 Plans"])

    @made.get("", response_model=page_of(models.counted("Plan")), summary="已载入的计划 Plans")
    def list_plans(
        store: OpenStore, city: City = None, year: Year = None, limit: Limit = LIMIT, cursor: Cursor = None
    ) -> answers.Answer:
        """按城市、发布机构、年份列出已载入的工作要点。

        The plans that are loaded, by city, issuer and year.
        """
        found = find_plans(store, city=city, year=year, limit=limit, after=cursors.to_key(cursor))
        return answers.counted_page(found)

    return made
