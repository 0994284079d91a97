"""What an item is compared by: its character n-grams, its heading, and the names and terms in it.

Chinese official prose has no word breaks, and its programmes are named by compounds that dictionaries lack;
overlapping character n-grams compare it without a segmenter.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from graph.continuity.items import Item
from graph.identity import canonical

Vector = Mapping[str, float]

_RUN = re.compile(r"[\u3400-\u9fffA-Za-z]{2,}")
_BRACKETS = str.maketrans("", "", "《》〈〉")
_QUOTED = re.compile(r"[“「『]([^“”「」『』。；]{2,16})[”」』]")
_RESPONSIBLE = re.compile(
    r"[（(]?(?:牵头|责任|配合|分管|主管|承办|主办|协办|落实|参与)[\u4e00-\u9fff（）()]{0,9}[：:][^\n。]*"
)
_HEAD_END = re.compile(r"[。！？；\n]")
_CLAUSE_END = re.compile(r"[，。！？；\n]")

GRAMS = (2, 3)
"""Lengths of the n-grams: two characters are the usual word, three tell compounds apart."""

UPPER = 0.5
"""What an upper topic counts beside the narrower one that an item has under it."""

HEADING = 30
"""Characters of a heading at most; a longer first sentence is running text, whose first clause stands in."""


@dataclass(frozen=True, slots=True)
class Profile:
    """An item as it is compared. `grams` counts n-grams of the text, `head` are those of `heading`;
    `terms` maps the names of particular things, of norms and of quoted campaigns, as compared, to how the
    item writes them; `built` are those of them that are built things; `roads` those that are roads; `subjects` the
    built ones that the heading names; `section`
    are the two-character grams of the section's title; `topics` gives the scores of the topics, and to the upper
    topics half of theirs."""

    item: Item
    grams: Mapping[str, int]
    heading: str
    head: frozenset[str]
    terms: Mapping[str, str]
    built: frozenset[str]
    roads: frozenset[str]
    subjects: frozenset[str]
    section: frozenset[str]
    topics: Mapping[str, float]


def profile(item: Item) -> Profile:
    """How `item` is compared. Who is responsible is left out of the text: it says nothing of the work."""
    hidden = [item.city, *sorted(item.units, key=len, reverse=True)]
    text = _RESPONSIBLE.sub("\n", item.text)
    heading = item.title or heading_of(text)
    head = fold(heading)
    named = frozenset(_term(f.name, item) for f in item.facilities if f.kind != "platform" and f.count is None)
    return Profile(
        item=item,
        grams=Counter(_grams(text, hidden)),
        heading=heading,
        head=frozenset(_grams(heading, hidden)),
        terms=_terms(item),
        built=frozenset(_term(f.name, item) for f in item.facilities if f.kind != "platform"),
        roads=frozenset(_term(f.name, item) for f in item.facilities if f.kind == "road"),
        subjects=frozenset(name for name in named if len(name) >= 2 and name in head),
        section=frozenset(_grams(item.section, [item.city], (2,))),
        topics=_topics(item),
    )


def fold(text: str) -> str:
    """`text` as names in it are looked for: one spelling for each name, without the brackets of titles."""
    return canonical(text).translate(_BRACKETS)


def heading_of(text: str) -> str:
    """The heading sentence of `text`, or the first clause where the first sentence is too long for one."""
    sentence = _HEAD_END.split(text.strip(), maxsplit=1)[0]
    if len(sentence) > HEADING:
        sentence = _CLAUSE_END.split(sentence, maxsplit=1)[0]
    return sentence[:HEADING]


def rarity(profiles: Iterable[Profile]) -> Vector:
    """What each n-gram tells, in nats: `ln((N + 1) / n)` where n of N items have it.

    Inverse document frequency (Spärck Jones 1972), with one item added so that two items alone can be compared:
    the phrases of which official prose is made weigh next to nothing, in whatever office's style.
    """
    seen: Counter[str] = Counter()
    total = 1
    for each in profiles:
        total += 1
        seen.update(each.grams.keys())
    return {gram: math.log(total / count) for gram, count in seen.items()}


def vector(of: Profile, worth: Vector) -> dict[str, float]:
    """TF-IDF weights of the text's n-grams, with logarithmic term frequency, scaled to length 1."""
    weights = {gram: (1 + math.log(count)) * worth.get(gram, 0.0) for gram, count in of.grams.items()}
    length = math.sqrt(sum(weight * weight for weight in weights.values()))
    return {gram: weight / length for gram, weight in weights.items() if weight > 0} if length else {}


def _grams(text: str, hidden: Iterable[str], lengths: tuple[int, ...] = GRAMS) -> Iterable[str]:
    """The n-grams of `text`, within runs of letters; a hidden name ends a run."""
    text = "\n".join(fold(line) for line in text.splitlines())
    for name in hidden:
        if name:
            text = text.replace(fold(name), "\n")
    for run in _RUN.findall(text):
        for length in lengths:
            for start in range(len(run) - length + 1):
                yield run[start : start + length]


def _terms(item: Item) -> dict[str, str]:
    written = [facility.name for facility in item.facilities if facility.count is None]
    written += [regulation.name for regulation in item.regulations]
    written += _QUOTED.findall(item.text)
    return {term: name for name in written if len(term := _term(name, item)) >= 2}


def _topics(item: Item) -> dict[str, float]:
    scores: dict[str, float] = {}
    for topic in item.topics:
        scores[topic.name] = max(topic.score, scores.get(topic.name, 0.0))
        if topic.broader:
            scores[topic.broader] = max(UPPER * topic.score, scores.get(topic.broader, 0.0))
    return scores


def _term(name: str, item: Item) -> str:
    return fold(name).removeprefix(item.city)
