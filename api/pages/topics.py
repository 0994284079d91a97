"""The pages of the scheme of topics and of one topic: the items about it, by year."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from api.pages.rendering import render
from api.pages.things import MOST, by_year
from api.store import OpenStore
from graph.errors import NotFound
from graph.identity import key as key_of
from graph.queries import count_topics, items_naming
from loaders.topics import scheme

router = APIRouter(include_in_schema=False)


@router.get("/topics")
def topics(request: Request, store: OpenStore) -> HTMLResponse:
    """All topics, with how many items are about each."""
    return render(request, "topics.html", topics=list(scheme().values()), counts=count_topics(store))


@router.get("/topics/{key:path}")
def topic(request: Request, store: OpenStore, key: str) -> HTMLResponse:
    """A topic: its definition, the topics under it, and the items about it."""
    found = next((each for each in scheme().values() if key_of(each.name) == key), None)
    if found is None:
        raise NotFound("Topic", key)
    items = items_naming(store, "Topic", key, limit=MOST)
    return render(
        request,
        "topic.html",
        topic=found,
        upper=scheme().get(found.broader),
        narrower=[each for each in scheme().values() if each.broader == found.name],
        counts=count_topics(store),
        years=by_year(items.items),
        total=items.total,
        shown=len(items.items),
    )
