"""The report: its markup, and how it behaves in a real browser."""

from __future__ import annotations

import html
import re
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from pypdfium2 import PdfDocument
from selectolax.lexbor import LexborHTMLParser

from cli.report import report_of
from graph.errors import InputError
from loaders.facts import Plan
from loaders.files import RawText
from loaders.leftovers import leftovers_of
from loaders.pipeline import Given, plan_from_text
from tests.visualizations.invented import HOSTILE
from tests.visualizations.test_browser import opened
from visualizations.report import LIMIT, Mention, ReportItem, ReportPlan, report_page
from visualizations.words import Words

WATER = """霁川市水务局文件
霁水发〔2023〕6号
霁川市水务局2023年工作要点
总体思路：节水优先，全年投资12亿元。
一、供水
1.抓好水厂改造。改造城北水厂等3座水厂，修订《霁川市供水条例》，年底前漏损率控制在8.5%以内。（牵头单位：市水务局；责任单位：市财政局）
2.办好实事。
牵头领导：张世彬
二、排水
3.加强管网检测。
霁川市水务局
2023年2月3日
"""
SIZES = [(1280, 900), (800, 900)]


def plan_of(text: str = WATER, name: str = "water.txt") -> Plan:
    return plan_from_text(RawText(path=Path(name), text=text, sha256="0" * 64, fixed_lines=False), Given())


@pytest.fixture(scope="module")
def water(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("report") / "report.html"
    file.write_text(report_of([plan_of()], []), "utf-8")
    return file


@pytest.fixture(scope="module")
def several(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("report") / "report.html"
    plans = [plan_of(), plan_of(WATER.replace("2023", "2024"), "next.txt")]
    file.write_text(report_of(plans, [InputError(Path("坏 <b>.pdf"), "it has no text", hint="use OCR")]), "utf-8")
    return file


def item(text: str, *mentions: Mention, title: str | None = None) -> ReportItem:
    return ReportItem(1, "1.", None, title, text, mentions)


def plan(*items: ReportItem, title: str = "霁川市2023年工作要点", **more: object) -> ReportPlan:
    given: dict[str, object] = {"issuer": "霁川市水务局", "doc_number": None, "issued_on": None, "sections": ()} | more
    return ReportPlan(source="a.txt", title=title, city="霁川市", year=2023, items=items, **given)  # type: ignore[arg-type]


# --- the page -----------------------------------------------------------------------------------


def test_what_is_marked_is_what_the_fact_quotes() -> None:
    read = plan_of()
    page = LexborHTMLParser(report_of([read], []))
    for place, initiative in enumerate(read.initiatives):
        shown = page.css(f"#p0i{place} .original")[0]
        assert shown.text() == initiative.text
        marks: dict[str, str] = {}
        for mark in shown.css("mark"):
            number = mark.attributes["data-f"] or ""
            marks[number] = marks.get(number, "") + mark.text()
        assert {fact.evidence.quote for fact in initiative.facts} <= set(marks.values())
    assert sum(len(initiative.facts) for initiative in read.initiatives) > 6


def test_a_counted_facility_and_its_target_share_characters() -> None:
    text = "新建泵站3座。"
    page = LexborHTMLParser(
        report_page((plan(item(text, Mention("counted", 2, 6, "泵站"), Mention("target", 4, 6, "泵站"))),))
    )
    assert page.css(".original")[0].text() == text
    (inner,) = page.css(".original mark mark")
    assert (inner.text(), inner.attributes["class"]) == ("3座", "target")


def test_spans_that_cross_and_are_equal_are_all_marked() -> None:
    text = "改造城北水厂两座"
    spans = [(2, 6), (4, 8), (4, 8), (0, 8)]
    mentions = [Mention("facility", start, end, "x") for start, end in spans]
    page = LexborHTMLParser(report_page((plan(item(text, *mentions, title="改造城北")),)))
    for number, (start, end) in enumerate(spans):
        marks = page.css(f'.original mark[data-f="{number}"]')
        assert "".join(mark.text() for mark in marks) == text[start:end]
        assert len(page.css(f"#p0i0f{number}")) == 1
    assert page.css(".original")[0].text() == text
    assert "".join(bold.text() for bold in page.css(".original b")) == "改造城北"


def with_unread() -> str:
    """A page with a plan of three unread stretches in two items, far from each other."""
    between = [item("加强管网检测。") for _ in range(12)]
    words = Words("数字", "Figure")
    first = item("新建900座。", Mention("unread", 2, 5, "900", (words,)), Mention("target", 5, 6, "座"))
    last = item("八件套\n九件套", Mention("unread", 0, 2, "八件", (words,)), Mention("unread", 4, 6, "九件", (words,)))
    return report_page((plan(first, *between, last),))


def test_numbers_and_titles_that_belong_to_no_fact_are_listed_first_with_their_count() -> None:
    page = LexborHTMLParser(with_unread())
    listed = [mark.text() for mark in page.css(".left mark.unread")]
    assert listed == [mark.text() for mark in page.css(".original mark.unread")] == ["900", "八件", "九件"]
    assert page.css(".bar .badge .zh")[0].text() == "3 处未读"
    assert page.css(".read dt .zh")[0].text() == "未读"
    for link in page.css(".left a"):
        assert page.css((link.attributes["href"] or "") + ".unread")
    assert not LexborHTMLParser(report_page((plan(item("甲。")),))).css(".left, .badge")


def test_what_the_reading_leaves_over_is_unread() -> None:
    read = plan_of(WATER.replace("办好实事。", "编号为987654321。"))
    (left,) = leftovers_of(read.initiatives[1])
    (mark,) = LexborHTMLParser(report_of([read], [])).css("#p0i1 mark.unread")
    assert mark.text() == read.initiatives[1].text[left.start : left.end] == "987654321"


def test_lines_that_belong_to_no_item_stand_where_the_document_has_them() -> None:
    page = LexborHTMLParser(report_of([plan_of()], []))
    (text,) = page.css(".text")
    blocks = [child.attributes.get("class") or child.text() for child in text.iter()]
    assert blocks == ["columns", "outside", "供水", "item", "item", "排水", "item", "outside"]
    assert "全年投资12亿元" in page.css(".outside")[0].text()
    assert "2023年2月3日" in page.css(".outside")[1].text()


def test_two_sections_of_one_title_are_two_and_one_without_items_stands_in_its_place() -> None:
    items = (ReportItem(1, "1.", 1, None, "甲。", ()), ReportItem(2, "2.", 3, None, "乙。", ()))
    made = plan(*items, sections=((1, "供水"), (2, "供水"), (3, "排水")), outside=((2, 1, "说明"), (3, 2, "附件")))
    assert made.blocks == [
        ("section", ["供水"]),
        ("item", [0]),
        ("section", ["供水"]),
        ("outside", ["说明"]),
        ("section", ["排水"]),
        ("item", [1]),
        ("outside", ["附件"]),
    ]


def test_what_stands_at_no_one_place_is_listed_and_what_was_not_read_of_a_file_is_told() -> None:
    read = plan_of(WATER.replace("责任单位：市财政局）", "责任单位：市财政局；以下均需各区水务局配合，不再列出）"))
    page = LexborHTMLParser(report_of([replace(read, notes=("page 3 has no text",)), plan_of()], []))
    listed = page.css("#p0i1 .read")[0].text()
    for unit in read.initiatives[1].inherited:
        assert unit.name in listed
        assert "见第1项" in listed
    for topic in read.initiatives[0].topics:
        assert topic.name in page.css("#p0i0 .read")[0].text()
    assert [note.text() for note in page.css(".warning")] == ["page 3 has no text"] * 2


def test_an_item_gives_its_printed_number_where_that_says_more() -> None:
    assert ReportItem(7, "7.", None, None, "甲。", ()).printed == ""
    assert ReportItem(7, "（七）", None, None, "甲。", ()).printed == "（七）"


def test_the_policy_allows_one_script_and_one_style_and_no_host() -> None:
    page = report_of([plan_of()], [])
    policy = html.unescape(re.findall(r'Content-Security-Policy" content="([^"]*)"', page)[0])
    assert "default-src 'none'" in policy
    assert policy.count("sha256-") == 2
    assert "unsafe" not in policy
    assert "://" not in page
    assert {value[0] for value in re.findall(r'(?:src|href)="([^"]*)"', page)} == {"d", "#"}


def test_hostile_texts_are_never_markup() -> None:
    mentions = tuple(Mention("facility", 0, 1, text, (text, Words(text, text))) for text in HOSTILE)
    plans = tuple(
        plan(
            item(text, *mentions, title=text),
            title=text,
            **{
                "issuer": text,
                "doc_number": text,
                "issued_on": text,
                "outside": ((0, 0, text),),
                "sections": ((1, text),),
            },
        )
        for text in HOSTILE
    )
    page = report_page(plans)
    assert page.count("<script") == 1
    parsed = LexborHTMLParser(page)
    assert not parsed.css("img, iframe, object, [onerror]")
    assert {link.attributes["href"][0] for link in parsed.css("a")} == {"#"}  # type: ignore[index]
    for number, text in enumerate(HOSTILE):
        assert parsed.css(f"#p{number} h1")[0].text() == text
        assert parsed.css(f"#p{number} .original")[0].text() == text


def test_more_plans_than_fit_are_cut_and_the_page_says_so() -> None:
    page = report_page((plan(),) * (LIMIT + 3))
    assert f"只显示前 {LIMIT} 份，共 {LIMIT + 3} 份。" in page
    assert page.count('<article class="plan"') == LIMIT
    assert "只显示" not in report_page((plan(),) * 2)


def test_without_any_plan_the_failures_are_there() -> None:
    page = LexborHTMLParser(report_of([], [InputError(Path("坏.pdf"), "it has no text", hint="use OCR")]))
    assert "坏.pdf" in page.css(".failures li")[0].text()
    assert "it has no text" in page.css(".failures li")[0].text()


# --- in the browser -----------------------------------------------------------------------------


@pytest.mark.parametrize("size", SIZES, ids=["wide", "narrow"])
def test_a_report_opens_whole_and_quietly_in_chinese(browser: Browser, several: Path, size: tuple[int, int]) -> None:
    with opened(browser, several, size) as (page, wrong):
        expect(page.locator("#all h1")).to_have_text(re.compile("2 份计划"))
        expect(page.locator(".failures")).to_contain_text("坏 <b>.pdf")
        assert page.locator(".plan:visible").count() == 0
        page.locator("#all tbody a").first.click()
        expect(page.locator(".plan:visible h1")).to_have_text("霁川市水务局2023年工作要点")
        assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
        assert not page.locator(".plan:visible .en").first.is_visible()
        page.locator(".way:visible a").last.click()
        expect(page.locator(".plan:visible h1")).to_have_text("霁川市水务局2024年工作要点")
        page.locator(".way:visible a").first.click()
        expect(page.locator("#all h1")).to_be_visible()
        page.locator("#language").click()
        expect(page.locator("#all h1")).to_contain_text("2 plans")
        expect(page.locator("#all h1 .zh")).to_be_hidden()
        assert wrong == []


def test_hostile_texts_do_not_run(browser: Browser, tmp_path: Path) -> None:
    file = tmp_path / "report.html"
    mentions = tuple(Mention("facility", 0, 8, text, (text,)) for text in HOSTILE)
    file.write_text(report_page(tuple(plan(item(text, *mentions), title=text) for text in HOSTILE)), "utf-8")
    with opened(browser, file) as (page, wrong):
        page.locator("#all tbody a").nth(1).click()
        page.locator(".item:visible mark").first.hover()
        expect(page.locator("#tip")).to_contain_text(HOSTILE[0])
        assert page.locator("img").count() == 0
        assert page.title() == HOSTILE[1]
        assert wrong == []


def hover_facility(page: Page) -> None:
    page.locator(".item mark.facility", has_text="城北水厂").hover()


def test_pointing_at_a_mark_tells_what_it_was_read_as_and_lights_its_fact(browser: Browser, water: Path) -> None:
    with opened(browser, water) as (page, wrong):
        hover_facility(page)
        expect(page.locator("#tip")).to_contain_text("城北水厂")
        expect(page.locator(".chip.on .name")).to_have_text(["城北水厂"])
        page.locator(".item mark.counted mark.target", has_text="3座").hover()
        expect(page.locator("#tip p")).to_have_count(2)
        page.locator("h1:visible").hover()
        expect(page.locator("#tip")).to_be_hidden()
        assert wrong == []


def test_a_fact_in_the_list_leads_to_its_place(browser: Browser, water: Path) -> None:
    with opened(browser, water, (1280, 420)) as (page, wrong):
        page.locator("dd.target a.chip", has_text="漏损率").click()
        mark = page.locator(".item mark.target", has_text="8.5%")
        expect(mark).to_have_class(re.compile("here"))
        expect(mark).to_be_in_viewport()
        assert wrong == []


def test_the_keyboard_hides_and_shows_a_kind_and_reads_a_fact(browser: Browser, water: Path) -> None:
    with opened(browser, water) as (page, wrong):
        button = page.locator(".legend .regulation")
        mark = page.locator(".item mark.regulation")
        plain = "rgba(0, 0, 0, 0)"
        expect(mark).not_to_have_css("background-color", plain)
        button.focus()
        page.keyboard.press("Space")
        expect(button).to_have_attribute("aria-pressed", "false")
        expect(mark).to_have_css("background-color", plain)
        expect(page.locator("dd.regulation")).to_be_hidden()
        page.keyboard.press("Enter")
        expect(button).to_have_attribute("aria-pressed", "true")
        expect(mark).not_to_have_css("background-color", plain)
        while not page.locator(".chip:focus").count():
            page.keyboard.press("Tab")
        expect(page.locator("#tip")).to_be_visible()
        page.keyboard.press("Escape")
        expect(page.locator("#tip")).to_be_hidden()
        assert wrong == []


def test_the_unread_are_walked_through_with_keys_and_buttons(browser: Browser, tmp_path: Path) -> None:
    file = tmp_path / "report.html"
    file.write_text(with_unread(), "utf-8")
    with opened(browser, file, (1280, 420)) as (page, _):
        marks = page.locator(".item mark.unread")
        last = marks.count() - 1
        page.keyboard.press("n")
        expect(marks.first).to_have_class(re.compile("here"))
        expect(marks.first).to_be_in_viewport()
        page.locator("[data-step='-1']").click()
        expect(marks.nth(last)).to_have_class(re.compile("here"))
        page.locator("[data-step='1']").click()
        expect(marks.first).to_have_class(re.compile("here"))
        page.locator(".spot").last.click()
        expect(marks.nth(last)).to_have_class(re.compile("here"))


def test_an_address_leads_to_a_place_in_a_plan(browser: Browser, several: Path) -> None:
    with opened(browser, several, (1280, 420)) as (page, wrong):
        page.goto(f"{several.as_uri()}#p1i2")
        expect(page.locator("#p1i2")).to_be_in_viewport()
        expect(page.locator("#p0")).to_be_hidden()
        page.goto(f"{several.as_uri()}#nowhere%")
        expect(page.locator("#all")).to_be_visible()
        assert wrong == []


def test_a_plan_prints_without_its_buttons(browser: Browser, water: Path, tmp_path: Path) -> None:
    with opened(browser, water) as (page, _):
        page.pdf(path=tmp_path / "plan.pdf", prefer_css_page_size=True)
    document = PdfDocument(tmp_path / "plan.pdf")
    text = "".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    assert "抓好水厂改造" in text
    assert "漏损率" in text
    assert "English" not in text
