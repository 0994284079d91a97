"""The word lists of `lexicon/`, and the division of a text into the words they know and the rest."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Final, NamedTuple

import ahocorasick
import yaml


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
def _automaton() -> ahocorasick.Automaton:
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
    automaton = ahocorasick.Automaton()
    for word, role in roles.items():
        automaton.add_word(word, (len(word), word, role))
    automaton.make_automaton()
    return automaton


def known_words(text: str, start: int, end: int) -> list[Word]:
    """`text[start:end]` cut into words, from the left, the longest known one at each place; what lies
    between known words comes as one word of role UNKNOWN. Linear in the length."""
    words: list[Word] = []
    if start >= end:
        return words
    at = start
    # As Word(…) does, without its detour: this is where the time of an extraction goes.
    new, add = tuple.__new__, words.append
    # The stretch is cut out: the automaton copies whatever text it is given.
    for last, (length, word, role) in _automaton().iter_long(text[start:end]):
        stop = start + last + 1
        begin = stop - length
        if begin > at:
            add(new(Word, (at, begin, text[at:begin], Role.UNKNOWN, "unknown")))
        add(new(Word, (begin, stop, word, role, "known")))
        at = stop
    if at < end:
        words.append(Word(at, end, text[at:end], Role.UNKNOWN, "unknown"))
    return words
