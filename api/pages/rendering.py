"""Templates and what they all need: the language, the addresses, the palette."""

from __future__ import annotations

from functools import cache
from typing import Any
from urllib.parse import urlencode

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, PackageLoader, StrictUndefined

from api.pages.addresses import page_of, with_query
from api.pages.language import CODES, Code, Language, language
from graph.queries import name_of
from visualizations.highlight import pieces_of, spans_in

COOKIE = "lang"
_YEAR = 365 * 24 * 3600


def language_of(request: Request) -> Language:
    """The language that the address asks for, else the one chosen before, else Chinese."""
    return language(_asked(request) or _code(request.cookies.get(COOKIE)) or "zh")


def render(request: Request, template: str, *, status: int = 200, **values: Any) -> HTMLResponse:
    """The page that `template` makes of `values`."""
    words = language_of(request)
    text = (
        environment()
        .get_template(template)
        .render(t=words, other=_switched(request, words.other), here=request.url.path.rpartition("/")[2], **values)
    )
    # A name may hold what UTF-8 cannot: half of a surrogate pair.
    response = HTMLResponse(text.encode("utf-8", "replace"), status, {"Vary": "Cookie", "Cache-Control": "no-cache"})
    remember(request, response)
    return response


def remember(request: Request, response: HTMLResponse) -> None:
    """Let the browser keep the language when the address asks for one."""
    if asked := _asked(request):
        response.set_cookie(COOKIE, asked, max_age=_YEAR, httponly=True, samesite="lax")


@cache
def environment() -> Environment:
    """The templates; whatever is put into them is escaped."""
    made = Environment(
        loader=PackageLoader("api", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals.update(page_of=page_of, with_query=with_query, pieces_of=pieces_of, spans_in=spans_in, name_of=name_of)
    return made


def _asked(request: Request) -> Code | None:
    return _code(request.query_params.get("lang"))


def _code(text: str | None) -> Code | None:
    return next((code for code in CODES if code == text), None)


def _switched(request: Request, code: Code) -> str:
    """The address of the same page in the other language."""
    given = [(name, value) for name, value in request.query_params.multi_items() if name != "lang"]
    return "?" + urlencode([*given, ("lang", code)], errors="replace")
