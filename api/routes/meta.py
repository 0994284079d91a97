"""Whether the service works, and what its problems mean."""

from __future__ import annotations

from fastapi import APIRouter

from api.problems import all_kinds
from api.shapes import ProblemKind, ProblemKinds, State
from api.store import OpenStore

router = APIRouter(tags=["服务 Service"])


@router.get("/healthz", response_model=State, summary="进程是否存活 Whether the process lives")
def healthz() -> State:
    """只说明进程在运行。Says that the process runs, nothing of the store."""
    return State()


@router.get("/readyz", response_model=State, summary="图数据库是否可用 Whether the store answers")
def readyz(store: OpenStore) -> State:
    """图数据库可用时答 200，否则答 503。200 when the store answers, else 503."""
    store.query("RETURN 1")
    return State()


@router.get("/problems", response_model=ProblemKinds, summary="错误的种类 Kinds of problem")
def problems() -> ProblemKinds:
    """每种错误的 type、状态码和标题。The types that errors have, with their statuses and titles."""
    return ProblemKinds(
        items=[ProblemKind(type=f"/problems#{kind.name}", status=kind.status, title=kind.title) for kind in all_kinds()]
    )
