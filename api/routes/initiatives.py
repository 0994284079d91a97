"""The items of plans."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query

from api import answers, cursors
from api.models import Models, page_of
from api.parameters import LIMIT, City, Cursor, Limit, Year, key_path
from api.store import OpenStore
from graph.errors import NotFound
from graph.queries import ItemFilter, find_initiatives, initiative

_BY_NAME = "名称、别名或键；没有这个名称时，取名称中含有它的 name, alias or key; else a part of the name"


Key = Annotated[str, key_path("济宁市/济宁市城市管理局/2023/3")]


def _filter(description: str, example: str) -> object:
    return Query(min_length=1, max_length=200, description=description, examples=[example])


Section = Annotated[str | None, _filter("章节标题的一部分 a part of the section's title", "市政设施")]
Unit = Annotated[str | None, _filter(f"负责或提到的单位：{_BY_NAME}", "市政管理科")]
Facility = Annotated[str | None, _filter(f"涉及的设施：{_BY_NAME}", "桥梁")]
Regulation = Annotated[str | None, _filter(f"涉及的制度文件：{_BY_NAME}", "生活垃圾减量与分类管理条例")]
Topic = Annotated[
    str | None,
    _filter(
        "主题名称（上位或下位），没有这个名称时，取名称中含有它的 name of a topic of either level, or a part",
        "桥梁隧道",
    ),
]
Words = Annotated[
    str | None, _filter("全文中都要有的词，用空格分开 words that the text must have, separated by spaces", "桥梁 监测")
]


def router(models: Models) -> APIRouter:
    """The router of items."""
    made = APIRouter(prefix="/api/initiatives", tags=["工作事项 Initiatives"])

    @made.get("", response_model=page_of(models.item()), summary="查找工作事项 Find items")
    def list_initiatives(
        store: OpenStore,
        city: City = None,
        year: Year = None,
        section: Section = None,
        unit: Unit = None,
        facility: Facility = None,
        regulation: Regulation = None,
        topic: Topic = None,
        text: Words = None,
        limit: Limit = LIMIT,
        cursor: Cursor = None,
    ) -> answers.Answer:
        """列出符合全部条件的工作事项，逐份计划按序号排列。要按意思查找，用 /api/search 或 /api/trace。

        The items that meet all conditions, plan by plan in the order of their numbers.
        """
        wanted = ItemFilter(city, year, section, unit, facility, regulation, text, topic)
        return answers.item_page(find_initiatives(store, wanted, limit=limit, after=cursors.to_item(cursor)))

    @made.get("/{key:path}", response_model=models.item_detail(), summary="一个工作事项 One item")
    def one_initiative(store: OpenStore, key: Key) -> answers.Answer:
        """一个工作事项：全文、每条事实及其出处，以及按关系分组的相邻节点（包括往年和别市的相关事项）。

        One item: its whole text, all facts with their evidence, and its neighbours by relationship.
        """
        found = initiative(store, key)
        if found is None:
            raise NotFound("Initiative", key)
        return answers.item_detail(found)

    return made
