"""A text cut where facts begin and end, so that each piece can be shown with all facts that cover it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from graph.words import Match

Span = tuple[int, int]


class Piece(NamedTuple):
    """A stretch of the text, the numbers of the spans that cover it (the shortest first), and of those that
    begin with it."""

    text: str
    spans: tuple[int, ...]
    begins: tuple[int, ...]


def pieces_of(text: str, spans: Sequence[Span]) -> list[Piece]:
    """`text` in pieces; spans may nest, overlap and be equal, and what lies outside the text is ignored."""
    inside = {
        number: (max(start, 0), min(end, len(text)))
        for number, (start, end) in enumerate(spans)
        if max(start, 0) < min(end, len(text))
    }
    shortest_first = sorted(inside, key=lambda number: (inside[number][1] - inside[number][0], number))
    cuts = sorted({0, len(text), *(place for span in inside.values() for place in span)})
    return [
        Piece(
            text[start:end],
            tuple(number for number in shortest_first if inside[number][0] <= start and end <= inside[number][1]),
            tuple(number for number in sorted(inside) if inside[number][0] == start),
        )
        for start, end in pairwise(cuts)
    ]


def spans_in(match: Match) -> list[Span]:
    """The places of the words in the sentence of `match`, from its beginning."""
    return [(start - match.evidence.start, end - match.evidence.start) for start, end in match.pieces]
