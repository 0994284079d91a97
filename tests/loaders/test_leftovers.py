from __future__ import annotations

import pytest
from hypothesis import given, settings

from loaders.facts import Initiative
from loaders.leftovers import leftovers_of
from tests.loaders.mentions import facts
from tests.strategies import plan_texts


def left(item: Initiative) -> list[tuple[str, str]]:
    return [(item.text[each.start : each.end], each.reason) for each in leftovers_of(item)]


def unread(text: str) -> list[tuple[str, str]]:
    """What is left over of an item in which no fact was found."""
    return left(Initiative(1, "1.", None, None, text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("全年总产量达到5.6亿斤。", ("5.6亿", "figure")),
        ("算力规模超过18.6EFLOPS。", ("18.6EFLOPS", "figure")),
        ("水有效利用系数提高到0.652。", ("0.652", "figure")),
        ("检修路灯1,200盏。", ("1,200", "figure")),
        ("满意度提高3个百分点。", ("3个百分点", "figure")),
        ("覆盖面超过八成，其中95％在镇。", ("95％", "figure")),
        ("购置排涝泵车两台。", ("两台", "count")),
        ("新增母婴室十五处。", ("十五处", "count")),
        ("落实《霁川市供水条例》。", ("《霁川市供水条例》", "title")),
        ("编制《关于贯彻〈供水条例〉的意见》。", ("《关于贯彻〈供水条例〉的意见》", "title")),
    ],
)
def test_what_no_fact_covers_is_left_over(text: str, expected: tuple[str, str]) -> None:
    assert unread(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "2023年6月30日前完成，2021-2025年滚动实施。",
        "9-11月集中整治，每日8:30通报，3月底前收官。",
        "第3批、第12届、建党100周年。",
        "根据霁政办发〔2023〕15号文件和（2022）7号通知。",
        "具体为：1.摸清底数。2、分类治理；（3）抓好落实。",
        "沿G25、S102和D800管线。",
        "推广5G应用，创建4A景区，推行3D建模。",
        "畅通12345热线与110、119联动，整合12319平台。",
        "落实“1+3+N”制度和“500米见绿”，窗口24小时开放。",
        "从5个方面、六个维度入手，落实八项规定，压实四级责任。",
        "一批项目、一个平台、每两周一次、三分之一。",
        "为65岁以上老年人服务，分设1-5星岗位。",
        "按1:500测图，比例为3：7。",
    ],
)
def test_a_number_that_dates_orders_or_names_is_not_left_over(text: str) -> None:
    assert unread(text) == []


def test_what_a_fact_covers_is_not_left_over() -> None:
    item = facts("修订《霁川市供水条例》，新建泵站3座，水质合格率达到99%以上。")
    assert item.regulations
    assert len(item.targets) == 2
    assert left(item) == []


def test_a_norm_that_is_named_again_is_covered_by_the_first_time() -> None:
    item = facts("修订《霁川市供水条例》。宣传《霁川市供水条例》。")
    assert len(item.regulations) == 1
    assert left(item) == []


def test_a_title_counts_once_whatever_numbers_it_holds() -> None:
    assert unread("落实《海绵城市三年行动方案（2023年版）50条》。") == [
        ("《海绵城市三年行动方案（2023年版）50条》", "title")
    ]


@given(plan_texts())
@settings(max_examples=150, deadline=None)
def test_leftovers_stand_in_order_outside_every_fact(text: str) -> None:
    item = facts(text)
    ends = 0
    for each in leftovers_of(item):
        assert ends <= each.start < each.end <= len(text)
        assert all(fact.evidence.end <= each.start or each.end <= fact.evidence.start for fact in item.facts)
        ends = each.end
