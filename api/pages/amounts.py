"""Numbers as people write them."""

from __future__ import annotations

from graph.elements import Edge


def number(value: object) -> str:
    """A number without needless digits: 9, 1,200, 0.5."""
    return f"{float(str(value)):,.10g}"


def amount(edge: Edge) -> str:
    """The count that an edge carries, with its measure word: 9座; "" without one."""
    count = edge.properties.get("count")
    return "" if count is None else f"{number(count)}{edge.properties.get('measure', '')}"
