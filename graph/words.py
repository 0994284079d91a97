"""The words of a search, found in sentences that put them a little differently.

Chinese has no spaces, so `桥梁监测` is also looked for as `桥梁` and `监测` in one sentence, which finds
`桥梁健康监测系统`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, product

from graph.evidence import Evidence

_WORD = re.compile(r"[\u3400-\u9fff]+|[^\W\u3400-\u9fff]+")
_SENTENCE = re.compile(r"[^。！？；!?;\n]+[。！？；!?;]?")
_WAYS = 100  # of taking a search apart; of a long one the first are tried
_LONGEST = 24  # characters of a word that is taken apart; what is longer is no word but a sentence

Pieces = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Match:
    """A sentence with the words: its evidence, where in the text the pieces are, whether they are whole words."""

    evidence: Evidence
    pieces: tuple[tuple[int, int], ...]
    whole: bool


def ways_to_find(query: str) -> list[Pieces]:
    """The sets of pieces of which one must be in a sentence, in small letters; the words as they are first.
    Empty when `query` has no letter or digit."""
    words = [word.lower() for word in _WORD.findall(query)]
    if not words:
        return []
    ways = islice(product(*(list(islice(_parts(word), _WAYS)) for word in words)), _WAYS)
    return list(dict.fromkeys(tuple(piece for part in way for piece in part) for way in ways))


def find_sentences(text: str, ways: Sequence[Pieces]) -> list[Match]:
    """The sentences of `text` in which all pieces of one way occur, in order."""
    found = []
    low = _lower(text)
    for sentence in _SENTENCE.finditer(text):
        start, end = _trimmed(text, *sentence.span())
        way = next((way for way in ways if start < end and all(low.find(p, start, end) >= 0 for p in way)), None)
        if way is not None:
            pieces = sorted(set(_places(low, way, start, end)))
            found.append(Match(Evidence.cut(text, start, end), tuple(pieces), whole=way == ways[0]))
    return found


def sentence_around(text: str, start: int, end: int) -> Match:
    """The sentences that `[start, end)` of `text` lies in, without the white space around them, and with that
    stretch as the piece."""
    first, last = start, end
    for sentence in _SENTENCE.finditer(text):
        if sentence.start() < end and start < sentence.end():
            trimmed = _trimmed(text, *sentence.span())
            first, last = min(first, trimmed[0]), max(last, trimmed[1])
    return Match(Evidence.cut(text, first, last), ((start, end),), whole=True)


def _parts(word: str) -> Iterator[Pieces]:
    """The word whole, then in pieces of two and three characters, pairs first."""
    yield (word,)
    if 3 < len(word) <= _LONGEST and not word.isascii():
        yield from _cut(word)


def _cut(word: str) -> Iterator[Pieces]:
    if len(word) in (2, 3):
        yield (word,)
    for size in (2, 3):
        if len(word) - size >= 2:
            for rest in _cut(word[size:]):
                yield (word[:size], *rest)


def _places(low: str, way: Pieces, start: int, end: int) -> Iterator[tuple[int, int]]:
    for piece in way:
        at = low.find(piece, start, end)
        while at >= 0:
            yield at, at + len(piece)
            at = low.find(piece, at + len(piece), end)


def _lower(text: str) -> str:
    """`text` in small letters, character by character, so that offsets stay."""
    low = text.lower()
    return low if len(low) == len(text) else "".join(c if len(c.lower()) > 1 else c.lower() for c in text)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    part = text[start:end]
    return start + len(part) - len(part.lstrip()), end - (len(part) - len(part.rstrip()))
