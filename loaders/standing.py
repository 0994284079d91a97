"""Standing notes: what one item says of all that follow (`以下均需各区人民政府配合，不再列出`)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from loaders.facts import Inherited, Initiative, Unit

_MOST = 40
"""How many units standing notes give an item; it bounds the cost of a plan that is nothing but such notes."""


def with_inherited(items: Iterable[Initiative]) -> tuple[Initiative, ...]:
    """`items`, in order, each with the units that a note in an earlier item of its section or plan gives it and that
    it does not name as responsible itself."""
    result: list[Initiative] = []
    notes: list[tuple[Initiative, Unit]] = []
    for item in items:
        own = {unit.name for unit in item.units if unit.role != "mentioned"}
        inherited: dict[str, Inherited] = {}
        for source, unit in notes:
            holds = unit.scope == "plan" or source.section == item.section
            if holds and unit.name not in own:
                inherited[unit.name] = Inherited(unit.name, unit.role, source.number)
        result.append(replace(item, inherited=tuple(inherited.values())) if inherited else item)
        for unit in item.units:
            if unit.scope != "item":
                notes = [(source, other) for source, other in notes if other.name != unit.name]
                notes = [*notes[-_MOST:], (item, unit)]
    return tuple(result)
