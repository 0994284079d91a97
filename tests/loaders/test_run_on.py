"""Documents that lost their line breaks."""

from __future__ import annotations

import pytest

from loaders.head import Head
from loaders.outline import Outline, read_outline
from loaders.text import clean_lines


def read(text: str) -> Outline:
    return read_outline(clean_lines(text))


WATER = (
    "霁川市水务局文件霁水发〔2023〕6号关于印发《霁川市2023年水务工作要点》的通知各区县水务局，局属各单位：现将《霁川市2023年水务工作要点》"
    "印发给你们，请认真贯彻执行。霁川市水务局2023年2月9日霁川市2023年水务工作要点2023年，全市水务系统要统一、高效地抓好各项工作。"
    "一、总体要求坚持节水优先，保障供水安全。二、重点任务（一）加强供水保障1.改造老城区管网30公里，年底前通水。2.新建加压泵房两座。"
    "责任单位：供水科，市自来水公司（二）强化排水防涝1.整治积水点12处，其中东片区、西片区各6处2.编制一、二期工程方案。三、保障措施加强组织领导，压实责任。"
)


def test_a_whole_document_in_one_line_has_its_head_sections_and_items() -> None:
    outline = read(WATER)
    assert outline.head == Head("霁川市2023年水务工作要点", 2023, "霁川市水务局", "霁水发〔2023〕6号", "2023-02-09")
    assert outline.sections == ((1, "总体要求"), (2, "重点任务"), (3, "保障措施加强组织领导，压实责任"))
    assert [item.label for item in outline.items] == ["（一）1.", "（一）2.", "（二）1.", "（二）2."]
    assert [item.text for item in outline.items] == [
        "改造老城区管网30公里，年底前通水。",
        "新建加压泵房两座。\n责任单位：供水科，市自来水公司",
        "整治积水点12处，其中东片区、西片区各6处",
        "编制一、二期工程方案。",
    ]


@pytest.mark.parametrize(
    "breaks", [("二、",), ("二、", "三、"), ("（一）", "（二）"), ("各区县", "霁川市2023年水务工作要点2023")]
)
def test_a_few_long_lines_are_cut_as_one_is(breaks: tuple[str, ...]) -> None:
    text = WATER
    for mark in breaks:
        text = text.replace(mark, f"\n{mark}", 1)
    cut, whole = read(text), read(WATER)
    assert (cut.head, cut.sections, cut.items) == (whole.head, whole.sections, whole.items)


def test_a_long_line_for_each_section_is_cut_at_its_items() -> None:
    outline = read(
        "桐浦县卫生健康局2024年工作计划\n"
        "一、健全服务体系（一）新建社区卫生服务站4所，配齐设备。（二）改造县医院门诊楼，新增床位60张\n"
        "二、提升服务质量（一）开展家庭医生签约，签约率达到75%以上（二）培训全科医生120人。\n"
        "三、加强监督执法（一）检查医疗机构90家。（二）公示检查结果。"
    )
    assert [title for _, title in outline.sections] == ["健全服务体系", "提升服务质量", "加强监督执法"]
    assert [(item.section, item.label) for item in outline.items] == [
        (section, label) for section in (1, 2, 3) for label in ("（一）", "（二）")
    ]


def test_numbers_that_go_on_from_another_plan_are_followed() -> None:
    outline = read(
        "岫岭市交通运输局2022年重点任务清单84.建成绕城公路南段，通车里程38公里。85.加固危旧桥梁17座（责任单位：市公路中心）"
        "86.更新公交车120辆87.10月底前修订运价办法。"
    )
    assert [item.number for item in outline.items] == [84, 85, 86, 87]


@pytest.mark.parametrize(
    "text",
    [
        "统一、规范地改造第一、二水厂，完成1、2、3号泵房和一、二期管网",
        "按照第（二）项要求改造G2.京沪段沿线管网3.5公里，投资2.1亿元",
        "周一、周二巡查，十一、十二月复查，评出一、二等奖",
    ],
)
def test_figures_and_words_that_look_like_numbers_cut_nothing(text: str) -> None:
    outline = read(f"霁川市水务局2023年工作要点1.{text}2.新建泵站两座。3.检测水厂三座。")
    assert [item.text for item in outline.items] == [text, "新建泵站两座。", "检测水厂三座。"]


def test_a_list_within_an_item_stays_in_it() -> None:
    listed = "抓好下列工作：1.改造管网；2.新建泵站；3.检测水厂。"
    outline = read(
        f"霁川市水务局2023年工作要点一、保供水1.检修水库。2.{listed}3.编制方案。二、保排水4.清理河道。5.整治积水点。"
    )
    assert [item.text for item in outline.items][1] == listed
    assert len(outline.items) == 5


def test_lists_within_the_items_of_a_plan_with_line_breaks_stay_in_them() -> None:
    text = "抓好下列工作：1.改造管网；2.新建泵站；3.检测水厂。"
    outline = read("\n".join(("霁川市水务局2023年工作要点", "一、保供水", f"（一）{text}", f"（二）{text}")))
    assert [item.text for item in outline.items] == [text, text]


def test_the_signature_and_what_files_the_document_are_in_no_item() -> None:
    outline = read(
        "2023年民政工作要点一、保基本1.提高低保标准。2.建设养老院两所。3.培训护理员200人。荻津市民政局2023年3月1日（此件公开发布）"
    )
    assert outline.items[-1].text == "培训护理员200人。"
    assert (outline.head.issuer, outline.head.issued_on) == ("荻津市民政局", "2023-03-01")


@pytest.mark.parametrize(
    ("heading", "text"),
    [
        ("总体要求", "坚持以人民为中心，补齐短板。"),
        ("指导思想", "以高质量发展为主题，推动改革。"),
        ("工作目标", "到2025年，供水普及率达到99%。"),
        ("重点任务", "全面推进管网改造，年内完成。"),
        ("加强组织领导", "各级各部门要高度重视，压实责任。"),
    ],
)
def test_a_heading_known_by_its_shape_ends_before_the_text_that_follows(heading: str, text: str) -> None:
    outline = read(f"泠浦区供水行动计划（2023－2025年）一、{heading}{text}二、保供水1.改造管网。2.新建泵站。3.建水厂。")
    assert outline.sections[0] == (1, heading)
    assert outline.head.year == 2023


def test_spaces_that_stand_for_line_breaks_part_headings_and_those_in_names_and_figures_do_not() -> None:
    outline = read(
        "霁川市水务局 2023年工作要点 2023年，全市水务系统要围绕供水安全，统筹推进水源、水厂、管网建设，抓好各项任务落实。"
        + "各单位要认真履行职责，密切配合，按时间节点完成任务，定期报送进展，确保全年目标实现。" * 5
        + " 一、保供水 1. 改造管网 改造 12 公里管网，年内完成。 牵头领导：李 刚 2. 新建泵站 新建泵站两座，抓紧施工。 牵头领导：周 砚"
    )
    assert outline.sections == ((1, "保供水"),)
    assert [(item.title, item.text) for item in outline.items] == [
        ("改造管网", "改造管网\n改造12公里管网，年内完成。\n牵头领导：李刚"),
        ("新建泵站", "新建泵站\n新建泵站两座，抓紧施工。\n牵头领导：周砚"),
    ]


PARTS = (
    "霁川市水务局2023年工作要点{1}一、保障供水安全{1}{0[0]}改造管网。老城区30公里年底前通水。{2}{1}{0[1]}新建泵站。年内建成2座。{2}{1}"
    "二、加强排水防涝{1}{0[0]}清理河道。汛期前完成12公里。{2}{1}{0[1]}整治积水。东片区6处、西片区6处。{2}{1}"
)


@pytest.mark.parametrize("numbers", ["一是 二是", "①  ②", "（1） （2）", "(1) (2)"])
@pytest.mark.parametrize("space", ["", " "])
@pytest.mark.parametrize("note", ["", "(供水科牵头)", "（责任单位：排水科、市水司）"])
def test_lower_numbers_are_items_of_a_document_in_one_line_that_has_no_others(
    numbers: str, space: str, note: str
) -> None:
    outline = read(
        PARTS.format(numbers.split(), space, note) + "全市各单位要压实责任、按月调度、确保全部任务按期完成。" * 8
    )
    assert [title for _, title in outline.sections] == ["保障供水安全", "加强排水防涝"]
    assert [item.title for item in outline.items] == ["改造管网", "新建泵站", "清理河道", "整治积水"]
    assert [item.section for item in outline.items] == [1, 1, 2, 2]


@pytest.mark.parametrize("numbers", [("一是", "二是", "三是"), ("①", "②", "③"), ("（1）", "（2）", "（3）")])
def test_parts_of_one_sentence_are_no_items(numbers: tuple[str, str, str]) -> None:
    sentence = "改造管网，{}老城区30公里；{}新区20公里；{}园区10公里。".format(*numbers)
    outline = read(
        f"霁川市水务局2023年工作要点一、供水{sentence}二、排水{sentence}三、节水{sentence}" + "各单位要落实。" * 30
    )
    assert len(outline.items) == 3
