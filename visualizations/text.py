"""Text on a canvas: how wide it is, where its lines break."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple
from unicodedata import east_asian_width

from visualizations.words import Words


class Face(NamedTuple):
    """A font size, the height of its line, its weight, and the name of its colour in the page."""

    size: float
    leading: int
    weight: int
    color: str


FACES = {
    "title": Face(14, 20, 600, "ink"),
    "name": Face(13, 18, 400, "ink"),
    "class": Face(12, 16, 400, "ink"),
    "quote": Face(13, 19, 400, "ink"),
    "figure": Face(12, 18, 600, "figure"),
    "small": Face(12, 17, 400, "muted"),
    "group": Face(13, 20, 600, "muted"),
    "band": Face(16, 24, 700, "ink"),
    "change": Face(12, 16, 600, "accent"),
}

Run = tuple[str | Words, bool]
"""Some text, and whether it is marked."""


class Line(NamedTuple):
    """A line in one face."""

    face: str
    runs: tuple[Run, ...]

    @property
    def plain(self) -> str:
        """The line as Chinese text."""
        return "".join(text if isinstance(text, str) else text.zh for text, _ in self.runs)

    @property
    def width(self) -> float:
        """Pixels, by estimate, in the wider of the two languages."""
        ways = (("".join(t if isinstance(t, str) else t[lang] for t, _ in self.runs)) for lang in (0, 1))
        return max(map(ems, ways)) * FACES[self.face].size


_TOKENS = re.compile(r"[A-Za-z0-9][A-Za-z0-9.,%+\-]*|.", re.DOTALL)
_NEVER_FIRST = "，。、；：！？）》」』】”’%,.;:!?)]"
_NEVER_LAST = "（《「『【“‘(["


def ems(text: str) -> float:
    """The width of `text` in units of its size; not less than what fonts for Chinese take."""
    return sum(1.0 if east_asian_width(char) in "WFA" else 0.62 for char in text)


def height(lines: Iterable[Line]) -> int:
    """The height of lines, one under the other."""
    return sum(FACES[line.face].leading for line in lines)


def say(face: str, words: str | Words) -> Line:
    """A line of one run."""
    return Line(face, ((words, False),))


def wrap(face: str, text: str | Sequence[tuple[str, bool]], width: float, most: int) -> tuple[Line, ...]:
    """`text` (or stretches of it, marked or not) in lines of at most `width` pixels, at most `most` of them, the
    last with `…` where something is left out. Numbers and Latin words stay whole; a line does not begin with a
    closing mark nor end with an opening one."""
    stretches = [(text, False)] if isinstance(text, str) else text
    limit = width / FACES[face].size
    tokens = [
        (piece, mark)
        for stretch, mark in stretches
        for token in _TOKENS.findall(" ".join(stretch.split()))
        for piece in _pieces(token, limit)
    ]
    lines: list[list[tuple[str, bool]]] = [[]]
    for token in tokens:
        if lines[-1] and _width(lines[-1]) + ems(token[0]) > limit:
            lines.append(_carried(lines[-1], token[0]))
        if lines[-1] or token[0] != " ":
            lines[-1].append(token)
    if len(lines) > most:
        lines = lines[:most]
        while lines[-1] and (_width(lines[-1]) + 1 > limit or lines[-1][-1][0] in "，、；："):
            lines[-1].pop()
        lines[-1].append(("…", False))
    return tuple(Line(face, _joined(line)) for line in lines if line)


def _pieces(token: str, limit: float) -> list[str]:
    """A token longer than a line in parts that are not."""
    size = max(1, int(limit / 0.62))
    return [token[at : at + size] for at in range(0, len(token), size)] if ems(token) > limit else [token]


def _carried(line: list[tuple[str, bool]], following: str) -> list[tuple[str, bool]]:
    """What is taken from the end of `line` so that the next may begin with `following`."""
    taken: list[tuple[str, bool]] = []
    first = following
    while len(line) > 1 and (first in _NEVER_FIRST or line[-1][0] in _NEVER_LAST) and len(taken) < 3:
        taken.insert(0, line.pop())
        first = taken[0][0]
    return taken


def _width(line: Iterable[tuple[str, bool]]) -> float:
    return sum(ems(token) for token, _ in line)


def _joined(line: Iterable[tuple[str, bool]]) -> tuple[Run, ...]:
    runs: list[tuple[str, bool]] = []
    for token, mark in line:
        if runs and runs[-1][1] == mark:
            runs[-1] = (runs[-1][0] + token, mark)
        else:
            runs.append((token, mark))
    return tuple(runs)
