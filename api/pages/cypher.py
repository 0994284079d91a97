"""The page for queries of one's own."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import NamedTuple

import yaml
from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from api.pages.rendering import render
from api.problems import Problem
from api.settings import ApiSettings
from api.store import OpenStore
from graph.elements import Node
from graph.kinds import ontology
from graph.queries.elements import node_from
from graph.store.protocol import Table

router = APIRouter(include_in_schema=False)
PATH = "/cypher"


class Example(NamedTuple):
    """A query, and what it asks in both languages."""

    zh: str
    en: str
    query: str


@router.get(PATH)
def cypher(request: Request, store: OpenStore, query: str = "") -> HTMLResponse:
    """The answer to a query, if one is asked, and the box for the next."""
    settings: ApiSettings = request.app.state.settings
    table = None
    if query.strip():
        request.state.query = query
        table = store.query_untrusted(query, row_limit=settings.row_limit, time_limit=settings.time_limit)
    return page(request, table=table)


def page(request: Request, *, table: Table | None = None, problem: Problem | None = None) -> HTMLResponse:
    """The page with the table that a query gave, or the problem with it."""
    query = request.query_params.get("query", "")
    return render(
        request,
        "cypher.html",
        status=problem.status if problem else 200,
        query=query,
        table=table,
        numeric=_numeric(table) if table else [],
        problem=problem,
        wrong_line=_line(query, problem),
        examples=examples(),
        settings=request.app.state.settings,
        kinds=ontology().kinds,
        node_in=_node_in,
    )


@cache
def examples() -> list[Example]:
    """The examples, in order."""
    text = files("api.pages").joinpath("examples.yaml").read_text("utf-8")
    return [Example(**each) for each in yaml.safe_load(text)]


def _node_in(value: object) -> Node | None:
    """The node that a value of an answer is."""
    if isinstance(value, dict) and isinstance(value.get("key"), str) and value.get("_label") in ontology().kinds:
        return node_from(value)
    return None


def _numeric(table: Table) -> list[bool]:
    """For each column whether it holds numbers alone."""
    return [
        any(row[at] is not None for row in table.rows)
        and all(
            row[at] is None or (isinstance(row[at], (int, float)) and not isinstance(row[at], bool))
            for row in table.rows
        )
        for at in range(len(table.columns))
    ]


def _line(query: str, problem: Problem | None) -> tuple[str, str] | None:
    """The line of the query that the server points at, in two parts: before the place, and from there."""
    if problem is None or problem.line is None or problem.column is None:
        return None
    lines = query.splitlines()
    if not 1 <= problem.line <= len(lines):
        return None
    line, at = lines[problem.line - 1], problem.column - 1
    return line[:at], line[at:]
