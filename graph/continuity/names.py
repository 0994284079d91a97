"""Which names and terms two items share, however each writes them."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from graph.continuity.profile import Profile, fold

SHORTEST_IN_TEXT = 4
"""Characters of a name that is looked for in running text; shorter ones occur there by chance."""

ROAD = 0.5
"""What a shared road tells beside other names: it is where work is done, and much work is done on one road."""

_WIDEST_GAP = 2
"""Characters that an abbreviation leaves out at one place at most: 城市运行管理服务平台, 运管服平台."""


@dataclass(frozen=True, slots=True)
class Names:
    """The names in a set of items: `of` gives those of an item (by its key), each in its longest form;
    `worth` says how much sharing one tells, from 0 (all items have it) to 1 (no third item has it);
    `forms` gives every form in which a name is written."""

    of: Mapping[str, frozenset[str]]
    worth: Mapping[str, float]
    forms: Mapping[str, Sequence[str]]

    def shared(self, one: Profile, other: Profile) -> list[str]:
        """The names that both items have, the most telling first."""
        both = self.of[one.item.key] & self.of[other.item.key]
        return sorted(both, key=lambda name: (-self.worth[name], -len(name), name))


def names_in(profiles: Iterable[Profile]) -> Names:
    """The names of `profiles`: those that an item states as a fact, quotes or merely mentions.

    Two names are one when the shorter abbreviates the longer. Cost: the square of the number of different
    names, which one pair of plans keeps small.
    """
    profiles = list(profiles)
    built = {term for each in profiles for term in each.built}
    roads = {term for each in profiles for term in each.roads}
    terms = {term for each in profiles for term in each.terms}
    # two bridges may differ by one character; only what is not built is abbreviated freely
    full = {term: term for term in terms & built} | _full_forms(terms - built)
    forms: dict[str, list[str]] = defaultdict(list)
    for short in sorted(full):
        forms[full[short]].append(short)
    long_enough = [form for form in full if len(form) >= SHORTEST_IN_TEXT]
    of: dict[str, frozenset[str]] = {}
    for each in profiles:
        text, heading = fold(each.item.text), fold(each.heading)
        found = {full[term] for term in each.terms}
        found.update(
            full[form] for form in long_enough if form in text or (form not in built and spelled_out(form, heading))
        )
        of[each.item.key] = frozenset(found)
    return _names(of, forms, roads)


def stated_names(profiles: Iterable[Profile]) -> Names:
    """The names of `profiles` that items state or quote, each as it is written; for many items, since the cost
    grows with their number alone."""
    profiles = list(profiles)
    of = {each.item.key: frozenset(each.terms) for each in profiles}
    forms = {term: (term,) for found in of.values() for term in found}
    return _names(of, forms, {road for each in profiles for road in each.roads})


def _names(of: Mapping[str, frozenset[str]], forms: Mapping[str, Sequence[str]], roads: set[str]) -> Names:
    return Names(of, {n: w * (ROAD if n in roads else 1.0) for n, w in worth_of(of.values()).items()}, forms)


def worth_of(having: Iterable[Collection[str]]) -> dict[str, float]:
    """How much sharing each thing tells, where `having` gives those of every item: 1 when no third item has it,
    near 0 when all have it."""
    having = list(having)
    count = Counter(each for found in having for each in found)
    scale = math.log((len(having) + 1) / 2) if len(having) > 2 else 1.0
    return {each: min(1.0, math.log((len(having) + 1) / max(2, n)) / scale) for each, n in count.items()}


def abbreviates(short: str, long: str) -> bool:
    """Whether `short` is `long` with characters left out inside: same first character, same last two, all
    characters in order, no large gap. Names below four characters are too short to tell."""
    if not SHORTEST_IN_TEXT <= len(short) < len(long) or short[0] != long[0] or short[-2:] != long[-2:]:
        return False
    at = 0
    for char in short[1:-2]:
        at = long.find(char, at + 1, at + 2 + _WIDEST_GAP)
        if at < 0:
            return False
    return 0 < len(long) - 2 - at <= _WIDEST_GAP + 1


def _full_forms(terms: set[str]) -> dict[str, str]:
    """Each term's longest form among `terms`."""
    by_ends: dict[tuple[str, str], list[str]] = defaultdict(list)
    for term in terms:
        by_ends[term[0], term[-2:]].append(term)
    full: dict[str, str] = {}
    for alike in by_ends.values():
        alike.sort(key=lambda term: (-len(term), term))
        for at, term in enumerate(alike):
            long = next((other for other in alike[:at] if abbreviates(term, other)), None)
            full[term] = full[long] if long else term
    return full


def spelled_out(name: str, heading: str) -> str:
    """What `name` abbreviates in `heading`, "" if nothing: 城市管理进社区 for 城管进社区."""
    tail = heading.find(name[-2:])
    while tail >= 0:
        start = heading.find(name[0])
        while 0 <= start < tail:
            if abbreviates(name, heading[start : tail + 2]):
                return heading[start : tail + 2]
            start = heading.find(name[0], start + 1)
        tail = heading.find(name[-2:], tail + 1)
    return ""
