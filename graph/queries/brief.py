"""An item as answers to questions name it, and the city that a question is about."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from graph.errors import NotFound
from graph.queries.elements import node_from
from graph.queries.search import name_of
from graph.store.protocol import Store


@dataclass(frozen=True, slots=True)
class Brief:
    """An item: the key of its node, whose plan it is in, its printed number, its heading (or first clause), and
    its text."""

    key: str
    city: str
    issuer: str
    year: int
    number: int
    title: str
    text: str


def brief(item: Mapping[str, Any], issuer: str) -> Brief:
    """The item that a query answers as the dictionary `item`, of a plan of `issuer`."""
    return Brief(
        key=item["key"],
        city=item["city"],
        issuer=issuer,
        year=item["year"],
        number=item["number"],
        title=name_of(node_from(item)),
        text=item["text"],
    )


def order(item: Brief) -> tuple[str, int, str, int]:
    """Where an item stands among all: by city, year, bureau, number."""
    return item.city, item.year, item.issuer, item.number


def one_city(store: Store, text: str) -> str:
    """The one city with plans of this name, or of whose name it is a part. Raises NotFound, with what there is."""
    names = sorted(row[0] for row in store.query("MATCH (p:Plan) RETURN DISTINCT p.city AS city").rows)
    found = [text] if text in names else [name for name in names if text in name]
    if len(found) == 1:
        return found[0]
    if found:
        raise NotFound("city", text, hint=f"it may be any of {'、'.join(found)}")
    raise NotFound("city", text, hint=f"there are: {'、'.join(names)}" if names else "no plan is loaded")
