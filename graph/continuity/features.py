"""How alike two items are, as a few numbers with a meaning."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from graph.continuity.figures import shared_figures
from graph.continuity.names import Names, names_in, worth_of
from graph.continuity.profile import Profile, Vector, fold, rarity, vector
from graph.continuity.weights import Weights

NAMES_COUNTED = 2.0
"""The worth of shared names beyond which more of them tell no more."""


@dataclass(frozen=True, slots=True)
class Features:
    """`text`: square root of the TF-IDF cosine (of cosines, most lie near 0, where differences matter);
    `heading`: square root of the share of each heading that the other item speaks of, by worth, averaged over both;
    `names`: worth of the shared names, up to 2; `section`: how alike the sections' titles are, times `text`;
    `margin`: `text` less that of the runner-up, of whichever of the two items it stands out for more;
    `targets`: 1 when a figure of the same metric is in both, else 0; `topic`: a topic that both are about, as
    sure as it is for both (geometric mean) and as rare as it is among the items compared; of several the best;
    `apart`: 1 when the heading of each names a built thing that the other item does not mention, else 0."""

    text: float
    heading: float
    names: float
    section: float
    margin: float
    targets: float
    topic: float
    apart: float

    def score(self, weights: Weights) -> float:
        """How likely the pair is one line of work, 0 to 1: the logistic function of the weighted sum."""
        total = (
            weights.base
            + weights.text * self.text
            + weights.heading * self.heading
            + weights.names * self.names
            + weights.section * self.section
            + weights.margin * self.margin
            + weights.targets * self.targets
            + weights.topic * self.topic
            + weights.apart * self.apart
        )
        return round(1 / (1 + math.exp(-total)), 4)


@dataclass(frozen=True, slots=True)
class Pool:
    """Items that are compared with one another: what n-grams and names tell depends on all of them."""

    worth: Vector
    names: Names
    topics: Vector

    @classmethod
    def of(cls, profiles: Sequence[Profile], names: Callable[[Sequence[Profile]], Names] = names_in) -> Pool:
        """The pool of `profiles`, whose names are found by `names`."""
        return cls(rarity(profiles), names(profiles), worth_of(each.topics for each in profiles))

    def features(self, one: Profile, other: Profile, text: float, margin: float) -> Features:
        """The features of a pair whose `text` and `margin` are known; symmetric but for those."""
        names = math.fsum(self.names.worth[name] for name in self.names.shared(one, other))
        both = len(one.section) + len(other.section)
        section = 2 * len(one.section & other.section) / both if both else 0.0
        return Features(
            text=text,
            heading=math.sqrt((self._told(one, other) + self._told(other, one)) / 2),
            names=min(NAMES_COUNTED, names),
            section=section * text,
            margin=margin,
            targets=1.0 if shared_figures(one.item, other.item) else 0.0,
            topic=max(
                (
                    math.sqrt(one.topics[name] * other.topics[name]) * self.topics[name]
                    for name in one.topics.keys() & other.topics.keys()
                ),
                default=0.0,
            ),
            apart=float(_has_own_subject(one, other) and _has_own_subject(other, one)),
        )

    def _told(self, one: Profile, other: Profile) -> float:
        """What share of one's heading, by worth, is in the other's text."""
        whole = math.fsum(self.worth[gram] for gram in one.head if gram in self.worth)
        told = math.fsum(self.worth[gram] for gram in one.head if gram in other.grams)
        return told / whole if whole else 0.0


def compare(
    earlier: Sequence[Profile], later: Sequence[Profile], pool: Pool
) -> Iterator[tuple[Profile, Profile, Features]]:
    """Every pair of an earlier and a later item whose texts share anything, with its features.

    Pairs come from an inverted index over the n-grams of `earlier`; others are never looked at.
    """
    index: Mapping[str, list[tuple[int, float]]] = defaultdict(list)
    for at, each in enumerate(earlier):
        for gram, weight in vector(each, pool.worth).items():
            index[gram].append((at, weight))
    texts: dict[tuple[int, int], float] = {}
    for row, each in enumerate(later):
        cosines: dict[int, float] = defaultdict(float)
        for gram, weight in vector(each, pool.worth).items():
            for at, other in index.get(gram, ()):
                cosines[at] += weight * other
        texts.update({(at, row): math.sqrt(cosine) for at, cosine in cosines.items()})
    best_of_earlier = _two_best(texts, 0)
    best_of_later = _two_best(texts, 1)
    for (at, row), text in texts.items():
        runner_up = min(_other(best_of_earlier[at], text), _other(best_of_later[row], text))
        one, other_one = earlier[at], later[row]
        yield one, other_one, pool.features(one, other_one, text, text - runner_up)


def _has_own_subject(one: Profile, other: Profile) -> bool:
    """Whether the headings of both name built things, and the other item none of those of `one`, nor in its heading
    one that begins alike: what tells places apart comes first in their names."""
    if not one.subjects or not other.subjects:
        return False
    text, starts = fold(other.item.text), {name[:2] for name in other.subjects}
    return not any(name in text or name[:2] in starts for name in one.subjects)


def _two_best(texts: Mapping[tuple[int, int], float], side: int) -> dict[int, tuple[float, float]]:
    """For each item of one side its highest `text` and the one after that."""
    best: dict[int, tuple[float, float]] = {}
    for pair, text in texts.items():
        first, second = best.get(pair[side], (0.0, 0.0))
        best[pair[side]] = (text, first) if text > first else (first, max(second, text))
    return best


def _other(best: tuple[float, float], text: float) -> float:
    """The highest `text` among an item's other pairs."""
    return best[1] if text == best[0] else best[0]
