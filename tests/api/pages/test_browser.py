"""The pages and views in a real browser, as the server sends them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.api.pages.addresses import HOSTILE_PAGES, HOSTILE_VIEWS, PAGES, VIEWS
from tests.api.pages.hostile import RUN, TITLE

SIZES = {"wide": (1280, 900), "narrow": (390, 844)}


@dataclass(frozen=True)
class Tab:
    """A page on the site, and what it complained about, or asked others for."""

    page: Page
    wrong: list[str]


@pytest.fixture(scope="module")
def tabs(browser: Browser, pages: httpx.Client) -> Iterator[dict[str, Tab]]:
    """One tab of each size for all tests: opening one takes longer than a page."""
    made = {size: _tab(browser, str(pages.base_url), *SIZES[size]) for size in SIZES}
    yield made
    for tab in made.values():
        tab.page.context.close()


def _tab(browser: Browser, site: str, width: int, height: int) -> Tab:
    page = browser.new_context(base_url=site, viewport={"width": width, "height": height}).new_page()
    page.set_default_timeout(10_000)
    wrong: list[str] = []
    page.on("console", lambda message: wrong.append(f"console: {message.text}"))
    page.on("pageerror", lambda error: wrong.append(f"error: {error}"))
    page.on("dialog", lambda dialog: wrong.append(f"dialog: {dialog.message}"))
    page.on("request", lambda request: _note(request.url, site, wrong))
    return Tab(page, wrong)


@contextmanager
def opened(tabs: dict[str, Tab], size: str = "wide") -> Iterator[tuple[Page, list[str]]]:
    """The tab of this size, with nothing wrong so far."""
    tab = tabs[size]
    tab.page.goto("about:blank")
    tab.wrong.clear()
    yield tab.page, tab.wrong


def _note(address: str, site: str, wrong: list[str]) -> None:
    if not address.startswith((site, "data:", "about:")):
        wrong.append(f"asks {address}")


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", [*PAGES, *VIEWS])
def test_a_page_opens_quietly_and_fits(tabs: dict[str, Tab], name: str, size: str) -> None:
    with opened(tabs, size) as (page, wrong):
        page.goto({**PAGES, **VIEWS}[name])
        if name in VIEWS:
            page.wait_for_selector("html[data-drawn]")
        assert page.evaluate("document.documentElement.scrollWidth") <= SIZES[size][0]
        expect(page.locator("h1")).to_have_count(1)
        assert wrong == []


@pytest.mark.parametrize("name", [*HOSTILE_PAGES, *HOSTILE_VIEWS])
def test_a_hostile_plan_shows_as_text_and_does_not_run(tabs: dict[str, Tab], name: str) -> None:
    with opened(tabs, "narrow") as (page, wrong):
        page.goto({**HOSTILE_PAGES, **HOSTILE_VIEWS}[name])
        if name in HOSTILE_VIEWS:
            page.wait_for_selector("html[data-drawn]")
        page.wait_for_timeout(50)
        assert "alert(1)" in page.inner_text("body")
        assert page.locator("main img").count() == 0
        assert page.evaluate("document.documentElement.scrollWidth") <= SIZES["narrow"][0]
        assert wrong == []


@pytest.mark.parametrize("size", SIZES)
def test_from_a_search_to_an_item_to_its_trace_by_clicks(tabs: dict[str, Tab], size: str) -> None:
    with opened(tabs, size) as (page, wrong):
        page.goto("/")
        page.fill("#q", "桥梁监测")
        page.click("form.big button")
        page.click(".hits a.name >> nth=0")
        expect(page.locator(".original")).to_contain_text("桥梁")
        page.click(".button.first")
        page.wait_for_selector("html[data-drawn]")
        assert "/views/trace" in page.url
        assert int(page.get_attribute("#view", "data-nodes") or 0) >= 2
        page.click("a.home")
        expect(page.locator("#q")).to_be_visible()
        assert wrong == []


def test_a_title_that_looks_like_a_script_is_read_as_it_is(tabs: dict[str, Tab]) -> None:
    with opened(tabs) as (page, wrong):
        page.goto(HOSTILE_PAGES["hostile item"])
        assert page.inner_text("h1") == TITLE
        assert RUN in page.title()
        page.goto(HOSTILE_PAGES["hostile search"])
        page.click(".hits a.name >> nth=0")
        assert page.inner_text("h1") == TITLE
        assert wrong == []


def test_the_text_and_its_facts_point_at_each_other(tabs: dict[str, Tab]) -> None:
    with opened(tabs) as (page, _):
        page.goto(PAGES["item"])
        entry = page.locator(".entry", has=page.locator("text=如意洸府河大桥"))
        entry.hover()
        expect(page.locator("mark.on")).to_have_text(["如意洸府河大桥"])
        page.locator("mark.fact", has_text="如意洸府河大桥").first.hover()
        expect(entry).to_have_class(re.compile(r"\bon\b"))
        page.mouse.move(0, 0)
        expect(page.locator(".on")).to_have_count(0)
        entry.locator("a.name").focus()
        expect(page.locator("mark.on")).to_have_count(1)


def test_the_page_can_be_used_from_the_keyboard(tabs: dict[str, Tab]) -> None:
    with opened(tabs) as (page, _):
        page.goto("/")
        page.keyboard.press("Tab")
        expect(page.locator(".skip")).to_be_focused()
        page.keyboard.press("/")
        expect(page.locator("#q")).to_be_focused()
        page.keyboard.type("桥梁")
        page.keyboard.press("Enter")
        expect(page.locator("h1")).to_contain_text("桥梁")
        page.goto("/cypher")
        page.fill("#query", "RETURN 42 AS n")
        page.keyboard.press("Control+Enter")
        expect(page.locator(".answer td")).to_have_text("42")


def test_the_pages_work_without_scripts(browser: Browser, pages: httpx.Client) -> None:
    context = browser.new_context(base_url=str(pages.base_url), java_script_enabled=False)
    page = context.new_page()
    page.goto("/")
    page.fill("#q", "桥梁监测")
    page.click("form.big button")
    page.click(".hits a.name >> nth=0")
    page.click(".entry .goto >> nth=0")
    assert "#f" in page.url
    page.goto("/cypher")
    page.click(".query aside a >> nth=0")
    assert page.locator(".answer tbody tr").count() > 0
    context.close()
