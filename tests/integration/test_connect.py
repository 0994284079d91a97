from __future__ import annotations

from pathlib import Path

import pytest

from graph.errors import StoreUnavailable
from graph.kinds import ontology
from graph.store import connect
from graph.store.bolt import BoltStore
from graph.store.embedded import EmbeddedStore


def test_a_store_describes_itself(store: BoltStore) -> None:
    assert ("ArcadeDB" if isinstance(store, EmbeddedStore) else "Neo4j") in store.description


def test_an_address_where_nobody_listens_is_named(tmp_path: Path) -> None:
    with pytest.raises(StoreUnavailable, match="is not reached"):
        connect(uri="bolt://127.0.0.1:1", password="x", data_dir=tmp_path)


@pytest.mark.parametrize("uri", ["nowhere", "http://127.0.0.1:7474", "bolt://"])
def test_what_is_no_address_is_said_to_be_none(tmp_path: Path, uri: str) -> None:
    with pytest.raises(StoreUnavailable, match=uri):
        connect(uri=uri, password="x", data_dir=tmp_path)


def test_a_wrong_password_is_said_to_be_one(store: BoltStore, tmp_path: Path) -> None:
    with pytest.raises(StoreUnavailable, match="password"):
        connect(uri=store._uri, user=store._auth[0], password="wrong", data_dir=tmp_path)


def test_a_database_that_does_not_exist_is_said_not_to(store: BoltStore, tmp_path: Path) -> None:
    user, password = store._auth
    with pytest.raises(StoreUnavailable, match="nowhere"):
        connect(uri=store._uri, user=user, password=password, database="nowhere", data_dir=tmp_path)


def test_opening_a_store_makes_a_unique_key_for_every_label(store: BoltStore) -> None:
    found = store.query("SHOW CONSTRAINTS YIELD labelsOrTypes, properties").rows
    assert {(labels[0], properties[0]) for labels, properties in found} >= {
        (label, "key") for label in ontology().kinds
    }
