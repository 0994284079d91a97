from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.invented import BRIDGES_2023, GREEN, LIGHTS, plan_pdf, plan_text, three_years, write_plan


def test_plans_are_loaded_and_the_store_says_so(with_store: Run, tmp_path: Path) -> None:
    result = with_store("load", three_years(tmp_path))
    assert result.exit_code == 0
    assert "3 new, 0 replaced, 0 unchanged" in result.stdout
    status = json.loads(with_store("status", "--json").stdout)
    assert [plan["source"] for plan in status["plans"]] == ["2021.txt", "2023.txt", "2024.txt"]
    assert status["counts"]["nodes"]["Initiative"] == 7
    shown = with_store("status").stdout
    assert "ArcadeDB" in shown or "Neo4j" in shown
    assert "工作事项" in shown
    assert "2023.txt" in shown


def test_loading_twice_changes_nothing(with_store: Run, tmp_path: Path) -> None:
    with_store("load", three_years(tmp_path))
    before = with_store("status", "--json").stdout
    result = with_store("load", tmp_path)
    assert result.exit_code == 0
    assert "0 new, 0 replaced, 3 unchanged; 0 links written" in result.stdout
    assert with_store("status", "--json").stdout == before


def test_plans_in_an_archive_are_loaded_once(with_store: Run, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "plans.zip", "w") as archive:
        for file in three_years(tmp_path / "plans").iterdir():
            archive.write(file, f"历年要点/{file.name}")
    first = json.loads(with_store("load", tmp_path / "plans.zip", "--json").stdout)
    assert [entry["file"] for entry in first["loaded"]] == [
        str(tmp_path / "plans.zip" / "历年要点" / f"{year}.txt") for year in (2021, 2023, 2024)
    ]
    again = with_store("load", tmp_path / "plans.zip")
    assert "0 new, 0 replaced, 3 unchanged" in again.stdout
    assert "0 new, 0 replaced, 3 unchanged" in with_store("load", tmp_path / "plans").stdout


def test_pages_that_are_missing_from_a_plan_are_told(with_store: Run, tmp_path: Path) -> None:
    (tmp_path / "plan.pdf").write_bytes(plan_pdf(plan_text(2024, GREEN), "", "完。"))
    result = with_store("load", tmp_path)
    assert result.exit_code == 0
    assert "plan.pdf: page 2 of 3 has no text layer" in result.stderr
    (note,) = json.loads(with_store("load", tmp_path, "--json").stdout)["notes"]
    assert note["file"] == str(tmp_path / "plan.pdf")
    assert "page 2 of 3" in note["note"]


def test_a_changed_file_is_replaced(with_store: Run, tmp_path: Path) -> None:
    with_store("load", three_years(tmp_path))
    write_plan(tmp_path / "2024.txt", 2024, LIGHTS)
    report = json.loads(with_store("load", tmp_path, "--json").stdout)
    assert [Path(entry["file"]).name for entry in report["replaced"]] == ["2024.txt"]
    assert len(report["unchanged"]) == 2


def test_one_bad_file_never_stops_the_others_and_the_exit_code_is_1(with_store: Run, tmp_path: Path) -> None:
    three_years(tmp_path)
    (tmp_path / "bad.txt").write_text("今天天气很好。", "utf-8")
    result = with_store("load", tmp_path)
    assert result.exit_code == 1
    assert "3 new" in result.stdout
    assert "1 of 4 failed" in result.stderr
    assert "bad.txt" in result.stderr
    assert "no work plan" in result.stderr


def test_two_files_that_are_the_same_plan_are_named_together(with_store: Run, tmp_path: Path) -> None:
    write_plan(tmp_path / "first.txt", 2023, BRIDGES_2023)
    write_plan(tmp_path / "second.txt", 2023, GREEN)
    write_plan(tmp_path / "third.txt", 2023, BRIDGES_2023)
    result = with_store("load", tmp_path)
    assert result.exit_code == 1
    assert "second.txt" in result.stderr
    assert "first.txt" in result.stderr
    assert "third.txt" not in result.stderr
    assert "same as" in result.stdout


def test_what_the_user_says_of_a_document_counts(with_store: Run, tmp_path: Path) -> None:
    path = tmp_path / "notice.txt"
    path.write_text(f"工作要点\n\n一、基础设施\n1.{BRIDGES_2023}\n2.{GREEN}\n", "utf-8")
    refused = with_store("load", path)
    assert refused.exit_code == 1
    assert "--year" in refused.stderr or "--city" in refused.stderr
    report = json.loads(with_store("load", path, "--city", "榆城市", "--year", "2020", "--json").stdout)
    assert [(entry["city"], entry["year"]) for entry in report["loaded"]] == [("榆城市", 2020)]


def test_an_empty_store_is_said_to_be_empty(with_store: Run) -> None:
    result = with_store("status")
    assert result.exit_code == 0
    assert "No plans yet" in result.stdout


@pytest.mark.parametrize(("name", "value"), [("NEO4J_URI", "ftp://127.0.0.1"), ("GOVGRAPH_DATA_DIR", "/dev/null/data")])
def test_a_store_that_is_not_there_is_one_line_and_1(
    run: Run, monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    result = run("status")
    assert result.exit_code == 1
    assert result.stderr.startswith("govgraph: ")
    assert value in result.stderr
    assert "Traceback" not in result.stderr


def test_a_setting_that_cannot_be_is_wrong_usage(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GOVGRAPH_LINGER", "soon")
    result = run("status")
    assert result.exit_code == 2
    assert "GOVGRAPH_LINGER" in result.stderr


def test_status_says_what_could_not_be_read_until_it_is_read(with_store: Run, tmp_path: Path) -> None:
    bad = tmp_path / "bad.txt"
    bad.write_text("今天天气很好。", "utf-8")
    with_store("load", bad)
    unread = json.loads(with_store("status", "--json").stdout)["unread"]
    assert [entry["file"] for entry in unread] == [str(bad)]
    assert "no work plan" in unread[0]["problem"]
    assert "could not be read" in with_store("status").stdout
    write_plan(bad, 2023, GREEN)
    with_store("load", bad)
    assert json.loads(with_store("status", "--json").stdout)["unread"] == []


def test_force_writes_unchanged_files_again(with_store: Run, tmp_path: Path) -> None:
    with_store("load", three_years(tmp_path))
    report = json.loads(with_store("load", tmp_path, "--force", "--json").stdout)
    assert len(report["replaced"]) == 3
    assert report["unchanged"] == []
