"""`govgraph lineage`: a norm across the years."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

import typer

from cli.options import InCity, Json
from cli.trace import add_state

EXAMPLES = """Examples:

govgraph lineage 绿地系统规划

govgraph lineage 生活垃圾 --city 济宁 --json"""


def lineage(
    norm: Annotated[
        str, typer.Argument(metavar="REGULATION", help="A norm: its name or a part of it.", show_default=False)
    ],
    city: InCity = None,
    limit: Annotated[int, typer.Option("--limit", min=1, help="Norms to show; --json has all.")] = 10,
    as_json: Json = False,
) -> None:
    """Follow a norm across the years: drafted, revised, issued, in force, repealed, also under changed names."""
    from rich.markup import escape
    from rich.table import Table

    from cli.console import print_json, stdout
    from cli.settings import open_store
    from graph.queries import lineage as lineage_of

    with open_store() as store:
        found = lineage_of(store, norm, city=city)
    if as_json:
        print_json([asdict(line) for line in found])
        return
    console = stdout()
    for line in found[:limit]:
        console.print(f"[bold]{escape(' → '.join(line.names.values()))}[/bold]  [dim]{escape(line.city)}[/dim]")
        grid = Table.grid(padding=(0, 1))
        for year in line.years:
            texts = [
                f"[green]{mention.stage}[/green] {escape(mention.action)}《{escape(mention.quote)}》"
                f" [dim]第{mention.item.number}项 {escape(mention.item.title)}[/dim]"
                for mention in year.mentions
            ]
            add_state(grid, year.year, year.state, texts)
        console.print(grid)
        console.print()
    if len(found) > limit:
        console.print(f"{limit} of {len(found)} norms; more with --limit")
