"""The documentation page in a real browser."""

from __future__ import annotations

import httpx
from playwright.sync_api import Browser

from tests import stores

STORES = stores.EMBEDDED


def test_the_documentation_page_tries_an_endpoint_out_and_asks_no_other_host(
    browser: Browser, client: httpx.Client
) -> None:
    page = browser.new_page()
    wrong: list[str] = []
    page.on("console", lambda message: wrong.append(f"console: {message.text}"))
    page.on("pageerror", lambda error: wrong.append(f"error: {error}"))
    base = str(client.base_url).rstrip("/")
    page.on("request", lambda request: None if request.url.startswith((base, "data:")) else wrong.append(request.url))
    page.goto(f"{base}/docs")
    page.click("[id*=one_initiative] .opblock-summary-control")
    page.click(".try-out__btn")
    page.click("button.execute")
    page.wait_for_selector(".live-responses-table .response-col_status:has-text('200')")
    assert "建成市直桥梁在线监测系统" in page.inner_text(".live-responses-table")
    assert not wrong
    page.close()
