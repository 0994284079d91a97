"""Pages of fixed layout, as PDF and OFD have them: from placed characters and ruled tables to one text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from graph.errors import UnreadableFile
from loaders.formats.rows import row
from loaders.formats.ruled import NEAR, Cell, Grid

_FEW_CHARACTERS = 20  # such as the page number or a scanner's mark over the picture of a page
# Lines of a cell are joined without a space but between two words of letters.
_WRAP = re.compile(r"(?<=[^\x21-\x7e])\s*\n\s*|\s*\n\s*(?=[^\x21-\x7e])")
_MARKS = re.compile("[，、；。：]")
_STOPS = tuple("。；！？")


@dataclass(frozen=True, slots=True)
class Table:
    """A table, or the part of it on one page: rows of cells, where its columns part (points), and whether the
    end of the page cuts it open."""

    rows: list[list[str]]
    columns: list[float]
    is_open: bool


@dataclass(frozen=True, slots=True)
class Page:
    """The text and the tables of a page, in reading order, and whether a picture is on it."""

    parts: list[str | Table]
    has_picture: bool

    @property
    def text(self) -> str:
        """What stands on the page; a table's row is a line, `cell | cell |`."""
        return "\n".join(part if isinstance(part, str) else "\n".join(map(row, part.rows)) for part in self.parts)

    @property
    def is_scanned(self) -> bool:
        """Whether the page is a picture, with no text but a page number or a scanner's mark."""
        return self.has_picture and len("".join(self.text.split())) < _FEW_CHARACTERS


def parts_of(chars: Iterable[tuple[str, float, float]], grids: Sequence[Grid]) -> list[str | Table]:
    """The text of `chars`, given in reading order with the place (x, y) of each; what stands in one of `grids` as
    a table, where its first character comes. A step back to the left begins a new line of a cell."""
    fillings = [_Filling(grid) for grid in grids]
    found: list[list[str] | _Filling] = []
    for text, x, y in chars:
        filling, cell = next(
            ((each, cell) for each in fillings if (cell := each.grid.cell_at(x, y)) is not None), (None, None)
        )
        if filling is not None and cell is not None:
            if not filling.texts:
                found.append(filling)
            filling.add(cell, text, x)
        elif found and isinstance(found[-1], list):
            found[-1].append(text)
        else:
            found.append([text])
    return ["".join(part) if isinstance(part, list) else part.table for part in found]


def joined(pages: Sequence[Page], path: Path) -> tuple[str, tuple[str, ...]]:
    """The text of all pages, parted by `\\f`, a row that the end of a page cuts in two as one; and notes that name
    the pages without a text layer.

    Raises UnreadableFile when most pages are scanned or none has any text.
    """
    scanned = [number for number, page in enumerate(pages, start=1) if page.is_scanned]
    if not any(page.text.strip() for page in pages) or len(scanned) * 2 > len(pages):
        problem = f"no text layer on {len(scanned) or len(pages)} of {len(pages)} pages"
        raise UnreadableFile(path, f"{problem}: it is scanned" if scanned else problem, hint="run OCR first")
    _mend(pages)
    return "\f".join(page.text for page in pages), (_missing(scanned, len(pages)),) if scanned else ()


def _missing(scanned: Sequence[int], total: int) -> str:
    if len(scanned) == 1:
        return f"page {scanned[0]} of {total} has no text layer, so that it is missing: run OCR first"
    numbers = ", ".join(map(str, scanned))
    return f"pages {numbers} of {total} have no text layer, so that they are missing: run OCR first"


class _Filling:
    """The characters that stand in the cells of a table."""

    def __init__(self, grid: Grid) -> None:
        self.grid = grid
        self.texts: dict[Cell, list[str]] = {}
        self._reached: dict[Cell, float] = {}

    def add(self, cell: Cell, text: str, x: float) -> None:
        """Put a character at the end of `cell`."""
        texts = self.texts.setdefault(cell, [])
        if x < self._reached.get(cell, x):
            texts.append("\n")
        texts.append(text)
        self._reached[cell] = x

    @property
    def table(self) -> Table:
        texts = {cell: _WRAP.sub("", "".join(text).strip()) for cell, text in self.texts.items()}
        return Table(self.grid.rows(texts), self.grid.xs, self.grid.is_open)


def _mend(pages: Sequence[Page]) -> None:
    """Puts the rest of a row, at the top of a page, to its beginning at the end of the page before."""
    before: Table | None = None
    header: list[list[str]] = []
    for page in pages:
        tables = [part for part in page.parts if isinstance(part, Table)]
        for table in tables:
            if before is None or not _has_columns_of(before, table):
                header = table.rows[:1]
            elif table is tables[0]:
                # The header that is printed again stands above the rest.
                at = 1 if table.rows[:1] == header else 0
                if _is_rest(table.rows[at : at + 1], before):
                    cells = zip(before.rows[-1], table.rows.pop(at), strict=True)
                    before.rows[-1] = [_WRAP.sub("", "\n".join(filter(None, halves))) for halves in cells]
            before = table
        if not tables:
            before = None


def _has_columns_of(one: Table, other: Table) -> bool:
    return len(one.columns) == len(other.columns) and all(
        abs(a - b) < NEAR for a, b in zip(one.columns, other.columns, strict=True)
    )


def _is_rest(rows: list[list[str]], before: Table) -> bool:
    """Whether the row of `rows` is the rest of the last one of `before`: it has no number, and what it has goes
    on cells that were begun, of which the longest stops in the middle of a sentence."""
    if not rows or not before.rows or len(rows[0]) != len(before.rows[-1]):
        return False
    begun = [above for above, below in zip(before.rows[-1], rows[0], strict=True) if below]
    if not all(begun):
        return False
    longest = max(begun, key=len)
    stops_short = not longest.endswith(_STOPS) and (before.is_open or _MARKS.search(longest) is not None)
    return stops_short and (before.is_open or not rows[0][0])
