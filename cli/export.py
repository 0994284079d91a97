"""`govgraph export`: the graph for other tools."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from cli.console import OnProgress
    from graph.elements import Edge, Node


EXAMPLES = """Examples:

govgraph export --format graphml -o plans.graphml

govgraph export --format csv -o tables/"""


class Format(StrEnum):
    """What the graph is written as."""

    GRAPHML = "graphml"
    CSV = "csv"


def export(
    output_format: Annotated[
        Format,
        typer.Option("--format", "-f", help="graphml: one file, for Gephi, yEd or networkx; csv: a folder."),
    ],
    output: Annotated[
        Path,
        typer.Option("--output", "-o", metavar="PATH", help="The file, or for csv the folder, to write."),
    ],
) -> None:
    """Write the whole graph for other tools.

    csv writes one file for each kind of node and of relationship, UTF-8 with a header.
    """
    from cli.console import progress
    from cli.settings import open_store
    from graph.export import write_csv, write_graphml
    from graph.queries import counts, graph_elements

    write = write_csv if output_format is Format.CSV else write_graphml
    with open_store() as store, progress("Exporting") as on_progress:
        number = counts(store)
        total = sum(number.nodes.values()) + sum(number.edges.values())
        elements = _watched(graph_elements(store), total, on_progress)
        try:
            written = write(elements, output)
        except OSError as error:
            raise typer.BadParameter(f"{output} cannot be written: {error.strerror}") from error
    typer.echo(f"{written.nodes:,} nodes and {written.edges:,} relationships: {output}")


def _watched(elements: Iterator[Node | Edge], total: int, on_progress: OnProgress) -> Iterator[Node | Edge]:
    for done, element in enumerate(elements):
        if done % 100 == 0:
            on_progress(done, total, "")
        yield element
