"""`govgraph view`: a stand-alone interactive page."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from graph.scenes import LIMIT

EXAMPLES = """Examples:

govgraph view overview --city 济宁市 --year 2023 -o overview.html

govgraph view trace 桥梁监测 -o bridges.html

govgraph view responsibility --city 临沂市 --year 2023 -o who.html

govgraph view regulations --city 济宁市 -o norms.html"""

app = typer.Typer(
    no_args_is_help=True,
    help="Write a page that shows a part of the graph; it opens in any browser and needs no network.",
)

City = Annotated[str, typer.Option("--city", metavar="NAME", help="The city; a part of its name will do.")]
Year = Annotated[int, typer.Option("--year", min=1949, max=2100, help="The year of the plan.")]
Limit = Annotated[int, typer.Option("--limit", min=1, help="Nodes to show; the most connected come first.")]
Output = Annotated[Path, typer.Option("--output", "-o", metavar="FILE.html", help="The page to write.", dir_okay=False)]


@app.command()
def overview(city: City, year: Year, output: Output, limit: Limit = LIMIT) -> None:
    """A city's year: its sections, its items, and what they touch."""
    from cli.settings import open_store
    from graph.queries import overview_scene
    from visualizations import overview_page

    with open_store() as store:
        scene = overview_scene(store, city, year, limit)
    _write(output, overview_page(scene))


@app.command()
def trace(
    text: Annotated[
        str, typer.Argument(metavar="TEXT", help="What the work is about, such as 桥梁监测.", show_default=False)
    ],
    output: Output,
    city: Annotated[
        str | None, typer.Option("--city", metavar="NAME", help="Only this city; a part of its name will do.")
    ] = None,
) -> None:
    """A line of work: the years as columns, and what changed between them."""
    from cli.settings import open_store
    from graph.queries import trace as trace_lines
    from visualizations import trace_page

    with open_store() as store:
        lines = trace_lines(store, text, city)
    _write(output, trace_page(text, lines, city))


@app.command()
def responsibility(city: City, year: Year, output: Output, limit: Limit = LIMIT) -> None:
    """Who leads and who supports each item of a city's year."""
    from cli.settings import open_store
    from graph.queries import responsibility_scene
    from visualizations import responsibility_page

    with open_store() as store:
        scene = responsibility_scene(store, city, year, limit)
    _write(output, responsibility_page(scene))


@app.command()
def regulations(city: City, output: Output, limit: Limit = LIMIT) -> None:
    """A city's norms, and what each year's plan does with them."""
    from cli.settings import open_store
    from graph.queries import regulations_scene
    from visualizations import regulations_page

    with open_store() as store:
        scene = regulations_scene(store, city, limit)
    _write(output, regulations_page(scene))


def _write(output: Path, page: str) -> None:
    from cli.console import write_page

    write_page(output, page)
    typer.echo(str(output))
