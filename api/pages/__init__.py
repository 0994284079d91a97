"""The pages for people: server-rendered, Chinese first. `install` adds them to the application."""

from __future__ import annotations

from fastapi import FastAPI
from starlette.staticfiles import StaticFiles

from api.pages import cypher, errors, files, front, items, plans, questions, things, topics, views


def install(app: FastAPI) -> None:
    """Add all pages, their files, and the page that shows an error to a person."""
    for page in (front, plans, items, things, topics, questions, views, cypher, files):
        app.include_router(page.router)
    app.mount("/static", StaticFiles(packages=[("api", "static")]), name="static")
    app.state.error_page = errors.error_page
