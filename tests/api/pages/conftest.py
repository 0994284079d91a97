"""The pages over HTTP, on the sample plans and on hostile ones."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser, sync_playwright

from api import ApiSettings, create_app
from graph.queries import unlinked_cities
from graph.store.embedded import open_embedded
from loaders.load import load, relink
from loaders.to_graph import plan_graph
from tests.api.conftest import SAMPLES, serving
from tests.api.pages.hostile import hostile_plan

FLAGS = (
    "--no-sandbox --disable-gpu --disable-background-networking --disable-component-update "
    "--disable-sync --no-first-run"
)


@pytest.fixture(scope="session")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    """A browser's way of asking the application, whose store has samples/ and two hostile plans."""
    directory: Path = tmp_path_factory.mktemp("pages") / "data"
    with open_embedded(directory, linger=1) as store:
        assert not load([SAMPLES], store).failed
        for year in (2023, 2024):
            store.replace_plan(plan_graph(hostile_plan(year)))
        relink(store, unlinked_cities(store))
        with serving(create_app(ApiSettings(data_dir=directory, linger=1, time_limit=2.0, row_limit=50))) as client:
            client.headers["Accept"] = "text/html,application/xhtml+xml"
            yield client


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """A browser without a window, closed after the module: while it is open, its event loop runs in this thread.
    Where CI is set it has to be there."""
    program = shutil.which("chromium") or shutil.which("google-chrome")
    if program is None:
        reason = "Chromium is not installed: apt-get install chromium fonts-noto-cjk"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=program, args=FLAGS.split())
        yield opened
        opened.close()
