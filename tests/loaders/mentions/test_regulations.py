from __future__ import annotations

import pytest

from loaders.mentions.regulations import find_regulations, regulation_kind


def actions(text: str) -> list[tuple[str, str | None]]:
    return [(norm.name, norm.action) for norm in find_regulations(text)]


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("中华人民共和国城乡规划法", "law"),
        ("泠浦市户外广告管理条例", "regulation"),
        ("政府投资项目审计规定", "regulation"),
        ("泠浦市停车收费管理办法", "measures"),
        ("泠浦市停车收费管理办法（试行）", "measures"),
        ("物业服务评价实施细则", "measures"),
        ("泠浦市公园体系专项规划（2024—2035年）", "plan"),
        ("泠浦市公园体系专项规划(2024-2035年)", "plan"),
        ("生活垃圾分类三年行动计划", "plan"),
        ("防汛应急预案", "plan"),
        ("关于加强停车管理的实施意见", "plan"),
        ("2023年工作要点", "plan"),
        ("城市道路养护技术规范", "standard"),
        ("口袋公园建设导则", "standard"),
        ("绿道建设指引", "standard"),
        ("公厕服务标准2023版", "standard"),
        ("市民文明公约", "other"),
    ],
)
def test_the_last_word_of_a_name_gives_its_kind(name: str, kind: str) -> None:
    assert regulation_kind(name) == kind


@pytest.mark.parametrize(
    ("text", "action"),
    [
        ("修订《泠浦市停车管理办法》。", "修订"),
        ("研究制定《泠浦市停车管理办法》。", "研究制定"),
        ("年底前出台《泠浦市停车管理办法》。", "出台"),
        ("编制完成《泠浦市停车管理办法》。", "编制"),
        ("贯彻落实《泠浦市停车管理办法》，压实责任。", "贯彻落实"),
        ("修订完善现行的《泠浦市停车管理办法》。", "修订完善"),
        ("出台地方标准《泠浦市停车管理办法》。", "出台"),
        ("落实新修订的《泠浦市停车管理办法》。", "落实"),
        ("推进《泠浦市停车管理办法》修订。", "修订"),
        ("做好《泠浦市停车管理办法》的编制。", "编制"),
        ("《泠浦市停车管理办法》印发实施。", "印发实施"),
        ("推进《泠浦市停车管理办法》。", "推进"),
        ("以《泠浦市停车管理办法》为准。", None),
        ("按规定检查。《泠浦市停车管理办法》是依据。", None),
    ],
)
def test_the_verb_before_a_norm_or_the_noun_after_it_is_its_action(text: str, action: str | None) -> None:
    assert actions(text) == [("泠浦市停车管理办法", action)]


@pytest.mark.parametrize("joint", ["、", "和", "", "以及", "，"])
def test_one_verb_governs_a_list(joint: str) -> None:
    assert actions(f"修订《桥梁养护办法》{joint}《泵站操作规程》。") == [
        ("桥梁养护办法", "修订"),
        ("泵站操作规程", "修订"),
    ]


def test_a_noun_after_a_list_governs_all_of_it() -> None:
    assert actions("推进《桥梁养护办法》《泵站操作规程》等制度修订。") == [
        ("桥梁养护办法", "修订"),
        ("泵站操作规程", "修订"),
    ]


def test_each_clause_has_a_verb_of_its_own() -> None:
    assert actions("修订《桥梁养护办法》，编制《泵站操作规程》，检查涵洞；《河道章程》待定。") == [
        ("桥梁养护办法", "修订"),
        ("泵站操作规程", "编制"),
        ("河道章程", None),
    ]


def test_a_norm_is_listed_once_with_its_first_action() -> None:
    assert actions("修订《桥梁养护办法》，宣传《桥梁养护办法》。") == [("桥梁养护办法", "修订")]


def test_a_title_inside_a_title_belongs_to_the_outer_one() -> None:
    assert actions("印发《贯彻〈桥梁法〉办法》《落实《桥梁条例》方案》。") == [
        ("贯彻〈桥梁法〉办法", "印发"),
        ("落实《桥梁条例》方案", "印发"),
    ]


@pytest.mark.parametrize("text", ["", "修订完善管理办法。", "《", "《》", "》《", "《没有结尾", "没有开头》"])
def test_a_text_without_a_complete_title_names_no_norm(text: str) -> None:
    assert find_regulations(text) == ()


def test_a_norm_points_at_the_words_between_its_brackets() -> None:
    text = "推动停车有序。修订《泠浦市停车管理办法》。"
    (norm,) = find_regulations(text)
    norm.evidence.check(text)
    assert norm.evidence.quote == norm.name


@pytest.mark.parametrize("when", ["力争", "力争年内", "6月底前", "完成", "尽快", "上半年", "争取年底前", "正式"])
@pytest.mark.parametrize(
    ("title", "verb"), [("霁川市节水办法", "出台"), ("云棠路网规划", "起草"), ("荻津停车导则", "印发")]
)
def test_a_time_may_stand_between_a_title_and_its_verb(when: str, title: str, verb: str) -> None:
    assert actions(f"《{title}》{when}{verb}。") == [(title, verb)]


def test_a_verb_before_a_title_counts_before_one_that_a_time_parts_from_it() -> None:
    assert actions("推动《霁川市节水办法》尽快出台。") == [("霁川市节水办法", "推动")]
