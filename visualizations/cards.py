"""Cards and what they say when pointed at, for the things and items that several views show."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from statistics import fmean

from graph.elements import NodeRef
from graph.scenes import SceneItem, Thing, Tie
from graph.words import Match
from visualizations.picture import (
    Backdrop,
    Card,
    Tip,
    Wire,
    group_words,
    settle,
    straight,
    text_width,
    tip,
)
from visualizations.text import say, wrap
from visualizations.words import KINDS, LABELS, Words, numbered, placed

ITEM_WIDTH, THING_WIDTH = 250, 214
"""Wide enough for lines of fourteen characters."""

GAP = 8
_GROUP_GAP = 14
_GROUP_HEAD = 24
_AROUND = 45  # characters of a sentence that are kept on each side of a quote


def item_id(key: str) -> str:
    """The id of an item's card."""
    return node_id(NodeRef("Initiative", key))


def item_card(item: SceneItem, x: float, section: str = "") -> Card:
    """The card of an item, at the top of its column."""
    tips = [tip("head", placed(item.number, item.year), Words(f" · {section}", f" · {section}") if section else "")]
    tips += [tip("text", item.text), tip("source", item.issuer)]
    lines = wrap("title", item.heading, text_width(ITEM_WIDTH, item.number), 3)
    return Card(
        item_id(item.key), "Initiative", item.heading, x, 0, ITEM_WIDTH, lines, tuple(tips), item.number, item=item.key
    )


def node_id(ref: NodeRef) -> str:
    """The id of a node's card."""
    return " ".join(ref)


def thing_card(
    thing: Thing, ties: Sequence[Tie], items: Mapping[str, SceneItem], x: float, under: Words | None = None
) -> Card:
    """The card of a thing, at the top of its column, with `under` below its name; that of a counted class is
    smaller, with its counts."""
    amounts = "、".join(dict.fromkeys(tie.amount for tie in ties if tie.amount)) if thing.counted else ""
    name = f"{thing.name} {amounts}".rstrip()
    lines = wrap("class" if thing.counted else "name", name, text_width(THING_WIDTH), 3)
    if under:
        lines += (say("small", under),)
    kind = KINDS.get(thing.label, {}).get(thing.kind)
    label = LABELS[thing.label]
    what = (label, Words(f" · {kind.zh}", f" · {kind.en}")) if kind else (label,)
    tips = [tip("head", thing.name), tip("source", *what), *evidence(ties, items)]
    return Card(node_id(thing.ref), thing.label, thing.name, x, 0, THING_WIDTH, lines, tuple(tips), small=thing.counted)


def evidence(ties: Iterable[Tie], items: Mapping[str, SceneItem]) -> list[Tip]:
    """For each tie the sentence that states it, and the item and year that it is from."""
    said: dict[Tip, list[Tie]] = defaultdict(list)
    for tie in ties:
        item = items[tie.item]
        if tie.evidence is not None:
            said[quoted(tie.evidence)].append(tie)
        else:
            said[tip("text", numbered(item.number), " ", item.heading)].append(tie)
    return [
        each
        for quote, stated in said.items()
        for each in (quote, tip("source", *_sources(items[key] for key in dict.fromkeys(tie.item for tie in stated))))
    ]


def _sources(items: Iterable[SceneItem]) -> Iterable[str | Words]:
    for place, item in enumerate(items):
        yield from (("； " if place else "", placed(item.number, item.year), f" {item.heading}"))


def quoted(match: Match) -> Tip:
    """The sentence of a match with its pieces marked, cut where it goes on for long before and after them."""
    sentence = match.evidence
    first = max(min((start for start, _ in match.pieces), default=sentence.start) - _AROUND, sentence.start)
    last = min(max((end for _, end in match.pieces), default=sentence.end) + _AROUND, sentence.end)
    runs: list[tuple[str | Words, bool]] = [("…", False)] if first > sentence.start else []
    runs += [(text, mark) for text, mark in marked(match, first, last) if text]
    return Tip("quote", (*runs, ("…", False)) if last < sentence.end else tuple(runs))


def marked(match: Match, first: int, last: int) -> list[tuple[str, bool]]:
    """The characters from `first` to `last` of the text in stretches, those of the pieces marked."""
    quote, begin = match.evidence.quote, match.evidence.start
    runs, at = [], first
    for start, end in match.pieces:
        start, end = max(start, at), min(end, last)
        if start < end:
            runs += [(quote[at - begin : start - begin], False), (quote[start - begin : end - begin], True)]
            at = end
    return [*runs, (quote[at - begin : last - begin], False)]


def stacked(cards: Iterable[Card], top: float, gap: float = GAP) -> list[Card]:
    """The cards one under the other."""
    placed_cards, y = [], top
    for card in cards:
        placed_cards.append(card.at(y))
        y += card.height + gap
    return placed_cards


def beside(
    cards: Sequence[Card], wanted: Mapping[str, float], gap: float = GAP, top: float | None = None
) -> list[Card]:
    """The cards of a column, each as near as may be to the height `wanted` for it, none over another, none
    above `top`."""
    ordered = sorted(cards, key=lambda card: wanted[card.id])
    tops = settle([wanted[card.id] for card in ordered], [card.height for card in ordered], gap, top)
    return [card.at(y) for card, y in zip(ordered, tops, strict=True)]


def group_heights(groups: Mapping[Words, Sequence[Card]]) -> float:
    """How tall the column of `grouped` is at least."""
    return sum(_GROUP_HEAD + _GROUP_GAP - GAP + sum(card.height + GAP for card in cards) for cards in groups.values())


def grouped(
    groups: Mapping[Words, Sequence[Card]], wanted: Mapping[str, float], top: float
) -> tuple[list[Card], list[Backdrop]]:
    """The cards of a column under the headings of their groups: the groups, and the cards in each, in the order
    of the heights `wanted` for them, and near to those, none above `top`."""
    blocks = [
        (words, stacked(sorted(cards, key=lambda card: wanted[card.id]), _GROUP_HEAD))
        for words, cards in groups.items()
    ]
    means = {words: fmean(wanted[card.id] for card in cards) for words, cards in blocks}
    blocks.sort(key=lambda block: means[block[0]])
    tops = settle([means[words] for words, _ in blocks], [cards[-1].bottom for _, cards in blocks], _GROUP_GAP, top)
    found: list[Card] = []
    backdrops = []
    for (words, cards), y in zip(blocks, tops, strict=True):
        backdrops.append(group_words(cards[0].x, y, cards[0].width, words))
        found += [card.at(card.y + y) for card in cards]
    return found, backdrops


def tie_wires(
    ties: Iterable[Tie], cards: Mapping[str, Card], items: Mapping[str, SceneItem], *, things_first: bool = False
) -> list[Wire]:
    """One wire for each item and thing that ties join, with the evidence of all of them."""
    between: dict[tuple[str, NodeRef], list[Tie]] = defaultdict(list)
    for tie in ties:
        between[tie.item, tie.thing].append(tie)
    wires = []
    for (item, thing), joined in between.items():
        start, end = ends = cards[item_id(item)], cards[node_id(thing)]
        tips = (tip("head", numbered(items[item].number), " — ", end.name), *evidence(joined, items))
        path = straight(*(reversed(ends) if things_first else ends))
        wires.append(Wire(f"{start.id} {end.id}", start.id, end.id, _stroke(joined, end), path, tips))
    return wires


def _stroke(ties: Iterable[Tie], thing: Card) -> str:
    roles = {tie.role for tie in ties}
    return next((role for role in ("lead", "support", "issuer") if role in roles), thing.tone)


def middles(ties: Iterable[Tie], cards: Mapping[str, Card]) -> dict[str, float]:
    """Id of each thing's card -> the mean height of the items that it is tied to."""
    heights: dict[str, list[float]] = defaultdict(list)
    for tie in ties:
        heights[node_id(tie.thing)].append(cards[item_id(tie.item)].middle)
    return {key: fmean(found) for key, found in heights.items()}
