"""All facts of one item."""

from __future__ import annotations

from loaders.facts import Initiative
from loaders.mentions.facilities import find_facilities
from loaders.mentions.figures import find_figures, find_targets, time_spans
from loaders.mentions.phrases import find_runs
from loaders.mentions.regulations import find_regulations
from loaders.mentions.responsibility import find_responsibility
from loaders.mentions.units import find_units
from loaders.outline import ItemText


def find_facts(item: ItemText) -> Initiative:
    """The item with its facts; every evidence refers to `item.text`."""
    text = item.text
    responsibility = find_responsibility(text)
    regulations = find_regulations(text)
    figures = find_figures(text, responsibility.spans)
    settled = [
        *responsibility.spans,
        *((fact.evidence.start - 1, fact.evidence.end + 1) for fact in regulations),
        *((figure.start, figure.end) for figure in figures),
        *((span.start, span.end) for span in time_spans(text)),
    ]
    runs = find_runs(text, settled)
    named = {unit.name for unit in responsibility.units}
    mentioned = tuple(unit for unit in find_units(text, runs) if unit.name not in named)
    return Initiative(
        number=item.number,
        label=item.label,
        section=item.section,
        title=item.title,
        text=text,
        facilities=find_facilities(text, runs, figures),
        regulations=regulations,
        units=(*responsibility.units, *mentioned),
        officials=responsibility.officials,
        targets=find_targets(text, figures),
    )
