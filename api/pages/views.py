"""The interactive views, as whole pages; without a choice, a page to choose from."""

from __future__ import annotations

from collections.abc import Callable

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from api.pages.addresses import page_of
from api.pages.grid import grid_of
from api.pages.language import Language
from api.pages.rendering import language_of, remember, render
from api.store import OpenStore
from graph.errors import NotFound
from graph.queries import overview_scene, plans, regulations_scene, responsibility_scene, trace
from graph.store.protocol import Store
from visualizations import Site, overview_page, regulations_page, responsibility_page, trace_page

router = APIRouter(prefix="/views", include_in_schema=False)

# Which scripts may run, the page says itself, by their digests; this adds what only a header can say.
_POLICY = "base-uri 'none'; object-src 'none'; form-action 'none'; frame-ancestors 'self'"
_SITE = Site(home="/", item=lambda key: page_of("Initiative", key))


@router.get("/overview")
def overview(request: Request, store: OpenStore, city: str = "", year: str = "") -> HTMLResponse:
    """A city's year."""
    return _city_year(
        request, store, "overview", city, year, lambda y: overview_page(overview_scene(store, city, y), _SITE)
    )


@router.get("/responsibility")
def responsibility(request: Request, store: OpenStore, city: str = "", year: str = "") -> HTMLResponse:
    """Who is responsible for what in a city's year."""
    return _city_year(
        request,
        store,
        "responsibility",
        city,
        year,
        lambda y: responsibility_page(responsibility_scene(store, city, y), _SITE),
    )


@router.get("/regulations")
def regulations(request: Request, store: OpenStore, city: str = "") -> HTMLResponse:
    """The regulations of a city over the years."""
    if not city:
        return _choose(request, store, "regulations")
    try:
        return _mounted(request, regulations_page(regulations_scene(store, city), _SITE))
    except NotFound:
        return _choose(request, store, "regulations", 404, language_of(request)("no_city", city=city))


@router.get("/trace")
def lines(request: Request, store: OpenStore, q: str = "", city: str = "") -> HTMLResponse:
    """The lines of work that a search is about."""
    if not q.strip():
        return _choose(request, store, "trace", city=city)
    return _mounted(request, trace_page(q.strip(), trace(store, q, city or None), city or None, _SITE))


def _city_year(
    request: Request, store: Store, view: str, city: str, year: str, page: Callable[[int], str]
) -> HTMLResponse:
    words = language_of(request)
    if not city or not year:
        return _choose(request, store, view)
    if not (year.isascii() and year.isdigit() and len(year) == 4):
        return _choose(request, store, view, 400, words("bad_year", year=year))
    try:
        return _mounted(request, page(int(year)))
    except NotFound as error:
        return _choose(request, store, view, 404, _missing(words, error, city, year))


def _missing(words: Language, error: NotFound, city: str, year: str) -> str:
    return words("no_city", city=city) if error.kind == "city" else words("no_year", city=city, year=year)


def _choose(
    request: Request, store: Store, view: str, status: int = 200, problem: str = "", city: str = ""
) -> HTMLResponse:
    """The page on which the city and year of a view are chosen; `problem` says why those given are none."""
    return render(
        request, "choose.html", status=status, view=view, grid=grid_of(plans(store)), problem=problem, city=city
    )


def _mounted(request: Request, page: str) -> HTMLResponse:
    """A view as it is, in the language of the pages; it has a link back to the front page."""
    words = language_of(request)
    text = page.replace('lang="zh-CN" data-lang="zh"', f'lang="{words.tag}" data-lang="{words.code}"', 1)
    headers = {"Content-Security-Policy": _POLICY, "Vary": "Cookie", "Cache-Control": "no-cache"}
    response = HTMLResponse(text, headers=headers)
    remember(request, response)
    return response
