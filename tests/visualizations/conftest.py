"""The samples as scenes and lines of work."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from graph.queries import overview_scene, regulations_scene, responsibility_scene, trace
from graph.scenes import OverviewScene, RegulationsScene, ResponsibilityScene
from graph.store.bolt import BoltStore
from graph.trace import Line
from loaders.load import load

SAMPLES = Path(__file__).parents[2] / "samples"


@dataclass(frozen=True)
class Samples:
    """What the store answers about the samples."""

    overview: OverviewScene
    small_overview: OverviewScene
    responsibility: ResponsibilityScene
    regulations: RegulationsScene
    bridges: list[Line]
    platforms: list[Line]


@pytest.fixture(scope="session")
def samples(store: BoltStore) -> Samples:
    """Asked once; the store may be emptied by other tests afterwards."""
    store._driver.execute_query("MATCH (n) DETACH DELETE n", database_=store._database)
    load([SAMPLES], store)
    return Samples(
        overview_scene(store, "济宁市", 2023),
        overview_scene(store, "济宁", 2023, limit=12),
        responsibility_scene(store, "临沂市", 2023),
        regulations_scene(store, "济宁市"),
        trace(store, "桥梁监测"),
        trace(store, "平台"),
    )
