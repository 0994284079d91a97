"""What is drawn, with every place computed: cards, the wires between them, and what stands behind them.

All numbers are pixels at scale 1, `x` to the right and `y` down.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Literal, NamedTuple

from visualizations.text import Line, height, say
from visualizations.words import Words

PAD_X, PAD_Y = 14, 7
TAB = 26
"""Space for an item's number at the left of its card."""


class Tip(NamedTuple):
    """A paragraph of what is said about a card or a wire when pointed at: a heading, plain text, a quotation,
    or where it comes from."""

    style: Literal["head", "text", "quote", "source"]
    runs: tuple[tuple[str | Words, bool], ...]


def tip(style: Literal["head", "text", "quote", "source"], *texts: str | Words) -> Tip:
    """A paragraph without marked words."""
    return Tip(style, tuple((text, False) for text in texts))


@dataclass(frozen=True, slots=True)
class Card:
    """A node. `name` is what a search finds it by, `tone` the name of its colours in the palette, `number`
    that of an item (0 for others), `item` the key of the item that it stands for."""

    id: str
    tone: str
    name: str
    x: float
    y: float
    width: float
    lines: tuple[Line, ...]
    tips: tuple[Tip, ...] = ()
    number: int = 0
    small: bool = False
    item: str = ""
    min_height: float = 0

    @property
    def height(self) -> float:
        """Its text and the space around it."""
        return max(height(self.lines) + 2 * (4 if self.small else PAD_Y), self.min_height)

    @property
    def bottom(self) -> float:
        """The lower edge."""
        return self.y + self.height

    @property
    def middle(self) -> float:
        """Half-way down."""
        return self.y + self.height / 2

    def at(self, y: float) -> Card:
        """The same card elsewhere in its column."""
        return replace(self, y=y)


def text_width(width: float, number: int = 0) -> float:
    """How wide the text in a card may be."""
    return width - 2 * PAD_X - (TAB if number else 0)


@dataclass(frozen=True, slots=True)
class Label:
    """What a wire says, in a box that begins at `x` and has its middle at `y`."""

    x: float
    y: float
    lines: tuple[Line, ...]

    @property
    def width(self) -> float:
        """Its text and the space around it."""
        return max(line.width for line in self.lines) + 12

    @property
    def height(self) -> float:
        """Its text and the space around it."""
        return height(self.lines) + 4


@dataclass(frozen=True, slots=True)
class Wire:
    """An edge from the card `source` to the card `target` (ids), through `points`; `stroke` names how it is
    drawn in the palette."""

    id: str
    source: str
    target: str
    stroke: str
    points: tuple[tuple[float, float], ...]
    tips: tuple[Tip, ...] = ()
    label: Label | None = None


@dataclass(frozen=True, slots=True)
class Backdrop:
    """A field behind the cards, or words between them: `style` is "group" or "band" (words), "unknown" or
    "absent" (a field with words)."""

    style: Literal["group", "band", "unknown", "absent"]
    x: float
    y: float
    width: float
    height: float
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Head:
    """The heading of a column; it stays in sight. `state` is "" or that of a year."""

    x: float
    width: float
    words: Words
    state: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    """A whole view. Its size follows from what is in it."""

    heads: tuple[Head, ...]
    cards: tuple[Card, ...]
    wires: tuple[Wire, ...] = ()
    backdrops: tuple[Backdrop, ...] = field(default=())

    @property
    def width(self) -> float:
        """To the right edge of the last column, with a margin."""
        return max((head.x + head.width for head in self.heads), default=0) + MARGIN

    @property
    def height(self) -> float:
        """To the lowest edge, with a margin."""
        ends = [card.bottom for card in self.cards] + [field.y + field.height for field in self.backdrops]
        ends += [y for wire in self.wires for _, y in wire.points]
        return max(ends, default=0) + MARGIN


MARGIN = 24


def straight(source: Card, target: Card) -> tuple[tuple[float, float], tuple[float, float]]:
    """From the right edge of one card to the left edge of another."""
    return (source.x + source.width, source.middle), (target.x, target.middle)


def group_words(x: float, y: float, width: float, words: Words) -> Backdrop:
    """The heading of a group of cards in a column."""
    return Backdrop("group", x, y, width, height([say("group", words)]), (say("group", words),))


def settle(desired: Iterable[float], heights: Iterable[float], gap: float, top: float | None = None) -> list[float]:
    """Upper edges for blocks of these heights, in this order, `gap` apart, with their middles as near to
    `desired` as may be: least squares, by pooling neighbours that are in each other's way. None is above `top`."""
    pools: list[tuple[float, float, list[float]]] = []  # sum of wished tops, total height, heights
    for middle, tall in zip(desired, heights, strict=True):
        pool = (middle - tall / 2, tall, [tall])
        while pools and _top(pools[-1]) + pools[-1][1] + gap > _top(pool):
            before, now = pools.pop(), pool
            shift = before[1] + gap
            pool = (before[0] + now[0] - shift * len(now[2]), shift + now[1], before[2] + now[2])
        pools.append(pool)
    tops = []
    for pool in pools:
        y = _top(pool)
        for tall in pool[2]:
            # Clipping keeps the least squares of what is clipped and moves nothing else.
            tops.append(max(y, top) if top is not None else y)
            if top is not None:
                top = tops[-1] + tall + gap
            y += tall + gap
    return tops


def _top(pool: tuple[float, float, list[float]]) -> float:
    return pool[0] / len(pool[2])
