"""Plans of many cities and years, invented for measuring, as graphs that are ready to be stored."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from hashlib import sha256
from itertools import groupby
from pathlib import Path

from benchmarks.linking import corpus
from graph.continuity import Item
from graph.elements import PlanGraph
from loaders.files import RawText
from loaders.pipeline import Given, plan_from_text
from loaders.to_graph import plan_graph

CITIES, YEARS, ITEMS, PER_SECTION, UNITS = 50, 20, 30, 4, 10
_NORMS = ("管理办法", "管理条例", "专项规划", "技术导则", "实施方案")
_WORKS = (
    "改造{place}大桥、{other}泵站",
    "建成{place}公园",
    "整治{place}路、{other}街等{count}条道路",
    "推进{place}广场项目前期工作",
)
_FILLER = (
    "坚持问题导向，按月调度，对进展缓慢的及时督促，做到事事有回音。",
    "加强部门联动和信息共享，充分听取群众意见，形成工作合力。",
    "做好经验总结和宣传推广，把好的做法用制度固定下来。",
)
_RESPONSIBLE = (
    "（牵头单位：{one}科；责任单位：{two}中心、各县区政府）",
    "（责任单位：{one}科、{two}科）",
    "（责任单位：{one}科）",
    "",
)


def plans(cities: int = CITIES, years: int = YEARS) -> Iterator[PlanGraph]:
    """The graphs of the plans of so many cities and years, in order, the same for the same arguments.

    An item has about as many facts of each kind as one of a real plan, and a city's plans share units, facilities
    and regulations as real ones do.
    """
    chance = random.Random(11)  # noqa: S311 - it makes words, not keys
    for _, of_city in groupby(corpus(cities * years, years), key=lambda item: item.city):
        items = list(of_city)
        subjects = [item.title[2:6] for item in items if item.year == items[0].year]
        for _, of_plan in groupby(items, key=lambda item: item.plan):
            text = _text(chance, list(of_plan)[:ITEMS], subjects)
            raw = RawText(Path("plan.txt"), sha256(text.encode()).hexdigest(), text, fixed_lines=False)
            yield plan_graph(plan_from_text(raw, Given()))


def _text(chance: random.Random, items: Sequence[Item], subjects: Sequence[str]) -> str:
    """The text of the plan of these items."""
    lines = [f"{items[0].issuer}{items[0].year}年工作要点"]
    for at, item in enumerate(items):
        if at % PER_SECTION == 0:
            lines.append(f"{'一二三四五六七八九十'[at // PER_SECTION]}、重点工作")
        title, stated = item.text.split("。")[:2]
        lines.append(f"{item.number}.{title}。{stated}。{_facts(chance, item, subjects)}")
    return "\n".join(lines)


def _facts(chance: random.Random, item: Item, subjects: Sequence[str]) -> str:
    """What the item says of facilities, regulations and units: all of its city, so that it comes again."""
    place, other, norm = (chance.choice(subjects) for _ in range(3))
    one, two = chance.sample(subjects[:UNITS], 2)
    works = chance.choice(_WORKS).format(place=place, other=other, count=chance.randint(3, 20))
    revised = f"修订《{item.city}{norm}{_NORMS[subjects.index(norm) % len(_NORMS)]}》"
    said = [f"{works}。"] * (chance.random() < 0.5) + [f"{revised}。"] * (chance.random() < 0.25)
    return "".join((*said, chance.choice(_FILLER), chance.choice(_RESPONSIBLE).format(one=one, two=two)))
