"""`govgraph cypher`: an analyst's query, read-only."""

from __future__ import annotations

import csv
import json
import sys
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from graph.store.protocol import Table


EXAMPLES = """Examples:

govgraph cypher 'MATCH (i)-\\[:REFERS_TO]->(r:Regulation) RETURN i.city, i.year, r.name'

govgraph cypher 'MATCH (i:Initiative {year: $year}) RETURN i.number, i.title' -p year=2023 -f csv

govgraph cypher - < query.cypher"""


class Format(StrEnum):
    """What an answer is written as."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"


def cypher(
    query: Annotated[
        str,
        typer.Argument(
            metavar="QUERY", help="A Cypher query, or - to read it from standard input.", show_default=False
        ),
    ],
    parameters: Annotated[
        list[str] | None,
        typer.Option(
            "--param",
            "-p",
            metavar="NAME=VALUE",
            help="A parameter of the query; a value that is JSON is taken as such. May be repeated.",
        ),
    ] = None,
    output_format: Annotated[Format, typer.Option("--format", "-f", help="How to print the answer.")] = Format.TABLE,
    limit: Annotated[int, typer.Option("--limit", "-n", min=1, help="Rows to print at most.")] = 200,
) -> None:
    """Ask the graph in Cypher, read-only.

    The server ends a query that takes more than a few seconds. The kinds of node and relationship are those
    that govgraph status lists.
    """
    from cli.console import print_json, stderr
    from cli.settings import open_store

    text = sys.stdin.read() if query == "-" else query
    given = dict(_parameter(each) for each in parameters or ())
    with open_store() as store:
        answer = store.query_untrusted(text, given, row_limit=limit)
    if output_format is Format.JSON:
        print_json({"columns": answer.columns, "rows": answer.rows, "truncated": answer.truncated})
    elif output_format is Format.CSV:
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow(answer.columns)
        writer.writerows([_cell(value) for value in row] for row in answer.rows)
    else:
        _print(answer)
    if answer.truncated:
        rest = "there are more: --limit" if len(answer.rows) == limit else "what follows is too large"
        stderr().print(f"only the first {len(answer.rows):,} rows; {rest}")


def _parameter(text: str) -> tuple[str, Any]:
    name, is_given, value = text.partition("=")
    if not is_given or not name:
        raise typer.BadParameter(f"{text!r} is not NAME=VALUE", param_hint="--param")
    try:
        return name, json.loads(value)
    except ValueError:
        return name, value  # a bare word is a string


def _print(answer: Table) -> None:
    from rich.text import Text

    from cli.console import stdout, table

    console = stdout()
    if answer.rows:
        # Two columns may be called the same in a query: the table takes them as they come.
        shown = table(*answer.columns)
        for row in answer.rows:
            shown.add_row(*(Text(short(value)) for value in row))
        console.print(shown)
    console.print(f"{len(answer.rows)} rows" if len(answer.rows) != 1 else "1 row")


def _cell(value: Any) -> Any:
    """A value in one field of CSV: text and numbers as they are, the rest as JSON."""
    if value is None or isinstance(value, str):
        return value
    return json.dumps(value, ensure_ascii=False)


def short(value: Any) -> str:
    """A value in one cell of a table: of a node or relationship only what it is."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, dict) and "_label" in value:
        return f"(:{value['_label']} {value.get('key', '')})"
    if isinstance(value, dict) and "_type" in value:
        return f"[:{value['_type']}]"
    if isinstance(value, list):
        return ", ".join(short(item) for item in value)
    return json.dumps(value, ensure_ascii=False)
