"""What items name: facilities, regulations and units."""

from __future__ import annotations

import re
from typing import NamedTuple

from fastapi import APIRouter, Query

from api import answers, cursors
from api.models import Models, page_of
from api.parameters import LIMIT, City, Cursor, Limit, Text, key_path
from api.store import OpenStore
from graph.errors import NotFound
from graph.kinds import ontology
from graph.queries import Named, find_named, items_naming, named


class Thing(NamedTuple):
    """A label with a router; its plural, as paths have it; and a key for an example."""

    label: Named
    plural: str
    key: str


THINGS = (
    Thing("Facility", "facilities", "济宁市/如意洸府河大桥"),
    Thing("Regulation", "regulations", "济宁市/城乡生活垃圾分类专项规划"),
    Thing("Unit", "units", "济宁市/济宁市城市管理局"),
)


def router(models: Models, thing: Thing) -> APIRouter:
    """The router of one label."""
    label = thing.label
    kind_of_node = ontology().kinds[label]
    chinese = kind_of_node.label
    kinds = kind_of_node.properties["kind"].values
    made = APIRouter(prefix=f"/api/{thing.plural}", tags=[f"{chinese} {thing.plural.capitalize()}"])
    any_kind = Query(
        default=None,
        pattern=f"^({'|'.join(map(re.escape, kinds))})$",
        description=f"类别 kind: {', '.join(kinds)}",
        examples=[kinds[0]],
    )
    a_key = key_path(thing.key)

    @made.get(
        "",
        response_model=page_of(models.counted(label)),
        summary=f"查找{chinese} Find {thing.plural}",
        description=f"按键列出{chinese}，以及各有多少工作事项提到。\n\n"
        f"The {thing.plural} that items name, by key, with the number of items that name each.",
        operation_id=f"list_{thing.plural}",
    )
    def list_named(
        store: OpenStore,
        city: City = None,
        text: Text = None,
        kind: str | None = any_kind,
        limit: Limit = LIMIT,
        cursor: Cursor = None,
    ) -> answers.Answer:
        found = find_named(store, label, city=city, text=text, kind=kind, limit=limit, after=cursors.to_key(cursor))
        return answers.counted_page(found)

    @made.get(
        "/{key:path}",
        response_model=models.naming_detail(label),
        summary=f"一个{chinese} One {label.lower()}",
        description=f"一个{chinese}：相邻节点，以及提到它的工作事项（分页），各有原文出处。\n\n"
        f"One {label.lower()}: its neighbours, and a page of the items that name it, each with its evidence.",
        operation_id=f"one_{label.lower()}",
    )
    def one_named(store: OpenStore, key: str = a_key, limit: Limit = LIMIT, cursor: Cursor = None) -> answers.Answer:
        after = cursors.to_item(cursor)
        found = named(store, label, key)
        if found is None:
            raise NotFound(label, key)
        return answers.naming_detail(found, items_naming(store, label, key, limit=limit, after=after))

    return made
