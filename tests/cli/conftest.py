from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from cli.main import app
from graph.store.embedded import EmbeddedStore, open_embedded

Run = Callable[..., Result]
PROJECT = Path(__file__).parents[2]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """Runs the program on its arguments in this process, away from the user's own store and settings."""
    for name in [name for name in os.environ if name.startswith(("NEO4J_", "GOVGRAPH_"))]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("GOVGRAPH_DATA_DIR", str(tmp_path / "untouched"))
    monkeypatch.setenv("COLUMNS", "120")

    def invoke(*arguments: str | Path, stdin: str | None = None) -> Result:
        result = CliRunner().invoke(app, [str(argument) for argument in arguments], input=stdin)
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    return invoke


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, EmbeddedStore]]:
    """A data directory whose server runs throughout, so that no command waits for its start."""
    directory = tmp_path_factory.mktemp("cli") / "data"
    with open_embedded(directory, linger=1) as store:
        yield directory, store


@pytest.fixture
def with_store(run: Run, server: tuple[Path, EmbeddedStore], monkeypatch: pytest.MonkeyPatch) -> Run:
    """`run` with a store that is empty at first."""
    directory, store = server
    store._driver.execute_query("MATCH (n) DETACH DELETE n", database_=store._database)
    (directory / "unread.json").unlink(missing_ok=True)
    monkeypatch.setenv("GOVGRAPH_DATA_DIR", str(directory))
    monkeypatch.setenv("GOVGRAPH_LINGER", "1")
    return run
