"""What is said of an address or an account with which no store is reached."""

from __future__ import annotations

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest

from graph import connect
from graph.errors import ForbiddenQuery, QueryTimeout, StoreUnavailable
from graph.kinds import ontology
from graph.store import bolt
from graph.store.bolt import BoltStore
from graph.store.embedded import EmbeddedStore
from graph.store.settings import StoreSettings
from tests.dead_ends import DEAD_ENDS, dead_end
from tests.graph.store.processes import within
from tests.neo4j.server import TOO_OLD, Server
from tests.stores import settings_of

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
        connect(uri=f"{scheme}://{place}", password="x")


@pytest.mark.parametrize("kind", NOT_IN_TIME)
def test_what_never_answers_is_given_up_within_ten_seconds(tmp_path: Path, kind: str) -> None:
    assert bolt.CONNECT_LIMIT == 10
    begun = time.monotonic()
    with dead_end(kind) as place, refused(place, "in time"):
        connect(uri=f"bolt://{place}", password="x")
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
        connect(uri=uri, password="x")


def test_a_password_in_the_address_is_refused_and_not_shown(tmp_path: Path) -> None:
    with refused("bolt://127.0.0.1:7687", "NEO4J_PASSWORD") as caught:
        connect(uri="bolt://me:secret@127.0.0.1:7687")
    assert "secret" not in str(caught.value)


def test_a_wrong_password_is_said_to_be_one(store: BoltStore, tmp_path: Path) -> None:
    with refused(store._uri, "check NEO4J_USERNAME and NEO4J_PASSWORD"):
        connect(uri=store._uri, username=store._auth[0], password="wrong")


@pytest.mark.parametrize("user", ["nobody", ""])
def test_an_unknown_user_is_said_to_be_one(store: BoltStore, tmp_path: Path, user: str) -> None:
    with refused(store._uri, "check NEO4J_USERNAME and NEO4J_PASSWORD"):
        connect(uri=store._uri, username=user, password="x")


def test_after_too_many_failed_logins_the_user_is_told_to_wait(neo4j_store: BoltStore, tmp_path: Path) -> None:
    add_user(neo4j_store, "hasty", "the right one")
    for _ in range(4):
        with pytest.raises(StoreUnavailable) as caught:
            connect(uri=neo4j_store._uri, username="hasty", password="wrong")
    assert "too many that failed: wait" in str(caught.value)
    with refused(neo4j_store._uri, "too many that failed: wait"):
        connect(uri=neo4j_store._uri, username="hasty", password="the right one")


def test_a_password_that_must_be_changed_is_said_to(neo4j_store: BoltStore, tmp_path: Path) -> None:
    add_user(neo4j_store, "new", "the first one", change=True)
    with refused(neo4j_store._uri, "wants the first password of this user changed"):
        connect(uri=neo4j_store._uri, username="new", password="the first one")


@pytest.mark.parametrize("scheme", ["bolt", "neo4j"])
def test_a_database_that_does_not_exist_is_said_not_to(store: BoltStore, tmp_path: Path, scheme: str) -> None:
    if scheme == "neo4j" and isinstance(store, EmbeddedStore):
        pytest.skip("the embedded server has no routing")
    user, password = store._auth
    uri = store._uri.replace("bolt", scheme)
    with refused(uri, "nowhere", "check NEO4J_DATABASE"):
        connect(uri=uri, username=user, password=password, database="nowhere")


@pytest.mark.parametrize("scheme", ["bolt+s", "bolt+ssc", "neo4j+s", "neo4j+ssc"])
def test_a_server_without_tls_is_said_to_take_no_encrypted_connection(
    store: BoltStore, tmp_path: Path, scheme: str
) -> None:
    user, password = store._auth
    uri = store._uri.replace("bolt", scheme)
    with refused(uri, "takes no encrypted connection; without +s"):
        connect(uri=uri, username=user, password=password)


def test_a_server_that_is_too_old_is_refused_with_its_version_and_the_one_needed(tmp_path: Path) -> None:
    with (
        Server(TOO_OLD, tmp_path / "home") as server,
        refused(server.uri, f"is Neo4j {TOO_OLD.number}, which is too old", "Neo4j 5 or newer"),
    ):
        connect(uri=server.uri, username=server.auth[0], password=server.auth[1])


def test_opening_a_store_makes_a_unique_key_for_every_label(store: BoltStore) -> None:
    found = store.query("SHOW CONSTRAINTS YIELD labelsOrTypes, properties").rows
    assert {(labels[0], properties[0]) for labels, properties in found} >= {
        (label, "key") for label in ontology().kinds
    }


def test_the_environment_names_the_store(store: BoltStore, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in settings_of(store).model_dump(exclude_unset=True).items():
        monkeypatch.setenv(str(StoreSettings.model_fields[name].validation_alias), str(value))
    with connect() as opened:
        assert opened.description == store.description


def test_what_is_given_counts_before_the_environment(embedded_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GOVGRAPH_DATA_DIR", "/proc/nowhere")
    monkeypatch.setenv("GOVGRAPH_LINGER", "0")
    monkeypatch.setenv("NEO4J_URI", "bolt://127.0.0.1:1")
    with connect(data_dir=embedded_dir) as opened:
        assert str(embedded_dir) in opened.description


@pytest.mark.parametrize(("name", "value"), [("GOVGRAPH_LINGER", "a while"), ("GOVGRAPH_LINGER", "-1")])
def test_an_environment_that_makes_no_sense_is_said_to(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(StoreUnavailable, match=name):
        connect()


def test_strangers_queries_run_as_the_reader_where_one_is_given(neo4j_store: BoltStore) -> None:
    add_user(neo4j_store, "analyst", "reads alone")
    known = settings_of(neo4j_store)
    settings = known.model_copy(update={"reader": "analyst", "reader_password": "reads alone"})
    slow = "UNWIND range(1, 1000000000) AS i WITH i WHERE i % 7 = 8 RETURN count(i)"
    with settings.open_store() as opened, ThreadPoolExecutor() as pool:
        asked = pool.submit(opened.query_untrusted, slow, time_limit=3.0)
        shown = "SHOW TRANSACTIONS YIELD username, currentQuery WHERE currentQuery STARTS WITH $slow RETURN username"
        assert within(10, lambda: opened.query(shown, {"slow": slow}).rows == [["analyst"]])
        with pytest.raises(QueryTimeout):
            asked.result(30)
        assert opened.query_untrusted("RETURN 1").rows == [[1]]
        with pytest.raises(ForbiddenQuery):
            opened.query_untrusted("LOAD CSV FROM 'http://127.0.0.1:9/x' AS row RETURN row")


def test_a_reader_who_is_refused_costs_strangers_queries_alone(neo4j_store: BoltStore) -> None:
    settings = settings_of(neo4j_store).model_copy(update={"reader": "nobody", "reader_password": "x"})
    with settings.open_store() as opened:
        assert opened.query("RETURN 1").rows == [[1]]
        with pytest.raises(
            StoreUnavailable, match="refuses the user name or the password: check NEO4J_READER_USERNAME"
        ):
            opened.query_untrusted("RETURN 1")
