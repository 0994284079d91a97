from __future__ import annotations

import httpx
import pytest

from api.pages.addresses import with_query
from tests.api.conftest import answer
from tests.api.pages.test_pages import text_of, tree


def test_a_diff_has_two_columns_with_every_item_of_both_years(pages: httpx.Client) -> None:
    page = tree(pages, with_query("/diff", **{"city": "济宁", "from": 2021, "to": 2023}))
    found = answer(pages, "/api/diff", city="济宁", **{"from": 2021, "to": 2023})
    rows = [row for row in page.css(".sides tbody tr") if "why" not in (row.attributes.get("class") or "")]
    assert len(rows) == len(found["differences"])
    assert {len(row.css("td")) for row in rows} == {2}
    shown = {str(link.attributes["href"]) for link in page.css(".sides a")}
    keys = {side["key"] for each in found["differences"] for side in (each["earlier"], each["later"]) if side}
    assert len(shown) == len(keys)
    assert page.css(".why")


def test_years_that_are_not_loaded_are_said_not_to_be(pages: httpx.Client) -> None:
    page = tree(pages, with_query("/diff", **{"city": "济宁市", "from": 2022, "to": 2023}), 404)
    assert "没有载入" in text_of(page, "[role=alert]")
    page = tree(pages, with_query("/diff", **{"city": "济宁市", "from": 2023, "to": 2023}), 404)
    assert "两个不同" in text_of(page, "[role=alert]")


def test_a_norm_shows_the_three_states_of_a_year_apart(pages: httpx.Client) -> None:
    page = tree(pages, with_query("/lineage", regulation="条例", city="济宁市"))
    said = text_of(page, "main")
    states = {
        year["state"]
        for line in answer(pages, "/api/lineage", regulation="条例", city="济宁市")["lines"]
        for year in line["years"]
    }
    assert {"present", "unknown"} <= states
    for state, words in (("unknown", "没有载入该年计划"), ("absent", "该年计划没有提到")):
        assert (words in said) == (state in states)


def test_the_ledger_says_of_each_figure_what_the_next_plan_says(pages: httpx.Client) -> None:
    page = tree(pages, with_query("/ledger", city="济宁市"))
    entries = answer(pages, "/api/ledger", city="济宁市", limit=200)["items"]
    follow = [cell.attributes["class"].split()[1] for cell in page.css(".follow") if cell.attributes["class"]]
    assert follow == [entry["follow"]["state"] for entry in entries][: len(follow)]
    assert {"stated", "unknown"} <= set(follow)


def test_a_page_of_the_ledger_leads_to_the_next(pages: httpx.Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("api.pages.questions.FIGURES", 5)
    seen = 0
    address = "/ledger"
    while address:
        page = tree(pages, address)
        seen += len(page.css(".ledger tbody tr"))
        following = page.css_first("main .actions a")
        address = str(following.attributes["href"]) if following else ""
    assert seen == answer(pages, "/api/ledger")["total"] > 5


def test_duties_are_shown_by_year_with_their_roles(pages: httpx.Client) -> None:
    page = tree(pages, with_query("/who", name="环卫"))
    holders = answer(pages, "/api/who", name="环卫")["holders"]
    assert len(page.css("h2")) == len(holders)
    assert len(page.css(".timeline tr")) == sum(len(holder["duties"]) for holder in holders)


@pytest.mark.parametrize(
    "address", ["/who?name=没有的单位", "/lineage?regulation=没有的办法", "/compare?year=1999&topic=x"]
)
def test_what_is_not_there_is_said_above_the_form_that_stays(pages: httpx.Client, address: str) -> None:
    page = tree(pages, address, 404)
    assert text_of(page, "[role=alert]")
    assert page.css("form.asks")
