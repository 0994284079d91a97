"""`govgraph diff`: what became of one year's plan in another's."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from cli.options import Json, StoredCity, StoredYear

if TYPE_CHECKING:
    from graph.queries import Brief, Diff

EXAMPLES = """Examples:

govgraph diff 济宁 2021 2023

govgraph diff 济宁 2023 2024 --json > diff.json"""


def diff(city: StoredCity, earlier: StoredYear, later: StoredYear, as_json: Json = False) -> None:
    """Show what of a city's plan goes on in a later one, and how; what is new there; and what has ended.

    Work is neither new nor ended but unknown where the bureau's plan of the other year is not loaded.
    """
    from cli.console import print_json
    from cli.settings import open_store
    from graph.queries import diff as diff_of

    with open_store() as store:
        found = diff_of(store, city, earlier, later)
    if as_json:
        print_json(asdict(found))
    else:
        _print(found)


def _print(found: Diff) -> None:
    from rich.markup import escape

    from cli.console import stdout, table
    from graph.queries.comparing import OUTCOMES

    console = stdout()
    counts = {name: sum(each.outcome == name for each in found.differences) for name in OUTCOMES}
    summary = ", ".join(f"{number} {name}" for name, number in counts.items() if number)
    console.print(f"[bold]{escape(found.city)}[/bold] {found.earlier} → {found.later}: {summary}")
    shown = table("", str(found.earlier), str(found.later), "because")
    for each in found.differences:
        reasons = "；".join(reason for step in each.steps for reason in step.reasons[:2])
        shown.add_row(each.outcome, escape(_side(each.earlier)), escape(_side(each.later)), escape(reasons))
    console.print(shown)


def _side(item: Brief | None) -> str:
    return f"{item.number} {item.title}" if item else ""
