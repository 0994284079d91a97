"""One norm followed across the years of a city, under one name or under names that follow one another."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from graph.continuity.items import Item, RegulationUse
from graph.continuity.links import Norm, Place, Succession
from graph.continuity.profile import fold
from graph.continuity.weights import NORMS_ALIKE

_TAIL = re.compile(r"（[^（）]*）")
_YEAR = re.compile(r"(?:19|20)\d{2}(?:-(?:19|20)?\d{2})?年?(?:度|版)?")
_TYPE = re.compile(r"(?:条例|规定|办法|细则|规则|法|规划|计划|方案|意见|要点|标准|导则|规范|指南|说明|预案|制度)$")
_SAME = {"考核": "考评", "整治": "治理", "养护": "管护", "监管": "管理"}
"""Words that titles of norms use for one another, each with the one that stands for both."""
_FAMILIES = {"law": "norm", "regulation": "norm", "measures": "norm", "plan": "plan", "standard": "standard"}


def stem(name: str, city: str) -> str:
    """What a norm is about: its name without the city, years, bracketed additions and the type of document, in one
    of the words that mean the same."""
    bare = _YEAR.sub("", _TAIL.sub("", fold(name))).removeprefix(city)
    about = _TYPE.sub("", bare) or bare
    for word, same in _SAME.items():
        about = about.replace(word, same)
    return about


def alike(one: RegulationUse, other: RegulationUse, city: str, other_city: str = "") -> float:
    """How alike a norm of `city` and one of it, or of `other_city`, are by name, 0 to 1.

    1 for one name, 0 for a plan beside a regulation, else the Dice coefficient (Dice 1945) of the two-character
    grams of their stems. 条例 and 办法 may follow one another: a local law in the making is often issued as rules.
    """
    if fold(one.name) == fold(other.name):
        return 1.0
    family = _FAMILIES.get(one.kind)
    if family is None or family != _FAMILIES.get(other.kind):
        return 0.0
    a, b = _pairs(stem(one.name, city)), _pairs(stem(other.name, other_city or city))
    return 2 * len(a & b) / (len(a) + len(b)) if a and b else 0.0


def lineage_of(items: Iterable[Item]) -> list[Succession]:
    """The steps of every norm of every city from one year that names it to the next.

    A norm is followed under its own name where the later year has it, else under every name alike enough.
    """
    cities: dict[str, list[Item]] = defaultdict(list)
    for item in items:
        cities[item.city].append(item)
    return [step for city in sorted(cities) for step in _steps(city, cities[city])]


def _steps(city: str, items: list[Item]) -> Iterator[Succession]:
    years: dict[int, dict[str, tuple[RegulationUse, Item]]] = defaultdict(dict)
    for item in sorted(items, key=lambda item: item.order):
        for use in item.regulations:
            years[item.year].setdefault(fold(use.name), (use, item))
    ordered = sorted(years)
    for at, year in enumerate(ordered):
        for name, (use, item) in sorted(years[year].items(), key=lambda entry: (entry[1][1].order, entry[0])):
            for later in ordered[at + 1 :]:
                found = years[later]
                followers = [found[name]] if name in found else _followers(use, city, found, years[year])
                for new, where in followers:
                    yield Succession(
                        Norm(Place.of(item), use.name, use.key),
                        Norm(Place.of(where), new.name, new.key),
                        (_reason(use, item, new, where),),
                    )
                if followers:
                    break


def _followers(
    use: RegulationUse,
    city: str,
    found: dict[str, tuple[RegulationUse, Item]],
    before: dict[str, tuple[RegulationUse, Item]],
) -> list[tuple[RegulationUse, Item]]:
    """Norms of a later year alike enough to `use`; one that its own year had beside it is another norm."""
    return [
        entry
        for name, entry in sorted(found.items())
        if name not in before and alike(use, entry[0], city) >= NORMS_ALIKE
    ]


def _reason(use: RegulationUse, item: Item, new: RegulationUse, where: Item) -> str:
    before = f"{item.year}年{use.action or '提到'}《{use.name}》"
    return f"{before}，{where.year}年{new.action or '提到'}《{new.name}》"


def _pairs(text: str) -> set[str]:
    return {text[at : at + 2] for at in range(len(text) - 1)}
