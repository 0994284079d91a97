from __future__ import annotations

import pytest

from loaders.mentions.responsibility import find_responsibility

OPENING = "推进桥梁检测。检测桥梁23座。"


def units(text: str) -> list[tuple[str, str]]:
    return [(unit.name, unit.role) for unit in find_responsibility(text).units]


def lead(*names: str) -> list[tuple[str, str]]:
    return [(name, "lead") for name in names]


def support(*names: str) -> list[tuple[str, str]]:
    return [(name, "support") for name in names]


# --- labelled lines -----------------------------------------------------------------------------


@pytest.mark.parametrize("label", ["责任单位（科室）：", "责任单位(科室):", "责任单位：", "责任部门:", "责任科室："])
@pytest.mark.parametrize("comma", ["，", ","])
def test_a_lone_label_has_its_lead_before_the_first_comma(label: str, comma: str) -> None:
    text = f"{OPENING}\n{label}桥隧科、财务科{comma}市桥隧中心、霁川市政集团{comma}各县区城管局"
    assert units(text) == lead("桥隧科", "财务科") + support("市桥隧中心", "霁川市政集团", "各县区城管局")


def test_without_a_comma_all_are_lead() -> None:
    assert units(f"{OPENING}\n责任单位：桥隧科、市桥隧中心") == lead("桥隧科", "市桥隧中心")


def test_a_comma_inside_brackets_parts_nothing() -> None:
    text = f"{OPENING}\n责任单位：各县区（开发区，度假区）城管局、桥隧科"
    assert units(text) == lead("各县区（开发区，度假区）城管局", "桥隧科")


def test_a_label_decides_the_role_before_any_comma_does() -> None:
    text = f"{OPENING}\n牵头责任部门:桥隧科，财务科\n重点责任部门:市桥隧中心，各区城管局"
    assert units(text) == lead("桥隧科", "财务科") + support("市桥隧中心", "各区城管局")


@pytest.mark.parametrize(
    ("label", "role"),
    [
        ("牵头单位：", "lead"),
        ("牵头考核单位：", "lead"),
        ("主办单位：", "lead"),
        ("主责单位：", "lead"),
        ("配合单位：", "support"),
        ("协办单位：", "support"),
        ("参与单位：", "support"),
    ],
)
def test_labels_say_who_leads_and_who_supports(label: str, role: str) -> None:
    assert units(f"{OPENING}\n{label}桥隧科，财务科") == [("桥隧科", role), ("财务科", role)]


def test_a_responsible_unit_beside_a_leading_one_supports() -> None:
    text = f"{OPENING}\n牵头单位：市交通局\n责任单位：市财政局、市公安局"
    assert units(text) == lead("市交通局") + support("市财政局", "市公安局")


def test_a_lone_list_of_key_departments_follows_the_comma() -> None:
    assert units(f"{OPENING}\n重点责任部门：桥隧科，财务科") == lead("桥隧科") + support("财务科")


def test_labels_that_share_a_line_each_have_their_list() -> None:
    text = f"{OPENING}\n牵头单位：市交通局；配合单位：市财政局、市公安局。"
    assert units(text) == lead("市交通局") + support("市财政局", "市公安局")


def test_a_time_on_a_labelled_line_is_no_unit() -> None:
    assert units(f"{OPENING}\n责任单位：桥隧科\n完成时限：10月底前") == lead("桥隧科")


def test_a_unit_named_twice_keeps_its_first_role() -> None:
    assert units(f"{OPENING}\n牵头单位：桥隧科\n配合单位：财务科、桥隧科") == lead("桥隧科") + support("财务科")


@pytest.mark.parametrize("nobody", ["各有关单位", "有关部门", "相关单位", "其他部门"])
def test_generic_words_are_no_units(nobody: str) -> None:
    assert units(f"{OPENING}\n责任单位：桥隧科，{nobody}") == lead("桥隧科")


# --- officials ----------------------------------------------------------------------------------


@pytest.mark.parametrize("label", ["牵头领导：", "牵头局领导：", "分管领导:", "责任领导：", "责任人：", "包保领导："])
def test_a_line_of_leaders_names_officials_and_no_units(label: str) -> None:
    found = find_responsibility(f"{OPENING}\n{label}柏 舟、欧阳砚秋")
    assert [official.name for official in found.officials] == ["柏舟", "欧阳砚秋"]
    assert found.units == ()


def test_a_label_without_anything_after_it_names_nobody() -> None:
    found = find_responsibility(f"{OPENING}\n牵头领导：\n责任单位：桥隧科")
    assert found.officials == ()
    assert [unit.name for unit in found.units] == ["桥隧科"]


# --- notes in brackets --------------------------------------------------------------------------


def test_a_note_with_labels_names_lead_and_support() -> None:
    text = OPENING + "（牵头单位：市交通局；责任单位：市财政局、市公安局，各区人民政府）"
    assert units(text) == lead("市交通局") + support("市财政局", "市公安局", "各区人民政府")


def test_a_note_with_one_label_follows_the_comma() -> None:
    text = OPENING + "（责任单位：市交通局、市财政局，各区人民政府）"
    assert units(text) == lead("市交通局", "市财政局") + support("各区人民政府")


@pytest.mark.parametrize(("left", "right"), [("（", "）"), ("(", ")")])
def test_a_note_says_who_leads_and_who_supports(left: str, right: str) -> None:
    text = f"{OPENING}{left}桥隧科牵头，市桥隧中心、财务科配合{right}"
    assert units(text) == lead("桥隧科") + support("市桥隧中心", "财务科")


@pytest.mark.parametrize(
    "note", ["（市交通局、市财政局负责）", "（市交通局、市财政局按职责分工负责）", "（市交通局、市财政局）"]
)
def test_a_note_without_a_support_makes_all_lead(note: str) -> None:
    assert units(OPENING + note) == lead("市交通局", "市财政局")


def test_a_note_may_begin_with_a_time() -> None:
    assert units(OPENING + "（年底前完成，市交通局负责）") == lead("市交通局")


def test_a_note_at_the_end_of_a_sentence_inside_the_item_is_read() -> None:
    text = "检测桥梁23座。（桥隧科负责）清洗护栏30公里（环卫科负责）。年底前验收。"
    assert units(text) == lead("桥隧科", "环卫科")


@pytest.mark.parametrize(
    "text",
    [
        "改造云棠路（甲门至乙门）。",
        "检测桥梁（含人行天桥）23座。",
        "完善“一站式”（线上）服务。",
        "新建泵站（二期）。",
        "落实《霁川市桥梁养护办法（试行）》。",
    ],
)
def test_other_brackets_name_nobody(text: str) -> None:
    assert units(text) == []


def test_a_standing_note_supports() -> None:
    text = OPENING + "（责任单位：市水务局；以下均需各区人民政府和泠浦经开区管委会共同落实，不再列出）"
    assert units(text) == lead("市水务局") + support("各区人民政府", "泠浦经开区管委会")


def test_one_unit_for_several_levels_stays_one_name() -> None:
    text = OPENING + "（责任单位：市水务局，各区、县〔市〕政府）"
    assert units(text) == lead("市水务局") + support("各区、县〔市〕政府")


def test_brackets_inside_a_name_are_kept() -> None:
    text = f"{OPENING}\n责任单位：桥隧科，各县（市、区）城管局、市城管局（市综合执法局）"
    assert units(text) == lead("桥隧科") + support("各县（市、区）城管局", "市城管局（市综合执法局）")


@pytest.mark.parametrize(
    "name",
    [
        "市住房和城乡建设局",
        "市自然资源和规划局",
        "市人力资源和社会保障局",
        "市发展和改革委员会",
        "市文化和旅游局",
        "普及推广科",
    ],
)
def test_a_conjunction_inside_a_name_parts_nothing(name: str) -> None:
    assert units(f"{OPENING}（市财政局、{name}）") == lead("市财政局", name)


def test_a_conjunction_between_names_parts_them() -> None:
    assert units(f"{OPENING}（市财政局和市公安局及市住房和城乡建设局）") == lead(
        "市财政局", "市公安局", "市住房和城乡建设局"
    )


def test_a_closing_et_cetera_is_no_part_of_a_name() -> None:
    assert units(f"{OPENING}（市财政局、市公安局等单位按职责分工负责）") == lead("市财政局", "市公安局")


# --- closing sentences --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("市交通局牵头，市财政局、市公安局配合。", lead("市交通局") + support("市财政局", "市公安局")),
        ("由市交通局牵头，市财政局、市公安局参与。", lead("市交通局") + support("市财政局", "市公安局")),
        ("市交通局、市财政局负责。", lead("市交通局", "市财政局")),
        ("由市交通局、市财政局负责。", lead("市交通局", "市财政局")),
        ("由桥隧科负责落实。", lead("桥隧科")),
        ("桥隧科、市桥隧中心等按职责分工负责。", lead("桥隧科", "市桥隧中心")),
        ("桥隧科牵头负责，各区人民政府协同配合。", lead("桥隧科") + support("各区人民政府")),
        ("市交通局会同市公安局负责。", lead("市交通局") + support("市公安局")),
    ],
)
def test_a_closing_sentence_says_who_does_it(sentence: str, expected: list[tuple[str, str]]) -> None:
    assert units(OPENING + sentence) == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "各级各部门要负责到底。",
        "对逾期项目严肃问责，谁主管谁负责。",
        "坚持党委领导、政府负责。",
        "推动企业牵头，高校参与共建创新平台。",
        "明确专人负责。",
    ],
)
def test_a_sentence_that_only_mentions_responsibility_names_nobody(sentence: str) -> None:
    assert units(OPENING + sentence) == []


# --- evidence and spans -------------------------------------------------------------------------


def test_every_unit_and_official_points_at_its_characters() -> None:
    text = f"{OPENING}（牵头单位：市交通局；责任单位：市财政局）\n牵头领导：柏舟"
    found = find_responsibility(text)
    for fact in (*found.units, *found.officials):
        fact.evidence.check(text)
        assert fact.evidence.quote == fact.name


@pytest.mark.parametrize(
    "note", ["\n责任单位：桥隧科", "（桥隧科牵头，财务科配合）", "（责任单位：桥隧科）", "桥隧科牵头，财务科配合。"]
)
def test_the_spans_cover_what_names_the_units_and_nothing_before(note: str) -> None:
    found = find_responsibility(OPENING + note)
    covered = {at for start, end in found.spans for at in range(start, end)}
    assert min(covered) >= len(OPENING)
    for unit in found.units:
        assert set(range(unit.evidence.start, unit.evidence.end)) <= covered


def test_a_note_in_tortoise_shell_brackets_is_a_note() -> None:
    text = "排查隐患点18处。〔牵头单位：县应急局；配合单位：县水利局、各乡镇人民政府〕"
    assert units(text) == [("县应急局", "lead"), ("县水利局", "support"), ("各乡镇人民政府", "support")]
