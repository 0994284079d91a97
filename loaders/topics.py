"""What an item is about: topics of the scheme in `lexicon/topics.yaml`, each with the words that led to it.

Every term found counts for its topic: the more the longer it is, three times in the title, and the less the
more often it has come already. The sum of a topic, `p`, gives the score `p / (p + HALF)`, which is 0 without
any term and nears 1 with many. An item has at most `MOST` topics; one whose score is below `LEAST`, or whose
sum is less than half of the first topic's, is left out.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from operator import itemgetter
from typing import Any

import yaml
from ahocorasick_rs import AhoCorasick

from graph.evidence import Evidence
from loaders.facts import Facility, Topic

MOST = 3
LEAST = 0.25
"""What one term of four characters reaches wherever it stands, and a shorter one in the title alone."""
HALF = 5.0
"""The sum that gives a score of one half: a term of four characters in the title, say."""
TITLE, LEAD, SECTION, WEAK, AGAIN = 3.0, 2.0, 0.5, 0.5, 0.5
"""How much a term counts: in the title, in the first clause of an item without one, in the section's title
(where it adds to what the item says, but leads to nothing alone), when it is weak, each time it comes again."""
FIELD = 1.25
"""How much more a topic counts that lies in the field of the plan's issuer."""
KIND = 1.0
"""What a facility counts for the topic of its kind."""
_CLAUSE_END = re.compile("[，。；：,;:\n]")
_LONGEST_CLAUSE = 40


@dataclass(frozen=True, slots=True)
class TopicKind:
    """A topic of the scheme. `broader` is "" for an upper one; `weights` says what its terms count."""

    name: str
    en: str
    means: str
    in_english: str
    broader: str
    weights: dict[str, float]
    facilities: frozenset[str]
    offices: tuple[str, ...]
    """What the names of the organs have whose field an upper topic is."""


_Found = tuple[int, int, int]
"""The index of a term, and where it starts and ends."""


@cache
def scheme() -> dict[str, TopicKind]:
    """The topics by name, each upper one before its narrower ones."""
    kinds: dict[str, TopicKind] = {}
    for name, upper in _lexicon()["topics"].items():
        for own, broader, entry in ((name, "", upper), *((each, name, it) for each, it in upper["narrower"].items())):
            weights = {term: _weight(term) for term in entry.get("terms", "").split()}
            weights |= {term: WEAK * _weight(term) for term in entry.get("weak", "").split()}
            facilities = frozenset(entry.get("facilities", ()))
            offices = tuple(entry.get("offices", "").split())
            kinds[own] = TopicKind(
                own, entry["en"], entry["means"], entry["in_english"], broader, weights, facilities, offices
            )
    return kinds


def find_topics(
    text: str,
    *,
    title: str | None = None,
    section: str = "",
    issuer: str = "",
    facilities: Iterable[Facility] = (),
    apart: Iterable[tuple[int, int]] = (),
) -> tuple[Topic, ...]:
    """What the item with this `text` is about, the first topic first; () when no topic is sure enough.

    `title` is its heading, with which the text begins, `section` the title of its section, and `issuer` the name of
    the organ whose plan it is. `apart` are the stretches that say nothing of it, such as the names of those
    responsible; they are in any order.
    """
    head = _head(text, title)
    first = TITLE if title else LEAD
    sums: dict[str, float] = defaultdict(float)
    places: dict[str, list[tuple[float, int, int]]] = defaultdict(list)
    seen: dict[str, int] = defaultdict(int)
    _, terms = _finder()
    found = _outside(_terms(text), apart)
    counting: list[tuple[int, int, str, Mapping[str, float]]] = [
        (start, end, *terms[index]) for index, start, end in found
    ]
    if built := _kinds(found, facilities):
        counting = sorted([*counting, *built], key=itemgetter(0, 1, 2))
    for start, end, name, weights in counting:
        factor = (first if start < head else 1.0) * AGAIN ** seen[name]
        seen[name] += 1
        for topic, weight in weights.items():
            counts = factor * weight
            sums[topic] += counts
            places[topic].append((-counts, start, end))
    for topic, weight in _prior(section).items():
        if topic in sums:
            sums[topic] += SECTION * weight
    kinds, fields = scheme(), _fields(issuer)
    for topic in sums:
        if kinds[topic].broader in fields:
            sums[topic] *= FIELD
    best = sorted(sums, key=lambda topic: (-sums[topic], topic))[:MOST]
    return tuple(
        Topic(topic, kinds[topic].broader, round(score, 3), _evidence(text, places[topic]))
        for topic in best
        if (score := sums[topic] / (sums[topic] + HALF)) >= LEAST and sums[topic] * 2 >= sums[best[0]]
    )


@lru_cache(256)
def _prior(section: str) -> dict[str, float]:
    """What the terms in a section's title, each once, count for the topics."""
    sums: dict[str, float] = defaultdict(float)
    _, terms = _finder()
    for weights in dict(terms[index] for index, _, _ in _terms(section)).values():
        for topic, weight in weights.items():
            sums[topic] += weight
    return sums


@lru_cache(256)
def _fields(issuer: str) -> frozenset[str]:
    """The upper topics that are the field of an organ of this name."""
    return frozenset(topic.name for topic in scheme().values() if any(word in issuer for word in topic.offices))


def _evidence(text: str, places: Iterable[tuple[float, int, int]]) -> tuple[Evidence, ...]:
    """Where each of a topic's words first stands, those that counted most first; `places` have what they counted,
    negative, and where they stand."""
    once: dict[str, Evidence] = {}
    for _, start, end in sorted(places):
        if text[start:end] not in once:
            once[text[start:end]] = Evidence.cut(text, start, end)
    return tuple(once.values())


def _head(text: str, title: str | None) -> int:
    """Where the title ends in the text, or the first clause of an item that has none."""
    if not title:
        end = _CLAUSE_END.search(text, 0, _LONGEST_CLAUSE)
        return end.start() if end else _LONGEST_CLAUSE
    if text.startswith(title):
        return len(title)
    # The text may have white space that its title has not.
    left = len(title)
    for at, char in enumerate(text[: 2 * len(title)], start=1):
        left -= not char.isspace()
        if not left:
            return at
    return len(title)


def _terms(text: str) -> list[_Found]:
    """The terms in `text` from the left, without those inside longer ones. Linear in the length."""
    kept: list[_Found] = []
    before = -1
    finder, _ = _finder()
    for each in finder.find_matches_as_indexes(text, overlapping=True):
        _, start, end = each
        # Of the terms that end at one place the longest comes first.
        if end == before:
            continue
        before = end
        while kept and kept[-1][1] >= start:
            kept.pop()
        kept.append(each)
    return kept


def _outside(found: Sequence[_Found], apart: Iterable[tuple[int, int]]) -> list[_Found]:
    """What was found that touches none of the stretches `apart`."""
    stretches = sorted(apart)
    kept, at, reach = [], 0, 0
    if not stretches:
        return list(found)
    for each in found:
        _, start, end = each
        while at < len(stretches) and stretches[at][0] < end:
            reach = max(reach, stretches[at][1])
            at += 1
        if start >= reach:
            kept.append(each)
    return kept


def _kinds(found: Sequence[_Found], facilities: Iterable[Facility]) -> list[tuple[int, int, str, Mapping[str, float]]]:
    """The facilities whose kind is a topic's, where no term stands in their names, with what they count."""
    own: list[tuple[int, int, str, Mapping[str, float]]] = []
    for fact in facilities:
        topics = _topics_of_kinds().get(fact.kind)
        start, end = fact.evidence.start, fact.evidence.end
        if topics and not any(begin < end and start < stop for _, begin, stop in found):
            own.append((start, end, fact.kind, topics))
    return own


def _weight(term: str) -> float:
    """Two characters count one, three one and a half, four and more two."""
    return min(len(term), 4) / 2


@cache
def _topics_of_kinds() -> dict[str, dict[str, float]]:
    return {kind: {topic.name: KIND} for topic in scheme().values() for kind in topic.facilities}


@cache
def _finder() -> tuple[AhoCorasick, list[tuple[str, dict[str, float]]]]:
    """What finds the terms of all topics in a text, and each term with what it counts, by its index there."""
    terms: dict[str, dict[str, float]] = {term: {} for term in _lexicon()["apart"].split()}
    for topic in scheme().values():
        for term, weight in topic.weights.items():
            terms.setdefault(term, {})[topic.name] = weight
    return AhoCorasick(terms), list(terms.items())


@cache
def _lexicon() -> Mapping[str, Any]:
    content: Mapping[str, Any] = yaml.safe_load(files("loaders").joinpath("lexicon/topics.yaml").read_text("utf-8"))
    return content
