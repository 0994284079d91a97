"""What the OpenAPI document says beyond what the routes say: the errors, and what this is."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from api.problems import MEDIA_TYPE, Invalid, Problem, all_kinds

_WITHOUT_STORE = ("/healthz", "/problems")
TITLE = "govgraph：工作要点知识图谱"
DESCRIPTION = """\
中国城市各部门每年发布的工作要点，做成知识图谱：每条事实都指向写明它的原文，各年的事项前后相连。

A knowledge graph of the annual work plans of Chinese city bureaus. Every fact points at the characters that state
it, and each year's items are linked to those of the years before.

- **分页** 列表答 `{"items", "next", "total"}`；把 `next` 原样交回，得到下一页。 Pass `next` on to get the next page.
- **键** 由内容算出，含中文和 `/`；放进网址时做百分号编码。 Keys have Chinese and `/`; percent-encode them in URLs.
- **出处** `start`、`end` 是事项全文（`text`）中的字符位置。 Offsets count the characters of an item's `text`.
- **出错** 一律答 `application/problem+json`（RFC 9457）。 Every error is a problem of RFC 9457.
"""


def describe(app: FastAPI) -> None:
    """Let `app` answer with the whole document, made when it is first asked for."""

    def openapi() -> dict[str, Any]:
        if app.openapi_schema is None:
            made = get_openapi(title=TITLE, version=_version(), description=DESCRIPTION, routes=app.routes)
            schemas = made.setdefault("components", {}).setdefault("schemas", {})
            for unused in ("HTTPValidationError", "ValidationError"):
                schemas.pop(unused, None)
            for model in (Problem, Invalid):
                shape = model.model_json_schema(ref_template="#/components/schemas/{model}")
                shape.pop("$defs", None)
                schemas[model.__name__] = shape
            for path, operations in made["paths"].items():
                for operation in operations.values():
                    _show_examples(operation)
                    _add_errors(path, operation)
            app.openapi_schema = made
        return app.openapi_schema

    app.openapi = openapi  # type: ignore[method-assign]


def _show_examples(operation: dict[str, Any]) -> None:
    """Put the parameters' examples where the documentation page shows them: it fills them in where one must
    be given; those of filters, which it would fill in all at once, stand in the description."""
    for parameter in operation.get("parameters", ()):
        for example in parameter["schema"].pop("examples", ())[:1]:
            if parameter["required"]:
                parameter["example"] = example
            else:
                parameter["description"] += f"（例 e.g. `{example}`）"


def _add_errors(path: str, operation: dict[str, Any]) -> None:
    responses = operation["responses"]
    responses.pop("422", None)
    responses["200"]["description"] = "成功 Success"
    for status in sorted(_statuses(path, operation)):
        responses[str(status)] = {
            "description": "；".join(kind.title for kind in all_kinds() if kind.status == status),
            "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
        }
        if status == 503:
            responses["503"]["headers"] = {
                "Retry-After": {"description": "秒 seconds", "schema": {"type": "integer"}, "required": True}
            }


def _statuses(path: str, operation: dict[str, Any]) -> set[int]:
    """The errors that an operation can answer."""
    found = {400, 414, 421}
    if path not in _WITHOUT_STORE:
        found |= {500, 503}
    if operation.get("parameters") or operation.get("requestBody"):
        found.add(422)
    if "{" in path or "404" in operation["responses"]:
        found.add(404)
    if "requestBody" in operation:
        found |= {403, 408, 413}
    return found


def _version() -> str:
    try:
        return version("govgraph")
    except PackageNotFoundError:  # run from a checkout that is not installed
        return "0"
