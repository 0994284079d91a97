"""One router a subject; each endpoint asks one question of `graph.queries`."""

from __future__ import annotations

from fastapi import APIRouter

from api.models import Models
from api.routes import cities, cypher, initiatives, meta, named, plans, questions, search, topics, trace


def routers(models: Models) -> list[APIRouter]:
    """All routers of the API."""
    return [
        cities.router,
        plans.router(models),
        initiatives.router(models),
        *(named.router(models, thing) for thing in named.THINGS),
        topics.router,
        trace.router,
        questions.router,
        search.router,
        cypher.router,
        meta.router,
    ]
