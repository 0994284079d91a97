from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from cli.main import app
from graph.store.bolt import BoltStore
from graph.store.embedded import EmbeddedStore
from graph.store.settings import StoreSettings
from tests.stores import settings_of

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


@pytest.fixture
def with_store(run: Run, empty_store: BoltStore, monkeypatch: pytest.MonkeyPatch) -> Run:
    """`run` with a store that is empty at first; its server runs throughout, so that no command waits for it."""
    for name, value in settings_of(empty_store).model_dump(exclude_unset=True).items():
        monkeypatch.setenv(str(StoreSettings.model_fields[name].validation_alias), str(value))
    if isinstance(empty_store, EmbeddedStore):
        (empty_store.directory / "unread.json").unlink(missing_ok=True)
    return run
