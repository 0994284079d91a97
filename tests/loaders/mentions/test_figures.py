from __future__ import annotations

import pytest

from loaders.mentions.dates import time_spans
from loaders.mentions.figures import Figure, find_figures
from loaders.mentions.targets import find_targets


def figures(text: str) -> list[tuple[str, float, str]]:
    return [(figure.op, figure.value, figure.unit) for figure in find_figures(text, time_spans(text))]


def targets(text: str) -> list[tuple[str, str, float, str]]:
    found = find_targets(text, find_figures(text, time_spans(text)))
    return [(target.metric, target.op, target.value, target.unit) for target in found]


# --- values and units ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("检测桥梁23座。", 23, "座"),
        ("改造管网30.5公里。", 30.5, "公里"),
        ("种植苗木1,250株。", 1250, "株"),
        ("惠及居民1.2万户。", 12_000, "户"),
        ("完成投资3.6亿元。", 360_000_000, "元"),
        ("安装表具6千只。", 6_000, "只"),
        ("归集数据5百万条。", 5_000_000, "条"),
        ("新增处理能力25万吨/日。", 250_000, "吨/日"),
        ("车速保持30公里/小时。", 30, "公里/小时"),
        ("人均绿地15平方米/人。", 15, "平方米/人"),
        ("筹集房源800套（间）。", 800, "套（间）"),
        ("亮灯率98%。", 98, "%"),
        ("亮灯率98％。", 98, "%"),
        ("税负下降3‰。", 3, "‰"),
        ("占比提高2.5个百分点。", 2.5, "个百分点"),
        ("扩容存储4PB。", 4, "PB"),
        ("铺设管线300m。", 300, "m"),
        ("桥梁 ２３座。", 23, "座"),
    ],
)
def test_a_figure_has_its_value_and_the_unit_as_written(text: str, value: float, unit: str) -> None:
    assert figures(text) == [("=", value, unit)]


# --- bounds -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "op"),
    [
        ("检测桥梁不少于23座。", ">="),
        ("检测桥梁不低于23座。", ">="),
        ("检测桥梁至少23座。", ">="),
        ("检测桥梁≥23座。", ">="),
        ("检测桥梁超过23座。", ">="),
        ("检测桥梁23座以上。", ">="),
        ("检测桥梁23座及以上。", ">="),
        ("至少检测23座桥梁。", ">="),
        ("病害桥梁不超过23座。", "<="),
        ("病害桥梁不高于23座。", "<="),
        ("病害桥梁至多23座。", "<="),
        ("病害桥梁≤23座。", "<="),
        ("病害桥梁23座以下。", "<="),
        ("病害桥梁控制在23座以内。", "<="),
        ("检测桥梁约23座。", "~"),
        ("检测桥梁近23座。", "~"),
        ("检测桥梁大约23座。", "~"),
        ("检测桥梁23余座。", "="),
        ("检测桥梁23座左右。", "~"),
        ("检测桥梁达到23座。", "="),
    ],
)
def test_words_around_a_figure_say_whether_it_is_a_bound(text: str, op: str) -> None:
    assert figures(text) == [(op, 23, "座")]


@pytest.mark.parametrize("dash", ["—", "-", "–", "~", "～", "至", "到", "——"])
def test_a_range_is_two_figures(dash: str) -> None:
    assert figures(f"新建驿站5{dash}8处。") == [(">=", 5, "处"), ("<=", 8, "处")]


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("投资2至3亿元。", 200_000_000, 300_000_000),
        ("惠及1.5万—2万户。", 15_000, 20_000),
        ("利用率60%—75%。", 60, 75),
        ("利用率60—75%。", 60, 75),
    ],
)
def test_a_scale_or_a_percent_sign_holds_for_both_ends_of_a_range(text: str, low: float, high: float) -> None:
    assert [(op, value) for op, value, _ in figures(text)] == [(">=", low), ("<=", high)]


@pytest.mark.parametrize(
    "verbs", [("由", "提高至"), ("从", "提升到"), ("由", "降至"), ("由", "增加到"), ("由", "压缩至")]
)
def test_from_a_to_b_is_two_figures(verbs: tuple[str, str]) -> None:
    assert figures(f"利用率{verbs[0]}61.5%{verbs[1]}68%。") == [("=", 61.5, "%"), ("=", 68, "%")]


def test_figures_in_one_list_are_all_read() -> None:
    assert figures("新建公厕12座、泵站3座，改造管网30公里。") == [("=", 12, "座"), ("=", 3, "座"), ("=", 30, "公里")]


def test_a_count_of_places_in_chinese_numerals_is_a_figure() -> None:
    assert figures("新建泵站两座、驿站三处。") == [("=", 2, "座"), ("=", 3, "处")]


# --- what is no figure --------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "2024年6月底前完成。",
        "24年底前完成。",
        "6月15日前完成。",
        "自2024年1月1日起施行。",
        "落实“十四五”规划。",
        "召开第3次会议。",
        "备战第18届运动会。",
        "办理12345热线诉求。",
        "联系12319平台。",
        "整治G25高速沿线。",
        "修复S308线路面。",
        "接入5G网络。",
        "落实“2座以上桥梁必检”要求。",
        "推进“1+3+5”体系。",
        "修订《12座桥梁养护办法》。",
        "编制《绿地规划（2021-2035年）》。",
        "编制《绿地规划（2021—2035年）》。",
        "落实泠城管发〔2024〕5号文件。",
        "做好3个方面工作。",
        "公厕24小时开放。",
        "完成3号线配套。",
        "执行D800标准。",
    ],
)
def test_dates_ordinals_codes_slogans_and_titles_are_no_figures(text: str) -> None:
    assert figures(text) == []


def test_a_figure_beside_a_date_is_read() -> None:
    assert figures("2024年12月底前检测23座。") == [("=", 23, "座")]


def test_a_blocked_stretch_holds_no_figure() -> None:
    text = "责任单位：3处科室，检测23座。"
    assert [figure.value for figure in find_figures(text, [(0, text.index("，"))])] == [23]


def test_time_spans_are_the_dates_in_order() -> None:
    text = "2024年6月底前检测，7月完成，汛期后第3次复查。"
    assert [text[span.start : span.end] for span in time_spans(text)] == ["2024年6月底前", "7月完成", "第3次"]


def test_figures_stand_in_the_order_of_the_text_and_hold_their_words() -> None:
    text = "新建泵站两座，检测桥梁不少于23座以上，改造管网5—8公里。"
    found = find_figures(text, time_spans(text))
    assert [text[figure.start : figure.end] for figure in found] == ["两座", "不少于23座以上", "5—8公里", "5—8公里"]
    assert all(figure.start < figure.unit_end <= figure.end for figure in found)


# --- targets ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "metric"),
    [
        ("城市绿化覆盖率达到43%以上。", "城市绿化覆盖率"),
        ("将管网漏损率控制在8%以内。", "管网漏损率"),
        ("检测23座桥梁。", "桥梁"),
        ("力争亮灯率保持98%。", "亮灯率"),
        ("年底前按期办结率达到95%。", "按期办结率"),
        ("新增处理能力25万吨/日。", "处理能力"),
        ("污泥处置率、污水处理率。污水收集率达到70%。", "污水收集率"),
    ],
)
def test_the_metric_is_the_noun_phrase_beside_the_figure(text: str, metric: str) -> None:
    assert [name for name, *_ in targets(text)] == [metric]


def test_both_ends_of_a_change_measure_the_same_thing() -> None:
    assert targets("垃圾回收利用率由35%增至40%。") == [
        ("垃圾回收利用率", "=", 35, "%"),
        ("垃圾回收利用率", "=", 40, "%"),
    ]


def test_rates_that_share_a_figure_are_targets_of_their_own() -> None:
    assert targets("垃圾处理率、粪便处理率保持100%。") == [("垃圾处理率", "=", 100, "%"), ("粪便处理率", "=", 100, "%")]


def test_a_target_is_due_when_its_sentence_says() -> None:
    text = "6月底前检测桥梁23座，清洗护栏30公里。改造泵站2处。汛期前备足沙袋500只。"
    found = find_targets(text, find_figures(text, time_spans(text)))
    assert [(target.value, target.due) for target in found] == [
        (23, "6月底前"),
        (30, "6月底前"),
        (2, None),
        (500, "汛期前"),
    ]


def test_a_figure_that_measures_nothing_named_takes_its_unit_as_metric() -> None:
    text = "23座。"
    assert [target.metric for target in find_targets(text, [Figure(0, 3, 3, 23, "座", "=")])] == ["座"]


def test_every_target_points_at_its_figure() -> None:
    text = "检测桥梁不少于23座，亮灯率98%以上，新建驿站5至8处。"
    for target in find_targets(text, find_figures(text, time_spans(text))):
        target.evidence.check(text)
        assert str(int(target.value)) in target.evidence.quote


@pytest.mark.parametrize("change", ["提高至", "提高到", "提升到", "上升到", "降低到", "降至"])
def test_both_ends_of_a_coefficient_that_changes_are_figures(change: str) -> None:
    low, high = ("0.552", "0.56") if change[0] in "提上" else ("0.56", "0.552")
    assert [value for _, value, _ in figures(f"利用系数由{low}{change}{high}。")] == [float(low), float(high)]


def test_a_coefficient_may_end_a_line() -> None:
    assert figures("拥堵指数控制在1.45以内\n责任单位：交通科") == [("<=", 1.45, "")]


@pytest.mark.parametrize("centre", ["县域医疗次中心", "县级融媒体中心", "县城客运站"])
def test_a_measure_that_begins_a_longer_word_is_the_shorter_one(centre: str) -> None:
    assert figures(f"建成2个{centre}。") == [("=", 2, "个")]
    assert figures("覆盖2个县、4个镇。") == [("=", 2, "个县"), ("=", 4, "个")]


@pytest.mark.parametrize(
    ("text", "value", "op"),
    [
        ("路面技术状况指数（PQI）保持在93以上", 93, ">="),
        ("公众安全感指数达到98.6以上", 98.6, ">="),
        ("空气质量综合指数控制在4.2以内", 4.2, "<="),
        ("营商环境评分提高到90", 90, "="),
        ("发展指数（GDI）不低于85", 85, ">="),
    ],
)
def test_an_index_is_a_figure_without_a_unit(text: str, value: float, op: str) -> None:
    assert figures(f"{text}。") == [(op, value, "")]


@pytest.mark.parametrize("text", ["指数排名前移", "指数达到95%", "评分12类指标", "编制指数2.0版"])
def test_other_numbers_after_an_index_are_no_value_of_it(text: str) -> None:
    assert all(unit for _, _, unit in figures(f"{text}。"))


@pytest.mark.parametrize("text", ["建设5000吨级航道", "为65周岁以上老人体检", "成立10周年活动", "铺设3道路口标线"])
def test_a_rank_an_age_and_a_longer_word_hold_no_measure(text: str) -> None:
    assert figures(f"{text}。") == []


def test_what_lies_across_is_counted() -> None:
    assert figures("更换伸缩缝320道，筑牢三道防线。") == [("=", 320, "道")]
