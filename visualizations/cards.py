"""Cards and what they say when pointed at, for the things and items that several views show."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from statistics import fmean

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
from visualizations.text import height, say, wrap
from visualizations.words import KINDS, LABELS, Words, numbered, placed

ITEM_WIDTH, THING_WIDTH = 250, 214
"""Wide enough for lines of fourteen characters."""

GAP = 8
_GROUP_GAP = 14
_AROUND = 45  # characters of a sentence that are kept on each side of a quote


def item_card(item: SceneItem, x: float, section: str = "") -> Card:
    """The card of an item, at the top of its column."""
    tips = [tip("head", placed(item.number, item.year), Words(f" · {section}", f" · {section}") if section else "")]
    tips += [tip("text", item.text), tip("source", item.issuer)]
    lines = wrap("title", item.heading, text_width(ITEM_WIDTH, item.number), 3)
    return Card(item.key, "Initiative", item.heading, x, 0, ITEM_WIDTH, lines, tuple(tips), item.number, item=item.key)


def thing_card(thing: Thing, ties: Sequence[Tie], items: Mapping[str, SceneItem], x: float) -> Card:
    """The card of a thing, at the top of its column; that of a counted class is smaller, with its counts."""
    lines = wrap("class" if thing.counted else "name", thing.name, text_width(THING_WIDTH), 3)
    amounts = list(dict.fromkeys(tie.amount for tie in ties if tie.amount))
    if thing.counted and amounts:
        lines += wrap("figure", "、".join(amounts), text_width(THING_WIDTH), 1)
    kind = KINDS.get(thing.label, {}).get(thing.kind)
    label = LABELS[thing.label]
    what = (label, Words(f" · {kind.zh}", f" · {kind.en}")) if kind else (label,)
    tips = [tip("head", thing.name), tip("source", *what), *evidence(ties, items)]
    return Card(thing.key, thing.label, thing.name, x, 0, THING_WIDTH, lines, tuple(tips), small=thing.counted)


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


def beside(cards: Sequence[Card], wanted: Mapping[str, float], gap: float = GAP) -> list[Card]:
    """The cards of a column, each as near as may be to the height `wanted` for it, none over another."""
    ordered = sorted(cards, key=lambda card: wanted[card.id])
    tops = settle([wanted[card.id] for card in ordered], [card.height for card in ordered], gap)
    return [card.at(y) for card, y in zip(ordered, tops, strict=True)]


def grouped(groups: Mapping[Words, Sequence[Card]], wanted: Mapping[str, float]) -> tuple[list[Card], list[Backdrop]]:
    """The cards of a column under the headings of their groups: the groups, and the cards in each, in the order
    of the heights `wanted` for them, and near to those."""
    head = height([say("group", Words("", ""))]) + 4
    blocks = [
        (words, stacked(sorted(cards, key=lambda card: wanted[card.id]), head)) for words, cards in groups.items()
    ]
    middles = {words: fmean(wanted[card.id] for card in cards) for words, cards in blocks}
    blocks.sort(key=lambda block: middles[block[0]])
    tops = settle([middles[words] for words, _ in blocks], [cards[-1].bottom for _, cards in blocks], _GROUP_GAP)
    found: list[Card] = []
    backdrops = []
    for (words, cards), top in zip(blocks, tops, strict=True):
        backdrops.append(group_words(cards[0].x, top, cards[0].width, words))
        found += [card.at(card.y + top) for card in cards]
    return found, backdrops


def tie_wires(
    ties: Iterable[Tie], cards: Mapping[str, Card], items: Mapping[str, SceneItem], *, things_first: bool = False
) -> list[Wire]:
    """One wire for each item and thing that ties join, with the evidence of all of them."""
    between: dict[tuple[str, str], list[Tie]] = defaultdict(list)
    for tie in ties:
        between[tie.item, tie.thing].append(tie)
    wires = []
    for (item, thing), joined in between.items():
        ends = (cards[thing], cards[item]) if things_first else (cards[item], cards[thing])
        tips = (tip("head", numbered(items[item].number), " — ", cards[thing].name), *evidence(joined, items))
        wires.append(
            Wire(f"{item} {thing}", ends[0].id, ends[1].id, _stroke(joined, cards[thing]), straight(*ends), tips)
        )
    return wires


def _stroke(ties: Iterable[Tie], thing: Card) -> str:
    roles = {tie.role for tie in ties}
    return next((role for role in ("lead", "support", "issuer") if role in roles), thing.tone)


def middles(ties: Iterable[Tie], cards: Mapping[str, Card]) -> dict[str, float]:
    """Key of each thing -> the mean height of the items that it is tied to."""
    heights: dict[str, list[float]] = defaultdict(list)
    for tie in ties:
        heights[tie.thing].append(cards[tie.item].middle)
    return {key: fmean(found) for key, found in heights.items()}
