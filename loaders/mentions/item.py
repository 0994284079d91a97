"""All facts of one item."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from loaders.facts import Facility, Initiative, Target
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


def find_facts(item: ItemText, section: str = "", issuer: str = "") -> Initiative:
    """The item, in a section with this title of a plan of this organ, with its facts; every evidence refers to
    `item.text`."""
    text = item.text
    responsibility = find_responsibility(text)
    regulations = find_regulations(text)
    figures = find_figures(text, responsibility.spans)
    settled = [
        *responsibility.spans,
        *(_with_brackets(text, fact.evidence.start, fact.evidence.end) for fact in regulations),
        *((figure.start, figure.end) for figure in figures),
        *((span.start, span.end) for span in time_spans(text)),
    ]
    runs = find_runs(text, settled)
    facilities = find_facilities(text, runs, figures)
    named = {unit.name for unit in responsibility.units} | {thing.name for thing in facilities}
    mentioned = tuple(unit for unit in find_units(text, runs) if unit.name not in named)
    units = (*responsibility.units, *mentioned)
    who = [*responsibility.spans, *((unit.evidence.start, unit.evidence.end) for unit in units)]
    return Initiative(
        number=item.number,
        label=item.label,
        section=item.section,
        title=item.title,
        text=text,
        facilities=facilities,
        regulations=regulations,
        units=units,
        officials=responsibility.officials,
        targets=tuple(_counting(target, facilities) for target in find_targets(text, figures)),
        topics=find_topics(text, title=item.title, section=section, issuer=issuer, facilities=facilities, apart=who),
    )


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
