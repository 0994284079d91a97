"""A store that stays open while its server goes away, comes back, or is in a deadlock."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import neo4j
import pytest

from graph.elements import PlanGraph
from graph.errors import StoreUnavailable
from graph.queries import counts, unlinked_cities
from graph.store import writing
from graph.store.bolt import CONNECT_LIMIT, BoltStore
from loaders.load import load
from tests.graph.store.plans import Item, plan, stored
from tests.graph.store.processes import within
from tests.invented import three_years
from tests.neo4j.server import VERSIONS, Server

STORES = tuple(VERSIONS)


@pytest.fixture(scope="module", params=STORES)
def server(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server that a test may stop; the next one starts it again."""
    with Server(VERSIONS[request.param], tmp_path_factory.mktemp(request.param) / "home") as started:
        yield started


@pytest.fixture
def opened(server: Server) -> Iterator[BoltStore]:
    """An empty store on it."""
    if not server.running:
        server.start()
    with BoltStore(server.uri, server.auth) as store:
        store._driver.execute_query("MATCH (n) DETACH DELETE n")
        yield store


def restart(server: Server) -> None:
    server.stop()
    server.start()


def test_a_store_goes_on_after_its_server_was_restarted(opened: BoltStore, server: Server) -> None:
    opened.replace_plans([plan()])
    before = stored(opened)
    restart(server)
    assert opened.query_untrusted("MATCH (p:Plan) RETURN p.key").rows == [[plan().key]]
    assert stored(opened) == before
    opened.replace_plans([plan(year=2024)])
    assert set(opened.plan_digests()) == {plan().key, plan(year=2024).key}


def test_what_is_asked_while_the_server_restarts_is_answered_when_it_is_back(opened: BoltStore, server: Server) -> None:
    opened.replace_plans([plan()])
    server.kill()
    with ThreadPoolExecutor() as pool:
        read = pool.submit(opened.plan_digests)
        written = pool.submit(opened.replace_plans, [plan(year=2024)])
        time.sleep(0.5)
        server.start()
        assert plan().key in read.result(CONNECT_LIMIT)
        written.result(CONNECT_LIMIT)
    assert set(opened.plan_digests()) == {plan().key, plan(year=2024).key}


def test_a_load_goes_on_when_the_server_restarts_between_two_plans(
    opened: BoltStore, server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    load([three_years(tmp_path)], opened)
    undisturbed = stored(opened)
    opened._driver.execute_query("MATCH (n) DETACH DELETE n")
    write, writes = opened._write, []

    def interrupted(work: Callable[..., None], *args: object) -> None:
        write(work, *args)
        writes.append(work)
        if len(writes) == 2:
            restart(server)

    monkeypatch.setattr(opened, "_write", interrupted)
    monkeypatch.setattr("graph.elements.TRANSACTION_SIZE", 1)  # each plan in a transaction of its own
    report = load([tmp_path], opened)
    assert len(writes) > 2
    assert len(report.loaded) == 3
    assert not report.failed
    assert stored(opened) == undisturbed
    assert unlinked_cities(opened) == set()
    assert counts(opened).edges["CONTINUES"] > 0


def test_a_request_under_way_when_the_server_dies_ends_in_an_error_and_not_in_waiting(
    opened: BoltStore, server: Server
) -> None:
    opened.replace_plans([plan()])
    with (
        BoltStore(server.uri, server.auth, retry_time=1) as impatient,
        opened._driver.session() as session,
        ThreadPoolExecutor() as pool,
    ):
        lock = session.begin_transaction()
        lock.run("MATCH (c:City) SET c.held = true").consume()
        write = pool.submit(impatient.replace_plans, [plan(items=[Item(2)])])
        read = pool.submit(impatient.query, "UNWIND range(1, 10000000000) AS i RETURN count(i)")
        assert within(10, lambda: len(statuses(opened, "range(1, 10000000000)")) == 1 and blocked(opened) == 1)
        server.kill()
        begun = time.monotonic()
        for request in (write, read):
            with pytest.raises(StoreUnavailable, match=server.uri):
                request.result(30)
        assert time.monotonic() - begun < CONNECT_LIMIT


def test_a_write_that_a_deadlock_undoes_is_done_again(opened: BoltStore, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two strangers hold what our write needs after it holds what one of them needs. That one has written more, so
    the server chooses ours to be undone."""
    items = [Item(1, units=("市甲局",), facilities=("桥梁",))]
    opened.replace_plans([plan(items=items)])
    replace_plans, tries = writing.replace_plans, []

    def counted(tx: neo4j.ManagedTransaction, plans: Sequence[PlanGraph]) -> None:
        tries.append(plans)
        replace_plans(tx, plans)

    monkeypatch.setattr(writing, "replace_plans", counted)
    changed = plan(items=[*items, Item(2)])
    with opened._driver.session() as one, opened._driver.session() as other, ThreadPoolExecutor() as pool:
        mighty, gate = one.begin_transaction(), other.begin_transaction()
        mighty.run("MATCH (u:Unit) SET u.held = true").consume()
        mighty.run("UNWIND range(1, 2000) AS i CREATE (y:Year {key: 'held ' + i})").consume()
        gate.run("MATCH (f:Facility) SET f.held = true").consume()
        ours = pool.submit(opened.replace_plans, [changed])
        assert within(10, lambda: blocked(opened) == 1)
        theirs = pool.submit(_set_city_and_undo, mighty)
        assert within(10, lambda: blocked(opened) == 2)
        gate.rollback()
        theirs.result(30)
        ours.result(30)
    assert len(tries) == 2
    assert opened.plan_digests() == {changed.key: changed.sha256}
    assert len(opened.query("MATCH (i:Initiative) RETURN i.key").rows) == 2


def _set_city_and_undo(tx: neo4j.Transaction) -> None:
    tx.run("MATCH (c:City) SET c.held = true").consume()
    tx.rollback()


def blocked(store: BoltStore) -> int:
    return sum(status.startswith("Blocked") for status in statuses(store))


def statuses(store: BoltStore, text: str = "") -> list[Any]:
    shown = store.query("SHOW TRANSACTIONS YIELD currentQuery, status").rows
    return [status for query, status in shown if text in query]
