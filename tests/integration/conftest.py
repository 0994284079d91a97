"""The sample plans in stores: what every server must answer alike."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.store.bolt import BoltStore
from graph.store.embedded import open_embedded
from loaders.load import load

SAMPLES = Path(__file__).parents[2] / "samples"


@pytest.fixture(scope="module")
def embedded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BoltStore]:
    """An embedded store with the sample plans, whose answers the others are held against."""
    with open_embedded(tmp_path_factory.mktemp("embedded") / "data", linger=1) as store:
        load([SAMPLES], store)
        yield store


@pytest.fixture(scope="module")
def loaded(store: BoltStore) -> BoltStore:
    """The store of the session with the sample plans and nothing else."""
    store._driver.execute_query("MATCH (n) DETACH DELETE n", database_=store._database)
    load([SAMPLES], store)
    return store
