"""The samples as scenes and lines of work, and a browser."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from graph.queries import overview_scene, regulations_scene, responsibility_scene, trace
from graph.scenes import OverviewScene, RegulationsScene, ResponsibilityScene
from graph.store.bolt import BoltStore
from graph.trace import Line
from loaders.load import load

SAMPLES = Path(__file__).parents[2] / "samples"
FLAGS = (
    "--no-sandbox --disable-gpu --disable-background-networking --disable-component-update "
    "--disable-sync --no-first-run"
)


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


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium without a window. Where CI is set it has to be there."""
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        if os.environ.get("CI"):
            pytest.fail("Chromium is not installed: apt-get install chromium fonts-noto-cjk")
        pytest.skip("Chromium is not installed: apt-get install chromium fonts-noto-cjk")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium, args=FLAGS.split())
        yield opened
        opened.close()
