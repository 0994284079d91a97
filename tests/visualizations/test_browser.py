"""The pages in a real browser, from files, as a reader opens them."""

from __future__ import annotations

import re
import statistics
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter

import pytest
from playwright.sync_api import Browser, Page, expect
from pypdfium2 import PdfDocument

from tests.visualizations.conftest import Samples
from tests.visualizations.invented import line_of_work, overview
from tests.visualizations.test_page import HOSTILE_PAGES
from visualizations import overview_page, regulations_page, responsibility_page, trace_page

SIZES = [(1280, 900), (390, 844)]
EMPTY = "<!DOCTYPE html><meta charset=utf-8><title>empty</title><p id=p>x"


@contextmanager
def opened(browser: Browser, path: Path, size: tuple[int, int] = SIZES[0]) -> Iterator[tuple[Page, list[str]]]:
    """The page, drawn, and what it complained about or asked other hosts for."""
    context = browser.new_context(viewport={"width": size[0], "height": size[1]})
    page = context.new_page()
    wrong: list[str] = []
    page.on("console", lambda message: wrong.append(f"console: {message.text}"))
    page.on("pageerror", lambda error: wrong.append(f"error: {error}"))
    page.on("dialog", lambda dialog: wrong.append(f"dialog: {dialog.message}"))
    page.on("request", lambda request: wrong.append(request.url) if request.url[:5] not in ("file:", "data:") else None)
    page.goto(path.as_uri())
    page.wait_for_selector("html[data-drawn]")
    yield page, wrong
    context.close()


@pytest.fixture(scope="session")
def pages(samples: Samples, tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[Path, int]]:
    """Name -> the file of a view, and how many nodes it has."""
    folder = tmp_path_factory.mktemp("pages")
    mentions = {
        (tie.thing, next(i.year for i in samples.regulations.items if i.key == tie.item))
        for tie in samples.regulations.ties
    }
    made = {
        "overview": (overview_page(samples.overview), samples.overview.shown),
        "responsibility": (responsibility_page(samples.responsibility), samples.responsibility.shown),
        "regulations": (regulations_page(samples.regulations), len(samples.regulations.norms) + len(mentions)),
        "trace": (
            trace_page("桥梁监测", samples.bridges),
            sum(len(y.initiatives) for x in samples.bridges for y in x.years),
        ),
    }
    for name, (page, _) in made.items():
        (folder / f"{name}.html").write_text(page, "utf-8")
    return {name: (folder / f"{name}.html", nodes) for name, (_, nodes) in made.items()}


@pytest.mark.parametrize("size", SIZES, ids=["wide", "narrow"])
@pytest.mark.parametrize("name", ["overview", "responsibility", "regulations", "trace"])
def test_a_view_opens_whole_and_quietly(
    browser: Browser, pages: dict[str, tuple[Path, int]], name: str, size: tuple[int, int]
) -> None:
    path, nodes = pages[name]
    with opened(browser, path, size) as (page, wrong):
        assert page.get_attribute("#view", "data-nodes") == str(nodes)
        assert page.evaluate("window.__network.body.data.nodes.length") == nodes
        assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
        assert page.locator("h1").is_visible()
        assert not page.locator(".en").first.is_visible()
        assert not re.search(r"[A-Za-z]{3,}", page.locator("header").inner_text().replace("English", ""))
        assert wrong == []


@pytest.mark.parametrize("name", HOSTILE_PAGES)
def test_hostile_text_shows_as_text_and_does_not_run(browser: Browser, tmp_path: Path, name: str) -> None:
    path = tmp_path / "page.html"
    path.write_text(HOSTILE_PAGES[name](), "utf-8")
    with opened(browser, path) as (page, wrong):
        assert "<script>" in page.locator("body").inner_text()
        if name != "nothing":
            page.locator("#listing summary").click()
            expect(page.locator("#list")).to_contain_text('"><img src=x onerror')
            canvas = page.locator("#view canvas").bounding_box()
            assert canvas
            page.mouse.click(canvas["x"] + 380, canvas["y"] + 48)
            page.locator("#listing summary").click()
            page.fill("#search", "<script>")
            expect(page.locator("#hits")).to_have_text(re.compile(r"^1 / "))
        assert page.locator("img").count() == 0
        assert page.title() != "ran"
        assert wrong == []


def place(page: Page, label: str) -> tuple[float, float]:
    """Where on the screen the card with this label is."""
    x, y = page.evaluate(
        """label => {
            const node = __network.body.data.nodes.get().find(node => node.label === label);
            const at = __network.canvasToDOM({x: node.x, y: node.y});
            const frame = document.getElementById("view").getBoundingClientRect();
            return [at.x + frame.left, at.y + frame.top];
        }""",
        label,
    )
    return x, y


def test_pointing_gives_the_evidence_and_a_click_keeps_it(browser: Browser, tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text(trace_page("桥梁", line_of_work()), "utf-8")
    with opened(browser, path) as (page, wrong):
        page.mouse.move(*place(page, "桥梁监测扩面"))
        page.wait_for_selector("#tip:visible")
        assert "9座大桥接入在线监测。" in page.locator("#tip").inner_text()
        assert "2024年 第3项" in page.locator("#tip").inner_text()
        assert page.locator("#tip mark").first.inner_text() == "桥梁"
        page.mouse.click(*place(page, "桥梁监测扩面"))
        assert page.locator("#panel").is_visible()
        page.keyboard.press("Escape")
        assert not page.locator("#panel").is_visible()
        assert wrong == []


def test_a_search_goes_to_what_it_finds(browser: Browser, tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text(overview_page(overview(60, 80)), "utf-8")
    with opened(browser, path) as (page, _):
        page.fill("#search", "改造工程79")
        assert page.locator("#hits").inner_text() == "1 / 1"
        page.wait_for_timeout(100)
        _, y = place(page, "临江路北段雨污分流改造工程79")
        assert 100 < y < 900
        page.fill("#search", "没有这样的名称")
        assert page.locator("#hits").inner_text() == "0"


def test_the_switch_puts_the_frame_into_english_and_leaves_names(
    browser: Browser, pages: dict[str, tuple[Path, int]]
) -> None:
    with opened(browser, pages["trace"][0]) as (page, wrong):
        page.click("#language")
        assert "over the years" in page.locator("h1").inner_text()
        assert "桥梁监测" in page.locator("h1").inner_text()
        assert page.locator(".heads div").first.inner_text() == "2021"
        page.click("#language")
        assert "历年脉络" in page.locator("h1").inner_text()
        assert wrong == []


def test_scrolling_moves_the_picture(browser: Browser, tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text(overview_page(overview(60, 80)), "utf-8")
    label = "推进临江路北段雨污分流改造工程0"
    with opened(browser, path) as (page, _):
        _, before = place(page, label)
        page.mouse.move(600, 500)
        page.mouse.wheel(0, 300)
        page.wait_for_timeout(200)
        _, after = place(page, label)
        assert after == pytest.approx(before - 300, abs=2)


def test_a_finger_scrolls_and_a_tap_tells(browser: Browser, tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text(overview_page(overview(60, 80)), "utf-8")
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    page = context.new_page()
    page.goto(path.as_uri())
    page.wait_for_selector("html[data-drawn]")
    finger = context.new_cdp_session(page)
    finger.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [{"x": 200, "y": 600}]})
    for step in range(1, 11):
        touch = {"x": 200, "y": 600 - 30 * step}
        finger.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": [touch]})
        page.wait_for_timeout(16)
    finger.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    page.wait_for_timeout(300)
    assert page.evaluate("stage.scrollTop") > 100
    page.evaluate("stage.scrollTo(0, 0)")
    page.wait_for_timeout(100)
    x, y = place(page, "推进临江路北段雨污分流改造工程0")
    page.touchscreen.tap(min(x, 380), y)
    assert "年内完成" in page.locator("#panel").inner_text()
    context.close()


def test_printing_puts_the_whole_picture_on_paper(browser: Browser, tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text(overview_page(overview(30, 30)), "utf-8")
    with opened(browser, path) as (page, wrong):
        paper = PdfDocument(page.pdf(prefer_css_page_size=True))
        assert 2 <= len(paper) <= 6
        for sheet in paper:
            dark = sum(sheet.render(scale=0.3).to_pil().convert("L").histogram()[:200])
            assert dark > 100
        paper.close()
        assert wrong == []


def test_an_overview_of_300_nodes_is_drawn_at_once(browser: Browser, tmp_path: Path) -> None:
    scene = overview(90, 198)
    assert scene.shown == 300
    html = overview_page(scene)
    assert len(html.encode()) < 2_000_000
    (tmp_path / "many.html").write_text(html, "utf-8")
    (tmp_path / "empty.html").write_text(EMPTY, "utf-8")
    page = browser.new_page(viewport={"width": 1280, "height": 900})

    def seconds(name: str, until: str) -> float:
        start = perf_counter()
        page.goto((tmp_path / name).as_uri(), wait_until="commit")
        page.wait_for_selector(until, state="attached")
        return perf_counter() - start

    seconds("empty.html", "#p")
    empty = statistics.median(seconds("empty.html", "#p") for _ in range(5))
    many = statistics.median(seconds("many.html", "html[data-drawn]") for _ in range(5))
    before = page.screenshot()
    page.wait_for_timeout(300)
    assert page.screenshot() == before  # it stands still
    page.close()
    print(
        f"300 nodes: {len(html.encode()):,} bytes, {many:.3f} s, {many / empty:.1f} times an empty page ({empty:.3f} s)"
    )
    assert many - empty < 1 or many < 30 * empty
