"""Lines of work across the years."""

from __future__ import annotations

from fastapi import APIRouter

from api.answers import Answer
from api.parameters import LIMIT, City, Limit, Search
from api.shapes import Trace
from api.store import OpenStore
from graph.queries import trace
from graph.trace import lines_to_json

router = APIRouter(prefix="/api/trace", tags=["脉络 Trace"])


@router.get("", response_model=Trace, response_model_exclude_unset=True, summary="跨年度的工作脉络 Lines of work")
def trace_lines(store: OpenStore, q: Search, city: City = None, limit: Limit = LIMIT) -> Answer:
    """找出与所查之词相关的工作脉络：哪些年份的计划里有、哪些没有、哪些年份没有计划，以及逐年的变化。

    The lines of work that the words are about: in which years' plans they are, how they change, where they
    are missing. The words need not stand together.
    """
    lines = trace(store, q, city)
    return lines_to_json(q, lines[:limit]) | {"total": len(lines)}
