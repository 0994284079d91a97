"""What an edge carries, as people write it."""

from __future__ import annotations

from graph.elements import Edge

_TERMS = 5


def number(value: object) -> str:
    """A number without needless digits: 9, 1,200, 0.5."""
    return f"{float(str(value)):,.10g}"


def amount(edge: Edge) -> str:
    """The count that an edge carries, with its measure word: 9座; "" without one."""
    count = edge.properties.get("count")
    return "" if count is None else f"{number(count)}{edge.properties.get('measure', '')}"


def terms(edge: Edge) -> str:
    """The words that count most of those that led to a topic; "" without any."""
    found = edge.properties.get("terms", [])
    return "、".join(found[:_TERMS]) if isinstance(found, list) else ""
