"""The real application on real servers, with the plans of samples/ loaded once a module."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
import uvicorn
from fastapi import FastAPI

from api import ApiSettings, create_app
from graph.store.bolt import BoltStore
from loaders.load import load
from tests.stores import settings_of

SAMPLES = Path(__file__).parents[2] / "samples"


@contextmanager
def serving(app: FastAPI) -> Iterator[httpx.Client]:
    """A client of `app`, which answers over HTTP until the block ends."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP) as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen(128)
        server = uvicorn.Server(uvicorn.Config(app, log_level="critical", lifespan="on"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        try:
            while not server.started and thread.is_alive():
                time.sleep(0.01)
            assert server.started
            with httpx.Client(base_url=f"http://127.0.0.1:{listener.getsockname()[1]}", timeout=60) as client:
                yield client
        finally:
            server.should_exit = True
            thread.join()


@pytest.fixture(scope="module")
def settings(store: BoltStore, tmp_path_factory: pytest.TempPathFactory) -> ApiSettings:
    """Settings of a store with the plans of samples/."""
    store._driver.execute_query("MATCH (n) DETACH DELETE n", database_=store._database)
    assert not load([SAMPLES], store).failed
    return ApiSettings(store=settings_of(store), time_limit=2.0)


@pytest.fixture(scope="module")
def app(settings: ApiSettings) -> FastAPI:
    return create_app(settings)


@pytest.fixture(scope="module")
def client(app: FastAPI) -> Iterator[httpx.Client]:
    """A client of the application on the sample plans."""
    with serving(app) as client:
        yield client


def answer(client: httpx.Client, path: str, **parameters: str | int) -> Any:
    """What a GET that succeeds answers."""
    response = client.get(path, params=parameters)
    assert response.status_code == 200, response.text
    return response.json()


def keys(client: httpx.Client, path: str, **parameters: str | int) -> list[str]:
    """The keys in a list's first page."""
    return [item["key"] for item in answer(client, path, **parameters)["items"]]
