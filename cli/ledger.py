"""`govgraph ledger`: every figure that plans commit to."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from cli.options import InCity, Json

if TYPE_CHECKING:
    from graph.queries import FollowUp
    from graph.trace import Figure

EXAMPLES = """Examples:

govgraph ledger --city 济宁 --year 2023

govgraph ledger --metric 口袋公园

govgraph ledger --unit 市政管理科 --due --json > ledger.json"""
_EVERYTHING = 1_000_000


def ledger(
    city: InCity = None,
    year: Annotated[int | None, typer.Option("--year", help="Only plans of this year.")] = None,
    metric: Annotated[str | None, typer.Option("--metric", metavar="NAME", help="A part of what is measured.")] = None,
    measure: Annotated[str | None, typer.Option("--measure", metavar="UNIT", help="座, %, 公里, …")] = None,
    unit: Annotated[
        str | None, typer.Option("--unit", metavar="NAME", help="Who is responsible; a part will do.")
    ] = None,
    due: Annotated[bool, typer.Option("--due", help="Only figures with a date.")] = False,
    limit: Annotated[int, typer.Option("--limit", min=1, help="Figures to show; --json has all.")] = 50,
    as_json: Json = False,
) -> None:
    """List the figures that plans commit to, and what the bureau's next plan says about the same metric."""
    from rich.markup import escape

    from cli.console import print_json, stdout, table
    from cli.settings import open_store
    from graph.queries import TargetFilter
    from graph.queries import ledger as ledger_of

    wanted = TargetFilter(city=city, year=year, metric=metric, measure=measure, unit=unit, due=due)
    with open_store() as store:
        found = ledger_of(store, wanted, limit=_EVERYTHING if as_json else limit)
    if as_json:
        print_json([asdict(entry) for entry in found.items])
        return
    console = stdout()
    columns = ("city", "year", "no.", "what", "figure", "by", "in the next plan")
    shown = table(*columns, numbers=("year", "no."), whole=("city",))
    for entry in found.items:
        item, figure = entry.item, entry.figure
        given = (item.city, str(item.year), str(item.number), figure.metric, _amount(figure), figure.due)
        shown.add_row(*(escape(text) for text in given), escape(_follow(entry.follow)))
    console.print(shown)
    if found.more:
        console.print(f"{len(found.items):,} of {found.total:,} figures; more with --limit")


def _amount(figure: Figure) -> str:
    sign = "" if figure.op == "=" else figure.op
    return f"{sign}{figure.value:,.10g}{figure.unit}"


def _follow(follow: FollowUp) -> str:
    figures = "、".join(f"{figure.metric} {_amount(figure)}" for figure in follow.figures)
    return {
        "stated": f"{follow.year}: {figures}",
        "dropped": f"{follow.year}: goes on without such a figure",
        "ended": f"{follow.year}: nothing carries it on",
        "unknown": "? no later plan is loaded",
    }[follow.state]
