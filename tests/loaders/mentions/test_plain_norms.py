from __future__ import annotations

import pytest

from loaders.mentions.plain_norms import find_plain_norms, is_bare
from loaders.mentions.regulations import find_regulations


def norms(text: str) -> list[tuple[str, str]]:
    return [(text[norm.start : norm.end], norm.action) for norm in find_plain_norms(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("启动城市照明专项规划编制。", [("城市照明专项规划", "编制")]),
        ("修订市容和环境卫生管理条例。", [("市容和环境卫生管理条例", "修订")]),
        ("起草瓶装燃气管理办法。", [("瓶装燃气管理办法", "起草")]),
        ("编制（2023-2025年）停车设施建设规划。", [("（2023-2025年）停车设施建设规划", "编制")]),
        ("出台公共租赁住房分配实施细则。", [("公共租赁住房分配实施细则", "出台")]),
        ("印发瓶装液化气安全管理办法（试行），抓好实施。", [("瓶装液化气安全管理办法（试行）", "印发")]),
        ("研究制定企业数据资产入表操作指南。", [("企业数据资产入表操作指南", "研究制定")]),
        ("制定支持民营经济发展的若干措施。", [("支持民营经济发展的若干措施", "制定")]),
        ("制定国土空间规划编制导则。", [("国土空间规划编制导则", "制定")]),
        ("加快城市照明专项规划编制工作。", [("城市照明专项规划", "编制")]),
        ("推进排水防涝专项规划的编制。", [("排水防涝专项规划", "编制")]),
        ("城市更新专项规划编制完成。", [("城市更新专项规划", "编制")]),
        ("推进生活垃圾管理条例立法。", [("生活垃圾管理条例", "立法")]),
        ("推进噪声、振动污染防治专项规划编制。", [("噪声、振动污染防治专项规划", "编制")]),
        ("贯彻泠浦市公共交通条例。", [("泠浦市公共交通条例", "贯彻")]),
        ("落实省外商投资条例，优化环境。", [("省外商投资条例", "落实")]),
        ("按照我市城市运行管理考评办法，开展考评。", [("城市运行管理考评办法", "按照")]),
        (
            "制定绿道建设技术导则、防汛防台应急预案和口袋公园三年行动方案。",
            [("绿道建设技术导则", "制定"), ("防汛防台应急预案", "制定"), ("口袋公园三年行动方案", "制定")],
        ),
        (
            "完成环境卫生系统规划、户外广告专项规划等法定规划编制。",
            [("环境卫生系统规划", "编制"), ("户外广告专项规划", "编制")],
        ),
        ("严格落实安全生产法和生产安全事故应急条例。", [("安全生产法", "落实"), ("生产安全事故应急条例", "落实")]),
    ],
)
def test_a_full_name_that_a_verb_of_making_or_applying_governs_is_a_norm(
    text: str, expected: list[tuple[str, str]]
) -> None:
    assert norms(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "制定工作方案。",
        "完善管理制度。",
        "编制计划，制定实施方案。",
        "出台相关政策，制定各类应急预案。",
        "制定下一步工作计划。",
        "修订完善应急预案。",
        "制定切实可行的实施方案。",
        "编制项目施工方案。",
        "制定年度监督检查计划。",
        "制定整改方案和考核办法。",
        "制定“一桥一策”养护方案。",
        "编制两项地方标准，制定12项技术标准。",
        "主导或参与制定国家标准、行业标准12项以上。",
        "落实有关规定，执行中央八项规定。",
        "落实上位法规定要求。",
        "依据市场监管办法检查。",
        "按照省级园林城市标准建设。",
        "执行建筑节能标准。",
        "制定提标提质工作方案。",
        "各县制定平台建设方案并加快推进实施。",
        "落实城市建设发展规划。",
        "关于印发2023年工作要点的通知",
    ],
)
def test_a_document_without_a_name_of_its_own_is_no_norm(text: str) -> None:
    assert norms(text) == []


def test_a_bracketed_and_a_plain_norm_stand_in_the_order_of_the_text() -> None:
    text = "修订《桥梁养护办法》，起草瓶装燃气管理办法。"
    assert [norm.name for norm in find_regulations(text)] == ["桥梁养护办法", "瓶装燃气管理办法"]


def test_a_plain_name_that_shortens_a_bracketed_one_is_not_listed_again() -> None:
    text = "修编绿地系统规划。落实《泠浦市城市绿地系统规划（2021-2035年）》。"
    assert [norm.name for norm in find_regulations(text)] == ["泠浦市城市绿地系统规划（2021-2035年）"]


def test_names_inside_a_title_are_no_norms_of_their_own() -> None:
    assert [norm.name for norm in find_regulations("印发《关于修订城市照明管理办法、城市绿化管理办法的决定》。")] == [
        "关于修订城市照明管理办法、城市绿化管理办法的决定"
    ]


def test_a_plain_norm_points_at_its_name() -> None:
    text = "推动停车有序，起草瓶装燃气管理办法。"
    (norm,) = find_regulations(text)
    norm.evidence.check(text)
    assert (norm.evidence.quote, norm.kind, norm.action) == (norm.name, "measures", "起草")


@pytest.mark.parametrize(
    ("name", "bare"), [("条例", True), ("实施方案", True), ("管理办法", True), ("供水条例", False)]
)
def test_a_bare_name_says_only_what_kind_of_document_it_is(name: str, bare: bool) -> None:
    assert is_bare(name) is bare
