"""`govgraph continuity`: links between the years, without a store."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from cli.options import City, Paths, Year, given

EXAMPLES = """Examples:

govgraph continuity plans/ -o links.json

govgraph continuity 2023.txt 2024.txt --city 济宁市"""


def continuity(
    paths: Paths,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="FILE", dir_okay=False, help="Write the links to this file as JSON."),
    ] = None,
    city: City = None,
    year: Year = None,
) -> None:
    """Link each year's items with those of earlier years and of other cities.

    Needs no store. Prints JSON: what continues what, which items of different cities run in parallel, and
    which norm succeeds which; each link with its reasons.
    """
    from cli.console import progress, report_failures, report_notes, to_json
    from graph.continuity import items_of, link, links_to_json
    from loaders.load import read_plans
    from loaders.to_graph import plan_graph

    with progress("Reading") as on_progress:
        read = read_plans(paths, given(city, year), on_progress)
    links = link(item for _, plan in read.plans for item in items_of(plan_graph(plan)))
    text = to_json(links_to_json(links))
    if output is None:
        typer.echo(text, nl=False)
    else:
        try:
            output.parent.mkdir(parents=True, exist_ok=True)
            output.write_text(text, "utf-8")
        except OSError as error:
            raise typer.BadParameter(f"{output} cannot be written: {error.strerror}") from error
        typer.echo(
            f"{len(links.continues)} items continued, {len(links.parallels)} in parallel, "
            f"{len(links.lineage)} steps of norms: {output}"
        )
    report_notes(read.notes)
    report_failures(read.failed, read.total)
    if read.failed:
        raise typer.Exit(1)
