"""Parameters that several endpoints have."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import Path, Query

LIMIT = 50
MAX_LIMIT = 200

Limit = Annotated[int, Query(ge=1, le=MAX_LIMIT, description="每页项数 items of a page", examples=[20])]
Cursor = Annotated[
    str | None,
    Query(max_length=2000, description="上一页的 next：从其后开始 `next` of the page before", alias="next"),
]
City = Annotated[
    str | None,
    Query(
        min_length=1,
        max_length=100,
        description="城市：名称，或名称的一部分 a city's name, or a part of it",
        examples=["济宁市"],
    ),
]
Year = Annotated[int | None, Query(ge=1949, le=2100, description="年份 year", examples=[2023])]


def key_path(example: str) -> Any:
    """A key in a path, with an example."""
    return Path(
        max_length=1000,
        description="键，百分号编码，其中的 / 可不编码 the key, percent-encoded; its / may stay",
        examples=[example],
    )


Text = Annotated[str | None, Query(min_length=1, max_length=200, description="名称或别名中的文字", examples=["桥"])]
Search = Annotated[
    str, Query(min_length=1, max_length=200, description="要查的词 what to look for", examples=["桥梁监测"])
]
