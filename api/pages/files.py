"""Files that are made, or asked for under a name of their own."""

from __future__ import annotations

from importlib.resources import files

from fastapi import APIRouter
from fastapi.responses import Response

from visualizations.palette import css_properties

router = APIRouter(include_in_schema=False)


@router.get("/palette.css")
def palette() -> Response:
    """The colours that the pages share with the views."""
    return Response(css_properties(), media_type="text/css", headers={"Cache-Control": "no-cache"})


@router.get("/favicon.ico")
def icon() -> Response:
    """The sign of the site, where a browser looks for it by itself."""
    return Response(files("api").joinpath("static", "icon.svg").read_bytes(), media_type="image/svg+xml")
