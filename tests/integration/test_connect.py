"""What is said of an address or an account with which no store is reached."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from graph.errors import StoreUnavailable
from graph.kinds import ontology
from graph.store import bolt, connect
from graph.store.bolt import BoltStore
from graph.store.embedded import EmbeddedStore
from tests.dead_ends import DEAD_ENDS, dead_end
from tests.neo4j.server import TOO_OLD, Server

NOT_IN_TIME = [kind for kind, words in DEAD_ENDS.items() if "in time" in words]


@contextmanager
def refused(uri: str, *words: str) -> Iterator[pytest.ExceptionInfo[StoreUnavailable]]:
    """What happens inside raises StoreUnavailable with one line, which has the address and `words`."""
    with pytest.raises(StoreUnavailable) as caught:
        yield caught
    message = str(caught.value)
    for word in (uri, *words):
        assert word in message
    assert len(message.splitlines()) == 1


@pytest.fixture
def neo4j_store(store: BoltStore) -> BoltStore:
    if isinstance(store, EmbeddedStore):
        pytest.skip("about Neo4j's accounts")
    return store


def add_user(store: BoltStore, name: str, password: str, *, change: bool = False) -> None:
    required = "CHANGE REQUIRED" if change else "CHANGE NOT REQUIRED"
    store._driver.execute_query(
        f"CREATE OR REPLACE USER `{name}` SET PASSWORD $password {required}", password=password, database_="system"
    )


def test_a_store_describes_itself(store: BoltStore) -> None:
    assert ("ArcadeDB" if isinstance(store, EmbeddedStore) else "Neo4j") in store.description


@pytest.mark.parametrize("scheme", ["bolt", "neo4j"])
@pytest.mark.parametrize("kind", DEAD_ENDS)
def test_an_address_without_a_store_is_named_with_what_to_do(
    tmp_path: Path, scheme: str, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bolt, "CONNECT_LIMIT", 0.5)
    with dead_end(kind) as place, refused(f"{scheme}://{place}", "is not reached", DEAD_ENDS[kind]):
        connect(uri=f"{scheme}://{place}", password="x", data_dir=tmp_path)


@pytest.mark.parametrize("kind", NOT_IN_TIME)
def test_what_never_answers_is_given_up_within_ten_seconds(tmp_path: Path, kind: str) -> None:
    assert bolt.CONNECT_LIMIT == 10
    begun = time.monotonic()
    with dead_end(kind) as place, refused(place, "in time"):
        connect(uri=f"bolt://{place}", password="x", data_dir=tmp_path)
    assert time.monotonic() - begun < 12


@pytest.mark.parametrize(
    ("uri", "reason"),
    [
        ("nowhere", "begins with none of bolt://"),
        ("http://127.0.0.1:7474", "begins with none of bolt://"),
        ("bolt://", "names no host"),
        ("bolt://:7687", "names no host"),
        ("bolt://127.0.0.1:99999", "Port out of range"),
        ("bolt://127.0.0.1:bolt", "Port"),
        ("bolt://[::1", "IPv6"),
        ("bolt://127.0.0.1?policy=near", "bolt"),
    ],
)
def test_what_is_no_address_is_said_to_be_none(tmp_path: Path, uri: str, reason: str) -> None:
    with refused(uri, "is not an address of a graph store", reason):
        connect(uri=uri, password="x", data_dir=tmp_path)


def test_a_password_in_the_address_is_refused_and_not_shown(tmp_path: Path) -> None:
    with refused("bolt://127.0.0.1:7687", "NEO4J_PASSWORD") as caught:
        connect(uri="bolt://me:secret@127.0.0.1:7687", data_dir=tmp_path)
    assert "secret" not in str(caught.value)


def test_a_wrong_password_is_said_to_be_one(store: BoltStore, tmp_path: Path) -> None:
    with refused(store._uri, "check NEO4J_USERNAME and NEO4J_PASSWORD"):
        connect(uri=store._uri, user=store._auth[0], password="wrong", data_dir=tmp_path)


@pytest.mark.parametrize("user", ["nobody", ""])
def test_an_unknown_user_is_said_to_be_one(store: BoltStore, tmp_path: Path, user: str) -> None:
    with refused(store._uri, "check NEO4J_USERNAME and NEO4J_PASSWORD"):
        connect(uri=store._uri, user=user, password="x", data_dir=tmp_path)


def test_after_too_many_failed_logins_the_user_is_told_to_wait(neo4j_store: BoltStore, tmp_path: Path) -> None:
    add_user(neo4j_store, "hasty", "the right one")
    for _ in range(4):
        with pytest.raises(StoreUnavailable) as caught:
            connect(uri=neo4j_store._uri, user="hasty", password="wrong", data_dir=tmp_path)
    assert "too many that failed: wait" in str(caught.value)
    with refused(neo4j_store._uri, "too many that failed: wait"):
        connect(uri=neo4j_store._uri, user="hasty", password="the right one", data_dir=tmp_path)


def test_a_password_that_must_be_changed_is_said_to(neo4j_store: BoltStore, tmp_path: Path) -> None:
    add_user(neo4j_store, "new", "the first one", change=True)
    with refused(neo4j_store._uri, "wants the first password of this user changed"):
        connect(uri=neo4j_store._uri, user="new", password="the first one", data_dir=tmp_path)


@pytest.mark.parametrize("scheme", ["bolt", "neo4j"])
def test_a_database_that_does_not_exist_is_said_not_to(store: BoltStore, tmp_path: Path, scheme: str) -> None:
    if scheme == "neo4j" and isinstance(store, EmbeddedStore):
        pytest.skip("the embedded server has no routing")
    user, password = store._auth
    uri = store._uri.replace("bolt", scheme)
    with refused(uri, "nowhere", "check NEO4J_DATABASE"):
        connect(uri=uri, user=user, password=password, database="nowhere", data_dir=tmp_path)


@pytest.mark.parametrize("scheme", ["bolt+s", "bolt+ssc", "neo4j+s", "neo4j+ssc"])
def test_a_server_without_tls_is_said_to_take_no_encrypted_connection(
    store: BoltStore, tmp_path: Path, scheme: str
) -> None:
    user, password = store._auth
    uri = store._uri.replace("bolt", scheme)
    with refused(uri, "takes no encrypted connection; without +s"):
        connect(uri=uri, user=user, password=password, data_dir=tmp_path)


def test_a_server_that_is_too_old_is_refused_with_its_version_and_the_one_needed(tmp_path: Path) -> None:
    with (
        Server(TOO_OLD, tmp_path / "home") as server,
        refused(server.uri, f"is Neo4j {TOO_OLD.number}, which is too old", "Neo4j 5 or newer"),
    ):
        connect(uri=server.uri, user=server.auth[0], password=server.auth[1], data_dir=tmp_path)


def test_opening_a_store_makes_a_unique_key_for_every_label(store: BoltStore) -> None:
    found = store.query("SHOW CONSTRAINTS YIELD labelsOrTypes, properties").rows
    assert {(labels[0], properties[0]) for labels, properties in found} >= {
        (label, "key") for label in ontology().kinds
    }
