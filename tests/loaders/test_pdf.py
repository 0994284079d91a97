from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

import pytest
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen import canvas
from reportlab.platypus import Paragraph, SimpleDocTemplate, Table, TableStyle

from graph.errors import UnreadableFile
from loaders.files import read
from loaders.pipeline import Given, read_plan
from tests.invented import GREEN, WASTE, plan_pdf, plan_text

pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
CELL = ParagraphStyle("cell", fontName="STSong-Light", fontSize=10, leading=14, wordWrap="CJK")
HEADER = ["序号", "重点任务", "工作目标", "责任单位", "完成时限"]
GRID = [("GRID", (0, 0), (-1, -1), 0.5, colors.black), ("VALIGN", (0, 0), (-1, -1), "MIDDLE")]
GOAL = "完成泵站改造十二座，疏浚河道三十公里，新增雨水管网二十公里，建成排水管网监测平台并投入使用。"


def table_pdf(
    rows: Sequence[Sequence[str]],
    spans: Sequence[tuple[int, int, int, int]] = (),
    *,
    style: Sequence[object] = GRID,
) -> bytes:
    """A title, a table with these rows below HEADER, which every page repeats, and a last line. `spans` are of
    (column, row) to (column, row)."""
    stream = BytesIO()
    cells = [[Paragraph(cell, CELL) for cell in row] for row in (HEADER, *rows)]
    merged = [("SPAN", (x, y), (x1, y1)) for x, y, x1, y1 in spans]
    table = Table(cells, [35, 90, 180, 80, 60], repeatRows=1, style=TableStyle([*style, *merged]))
    title, end = (Paragraph(text, CELL) for text in ("泠浦市水务局2024年重点任务清单", "本清单由办公室解释。"))
    SimpleDocTemplate(stream, pagesize=A4).build([title, table, end])
    return stream.getvalue()


def drawn_pdf(*pages: Sequence[Sequence[str]], is_closed: bool) -> bytes:
    """A table of rows on each page, with a page number below it; `is_closed` draws the line under the last row."""
    stream = BytesIO()
    pdf = canvas.Canvas(stream)
    for rows in pages:
        pdf.setFont("STSong-Light", 10)
        ys = [780 - 30 * at for at in range(len(rows) + 1)]
        for y in ys if is_closed else ys[:-1]:
            pdf.line(50, y, 550, y)
        for x in range(50, 551, 100):
            pdf.line(x, ys[0], x, ys[-1])
        for row, y in zip(rows, ys, strict=False):
            for at, cell in enumerate(row):
                pdf.drawString(54 + 100 * at, y - 18, cell)
        pdf.drawString(290, 40, f"- {pdf.getPageNumber()} -")
        pdf.showPage()
    pdf.save()
    return stream.getvalue()


def rows_of(folder: Path, content: bytes) -> list[str]:
    (folder / "plan.pdf").write_bytes(content)
    lines = read(folder / "plan.pdf").text.replace("\f", "\n").split("\n")
    return [line for line in lines if line.endswith("|")]


def plan_rows(count: int) -> list[list[str]]:
    return [[str(at), f"第{at}项任务", f"改造泵站{at}座。", "工程科", "年底前"] for at in range(1, count + 1)]


class TestTables:
    def test_wrapped_cells_are_whole_and_text_around_the_table_stays_outside(self, tmp_path: Path) -> None:
        content = table_pdf([["1", "城区排水防涝能力提升工程", GOAL, "排水科、工程科", "年底前"]])
        assert rows_of(tmp_path, content) == [
            "序号 | 重点任务 | 工作目标 | 责任单位 | 完成时限 |",
            f"1 | 城区排水防涝能力提升工程 | {GOAL} | 排水科、工程科 | 年底前 |",
        ]
        lines = [line.strip() for line in read(tmp_path / "plan.pdf").text.split("\n") if line.strip()]
        assert (lines[0], lines[-1]) == ("泠浦市水务局2024年重点任务清单", "本清单由办公室解释。")

    def test_a_cell_over_several_rows_is_empty_in_the_later_ones(self, tmp_path: Path) -> None:
        rows = [["1", "供水", "改造管网。", "供水科", "六月"], ["", "", "新建水厂。", "工程科", "年底"]]
        assert rows_of(tmp_path, table_pdf(rows, [(0, 1, 0, 2), (1, 1, 1, 2)]))[1:] == [
            "1 | 供水 | 改造管网。 | 供水科 | 六月 |",
            "| | 新建水厂。 | 工程科 | 年底 |",
        ]

    def test_a_cell_over_several_columns_is_one(self, tmp_path: Path) -> None:
        rows = [["一", "供水保障", "", "", ""], ["1", "供水", "改造管网。", "供水科", "六月"]]
        assert rows_of(tmp_path, table_pdf(rows, [(1, 1, 4, 1)]))[1] == "一 | 供水保障 |"

    @pytest.mark.parametrize(
        "style",
        [
            [("INNERGRID", (0, 0), (-1, -1), 0.5, colors.grey), ("LINEABOVE", (0, 0), (-1, 0), 1, colors.black)],
            [*GRID, ("BACKGROUND", (0, 0), (-1, 0), colors.lightgrey)],
            [("GRID", (0, 0), (-1, -1), 3, colors.black), ("BOX", (0, 0), (-1, -1), 1, colors.red)],
        ],
    )
    def test_tables_may_have_open_sides_shaded_headers_and_thick_lines(
        self, tmp_path: Path, style: list[object]
    ) -> None:
        assert len(rows_of(tmp_path, table_pdf(plan_rows(4), style=style))) == 5

    def test_a_table_over_pages_keeps_every_row_and_reads_as_one(self, tmp_path: Path) -> None:
        rows = rows_of(tmp_path, table_pdf(plan_rows(80)))
        assert [row.split(" | ")[0] for row in rows if not row.startswith("序号")] == [str(at) for at in range(1, 81)]
        plan = read_plan(tmp_path / "plan.pdf", Given("泠浦市", 2024))
        assert [item.number for item in plan.initiatives] == list(range(1, 81))
        assert all([unit.name for unit in item.units] == ["工程科"] for item in plan.initiatives)

    @pytest.mark.parametrize("header", [[], [HEADER]])
    @pytest.mark.parametrize("is_closed", [True, False])
    def test_a_row_that_a_page_cuts_in_two_is_one(
        self, tmp_path: Path, header: list[list[str]], is_closed: bool
    ) -> None:
        begun = ["1", "防涝工程", "改造泵站五座，疏浚河", "排水科、工", "年底"]
        rest = ["", "", "道十里。", "程科", ""]
        following = ["2", "供水", "新建水厂。", "供水科", "六月"]
        content = drawn_pdf([HEADER, begun], [*header, rest, following], is_closed=is_closed)
        rows = [row for row in rows_of(tmp_path, content) if not row.startswith("序号")]
        assert rows == [
            "1 | 防涝工程 | 改造泵站五座，疏浚河道十里。 | 排水科、工程科 | 年底 |",
            "2 | 供水 | 新建水厂。 | 供水科 | 六月 |",
        ]

    @pytest.mark.parametrize("is_closed", [True, False])
    def test_a_row_of_a_cell_that_goes_on_over_the_page_is_a_row_of_its_own(
        self, tmp_path: Path, is_closed: bool
    ) -> None:
        before = ["1", "防涝工程", "改造泵站五座。", "排水科", "年底"]
        after = ["", "", "疏浚河道十里。", "工程科", "六月"]
        rows = rows_of(tmp_path, drawn_pdf([HEADER, before], [HEADER, after], is_closed=is_closed))
        assert rows[-1] == "| | 疏浚河道十里。 | 工程科 | 六月 |"

    def test_frames_underlines_and_drawings_are_no_tables(self, tmp_path: Path) -> None:
        stream = BytesIO()
        pdf = canvas.Canvas(stream)
        pdf.setFont("STSong-Light", 14)
        pdf.rect(60, 60, 480, 740)
        pdf.line(72, 745, 520, 745)
        for at in range(60):
            pdf.line(100 + at * 3, 100, 300 - at, 300 + at)
        for at, line in enumerate(("泠浦市水务局文件", "2024年工作要点", "1.改造供水管网。")):
            pdf.drawString(72, 750 - at * 30, line)
        pdf.save()
        (tmp_path / "plan.pdf").write_bytes(stream.getvalue())
        assert read(tmp_path / "plan.pdf").text.split() == ["泠浦市水务局文件", "2024年工作要点", "1.改造供水管网。"]


class TestColumns:
    LEFT = tuple(f"左栏第{at}行要改造供水管网与泵站" for at in "一二三四五六七八九")
    RIGHT = tuple(f"右栏第{at}行要疏浚河道并建水闸" for at in "一二三四五六七八九")

    def text_of(self, folder: Path, lines: Sequence[tuple[float, float, str]]) -> list[str]:
        stream = BytesIO()
        pdf = canvas.Canvas(stream)
        pdf.setFont("STSong-Light", 14)
        for x, y, line in lines:
            pdf.drawString(x, y, line)
        pdf.save()
        (folder / "plan.pdf").write_bytes(stream.getvalue())
        return [line.strip() for line in read(folder / "plan.pdf").text.split("\n")]

    @pytest.mark.parametrize("line_by_line", [True, False])
    def test_two_columns_are_read_one_after_the_other_however_they_are_stored(
        self, tmp_path: Path, line_by_line: bool
    ) -> None:
        left = [(60.0, 740.0 - 20 * at, line) for at, line in enumerate(self.LEFT)]
        right = [(320.0, 740.0 - 20 * at, line) for at, line in enumerate(self.RIGHT)]
        body = [line for pair in zip(left, right, strict=True) for line in pair] if line_by_line else left + right
        lines = self.text_of(tmp_path, [(150, 780, "泠浦市水务局二〇二四年全年工作要点"), *body, (290, 60, "- 1 -")])
        assert lines == ["泠浦市水务局二〇二四年全年工作要点", *self.LEFT, *self.RIGHT, "- 1 -"]

    def test_rows_without_lines_stay_rows(self, tmp_path: Path) -> None:
        rows = [
            (x, 740.0 - 20 * at, text)
            for at, line in enumerate(self.LEFT)
            for x, text in ((60.0, line), (320.0, "工程科" * (at % 4 + 1)))
        ]
        assert self.text_of(tmp_path, rows)[0].split() == [self.LEFT[0], "工程科"]


class TestScans:
    def test_pages_that_are_pictures_are_named_and_the_others_are_read(self, tmp_path: Path) -> None:
        (tmp_path / "plan.pdf").write_bytes(plan_pdf(plan_text(2024, GREEN, WASTE), "", "完。", "", "完。"))
        plan = read_plan(tmp_path / "plan.pdf")
        assert plan.notes == ("pages 2, 4 of 5 have no text layer, so that they are missing: run OCR first",)
        assert len(plan.initiatives) == 2

    def test_a_pdf_that_is_mostly_pictures_is_refused(self, tmp_path: Path) -> None:
        (tmp_path / "plan.pdf").write_bytes(plan_pdf(plan_text(2024, GREEN), "", ""))
        with pytest.raises(UnreadableFile, match="no text layer on 2 of 3 pages: it is scanned"):
            read(tmp_path / "plan.pdf")
