"""What the program says when the store that it is told of cannot be used: one line, and exit status 1."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from graph.store import bolt
from graph.store.bolt import BoltStore
from tests.cli.conftest import Run
from tests.dead_ends import DEAD_ENDS, dead_end

STORES = ("embedded", "neo4j-5")
Refused = Callable[..., str]


@pytest.fixture
def refused(run: Run, monkeypatch: pytest.MonkeyPatch) -> Refused:
    """Run a command that needs a store with these settings of Neo4j; the line on stderr."""
    monkeypatch.setattr(bolt, "CONNECT_LIMIT", 0.5)

    def told(*command: str, **settings: str) -> str:
        for name, value in settings.items():
            monkeypatch.setenv(f"NEO4J_{name.upper()}", value)
        result = run(*command)
        assert result.exit_code == 1
        assert result.stdout == ""
        (line,) = result.stderr.splitlines()
        assert line.startswith("govgraph: ")
        return line

    return told


@pytest.mark.parametrize("kind", DEAD_ENDS)
def test_an_address_without_a_store_is_told_with_what_to_do(refused: Refused, kind: str) -> None:
    with dead_end(kind) as place:
        line = refused("status", uri=f"bolt://{place}", password="x")
    assert f"bolt://{place}" in line
    assert DEAD_ENDS[kind] in line


def test_what_is_no_address_is_told(refused: Refused) -> None:
    line = refused("load", "samples", uri="http://127.0.0.1:7474")
    assert "http://127.0.0.1:7474 is not an address of a graph store" in line


def test_what_the_server_does_not_take_is_told(refused: Refused, store: BoltStore) -> None:
    user, password = store._auth
    assert "check NEO4J_USERNAME" in refused("status", uri=store._uri, username=user, password="wrong")
    assert "check NEO4J_USERNAME" in refused("status", username="nobody", password=password)
    assert "check NEO4J_DATABASE" in refused("status", username=user, password=password, database="nowhere")
    assert "no encrypted connection" in refused("status", uri=store._uri.replace("bolt", "bolt+s"), database="neo4j")
