from __future__ import annotations

import pytest

from loaders.text import LABEL, NUMBERING, clean_lines, is_row, squeeze

LONG = "聚焦群众出行，改造霁川市老城片区的人行道和盲道，补齐沿街照明设施，并同步清理沿线占道堆放"


@pytest.mark.parametrize(
    ("line", "level", "number"),
    [
        ("一、夯实基础", "comma", "一"),
        ("十二、夯实基础", "comma", "十二"),
        ("二．夯实基础", "comma", "二"),
        ("（一）夯实基础", "paren", "一"),
        ("(十一)夯实基础", "paren", "十一"),
        ("（三）、夯实基础", "paren", "三"),
        ("1.夯实基础", "digit", "1"),
        ("1．夯实基础", "digit", "1"),
        ("84、夯实基础", "digit", "84"),
        ("101.夯实基础", "digit", "101"),
        ("3.2023年完成验收", "digit", "3"),
        ("3.5月底前完成验收", "digit", "3"),
        ("（1）夯实基础", "sub", "1"),
        ("(12)夯实基础", "sub", "12"),
        ("①夯实基础", "circled", "①"),
        ("⑫夯实基础", "circled", "⑫"),
    ],
)
def test_a_heading_number_is_read_in_every_printed_form(line: str, level: str, number: str) -> None:
    match = NUMBERING.match(line)
    assert match is not None
    assert match.lastgroup == level
    assert match[level] == number


@pytest.mark.parametrize(
    "line", ["3.5公里管网", "1.2万平方米", "2023年工作要点", "一是夯实基础", "第一、二桥", "12345热线"]
)
def test_a_figure_or_a_word_that_begins_like_a_number_is_no_heading(line: str) -> None:
    assert NUMBERING.match(line) is None


@pytest.mark.parametrize(
    "label",
    [
        "牵头领导：",
        "牵头局领导：",
        "责任单位（科室）：",
        "责任单位(科室):",
        "责任单位：",
        "牵头责任部门:",
        "重点责任部门:",
        "牵头单位：",
        "配合单位：",
        "分管领导：",
        "责任人：",
        "责任主体：",
        "责任股室：",
        "完成时限：",
        "完成期限:",
    ],
)
def test_labels_of_responsibility_and_time_are_known(label: str) -> None:
    match = LABEL.match(label + "市政科")
    assert match is not None
    assert match[0] == label


@pytest.mark.parametrize("text", ["责任到人，压实举措：", "重点工作：", "工作目标：", "责任单位要落实"])
def test_other_words_before_a_colon_are_no_label_of_responsibility(text: str) -> None:
    assert LABEL.match(text) is None


@pytest.mark.parametrize(
    ("written", "squeezed"),
    [
        ("2023 年 改造 12 座", "2023年改造12座"),
        ("李 冬 禾", "李冬禾"),
        ("甲　　乙", "甲乙"),
        ("接入 CIM 平台", "接入CIM平台"),
        ("APP store 上线", "APP store上线"),
        ("（ 一 ）", "（一）"),
    ],
)
def test_spaces_beside_chinese_characters_are_dropped_and_between_latin_words_kept(written: str, squeezed: str) -> None:
    assert squeeze(written) == squeezed


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("分管领导： 张 三　李 四", "分管领导：张三 李四"),
        ("牵头领导：欧阳砚秋 周 砚、李砚秋", "牵头领导：欧阳砚秋 周砚、李砚秋"),
        ("责任科室： 桥 隧 科　财务科", "责任科室：桥隧科财务科"),
    ],
)
def test_a_space_between_two_people_stays(written: str, kept: str) -> None:
    assert clean_lines(written) == [kept]


def test_blank_lines_and_layout_spaces_disappear() -> None:
    assert clean_lines("  霁川市 2023 年 \n\n　　\n 一、 夯实 基础\u3000\n") == ["霁川市2023年", "一、夯实基础"]


def test_a_text_of_nothing_but_white_space_has_no_lines() -> None:
    assert clean_lines(" \n\f\n　") == []


@pytest.mark.parametrize("number", ["- 3 -", "—4—", "－ 5 －", "第 2 页", "第2页 共9页", "3 / 12"])
def test_page_numbers_are_dropped(number: str) -> None:
    assert clean_lines(f"1.甲。\n{number}\n2.乙。") == ["1.甲。", "2.乙。"]


def test_a_bare_number_is_a_page_number_only_at_the_edge_of_a_printed_page() -> None:
    page = "1.甲。\n7\n2.乙。\n丙丁。\n12"
    assert clean_lines(page) == ["1.甲。", "7", "2.乙。", "丙丁。", "12"]
    assert "12" not in clean_lines(page, fixed_lines=True)


def test_running_headers_of_pages_are_printed_once() -> None:
    pages = "\f".join(f"霁川市水务局文件\n{number}.改造第{number}片管网。\n末行{number}。" for number in range(1, 6))
    lines = clean_lines(pages, fixed_lines=True)
    assert lines.count("霁川市水务局文件") == 1
    assert [line for line in lines if line.startswith("4.")] == ["4.改造第4片管网。"]


def test_a_running_header_after_a_page_number_is_dropped_without_form_feeds() -> None:
    text = f"泠浦市水务工作要点\n1.{LONG}\n- 1 -\n泠浦市水务工作要点\n的杂物。"
    assert clean_lines(text) == ["泠浦市水务工作要点", f"1.{LONG}的杂物。"]


def test_a_sentence_that_a_page_cuts_is_put_together() -> None:
    assert clean_lines(f"1.{LONG}\n- 2 -\n的杂物。\n2.乙。") == [f"1.{LONG}的杂物。", "2.乙。"]


def wrapped(text: str, width: int) -> str:
    return "\n".join(text[at : at + width] for at in range(0, len(text), width))


def test_hard_wrapped_text_is_put_together_even_where_a_line_ends_with_a_full_stop() -> None:
    blocks = [
        "一、提升供水保障能力。" + LONG + "，让群众用得放心。" + LONG + "。",
        "1.改造供水管网。" + LONG + "。" + LONG + "，年内完成。",
        "2.新建加压泵房。" + LONG + "。" + LONG + "。",
        "责任单位：规划科",
    ]
    text = "\n".join(wrapped(block, 26) for block in blocks)
    assert clean_lines(text) == blocks


@pytest.mark.parametrize(
    ("before", "after"),
    [("牵头", "科室：供水科）"), ("责任", "单位：云棹集团）"), ("分管", "领导：周砚）"), ("配合", "部门：荻津街道）")],
)
def test_a_label_that_a_line_end_parts_is_put_together(before: str, after: str) -> None:
    ending = f"。（完成时限：6月；{before}"
    item = f"2.{(LONG * 2)[: 3 * 26 - 2 - len(ending)]}{ending}"
    lines = [wrapped(f"1.新建泵房。{LONG * 6}。", 26), wrapped(item, 26), after]
    assert clean_lines("\n".join(lines))[-1] == item + after


def test_paragraphs_are_not_glued_to_headings_labels_and_dashes() -> None:
    lines = [
        "一、夯实基础能力，补齐民生短板，办好十件实事，建设美丽霁川",
        "（一）甲",
        "牵头领导：周 砚",
        "——乙",
        "附件：丙",
    ]
    assert clean_lines("\n".join(lines)) == [squeeze(line) for line in lines]


def test_latin_words_that_a_line_end_parts_stay_apart() -> None:
    first = f"1.{LONG}，接入 smart"
    assert clean_lines(f"{first}\ncity 平台。") == [f"1.{LONG}，接入smart city平台。"]


def test_a_document_in_one_paragraph_is_cut_at_its_headings() -> None:
    body = " ".join(f"{number}、改造片区。{LONG}。{LONG}。{LONG}。" for number in range(1, 7))
    text = f"荻津市城市管理局2022年工作要点 一、提升品质 {body} 二、强化保障 7、压实责任。{LONG}。"
    lines = clean_lines(text)
    assert [line[:2] for line in lines] == ["荻津", "一、", "1、", "2、", "3、", "4、", "5、", "6、", "二、", "7、"]


def test_a_document_in_one_paragraph_without_any_space_is_cut_after_full_stops() -> None:
    body = "".join(f"（{number}）改造片区。{LONG}。{LONG}。" for number in "一二三四五六七八九")
    lines = clean_lines(f"荻津市工作要点。一、提升品质。{body}")
    assert len(lines) == 11
    assert lines[1] == "一、提升品质。"


def test_table_rows_keep_their_bars() -> None:
    row = "索引号 | LP-2023 | 发布机构 | 泠浦市水务局 |"
    assert clean_lines(row + "\n1.甲。") == [row, "1.甲。"]
    assert is_row(row)
    assert not is_row("甲|乙")


def test_bare_numbers_that_count_up_between_wrapped_lines_are_pages() -> None:
    wrapped = "改造霁川老城片区的人行道和盲道并补齐沿街照明设施"
    text = "\n".join((*[wrapped] * 7, "1", *[wrapped] * 7, "2", *[wrapped] * 6, "全部完工。"))
    assert clean_lines(text) == [wrapped * 20 + "全部完工。"]


@pytest.mark.parametrize("dots", ["…………", "..........", "········", "． ． ． ． ． "])
def test_a_list_of_contents_is_dropped(dots: str) -> None:
    contents = ["目　录", *(f"{number}、保供水{dots}{page}" for number, page in (("一", 1), ("二", 4), ("三", 12)))]
    assert clean_lines("\n".join([*contents, "一、保供水", "1.改造管网。"])) == ["一、保供水", "1.改造管网。"]


@pytest.mark.parametrize("dash", ["——", "—", "- ", "· ", "> "])
def test_a_dash_before_a_label_is_dropped(dash: str) -> None:
    assert clean_lines(f"1.改造管网。\n{dash}责任单位：供水科")[-1] == "责任单位：供水科"


@pytest.mark.parametrize("units", [["供水科"], ["供水科", "市财政局"], ["市公安局（交警支队）", "荻津集团", "各街道"]])
def test_units_that_stand_one_a_line_below_their_label_are_its_list(units: list[str]) -> None:
    lines = ["1.改造管网。年内完成12公里。", "牵头单位：", *units, "配合单位：", "市水务局", "2.新建泵站。"]
    assert clean_lines("\n".join(lines)) == [lines[0], f"牵头单位：{'、'.join(units)}", "配合单位：市水务局", lines[-1]]


@pytest.mark.parametrize("following", ["年内完成12公里，由专班推进。", "2.新建泵站", "完成时限：6月"])
def test_what_is_no_unit_is_no_part_of_the_list_below_a_label(following: str) -> None:
    assert clean_lines(f"1.改造管网。\n牵头单位：\n供水科\n{following}")[1] == "牵头单位：供水科"


@pytest.mark.parametrize("space", [" ", "　", "  "])
@pytest.mark.parametrize("label", ["责任单位", "牵头科室", "配合部门"])
def test_a_label_may_lack_its_colon(label: str, space: str) -> None:
    assert clean_lines(f"1.改造管网。\n    {label}{space}供水科,市财政局")[-1] == f"{label}：供水科,市财政局"


def test_a_label_that_goes_on_is_no_label_without_a_colon() -> None:
    assert clean_lines("1.改造管网。\n责任单位要落实到人。")[-1].endswith("责任单位要落实到人。")
