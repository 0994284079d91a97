"""Graphs of earlier and later versions of the program."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from graph.errors import StoreUnavailable
from graph.kinds import ontology
from graph.queries import search
from graph.store import migrations
from graph.store.bolt import BoltStore
from graph.store.embedded import EmbeddedStore
from graph.store.protocol import Store
from graph.store.schema import missing_fulltext, missing_schema
from tests.graph.store.plans import Item, plan, stored
from tests.stores import settings_of

FULLTEXT = [index.name for index in missing_fulltext(())]


def reopened(store: BoltStore) -> Store:
    """The graph of `store`, as the next command opens it."""
    return settings_of(store).open_store()


def names(store: BoltStore) -> set[str]:
    return {row[0] for kind in ("INDEXES", "CONSTRAINTS") for row in store.query(f"SHOW {kind} YIELD name").rows}


def drop(store: BoltStore, *indexes: str) -> None:
    for name in indexes:
        if isinstance(store, EmbeddedStore):
            store.command(f"DROP INDEX `{name}` IF EXISTS")
        else:
            store._driver.execute_query(f"DROP INDEX {name} IF EXISTS", database_=store._database)


@pytest.fixture
def first_version(empty_store: BoltStore) -> Iterator[BoltStore]:
    """A store with a plan as the first version wrote it: without the name of a version, without full-text indexes."""
    empty_store.replace_plans([plan(items=[Item(1, units=("市甲局",), facilities=("青棹大桥",), targets=(1.75,))])])
    drop(empty_store, *FULLTEXT, migrations.version_name())
    yield empty_store
    reopened(empty_store).close()


def test_a_new_graph_has_this_version_and_all_indexes(store: BoltStore) -> None:
    found = names(store)
    assert migrations.version_of(found) == migrations.VERSION
    assert missing_schema(found) == []
    assert missing_fulltext(found) == []


def test_what_the_ontology_wants_found_by_its_words_is_text() -> None:
    marked = [shape for kind in ontology().kinds.values() for shape in kind.properties.values() if shape.fulltext]
    assert {shape.type for shape in marked} == {"string"}
    assert not any(shape.index for shape in marked)


def test_an_earlier_graph_is_upgraded_and_keeps_what_it_has(first_version: BoltStore) -> None:
    before = stored(first_version)
    assert migrations.version_of(names(first_version)) == 1
    with reopened(first_version) as store:
        assert migrations.version_of(names(store)) == migrations.VERSION
        assert missing_fulltext(names(store)) == []
        nodes, edges = stored(store)
        (top,) = (key for key in nodes if key[0] == "Plan")
        assert nodes[top].pop("stale") is True
        assert (nodes, edges) == before
        assert [group.label for group in search(store, "青棹大桥")] == ["Facility"]
        assert [group.label for group in search(store, "检修桥梁")] == ["Initiative"]


def test_a_plan_of_an_earlier_graph_is_read_again_and_only_once(first_version: BoltStore) -> None:
    with reopened(first_version) as store:
        (key,) = store.plan_digests()
        assert store.plan_digests() == {key: ""}
        store.replace_plans([plan()])
        assert store.plan_digests() == {key: plan().sha256}
    with reopened(first_version) as store:
        assert store.plan_digests() == {key: plan().sha256}


def test_an_upgrade_that_is_interrupted_is_done_again(
    first_version: BoltStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lost(*_: Any) -> None:
        raise StoreUnavailable("lost")

    with monkeypatch.context() as patched:
        patched.setattr("graph.store.bolt.upgrade", lost)
        with pytest.raises(StoreUnavailable, match="lost"):
            reopened(first_version)
    assert migrations.version_of(names(first_version)) == 1
    with reopened(first_version) as store:
        assert migrations.version_of(names(store)) == migrations.VERSION
        assert set(store.plan_digests().values()) == {""}


def test_a_later_graph_is_refused_with_what_to_do_and_left_alone(empty_store: BoltStore) -> None:
    empty_store.replace_plans([plan()])
    before = stored(empty_store)
    later = f"schema_{migrations.VERSION + 7}"
    empty_store._driver.execute_query(
        f"CREATE INDEX {later} FOR (n:Plan) ON (n.{later})", database_=empty_store._database
    )
    try:
        with pytest.raises(StoreUnavailable, match=rf"newer govgraph \(schema {migrations.VERSION + 7}.* upgrade"):
            reopened(empty_store)
        assert stored(empty_store) == before
    finally:
        drop(empty_store, later)


def test_each_version_since_the_first_says_how_to_come_to_it() -> None:
    assert [migrations.steps_from(version) for version in (0, migrations.VERSION)] == [[], []]
    assert migrations.steps_from(1)


def test_what_others_have_in_a_database_makes_it_no_graph_of_an_earlier_version() -> None:
    assert migrations.version_of(()) == 0
    assert migrations.version_of({"index_343aff4e", "index_f7700477", "people_name"}) == 0
    assert migrations.version_of({"index_343aff4e", "Plan_key"}) == 1
    assert migrations.version_of({"Plan_key", "schema_2", "schema_3"}) == 3
