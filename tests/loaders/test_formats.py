from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO
from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import nsdecls
from docx.oxml.parser import parse_xml
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen import canvas

from loaders.files import read
from loaders.formats import html, markdown
from loaders.formats.numbering import in_form
from loaders.formats.rows import row


def read_docx(document: Document, folder: Path) -> str:
    document.save(str(folder / "plan.docx"))
    return read(folder / "plan.docx").text


def body_of(xml: str) -> Document:
    """A document whose body is `xml`, of elements in the namespace w."""
    document = docx.Document()
    body = document.element.body
    for child in list(body):
        body.remove(child)
    for child in list(parse_xml(f"<w:body {nsdecls('w')}>{xml}</w:body>")):
        body.append(child)
    return document


def with_numbering(document: Document, xml: str) -> Document:
    """`document` with lists of our own: `xml` is the content of numbering.xml."""
    root = document.part.numbering_part.element
    for child in list(root):
        root.remove(child)
    for child in list(parse_xml(f"<w:numbering {nsdecls('w')}>{xml}</w:numbering>")):
        root.append(child)
    return document


def levels(*of: tuple[str, str], number: int = 1, extra: str = "") -> str:
    """An abstract list whose levels have these forms and texts."""
    inner = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{extra}<w:lvlText w:val="{text}"/></w:lvl>'
        for at, (form, text) in enumerate(of)
    )
    return f'<w:abstractNum w:abstractNumId="{number}">{inner}</w:abstractNum>'


def num(number: int, abstract: int = 1, override: str = "") -> str:
    return f'<w:num w:numId="{number}"><w:abstractNumId w:val="{abstract}"/>{override}</w:num>'


def items(*of: tuple[int, int, str]) -> str:
    """Paragraphs of list, level and text."""
    return "".join(
        f'<w:p><w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr></w:pPr>'
        f"<w:r><w:t>{text}</w:t></w:r></w:p>"
        for number, level, text in of
    )


class TestRows:
    def test_cells_are_parted_and_empty_ones_stay(self) -> None:
        assert row(["甲", "", "乙 ", ""]) == "甲 | | 乙 | |"
        assert row(["", "甲"]) == "| 甲 |"
        assert row(["甲|乙", "丙\n丁"]) == "甲｜乙 | 丙 丁 |"

    def test_a_row_without_text_is_none(self) -> None:
        assert row(["", " "]) == ""


class TestMarkdown:
    @pytest.mark.parametrize(
        ("source", "text"),
        [
            ("#### **四、着力推动城市公共空间**", "四、着力推动城市公共空间"),
            ("##一、党建 ##", "一、党建"),
            ("#3泵站改造", "#3泵站改造"),
            ("1\\. 推进**桥梁**监测", "1. 推进桥梁监测"),
            ("1. 推进 __桥梁__ *监测* `平台`", "1. 推进 桥梁 监测 平台"),
            ("***全面***推进", "全面推进"),
            ("**1. 严控排放。** 改造管网。", "1. 严控排放。 改造管网。"),
            ("*印发时间* - 见文末", "印发时间 - 见文末"),
            ("长3*5米、宽2*4米", "长3*5米、宽2*4米"),
            ("____年____月", "____年____月"),
            ("> 责任单位：市政科", "责任单位：市政科"),
            (">=95%", ">=95%"),
            ("- 新建公厕\n* 改造公厕\n  + 维护公厕", "新建公厕\n改造公厕\n维护公厕"),
            ("- [x] 已完成", "已完成"),
            ("- 1 -", "- 1 -"),
            ("——标题", "——标题"),
            ("-5℃以下", "-5℃以下"),
            ("甲\n\n---\n\n乙\n* * *\n标题\n====", "甲\n\n\n乙\n标题"),
            ('见[通知](https://a.cn/b.html "题")和![图](a.png)', "见通知和"),
            ("济城发[2023]1号、[2023](1号)", "济城发[2023]1号、[2023](1号)"),
            ("甲<!-- 注\n释 -->乙", "甲乙"),
            ("甲<br>乙<span style='x'>丙</span>&nbsp;丁&lt;5", "甲\n乙丙\xa0丁<5"),
            ("A<B且C>D", "A<B且C>D"),
            ("\\*不是强调\\*", "*不是强调*"),
            ("```\n代码\n```", "代码"),
        ],
    )
    def test_markup_goes_and_text_stays(self, source: str, text: str) -> None:
        assert markdown.text_of(source) == text

    @pytest.mark.parametrize(
        "source",
        [
            "| 任务 | 单位 |\n|---|:--:|\n| **甲** | 市政科<br>环卫科 |\n| 乙 | |",
            "任务 | 单位 |\n---|---|\n甲 | 市政科 环卫科 |\n乙 | |",
            "任务 | 单位\n--- | ---\n甲 | 市政科 环卫科\n乙 | ",
            "任务 | 单位 |\n甲 | 市政科 环卫科 |\n乙 | |",
            "<table><tr><td>任务</td><td>单位</td></tr><tr><td>甲</td><td>市政科<br>环卫科</td></tr>"
            "<tr><td>乙</td><td></td></tr></table>",
        ],
    )
    def test_a_table_is_rows_however_it_is_written(self, source: str) -> None:
        rows = "任务 | 单位 |\n甲 | 市政科 环卫科 |\n乙 | |"
        assert markdown.text_of(source).strip() == rows

    def test_a_txt_is_never_taken_for_markdown(self, tmp_path: Path) -> None:
        (tmp_path / "plan.txt").write_text("# 一、**党建**\n- 甲\n")
        assert read(tmp_path / "plan.txt").text == "# 一、**党建**\n- 甲\n"


PAGE = """<!DOCTYPE html><html><head><title>2023年工作要点_榆浦市人民政府</title>
<style>p{}</style></head><body>
<div class="header"><a href="/">榆浦市人民政府</a> 欢迎您</div>
<div class="crumb">当前位置：<a href="/">首页</a> &gt; 规划</div>
{before}
<div {container}><p>　　各县区，<br>局属各单位：</p>
<p>&emsp;&emsp;<span>1</span><b>．</b>建设桥梁<i>监测</i>
   系统，use  GIS
   data。</p><p style="display: none">隐藏的话</p><p>&nbsp;</p>
<p>2．修订城市绿化条例，改造口袋公园三十五处，新增停车泊位两千个。</p>
<div class="share">分享到微信</div></div>
<div class="tools">【打印本页】【关闭窗口】</div>
<div class="x9"><a href="#">上一篇：去年的工作要点落实情况如何如何如何如何如何如何如何如何如何</a></div>
<p>主办：榆浦市人民政府办公室</p><p>网站标识码：0000000000</p>
<script>var a = "脚本";</script></body></html>"""
TEXT = [
    "2023年工作要点",
    "各县区，",
    "局属各单位：",
    "1．建设桥梁监测系统，use GIS data。",
    "2．修订城市绿化条例，改造口袋公园三十五处，新增停车泊位两千个。",
]


def page(container: str = 'id="zoom"', before: str = "") -> list[str]:
    return html.text_of(PAGE.replace("{container}", container).replace("{before}", before)).split("\n")


class TestHtml:
    @pytest.mark.parametrize(
        "container",
        ['id="zoom"', 'class="TRS_Editor"', 'id="UCAPCONTENT"', 'class="pages_content"', 'class="con"'],
    )
    def test_the_document_is_found_by_its_container(self, container: str) -> None:
        assert page(container) == TEXT

    def test_the_document_is_found_without_a_known_container(self) -> None:
        assert [line for line in page('class="q7"') if "上一篇" not in line and "欢迎" not in line] == TEXT

    @pytest.mark.parametrize(
        ("before", "rows"),
        [
            (
                "<table><tr><td>索&nbsp;引&nbsp;号</td><td>YP01/2023</td><td>发布机构</td><td>市城管局</td></tr>"
                "<tr><td>文&#12288;&#12288;号</td><td>榆城发〔2023〕9号</td><td>成文日期</td><td>2023-02-15</td></tr></table>",
                [
                    "索 引 号 | YP01/2023 | 发布机构 | 市城管局 |",
                    "文 号 | 榆城发〔2023〕9号 | 成文日期 | 2023-02-15 |",
                ],
            ),
            (
                "<div class='top-info'><ul><li><b>索引号：</b>YP01/2023</li><li>发布机构：市城管局</li></ul></div>",
                ["索引号 | YP01/2023 |", "发布机构 | 市城管局 |"],
            ),
            (
                "<dl><dt>发文字号</dt><dd>榆城发〔2023〕9号</dd><dt>成文日期</dt><dd>2023年2月15日</dd></dl>",
                ["发文字号 | 榆城发〔2023〕9号 |", "成文日期 | 2023年2月15日 |"],
            ),
        ],
    )
    @pytest.mark.parametrize("container", ['id="zoom"', 'class="q7"'])
    def test_metadata_outside_the_container_comes_first(self, before: str, rows: list[str], container: str) -> None:
        lines = page(container, before)
        if "zoom" in container:
            assert lines == rows + TEXT
        else:
            assert "榆城发" not in before or any("榆城发〔2023〕9号" in line for line in lines)

    def test_a_title_that_the_text_holds_is_not_repeated(self) -> None:
        lines = html.text_of(
            "<title>某市2023年工作要点-某市城管局</title>"
            "<div id=zoom><p>某市<br>2023年 工作要点</p><p>一、党建</p></div>"
        ).split("\n")
        assert lines == ["某市", "2023年 工作要点", "一、党建"]

    def test_the_article_title_goes_before_the_pages(self) -> None:
        source = '<meta name="ArticleTitle" content="某市规划(2024-2035年)"><title>详情</title><p>一、党建</p>'
        assert html.text_of(source) == "某市规划(2024-2035年)\n一、党建"

    def test_a_hyphen_between_years_is_no_sites_suffix(self) -> None:
        source = "<title>某市行动方案(2024-2035年) - 某市人民政府</title><p>一、党建</p>"
        assert html.text_of(source) == "某市行动方案(2024-2035年)\n一、党建"

    def test_spanned_rows_leave_an_empty_cell_and_spanned_columns_none(self) -> None:
        source = (
            "<table><caption>任务表</caption><tr><th>重点工作</th><th colspan=2>目标</th><th>单位</th></tr>"
            "<tr><td rowspan='2'>27.改造</td><td>①甲</td><td>A</td>"
            "<td rowspan=2><p>住建局</p><p>财政局</p></td></tr>"
            "<tr><td>②乙</td><td>B<br>C</td></tr><tr><td>28.建设</td><td>丙</td><td></td><td>x|y</td></tr></table>"
        )
        assert html.fragment(source).split("\n") == [
            "任务表",
            "重点工作 | 目标 | 单位 |",
            "27.改造 | ①甲 | A | 住建局 财政局 |",
            "| ②乙 | B C | |",
            "28.建设 | 丙 | | x｜y |",
        ]

    def test_tables_that_lay_out_the_page_are_unwrapped(self) -> None:
        inner = "<table><tr><td>任务</td><td>单位</td></tr></table>"
        paragraphs = "".join(f"<p>{number}．{'改造道路' * 20}</p>" for number in range(1, 15))
        for source in (
            f"<table><tr><td>导航</td><td><p>一、党建</p>{inner}</td></tr></table>",
            f"<table><tr><td><p>一、党建</p></td></tr><tr><td>{inner}</td></tr></table>",
        ):
            lines = html.fragment(source).split("\n")
            assert lines[-2:] == ["一、党建", "任务 | 单位 |"]
        assert len(html.fragment(f"<table><tr><td>侧栏</td><td>{paragraphs}</td></tr></table>").split("\n")) == 15

    def test_a_body_hidden_until_its_script_has_run_is_read(self) -> None:
        assert html.text_of("<body style='display:none'><p>一、党建</p><p hidden>二</p></body>") == "一、党建"

    def test_a_preformatted_text_keeps_its_lines(self) -> None:
        assert html.text_of("<pre>一、党建\n1．学习\n</pre>") == "一、党建\n1．学习"

    def test_a_class_that_lies_does_not_cost_the_document(self) -> None:
        assert (
            html.text_of("<div class='footer nav'><p>一、党建，推进桥梁监测。</p></div>") == "一、党建，推进桥梁监测。"
        )

    def test_a_page_that_nests_deeper_than_python_recurses_is_read(self) -> None:
        assert html.text_of("<div>" * 5000 + "一、党建" + "</div>" * 5000) == "一、党建"

    def test_who_leads_an_item_is_no_sites_footer(self) -> None:
        lines = ["一、党建", "1．学习", "主办单位：市政科"]
        assert html.text_of("".join(f"<p>{line}</p>" for line in lines)).split("\n") == lines


class TestDocx:
    def test_paragraphs_and_tables_keep_the_documents_order(self, tmp_path: Path) -> None:
        document = docx.Document()
        document.sections[0].header.paragraphs[0].text = "页眉"
        document.sections[0].footer.paragraphs[0].text = "页脚"
        document.add_paragraph("工作要点").add_run().add_break()
        table = document.add_table(rows=3, cols=3)
        for at, cell in enumerate(cell for tr in table.rows for cell in tr.cells):
            cell.text = f"格{at}"
        table.cell(1, 0).merge(table.cell(2, 0)).text = "竖"
        table.cell(0, 1).merge(table.cell(0, 2)).text = "横\n二"
        document.add_paragraph("二、\t结尾").add_run("\n软回车")
        assert read_docx(document, tmp_path).split("\n") == [
            "工作要点",
            "",
            "格0 | 横 二 |",
            "竖 | 格4 | 格5 |",
            "| 格7 | 格8 |",
            "二、\t结尾",
            "软回车",
        ]

    def test_a_table_of_one_column_is_paragraphs(self, tmp_path: Path) -> None:
        document = docx.Document()
        table = document.add_table(rows=2, cols=1)
        table.cell(0, 0).text, table.cell(1, 0).text = "一、党建\n1．学习", "二、城管"
        assert read_docx(document, tmp_path) == "一、党建\n1．学习\n二、城管"

    def test_of_tracked_changes_the_new_text_counts(self, tmp_path: Path) -> None:
        xml = (
            "<w:p><w:r><w:t>建设</w:t></w:r><w:del><w:r><w:delText>三</w:delText></w:r></w:del>"
            "<w:ins><w:r><w:t>五</w:t></w:r></w:ins><w:moveFrom><w:r><w:t>旧</w:t></w:r></w:moveFrom>"
            "<w:moveTo><w:r><w:t>座</w:t></w:r></w:moveTo></w:p>"
            "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>前半，</w:t></w:r></w:p>"
            "<w:p><w:r><w:t>后半。</w:t></w:r></w:p>"
        )
        assert read_docx(body_of(xml), tmp_path) == "建设五座\n前半，后半。"

    def test_what_is_no_text_of_the_body_is_left_out(self, tmp_path: Path) -> None:
        field = (
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> {code} </w:instrText></w:r>'
            '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>{result}</w:t></w:r>'
            '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
        )
        xml = (
            "<w:p><w:r><w:t>甲</w:t></w:r>"
            + field.format(code="PAGE \\* MERGEFORMAT", result="7")
            + field.format(code="REF x", result="乙")
            + '<w:fldSimple w:instr="NUMPAGES"><w:r><w:t>9</w:t></w:r></w:fldSimple>'
            "<w:r><w:footnoteReference w:id='1'/></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>隐</w:t></w:r>"
            "<w:r><w:pict><w:p><w:r><w:t>框</w:t></w:r></w:p></w:pict></w:r>"
            "<w:hyperlink><w:smartTag><w:r><w:t>丙</w:t></w:r></w:smartTag></w:hyperlink></w:p>"
            "<w:sdt><w:sdtContent><w:p><w:r><w:t>丁</w:t></w:r></w:p></w:sdtContent></w:sdt>"
        )
        assert read_docx(body_of(xml), tmp_path) == "甲乙丙\n丁"

    def test_lists_get_the_numbers_that_word_prints(self, tmp_path: Path) -> None:
        document = body_of(
            items(
                *(
                    (1, 0, "党建"),
                    (1, 1, "学习"),
                    (1, 2, "每月一次"),
                    (1, 2, "每季一次"),
                    (1, 1, "调研"),
                    (1, 0, "城管"),
                ),
                *((1, 1, "桥梁"), (1, 2, "监测")),
            )
            + "<w:p><w:r><w:t>没有编号</w:t></w:r></w:p>"
            + items((1, 0, "保障"), (0, 0, "取消编号"))
        )
        numbering = levels(("chineseCounting", "%1、"), ("chineseCounting", "（%2）"), ("decimal", "%3."))
        assert read_docx(with_numbering(document, numbering + num(1)), tmp_path).split("\n") == [
            "一、党建",
            "（一）学习",
            "1. 每月一次",
            "2. 每季一次",
            "（二）调研",
            "二、城管",
            "（一）桥梁",
            "1. 监测",
            "没有编号",
            "三、保障",
            "取消编号",
        ]

    def test_items_numbered_through_all_sections_are_not_set_back(self, tmp_path: Path) -> None:
        document = body_of(items((1, 0, "甲"), (1, 1, "子"), (1, 0, "乙"), (1, 1, "丑")))
        numbering = levels(("chineseCounting", "%1、"), ("decimal", "%2．"), extra='<w:lvlRestart w:val="0"/>')
        assert read_docx(with_numbering(document, numbering + num(1)), tmp_path) == "一、甲\n1．子\n二、乙\n2．丑"

    def test_lists_of_one_origin_go_on_unless_they_start_anew(self, tmp_path: Path) -> None:
        anew = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'
        document = body_of(items((1, 0, "甲"), (2, 0, "乙"), (3, 0, "丙"), (3, 0, "丁")))
        numbering = levels(("decimal", "%1、")) + num(1) + num(2) + num(3, override=anew)
        assert read_docx(with_numbering(document, numbering), tmp_path) == "1、甲\n2、乙\n5、丙\n6、丁"

    def test_numbers_come_from_styles_too(self, tmp_path: Path) -> None:
        document = docx.Document()
        for text in ("甲", "乙"):
            document.add_paragraph(text, style="List Number")
        document.add_paragraph("丙", style="List Bullet")
        assert read_docx(document, tmp_path) == "1. 甲\n2. 乙\n丙"

    def test_outline_numbers_join_their_levels(self, tmp_path: Path) -> None:
        document = body_of(items((1, 0, "甲"), (1, 1, "乙"), (1, 1, "丙")))
        numbering = levels(("chineseCounting", "%1、"), ("decimal", "%1.%2"), extra="<w:isLgl/>")
        assert read_docx(with_numbering(document, numbering + num(1)), tmp_path) == "1、甲\n1.1 乙\n1.2 丙"

    def test_an_empty_paragraph_counts_and_prints_nothing(self, tmp_path: Path) -> None:
        document = body_of(items((1, 0, "甲"), (1, 0, ""), (1, 0, "乙")))
        assert read_docx(with_numbering(document, levels(("decimal", "%1、")) + num(1)), tmp_path) == "1、甲\n\n3、乙"

    @pytest.mark.parametrize(
        ("form", "numbers", "printed"),
        [
            (
                "chineseCounting",
                (1, 10, 11, 20, 21, 101, 110, 1024),
                "一 十 十一 二十 二十一 一百零一 一百一十 一千零二十四",
            ),
            ("chineseCountingThousand", (3, 12, 99), "三 十二 九十九"),
            ("japaneseCounting", (2, 30), "二 三十"),
            ("decimalFullWidth", (1, 12), "１ １２"),
            ("decimalEnclosedCircle", (1, 20, 21), "① ⑳ 21"),
            ("decimalEnclosedCircleChinese", (2,), "②"),
            ("ideographDigital", (10, 23), "一〇 二三"),
            ("chineseLegalSimplified", (3, 12), "叁 壹拾贰"),
            ("ideographTraditional", (1, 2), "甲 乙"),
            ("decimalZero", (1, 12), "01 12"),
            ("lowerLetter", (1, 26, 27), "a z aa"),
            ("upperRoman", (4, 19), "IV XIX"),
            ("unheardOf", (7,), "7"),
        ],
    )
    def test_numbers_are_printed_in_the_form_of_their_level(
        self, form: str, numbers: Iterable[int], printed: str
    ) -> None:
        assert " ".join(in_form(number, form) for number in numbers) == printed


class TestPdf:
    def test_lines_come_in_reading_order_and_pages_are_parted(self, tmp_path: Path) -> None:
        pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
        pages = [
            [
                "济宁市城市管理局2023年工作要点",
                "一、全面加强党的建设",
                "1．推进桥梁监测，完成25座桥梁，修编2024-",
                "2035年规划。",
            ],
            ["责任单位：市政科、PPP中", "心"],
        ]
        stream = BytesIO()
        pdf = canvas.Canvas(stream)
        for lines in pages:
            pdf.setFont("STSong-Light", 16)
            for at, line in enumerate(lines):
                pdf.drawString(72, 780 - 28 * at, line)
            pdf.drawCentredString(300, 40, f"- {pdf.getPageNumber()} -")
            pdf.showPage()
        pdf.save()
        (tmp_path / "plan.pdf").write_bytes(stream.getvalue())
        plan = read(tmp_path / "plan.pdf")
        expected = ["\n".join([*lines, f"- {at} -"]) for at, lines in enumerate(pages, 1)]
        assert plan.text == "\f".join(expected)
        assert plan.fixed_lines


def test_an_item_of_an_ordered_list_has_the_number_that_a_browser_shows() -> None:
    page = (
        "<h2>一、保障供水</h2><ol><li><p>改造管网。</p><p>责任单位：供水科</p></li><li>扩建水厂。</li></ol>"
        "<h2>二、治理内涝</h2><ol start='3'><li><b>新建</b>泵站。<ol><li>甲站</li><li>乙站</li></ol></li></ol>"
    )
    assert html.fragment(page).split("\n") == [
        *("一、保障供水", "1.改造管网。", "责任单位：供水科", "2.扩建水厂。"),
        *("二、治理内涝", "3.新建泵站。", "（1）甲站", "（2）乙站"),
    ]


@pytest.mark.parametrize("printed", ["1．", "（一）", "一、", "①"])
def test_a_number_that_is_printed_counts_in_place_of_the_list_s_own(printed: str) -> None:
    assert html.fragment(f"<ol><li>{printed}改造管网。</li></ol><ul><li>新建泵站。</li></ul>").split("\n") == [
        f"{printed}改造管网。",
        "新建泵站。",
    ]


@pytest.mark.parametrize("empty", ["", "<br>", "<p></p>", "<img src='a.png'>"])
def test_an_item_without_text_leaves_its_number_to_nobody(empty: str) -> None:
    page = f"<ol><li>{empty}</li></ol><p>改造管网。</p><ol><li>{empty}</li><li>新建泵站。</li></ol>"
    assert html.fragment(page).split("\n") == ["改造管网。", "2.新建泵站。"]


@pytest.mark.parametrize("start", ["0", "x", "-3", "99999999999999999999", ""])
def test_a_strange_start_of_a_list_breaks_nothing(start: str) -> None:
    assert html.fragment(f"<ol start='{start}'><li>改造管网。</li><li></li></ol>").endswith(".改造管网。")
