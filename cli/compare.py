"""`govgraph compare`: what the cities plan for a year on one topic, side by side."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

import typer

from cli.options import Json, StoredYear

EXAMPLES = """Examples:

govgraph compare 2023 --topic 垃圾分类

govgraph compare 2023 -t 园林绿化 --json"""


def compare(
    year: StoredYear,
    topic: Annotated[
        str,
        typer.Option("--topic", "-t", metavar="NAME", help="A topic of either level, or a part of its name."),
    ],
    as_json: Json = False,
) -> None:
    """Show what each city's plans for a year have on a topic, the city with most first, and which have nothing."""
    from rich.markup import escape

    from cli.console import print_json, stdout, table
    from cli.settings import open_store
    from graph.queries import compare as compare_of

    with open_store() as store:
        found = compare_of(store, year, topic)
    if as_json:
        print_json(asdict(found))
        return
    console = stdout()
    console.print(f"[bold]{found.year}[/bold] {escape('、'.join(found.topics))}")
    shown = table("city", "no.", "item", numbers=("no.",), whole=("city",))
    for position in found.cities:
        if not position.items:
            shown.add_row(escape(position.city), "", "[dim]nothing in its plans of this year[/dim]")
        for at, item in enumerate(position.items):
            shown.add_row("" if at else escape(position.city), str(item.number), escape(item.title))
    console.print(shown)
