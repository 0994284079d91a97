"""Questions about the years: what became of a plan, who does what, which figures, how a norm went on."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated, Any

from fastapi import APIRouter, Query

from api import answers, cursors
from api.models import page_of
from api.parameters import LIMIT, City, Cursor, Limit, Year
from api.shapes import Comparison, Diff, Holders, LedgerEntry, NormLines
from api.store import OpenStore
from graph.queries import TargetFilter, compare, diff, ledger, lineage, who

router = APIRouter(tags=["问答 Questions"])
_MAY_BE_MISSING: dict[int | str, dict[str, Any]] = {404: {"description": "没有找到 Not found"}}

OneCity = Annotated[
    str,
    Query(
        min_length=1,
        max_length=100,
        description="城市名称或其一部分 a city's name or a part of it",
        examples=["济宁市"],
    ),
]
Earlier = Annotated[int, Query(alias="from", ge=1949, le=2100, description="较早的年份 earlier year", examples=[2021])]
Later = Annotated[int, Query(alias="to", ge=1949, le=2100, description="较晚的年份 later year", examples=[2023])]
OneYear = Annotated[int, Query(ge=1949, le=2100, description="年份 year", examples=[2023])]


def _text(description: str, example: str) -> object:
    return Query(min_length=1, max_length=200, description=description, examples=[example])


Topic = Annotated[
    str, _text("主题名称或其一部分，可为上位主题 a topic of either level, or a part of its name", "垃圾分类")
]
Name = Annotated[str, _text("单位或领导：名称、别名或其一部分 a unit or an official", "市政管理科")]
Norm = Annotated[str, _text("制度文件名称或其一部分 a norm's name or a part of it", "城市绿化条例")]
Metric = Annotated[str | None, _text("指标名称的一部分 a part of what is measured", "桥梁")]
Measure = Annotated[str | None, _text("指标的单位 unit of the figure", "座")]
Unit = Annotated[str | None, _text("负责单位名称的一部分 a part of who is responsible", "市政管理科")]
Due = Annotated[bool, Query(description="只要写明期限的 only figures with a date")]


@router.get("/api/diff", response_model=Diff, responses=_MAY_BE_MISSING, summary="两年对照 What became of a plan")
def compare_years(store: OpenStore, city: OneCity, earlier: Earlier, later: Later) -> answers.Answer:
    """一座城市两年的工作对照：哪些延续、扩大、缩减，哪些新增，哪些不再出现；缺少计划的记为 unknown。

    What of a city's plans of one year goes on in another, and how; what is new; what has ended. Work is `unknown`
    where the bureau's plan of the other year is not loaded.
    """
    return asdict(diff(store, city, earlier, later))


@router.get(
    "/api/compare", response_model=Comparison, responses=_MAY_BE_MISSING, summary="各城市对照 Cities on one topic"
)
def compare_cities(store: OpenStore, year: OneYear, topic: Topic) -> answers.Answer:
    """同一年里各城市在一个主题上各做什么，项数多的在前；计划里没有的记为 absent。

    What each city plans for a year on a topic, the city with most items first.
    """
    return asdict(compare(store, year, topic))


@router.get("/api/who", response_model=Holders, responses=_MAY_BE_MISSING, summary="谁负责 Who is responsible")
def responsibilities(store: OpenStore, name: Name, city: City = None) -> answers.Answer:
    """一个单位或领导历年牵头、配合的工作。

    What units and officials of the name lead or support, year by year; those with most items first.
    """
    return {"query": name, "holders": [asdict(holder) for holder in who(store, name, city=city)]}


@router.get("/api/ledger", response_model=page_of(LedgerEntry), summary="指标台账 Figures and what came of them")
def figures(
    store: OpenStore,
    city: City = None,
    year: Year = None,
    metric: Metric = None,
    measure: Measure = None,
    unit: Unit = None,
    due: Due = False,
    limit: Limit = LIMIT,
    cursor: Cursor = None,
) -> answers.Answer:
    """计划中的全部量化指标，以及该部门下一份计划对同一指标的说法。

    stated 写了同一指标，dropped 工作延续而未提此指标，ended 工作没有延续，unknown 没有后续计划。

    Every figure that plans commit to, and what the bureau's next loaded plan says of the same metric.
    """
    wanted = TargetFilter(city=city, year=year, metric=metric, measure=measure, unit=unit, due=due)
    found = ledger(store, wanted, limit=limit, after=cursors.to_figure(cursor))
    return answers.page(found, asdict, lambda entry: entry.sort_key)


@router.get(
    "/api/lineage", response_model=NormLines, responses=_MAY_BE_MISSING, summary="制度沿革 A norm over the years"
)
def norms(store: OpenStore, regulation: Norm, city: City = None) -> answers.Answer:
    """一份制度文件历年的进展：起草、修订、出台、施行，以及更名和接续。

    A norm over the years under all its names: drafted, revised, issued, in force, repealed.
    """
    return {"query": regulation, "lines": [asdict(line) for line in lineage(store, regulation, city=city)]}
