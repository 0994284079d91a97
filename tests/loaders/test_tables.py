from __future__ import annotations

import pytest

from loaders.formats import markdown
from loaders.outline import read_outline
from loaders.tables import Line, column_of, unfold_tables
from loaders.text import clean_lines


def unfold(*lines: str) -> list[str]:
    return [line.text for line in unfold_tables(lines)]


@pytest.mark.parametrize(
    ("cell", "column"),
    [
        ("序号", "number"),
        ("编 号", "number"),
        ("重点任务", "task"),
        ("工作任务", "task"),
        ("项目名称", "task"),
        ("年度目标", "goal"),
        ("具体措施", "goal"),
        ("分管领导", "person"),
        ("责任人", "person"),
        ("牵头单位", "unit"),
        ("责任单位（科室）", "unit"),
        ("配合部门", "unit"),
        ("完成时限", "time"),
        ("时间节点", "time"),
        ("备注", "note"),
        ("是否完成", "note"),
        ("未完成原因", "note"),
    ],
)
def test_a_header_cell_is_known_by_its_words(cell: str, column: str) -> None:
    assert column_of(cell) == column


def test_a_header_that_is_printed_again_on_the_next_page_is_no_row() -> None:
    header = "序号 | 重点任务 | 责任单位 |"
    rows = ("1 | 改造管网 | 供水科 |", "2 | 疏浚河道 | 工程科 |")
    assert unfold(header, rows[0], header, rows[1]) == unfold(header, *rows)


@pytest.mark.parametrize("cell", ["市水务局", "12", "", "改造供水管网", "发布机构", "索引号"])
def test_other_cells_head_no_column(cell: str) -> None:
    assert column_of(cell) is None


def test_text_without_a_table_stays_as_it_is() -> None:
    lines = ["霁川市2023年工作要点", "1.改造管网。", "索引号 | JC-01 | 发布机构 | 霁川市水务局 |"]
    assert unfold_tables(lines) == [Line(line) for line in lines]


# --- rows of cells joined by bars ---------------------------------------------------------------


def test_rows_joined_by_bars_become_an_item_and_its_labelled_lines() -> None:
    assert unfold(
        "序号 | 重点任务 | 年度目标 | 牵头单位 | 完成时限 |",
        "12 | 改造供水管网 | 改造老旧管网30公里。 | 工程科 | 10月底前 |",
        "13 | 巡查河道 | 全年巡查不少于40次。 | 河道科 | 全年 |",
        "柘泉市水务局",
    ) == [
        "12.改造供水管网",
        "年度目标：改造老旧管网30公里。",
        "牵头单位：工程科",
        "完成时限：10月底前",
        "13.巡查河道",
        "年度目标：全年巡查不少于40次。",
        "牵头单位：河道科",
        "完成时限：全年",
        "柘泉市水务局",
    ]


def test_a_task_cell_that_carries_its_number_keeps_it() -> None:
    assert unfold("重点工作 | 目标 | 责任单位 |", "31.巡查河道 | 全年40次。 | 河道科 |")[0] == "31.巡查河道"


def test_a_row_under_a_spanned_task_goes_on_with_the_task_above() -> None:
    lines = unfold(
        "重点工作 | 细化目标 | 责任领导 | 责任单位 | 备注 |",
        "7.改造管网 | 改造30公里。 | 邵 临 | 工程科 | 无 |",
        "新建泵房2座。 | 无 |",
    )
    assert lines[-2:] == ["细化目标：新建泵房2座。", "备注：无"]
    assert lines.count("7.改造管网") == 1


def test_a_short_row_is_read_by_what_its_cells_hold() -> None:
    lines = unfold(
        "序号 | 重点任务 | 分管领导 | 牵头单位 | 配合单位 | 完成时限 |",
        "3 | 巡查河道 | 市水务局 | 6月底前 |",
    )
    assert lines == ["3.巡查河道", "牵头单位：市水务局", "完成时限：6月底前"]


def test_a_row_of_three_cells_that_heads_nothing_is_no_table() -> None:
    lines = ("供水 | 排水 | 节水 |", "甲 | 乙 | 丙 |")
    assert unfold(*lines) == list(lines)


HEADER = "序号 | 重点任务 | 责任领导 | 牵头单位 | 配合单位 | 完成时限 |"


@pytest.mark.parametrize("heading", ["一、保供水", "（一）保供水", "第一部分 保供水"])
@pytest.mark.parametrize("bars", [" |", " | | | | | |"])
def test_a_row_that_is_a_numbered_heading_is_a_heading(heading: str, bars: str) -> None:
    lines = unfold(HEADER, heading + bars, "1 | 改造管网 | 邵临 | 供水科 | 财务科 | 6月底 |")
    assert lines[:2] == [heading, "1.改造管网"]


@pytest.mark.parametrize("category", ["保供水类", "民生实事（3项）", "市水务局"])
def test_a_category_that_spans_a_row_belongs_to_no_item(category: str) -> None:
    first, second = (f"{number} | 改造管网 | 邵临 | 供水科 | 财务科 | 6月底 |" for number in (1, 2))
    assert unfold(HEADER, first, f"{category} | | | | | |", second) == unfold(HEADER, first, second)


def test_who_leads_several_rows_leads_each_and_who_supports_one_only_that() -> None:
    lines = unfold(
        HEADER,
        "1 | 改造管网 | 邵临 | 供水科 | 财务科 | 6月底 |",
        "2 | 新建泵房 | | | | 7月底 |",
        "3 | 巡查河道 | | 河道科 | | 全年 |",
    )
    assert lines[5:] == [
        "2.新建泵房",
        "责任领导：邵临",
        "牵头单位：供水科",
        "完成时限：7月底",
        "3.巡查河道",
        "责任领导：邵临",
        "牵头单位：河道科",
        "完成时限：全年",
    ]


def test_tasks_that_nothing_numbers_are_counted() -> None:
    assert unfold("工作任务 | 责任单位 |", "改造管网 | 供水科 |", "新建泵房 | |") == [
        "1.改造管网",
        "责任单位：供水科",
        "2.新建泵房",
        "责任单位：供水科",
    ]


def test_a_table_without_numbers_below_numbered_items_makes_no_items() -> None:
    lines = ["1.改造供水管网。", "任务 | 单位 |", "疏浚河道 | 工程科 |"]
    assert unfold(*lines) == lines


def test_rows_numbered_in_chinese_are_items_where_they_have_other_cells() -> None:
    rows = ("一 | 改造管网 | 邵临 | 供水科 | 财务科 | 6月底 |", "二 | 新建泵房 | 邵临 | 供水科 | | 7月底 |")
    assert [line for line in unfold(HEADER, *rows) if "：" not in line] == ["一、改造管网", "二、新建泵房"]


def test_a_header_may_have_a_column_of_another_name() -> None:
    assert unfold("序号 | 所属片区 | 重点任务 | 责任科室 |", "1 | 东片区 | 改造管网 | 供水科 |") == [
        "1.改造管网",
        "所属片区：东片区",
        "责任科室：供水科",
    ]


def test_cells_parted_by_tabs_are_rows_where_a_header_is_so_written() -> None:
    table = "序号\t重点任务\t责任科室\n1\t改造管网\t供水科\n2\t新建泵房\t"
    assert clean_lines(table) == ["1.改造管网", "责任科室：供水科", "2.新建泵房", "责任科室：供水科"]
    assert clean_lines("1.改造\t管网\t12公里。") == ["1.改造管网12公里。"]


# --- one cell a line ----------------------------------------------------------------------------


@pytest.mark.parametrize("bar", ["", " |"])
def test_cells_one_to_a_line_become_rows(bar: str) -> None:
    cells = ["序号", "重点任务", "年度目标", "牵头单位", "配合单位"]
    cells += ["1", "改造管网", "改造30公里。", "工程科", "财务科"]
    cells += ["2", "巡查河道", "全年40次。", "河道科", "办公室"]
    assert unfold(*(cell + bar for cell in cells), "附件：甲") == [
        "1.改造管网",
        "年度目标：改造30公里。",
        "牵头单位：工程科",
        "配合单位：财务科",
        "2.巡查河道",
        "年度目标：全年40次。",
        "牵头单位：河道科",
        "配合单位：办公室",
        "附件：甲",
    ]


def test_a_number_inside_a_cell_column_opens_no_row_out_of_turn() -> None:
    cells = [
        "序号",
        "重点任务",
        "年度目标",
        "牵头单位",
        "1",
        "改造管网",
        "30",
        "工程科",
        "2",
        "巡查河道",
        "40",
        "河道科",
    ]
    assert unfold(*cells) == [
        "1.改造管网",
        "年度目标：30",
        "牵头单位：工程科",
        "2.巡查河道",
        "年度目标：40",
        "牵头单位：河道科",
    ]


def test_a_row_of_a_bare_chinese_number_is_a_section() -> None:
    cells = ["序号", "重点工作", "分管领导", "牵头单位", "一", "供水保障", "1", "改造管网", "邵 临", "工程科"]
    assert unfold(*cells)[:2] == ["一、供水保障", "1.改造管网"]


@pytest.mark.parametrize("second", ["1", "2"])
def test_a_heading_between_cells_that_are_one_to_a_line_is_a_section(second: str) -> None:
    cells = ["序号", "重点任务", "分管领导", "牵头单位", "一、供水保障", "1", "改造管网", "邵 临", "工程科"]
    cells += ["二、排水防涝", second, "巡查河道", "郁 岚", "河道科"]
    assert [line for line in unfold(*cells) if "：" not in line] == [
        "一、供水保障",
        "1.改造管网",
        "二、排水防涝",
        f"{second}.巡查河道",
    ]


def test_the_header_that_each_page_repeats_makes_no_item() -> None:
    header = ["序号", "重点任务", "年度目标", "牵头单位"]
    cells = [*header, "1", "改造管网", "改造30公里。", "工程科", *header, "2", "巡查河道", "全年40次。", "河道科"]
    assert [line for line in unfold(*cells) if line[0].isdigit()] == ["1.改造管网", "2.巡查河道"]


# --- cards --------------------------------------------------------------------------------------


def test_a_card_of_two_columns_becomes_labelled_lines_and_its_task_an_item() -> None:
    assert unfold("重点工作： | 58.改造管网 |", "牵头单位： | 市水务局 |", "进展情况: | 已完成30公里。 |") == [
        "58.改造管网",
        "牵头单位：市水务局",
        "进展情况：已完成30公里。",
    ]


def test_a_pair_of_cells_without_a_label_stays_a_row() -> None:
    assert unfold("成文日期 | 2023-02-03 |") == ["成文日期 | 2023-02-03 |"]


# --- a table glued into one line ----------------------------------------------------------------

GLUED = (
    "槿阳区水务局2024年任务清单序号任务名称目标内容主要责任单位完成期限"
    "1改造管网改造老旧管网30公里，漏损率降到8%以内。区水务局、区财政局负责10月底前"
    "2巡查河道组织巡查不少于40次，清理水面漂浮物12处。区水务局牵头，各街道办事处配合全年"
    "3宣传节水编印手册3000册，走进8所学校。区水务局负责6月底前"
)


def test_a_table_glued_into_one_line_is_cut_into_its_rows() -> None:
    assert unfold(GLUED) == [
        "槿阳区水务局2024年任务清单",
        "1.改造管网改造老旧管网30公里，漏损率降到8%以内。",
        "区水务局、区财政局负责。",
        "完成期限：10月底前",
        "2.巡查河道组织巡查不少于40次，清理水面漂浮物12处。",
        "区水务局牵头，各街道办事处配合。",
        "完成期限：全年",
        "3.宣传节水编印手册3000册，走进8所学校。",
        "区水务局负责。",
        "完成期限：6月底前",
    ]


def test_lines_from_a_table_are_never_joined_with_their_neighbours() -> None:
    open_end = "改造霁川老城片区的人行道和盲道，补齐沿街照明设施，并同步清理沿线占道堆放"
    lines = clean_lines(
        f"序号 | 重点任务 | 年度目标 |\n1 | 改造 | {open_end} |\n2 | 巡查 | {open_end} |\n以上任务按月通报"
    )
    assert lines[-2:] == [f"年度目标：{open_end}", "以上任务按月通报"]


@pytest.mark.parametrize(
    "column",
    ["责任单位", "责任股室", "牵头处室", "配合部门", "责任主体", "责任单位及责任人", "责任科室（单位）", "科室"],
)
def test_a_column_of_units_is_known_by_its_name(column: str) -> None:
    assert column_of(column) == "unit"


@pytest.mark.parametrize("colon", ["", "：", ":"])
@pytest.mark.parametrize("rule", ["|---|---|\n", ""])
def test_a_card_has_the_task_under_one_name_and_its_parts_under_others(colon: str, rule: str) -> None:
    cards = "\n\n".join(
        f"| 重点工作{colon} | {number}.{task} |\n{rule}| 牵头单位{colon} | 供水科 |\n| 年度目标{colon} | 改造管网{number}公里。 |\n"
        f"| 半年进展{colon} | 已改造1公里。 |"
        for number, task in ((21, "改造老旧管网"), (22, "新建加压泵房"))
    )
    read = read_outline(clean_lines(markdown.text_of(f"霁川市水务局2024年工作要点\n\n一、保供水\n\n{cards}\n")))
    assert [(item.number, item.title) for item in read.items] == [(21, "改造老旧管网"), (22, "新建加压泵房")]
    for item in read.items:
        assert item.text.split("\n")[1:3] == ["牵头单位：供水科", f"年度目标：改造管网{item.number}公里。"]


def test_a_cell_of_several_lines_in_quotes_is_one_cell() -> None:
    rows = (
        "序号\t类别\t重点任务\t工作目标\t牵头部门",
        '1\t水务\t保供水\t"扩建荻浦水厂；\n新建泵站3座，推行""一网通管""。"\t建设局',
        "2\t\t保排水\t清淤12公里。\t建设局",
    )
    assert clean_lines("\n".join(rows)) == [
        "1.保供水",
        "类别：水务",
        '工作目标：扩建荻浦水厂；新建泵站3座，推行"一网通管"。',
        "牵头部门：建设局",
        "2.保排水",
        "工作目标：清淤12公里。",
        "牵头部门：建设局",
    ]


def test_a_quote_that_nothing_closes_takes_no_line_with_it() -> None:
    rows = ("序号\t重点任务\t工作目标\t牵头部门", '1\t保供水\t"扩建水厂\t建设局', "2\t保排水\t清淤\t建设局")
    assert [line for line in clean_lines("\n".join(rows)) if line[0].isdigit()] == ["1.保供水", "2.保排水"]


def test_a_header_of_two_rows_names_each_column_below_a_spanning_cell() -> None:
    assert unfold(
        "序号 | 重点任务 | 目标要求 | 责任分工 | 完成时限 |",
        "| | | 牵头单位 | 配合单位 | |",
        "1 | 保供水 | 扩建荻浦水厂。 | 供水科 | 市财政局 | 11月底 |",
        "2 | 保排水 | 清淤12公里。 | | | 全年 |",
    ) == [
        "1.保供水",
        "目标要求：扩建荻浦水厂。",
        "牵头单位：供水科",
        "配合单位：市财政局",
        "完成时限：11月底",
        "2.保排水",
        "目标要求：清淤12公里。",
        "牵头单位：供水科",
        "完成时限：全年",
    ]


@pytest.mark.parametrize("period", ["季度", "月"])
def test_the_parts_of_a_year_are_columns_of_their_goal(period: str) -> None:
    assert unfold(
        "编号 | 重点任务 | 季度目标 | 责任单位 |",
        f"| | 一{period} | 二{period} | |",
        "01 | 建平台 | 完成立项 | 平台上线 | 信息科 |",
    ) == ["01.建平台", f"一{period}目标：完成立项", f"二{period}目标：平台上线", "责任单位：信息科"]


def test_a_first_row_of_empty_cells_is_no_part_of_the_header() -> None:
    rows = ("序号 | 重点任务 | 目标要求 | 责任单位 |", "1 | 保供水 | | 供水科 |", "2 | 保排水 | 清淤。 | |")
    assert [line for line in unfold(*rows) if line[0].isdigit()] == ["1.保供水", "2.保排水"]


@pytest.mark.parametrize("number", ["1", "第1项", "第1条"])
def test_a_row_of_a_number_and_a_task_is_an_item_with_the_labels_of_the_table_in_it(number: str) -> None:
    row = f"{number} | 扩建荻浦水厂，新增供水能力5万吨。 牵头单位 ｜ 供水科 ｜ 配合单位 ｜ 市财政局、荻津集团 ｜ |"
    assert unfold(row) == ["1.扩建荻浦水厂，新增供水能力5万吨。", "牵头单位：供水科", "配合单位：市财政局、荻津集团"]


@pytest.mark.parametrize("row", ["1 | 索引号 |", "12 | 供水科 |", "第3项 | 见附件 |"])
def test_a_number_beside_a_short_cell_is_no_item(row: str) -> None:
    assert unfold(row) == [row]
