from __future__ import annotations

import csv
import json
import re
from pathlib import Path

import networkx
import pytest

from tests.cli.conftest import Run
from tests.invented import three_years


@pytest.fixture
def loaded(with_store: Run, tmp_path: Path) -> Run:
    """`run` with three years of one city in the store."""
    assert with_store("load", three_years(tmp_path / "in")).exit_code == 0
    return with_store


def totals(run: Run) -> tuple[dict[str, int], dict[str, int]]:
    counted = json.loads(run("status", "--json").stdout)["counts"]
    return counted["nodes"], counted["edges"]


def test_networkx_reads_as_much_back_as_there_is(loaded: Run, tmp_path: Path) -> None:
    path = tmp_path / "out" / "plans.graphml"
    assert loaded("export", "--format", "graphml", "-o", path).exit_code == 0
    nodes, edges = totals(loaded)
    back = networkx.read_graphml(path, force_multigraph=True)
    assert isinstance(back, networkx.MultiDiGraph)
    assert back.number_of_nodes() == sum(nodes.values())
    assert back.number_of_edges() == sum(edges.values())
    items = [data for _, data in back.nodes(data=True) if data["type"] == "Initiative"]
    assert {data["year"] for data in items} == {2021, 2023, 2024}
    assert "推进口袋公园建设" in {data["label"] for data in items}
    continued = [data for *_, data in back.edges(data=True) if data["type"] == "CONTINUES"]
    assert len(continued) == edges["CONTINUES"]
    assert all(isinstance(data["score"], float) and data["reasons"] for data in continued)


def test_an_attribute_of_graphml_has_one_type(loaded: Run, tmp_path: Path) -> None:
    """Gephi takes an attribute that is declared twice for two columns of one name, and refuses."""
    loaded("export", "--format", "graphml", "-o", tmp_path / "plans.graphml")
    head = (tmp_path / "plans.graphml").read_text("utf-8").partition("<graph ")[0]
    declared = re.findall(r'for="(\w+)" attr\.name="(\w+)"', head)
    assert declared
    assert len(declared) == len(set(declared))


def test_csv_has_a_file_for_each_kind_with_all_that_there_is(loaded: Run, tmp_path: Path) -> None:
    assert loaded("export", "--format", "csv", "-o", tmp_path / "tables").exit_code == 0
    nodes, edges = totals(loaded)
    rows = {}
    for path in (tmp_path / "tables").iterdir():
        with path.open(encoding="utf-8", newline="") as file:
            rows[path.stem] = list(csv.DictReader(file))
    assert {name: len(found) for name, found in rows.items() if found} == nodes | edges
    items = {row["key"]: row for row in rows["Initiative"]}
    for row in rows["CONCERNS"]:
        assert items[row["source"]]["text"][int(row["start"]) : int(row["end"])] == row["quote"]
    assert rows["Unit"][1]["aliases"] == "市城管局"


def test_an_empty_store_gives_an_empty_graph(with_store: Run, tmp_path: Path) -> None:
    assert with_store("export", "-f", "graphml", "-o", tmp_path / "a.graphml").exit_code == 0
    assert networkx.read_graphml(tmp_path / "a.graphml").number_of_nodes() == 0


@pytest.mark.parametrize("arguments", [["-f", "csv"], ["-f", "dot", "-o", "x"], ["-o", "x"]])
def test_wrong_usage_is_2(run: Run, arguments: list[str]) -> None:
    assert run("export", *arguments).exit_code == 2


def test_a_place_that_cannot_be_written_is_wrong_usage(with_store: Run, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    assert with_store("export", "-f", "csv", "-o", tmp_path / "file").exit_code == 2
