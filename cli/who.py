"""`govgraph who`: what a unit or an official is responsible for."""

from __future__ import annotations

from dataclasses import asdict
from itertools import groupby
from typing import Annotated

import typer

from cli.options import InCity, Json

EXAMPLES = """Examples:

govgraph who 市政管理科

govgraph who 环卫 --city 临沂 --json"""


def who(
    name: Annotated[
        str,
        typer.Argument(
            metavar="NAME", help="A unit or an official: the name, an alias or a part of it.", show_default=False
        ),
    ],
    city: InCity = None,
    limit: Annotated[int, typer.Option("--limit", min=1, help="Units and officials to show; --json has all.")] = 5,
    as_json: Json = False,
) -> None:
    """Show what a unit or an official leads or supports, year by year."""
    from rich.markup import escape

    from cli.console import print_json, stdout, table
    from cli.settings import open_store
    from graph.queries import who as who_of

    with open_store() as store:
        found = who_of(store, name, city=city)
    if as_json:
        print_json([asdict(holder) for holder in found])
        return
    console = stdout()
    for holder in found[:limit]:
        aliases = f"  [dim]{escape('、'.join(holder.aliases))}[/dim]" if holder.aliases else ""
        console.print(f"[bold]{escape(holder.name)}[/bold]  {escape(holder.city)}{aliases}")
        shown = table("year", "role", "no.", "item", numbers=("year", "no."))
        for year, duties in groupby(holder.duties, key=lambda duty: duty.item.year):
            for at, duty in enumerate(duties):
                row = ("" if at else str(year), duty.role, str(duty.item.number), escape(duty.item.title))
                shown.add_row(*row)
        missing = [str(year) for year in holder.years if all(duty.item.year != year for duty in holder.duties)]
        console.print(shown)
        if missing:
            console.print(f"[dim]in no item of the city's plans of {', '.join(missing)}[/dim]\n")
    if len(found) > limit:
        console.print(f"{limit} of {len(found)}; more with --limit")
