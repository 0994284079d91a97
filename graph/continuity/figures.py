"""Figures of one thing in two items."""

from __future__ import annotations

from dataclasses import dataclass

from graph.continuity.items import Item
from graph.identity import canonical

RATES = frozenset("%％‰")


@dataclass(frozen=True, slots=True, order=True)
class Figure:
    """One metric in two items: `before` in the first, `after` in the second, both in `unit`."""

    metric: str
    before: float
    after: float
    unit: str

    @property
    def is_amount(self) -> bool:
        """Whether it counts or measures something, so that more of it is more work; a rate does not."""
        return self.unit not in RATES

    @property
    def both(self) -> tuple[str, str]:
        """The two values as written, with their unit."""
        return f"{plain(self.before)}{self.unit}", f"{plain(self.after)}{self.unit}"


def plain(number: float) -> str:
    """`number` as it is written: no point where it is whole."""
    return str(int(number)) if number == int(number) else f"{number:g}"


def is_same_metric(one: str, other: str) -> bool:
    """Whether two metrics of one unit are one: `桥梁`, `大型桥梁在线监测`; one holds the other, or both end alike."""
    one, other = canonical(one), canonical(other)
    return one in other or other in one or one[-2:] == other[-2:]


def shared_figures(one: Item, other: Item) -> list[Figure]:
    """The metrics that both items put a figure to, in the order of the first item; each figure once.

    Counted facilities are figures too.
    """
    found: list[Figure] = []
    rest = _figures(other)
    for metric, value, unit in _figures(one):
        of_unit = [each for each in rest if each[2] == unit]
        match = next((each for each in of_unit if each[0] == metric), None) or next(
            (each for each in of_unit if is_same_metric(each[0], metric)), None
        )
        if match:
            rest.remove(match)
            found.append(Figure(min(metric, match[0], key=lambda m: (len(m), m)), value, match[1], unit))
    return found


def _figures(item: Item) -> list[tuple[str, float, str]]:
    figures = [(canonical(f.name), f.count, f.measure or "") for f in item.facilities if f.count is not None]
    figures += [(canonical(t.metric), t.value, t.unit) for t in item.targets]
    # a counted facility is a target too, often under a longer name
    seen: set[tuple[float, str, str]] = set()
    kept = []
    for metric, value, unit in figures:
        if len(metric) >= 2 and (value, unit, metric[-2:]) not in seen:
            seen.add((value, unit, metric[-2:]))
            kept.append((metric, value, unit))
    return kept
