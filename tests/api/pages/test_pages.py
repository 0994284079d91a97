from __future__ import annotations

import asyncio
import re
from pathlib import Path
from urllib.parse import quote

import httpx
import pytest
import yaml
from selectolax.lexbor import LexborHTMLParser as HTMLParser
from selectolax.lexbor import LexborNode as Node

from api import ApiSettings, create_app
from api.pages.addresses import page_of, with_query
from api.pages.cypher import examples
from api.pages.language import CODES, language
from graph.kinds import ontology
from graph.store.settings import StoreSettings
from loaders.topics import scheme
from tests.api.pages.addresses import HOSTILE_PAGES, HOSTILE_VIEWS, PAGES, VIEWS
from tests.api.pages.hostile import BREAK, RUN, TEXT, TITLE

ITEM = page_of("Initiative", "济宁市/济宁市城市管理局/2023/3")


def tree(client: httpx.Client, address: str, status: int = 200) -> HTMLParser:
    response = client.get(address)
    assert response.status_code == status, response.text[:2000]
    assert response.headers["content-type"] == "text/html; charset=utf-8"
    return HTMLParser(response.text)


def text_of(page: HTMLParser | Node, selector: str) -> str:
    found = page.css_first(selector)
    assert found is not None, selector
    return found.text()


def attribute(page: HTMLParser, selector: str, name: str) -> str:
    found = page.css_first(selector)
    assert found is not None, selector
    return str(found.attributes[name])


def links(page: HTMLParser) -> list[str]:
    return [str(each.attributes["href"]) for each in page.css("main a[href]")]


@pytest.mark.parametrize("address", [*PAGES.values(), *VIEWS.values()], ids=[*PAGES, *VIEWS])
def test_every_page_opens(pages: httpx.Client, address: str) -> None:
    page = tree(pages, address)
    assert attribute(page, "html", "lang") == "zh-CN"
    assert text_of(page, "title")
    assert len(page.css("h1")) == 1


@pytest.mark.parametrize("address", PAGES.values(), ids=PAGES)
def test_a_page_carries_no_script_or_style_of_its_own(pages: httpx.Client, address: str) -> None:
    page = tree(pages, address)
    assert all(each.attributes.get("src") and not each.text() for each in page.css("script"))
    assert not page.css("style, [style], [onclick], [onerror], [onload]")
    policy = pages.get(address).headers["content-security-policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy


@pytest.mark.parametrize("address", PAGES.values(), ids=PAGES)
def test_a_chinese_page_says_nothing_in_english(pages: httpx.Client, address: str) -> None:
    page = tree(pages, address)
    for code in page.css(
        "script, code, pre, textarea, [lang=en], .fact, .snippet, dd, .answer, td[lang], td [lang], h2 [lang]"
    ):
        code.decompose()
    said = re.findall(r"[A-Za-z]{3,}", text_of(page, "body").replace("Ctrl", ""))
    # What the hostile plans are called stands on some pages.
    assert set(said) <= {"script", "alert", "img", "src", "onerror"}


@pytest.mark.parametrize("address", PAGES.values(), ids=PAGES)
def test_an_english_page_says_nothing_in_chinese_but_what_plans_say(pages: httpx.Client, address: str) -> None:
    page = tree(pages, address + ("&" if "?" in address else "?") + "lang=en")
    pages.cookies.clear()
    assert attribute(page, "html", "lang") == "en"
    for said in page.css("[lang=zh-CN], textarea, th, aside li, .hint, .questions, h1, title, .button"):
        said.decompose()
    assert not re.findall(r"[\u4e00-\u9fff]+", text_of(page, "body"))


def test_the_language_is_kept_until_it_is_switched_back(pages: httpx.Client) -> None:
    try:
        assert "Overview" in pages.get("/?lang=en").text
        page = tree(pages, with_query("/search", q="桥梁"))
        assert "Results for" in text_of(page, "h1")
        back = attribute(page, "a.language", "href")
        assert back == f"?q={quote('桥梁')}&lang=zh"
        assert "搜索结果" in pages.get(f"/search{back}").text
        assert "搜索结果" in pages.get(with_query("/search", q="桥梁")).text
        assert 'data-lang="en"' in pages.get(VIEWS["trace"] + "&lang=en").text[:200]
    finally:
        pages.cookies.clear()


def test_both_languages_have_the_same_words() -> None:
    zh, en = (language(code) for code in CODES)
    assert set(zh._said["words"]) == set(en._said["words"])
    for name, words in zh._said["words"].items():
        holes = [set(re.findall(r"{(\w+)}", each)) for each in (words, en._said["words"][name])]
        assert holes[0] - {"n"} == holes[1] - {"n"}, name
    assert zh.label("Facility") == ontology().kinds["Facility"].label


def test_the_front_page_leads_to_every_plan_and_admits_missing_years(pages: httpx.Client) -> None:
    page = tree(pages, "/")
    rows = {text_of(row, "th"): [cell.text() for cell in row.css("td")] for row in page.css(".grid tbody tr")}
    assert rows["济宁市"][1] == "—"
    for address in links(page):
        assert pages.get(address).status_code == 200, address


def test_a_search_marks_the_words(pages: httpx.Client) -> None:
    page = tree(pages, PAGES["search"])
    assert {each.text() for each in page.css("mark")} >= {"桥梁", "监测"}
    assert any(address.startswith("/items/") for address in links(page))


def test_a_plan_lists_its_items_under_their_sections(pages: httpx.Client) -> None:
    page = tree(pages, PAGES["plan"])
    shown = [each.text() for each in page.css(".numbered .n")]
    assert shown == [str(number) for number in range(1, len(shown) + 1)]
    assert page.css(".contents a")


def test_an_item_shows_every_fact_at_its_place(pages: httpx.Client) -> None:
    detail = pages.get(f"/api/initiatives/{ITEM.removeprefix('/items/')}").json()
    page = tree(pages, ITEM)
    assert text_of(page, ".original") == detail["text"]
    entries = page.css(".entry[data-facts]")
    numbers = [int(n) for each in entries for n in str(each.attributes["data-facts"]).split()]
    assert sorted(numbers) == list(range(len(detail["facts"])))
    said = {
        n: "".join(m.text() for m in page.css("mark.fact") if str(n) in str(m.attributes["data-facts"]).split())
        for n in numbers
    }
    assert sorted(said.values()) == sorted(fact["evidence"]["quote"] for fact in detail["facts"])
    assert all(page.css_first(f"#f{n}") for n in numbers)


def test_an_item_tells_what_it_carries_on_and_why(pages: httpx.Client) -> None:
    page = tree(pages, ITEM)
    assert text_of(page, ".links h3") == "延续自"
    assert "2021年" in text_of(page, ".links .place")
    assert "5座 → 9座" in text_of(page, ".links .snippet")


@pytest.mark.parametrize("address", [ITEM, PAGES["city"], PAGES["facility"], PAGES["unit"], PAGES["plan"]])
def test_no_link_of_a_page_leads_nowhere(pages: httpx.Client, address: str) -> None:
    for other in dict.fromkeys(links(tree(pages, address))):
        if not other.startswith("#"):
            assert pages.get(other).status_code == 200, other


def test_a_facility_quotes_the_sentences_that_name_it(pages: httpx.Client) -> None:
    page = tree(pages, PAGES["facility"])
    assert [each.text() for each in page.css("h3.year")] == ["2023年", "2021年"]
    assert {each.text() for each in page.css("mark")} == {"如意洸府河大桥"}


@pytest.mark.parametrize("address", HOSTILE_PAGES.values(), ids=HOSTILE_PAGES)
def test_hostile_text_is_text(pages: httpx.Client, address: str) -> None:
    text = pages.get(address).text
    page = tree(pages, address)
    assert RUN not in text
    assert "<img src=x" not in text
    assert "49" not in re.findall(r"\d+", text_of(page, "main"))
    assert all(each.attributes.get("src") in ("/static/site.js",) for each in page.css("script"))
    assert not page.css("b, [onerror]")
    assert RUN in text_of(page, "main") or "alert(1)" in text_of(page, "main")


def test_a_hostile_item_is_shown_to_the_letter(pages: httpx.Client) -> None:
    page = tree(pages, HOSTILE_PAGES["hostile item"])
    assert text_of(page, "h1") == TITLE
    assert text_of(page, ".original").startswith(TEXT)
    assert page.css(".links .rows")


@pytest.mark.parametrize("address", HOSTILE_VIEWS.values(), ids=HOSTILE_VIEWS)
def test_hostile_views_keep_scripts_out(pages: httpx.Client, address: str) -> None:
    text = pages.get(address).text
    assert RUN not in text
    assert BREAK not in text


@pytest.mark.parametrize(
    ("address", "status", "says"),
    [
        ("/nowhere", 404, "/nowhere"),
        (page_of("Initiative", "济宁市/没有的局/2023/1"), 404, "济宁市/没有的局/2023/1"),
        (page_of("Facility", "济宁市/没有的桥"), 404, "济宁市/没有的桥"),
        (page_of("Regulation", "x/<b>"), 404, "x/<b>"),
        (page_of("Unit", "济宁市/没有的科"), 404, "单位"),
        (page_of("Plan", "济宁市/没有的局/2023"), 404, "工作要点"),
        (page_of("City", "没有的市"), 404, "没有的市"),
        (with_query("/views/overview", city="济宁市", year=2022), 404, "没有载入济宁市2022年"),
        (with_query("/views/responsibility", city="没有的市", year=2023), 404, "没有的市"),
        (with_query("/views/regulations", city="没有的市"), 404, "没有的市"),
        (with_query("/views/overview", city="济宁市", year="二〇二三"), 400, "二〇二三"),
        (with_query("/views/overview", city="济宁市", year="99999999999999999999"), 400, "99999"),
    ],
)
def test_what_is_not_there_is_told_on_a_page(pages: httpx.Client, address: str, status: int, says: str) -> None:
    page = tree(pages, address, status)
    assert says in text_of(page, "main")


def test_a_store_that_is_away_is_told_on_a_page_that_loads_itself_again(tmp_path: Path) -> None:
    never_opened = create_app(ApiSettings(store=StoreSettings(data_dir=tmp_path)))

    async def ask(address: str, accept: str) -> httpx.Response:
        transport = httpx.ASGITransport(never_opened)
        async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
            return await client.get(address, headers={"Accept": accept})

    for address in (*PAGES.values(), *VIEWS.values()):
        response = asyncio.run(ask(address, "text/html"))
        assert response.status_code == 503, address
        page = HTMLParser(response.text)
        assert attribute(page, "meta[http-equiv=refresh]", "content") == "3"
        assert "图数据库暂时不可用" in text_of(page, "h1")
    assert asyncio.run(ask("/", "*/*")).headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize("path", ["/items/x/1", "/search?q=%ff", "/search?q=" + "x" * 10_000, "/api/nowhere"])
def test_programs_are_told_in_json(pages: httpx.Client, path: str) -> None:
    response = pages.get(path, headers={"Accept": "application/json"})
    assert response.status_code in (400, 404, 414)
    assert response.headers["content-type"] == "application/problem+json"


def test_inside_the_api_browsers_are_told_in_json_too(pages: httpx.Client) -> None:
    assert pages.get("/api/initiatives/x/1").headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize("text", ["\x00", "'", '"', "\\", "%", "*", " ", "a" * 200, "\u2028", "😀"])
def test_any_search_is_answered(pages: httpx.Client, text: str) -> None:
    assert pages.get("/search", params={"q": text}).status_code == 200
    assert pages.get("/views/trace", params={"q": text}).status_code == 200


@pytest.mark.parametrize("example", examples(), ids=lambda example: example.en)
def test_every_example_query_runs_and_finds_something(pages: httpx.Client, example: object) -> None:
    page = tree(pages, with_query("/cypher", query=example.query))  # type: ignore[attr-defined]
    assert page.css(".answer tbody tr")


def test_there_is_a_dozen_of_examples() -> None:
    assert len(examples()) == 12
    assert len({yaml.safe_dump(example._asdict()) for example in examples()}) == 12


def test_a_wrong_query_is_shown_with_the_place(pages: httpx.Client) -> None:
    page = tree(pages, with_query("/cypher", query="MATCH (i:Initiative)\nRETURN i.("), 400)
    assert "第 2 行" in text_of(page, ".problem")
    assert text_of(page, ".wrong mark") == "("
    assert text_of(page, "textarea") == "MATCH (i:Initiative)\nRETURN i.("


def test_a_query_may_only_read(pages: httpx.Client) -> None:
    page = tree(pages, with_query("/cypher", query="MATCH (n) DETACH DELETE n"), 403)
    assert "只允许读取" in text_of(page, ".problem")
    assert pages.get(ITEM).status_code == 200


def test_a_query_that_runs_too_long_is_stopped(pages: httpx.Client) -> None:
    endless = "UNWIND range(1, 100000) AS a UNWIND range(1, 100000) AS b RETURN sum(a * b)"
    assert "超时" in text_of(tree(pages, with_query("/cypher", query=endless), 408), ".problem")


def test_an_answer_that_was_cut_says_so(pages: httpx.Client) -> None:
    page = tree(pages, with_query("/cypher", query="UNWIND range(1, 1000) AS n RETURN n"))
    assert "只显示前 50 行" in text_of(page, "#answer")
    assert len(page.css(".answer tbody tr")) == 50


@pytest.mark.parametrize(
    "value",
    ["null", "true", "1.5", "{a: [1, {b: null}]}", "{key: 1, _label: 'Unit'}", "{key: '/', _label: 'X'}", "[[]]"],
)
def test_any_value_can_be_shown(pages: httpx.Client, value: str) -> None:
    assert tree(pages, with_query("/cypher", query=f"RETURN {value} AS v")).css(".answer td")


def test_an_item_says_what_it_is_about_and_why(pages: httpx.Client) -> None:
    page = tree(pages, ITEM)
    assert page_of("Topic", "桥梁隧道") in links(page)
    entry = text_of(page, ".entry.topic")
    assert "桥梁隧道" in entry
    assert "桥梁" in text_of(page, "mark.topic")


def test_a_topic_has_its_definition_and_its_items_by_year(pages: httpx.Client) -> None:
    page = tree(pages, page_of("Topic", "桥梁隧道"))
    assert scheme()["桥梁隧道"].means in text_of(page, ".sub")
    assert ITEM in links(page)
    years = [each.text() for each in page.css("h3.year")]
    assert years == sorted(years, reverse=True)
    assert "桥梁" in text_of(page, ".snippet mark")


def test_a_topic_is_defined_in_english_as_well(pages: httpx.Client) -> None:
    page = tree(pages, page_of("Topic", "桥梁隧道") + "?lang=en")
    pages.cookies.clear()
    assert scheme()["桥梁隧道"].in_english in text_of(page, ".sub")


def test_every_topic_of_the_scheme_is_listed_with_a_page(pages: httpx.Client) -> None:
    listed = links(tree(pages, "/topics"))
    assert {page_of("Topic", name) for name in scheme()} <= set(listed)


def test_what_is_no_topic_has_no_page(pages: httpx.Client) -> None:
    tree(pages, page_of("Topic", "无此主题"), 404)
