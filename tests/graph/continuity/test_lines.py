from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.continuity import Continuation, Item, TopicUse, continuations_of, link
from graph.continuity.features import Pool
from graph.continuity.profile import profile
from graph.continuity.weights import CONTINUES
from tests.graph.continuity.plans import CITY, OTHER_CITY, PARK_SERIES, PARKS, WATER, WATER_SERIES, Series, item, named

ALL = PARK_SERIES.items + WATER_SERIES.items
SERIES = pytest.mark.parametrize("series", [PARK_SERIES, WATER_SERIES], ids=["parks", "water"])


def by_numbers(links: list[Continuation]) -> dict[tuple[tuple[int, int], tuple[int, int]], Continuation]:
    return {
        ((found.earlier.year, found.earlier.number), (found.later.year, found.later.number)): found for found in links
    }


def moved(items: tuple[Item, ...], city: str) -> list[Item]:
    """The same plans as another city's."""
    return [
        replace(
            each,
            city=city,
            key=each.key.replace(CITY, city),
            plan=each.plan.replace(CITY, city),
            issuer=each.issuer.replace(CITY, city),
            text=each.text.replace(CITY, city),
        )
        for each in items
    ]


@SERIES
def test_are_exactly_the_lines_of_work_found(series: Series) -> None:
    assert set(by_numbers(continuations_of(series.items))) == series.continues


@SERIES
def test_are_lookalikes_left_apart(series: Series) -> None:
    assert not set(by_numbers(continuations_of(series.items))) & series.lookalikes


def test_does_each_link_say_what_became_of_the_work() -> None:
    parks, water = (by_numbers(continuations_of(series.items)) for series in (PARK_SERIES, WATER_SERIES))
    assert parks[(2031, 1), (2032, 1)].change == "expanded"
    assert parks[(2031, 3), (2032, 4)].change == "split"
    assert parks[(2032, 3), (2033, 3)].change == parks[(2032, 4), (2033, 3)].change == "merged"
    assert parks[(2032, 2), (2033, 2)].change == "completed-to-operation"
    assert water[(2031, 3), (2032, 3)].change == "completed-to-operation"
    assert water[(2032, 2), (2033, 1)].change == "reduced"
    assert water[(2032, 3), (2033, 2)].change == "continued"


def test_is_work_that_returns_after_a_year_linked_with_its_gap() -> None:
    returned = by_numbers(continuations_of(PARK_SERIES.items))[(2031, 4), (2033, 4)]
    assert returned.gap == 2
    assert "两年都提到“栖霞植物园”" in returned.reasons


def test_is_work_that_the_plan_between_carries_on_linked_step_by_step_alone() -> None:
    assert all(found.gap == 1 for found in continuations_of(WATER_SERIES.items))


def test_is_a_year_without_a_plan_bridged() -> None:
    without = [each for each in WATER_SERIES.items if each.year != 2032]
    found = by_numbers(continuations_of(without))
    assert {((2031, 2), (2033, 1)), ((2031, 3), (2033, 2))} <= set(found)


@SERIES
def test_does_every_link_give_reasons_that_stand_in_both_texts(series: Series) -> None:
    texts = {each.key: each.text for each in series.items}
    for found in continuations_of(series.items):
        assert found.reasons
        assert 0 < found.score <= 1
        for reason in found.reasons:
            if reason.startswith("两年都"):
                quoted = reason[reason.index("“") + 1 : -1]
                assert quoted in texts[found.earlier.key]
                assert quoted in texts[found.later.key]


def test_do_reasons_put_the_figures_side_by_side() -> None:
    found = by_numbers(continuations_of(WATER_SERIES.items))[(2031, 2), (2032, 2)]
    assert found.reasons[:2] == ("灰口铸铁管：40公里 → 55公里", "管网漏损率：12% → 10%")


def test_does_a_bureau_keep_its_lines_beside_another_bureau() -> None:
    found = continuations_of(ALL)
    assert len(found) == len(PARK_SERIES.continues) + len(WATER_SERIES.continues)
    assert all(each.earlier.key.split("/")[1] == each.later.key.split("/")[1] for each in found)


def test_is_work_handed_to_another_bureau_found_when_it_is_plainly_the_same() -> None:
    text = "建设雨洪公园。在石桥洼地建设石桥雨洪公园，布置调蓄塘和透水铺装，汛期错峰蓄水3万立方米。"
    handed_on = "续建雨洪公园。石桥雨洪公园完成调蓄塘和透水铺装，具备汛期错峰蓄水3万立方米能力。"
    items = [*ALL, item(2031, 7, text, issuer=PARKS), item(2032, 7, handed_on, issuer=WATER)]
    across = [
        each for each in continuations_of(items) if each.earlier.key.split("/")[1] != each.later.key.split("/")[1]
    ]
    assert [(each.earlier.number, each.later.number) for each in across] == [(7, 7)]
    assert len(continuations_of(items)) == len(continuations_of(ALL)) + 1


SHARED = "完成主体施工和设备安装，配套停车场和值班用房，年底前通过验收并投入试运行"


@pytest.mark.parametrize(
    ("one", "other", "kind"),
    [("东郊污水处理厂", "柳埠自来水厂", "plant"), ("荷香公园", "鹿山公园", "park"), ("望江大桥", "石门大桥", "bridge")],
)
def test_are_two_works_of_different_names_no_line_however_alike_the_texts(one: str, other: str, kind: str) -> None:
    first = item(2031, 8, f"建设{one}。{SHARED}。", facilities=(named(one, kind),))
    same = item(2032, 8, f"建设{one}。{SHARED}。", facilities=(named(one, kind),))
    another = item(2032, 8, f"建设{other}。{SHARED}。", facilities=(named(other, kind),))
    assert ((2031, 8), (2032, 8)) in by_numbers(continuations_of([*PARK_SERIES.items, first, same]))
    assert ((2031, 8), (2032, 8)) not in by_numbers(continuations_of([*PARK_SERIES.items, first, another]))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("防治草地退化。划定禁牧区，补播牧草。", "恢复草原植被。围栏封育，合理轮牧。"),
        ("抓好校车管理。排查路线隐患。", "规范学生接送。核查驾驶人资质，清退不合格车辆。"),
        ("推进分级诊疗。组建医联体。", "方便群众就近看病。专家下沉乡镇卫生院坐诊。"),
    ],
)
def test_does_a_topic_in_common_make_a_line_likelier(before: str, after: str) -> None:
    about = (TopicUse("甲类", "乙类", 0.8),)
    profiles = [profile(each) for each in PARK_SERIES.items]
    apart = profile(item(2031, 9, before)), profile(item(2032, 9, after))
    alike = profile(replace(apart[0].item, topics=about)), profile(replace(apart[1].item, topics=about))
    scores = [
        Pool.of([*profiles, *pair]).features(*pair, text=0.2, margin=0.0).score(CONTINUES) for pair in (apart, alike)
    ]
    assert scores[0] < scores[1]


def test_is_work_that_is_merely_alike_after_a_year_without_it_no_line() -> None:
    text = "加强窗口服务。推行首问负责，延长办事时间，公开办事指南，做到态度热情。"
    found = by_numbers(continuations_of([*PARK_SERIES.items, item(2031, 9, text), item(2033, 9, text)]))
    assert ((2031, 9), (2033, 9)) not in found


@settings(max_examples=15, deadline=None)
@given(st.permutations(ALL))
def test_does_the_order_of_the_items_not_matter(shuffled: list[Item]) -> None:
    assert link(shuffled) == link(ALL)


@settings(max_examples=15, deadline=None)
@given(st.sets(st.integers(0, len(WATER_SERIES.items) - 1)))
def test_are_a_citys_lines_its_own_whatever_other_cities_plan(chosen: set[int]) -> None:
    alone = continuations_of(PARK_SERIES.items)
    others = moved(tuple(WATER_SERIES.items[at] for at in sorted(chosen)), OTHER_CITY)
    together = continuations_of([*others, *PARK_SERIES.items])
    assert [each for each in together if each.later.city == CITY] == alone


def test_are_the_links_of_the_cities_asked_for_those_of_the_whole() -> None:
    items = [*ALL, *moved(WATER_SERIES.items, OTHER_CITY)]
    whole, part = link(items), link(items, cities={OTHER_CITY})
    assert part.continues == tuple(each for each in whole.continues if each.later.city == OTHER_CITY)
    assert set(part.parallels) <= set(whole.parallels)


def test_are_items_given_twice_linked_once() -> None:
    assert link([*ALL, *ALL]) == link(ALL)


@pytest.mark.parametrize("items", [[], list(ALL[:1]), [item(2031, 1, "。"), item(2032, 1, "！")]])
def test_is_there_nothing_to_link_in_nothing(items: list[Item]) -> None:
    assert link(items) == link([])
