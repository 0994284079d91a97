"""Columns of years, and the way of a wire across them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from visualizations.picture import Backdrop, Card, Head, Wire
from visualizations.text import say
from visualizations.words import NO_PLAN, NOT_MENTIONED, Words

NARROW = 150
"""Of a column without cards."""

_CLEARANCE = 7  # between a wire and the cards that it passes


@dataclass(frozen=True, slots=True)
class Column:
    """The column of a year."""

    year: int
    x: float
    width: float

    @property
    def right(self) -> float:
        """Its right edge."""
        return self.x + self.width


def columns_of(years: Iterable[int], wide: Collection[int], left: float, width: float, gap: float) -> list[Column]:
    """Columns in the order of the years, `gap` apart; those without cards are narrow, and nearer to the one
    before them, since no wire ends there."""
    columns: list[Column] = []
    for year in years:
        x = left if not columns else columns[-1].right + (gap if year in wide else 40)
        columns.append(Column(year, x, width if year in wide else NARROW))
    return columns


def heads_of(columns: Iterable[Column], unknown: Collection[int] = ()) -> list[Head]:
    """The headings of the columns."""
    return [
        Head(
            column.x,
            column.width,
            Words(f"{column.year}年", f"{column.year}"),
            "unknown" if column.year in unknown else "",
        )
        for column in columns
    ]


def state_field(column: Column, state: str, top: float, height: float) -> Backdrop:
    """What stands in a column in which there is nothing: that there is no plan, or that it does not mention it."""
    if state == "unknown":
        return Backdrop("unknown", column.x, top, column.width, height, (say("small", NO_PLAN),))
    return Backdrop("absent", column.x, top, column.width, height, (say("small", NOT_MENTIONED),))


def way(
    source: Card, target: Card, end: float, columns: Sequence[Column], others: Iterable[Card | Backdrop | Wire]
) -> tuple[tuple[float, float], ...]:
    """From the right edge of `source` to the left edge of `target` at the height `end`, level across the columns
    between, where it keeps clear of cards, words and earlier wires."""
    start = (source.x + source.width, source.middle)
    last = (target.x, end)
    points = [start]
    taken = [stretch for other in others for stretch in _taken(other)]
    for column in columns:
        if start[0] < column.x and column.right < last[0]:
            share = (column.x + column.width / 2 - start[0]) / (last[0] - start[0])
            wished = start[1] + share * (last[1] - start[1])
            y = _free(wished, [(top, bottom) for x, top, bottom in taken if column.x <= x < column.right])
            points += [(column.x, y), (column.right, y)]
    return (*points, last)


def _taken(other: Card | Backdrop | Wire) -> list[tuple[float, float, float]]:
    """The stretches of height that something takes up, each with the left edge of where it does so."""
    if isinstance(other, Wire):
        return [(x, y, y) for x, y in other.points[1:-1:2]]
    if isinstance(other, Backdrop):
        return [(other.x, other.y, other.y + 30)]
    return [(other.x, other.y, other.bottom)]


def _free(wished: float, taken: Iterable[tuple[float, float]]) -> float:
    """The height nearest to `wished` that is clear of all stretches."""
    blocked = [(top - _CLEARANCE, bottom + _CLEARANCE) for top, bottom in taken]
    ways = [wished, *(edge for stretch in blocked for edge in stretch)]
    clear = [y for y in ways if not any(top < y < bottom for top, bottom in blocked)]
    return min(clear, key=lambda y: abs(y - wished))
