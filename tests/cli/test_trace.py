from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import PROJECT, Run
from tests.invented import three_years


def states(line: dict[str, Any]) -> list[tuple[int, str, list[int]]]:
    return [(year["year"], year["state"], [item["number"] for item in year["initiatives"]]) for year in line["years"]]


def test_a_line_is_shown_year_by_year_in_words(with_store: Run, tmp_path: Path) -> None:
    with_store("load", three_years(tmp_path))
    result = with_store("trace", "桥梁监测")
    assert result.exit_code == 0
    years = [line.split()[:2] for line in result.stdout.splitlines() if line.strip()[:4].isdigit()]
    assert years == [["2021", "●"], ["2022", "?"], ["2023", "●"], ["2024", "○"]]
    assert "云渡大桥等5座大型桥梁" in result.stdout
    assert "↑ 2021 第1项" in result.stdout


def test_what_is_not_there_is_said_not_to_be(with_store: Run, tmp_path: Path) -> None:
    with_store("load", three_years(tmp_path))
    result = with_store("trace", "量子计算")
    assert result.exit_code == 0
    assert result.stdout == ""
    assert "Nothing about 量子计算" in result.stderr
    assert json.loads(with_store("trace", "量子计算", "--json").stdout) == {"query": "量子计算", "lines": []}


def test_more_lines_than_asked_for_are_counted(with_store: Run, tmp_path: Path) -> None:
    with_store("load", three_years(tmp_path))
    assert "1 of" in with_store("trace", "建设", "--limit", "1").stdout


@pytest.mark.parametrize("folder", ["samples", "plans"])
def test_the_monitoring_of_bridges_is_followed_through_the_years(
    with_store: Run, request: pytest.FixtureRequest, folder: str
) -> None:
    plans = PROJECT / "samples" if folder == "samples" else request.getfixturevalue("shared") / "plans"
    assert with_store("load", plans).exit_code == 0
    lines = json.loads(with_store("trace", "桥梁监测", "--city", "济宁", "--json").stdout)["lines"]
    assert [year[:2] for year in states(lines[0])] == [
        (2021, "present"),
        (2022, "unknown"),
        (2023, "present"),
        (2024, "absent"),
    ]
    if folder == "plans":
        assert states(lines[0])[0][2] == [11]
        assert states(lines[0])[2][2] == [7]
    (change,) = lines[0]["changes"]
    assert change["reasons"]


def test_pocket_parks_grow(with_store: Run, shared: Path) -> None:
    with_store("load", shared / "plans")
    lines = json.loads(with_store("trace", "口袋公园", "--city", "济宁", "--json").stdout)["lines"]
    targets = [
        (year["year"], target["value"])
        for year in lines[0]["years"]
        for item in year["initiatives"]
        for target in item["targets"]
        if target["metric"] == "口袋公园"
    ]
    assert targets == [(2023, 35), (2024, 101)]


def test_a_city_that_is_not_loaded_is_said_not_to_be(with_store: Run, tmp_path: Path) -> None:
    with_store("load", three_years(tmp_path))
    result = with_store("trace", "桥梁", "--city", "火星市")
    assert result.exit_code == 1
    assert "no city '火星市' in the store (there are: 青岚市)" in result.stderr


def test_no_words_are_wrong_usage(with_store: Run) -> None:
    assert with_store("trace", " ").exit_code == 2
