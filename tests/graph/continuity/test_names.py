from __future__ import annotations

import pytest

from graph.continuity.figures import plain, shared_figures
from graph.continuity.names import abbreviates, names_in, spelled_out
from graph.continuity.phrases import shared_phrases
from graph.continuity.profile import heading_of, profile
from tests.graph.continuity.plans import counted, item, named


@pytest.mark.parametrize(
    ("short", "long"),
    [("运管服平台", "城市运行管理服务平台"[2:]), ("城管进社区", "城市管理进社区"), ("智水平台", "智慧水务平台")],
)
def test_is_an_abbreviation_known_by_its_characters(short: str, long: str) -> None:
    assert abbreviates(short, long)
    assert not abbreviates(long, short)


@pytest.mark.parametrize(
    ("short", "long"),
    [
        ("平台", "智慧平台"),
        ("智慧平台", "智慧平台"),
        ("智慧平台", "慧智能平台"),
        ("清河大桥", "清溪河大坝"),
        ("数据平台", "数字城市综合信息依据管理平台"),
    ],
)
def test_is_what_merely_resembles_no_abbreviation(short: str, long: str) -> None:
    assert not abbreviates(short, long)


def test_is_a_name_spelled_out_in_a_heading_found() -> None:
    assert spelled_out("城管进社区", "抓好城市管理进社区工作") == "城市管理进社区"
    assert spelled_out("城管进社区", "抓好城市绿化") == ""


def test_are_two_bridges_two_however_alike_their_names() -> None:
    one = profile(item(2031, 1, "巡查清河大桥。", facilities=(named("清河大桥", "bridge"),)))
    other = profile(item(2032, 1, "巡查清溪河大桥。", facilities=(named("清溪河大桥", "bridge"),)))
    assert names_in([one, other]).shared(one, other) == []


def test_is_a_platform_one_under_its_short_name() -> None:
    one = profile(item(2031, 1, "建设智慧水务平台。", facilities=(named("智慧水务平台", "platform"),)))
    other = profile(item(2032, 1, "用好智水平台。", facilities=(named("智水平台", "platform"),)))
    assert names_in([one, other]).shared(one, other) == ["智慧水务平台"]


def test_is_a_name_found_in_a_text_that_does_not_state_it_as_a_fact() -> None:
    one = profile(item(2031, 1, "建设龙潭水库。", facilities=(named("龙潭水库", "other"),)))
    other = profile(item(2032, 1, "龙潭 水库蓄水。"))
    assert names_in([one, other]).shared(one, other) == ["龙潭水库"]


def test_is_a_figure_used_once_and_matched_by_its_unit() -> None:
    one = item(
        2031, 1, "桥。", facilities=(counted("大型桥梁", "bridge", 5, "座"), counted("泵站", "drainage", 2, "座"))
    )
    other = item(2032, 1, "桥。", facilities=(counted("桥梁", "bridge", 9, "座"), counted("桥梁", "bridge", 9, "公里")))
    assert [(f.metric, f.before, f.after, f.unit) for f in shared_figures(one, other)] == [("桥梁", 5, 9, "座")]


@pytest.mark.parametrize(("number", "written"), [(5.0, "5"), (0.5, "0.5"), (12000.0, "12000"), (36.25, "36.25")])
def test_are_numbers_written_without_needless_points(number: float, written: str) -> None:
    assert plain(number) == written


def test_do_shared_wordings_stop_at_quotes_and_sentence_ends() -> None:
    one, other = "坚持“分级管理”原则。强化源头管控措施", "实行“分级管理”原则。采取强化源头管控措施"
    assert {phrase for phrase, _ in shared_phrases(one, other, {})} == {"分级管理", "强化源头管控措施"}


def test_is_the_heading_the_first_sentence_or_its_first_clause() -> None:
    assert heading_of("修桥。修三座。") == "修桥"
    assert heading_of("修建桥梁，" + "其他许多事情要做" * 5) == "修建桥梁"


def test_is_who_is_responsible_no_part_of_what_is_compared() -> None:
    text = "修桥铺路。\n牵头单位：市甲局；责任单位：市乙局"
    assert profile(item(2031, 1, text)).grams == profile(item(2031, 1, "修桥铺路。")).grams
    bracketed = item(2031, 1, "修桥铺路。（市甲局负责）", units=("市甲局",))
    assert "甲局" not in profile(bracketed).grams
