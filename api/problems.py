"""Errors as application/problem+json (RFC 9457): one table says what becomes of each."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Any, NamedTuple
from urllib.parse import quote

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException

from api.cursors import MalformedCursor
from graph.errors import ForbiddenQuery, NotFound, QueryError, QueryTimeout, StoreUnavailable, Unanswerable

MEDIA_TYPE = "application/problem+json"
RETRY_AFTER = 2
"""Seconds after which a client may try again when the store is away."""


class Kind(NamedTuple):
    """A kind of problem: the last part of its type, its status, and its title in Chinese and English."""

    name: str
    status: int
    title: str


INVALID = Kind("invalid-request", 422, "请求参数有误 The request is not valid")
NOT_JSON = Kind("malformed-json", 400, "请求体不是 JSON The body is not JSON")
FAULT = Kind("internal-error", 500, "服务器内部错误 Internal error")
KINDS: dict[type[Exception], Kind] = {
    NotFound: Kind("not-found", 404, "没有找到 Not found"),
    Unanswerable: INVALID,
    MalformedCursor: Kind("malformed-cursor", 400, "翻页游标无效 The cursor is not valid"),
    ForbiddenQuery: Kind("forbidden-query", 403, "只允许读取 The query may only read"),
    QueryTimeout: Kind("query-timeout", 408, "查询超时已终止 The query took too long and was stopped"),
    QueryError: Kind("query-error", 400, "查询有误 The query is not valid"),
    StoreUnavailable: Kind("store-unavailable", 503, "图数据库暂不可用 The graph store is away"),
}
STATUSES: dict[int, Kind] = {
    400: Kind("bad-request", 400, "请求有误 Bad request"),
    404: KINDS[NotFound],
    405: Kind("method-not-allowed", 405, "不支持该方法 Method not allowed"),
    413: Kind("body-too-large", 413, "请求体过大 The body is too large"),
    414: Kind("uri-too-long", 414, "网址过长 The URL is too long"),
    421: Kind("unknown-host", 421, "主机名不被接受 The host name is not accepted"),
}


class Problem(BaseModel):
    """An error, as RFC 9457 has it. 出错信息。"""

    type: str = Field(description="问题类型 kind of problem", examples=["/problems#not-found"])
    title: str = Field(description="标题，中英文 in Chinese and English", examples=["没有找到 Not found"])
    status: int = Field(description="HTTP 状态码", examples=[404])
    detail: str = Field(description="具体情况 what happened", examples=["no Unit '济宁市/园林科' in the store"])
    instance: str = Field(description="请求的路径 path of the request", examples=["/api/units/济宁市/园林科"])
    errors: list[Invalid] | None = Field(default=None, description="有误的参数 what is wrong with each parameter")
    line: int | None = Field(default=None, description="查询出错的行，从 1 数起 line of the query")
    column: int | None = Field(default=None, description="查询出错的列，从 1 数起 column of the query")


class Invalid(BaseModel):
    """What is wrong with one parameter. 有误的参数。"""

    place: list[str | int] = Field(description="位置，如 query、limit")
    message: str = Field(description="原因")


def all_kinds() -> list[Kind]:
    """Every kind of problem, by status."""
    kinds = {*KINDS.values(), *STATUSES.values(), INVALID, NOT_JSON, FAULT}
    return sorted(kinds, key=lambda kind: (kind.status, kind.name))


ErrorPage = Callable[[Request, Problem], Response]
"""Shows a problem to a person; the pages put one into `app.state.error_page`."""


def install(app: FastAPI) -> None:
    """Let every error of `app` be answered as a problem."""
    app.state.error_page = None
    for error in KINDS:
        app.add_exception_handler(error, _known)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(Exception, _fault)


def problem_response(problem: Problem, headers: Mapping[str, str] | None = None) -> Response:
    """The answer that a problem is."""
    return _ProblemResponse(problem.model_dump(exclude_none=True), problem.status, headers, MEDIA_TYPE)


def problem(kind: Kind, detail: str, path: str, **more: Any) -> Problem:
    """A problem of `kind` with the request for `path`, which is percent-encoded here."""
    return Problem(
        type=f"/problems#{kind.name}",
        title=kind.title,
        status=kind.status,
        detail=detail,
        instance=quote(path, errors="replace"),
        **more,
    )


class _ProblemResponse(JSONResponse):
    def render(self, content: Any) -> bytes:
        # What the client sent may hold what UTF-8 cannot: half of a surrogate pair.
        return super().render(_encodable(content))


def _encodable(value: Any) -> Any:
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode()
    if isinstance(value, dict):
        return {name: _encodable(item) for name, item in value.items()}
    return [_encodable(item) for item in value] if isinstance(value, list) else value


def _respond(request: Request, shown: Problem, headers: Mapping[str, str] | None = None) -> Response:
    page: ErrorPage | None = request.app.state.error_page
    if page and not request.url.path.startswith("/api/") and "text/html" in request.headers.get("accept", ""):
        response = page(request, shown)
        response.headers.update(headers or {})
        return response
    return problem_response(shown, headers)


def _known(request: Request, error: Exception) -> Response:
    kind = next(KINDS[each] for each in type(error).__mro__ if each in KINDS)
    detail, place = str(error), dict[str, int]()
    if kind is KINDS[QueryError]:
        detail, place = _placed(detail, getattr(request.state, "query", None))
    headers = {"Retry-After": str(RETRY_AFTER)} if kind.status == HTTPStatus.SERVICE_UNAVAILABLE else None
    return _respond(request, problem(kind, detail, request.url.path, **place), headers)


_PLACE = re.compile(r"\bline (\d+)(?::(\d+)|, column (\d+))")


def _placed(message: str, query: str | None) -> tuple[str, dict[str, int]]:
    """The message, and where in the query the server saw the error, both counted from 1; the place may be the
    query's end. Neo4j counts columns from 1, the embedded server from 0, and both see more than `query`,
    which the store marks."""
    found = _PLACE.search(message)
    if not found:
        return message, {}
    line, from_zero, from_one = found.groups()
    place = int(line), int(from_one) if from_one else int(from_zero) + 1
    if query is not None:
        lines = query.splitlines() or [""]
        place = min(place, (len(lines), len(lines[-1]) + 1))
    shown = f"line {place[0]}, column {place[1]}"
    return message[: found.start()] + shown + message[found.end() :], {"line": place[0], "column": place[1]}


def _http(request: Request, error: Exception) -> Response:
    if not isinstance(error, HTTPException):
        raise error
    kind = STATUSES.get(error.status_code) or Kind(
        f"http-{error.status_code}", error.status_code, HTTPStatus(error.status_code).phrase
    )
    path = request.url.path
    details = {404: f"nothing is at {path}", 405: f"{path} does not answer {request.method}"}
    return _respond(request, problem(kind, details.get(kind.status, str(error.detail)), path), error.headers)


def _invalid(request: Request, error: Exception) -> Response:
    if not isinstance(error, RequestValidationError):
        raise error
    found = [Invalid(place=list(each["loc"]), message=_reason(each)) for each in error.errors()]
    kind = NOT_JSON if any(each["type"] == "json_invalid" for each in error.errors()) else INVALID
    detail = "; ".join(f"{'.'.join(map(str, each.place))}: {each.message}" for each in found)
    return _respond(request, problem(kind, detail, request.url.path, errors=found))


def _reason(each: Mapping[str, Any]) -> str:
    # Of a body that is not JSON the place is the character, and the reason is in the context.
    more = each.get("ctx", {}).get("error", "") if each["type"] == "json_invalid" else ""
    return f"{each['msg']}: {more}" if more else str(each["msg"])


def _fault(request: Request, error: Exception) -> Response:
    # The server logs the traceback; it is nobody else's business.
    return _respond(request, problem(FAULT, "a fault in govgraph; the log has more", request.url.path))
