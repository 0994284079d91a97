"""Pages of two columns whose lines come across both: read column by column all the same."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby, pairwise
from typing import NamedTuple

_FEWEST = 6  # lines that stand side by side; fewer may be a signature and a date
_FULL = 0.8  # of a column's width, which lines of running text fill and cells of a table do not
_MOSTLY = 0.6  # of the lines


class Run(NamedTuple):
    """A line of characters without a wide gap; in points, y upwards."""

    left: float
    bottom: float
    right: float
    top: float


def in_columns(runs: Sequence[Run]) -> list[list[Run]]:
    """`runs` by column, left before right, where they come line by line across two columns of running text; []
    on any other page, also where one column comes after the other, as most programs write them.

    What stands across both columns, such as a title, parts what is above it from what is below.
    """
    pairs = [(one, other) for one, other in pairwise(runs) if one.right < other.left and _on_one_line(one, other)]
    if len(pairs) < _FEWEST:  # as on most pages
        return []
    middle = (min(one.left for one, _ in pairs) + max(other.right for _, other in pairs)) / 2
    pairs = [(one, other) for one, other in pairs if one.right < middle < other.left]
    full = zip(*(_are_full(side) for side in zip(*pairs, strict=True)), strict=True)
    if len(pairs) < _FEWEST or sum(map(all, full)) < _MOSTLY * len(pairs):
        return []
    columns: list[list[Run]] = []
    downward = sorted(runs, key=lambda run: -run.top)
    for is_across, band in groupby(downward, key=lambda run: run.left < middle < run.right):
        if is_across:
            columns.append(list(band))
        else:
            sides: tuple[list[Run], list[Run]] = ([], [])
            for run in band:
                sides[run.left > middle].append(run)
            columns += [side for side in sides if side]
    return columns


def joined_runs(runs: Sequence[Run]) -> list[Run]:
    """`runs` with those put together that follow one another closely on one line."""
    joined: list[Run] = []
    for run in runs:
        if joined and _on_one_line(joined[-1], run) and abs(run.left - joined[-1].right) < run.top - run.bottom:
            joined.append(bounds((joined.pop(), run)))
        else:
            joined.append(run)
    return joined


def bounds(runs: Sequence[Run]) -> Run:
    """The box around all `runs`."""
    lefts, bottoms, rights, tops = zip(*runs, strict=True)
    return Run(min(lefts), min(bottoms), max(rights), max(tops))


def _on_one_line(one: Run, other: Run) -> bool:
    return one.bottom < (other.bottom + other.top) / 2 < one.top


def _are_full(column: Sequence[Run]) -> list[bool]:
    box = bounds(column)
    return [run.right - run.left > _FULL * (box.right - box.left) for run in column]
