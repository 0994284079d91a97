"""An analyst's own questions."""

from __future__ import annotations

from fastapi import APIRouter, Request

from api.settings import ApiSettings
from api.shapes import Cypher, Rows
from api.store import OpenStore

router = APIRouter(prefix="/api/cypher", tags=["Cypher"])


@router.post("", response_model=Rows, summary="只读的 Cypher 查询 A read-only query")
def ask(store: OpenStore, request: Request, body: Cypher) -> Rows:
    """执行一条只读的 Cypher 查询，由数据库服务器保证只读，并限制时间、行数和大小。有行未返回时 truncated 为 true。

    Runs a query that the server lets only read, with limits of time, rows and size.
    """
    settings: ApiSettings = request.app.state.settings
    # An error's place is told within the query.
    request.state.query = body.query
    most = min(body.limit or settings.row_limit, settings.row_limit)
    table = store.query_untrusted(body.query, body.parameters, row_limit=most, time_limit=settings.time_limit)
    return Rows(columns=table.columns, rows=table.rows, truncated=table.truncated)
