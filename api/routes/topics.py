"""What items are about: the scheme, with the number of items of each topic."""

from __future__ import annotations

from fastapi import APIRouter

from api.answers import Answer
from api.models import page_of
from api.parameters import City, Year
from api.shapes import Topic
from api.store import OpenStore
from graph.identity import key
from graph.queries import count_topics
from loaders.topics import scheme

router = APIRouter(prefix="/api/topics", tags=["主题 Topics"])


@router.get("", response_model=page_of(Topic), summary="主题体系 The scheme of topics")
def list_topics(store: OpenStore, city: City = None, year: Year = None) -> Answer:
    """列出两级主题的名称、定义和事项数，各上位主题之后是它的下位主题。某主题的事项用 /api/initiatives?topic= 查。

    The topics of both levels with their definitions and numbers of items, each upper one before its narrower
    ones. The items of a topic: /api/initiatives?topic=.
    """
    counts = count_topics(store, city=city, year=year)
    items = [
        {
            "key": key(topic.name),
            "name": topic.name,
            "name_en": topic.en,
            "definition": topic.means,
            "definition_en": topic.in_english,
            "broader": topic.broader or None,
            "initiatives": counts.get(topic.name, 0),
        }
        for topic in scheme().values()
    ]
    return {"items": items, "next": None, "total": len(items)}
