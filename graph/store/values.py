"""Values as the driver gives them -> plain values that JSON can hold."""

from __future__ import annotations

import math
from typing import Any

import neo4j.graph
import neo4j.spatial
import neo4j.time

_TEMPORAL = (neo4j.time.DateTime, neo4j.time.Date, neo4j.time.Time, neo4j.time.Duration)
DEEPEST = 100
"""How far lists and maps may stand in one another: what writes them as JSON goes a few hundred deep."""


def plain(value: Any, depth: int = DEEPEST) -> Any:
    """`value` without the driver's types; raises RecursionError where it goes deeper than `depth`.

    A node becomes `{"_label": …, **properties}` and a relationship `{"_type": …, **properties}` (with the
    underscore, since `label` is a property of an initiative), a path the list of its nodes and
    relationships in turn, a moment or a duration its ISO 8601 text, a point the list of its coordinates,
    bytes their hexadecimal digits, and a number that is none (or is infinite) its name.
    """
    if not depth:
        raise RecursionError(f"lists and maps in one another, more than {DEEPEST} deep")
    if isinstance(value, neo4j.graph.Node):
        return {"_label": min(value.labels, default=""), **_plain_items(value)}
    if isinstance(value, neo4j.graph.Relationship):
        return {"_type": value.type, **_plain_items(value)}
    if isinstance(value, neo4j.graph.Path):
        return [plain(value.start_node), *(plain(part) for step in value for part in (step, step.end_node))]
    if isinstance(value, _TEMPORAL):
        return value.iso_format()
    if isinstance(value, bytes | bytearray):
        return value.hex()
    if isinstance(value, dict):
        return {name: plain(item, depth - 1) for name, item in value.items()}
    if isinstance(value, list | tuple | neo4j.spatial.Point):
        return [plain(item, depth - 1) for item in value]
    if isinstance(value, float) and not math.isfinite(value):
        return str(value)
    return value


def _plain_items(entity: neo4j.graph.Entity) -> dict[str, Any]:
    return {name: plain(item) for name, item in entity.items()}
