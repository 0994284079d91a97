"""Fixtures for what is shared: real stores on every server, the annotated plans, a browser."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from benchmarks.gold import shared_folder
from graph.store.bolt import BoltStore
from tests import stores

BROWSER_FLAGS = (
    "--no-sandbox --disable-gpu --disable-background-networking --disable-component-update "
    "--disable-sync --no-first-run"
)


@pytest.fixture
def embedded_dir(tmp_path: Path) -> Path:
    """A data directory that does not exist yet."""
    return tmp_path / "data"


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run what asks for a store on each of those that its module names."""
    if "store" in metafunc.fixturenames:
        metafunc.parametrize("store", getattr(metafunc.module, "STORES", stores.ALL), indirect=True)


@pytest.fixture(scope="session")
def store(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[BoltStore]:
    """A store on each server in turn, open as long as tests need it; whatever the tests before left is in it."""
    with stores.started(request.param, tmp_path_factory.mktemp(request.param)) as opened:
        yield opened


@pytest.fixture
def empty_store(store: BoltStore) -> BoltStore:
    """The session's store without any node; the constraints and indexes are there."""
    store._driver.execute_query("MATCH (n) DETACH DELETE n", database_=store._database)
    return store


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of the real, annotated plans, beside the project or where GOVGRAPH_SHARED points; without it
    the tests that need it are skipped, on CI they fail."""
    try:
        return shared_folder()
    except FileNotFoundError as error:
        if os.environ.get("CI"):
            pytest.fail(str(error))
        pytest.skip(str(error))


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium without a window, closed after the module: while it is open, its event loop runs in this thread.
    Without Chromium the tests that need it are skipped, on CI they fail."""
    program = shutil.which("chromium") or shutil.which("google-chrome")
    if program is None:
        reason = "Chromium is not installed: apt-get install chromium fonts-noto-cjk"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=program, args=BROWSER_FLAGS.split())
        yield opened
        opened.close()
