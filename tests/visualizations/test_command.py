from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from typer.testing import CliRunner

from cli.main import app
from graph.store.bolt import BoltStore
from loaders.load import load
from tests.invented import CITY, three_years


@pytest.fixture
def command(empty_store: BoltStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> CliRunner:
    """Runs the program on a store with three years of one city."""
    load([three_years(tmp_path / "plans")], empty_store)

    @contextmanager
    def opened() -> Iterator[BoltStore]:
        yield empty_store

    monkeypatch.setattr("cli.settings.open_store", opened)
    return CliRunner()


@pytest.mark.parametrize(
    ("arguments", "heading"),
    [
        (["overview", "--city", CITY, "--year", "2023"], f"{CITY} 2023年工作全景"),
        (["trace", "桥梁监测"], "桥梁监测：历年脉络"),
        (["trace", "桥梁监测", "--city", CITY], f"{CITY} 桥梁监测：历年脉络"),
        (["responsibility", "--city", CITY, "--year", "2023"], f"{CITY} 2023年责任分工"),
        (["regulations", "--city", CITY], f"{CITY}制度文件历年进展"),
    ],
)
def test_a_view_is_written_and_its_path_printed(
    command: CliRunner, tmp_path: Path, arguments: list[str], heading: str
) -> None:
    file = tmp_path / "views" / "页面.html"
    result = command.invoke(app, ["view", *arguments, "-o", str(file)])
    assert result.exit_code == 0, result.output
    assert result.stdout == f"{file}\n"
    assert f"<title>{heading}</title>" in file.read_text("utf-8")


def test_a_limit_is_kept(command: CliRunner, tmp_path: Path) -> None:
    file = tmp_path / "f.html"
    arguments = ["view", "overview", "--city", CITY, "--year", "2023", "--limit", "4", "-o", str(file)]
    assert command.invoke(app, arguments).exit_code == 0
    assert "显示 4 / 共" in file.read_text("utf-8")


@pytest.mark.parametrize(
    "arguments",
    [
        ["overview", "--city", "没有市", "--year", "2023"],
        ["overview", "--city", CITY, "--year", "2022"],
        ["regulations", "--city", "没有市"],
    ],
)
def test_what_is_not_there_is_a_problem_of_the_input(command: CliRunner, tmp_path: Path, arguments: list[str]) -> None:
    result = command.invoke(app, ["view", *arguments, "-o", str(tmp_path / "f.html")])
    assert result.exit_code == 1
    assert "in the store (there are:" in result.stderr
    assert not (tmp_path / "f.html").exists()


def test_a_file_that_cannot_be_written_is_wrong_usage(command: CliRunner, tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("")
    target = tmp_path / "taken" / "f.html"
    result = command.invoke(app, ["view", "trace", "桥梁", "-o", str(target)])
    assert result.exit_code == 2
    assert "cannot be written" in result.stderr
