"""The page of an item: its text with every fact at its place, and what it is linked to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from api.pages.addresses import page_of, with_query
from api.pages.amounts import amount, number, terms
from api.pages.language import Language
from api.pages.plans import items_of
from api.pages.rendering import language_of, render
from api.store import OpenStore
from graph.elements import Node
from graph.errors import NotFound
from graph.identity import join
from graph.queries import Detail, Neighbour, initiative, name_of
from graph.store.protocol import Store
from visualizations.highlight import Span

router = APIRouter(include_in_schema=False)

ORDER = ("Unit", "Official", "Target", "Facility", "Regulation", "Topic")
"""The labels of what an item's text names or is about, as its page lists them."""


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that the text names or is about: `spans` are the numbers of its places, `details` its roles, counts,
    actions, terms, `elsewhere` the words and the address of an item whose standing note names it for this one;
    `score` is that of a topic."""

    label: str
    name: str
    href: str
    details: list[str] = field(default_factory=list)
    spans: list[int] = field(default_factory=list)
    elsewhere: list[tuple[str, str]] = field(default_factory=list)
    score: float = 0.0


@dataclass(frozen=True, slots=True)
class Linked:
    """An item that this one continues, is continued by or is parallel to."""

    node: Node
    change: str
    grade: str
    firm: bool
    reasons: tuple[str, ...]


@router.get("/items/{key:path}")
def item(request: Request, store: OpenStore, key: str) -> HTMLResponse:
    """An item."""
    found = initiative(store, key)
    if found is None:
        raise NotFound("Initiative", key)
    words = language_of(request)
    entries, spans, tones = facts_of(found, words)
    plan = next((near.node for near in found.neighbours if near.node.label == "Plan"), None)
    before, after = _around(store, plan, key) if plan else (None, None)
    city = str(found.node.properties["city"])
    name = name_of(found.node)
    links = [near for near in found.neighbours if near.edge.type == "CONTINUES"]
    return render(
        request,
        "item.html",
        item=found.node,
        name=name,
        plan=plan,
        groups=[(label, own) for label in ORDER if (own := [each for each in entries if each.label == label])],
        spans=spans,
        tones=tones,
        before=_linked((near for near in links if near.edge.source == found.node.ref), words),
        after=_linked((near for near in links if near.edge.source != found.node.ref), words),
        parallels=_linked((near for near in found.neighbours if near.edge.type == "PARALLELS"), words),
        previous=before,
        following=after,
        trace_href=with_query("/views/trace", q=name, city=city),
    )


def facts_of(detail: Detail, words: Language) -> tuple[list[Entry], list[Span], list[str]]:
    """What the text names, once each; the places where it does so; and the label of what stands at each."""
    entries: dict[tuple[str, str], Entry] = {}
    spans: list[Span] = []
    tones: list[str] = []
    for near in detail.neighbours:
        label, key = near.node.ref
        if label not in ORDER:
            continue
        entry = entries.get((label, key))
        if entry is None:
            href = "" if label == "Target" else page_of(label, key)
            entry = entries[label, key] = Entry(
                label, _name(near.node, words), href, score=float(str(near.edge.properties.get("score", 0)))
            )
        entry.details.extend(each for each in _details(near, words) if each not in entry.details)
        if "stated_in" in near.edge.properties:
            number_there = int(str(near.edge.properties["stated_in"]))
            there = join(str(near.edge.properties["plan"]), number_there)
            entry.elsewhere.append((words("stated_in", n=number_there), page_of("Initiative", there)))
        if "start" in near.edge.properties:
            entry.spans.append(len(spans))
            spans.append((int(str(near.edge.properties["start"])), int(str(near.edge.properties["end"]))))
            tones.append(label)
    for entry in entries.values():
        # Whoever is responsible is mentioned as well.
        if len(entry.details) > 1 and words("mention") in entry.details:
            entry.details.remove(words("mention"))
    return sorted(entries.values(), key=lambda each: (-each.score, not each.spans, each.spans)), spans, tones


def _name(node: Node, words: Language) -> str:
    if node.label != "Target":
        return name_of(node)
    given = node.properties
    unit = str(given.get("unit", ""))
    return f"{given.get('metric', '')} {words.sign(str(given.get('op', '')))}{number(given['value'])}{unit}".strip()


def _details(near: Neighbour, words: Language) -> Iterable[str]:
    given = near.edge.properties
    yield from (
        text
        for text in (
            words.role(str(given.get("role", ""))),
            words("mention") if near.edge.type == "MENTIONS" else "",
            amount(near.edge),
            str(given.get("segment", "")),
            number(given["score"]) if near.edge.type == "ABOUT" else "",
            terms(near.edge),
            str(given.get("action", "")),
            str(near.node.properties.get("due", "")) if near.node.label == "Target" else "",
        )
        if text
    )


def _linked(neighbours: Iterable[Neighbour], words: Language) -> list[Linked]:
    found = []
    for near in neighbours:
        given = near.edge.properties
        reasons = given.get("reasons", [])
        found.append(
            Linked(
                near.node,
                words.change(str(given["change"])) if "change" in given else "",
                words.grade(str(given["grade"])) if "grade" in given else "",
                given.get("grade") == "strong",
                tuple(reasons) if isinstance(reasons, list) else (),
            )
        )
    return sorted(found, key=lambda each: (not each.firm, -int(str(each.node.properties["year"])), each.node.key))


def _around(store: Store, plan: Node, key: str) -> tuple[Node | None, Node | None]:
    """The items before and after this one in its plan."""
    nodes: Sequence[Node] = [each.node for each in items_of(store, plan)]
    at = next((place for place, node in enumerate(nodes) if node.key == key), None)
    if at is None:
        return None, None
    return nodes[at - 1] if at else None, nodes[at + 1] if at + 1 < len(nodes) else None
