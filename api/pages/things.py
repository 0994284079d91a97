"""The pages of a facility, a regulation and a unit: the items that name it, by year."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from api.pages.amounts import amount, terms
from api.pages.rendering import language_of, render
from api.store import OpenStore
from graph.elements import Edge, Node
from graph.errors import NotFound
from graph.queries import Item, Named, items_naming, named
from graph.store.protocol import Store
from graph.words import Match, sentence_around

router = APIRouter(include_in_schema=False)

MOST = 500
"""Items on the page of a thing."""


@dataclass(frozen=True, slots=True)
class Mention:
    """An item, the sentences of it that name the thing, and how it does so: roles, actions, counts, the terms
    that led to a topic."""

    node: Node
    sentences: list[Match]
    roles: list[str]
    details: list[str]


@router.get("/facilities/{key:path}")
def facility(request: Request, store: OpenStore, key: str) -> HTMLResponse:
    """A facility."""
    return _page(request, store, "Facility", key)


@router.get("/regulations/{key:path}")
def regulation(request: Request, store: OpenStore, key: str) -> HTMLResponse:
    """A regulation."""
    return _page(request, store, "Regulation", key)


@router.get("/units/{key:path}")
def unit(request: Request, store: OpenStore, key: str) -> HTMLResponse:
    """A unit."""
    return _page(request, store, "Unit", key)


def _page(request: Request, store: Store, label: Named, key: str) -> HTMLResponse:
    found = named(store, label, key)
    if found is None:
        raise NotFound(label, key)
    items = items_naming(store, label, key, limit=MOST)
    related = [
        (_RELATED[near.edge.type, near.edge.source == found.node.ref], near.node)
        for near in found.neighbours
        if (near.edge.type, near.edge.source == found.node.ref) in _RELATED
    ]
    return render(
        request,
        "thing.html",
        thing=found.node,
        kind=language_of(request).kind(label, found.node.properties.get("kind")),
        place=key.partition("/")[0],
        years=by_year(items.items),
        total=items.total,
        shown=len(items.items),
        related=related,
    )


def by_year(items: Iterable[Item]) -> list[tuple[int, list[Mention]]]:
    """The items that name something, by the years of their plans, the latest first."""
    newest_first = sorted(items, key=lambda each: -int(str(each.node.properties["year"])))
    return [
        (year, [_mention(each) for each in group])
        for year, group in groupby(newest_first, key=lambda each: int(str(each.node.properties["year"])))
    ]


_RELATED = {
    ("SUCCEEDS", True): "follows",
    ("SUCCEEDS", False): "followed",
    ("PART_OF", True): "part_of",
    ("PART_OF", False): "has_part",
}
"""What a thing is to its neighbour, by the type of the edge and whether the thing starts it."""


def _mention(item: Item) -> Mention:
    text = str(item.node.properties["text"])
    found = [each for each in item.edges if "start" in each.properties]
    sentences = list(_sentences(text, found))
    roles = [str(each.properties["role"]) for each in item.edges if "role" in each.properties]
    details = [
        detail for each in item.edges for detail in (str(each.properties.get("action", "")), amount(each), terms(each))
    ]
    return Mention(item.node, sentences, list(dict.fromkeys(roles)), [each for each in dict.fromkeys(details) if each])


def _sentences(text: str, edges: Iterable[Edge]) -> Iterable[Match]:
    """The sentences around the quotes of `edges`, each once with all its quotes."""
    places: dict[tuple[int, int], list[Match]] = {}
    for edge in edges:
        start, end = (int(str(edge.properties[name])) for name in ("start", "end"))
        match = sentence_around(text, start, end)
        places.setdefault((match.evidence.start, match.evidence.end), []).append(match)
    for matches in places.values():
        pieces = sorted({piece for match in matches for piece in match.pieces})
        yield Match(matches[0].evidence, tuple(pieces), whole=True)
