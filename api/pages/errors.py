"""The page that shows a problem to a person."""

from __future__ import annotations

from fastapi import Request, Response

from api.pages import cypher
from api.pages.addresses import FOLDERS
from api.pages.rendering import language_of, render
from api.problems import Problem

_OF_QUERIES = ("query-error", "query-timeout", "forbidden-query")
_LABELS = {folder: label for label, folder in FOLDERS.items()}


def error_page(request: Request, problem: Problem) -> Response:
    """The problem in the language of the pages; one with a query is shown beside the query."""
    name = problem.type.rpartition("#")[2]
    if request.url.path == cypher.PATH and name in _OF_QUERIES:
        return cypher.page(request, problem=problem)
    words = language_of(request)
    code = str(problem.status) if words.knows(f"error_{problem.status}") else "other"
    label, key = _wanted(request) if problem.status == 404 else ("", "")
    return render(
        request,
        "error.html",
        status=problem.status,
        problem=problem,
        code=code,
        label=label,
        key=key,
        places=[str(each.place[-1]) for each in problem.errors or () if each.place],
    )


def _wanted(request: Request) -> tuple[str, str]:
    """The label and the key of the node whose page was asked for; ("", the path) for any other."""
    path = request.scope["path"]
    folder, _, key = path.lstrip("/").partition("/")
    return (_LABELS[folder], key) if folder in _LABELS and key else ("", path)
