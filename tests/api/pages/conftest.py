"""The pages over HTTP, on the sample plans and on hostile ones."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from api import ApiSettings, create_app
from graph.queries import unlinked_cities
from graph.store.embedded import open_embedded
from graph.store.settings import StoreSettings
from loaders.load import load, relink
from loaders.to_graph import plan_graph
from tests.api.conftest import SAMPLES, serving
from tests.api.pages.hostile import hostile_plan


@pytest.fixture(scope="session")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    """A browser's way of asking the application, whose store has samples/ and two hostile plans."""
    directory: Path = tmp_path_factory.mktemp("pages") / "data"
    with open_embedded(directory, linger=1) as store:
        assert not load([SAMPLES], store).failed
        for year in (2023, 2024):
            store.replace_plans([plan_graph(hostile_plan(year))])
        relink(store, unlinked_cities(store))
        with serving(
            create_app(ApiSettings(store=StoreSettings(data_dir=directory, linger=1), time_limit=2.0, row_limit=50))
        ) as client:
            client.headers["Accept"] = "text/html,application/xhtml+xml"
            yield client
