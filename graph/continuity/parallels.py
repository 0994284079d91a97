"""Items of different cities in one year that are about one thing."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence

from graph.continuity.features import Pool
from graph.continuity.items import Item
from graph.continuity.links import Parallel, Place
from graph.continuity.names import stated_names
from graph.continuity.profile import Profile, Vector, profile, vector
from graph.continuity.reasons import reasons
from graph.continuity.weights import LIMITS, PARALLELS, PEERS

TELLING_GRAMS = 30
"""N-grams by which an item looks for others: its most telling ones."""

COMMONEST = 100
"""Items of a year that may have an n-gram for it to be looked up; those of a commoner one are not all read."""

SHORT_LIST = 12
"""Items of which, after the look-up, the features are computed."""


def parallels_of(items: Iterable[Item]) -> list[Parallel]:
    """For each item the most similar items of other cities in its year, three at most, by key.

    Cost: an item reads at most 30 lists of 100 items, whatever the number of cities.
    """
    years: dict[int, list[Profile]] = defaultdict(list)
    for item in sorted(items, key=lambda item: item.order):
        years[item.year].append(profile(item))
    return [pair for year in sorted(years) for pair in _of_year(years[year])]


def _of_year(profiles: Sequence[Profile]) -> list[Parallel]:
    if len({each.item.city for each in profiles}) < 2:
        return []
    pool = Pool.of(profiles, stated_names)
    vectors = [vector(each, pool.worth) for each in profiles]
    index: dict[str, list[int]] = defaultdict(list)
    for at, grams in enumerate(vectors):
        for gram in grams:
            index[gram].append(at)
    found: dict[tuple[int, int], float] = {}
    for at in range(len(profiles)):
        found.update(_best(at, profiles, vectors, index, pool))
    pairs = [_pair(profiles[a], profiles[b], score, pool) for (a, b), score in found.items()]
    return sorted(pairs, key=lambda pair: (pair.first.key, pair.second.key))


def _best(
    at: int, profiles: Sequence[Profile], vectors: Sequence[Vector], index: dict[str, list[int]], pool: Pool
) -> dict[tuple[int, int], float]:
    """The pairs of one item that are likely enough, three at most, smaller position first."""
    mine, city = vectors[at], profiles[at].item.city
    telling = sorted(mine, key=lambda gram: (-mine[gram], gram))[:TELLING_GRAMS]
    cosines: dict[int, float] = defaultdict(float)
    for gram in telling:
        if len(index[gram]) <= COMMONEST:
            for other in index[gram]:
                if profiles[other].item.city != city:
                    cosines[other] += mine[gram] * vectors[other][gram]
    short = sorted(cosines, key=lambda other: (-cosines[other], profiles[other].item.key))[:SHORT_LIST]
    scored = []
    for other in short:
        a, b = min(at, other), max(at, other)
        text = math.sqrt(_cosine(vectors[a], vectors[b]))
        score = pool.features(profiles[a], profiles[b], text, margin=0.0).score(PARALLELS)
        if score >= LIMITS.parallel:
            scored.append((-score, profiles[other].item.key, (a, b)))
    return {pair: -score for score, _, pair in sorted(scored)[:PEERS]}


def _cosine(one: Vector, other: Vector) -> float:
    return math.fsum(weight * other[gram] for gram, weight in one.items() if gram in other)


def _pair(one: Profile, other: Profile, score: float, pool: Pool) -> Parallel:
    if other.item.key < one.item.key:
        one, other = other, one
    return Parallel(Place.of(one.item), Place.of(other.item), score, reasons(one, other, pool))
