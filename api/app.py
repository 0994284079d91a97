"""The application."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI
from starlette.concurrency import run_in_threadpool

from api import docs, pages, problems
from api.guard import Guard
from api.models import Models
from api.openapi import describe
from api.routes import routers
from api.settings import ApiSettings
from api.store import StoreHolder
from graph.kinds import ontology


def create_app(settings: ApiSettings) -> FastAPI:
    """The application over the store that `settings` name, which is open from its start to its end.

    `app.state` has the `settings`, the `holder` of the store (which may be opened before the start, to see
    why it cannot be), and `error_page`, which pages may set to show errors to people.
    """
    app = FastAPI(
        lifespan=_lifespan,
        openapi_url="/openapi.json",
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
    )
    app.state.settings = settings
    app.state.holder = StoreHolder(settings.open_store)
    problems.install(app)
    for router in routers(Models(ontology())):
        app.include_router(router)
    docs.install(app)
    pages.install(app)
    describe(app)
    app.add_middleware(Guard, hosts=settings.hosts)
    return app


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    holder: StoreHolder = app.state.holder
    await run_in_threadpool(holder.open)
    try:
        yield
    finally:
        await run_in_threadpool(holder.close)
