"""What strangers may try, in hostile.yaml: the graph stays as it is, the server answers, and nothing outside is
read or called."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

from graph.errors import QueryError, StoreUnavailable
from graph.store import untrusted
from graph.store.bolt import BoltStore
from graph.store.embedded import EmbeddedStore, open_embedded
from graph.store.protocol import Table
from tests.graph.store.plans import Graph, Item, plan, stored
from tests.graph.store.processes import within

STATEMENTS: dict[str, list[str]] = yaml.safe_load(Path(__file__).with_name("hostile.yaml").read_text("utf-8"))
SECRET = "nobody-may-read-this"
ROWS, SECONDS, CHARACTERS = 50, 0.4, 1_000_000


@dataclass(frozen=True)
class Target:
    """A store with one plan, a file with a secret and a listener, as they were before."""

    store: BoltStore
    graph: Graph
    administration: Any
    file: Path
    listener: socket.socket

    def try_(self, cypher: str) -> Table:
        """What the store answers a stranger."""
        address = f"127.0.0.1:{self.listener.getsockname()[1]}"
        cypher = cypher.replace("<FILE>", str(self.file)).replace("<ADDRESS>", address)
        return self.store.query_untrusted(cypher, row_limit=ROWS, time_limit=SECONDS, size_limit=CHARACTERS)

    def check(self) -> None:
        """Fail unless all is as it was."""
        assert stored(self.store) == self.graph
        assert administration(self.store) == self.administration
        assert self.file.read_text() == SECRET
        with pytest.raises(BlockingIOError):
            self.listener.accept()

    def settled(self) -> bool:
        """Whether the store answers, and all is as it was."""
        with suppress(StoreUnavailable):
            self.check()
            return self.store.query_untrusted("RETURN 1").rows == [[1]]
        return False


def administration(store: BoltStore) -> Any:
    return [
        sorted(store.query(f"SHOW {what} YIELD {name} RETURN {name}").rows)
        for what, name in (("CONSTRAINTS", "name"), ("INDEXES", "name"), ("USERS", "user"))
    ]


@pytest.fixture(scope="module")
def target(store: BoltStore, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Target]:
    folder = tmp_path_factory.mktemp("hostile")
    file = folder / "secret.csv"
    file.write_text(SECRET)
    with ExitStack() as stack:
        if isinstance(store, EmbeddedStore):
            # One of its own: it is started again whenever a query cannot be stopped.
            store = stack.enter_context(open_embedded(folder / "data", linger=1))
        store._driver.execute_query("MATCH (n) DETACH DELETE n", database_=store._database)
        store.replace_plans([plan(items=[Item(n, units=(f"局{n}",), targets=(1.5,)) for n in range(1, 41)])])
        # Whoever connects is in the queue of the listener, whether it is asked or not.
        listener = stack.enter_context(socket.create_server(("127.0.0.1", 0)))
        listener.setblocking(False)
        yield Target(store, stored(store), administration(store), file, listener)


@pytest.mark.parametrize("cypher", [each for kind, group in STATEMENTS.items() if kind != "bombs" for each in group])
def test_what_is_not_reading_the_graph_is_refused_without_effect(target: Target, cypher: str) -> None:
    with pytest.raises(QueryError) as refused:
        target.try_(cypher)
    assert SECRET not in str(refused.value)
    target.check()


@pytest.mark.parametrize("cypher", STATEMENTS["bombs"])
def test_a_query_that_asks_for_too_much_is_stopped_or_cut_off_and_the_server_goes_on(
    target: Target, cypher: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(untrusted, "GRACE", 0.5)
    # The embedded server ends when it is out of memory, and is started again.
    with suppress(QueryError, StoreUnavailable):
        table = target.try_(cypher)
        assert len(table.rows) <= ROWS
        assert len(str(table.rows)) <= 2 * CHARACTERS
    assert within(60, target.settled)
