"""Which cities and years there are plans of, as a table."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from graph.queries import PlanSummary


@dataclass(frozen=True, slots=True)
class Row:
    """A city, and its plans of each year of the grid; an empty tuple where none is known."""

    city: str
    cells: tuple[tuple[PlanSummary, ...], ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """All years from the first to the last, and a row for each city."""

    years: tuple[int, ...]
    rows: tuple[Row, ...]


def grid_of(plans: Iterable[PlanSummary]) -> Grid:
    """The grid of `plans`, which are in the order of cities."""
    by_city: dict[str, dict[int, list[PlanSummary]]] = defaultdict(lambda: defaultdict(list))
    for plan in plans:
        by_city[plan.city][plan.year].append(plan)
    known = {year for years in by_city.values() for year in years}
    # A year that no city has a plan of is shown between others, unless a mistaken year makes the table endless.
    span = range(min(known), max(known) + 1) if known and max(known) - min(known) < 15 else sorted(known)
    rows = (Row(city, tuple(tuple(years.get(year, ())) for year in span)) for city, years in by_city.items())
    return Grid(tuple(span), tuple(rows))
