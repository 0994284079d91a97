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


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        ("桥隧科牵头，财务科、法规科配合，年底前完成", lead("桥隧科") + support("财务科", "法规科")),
        ("市交通局牵头；市财政局、市公安局配合", lead("市交通局") + support("市财政局", "市公安局")),
        (
            "市交通局牵头，市财政局、市公安局，各区人民政府配合",
            lead("市交通局") + support("市财政局", "市公安局", "各区人民政府"),
        ),
        (
            "县水利局、县财政局按职责分工负责，各乡镇人民政府落实",
            lead("县水利局", "县财政局") + support("各乡镇人民政府"),
        ),
        ("市农业农村局负责，市气象局指导，持续推进", lead("市农业农村局") + support("市气象局")),
        ("牵头：市卫生健康委；配合：市医保局", lead("市卫生健康委") + support("市医保局")),
    ],
)
@pytest.mark.parametrize("brackets", ["（）", "【】", "[]", "〔〕"])
def test_a_note_is_read_in_any_brackets_and_beside_a_time(
    note: str, expected: list[tuple[str, str]], brackets: str
) -> None:
    assert units(f"{OPENING}{brackets[0]}{note}{brackets[1]}") == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("责任分工：市交通局牵头，市财政局配合", lead("市交通局") + support("市财政局")),
        ("责任单位：市交通局牵头，市财政局、市公安局配合", lead("市交通局") + support("市财政局", "市公安局")),
        ("责任单位：桥隧科（牵头）、财务科、法规科", lead("桥隧科") + support("财务科", "法规科")),
        ("责任单位：种植业股★、农机股", lead("种植业股") + support("农机股")),
        ("责任单位：桥隧科;财务科;法规科", lead("桥隧科") + support("财务科", "法规科")),
        ("责任处（科）室：桥隧科/财务科", lead("桥隧科", "财务科")),
        ("牵头科室：桥隧科 配合科室：财务科", lead("桥隧科") + support("财务科")),
        ("牵头科室：桥隧科配合科室：财务科", lead("桥隧科") + support("财务科")),
        ("责任单位：市教育局、市财政局，排名第一的为牵头单位，下同", lead("市教育局", "市财政局")),
        ("领办单位：县教育局\n支持单位：县财政局", lead("县教育局") + support("县财政局")),
    ],
)
def test_a_labelled_line_may_say_itself_who_leads(line: str, expected: list[tuple[str, str]]) -> None:
    assert units(f"{OPENING}\n{line}") == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("由市交通局牵头，会同市财政局、市公安局实施。", lead("市交通局") + support("市财政局", "市公安局")),
        ("此项工作由桥隧科负责。", lead("桥隧科")),
        ("桥隧科牵头、财务科配合。", lead("桥隧科") + support("财务科")),
        ("牵头单位为市水利局，配合单位为市财政局、市气象局。", lead("市水利局") + support("市财政局", "市气象局")),
        ("由市教育局总牵头，市财政局按职责配合。", lead("市教育局") + support("市财政局")),
        ("上述工作由桥隧科负责，财务科配合。", lead("桥隧科") + support("财务科")),
        ("桥隧科牵头负责；财务科、法规科参与。", lead("桥隧科") + support("财务科", "法规科")),
        ("县农业农村局牵头，各乡、镇人民政府落实。", lead("县农业农村局") + support("各乡、镇人民政府")),
    ],
)
def test_a_closing_sentence_may_refer_to_the_work_above_it(sentence: str, expected: list[tuple[str, str]]) -> None:
    assert units(OPENING + sentence) == expected


@pytest.mark.parametrize(
    ("written", "names"),
    [
        ("甲江、乙江、丙阳区人民政府", ["甲江区人民政府", "乙江区人民政府", "丙阳区人民政府"]),
        ("青榆、石坪两镇人民政府", ["青榆镇人民政府", "石坪镇人民政府"]),
        ("市水利局、柳屏、泠浦县水利局", ["市水利局", "柳屏县水利局", "泠浦县水利局"]),
        ("桥隧、财务科", ["桥隧科", "财务科"]),
        ("柳枢、青榆街道办事处", ["柳枢街道办事处", "青榆街道办事处"]),
        ("后勤，财务科", ["后勤", "财务科"]),
        ("岫岭区、桦屏县交通运输局", ["岫岭区", "桦屏县交通运输局"]),
        ("市公安局、和平分局", ["市公安局", "和平分局"]),
        ("各县（市、区）人民政府、市直各部门", ["各县（市、区）人民政府", "市直各部门"]),
        ("各镇、街道办事处", ["各镇、街道办事处"]),
        ("市公安局和平分局", ["市公安局和平分局"]),
    ],
)
def test_a_list_is_split_into_whole_names(written: str, names: list[str]) -> None:
    text = f"{OPENING}\n责任单位：{written}"
    found = find_responsibility(text).units
    assert [unit.name for unit in found] == names
    for unit in found:
        unit.evidence.check(text)


@pytest.mark.parametrize(
    "nobody",
    [
        "相关科室",
        "各成员单位",
        "有关企业",
        "属地政府",
        "职能部门",
        "各级各部门",
        "市直有关单位",
        "社区",
        "—",
        "无",
        "/",
    ],
)
def test_words_for_any_unit_are_none(nobody: str) -> None:
    assert units(f"{OPENING}\n责任单位：桥隧科、{nobody}") == lead("桥隧科")


@pytest.mark.parametrize(
    "group", ["局属各单位", "机关各科室", "委机关各处室", "机关党委", "区安委会各成员单位", "各园区公司"]
)
def test_all_units_of_one_organ_are_a_unit(group: str) -> None:
    assert units(f"{OPENING}\n责任单位：桥隧科、{group}") == lead("桥隧科", group)


@pytest.mark.parametrize(
    ("written", "names"),
    [
        ("党组书记、局长李四", ["李四"]),
        ("局长张三、副局长 王 五", ["张三", "王五"]),
        ("党组成员、副局长李砚秋，四级调研员欧阳禾", ["李砚秋", "欧阳禾"]),
        ("买买提·阿不都拉、张 三", ["买买提·阿不都拉", "张三"]),
        ("张三 李四", ["张三", "李四"]),
        ("王 小 明", ["王小明"]),
        ("桥隧科科长李砚秋", ["李砚秋"]),
        ("李砚秋（桥隧科科长）、王五", ["李砚秋", "王五"]),
        ("李砚秋副局长", ["李砚秋"]),
        ("各分管领导", []),
        ("陆清和", ["陆清和"]),
        ("李和平、周泰和", ["李和平", "周泰和"]),
        ("张三和李四", ["张三", "李四"]),
        ("陆清和、局长张三和王五", ["陆清和", "张三", "王五"]),
    ],
)
@pytest.mark.parametrize("label", ["分管领导：", "牵头局领导:", "市领导：", "主管局长：", "责任人："])
def test_people_are_named_without_their_offices(label: str, written: str, names: list[str]) -> None:
    found = find_responsibility(f"{OPENING}\n{label}{written}\n责任科室：桥隧科")
    assert [official.name for official in found.officials] == names
    assert [unit.name for unit in found.units] == ["桥隧科"]


@pytest.mark.parametrize("both", ["桥隧科（柏砚秋）", "桥隧科 柏砚秋", "桥隧科柏砚秋"])
def test_a_label_of_units_and_people_names_both(both: str) -> None:
    found = find_responsibility(f"{OPENING}\n责任单位及责任人：{both}")
    assert [unit.name for unit in found.units] == ["桥隧科"]
    assert [official.name for official in found.officials] == ["柏砚秋"]


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        ("以下均需各区人民政府配合", [("各区人民政府", "support", "plan")]),
        ("以下各项均由市水务局负责", [("市水务局", "lead", "plan")]),
        (
            "本部分以下任务均由市水务局牵头，各镇人民政府配合",
            [("市水务局", "lead", "section"), ("各镇人民政府", "support", "section")],
        ),
        (
            "以下工作任务均须市财政局、各县人民政府落实，不再逐一列出",
            [("市财政局", "support", "plan"), ("各县人民政府", "support", "plan")],
        ),
        ("以上各项均由办公室负责", [("办公室", "lead", "item")]),
    ],
)
@pytest.mark.parametrize("frame", ["（{}）", "（责任单位：市水务局；{}）", "（责任单位：市水务局。{}）", "\n{}。"])
def test_a_standing_note_says_how_far_it_holds(frame: str, note: str, expected: list[tuple[str, str, str]]) -> None:
    found = find_responsibility(OPENING + frame.format(note)).units
    wider = {name: scope for name, _, scope in expected}
    own = [] if "责任单位" not in frame else [("市水务局", "lead", wider.get("市水务局", "item"))]
    named = {name for name, _, _ in own}
    assert [(unit.name, unit.role, unit.scope) for unit in found] == [*own, *(e for e in expected if e[0] not in named)]


@pytest.mark.parametrize("text", ["以下措施由企业选择。", "以下内容请各地参考。", "下列事项均由企业自主决定。"])
def test_other_words_on_what_follows_are_no_standing_note(text: str) -> None:
    assert units(OPENING + text) == []


@pytest.mark.parametrize(
    "text",
    [
        "落实值班人员，重点单位：商场加强巡查。",
        "对重点企业（市水务集团、霁川燃气公司）开展检查。",
        "由街道牵头，部门落实。",
        "坚持政府主导、企业负责、社会参与。",
        "相关科室配合。",
    ],
)
def test_a_sentence_about_units_makes_none_responsible(text: str) -> None:
    assert units(text) == []


@pytest.mark.parametrize(
    ("left", "right", "semicolon"), [("（", "）", "；"), ("(", ")", ";"), ("〔", "〕", "；"), ("【", "】", "；")]
)
@pytest.mark.parametrize("standing", ["以下均需各街道共同落实，不再列出", "下列各项均由市丙局配合"])
def test_a_standing_note_may_follow_in_the_brackets_of_a_note(
    left: str, right: str, semicolon: str, standing: str
) -> None:
    read = find_responsibility(f"推进项目建设。{left}市甲局牵头，市乙局配合{semicolon}{standing}{right}")
    roles = {unit.name: (unit.role, unit.scope) for unit in read.units}
    assert roles["市甲局"] == ("lead", "item")
    assert roles["市乙局"] == ("support", "item")
    assert "plan" in {scope for _, scope in roles.values()}


def test_a_note_keeps_the_brackets_with_which_its_last_name_ends() -> None:
    assert units(f"{OPENING}（市甲局、市乙局（河长办））") == lead("市甲局", "市乙局（河长办）")
