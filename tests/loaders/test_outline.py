from __future__ import annotations

from itertools import pairwise

import pytest

from loaders.numbering import number_at
from loaders.outline import Outline, read_outline
from loaders.text import clean_lines

TITLE = "霁川市水务局2023年工作要点"


def outline(*lines: str) -> Outline:
    return read_outline(clean_lines("\n".join((TITLE, *lines))))


def numbers(read: Outline) -> list[int]:
    return [item.number for item in read.items]


def labels(read: Outline) -> list[str]:
    return [item.label for item in read.items]


# --- numbering ----------------------------------------------------------------------------------


@pytest.mark.parametrize("mark", ["{}.", "{}．", "{}、", "{} . ", "{}. "])
def test_items_are_found_in_every_way_to_print_their_numbers(mark: str) -> None:
    read = outline("一、保供水", *(f"{mark.format(number)}改造第{number}片管网。" for number in (1, 2, 3)))
    assert numbers(read) == [1, 2, 3]
    assert [item.text for item in read.items] == [f"改造第{number}片管网。" for number in (1, 2, 3)]


@pytest.mark.parametrize(("left", "right"), [("（", "）"), ("(", ")")])
def test_bracketed_chinese_numbers_below_a_section_are_items(left: str, right: str) -> None:
    read = outline("一、保供水", f"{left}一{right}改造管网。", "二、保排水", f"{left}十二{right}新建泵站。")
    assert numbers(read) == [1, 12]
    assert read.sections == ((1, "保供水"), (2, "保排水"))
    assert [item.section for item in read.items] == [1, 2]


def test_bracketed_chinese_numbers_above_arabic_ones_are_sections() -> None:
    read = outline("（一）保供水", "1.改造管网。", "（二）保排水", "2.新建泵站。")
    assert read.sections == ((1, "保供水"), (2, "保排水"))
    assert labels(read) == ["1.", "2."]


def test_a_layer_between_section_and_item_stands_in_the_label() -> None:
    read = outline("一、保供水", "（一）城区", "1.改造管网。", "（二）乡镇", "1.新建水厂。")
    assert read.sections == ((1, "保供水"),)
    assert labels(read) == ["（一）1.", "（二）1."]


def test_items_that_are_the_only_layer_have_no_section() -> None:
    read = outline("1.改造管网。", "2.新建泵站。")
    assert read.sections == ()
    assert [item.section for item in read.items] == [None, None]


def test_chinese_numbers_that_are_the_only_layer_are_items() -> None:
    read = outline("一、改造管网。抓紧施工。", "二、新建泵站。抓紧施工。")
    assert read.sections == ()
    assert numbers(read) == [1, 2]


def test_numbers_that_start_at_84_are_kept() -> None:
    assert numbers(outline("一、保供水", "84.甲。", "85.乙。", "二、保排水", "86.丙。")) == [84, 85, 86]


def test_numbers_that_restart_in_each_section_become_ordinals() -> None:
    read = outline("一、保供水", "1.甲。", "2.乙。", "二、保排水", "1.丙。", "2.丁。")
    assert numbers(read) == [1, 2, 3, 4]
    assert labels(read) == ["1.", "2.", "1.", "2."]


def test_numbers_that_jump_are_kept_as_printed() -> None:
    assert numbers(outline("一、保供水", "3.甲。", "7.乙。", "8.丙。")) == [3, 7, 8]


def test_a_number_that_repeats_makes_all_numbers_ordinals() -> None:
    assert numbers(outline("一、保供水", "1.甲。", "2.乙。", "2.丙。", "3.丁。")) == [1, 2, 3, 4]


@pytest.mark.parametrize("parts", [("（1）甲；", "（2）乙。"), ("①甲；", "②乙。"), ("一是甲；", "二是乙。")])
def test_parts_of_an_item_are_no_items(parts: tuple[str, str]) -> None:
    read = outline("一、保供水", "1.改造管网。", *parts, "2.新建泵站。")
    assert numbers(read) == [1, 2]
    assert read.items[0].text == "\n".join(("改造管网。", *parts))


@pytest.mark.parametrize("mark", ["{}）", "{})", "（{}）", "({})", "【{}】"])
def test_bracketed_arabic_numbers_are_items_where_nothing_else_numbers_them(mark: str) -> None:
    read = outline(
        "一、保供水",
        f"{mark.format(1)}改造管网。",
        f"{mark.format(2)}新建泵站。",
        "二、保排水",
        f"{mark.format(3)}清理河道。",
    )
    assert [(item.section, item.text) for item in read.items] == [
        (1, "改造管网。"),
        (1, "新建泵站。"),
        (2, "清理河道。"),
    ]


@pytest.mark.parametrize("numbers_of_items", ["①②③", "⑴⑵⑶", "⒈⒉⒊", "㈠㈡㈢"])
def test_numbers_of_one_character_are_read(numbers_of_items: str) -> None:
    first, second, third = numbers_of_items
    read = outline("一、保供水", f"{first}改造管网。", f"{second}新建泵站。", "二、保排水", f"{third}清理河道。")
    assert numbers(read) == [1, 2, 3]
    assert [item.section for item in read.items] == [1, 1, 2]


def test_parts_of_one_item_do_not_make_sections_of_the_others() -> None:
    read = outline(
        "一、改造管网。抓紧施工。", "二、新建泵站。要求：", "（1）选址。", "（2）施工。", "三、清理河道。抓紧施工。"
    )
    assert numbers(read) == [1, 2, 3]
    assert read.sections == ()


def test_full_width_numbers_and_brackets_are_read() -> None:
    read = outline("一、保供水", "１．改造管网１２公里。", "２．新建泵站。", "１０．清理河道。")
    assert numbers(read) == [1, 2, 10]


@pytest.mark.parametrize(
    ("part", "chapter", "article"),
    [
        ("第一部分　保供水", "第一章", "第一条"),
        ("第一章 保供水", "第一节", "一、"),
        ("第一编：保供水", "一、", "（一）"),
    ],
)
def test_parts_chapters_and_articles_are_layers(part: str, chapter: str, article: str) -> None:
    second = article.replace("一", "二")
    read = outline(
        part, f"{chapter}{'' if chapter == '一、' else '　'}城区", f"{article}改造管网。", f"{second}新建泵站。"
    )
    assert read.sections == ((1, "保供水"),)
    assert labels(read) == [f"{chapter}{article}", f"{chapter}{second}"]
    assert [item.text for item in read.items] == ["改造管网。", "新建泵站。"]


@pytest.mark.parametrize("number", ["第一条", "第1条", "第一章", "第一部分"])
def test_the_only_layer_is_items_whatever_its_form(number: str) -> None:
    read = outline(
        f"{number}　改造管网。抓紧施工。", f"{number.replace('一', '二').replace('1', '2')}　新建泵站。抓紧施工。"
    )
    assert numbers(read) == [1, 2]
    assert [item.title for item in read.items] == ["改造管网", "新建泵站"]


@pytest.mark.parametrize(
    "lines",
    [
        ("——老城区改造10公里", "——新区改造5公里。"),
        ("•老城区改造10公里", "●新区改造5公里；", "▲园区改造2公里。"),
        ("老城区今年改造10公里。", "新区今年改造5公里。"),
        ("一是改造老城区。", "二是改造新区。"),
    ],
)
def test_lines_without_a_number_belong_to_the_item_above_them(lines: tuple[str, ...]) -> None:
    read = outline("一、保供水", "（一）改造管网", *lines, "（二）新建泵站。")
    assert numbers(read) == [1, 2]
    assert read.items[0].text == "\n".join(("改造管网", *lines))
    assert read.items[0].title == "改造管网"


def test_a_number_on_a_line_of_its_own_belongs_to_the_next_line() -> None:
    read = outline("一、", "保供水", "1.", "改造管网。抓紧施工。", "（1）", "老城区。", "2.", "新建泵站。")
    assert read.sections == ((1, "保供水"),)
    assert [item.text for item in read.items] == ["改造管网。抓紧施工。\n（1）老城区。", "新建泵站。"]


def test_a_section_without_items_stays_a_section() -> None:
    read = outline("一、总体要求", "保障供水。", "二、重点任务", "1.改造管网。", "三、保障措施", "压实责任。")
    assert [title for _, title in read.sections] == ["总体要求", "重点任务", "保障措施"]
    assert [(item.number, item.section, item.text) for item in read.items] == [(1, 2, "改造管网。")]


def test_a_figure_at_the_start_of_a_line_opens_no_item() -> None:
    read = outline("一、保供水", "1.改造管网。", "3.5公里主管年内通水。", "2.新建泵站。")
    assert numbers(read) == [1, 2]


def test_sections_count_up_whatever_is_printed() -> None:
    read = outline("一、保供水", "1.甲。", "三、保排水", "2.乙。")
    assert read.sections == ((1, "保供水"), (2, "保排水"))


@pytest.mark.parametrize(
    ("printed", "value"), [("十", 10), ("十一", 11), ("二十", 20), ("二十三", 23), ("三十", 30), ("九", 9)]
)
def test_chinese_numbers_are_read(printed: str, value: int) -> None:
    assert numbers(outline("一、保供水", f"（{printed}）甲乙。")) == [value]


# --- headings -----------------------------------------------------------------------------------


def test_a_short_first_sentence_is_the_title_and_stays_in_the_text() -> None:
    item = outline("1.推进管网改造。改造老旧管网30公里，年底前通水。").items[0]
    assert item.title == "推进管网改造"
    assert item.text == "推进管网改造。改造老旧管网30公里，年底前通水。"


def test_a_heading_on_a_line_of_its_own_is_the_title() -> None:
    item = outline("1.推进管网改造", "改造老旧管网30公里。", "责任单位：工程科").items[0]
    assert item.title == "推进管网改造"
    assert item.text.split("\n")[1] == "改造老旧管网30公里。"


def test_an_item_of_one_sentence_has_no_title() -> None:
    assert outline("1.改造老旧管网30公里。", "责任单位：工程科").items[0].title is None


def test_an_item_that_opens_with_running_text_has_no_title() -> None:
    text = "围绕供水提质增效这一主线，统筹推进水源、水厂、管网和水龙头的全流程改造。年底前完成。"
    assert outline(f"1.{text}").items[0].title is None


def test_a_title_ends_at_a_half_width_full_stop_but_not_at_a_decimal_point() -> None:
    assert outline("1.推进管网改造.改造3.5公里。").items[0].title == "推进管网改造"
    assert outline("1.改造管网3.5公里。年底前通水。").items[0].title == "改造管网3.5公里"


def test_a_section_heading_run_in_with_text_gives_its_first_sentence() -> None:
    read = outline("一、聚焦供水优，实施提质工程。坚持城乡统筹，补齐短板。", "1.改造管网。抓紧施工。")
    assert read.sections == ((1, "聚焦供水优，实施提质工程"),)


def test_labelled_lines_follow_their_item_one_a_line() -> None:
    item = outline("1.改造管网。抓紧施工。", "牵头领导：周 砚", "责任单位（科室）：工程科，财务科", "2.甲。").items[0]
    assert item.text == "改造管网。抓紧施工。\n牵头领导：周砚\n责任单位（科室）：工程科，财务科"


def test_text_before_the_first_heading_is_in_no_item() -> None:
    read = outline("2023年工作的总体要求是：保障供水，改造管网300公里。", "一、保供水", "1.甲。")
    assert [item.text for item in read.items] == ["甲。"]


# --- the end of a document ----------------------------------------------------------------------


@pytest.mark.parametrize(
    "tail",
    [
        ("附件：任务清单",),
        ("附件: 任务清单", "1.甲表", "2.乙表"),
        ("抄送：市政府办公室。",),
        ("（此件公开发布）",),
        ("霁川市水务局", "2023年2月3日"),
        ("2023年2月3日",),
        ("霁川市水务局办公室 2023年2月3日印发",),
        ("（联系人：周砚，电话：5550123）",),
        ("【打印本页】 【关闭窗口】",),
        ("上一篇：通知",),
    ],
)
def test_what_signs_dates_or_files_a_document_is_in_no_item(tail: tuple[str, ...]) -> None:
    read = outline("一、保供水", "1.改造管网。抓紧施工。", "责任单位：工程科", *tail)
    assert read.items[0].text == "改造管网。抓紧施工。\n责任单位：工程科"


@pytest.mark.parametrize(
    "line",
    [
        "联系领导：周砚",
        "各水厂要密切联系群众，按附件清单逐项销号。",
        "市水务局、市财政局负责。",
        "谱写治水兴水的下一篇文章，成果分享到全市。",
    ],
)
def test_the_last_item_keeps_a_line_that_only_sounds_like_the_end(line: str) -> None:
    read = outline("一、保供水", "1.改造管网。抓紧施工。", line)
    assert read.items[0].text == f"改造管网。抓紧施工。\n{line}"


# --- the head of a document ---------------------------------------------------------------------

BODY = ("一、保供水", "1.改造管网。抓紧施工。")


def head_of(*lines: str, tail: tuple[str, ...] = ()) -> tuple[str, int | None, str | None, str | None, str | None]:
    head = read_outline(clean_lines("\n".join((*lines, *BODY, *tail)))).head
    return head.title, head.year, head.issuer, head.doc_number, head.issued_on


def test_a_notice_gives_the_plan_its_title_issuer_number_and_date() -> None:
    assert head_of(
        "柘泉市城市管理局文件",
        "柘城管发〔2022〕7号",
        "柘泉市城市管理局",
        "关于印发《柘泉市2022年城市管理工作要点》的通知",
        "各县（市、区）城管局，局属各单位：",
        "现将《柘泉市2022年城市管理工作要点》印发给你们，请认真落实。",
        "柘泉市城市管理局",
        "2022年3月9日",
        "柘泉市2022年城市管理工作要点",
        "2022年要建设美丽柘泉。",
    ) == ("柘泉市2022年城市管理工作要点", 2022, "柘泉市城市管理局", "柘城管发〔2022〕7号", "2022-03-09")


def test_a_notice_whose_heading_is_one_line_names_the_issuer() -> None:
    assert head_of("泠浦市水务局关于印发2024年重点工作安排的通知", "2024年泠浦市水务重点工作安排") == (
        "2024年泠浦市水务重点工作安排",
        2024,
        "泠浦市水务局",
        None,
        None,
    )


def test_a_letterhead_names_the_issuer() -> None:
    assert head_of("岫岭县交通运输局文件", "岫交发〔2021〕11号", "2021年全县交通运输工作要点")[2:4] == (
        "岫岭县交通运输局",
        "岫交发〔2021〕11号",
    )


def test_a_metadata_table_gives_issuer_number_and_date() -> None:
    assert head_of(
        "索 引 号 | NJ-01/2025-3 | 公开方式 | 主动公开 |",
        "发布机构 | 荻津市民政局 | 成文日期 | 2025-02-11 |",
        "文　　号 | 荻民发〔2025〕4号 | 有效性 | 有效 |",
        "荻津市2025年民政工作要点",
    ) == ("荻津市2025年民政工作要点", 2025, "荻津市民政局", "荻民发〔2025〕4号", "2025-02-11")


def test_the_date_under_the_notice_comes_before_that_of_the_metadata() -> None:
    read = head_of(
        "发布机构 | 荻津市民政局 | 成文日期 | 2025-06-30 |",
        "荻津市民政局",
        "2025年2月11日",
        "荻津市2025年民政工作要点",
    )
    assert read[4] == "2025-02-11"


def test_a_signature_at_the_end_gives_issuer_and_date() -> None:
    assert head_of("2023年养老服务重点任务清单", tail=("荻津市民政局", "2023年1月6日")) == (
        "2023年养老服务重点任务清单",
        2023,
        "荻津市民政局",
        None,
        "2023-01-06",
    )


def test_the_printers_line_gives_issuer_and_date() -> None:
    read = head_of("2023年养老服务重点任务清单", tail=("荻津市民政局办公室 2023年1月9日印发",))
    assert (read[2], read[4]) == ("荻津市民政局", "2023-01-09")


def test_a_plan_without_a_notice_takes_its_issuer_from_its_title() -> None:
    assert head_of("桦屏市园林绿化局2022年度工作计划") == (
        "桦屏市园林绿化局2022年度工作计划",
        2022,
        "桦屏市园林绿化局",
        None,
        None,
    )


def test_a_title_without_a_year_leaves_the_year_to_the_text_before_the_items() -> None:
    assert head_of("槿阳区住房和城乡建设局重点工作任务", "2024年，全区要抓好下列工作。")[:2] == (
        "槿阳区住房和城乡建设局重点工作任务",
        2024,
    )


def test_a_year_in_chinese_numerals_is_read() -> None:
    assert head_of("霁川市水务局二〇二三年工作要点")[:2] == ("霁川市水务局二〇二三年工作要点", 2023)
    assert head_of("霁川市水务局二○二三年工作要点")[1] == 2023
    assert head_of("霁川市水务局二零二三年工作要点")[1] == 2023


def test_the_year_of_the_title_comes_before_years_elsewhere() -> None:
    assert head_of("《霁川市水务发展规划（2021—2035年）》印发后", "霁川市水务局2024年工作要点")[1] == 2024


def test_a_date_in_chinese_numerals_is_read() -> None:
    assert head_of("霁川市水务局", "二〇二三年二月十六日", "霁川市水务局二〇二三年工作要点")[4] == "2023-02-16"


METADATA = (
    "索引号：NJ-01/2025-3",
    "发布机构：荻津市民政局",
    "成文日期：2025-02-11",
    "文　　号：荻民发〔2025〕4号",
    "有效性：有效",
)


@pytest.mark.parametrize(
    "lines",
    [
        METADATA,
        ("　".join(METADATA),),
        ("".join(METADATA),),
        tuple(part for line in METADATA for part in line.replace("：", "：\n").split("\n")),
    ],
)
def test_metadata_without_a_table_gives_issuer_number_and_date(lines: tuple[str, ...]) -> None:
    assert head_of(*lines, "荻津市2025年民政工作要点", "发布时间：2025-03-01 来源：办公室") == (
        "荻津市2025年民政工作要点",
        2025,
        "荻津市民政局",
        "荻民发〔2025〕4号",
        "2025-02-11",
    )


def test_a_title_that_only_the_metadata_has_is_read() -> None:
    assert head_of("索引号：12 名称：荻津市民政局2025年工作要点 发文机关：荻津市民政局")[:3] == (
        "荻津市民政局2025年工作要点",
        2025,
        "荻津市民政局",
    )


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        (("霁川市水务局", "2023年工作要点"), "霁川市水务局2023年工作要点"),
        (("霁川市2023年水务", "重点工作任务清单"), "霁川市2023年水务重点工作任务清单"),
        (("桐浦县卫生健康局2023年", "工作要点（征求意见稿）"), "桐浦县卫生健康局2023年工作要点（征求意见稿）"),
        (("关于印发《岫岭市2023年交通", "工作要点》的通知"), "岫岭市2023年交通工作要点"),
    ],
)
def test_a_title_in_two_lines_is_one(lines: tuple[str, str], title: str) -> None:
    assert head_of(*lines)[:2] == (title, 2023)


@pytest.mark.parametrize(
    "line",
    [
        "柘泉市水务局关于印发<柘泉市2022年水务工作要点>的通知",
        "柘泉市水务局关于印发〈柘泉市2022年水务工作要点〉的通知",
        "柘泉市水务局关于印发柘泉市2022年水务工作要点的通知",
    ],
)
def test_the_notice_names_the_plan_where_nothing_else_does(line: str) -> None:
    assert head_of(line, "各县区水务局：", "请认真落实。")[:3] == ("柘泉市2022年水务工作要点", 2022, "柘泉市水务局")


def test_an_organ_above_the_heading_of_its_notice_is_the_issuer() -> None:
    assert head_of("柘泉市水务局", "关于印发2022年水务工作要点的通知")[2] == "柘泉市水务局"


@pytest.mark.parametrize("date", ["2023年2月9日", "二〇二三年二月九日", "　2023年2月9日"])
def test_an_organ_and_a_date_on_one_line_sign_the_notice(date: str) -> None:
    read = head_of("泠浦市水务委员会办公室" + date, "2023年全市水务工作要点")
    assert (read[2], read[4]) == ("泠浦市水务委员会办公室", "2023-02-09")


def test_an_organ_and_a_date_on_one_line_sign_the_plan() -> None:
    read = head_of("2023年养老服务重点任务清单", tail=("荻津市民政局2023年1月6日",))
    assert (read[2], read[4]) == ("荻津市民政局", "2023-01-06")


@pytest.mark.parametrize("brackets", ["〔〕", "[]", "［］", "【】", "（）"])
def test_a_document_number_is_kept_as_printed(brackets: str) -> None:
    number = f"岫交发{brackets[0]}2021{brackets[1]}11号"
    assert head_of("岫岭县交通运输局文件", number, "2021年全县交通运输工作要点")[3] == number


@pytest.mark.parametrize(
    ("title", "year"),
    [
        ("霁川市供水行动计划（2023－2025年）", 2023),
        ("霁川市供水行动计划（2023-2025年）", 2023),
        ("霁川市供水行动计划（2023年—2025年）", 2023),
        ("霁川市供水行动计划（2023至2025年）", 2023),
        ("霁川市水务局２０２３年工作要点", 2023),
        ("霁川市水务局二O二三年工作要点", 2023),
    ],
)
def test_a_period_begins_with_its_year(title: str, year: int) -> None:
    assert head_of(title)[:2] == (title, year)


def test_a_year_that_only_the_document_number_has_is_read() -> None:
    assert head_of("霁川市水务局文件", "霁水发〔2023〕6号", "全市水务工作要点")[:2] == ("全市水务工作要点", 2023)


def test_the_year_that_the_text_names_comes_before_that_of_a_date() -> None:
    lines = ("霁川市水务局", "2022年12月28日", "全市水务工作要点", "2023年，全市要抓好下列工作。")
    assert head_of(*lines)[1] == 2023


def test_a_document_without_head_or_items_gives_nothing() -> None:
    read = read_outline([])
    assert read == Outline(read.head, (), (), ())
    assert (read.head.title, read.head.year, read.head.issuer) == ("", None, None)


def test_items_stand_in_the_order_of_the_text() -> None:
    read = outline("一、保供水", "2.乙。", "1.甲。")
    assert [item.text for item in read.items] == ["乙。", "甲。"]
    assert all(first.section == second.section for first, second in pairwise(read.items))


def test_lines_that_belong_to_no_item_are_kept_where_they_stand() -> None:
    read = outline(
        *("总体思路：节水优先。", "一、供水", "先讲供水。", "（一）水厂", "1.新建水厂。", "2.改造水厂。"),
        *("（二）管网", "1.改造管网。", "二、排水。抓好排水。", "（一）泵站", "1.新建泵站。"),
        *("霁川市水务局", "2023年2月3日"),
    )
    assert [(line.sections, line.items, line.text) for line in read.outside] == [
        (0, 0, TITLE),
        (0, 0, "总体思路：节水优先。"),
        (1, 0, "先讲供水。"),
        (1, 0, "（一）水厂"),
        (1, 2, "（二）管网"),
        (2, 3, "二、排水。抓好排水。"),
        (2, 3, "（一）泵站"),
        (2, 4, "霁川市水务局"),
        (2, 4, "2023年2月3日"),
    ]


@pytest.mark.parametrize("bar", [" | ", "|", " ｜ "])
def test_metadata_in_one_row_of_names_and_values_gives_number_and_date(bar: str) -> None:
    fields = ("索引号：LC01/2024-93", "发布机构：霁川市水务局", "发文字号：霁水发〔2024〕15号", "成文日期：2024-04-12")
    row = bar.join(fields).replace("｜", "|")
    head = read_outline(clean_lines("\n".join(("霁川市水务局工作要点", row, "1.改造管网。", "2.新建泵站。")))).head
    assert (head.doc_number, head.issued_on, head.year) == ("霁水发〔2024〕15号", "2024-04-12", 2024)


def test_a_year_that_only_the_date_in_the_metadata_has_is_the_plans() -> None:
    lines = ("霁川市水务局重点工作任务", "成文日期：2024-04-12", "1.改造管网。", "2.新建泵站。")
    assert read_outline(clean_lines("\n".join(lines))).head.year == 2024


@pytest.mark.parametrize("number", ["{}是", "（{}）", "{}、"])
def test_parts_on_lines_of_their_own_are_items_where_nothing_else_numbers_them(number: str) -> None:
    heads = ("第一部分　保供水", "第二部分　保排水") if number == "{}、" else ("一、保供水", "二、保排水")
    read = outline(
        heads[0],
        f"{number.format('一')}改造管网。年底通水。",
        f"{number.format('二')}新建泵站。年底开工。",
        heads[1],
        f"{number.format('一')}清理河道。汛前完成。",
        f"{number.format('二')}整治积水。汛前完成。",
    )
    assert [(item.number, item.section, item.title) for item in read.items] == [
        (1, 1, "改造管网"),
        (2, 1, "新建泵站"),
        (3, 2, "清理河道"),
        (4, 2, "整治积水"),
    ]


def test_a_lone_first_part_below_each_heading_makes_no_items() -> None:
    read = outline("一、保供水", "一是改造管网，二是新建泵站。", "二、保排水", "一是清理河道，二是整治积水。")
    assert len(read.items) == 2
    assert [item.text for item in read.items] == [
        "保供水\n一是改造管网，二是新建泵站。",
        "保排水\n一是清理河道，二是整治积水。",
    ]


@pytest.mark.parametrize(
    "title",
    [
        "霁川市水务局2024年度重点工作推进情况公示（上半年）",
        "霁川市水务局2024年重点工作台账",
        "霁川市水务局2024年工作任务一览表",
        "霁川市水务局2024年重点项目进度表（一季度）",
        "霁川市水务局2024年度目标责任书",
    ],
)
def test_what_shows_how_a_plan_goes_is_titled_like_one(title: str) -> None:
    head = read_outline(clean_lines(f"{title}\n一、保供水\n1.改造管网。\n2.新建泵站。")).head
    assert (head.title, head.year, head.issuer) == (title, 2024, "霁川市水务局")


@pytest.mark.parametrize("heading", ["【{}】", "★{}", "▌{}", "■ {}", "◆{}"])
@pytest.mark.parametrize(
    "numbers", [("1）", "2）", "3）"), ("①", "②", "③"), ("（一）", "（二）", "（三）"), ("1.", "2.", "3.")]
)
def test_headings_that_a_mark_tells_are_the_sections(heading: str, numbers: tuple[str, str, str]) -> None:
    first, second, third = numbers
    outline = read_outline(
        [
            "霁川市水务局2024年工作要点",
            heading.format("保障供水"),
            f"{first}改造管网。年内完成12公里。",
            f"{second}扩建水厂。年内完成。",
            heading.format("治理内涝"),
            f"{third}新建泵站。年内完成3座。",
        ]
    )
    assert outline.sections == ((1, "保障供水"), (2, "治理内涝"))
    assert [(item.number, item.section) for item in outline.items] == [(1, 1), (2, 1), (3, 2)]


def test_marks_inside_numbered_sections_are_no_headings() -> None:
    lines = [
        "霁川市水务局2024年工作要点",
        "一、保障供水",
        "★重点项目",
        "1.改造管网。",
        "二、治理内涝",
        "★重点项目",
        "2.新建泵站。",
    ]
    assert [title for _, title in read_outline(lines).sections] == ["保障供水", "治理内涝"]


@pytest.mark.parametrize("numerals", ["ⅠⅡ", "一二"])
def test_roman_numerals_and_tasks_number_sections_and_items(numerals: str) -> None:
    first, second = (f"{each}、" if each in "一二" else each for each in numerals)
    lines = [
        "霁川市水务局2024年工作要点",
        f"{first}保障供水",
        "任务1：改造管网",
        "年内完成。",
        f"{second}治理内涝",
        "任务2：新建泵站",
    ]
    outline = read_outline(lines)
    assert [title for _, title in outline.sections] == ["保障供水", "治理内涝"]
    assert [(item.number, item.section) for item in outline.items] == [(1, 1), (2, 2)]


@pytest.mark.parametrize("line", ["Ⅲ类水体比例达到90%", "Ⅱ级响应不少于2次", "任务分工见附件"])
def test_grades_and_other_words_number_nothing(line: str) -> None:
    assert number_at(line) is None


def test_an_annex_that_repeats_the_items_gives_them_its_labels() -> None:
    outline = read_outline(
        [
            "霁川市水务局2024年工作要点",
            "一、保障供水",
            "1.改造管网。年内完成12公里。",
            "2.扩建水厂。年内完成。",
            "附件",
            "霁川市水务局2024年工作要点任务分工表",
            "1.改造管网",
            "牵头科室：供水科",
            "2.扩建水厂",
            "牵头科室：建设科",
            "配合单位：市财政局",
            "抄送：市政府办公室。",
        ]
    )
    assert [item.text for item in outline.items] == [
        "改造管网。年内完成12公里。\n牵头科室：供水科",
        "扩建水厂。年内完成。\n牵头科室：建设科\n配合单位：市财政局",
    ]


def test_items_of_one_heading_stay_apart_where_they_say_more_or_have_other_numbers() -> None:
    lines = [
        "霁川市水务局2024年工作要点",
        "1.改造管网",
        "责任科室：甲科",
        "2.改造管网",
        "责任科室：乙科",
        "3.改造管网",
        "完成5公里。",
    ]
    assert [item.number for item in read_outline(lines).items] == [1, 2, 3]
