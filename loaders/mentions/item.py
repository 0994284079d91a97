"""All facts of the items of a plan."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from loaders.facts import Facility, Initiative, Target, Unit
from loaders.mentions.dates import time_spans
from loaders.mentions.facilities import find_facilities
from loaders.mentions.figures import find_figures
from loaders.mentions.phrases import find_runs
from loaders.mentions.regulations import find_regulations
from loaders.mentions.responsibility import find_responsibility
from loaders.mentions.targets import find_targets
from loaders.mentions.units import find_units
from loaders.outline import ItemText
from loaders.topics import find_topics

TOGETHER = 50
"""How many items go through the steps together. A step that reads them one after the other has its rules and words
at hand, which saves a sixth of the time; more items save no more, and would all be in memory at once."""


def find_facts(
    items: Sequence[ItemText], sections: Mapping[int, str] | None = None, issuer: str = ""
) -> Iterator[Initiative]:
    """The items of a plan of this organ, in order, with their facts; every evidence refers to the text of its item.
    `sections` are the titles of the sections that the items name."""
    for first in range(0, len(items), TOGETHER):
        yield from _find_facts(items[first : first + TOGETHER], sections or {}, issuer)


def _find_facts(items: Sequence[ItemText], sections: Mapping[int, str], issuer: str) -> Iterator[Initiative]:
    texts = [item.text for item in items]
    responsibilities = list(map(find_responsibility, texts))
    regulations = list(map(find_regulations, texts))
    times = list(map(time_spans, texts))
    figures = [
        find_figures(text, [*responsible.spans, *dates])
        for text, responsible, dates in zip(texts, responsibilities, times, strict=True)
    ]
    settled = [
        [
            *responsible.spans,
            *(_with_brackets(text, norm.evidence.start, norm.evidence.end) for norm in norms),
            *((figure.start, figure.end) for figure in numbers),
            *dates,
        ]
        for text, responsible, norms, numbers, dates in zip(
            texts, responsibilities, regulations, figures, times, strict=True
        )
    ]
    runs = list(map(find_runs, texts, settled))
    facilities = list(map(find_facilities, texts, runs, figures))
    mentioned = list(map(find_units, texts, runs))
    targets = list(map(find_targets, texts, figures))
    units = [
        (*responsible.units, *_not_named(others, responsible.units, things))
        for others, responsible, things in zip(mentioned, responsibilities, facilities, strict=True)
    ]
    topics = [
        find_topics(
            item.text,
            title=item.title,
            section=sections.get(item.section or 0, ""),
            issuer=issuer,
            facilities=things,
            apart=[*responsible.spans, *((unit.evidence.start, unit.evidence.end) for unit in named)],
        )
        for item, responsible, things, named in zip(items, responsibilities, facilities, units, strict=True)
    ]
    for at, item in enumerate(items):
        yield Initiative(
            number=item.number,
            label=item.label,
            section=item.section,
            title=item.title,
            text=item.text,
            facilities=facilities[at],
            regulations=regulations[at],
            units=units[at],
            officials=responsibilities[at].officials,
            targets=tuple(_counting(target, facilities[at]) for target in targets[at]),
            topics=topics[at],
        )


def _not_named(units: Iterable[Unit], responsible: Iterable[Unit], facilities: Iterable[Facility]) -> Iterator[Unit]:
    """Those of `units` that are neither responsible nor taken for a facility."""
    named = {unit.name for unit in responsible} | {thing.name for thing in facilities}
    return (unit for unit in units if unit.name not in named)


def _with_brackets(text: str, start: int, end: int) -> tuple[int, int]:
    bracketed = text.startswith("《", start - 1) and start > 0
    return (start - 1, end + 1) if bracketed else (start, end)


def _counting(target: Target, facilities: Sequence[Facility]) -> Target:
    """The target with the counted class for its metric, where its figure counts one (`其中东城12处`)."""
    for facility in facilities:
        stands_in = facility.evidence.start <= target.evidence.start < facility.evidence.end
        if stands_in and facility.count == target.value and facility.measure == target.unit:
            return replace(target, metric=facility.name)
    return target
