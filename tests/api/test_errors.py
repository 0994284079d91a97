from __future__ import annotations

import base64
import json
import socket
from typing import Any

import httpx
import pytest
from fastapi import FastAPI, HTTPException

from api import ApiSettings, create_app
from api.cursors import from_sort_key
from api.guard import MAX_BODY
from graph.queries import ItemFilter
from graph.store.bolt import BoltStore
from tests.api.conftest import answer, serving


def problem(response: httpx.Response, status: int, name: str) -> Any:
    """The problem that `response` is, checked against RFC 9457 and for what no answer may show."""
    assert response.status_code == status, response.text
    assert response.headers["content-type"] == "application/problem+json"
    found = response.json()
    assert found["status"] == status
    assert found["type"] == f"/problems#{name}"
    assert found["title"]
    assert found["detail"]
    assert found["instance"].isascii()
    assert "Traceback" not in response.text
    return found


@pytest.mark.parametrize(
    ("folder", "label"),
    [("initiatives", "Initiative"), ("facilities", "Facility"), ("regulations", "Regulation"), ("units", "Unit")],
)
def test_an_unknown_key_says_what_was_looked_for(client: httpx.Client, folder: str, label: str) -> None:
    found = problem(client.get(f"/api/{folder}/济宁市/没有的"), 404, "not-found")
    assert found["detail"] == f"no {label} '济宁市/没有的' in the store"
    problem(client.get(f"/api/{folder}/"), 404, "not-found")


def test_a_key_is_that_of_its_label_alone(client: httpx.Client) -> None:
    problem(client.get("/api/units/济宁市/桥梁/class"), 404, "not-found")


@pytest.mark.parametrize("path", ["/nope", "/api", "/api/", "/api/nope", "/api/cities/", "/docs/files/nope.js"])
def test_an_unknown_path_is_a_problem(client: httpx.Client, path: str) -> None:
    assert path in problem(client.get(path), 404, "not-found")["detail"]


@pytest.mark.parametrize(
    ("method", "path"), [("POST", "/api/cities"), ("DELETE", "/api/units/x"), ("GET", "/api/cypher")]
)
def test_a_method_that_is_not_there_is_a_problem(client: httpx.Client, method: str, path: str) -> None:
    response = client.request(method, path)
    assert method in problem(response, 405, "method-not-allowed")["detail"]
    assert response.headers["allow"]


@pytest.mark.parametrize(
    "query",
    [
        "limit=-1",
        "limit=0",
        "limit=201",
        "limit=x",
        "year=abc",
        "year=99999999999999999999",
        "city=",
        "text=",
        "facility=",
    ],
)
def test_a_wrong_parameter_is_named(client: httpx.Client, query: str) -> None:
    found = problem(client.get(f"/api/initiatives?{query}"), 422, "invalid-request")
    (error,) = found["errors"]
    assert error["place"] == ["query", query.partition("=")[0]]
    assert error["message"] in found["detail"]


def test_every_wrong_parameter_is_named(client: httpx.Client) -> None:
    found = problem(client.get("/api/initiatives?limit=-1&year=x"), 422, "invalid-request")
    assert {error["place"][1] for error in found["errors"]} == {"limit", "year"}


def test_an_unknown_kind_is_refused_with_those_that_there_are(client: httpx.Client) -> None:
    assert "bridge" in problem(client.get("/api/facilities?kind=dragon"), 422, "invalid-request")["detail"]


@pytest.mark.parametrize("path", ["/api/search", "/api/trace"])
@pytest.mark.parametrize("query", ["", "?q=", f"?q={'桥' * 201}"])
def test_a_search_needs_words(client: httpx.Client, path: str, query: str) -> None:
    problem(client.get(path + query), 422, "invalid-request")


def _encoded(value: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")


@pytest.mark.parametrize(
    "path", ["/api/initiatives", "/api/cities", "/api/units", "/api/units/济宁市/济宁市城市管理局"]
)
@pytest.mark.parametrize(
    "cursor",
    [
        *("x", "!!!!", "济宁", "=", "____", base64.urlsafe_b64encode(b"\xff\xfe").decode()),
        *map(_encoded, ({"a": 1}, [], [1, "x"], ["a", 1, 2], ["a", 2**70], ["a", True], None)),
    ],
)
def test_a_malformed_cursor_is_a_problem(client: httpx.Client, path: str, cursor: str) -> None:
    problem(client.get(path, params={"next": cursor}), 400, "malformed-cursor")


def test_a_cursor_of_another_kind_of_list_is_a_problem(client: httpx.Client) -> None:
    problem(client.get("/api/initiatives", params={"next": from_sort_key("a")}), 400, "malformed-cursor")
    problem(client.get("/api/plans", params={"next": from_sort_key("a", 1)}), 400, "malformed-cursor")


@pytest.mark.parametrize("url", ["/api/search?q=" + "x" * 10_000, "/api/units/" + "x" * 10_000, "/" + "%" * 10_000])
def test_a_url_of_ten_thousand_characters_is_too_long(client: httpx.Client, url: str) -> None:
    problem(_raw(client, url), 414, "uri-too-long")


@pytest.mark.parametrize(
    "url", ["/api/search?q=%ff%fe", "/api/units/%e6%b5", "/%80", "/api/units/%ED%A0%80", "/api/initiatives?%c3=1"]
)
def test_invalid_utf8_is_a_problem(client: httpx.Client, url: str) -> None:
    assert "UTF-8" in problem(_raw(client, url), 400, "bad-request")["detail"]


def _raw(client: httpx.Client, url: str) -> httpx.Response:
    """The answer to a GET whose URL goes out as it is."""
    base = client.base_url
    with socket.create_connection((base.host, base.port or 80), timeout=30) as connection:
        head = f"GET {url} HTTP/1.1\r\nHost: {base.host}\r\nConnection: close\r\n\r\n"
        connection.sendall(head.encode("latin-1"))
        answered = b"".join(iter(lambda: connection.recv(65536), b""))
    head_bytes, _, body = answered.partition(b"\r\n\r\n")
    status, *lines = head_bytes.decode().split("\r\n")
    headers = dict(line.split(": ", 1) for line in lines)
    return httpx.Response(int(status.split()[1]), headers=headers, content=body)


@pytest.mark.parametrize("url", ["/api/search?q=桥", "/api/units/\xff"])
def test_bytes_that_no_url_has_are_refused(client: httpx.Client, url: str) -> None:
    assert _raw(client, url.encode().decode("latin-1")).status_code == 400


@pytest.mark.parametrize(
    ("query", "line", "column"),
    [("MATCH (n RETURN n", 1, 10), ("MATCH (n)\nRETURN n.key,, n.name", 2, 14), ("RETUR 1", 1, 1)],
)
def test_a_syntax_error_has_its_place(client: httpx.Client, query: str, line: int, column: int) -> None:
    found = problem(client.post("/api/cypher", json={"query": query}), 400, "query-error")
    assert (found["line"], found["column"]) == (line, column)
    assert f"line {line}, column {column}" in found["detail"]


def test_an_error_at_the_end_of_a_query_lies_in_the_query(client: httpx.Client) -> None:
    found = problem(client.post("/api/cypher", json={"query": "MATCH (n)\nRETURN n."}), 400, "query-error")
    assert (found["line"], found["column"]) == (2, 10)


def test_an_unknown_variable_is_named(client: httpx.Client) -> None:
    found = problem(client.post("/api/cypher", json={"query": "RETURN foo"}), 400, "query-error")
    assert "foo" in found["detail"]


@pytest.mark.parametrize(
    "query",
    [
        "CREATE (n:Unit {key: 'x'}) RETURN n",
        "MATCH (n:Initiative) SET n.title = 'x'",
        "MATCH (n) DETACH DELETE n",
        "MERGE (n:City {name: 'x'}) RETURN n",
    ],
)
def test_a_write_is_forbidden_and_changes_nothing(client: httpx.Client, query: str) -> None:
    everything = {"query": "MATCH (n) OPTIONAL MATCH (n)-[e]->() RETURN count(n), count(e), max(n.title)"}
    before = client.post("/api/cypher", json=everything).json()
    problem(client.post("/api/cypher", json={"query": query}), 403, "forbidden-query")
    assert client.post("/api/cypher", json=everything).json() == before


def test_a_query_that_runs_too_long_is_stopped_on_the_server(client: httpx.Client, store: BoltStore) -> None:
    query = "UNWIND range(1, 100000) AS a UNWIND range(1, 100000) AS b WITH a * b AS c RETURN count(c)"
    assert "2 seconds" in problem(client.post("/api/cypher", json={"query": query}), 408, "query-timeout")["detail"]
    running = store.query("SHOW TRANSACTIONS YIELD currentQuery RETURN currentQuery").rows
    assert "100000" not in str(running)
    assert answer(client, "/readyz") == {"status": "ok"}


@pytest.mark.parametrize(
    ("body", "status", "name"),
    [
        (b"{", 400, "malformed-json"),
        (b"\xff", 400, "bad-request"),
        (b"", 422, "invalid-request"),
        (b"[]", 422, "invalid-request"),
        (b"{}", 422, "invalid-request"),
        (b'{"query": ""}', 422, "invalid-request"),
        (b'{"query": 1}', 422, "invalid-request"),
        (b'{"query": "RETURN 1", "limit": 0}', 422, "invalid-request"),
        (b'{"query": "RETURN 1", "rows": 5}', 422, "invalid-request"),
        (b'{"query": "RETURN 1", "parameters": []}', 422, "invalid-request"),
        (b'{"query": "RETURN \\ud800"}', 422, "invalid-request"),
        (b'{"query": "RETURN $x", "parameters": {"x": "\\ud800"}}', 400, "query-error"),
        (b'{"query": "RETURN $x", "parameters": {"x": 99999999999999999999}}', 400, "query-error"),
        (b'{"query": "RETURN $missing"}', 400, "query-error"),
        (b"[" * 100_000, 400, "bad-request"),
    ],
)
def test_a_wrong_body_is_a_problem(client: httpx.Client, body: bytes, status: int, name: str) -> None:
    response = client.post("/api/cypher", content=body, headers={"content-type": "application/json"})
    problem(response, status, name)


def test_a_body_without_end_is_cut_off(client: httpx.Client) -> None:
    pieces = (b" " * 65536 for _ in range(MAX_BODY // 65536 + 2))
    response = client.post("/api/cypher", content=pieces, headers={"content-type": "application/json"})
    problem(response, 413, "body-too-large")


def test_a_fault_of_ours_is_a_problem_without_a_traceback(
    settings: ApiSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def faulty(*_: object, **__: object) -> ItemFilter:
        raise RuntimeError("secret")

    monkeypatch.setattr("api.routes.initiatives.ItemFilter", faulty)
    with serving(create_app(settings)) as other:
        response = other.get("/api/initiatives")
    problem(response, 500, "internal-error")
    assert "secret" not in response.text


def test_pages_may_show_problems_in_their_own_way(settings: ApiSettings) -> None:
    from fastapi.responses import HTMLResponse

    app = create_app(settings)
    app.state.error_page = lambda request, shown: HTMLResponse(f"<p>{shown.status}", shown.status)
    with serving(app) as other:
        shown = other.get("/nope", headers={"accept": "text/html,*/*"})
        assert (shown.status_code, shown.text) == (404, "<p>404")
        problem(other.get("/api/nope", headers={"accept": "text/html"}), 404, "not-found")
        problem(other.get("/nope"), 404, "not-found")


def test_any_other_http_error_is_a_problem(settings: ApiSettings) -> None:
    app: FastAPI = create_app(settings)

    @app.get("/teapot")
    def teapot() -> None:
        raise HTTPException(418, "short and stout")

    with serving(app) as other:
        assert problem(other.get("/teapot"), 418, "http-418")["detail"] == "short and stout"


@pytest.mark.parametrize(
    ("path", "given"),
    [
        ("/api/diff", {"city": "无此市", "from": 2021, "to": 2023}),
        ("/api/diff", {"city": "济宁", "from": 2022, "to": 2023}),
        ("/api/compare", {"year": 1999, "topic": "垃圾"}),
        ("/api/compare", {"year": 2023, "topic": "没有的主题"}),
        ("/api/who", {"name": "没有的单位"}),
        ("/api/lineage", {"regulation": "没有的办法"}),
    ],
)
def test_a_question_about_what_is_not_there_is_a_404_that_says_what_there_is(
    client: httpx.Client, path: str, given: dict[str, str | int]
) -> None:
    problem(client.get(path, params=given), 404, "not-found")


def test_a_year_compared_with_itself_is_refused(client: httpx.Client) -> None:
    problem(client.get("/api/diff", params={"city": "济宁", "from": 2023, "to": 2023}), 422, "invalid-request")
