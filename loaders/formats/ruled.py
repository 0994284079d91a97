"""Tables that lines draw on a page: which cell a place is in."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

NEAR = 3.0
"""In points: lines that are closer than this are one line, ends that are closer touch."""

_SHORT = 8.0  # points: what is shorter rules nothing, but is a dash, a tick or a part of a picture
_MOST = 500  # lines of a page's tables; a drawing has more

Cell = tuple[int, int]
"""The row and the column of a table in which a cell begins."""


class Line(NamedTuple):
    """A ruling line: `at` is its y when it is horizontal, its x when it is vertical; it reaches from `start` to
    `end` on the other axis. In points, y upwards."""

    at: float
    start: float
    end: float


class Grid:
    """A table's cells, told from the lines that part them; a cell may span rows and columns."""

    def __init__(self, across: Sequence[Line], down: Sequence[Line]) -> None:
        # A table need not be closed: its sides may have no line, and a page's end cuts it open.
        self.ys = _positions([line.at for line in across], [end for line in down for end in line[1:]])[::-1]
        self.xs = _positions([line.at for line in down], [end for line in across for end in line[1:]])
        rows, columns = len(self.ys) - 1, len(self.xs) - 1
        self.is_open = not any(abs(line.at - self.ys[-1]) < NEAR for line in across)
        self._cell = [[(row, column) for column in range(columns)] for row in range(rows)]
        walls = _Walls(down), _Walls(across)
        for row in range(rows):
            y = (self.ys[row] + self.ys[row + 1]) / 2
            for column in range(columns):
                x = (self.xs[column] + self.xs[column + 1]) / 2
                if column and not walls[0].stands(self.xs[column], y):
                    self._cell[row][column] = self._cell[row][column - 1]
                elif row and not walls[1].stands(self.ys[row], x):
                    self._cell[row][column] = self._cell[row - 1][column]

    @property
    def is_table(self) -> bool:
        """Whether it has rows and columns and is no frame, nor two boxes beside one another."""
        widest = max(len(set(cells)) for cells in self._cell)
        return widest > 2 or (widest == 2 and len(self._cell) > 1)

    def cell_at(self, x: float, y: float) -> Cell | None:
        """The cell around this place; None outside the table."""
        if not (self.xs[0] < x < self.xs[-1] and self.ys[-1] < y < self.ys[0]):
            return None
        row = bisect(self.ys, -y, key=lambda value: -value) - 1
        return self._cell[row][bisect(self.xs, x) - 1]

    def rows(self, texts: dict[Cell, str]) -> list[list[str]]:
        """The texts of the cells, row by row; a cell that began in a row above is "" in those it spans."""
        found = []
        for at, cells in enumerate(self._cell):
            begin = [cell for cell, before in zip(cells, [None, *cells], strict=False) if cell != before]
            found.append([texts.get(cell, "") if cell[0] == at else "" for cell in begin])
        return [cells for cells in found if any(cells)]


def ruling(corners: Sequence[tuple[float, float]], *, is_stroked: bool) -> tuple[list[Line], list[Line]]:
    """The horizontal and the vertical lines that a path through `corners` draws: itself when it is a thin bar, or
    the straight edges of what is stroked."""
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    low, high = (min(xs), min(ys)), (max(xs), max(ys))
    is_thin = min(high[0] - low[0], high[1] - low[1]) < NEAR
    across: list[Line] = []
    down: list[Line] = []
    for (x0, y0), (x1, y1) in [(low, high)] if is_thin else pairwise(corners) if is_stroked else ():
        if abs(x1 - x0) > _SHORT and abs(y1 - y0) < NEAR:
            across.append(Line((y0 + y1) / 2, min(x0, x1), max(x0, x1)))
        elif abs(y1 - y0) > _SHORT and abs(x1 - x0) < NEAR:
            down.append(Line((x0 + x1) / 2, min(y0, y1), max(y0, y1)))
    return across, down


def grids(across: Sequence[Line], down: Sequence[Line]) -> list[Grid]:
    """The tables that horizontal and vertical lines draw; lines may come in pieces and double."""
    across, down = _merged(across), _merged(down)
    if len(across) + len(down) > _MOST:
        return []
    tables = [Grid(*lines) for lines in _joined(across, down) if len(lines[0]) > 1 and lines[1]]
    return [table for table in tables if table.is_table]


def _merged(lines: Iterable[Line]) -> list[Line]:
    """`lines` with the pieces of one line put together."""
    rows: list[list[Line]] = []
    for line in sorted(lines):
        if rows and line.at - rows[-1][0].at < NEAR:
            rows[-1].append(line)
        else:
            rows.append([line])
    merged = []
    for row in rows:
        at = sum(line.at for line in row) / len(row)
        start, end = row[0][1:]
        for line in sorted(row, key=lambda line: line.start):
            if line.start > end + NEAR:
                merged.append(Line(at, start, end))
                start, end = line[1:]
            start, end = min(start, line.start), max(end, line.end)
        merged.append(Line(at, start, end))
    return merged


def _joined(across: list[Line], down: list[Line]) -> list[tuple[list[Line], list[Line]]]:
    """The lines that touch one another, table by table, from the top of the page to its end."""
    tables: list[tuple[list[Line], list[Line]]] = [([line], []) for line in across]
    for line in down:
        touched = [table for table in tables if any(_touch(other, line) for other in table[0])]
        rest = [table for table in tables if not any(table is other for other in touched)]
        joined = (
            [line for table in touched for line in table[0]],
            [*(line for table in touched for line in table[1]), line],
        )
        tables = [*rest, joined] if touched else tables
    return tables


def _touch(across: Line, down: Line) -> bool:
    return across.start - NEAR < down.at < across.end + NEAR and down.start - NEAR < across.at < down.end + NEAR


def _positions(lines: Iterable[float], ends: Sequence[float]) -> list[float]:
    """Where lines stand, rising, each once; and the outermost of the `ends`, where no line stands."""
    found: list[float] = []
    for at in sorted((*lines, min(ends), max(ends))):
        if not found or at - found[-1] > NEAR:
            found.append(at)
    return found


class _Walls:
    """Whether a line stands between two cells."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self._lines = sorted(lines)

    def stands(self, at: float, along: float) -> bool:
        """Whether a line at `at` passes `along`, on the other axis."""
        first = bisect(self._lines, at - NEAR, key=lambda line: line.at)
        for line in self._lines[first:]:
            if line.at > at + NEAR:
                break
            if line.start <= along <= line.end:
                return True
        return False
