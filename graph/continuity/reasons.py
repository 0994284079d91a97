"""Why two items are linked: short Chinese sentences that quote both sides."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from graph.continuity.features import Pool
from graph.continuity.figures import shared_figures
from graph.continuity.items import Item
from graph.continuity.lineage import alike
from graph.continuity.names import spelled_out
from graph.continuity.phrases import shared_phrases
from graph.continuity.profile import Profile, fold
from graph.continuity.weights import NORMS_ALIKE

MOST = 6
"""Reasons given at most."""

_NAMES, _FIGURES, _PHRASES = 3, 2, 2
_TELLING = 0.3
"""Worth from which a shared name is a reason."""


def reasons(one: Profile, other: Profile, pool: Pool) -> tuple[str, ...]:
    """The reasons for a pair, the most concrete first: names, figures, norms, headings, wordings. Never empty
    for a pair that shares any n-gram."""
    sides = _Sides(one.item, other.item)
    given = dict.fromkeys(
        (
            *_of_names(one, other, pool, sides),
            *_of_figures(one.item, other.item, sides),
            *_of_norms(one.item, other.item, sides),
            *_of_headings(one, other, sides),
            *_of_wordings(one, other, pool, sides),
        )
    )
    return tuple(islice(given, MOST)) or (_of_grams(one, other, pool, sides),)


class _Sides:
    """What the two items are called beside one another."""

    def __init__(self, one: Item, other: Item) -> None:
        self.is_sequel = one.city == other.city
        self.both = "两年" if self.is_sequel else "两市"
        self.one = f"{one.year}年" if self.is_sequel else one.city
        self.other = f"{other.year}年" if self.is_sequel else other.city

    def beside(self, one: str, other: str) -> str:
        """Two values: one after the other, or each with its city."""
        return f"{one} → {other}" if self.is_sequel else f"{self.one}{one}，{self.other}{other}"


def _of_names(one: Profile, other: Profile, pool: Pool, sides: _Sides) -> Iterator[str]:
    telling = (n for n in pool.names.shared(one, other) if pool.names.worth[n] >= _TELLING)
    for name in islice(telling, _NAMES):
        forms = pool.names.forms[name]
        mine, theirs = _written(one, forms), _written(other, forms)
        if mine and theirs and fold(mine).removeprefix(one.item.city) != fold(theirs).removeprefix(other.item.city):
            yield f"{sides.one}的“{mine}”即{sides.other}的“{theirs}”"
        else:
            yield f"{sides.both}都提到“{mine or theirs or name}”"


def _written(of: Profile, forms: Sequence[str]) -> str:
    """One of `forms` as the item writes it, the longest first; "" where the item has none."""
    ordered = sorted(forms, key=lambda form: (-len(form), form))
    for form in ordered:
        for written in (of.terms.get(form, form), form):
            if written in of.item.text:
                return written
    # the graph may know the thing under another name than the text does
    spelled = (spelled_out(form, fold(of.heading)) for form in ordered)
    stated = (of.terms[form] for form in ordered if form in of.terms)
    return next(filter(None, (*spelled, *stated)), "")


def _of_figures(one: Item, other: Item, sides: _Sides) -> Iterator[str]:
    for figure in islice(shared_figures(one, other), _FIGURES):
        before, after = figure.both
        yield f"{figure.metric}：都是{after}" if before == after else f"{figure.metric}：{sides.beside(before, after)}"


def _of_norms(one: Item, other: Item, sides: _Sides) -> Iterator[str]:
    for mine in one.regulations:
        for theirs in other.regulations:
            differ = fold(mine.name) != fold(theirs.name)
            if differ and alike(mine, theirs, one.city, other.city) >= NORMS_ALIKE:
                yield sides.beside(f"《{mine.name}》", f"《{theirs.name}》")


def _of_headings(one: Profile, other: Profile, sides: _Sides) -> Iterator[str]:
    both = len(one.head) + len(other.head)
    if both and 2 * len(one.head & other.head) / both >= 1 / 3:
        if one.heading == other.heading:
            yield f"{sides.both}标题都是“{one.heading}”"
        else:
            yield f"标题相近：“{one.heading}”，“{other.heading}”"


def _of_wordings(one: Profile, other: Profile, pool: Pool, sides: _Sides) -> Iterator[str]:
    quoted = [form for name in pool.names.shared(one, other) for form in pool.names.forms[name]]
    city = one.item.city
    phrases = (phrase for phrase, _ in shared_phrases(one.item.text, other.item.text, pool.worth))
    fresh = (p for p in phrases if not any(fold(p).removeprefix(city) in name for name in quoted))
    for phrase in islice(fresh, _PHRASES):
        yield f"{sides.both}都写“{phrase}”"


def _of_grams(one: Profile, other: Profile, pool: Pool, sides: _Sides) -> str:
    """The shared n-grams that tell the most, for a pair that shares no longer wording."""
    shared = sorted(one.grams.keys() & other.grams.keys(), key=lambda g: (-pool.worth[g], -len(g), g))
    kept: list[str] = []
    for gram in shared:
        if len(kept) < _NAMES and not any(gram in long or long in gram for long in kept):
            kept.append(gram)
    return f"{sides.both}都谈" + "".join(f"“{gram}”" for gram in kept)
