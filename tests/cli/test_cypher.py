from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.invented import three_years

ITEMS = "MATCH (i:Initiative) RETURN i.year AS year, i.number AS number, i.title AS title ORDER BY year, number"


@pytest.fixture
def loaded(with_store: Run, tmp_path: Path) -> Run:
    """`run` with three years of one city in the store."""
    assert with_store("load", three_years(tmp_path)).exit_code == 0
    return with_store


def test_a_table_is_shown(loaded: Run) -> None:
    result = loaded("cypher", ITEMS)
    assert result.exit_code == 0
    assert "推进口袋公园建设" in result.stdout
    assert "7 rows" in result.stdout
    assert result.stderr == ""


def test_json_has_columns_rows_and_whether_that_is_all(loaded: Run) -> None:
    answer = json.loads(loaded("cypher", ITEMS, "--format", "json").stdout)
    assert answer["columns"] == ["year", "number", "title"]
    assert len(answer["rows"]) == 7
    assert answer["truncated"] is False


def test_csv_is_a_header_and_rows(loaded: Run) -> None:
    result = loaded("cypher", "MATCH (n:Unit) RETURN n.name AS name, n.aliases AS aliases ORDER BY name", "-f", "csv")
    rows = list(csv.DictReader(io.StringIO(result.stdout)))
    assert {row["name"] for row in rows} == {"青岚市城市管理局", "青岚市公安局"}
    assert json.loads(rows[0]["aliases"]) == ["市公安局"]


def test_rows_that_are_cut_off_are_admitted(loaded: Run) -> None:
    result = loaded("cypher", ITEMS, "--limit", "2", "--format", "json")
    assert result.exit_code == 0
    assert json.loads(result.stdout)["truncated"] is True
    assert "only the first 2 rows; there are more" in result.stderr


def test_an_answer_that_is_too_large_says_so(loaded: Run) -> None:
    query = "UNWIND range(1, 20) AS i RETURN reduce(s = '桥', j IN range(1, 20) | s + s)"
    result = loaded("cypher", query, "--format", "csv")
    assert "only the first 9 rows; what follows is too large" in result.stderr


def test_parameters_are_json_or_words(loaded: Run) -> None:
    query = "MATCH (i:Initiative {year: $year, city: $city}) RETURN count(i) AS number"
    answer = json.loads(loaded("cypher", query, "-p", "year=2023", "-p", "city=青岚市", "-f", "json").stdout)
    assert answer["rows"] == [[3]]


def test_a_query_is_read_from_standard_input(loaded: Run) -> None:
    answer = json.loads(loaded("cypher", "-", "-f", "json", stdin="RETURN 1 AS one").stdout)
    assert answer["rows"] == [[1]]


def test_nodes_and_relationships_are_shown_by_what_they_are(loaded: Run) -> None:
    shown = loaded("cypher", "MATCH (a:Unit)-[r:ISSUED]->(b) RETURN a, r, b ORDER BY b.key").stdout
    assert "(:Unit 青岚市/青岚市城市管理局)" in shown
    assert "[:ISSUED]" in shown


@pytest.mark.parametrize(
    "query",
    [
        "MATCH (n) DETACH DELETE n",
        "CREATE (n:Year {key: '1'})",
        "MATCH (n:Year) SET n.year = 1",
        "CREATE INDEX x FOR (n:Year) ON (n.x)",
        "LOAD CSV FROM 'file:///etc/passwd' AS row RETURN row",
        "this is no Cypher",
    ],
)
def test_a_query_that_does_more_than_read_is_refused(loaded: Run, query: str) -> None:
    before = loaded("status", "--json").stdout
    result = loaded("cypher", query)
    assert result.exit_code == 1
    assert result.stderr.startswith("govgraph: ")
    assert loaded("status", "--json").stdout == before


@pytest.mark.parametrize("arguments", [["RETURN 1", "-p", "x"], ["RETURN 1", "-f", "xml"], ["RETURN 1", "-n", "0"], []])
def test_wrong_usage_is_2(run: Run, arguments: list[str]) -> None:
    assert run("cypher", *arguments).exit_code == 2
