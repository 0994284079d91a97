"""The word lists of `lexicon/`, and the division of a text into the words they know and the rest."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files
from typing import Final, NamedTuple

import yaml
from ahocorasick_rs import AhoCorasick, MatchKind


class Role:
    """What a word can be in a phrase, as bits; a word may be several. (Plain integers: an enum's operators
    took a third of the whole extraction.)"""

    UNKNOWN: Final = 0
    STOP: Final = 1
    GENERIC: Final = 2
    PROPER: Final = 4
    FACILITY: Final = 8
    CLASS: Final = 16
    """A facility's last word that is counted and never named singly."""
    UNIT: Final = 32
    QUOTE: Final = 64
    CODE: Final = 128
    """What the words of a run have among them that are a quote, or a code: no word's own role."""


class Word(NamedTuple):
    """A stretch of text `[start, end)`. `kind` is known or unknown to the lexicon; of the words of a run (see
    `mentions.phrases`) also quote, bracket or code (`G25`)."""

    start: int
    end: int
    text: str
    role: int
    kind: str


@cache
def word_list(name: str) -> frozenset[str]:
    """The words of `lexicon/<name>.txt`: separated by white space, lines with `#` are comments."""
    text = files("loaders").joinpath(f"lexicon/{name}.txt").read_text("utf-8")
    lines = (line for line in text.splitlines() if not line.startswith("#"))
    return frozenset(word for line in lines for word in line.split())


@cache
def word_map(name: str) -> dict[str, str]:
    """The mapping of `lexicon/<name>.yaml`, one string to one string."""
    text = files("loaders").joinpath(f"lexicon/{name}.yaml").read_text("utf-8")
    content: dict[str, str] = yaml.safe_load(text)
    return content


@cache
def facility_kinds() -> dict[str, str]:
    """The last word of a facility's name, or of a class of facilities -> the facility's kind."""
    return {
        word: kind
        for name in ("facility_heads", "facility_organs", "facility_classes")
        for kind, words in word_map(name).items()
        for word in words.split()
    }


@cache
def place_endings() -> dict[str, str]:
    """The last word, of one or two characters, of a class of places -> the kind of facility."""
    return {word: kind for kind, words in word_map("place_endings").items() for word in words.split()}


@cache
def facility_organs() -> frozenset[str]:
    """The last words of organs that are facilities where they are built or repaired."""
    return frozenset(word for words in word_map("facility_organs").values() for word in words.split())


@cache
def facility_classes() -> frozenset[str]:
    """The last words of classes of facilities that are counted and never named singly."""
    return frozenset(word for words in word_map("facility_classes").values() for word in words.split())


_LEVELS = "省市县区州盟旗"
_ORGAN_HEADS = ("局", "委", "厅", "委员会", "支队", "大队", "总队")


@cache
def level_organs() -> frozenset[str]:
    """The organs that levels of government have, with the level before them: 县城管局, 市民政局. They are words, for
    their first characters may be another one (县城, 市民)."""
    organs = {*word_map("short_units"), *word_map("short_units").values()}
    whole = {organ for organ in organs if organ.endswith(("会", "办", "局", "队", "办公室"))}
    names = whole | {organ + head for organ in organs - whole for head in _ORGAN_HEADS}
    return frozenset(level + name for level in _LEVELS for name in names)


@cache
def _lexicon() -> tuple[AhoCorasick, list[tuple[str, int]]]:
    """What finds the words of all lists in a text, and each word with its roles, by its index there."""
    roles: dict[str, int] = {}
    for words, role in (
        (word_list("stops"), Role.STOP),
        (word_list("generic"), Role.GENERIC),
        (word_list("proper"), Role.PROPER),
        (facility_kinds().keys(), Role.FACILITY),
        (facility_classes(), Role.CLASS),
        (word_list("unit_heads"), Role.UNIT),
        (word_list("ministries"), Role.UNIT),
        (level_organs(), Role.UNIT),
    ):
        for word in words:
            roles[word] = roles.get(word, Role.UNKNOWN) | role
    return AhoCorasick(roles, matchkind=MatchKind.LeftmostLongest), list(roles.items())


def known_words(text: str, start: int, end: int) -> list[Word]:
    """`text[start:end]` cut into words, from the left, the longest known one at each place; what lies
    between known words comes as one word of role UNKNOWN. Linear in the length."""
    return next(words_of_stretches(text, [(start, end)])) if start < end else []


def words_of_stretches(text: str, stretches: Sequence[tuple[int, int]]) -> Iterator[list[Word]]:
    """The `known_words` of each stretch `[start, end)`; these are in order and apart. One pass over the text."""
    finder, lexicon = _lexicon()
    # What lies outside is blanked: no word of the lexicon has a blank, so none reaches beyond its stretch.
    kept: list[str] = []
    at = 0
    for start, end in stretches:
        kept += (_BLANK * (start - at), text[start:end])
        at = end
    found = finder.find_matches_as_indexes("".join(kept))
    found.append(_NONE_LEFT)
    # As Word(…) does, without its detour: this is where the time of an extraction goes.
    new = tuple.__new__
    following = 0
    for at, end in stretches:
        words: list[Word] = []
        index, begin, stop = found[following]
        while stop <= end:
            if begin > at:
                words.append(new(Word, (at, begin, text[at:begin], Role.UNKNOWN, "unknown")))
            word, role = lexicon[index]
            words.append(new(Word, (begin, stop, word, role, "known")))
            at = stop
            following += 1
            index, begin, stop = found[following]
        if at < end:
            words.append(new(Word, (at, end, text[at:end], Role.UNKNOWN, "unknown")))
        yield words


_BLANK = "\n"
_NONE_LEFT = (0, sys.maxsize, sys.maxsize)
"""Comes after the last word found, and lies in no stretch."""
