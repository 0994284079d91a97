"""The facilities of an item, each once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from graph.identity import canonical
from loaders.facts import Facility
from loaders.mentions.counted import find_counted
from loaders.mentions.figures import Figure
from loaders.mentions.lists import find_listed, lists_of
from loaders.mentions.named import find_named
from loaders.mentions.phrases import Run

_SYSTEM_WORDS = re.compile(r"[（(][^（）()]*[）)]|(?:系统)?平台$|系统$")
_PLATFORMS_COMPARED = 50
"""With how many platforms of the item a further one is compared; it bounds the cost of a hostile text."""


def find_facilities(text: str, runs: Sequence[Run], figures: Sequence[Figure]) -> tuple[Facility, ...]:
    """The facilities of `text`, in the order of their evidence: a named one once per segment, a class once
    per count, a platform once though it is also called by its short name."""
    counted = tuple(find_counted(text, runs, figures))
    lists = lists_of(text, runs)
    found = [*find_named(text, lists, figures), *find_listed(text, lists, counted), *counted]
    return tuple(sorted(_once(found), key=lambda facility: (facility.evidence, facility.count or 0)))


def _once(facilities: Iterable[Facility]) -> list[Facility]:
    kept: dict[tuple[str, str | None, float | None, str | None], Facility] = {}
    stems: list[str] = []
    for facility in facilities:
        if facility.count is None and facility.kind == "platform":
            stem = _SYSTEM_WORDS.sub("", canonical(facility.name))
            if any(_abbreviates(stem, known) for known in stems[-_PLATFORMS_COMPARED:]):
                continue
            stems.append(stem)
        kept.setdefault((canonical(facility.name), facility.segment, facility.count, facility.measure), facility)
    return list(kept.values())


def _abbreviates(short: str, full: str) -> bool:
    """Whether the characters of `short`, three at least, stand in `full` in this order (运管服, 城市运行管理服务)."""
    at = 0
    for char in short:
        at = full.find(char, at) + 1
        if at == 0:
            return False
    return len(short) >= 3
