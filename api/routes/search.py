"""A search over everything."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query

from api.answers import Answer, ref
from api.parameters import Search
from api.shapes import Found
from api.store import OpenStore
from graph.kinds import ontology
from graph.queries import Hit, search

router = APIRouter(prefix="/api/search", tags=["搜索 Search"])
Most = Annotated[int, Query(ge=1, le=50, description="每类最多几条 hits of each label at most")]


@router.get("", response_model=Found, summary="搜索 Search")
def search_everything(store: OpenStore, q: Search, limit: Most = 10) -> Answer:
    """在工作事项、设施、制度文件、单位、主题和城市中搜索，按类型分组，最相符的在前。

    Searches items, facilities, regulations, units, topics and cities; the best hits of each come first.
    """
    groups = search(store, q, limit=limit)
    kinds = ontology().kinds
    return {
        "query": q,
        "groups": [
            {
                "label": group.label,
                "name": kinds[group.label].label,
                "total": group.total,
                "items": [_hit(hit) for hit in group.hits],
            }
            for group in groups
        ],
    }


def _hit(hit: Hit) -> Answer:
    return ref(hit.node) | {
        "city": hit.city,
        "year": hit.node.properties.get("year"),
        "snippet": hit.snippet,
        "start": hit.start,
        "end": hit.end,
        "marks": hit.marks,
    }
