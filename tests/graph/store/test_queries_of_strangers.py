from __future__ import annotations

import json
import time

import pytest

from graph.errors import ForbiddenQuery, QueryError, QueryTimeout, StoreUnavailable
from graph.store import guard
from graph.store.bolt import BoltStore
from graph.store.embedded import EmbeddedStore
from tests.graph.store.plans import Item, plan, stored
from tests.graph.store.processes import alive, within

BOMB = "MATCH (a), (b), (c), (d), (e), (f) WHERE a.key + b.key + c.key + d.key + e.key = 'x' RETURN f.key"
RUNAWAY = """
RETURN reduce(x = 0, i IN range(1, 1000000) | x + reduce(y = 0, j IN range(1, 1000000) | y + j)) AS x
"""


@pytest.fixture
def full_store(empty_store: BoltStore) -> BoltStore:
    """A store with one plan of 40 items."""
    empty_store.replace_plans([plan(items=[Item(n, units=(f"局{n}",), targets=(1.5,)) for n in range(1, 41)])])
    return empty_store


def test_an_answer_has_columns_and_rows(full_store: BoltStore) -> None:
    table = full_store.query_untrusted(
        "MATCH (i:Initiative) WHERE i.number < $n RETURN i.number AS number, i.city AS city ORDER BY number",
        {"n": 3},
    )
    assert table.columns == ["number", "city"]
    assert table.records() == [{"number": 1, "city": "甲市"}, {"number": 2, "city": "甲市"}]
    assert not table.truncated


def test_values_of_the_graph_come_as_plain_ones(full_store: BoltStore) -> None:
    cypher = """
    MATCH p = (u:Unit {name: '局1'})-[e:RESPONSIBLE_FOR]->(i)
    RETURN u, e, p, [u], {unit: u}, datetime('2024-05-06T07:08:09Z'), date('2024-05-06'), duration('P1D'),
           point({x: 1, y: 2}), 0.0 / 0.0, null
    """
    [[unit, edge, path, listed, mapped, moment, *rest]] = full_store.query_untrusted(cypher).rows
    assert unit == {"_label": "Unit", "key": "甲市/局1", "name": "局1"}
    assert edge["_type"] == "RESPONSIBLE_FOR"
    assert edge["quote"] == "市甲局"
    assert [part.get("_label", part.get("_type")) for part in path] == ["Unit", "RESPONSIBLE_FOR", "Initiative"]
    assert listed == [unit]
    assert mapped == {"unit": unit}
    assert moment.startswith("2024-05-06T07:08:09")
    assert rest == ["2024-05-06", "P1D", [1.0, 2.0], "nan", None]
    assert json.dumps([unit, edge, path, rest], allow_nan=False)


@pytest.mark.parametrize(("limit", "rows", "truncated"), [(39, 39, True), (40, 40, False), (41, 40, False)])
def test_the_answer_admits_to_its_row_limit(full_store: BoltStore, limit: int, rows: int, truncated: bool) -> None:
    table = full_store.query_untrusted("MATCH (i:Initiative) RETURN i.key", row_limit=limit)
    assert (len(table.rows), table.truncated) == (rows, truncated)


@pytest.mark.parametrize(("limit", "rows", "truncated"), [(60, 0, True), (3000, 2, True), (30_000, 5, False)])
def test_the_answer_admits_to_its_size_limit(full_store: BoltStore, limit: int, rows: int, truncated: bool) -> None:
    cypher = "UNWIND range(1, 5) AS i RETURN reduce(s = '桥', j IN range(1, 10) | s + s)"
    table = full_store.query_untrusted(cypher, size_limit=limit)
    assert (len(table.rows), table.truncated) == (rows, truncated)


def test_an_answer_too_large_to_hold_is_cut_off(full_store: BoltStore) -> None:
    cypher = "UNWIND range(1, 100000) AS i RETURN reduce(s = '桥', j IN range(1, 20) | s + s)"
    table = full_store.query_untrusted(cypher)
    assert (len(table.rows), table.truncated) == (9, True)


def test_an_answer_nested_too_deeply_to_be_told_is_an_error(full_store: BoltStore) -> None:
    nested = "RETURN reduce(l = [], i IN range(1, $depth) | [l])"
    assert full_store.query_untrusted(nested, {"depth": 90}).rows
    for depth in (110, 900):
        with pytest.raises(QueryError, match="deep"):
            full_store.query_untrusted(nested, {"depth": depth})


def test_the_first_rows_of_an_endless_answer_come_at_once(full_store: BoltStore) -> None:
    start = time.monotonic()
    cypher = "MATCH (a), (b), (c), (d), (e) RETURN a.key, b.key, c.key"
    table = full_store.query_untrusted(cypher, row_limit=10, time_limit=4)
    assert (len(table.rows), table.truncated) == (10, True)
    assert time.monotonic() - start < 4


@pytest.mark.parametrize(
    ("cypher", "parameters"),
    [
        ("MATCH (n RETURN n", None),
        ("", None),
        ("RETURN 'open", None),
        ("RETURN 1 /* open", None),
        ("RETURN $missing", None),
        ("RETURN $x", {"x": 10**30}),
        ("RETURN $x", {"x": "\ud800"}),
        ("RETURN '\ud800'", None),
        ("RETURN 1 / 0", None),
        ("RETURN nothing(1)", None),
    ],
)
def test_a_wrong_query_is_an_error_with_words(
    full_store: BoltStore, cypher: str, parameters: dict[str, object] | None
) -> None:
    with pytest.raises(QueryError, match=r"\w+ \w+") as caught:
        full_store.query_untrusted(cypher, parameters)
    assert not isinstance(caught.value, ForbiddenQuery | QueryTimeout)


@pytest.mark.parametrize(
    ("cypher", "line", "column"),
    [("RETUR 1", 1, 1), ("// all\n  MATHC (n) RETURN n", 2, 3), ("/* \n */", 2, 4), ("RETURN 1,, 2", 1, 10)],
)
def test_the_place_of_an_error_is_that_in_the_query(full_store: BoltStore, cypher: str, line: int, column: int) -> None:
    # The embedded server counts columns from 0.
    with pytest.raises(QueryError, match=rf"line {line}(, column {column}|:{column - 1})\b"):
        full_store.query_untrusted(cypher)


@pytest.mark.parametrize(
    "cypher", ["/* a */ // b\n\u3000match (n) return count(n) > 0", "CALL db.labels() YIELD label RETURN 1 < 2"]
)
def test_a_query_may_begin_with_comments_and_in_any_case(full_store: BoltStore, cypher: str) -> None:
    assert full_store.query_untrusted(cypher).rows[0] == [True]


def test_a_query_may_end_in_a_comment(full_store: BoltStore) -> None:
    assert full_store.query_untrusted("RETURN 1 AS one // and no more").rows == [[1]]


def test_a_query_that_takes_too_long_is_stopped_on_the_server(full_store: BoltStore) -> None:
    start = time.monotonic()
    with pytest.raises(QueryTimeout, match="longer than"):
        full_store.query_untrusted(BOMB, time_limit=0.5)
    assert time.monotonic() - start < 4
    running = "SHOW TRANSACTIONS YIELD currentQuery WHERE currentQuery STARTS WITH 'MATCH (a), (b)' RETURN 1"
    assert within(5, lambda: not full_store.query(running).rows)


def test_a_query_that_cannot_be_stopped_ends_with_the_server_which_comes_back(
    full_store: BoltStore,
) -> None:
    if not isinstance(full_store, EmbeddedStore):
        pytest.skip("only the embedded server is ours to start again")
    before = stored(full_store)
    with pytest.raises(QueryTimeout):
        full_store.query_untrusted(RUNAWAY, time_limit=0.3)

    assert within(5, lambda: not alive(full_store.server_pid))

    def answers_again() -> bool:
        try:
            return full_store.query_untrusted("RETURN 1").rows == [[1]]
        except StoreUnavailable:
            return False

    assert within(20, answers_again)
    assert stored(full_store) == before


def plan_of(*operators: tuple[str, str]) -> dict[str, object]:
    """The plan of a query, as Neo4j describes it, of these operators and their details."""
    tree: dict[str, object] = {"operatorType": "Argument@neo4j", "children": []}
    for operator, details in operators:
        tree = {"operatorType": f"{operator}@neo4j", "args": {"Details": details}, "children": [tree]}
    return tree


@pytest.mark.parametrize(
    ("query_type", "operators"),
    [
        ("w", []),
        ("rw", []),
        ("s", []),
        (None, []),
        ("r", [("LoadCSV", "line"), ("ProduceResults", "line")]),
        ("r", [("ShowSettings", "allSettings")]),
        ("r", [("ShowIndexes", "allIndexes")]),
        ("r", [("TerminateTransactions", "")]),
        ("r", [("AdministrationCommand", "")]),
        ("r", [("ProcedureCall", "dbms.listConfig() :: (name :: STRING)")]),
        ("r", [("ProcedureCall", "`dbms`.`killQuery`($id)")]),
    ],
)
def test_the_guard_refuses_plans_that_do_more_than_read_the_graph(
    query_type: str | None, operators: list[tuple[str, str]]
) -> None:
    with pytest.raises(ForbiddenQuery):
        guard.check_plan_of_query(query_type, plan_of(*operators))


@pytest.mark.parametrize(
    "operators",
    [
        [("NodeByLabelScan", "n:City"), ("ProduceResults", "n")],
        [("ProcedureCall", "db.labels() :: (label :: STRING)")],
    ],
)
def test_the_guard_lets_reading_plans_pass(operators: list[tuple[str, str]]) -> None:
    guard.check_plan_of_query("r", plan_of(*operators))
