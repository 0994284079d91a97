from __future__ import annotations

from pathlib import Path

import pytest

from graph.store.settings import StoreSettings
from tests.cli.conftest import Run
from tests.invented import three_years
from tests.stores import EMBEDDED

STORES = EMBEDDED


@pytest.fixture
def backed_up(with_store: Run, tmp_path: Path) -> Path:
    """A backup of three years."""
    assert with_store("load", three_years(tmp_path / "in")).exit_code == 0
    file = tmp_path / "plans.zip"
    result = with_store("backup", file)
    assert result.exit_code == 0
    assert result.stdout.startswith("3 plans, ")
    assert str(file) in result.stdout
    return file


def test_a_backup_is_restored_into_an_empty_place_and_by_force_into_another(
    backed_up: Path, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(str(StoreSettings.model_fields["data_dir"].validation_alias), str(tmp_path / "copy"))
    monkeypatch.setenv(str(StoreSettings.model_fields["linger"].validation_alias), "0")
    result = run("restore", backed_up)
    assert result.exit_code == 0
    assert result.stdout.startswith("3 plans, as backed up at 20")
    assert "3 plans" in result.stdout
    again = run("restore", backed_up)
    assert again.exit_code == 1
    assert "has a graph already; with --force" in again.stderr
    assert run("restore", backed_up, "--force").exit_code == 0
    assert "2023.txt" in run("status").stdout


def test_a_file_that_is_no_backup_is_told_in_one_line(run: Run, tmp_path: Path) -> None:
    file = three_years(tmp_path / "in") / "2021.txt"
    result = run("restore", file)
    assert result.exit_code == 1
    (line,) = result.stderr.splitlines()
    assert line.startswith(f"govgraph: {file}: it is not a whole zip file")


def test_a_place_that_cannot_be_written_is_wrong_usage(with_store: Run, tmp_path: Path) -> None:
    assert with_store("backup", tmp_path / "gone" / "plans.zip").exit_code == 2


@pytest.mark.parametrize(
    ("command", "words"),
    [
        ("backup", "neo4j-admin database dump plans --to-path=FOLDER"),
        ("restore", "neo4j-admin database load plans --from-path=FOLDER --overwrite-destination=true"),
    ],
)
def test_with_neo4j_its_own_tool_is_named(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str, words: str
) -> None:
    monkeypatch.setenv("NEO4J_URI", "bolt://127.0.0.1:7687")
    monkeypatch.setenv("NEO4J_DATABASE", "plans")
    result = run(command, tmp_path / "plans.zip")
    assert result.exit_code == 1
    (line,) = result.stderr.splitlines()
    assert "bolt://127.0.0.1:7687" in line
    assert line.endswith(words)
    assert not (tmp_path / "plans.zip").exists()


@pytest.mark.parametrize("command", ["backup", "restore"])
def test_without_a_file_the_command_is_wrong(run: Run, command: str) -> None:
    assert run(command).exit_code == 2
