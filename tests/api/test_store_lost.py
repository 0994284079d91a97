from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI

from api import ApiSettings, create_app
from api.store import StoreHolder, is_running
from graph.errors import StoreUnavailable
from graph.store.embedded import EmbeddedStore
from graph.store.settings import StoreSettings
from loaders.load import load
from tests.api.conftest import serving
from tests.invented import three_years
from tests.neo4j.server import VERSIONS, Server

PATIENCE = 60.0


@pytest.fixture
def own(tmp_path: Path) -> FastAPI:
    """An application with a store of its own."""
    app = create_app(ApiSettings(store=StoreSettings(data_dir=tmp_path / "data", linger=1)))
    holder: StoreHolder = app.state.holder
    holder.open()
    with holder.use() as store:
        load([three_years(tmp_path / "plans")], store)
    return app


@pytest.fixture
def client_of_own(own: FastAPI) -> Iterator[httpx.Client]:
    with serving(own) as client:
        yield client


def store_of(app: FastAPI) -> EmbeddedStore:
    with app.state.holder.use() as store:
        assert isinstance(store, EmbeddedStore)
        return store


def kill(store: EmbeddedStore, *, with_keeper: bool = False) -> None:
    """End the server, and its keeper if so wanted, at once. A request that is under way just then is tried
    again for a while by the driver, so the end is waited for."""
    if with_keeper:
        os.kill(store.keeper_pid, signal.SIGKILL)
    os.kill(store.server_pid, signal.SIGKILL)
    until = time.monotonic() + PATIENCE
    while is_running(store.server_pid):
        assert time.monotonic() < until
        time.sleep(0.01)


def wait_until_back(client: httpx.Client) -> list[int]:
    """The statuses on the way to 200."""
    statuses = []
    until = time.monotonic() + PATIENCE
    while not statuses or statuses[-1] != 200:
        assert time.monotonic() < until, statuses
        begun = time.monotonic()
        response = client.get("/api/initiatives")
        assert time.monotonic() - begun < 5
        statuses.append(response.status_code)
        if response.status_code != 200:
            check_away(client, response)
        time.sleep(0.05)
    return statuses


def assert_away(client: httpx.Client) -> float:
    """The seconds that it takes to be told so."""
    begun = time.monotonic()
    response = client.get("/api/initiatives")
    took = time.monotonic() - begun
    check_away(client, response)
    assert took < 5
    return took


def check_away(client: httpx.Client, response: httpx.Response) -> None:
    assert response.status_code == 503
    assert response.headers["content-type"] == "application/problem+json"
    assert int(response.headers["retry-after"]) > 0
    assert response.json()["type"] == "/problems#store-unavailable"
    assert client.get("/healthz").status_code == 200


@pytest.mark.parametrize("with_keeper", [False, True], ids=["server", "server and keeper"])
def test_a_store_that_is_killed_is_away_and_comes_back_by_itself(
    own: FastAPI, client_of_own: httpx.Client, with_keeper: bool
) -> None:
    before = client_of_own.get("/api/initiatives").json()
    assert before["total"] == 7
    kill(store_of(own), with_keeper=with_keeper)
    statuses = wait_until_back(client_of_own)
    assert 503 in statuses
    assert client_of_own.get("/api/initiatives").json() == before
    assert client_of_own.get("/readyz").status_code == 200


def test_while_the_store_is_away_the_service_is_not_ready(own: FastAPI, client_of_own: httpx.Client) -> None:
    kill(store_of(own))
    assert client_of_own.get("/readyz").status_code == 503
    assert client_of_own.get("/healthz").status_code == 200
    wait_until_back(client_of_own)


def test_a_neo4j_that_is_killed_is_away_until_it_is_started_again(tmp_path: Path) -> None:
    with Server(VERSIONS["neo4j-5"], tmp_path / "home") as server:
        user, password = server.auth
        app = create_app(ApiSettings(store=StoreSettings(uri=server.uri, username=user, password=password)))
        with serving(app) as client:
            with app.state.holder.use() as store:
                load([three_years(tmp_path / "plans")], store)
            before = client.get("/api/initiatives").json()
            assert before["total"] == 7
            server.kill()
            assert_away(client)
            assert client.get("/readyz").status_code == 503
            # What has been noticed once is told at once.
            assert assert_away(client) < 1
            server.start()
            wait_until_back(client)
            assert client.get("/api/initiatives").json() == before
            assert client.get("/readyz").status_code == 200


class Fake:
    """A store of which only `close` is asked."""

    closed = False

    def close(self) -> None:
        self.closed = True


def test_a_store_in_use_is_closed_by_its_last_user() -> None:
    first, second = Fake(), Fake()
    stores = iter([first, second])
    holder = StoreHolder(lambda: next(stores))  # type: ignore[arg-type,return-value]
    holder.open()
    with holder.use() as kept:
        assert kept is first
        with pytest.raises(StoreUnavailable), holder.use():
            raise StoreUnavailable("gone")
        until = time.monotonic() + PATIENCE
        while _store(holder) is not second:
            assert time.monotonic() < until
            time.sleep(0.01)
        assert not first.closed
    assert first.closed
    holder.close()
    assert second.closed


def test_a_holder_that_is_closed_opens_nothing_any_more() -> None:
    opened: list[Fake] = []
    go_on = threading.Event()

    def opener() -> Fake:
        if opened:
            go_on.wait(PATIENCE)
        opened.append(Fake())
        return opened[-1]

    holder = StoreHolder(opener)  # type: ignore[arg-type]
    holder.open()
    with pytest.raises(StoreUnavailable), holder.use():
        raise StoreUnavailable("gone")
    ending = threading.Thread(target=holder.close)
    ending.start()
    time.sleep(0.1)
    go_on.set()
    ending.join()
    assert all(store.closed for store in opened)
    with pytest.raises(StoreUnavailable), holder.use():
        pass


def _store(holder: StoreHolder) -> object:
    try:
        with holder.use() as store:
            return store
    except StoreUnavailable:
        return None
