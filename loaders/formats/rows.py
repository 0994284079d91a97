"""How a table's row is written as one line, the same for every format: `cell | cell |`."""

from __future__ import annotations

from collections.abc import Iterable


def row(cells: Iterable[str]) -> str:
    """The cells as one line, each followed by `|`; "" when all are empty.

    An empty cell is a bare `|`, so that splitting at `|` gives back the cells and one empty piece.
    """
    # A bar inside a cell would read as the end of the cell.
    texts = [" ".join(cell.split()).replace("|", "｜") for cell in cells]
    if not any(texts):
        return ""
    return "".join(f"{text} | " if text else "| " for text in texts).rstrip()
