"""What queries answer -> the values of the shapes in `models`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import groupby
from typing import Any, TypeVar

from api.cursors import from_sort_key
from graph.elements import Edge, Node, NodeRef
from graph.kinds import EVIDENCE, ontology
from graph.queries import Counted, Detail, Item, Neighbour, Page, name_of

T = TypeVar("T")
Answer = dict[str, Any]


def page(found: Page[T], shape: Callable[[T], Answer], sort_key: Callable[[T], Sequence[str | int]]) -> Answer:
    """A page of a list, with the cursor of the next."""
    following = from_sort_key(*sort_key(found.items[-1])) if found.more else None
    return {"items": [shape(each) for each in found.items], "next": following, "total": found.total}


def counted_page(found: Page[Counted]) -> Answer:
    """A page of nodes with the numbers of their items, in the order of keys."""
    return page(found, lambda each: _node(each.node) | {"initiatives": each.initiatives}, lambda each: (each.node.key,))


def item_page(found: Page[Item]) -> Answer:
    """A page of items."""
    return page(found, _item, lambda each: each.sort_key)


def item_detail(found: Detail) -> Answer:
    """An item, its facts in the order of the text, and its neighbours by relationship."""
    this = found.node.ref
    stated = sorted((near for near in found.neighbours if "quote" in near.edge.properties), key=_place)
    facts = [_relation(near.edge, this) | {"node": ref(near.node)} for near in stated]
    plan = next(near.node.key for near in found.neighbours if near.node.label == "Plan")
    return _node(found.node) | {"plan": plan, "facts": facts, "neighbours": _grouped(found.neighbours, this)}


def naming_detail(found: Detail, items: Page[Item]) -> Answer:
    """A facility, regulation or unit: its neighbours, and a page of the items that name it."""
    this = found.node.ref

    def shape(each: Item) -> Answer:
        return _item(each) | {"relations": [_relation(edge, this) for edge in each.edges]}

    named = page(items, shape, lambda each: each.sort_key)
    return _node(found.node) | {"neighbours": _grouped(found.neighbours, this), "initiatives": named}


def ref(node: Node) -> Answer:
    """What a node is, how to ask for it, what to call it."""
    return {"label": node.label, "key": node.key, "name": name_of(node)}


def _node(node: Node) -> Answer:
    return {"key": node.key, **node.properties}


def _item(item: Item) -> Answer:
    return _node(item.node) | {"plan": item.plan}


def _relation(edge: Edge, this: NodeRef) -> Answer:
    """A relationship as the node `this` sees it."""
    return {**_kind(edge, this), **_stated(edge)}


def _kind(edge: Edge, this: NodeRef) -> Answer:
    label = ontology().edge_types[edge.type][0][1].label
    return {"type": edge.type, "label": label, "direction": "out" if edge.source == this else "in"}


def _stated(edge: Edge) -> Answer:
    found = {name: edge.properties[name] for name in EVIDENCE if name in edge.properties}
    return {"properties": edge.properties, "evidence": found or None}


def _grouped(neighbours: Iterable[Neighbour], this: NodeRef) -> list[Answer]:
    ordered = sorted(neighbours, key=lambda near: (near.edge.type, near.edge.source != this))
    groups = groupby(ordered, key=lambda near: (near.edge.type, near.edge.source != this))
    answer = []
    for _, group in groups:
        members = list(group)
        items = [
            {"node": ref(near.node) | {"properties": near.node.properties}, **_stated(near.edge)} for near in members
        ]
        answer.append(_kind(members[0].edge, this) | {"items": items})
    return answer


def _place(near: Neighbour) -> tuple[int, int, str]:
    properties = near.edge.properties
    return int(str(properties["start"])), int(str(properties["end"])), near.edge.type
