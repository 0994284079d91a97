from __future__ import annotations

import json
from pathlib import Path

from tests.cli.conftest import Run
from tests.invented import three_years


def test_links_are_printed_as_json_without_a_store(run: Run, tmp_path: Path) -> None:
    result = run("continuity", three_years(tmp_path / "in"))
    assert result.exit_code == 0
    links = json.loads(result.stdout)
    assert set(links) == {"continues", "parallels", "lineage"}
    (bridges,) = (link for link in links["continues"] if link["from"] == {"year": 2021, "number": 1})
    assert bridges["to"] == {"year": 2023, "number": 2}
    assert bridges["city"] == "青岚市"
    assert bridges["grade"] == "strong"
    assert bridges["reasons"]
    assert not (tmp_path / "untouched").exists()


def test_links_are_written_to_a_file(run: Run, tmp_path: Path) -> None:
    result = run("continuity", three_years(tmp_path / "in"), "-o", tmp_path / "out" / "links.json")
    assert result.exit_code == 0
    links = json.loads((tmp_path / "out" / "links.json").read_text("utf-8"))
    assert f"{len(links['continues'])} items continued" in result.stdout


def test_one_bad_file_never_stops_the_others(run: Run, tmp_path: Path) -> None:
    three_years(tmp_path)
    (tmp_path / "bad.txt").write_text("", "utf-8")
    result = run("continuity", tmp_path)
    assert result.exit_code == 1
    assert json.loads(result.stdout)["continues"]
    assert "bad.txt" in result.stderr
