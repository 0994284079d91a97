"""Noun phrases: the runs of words between verbs, punctuation and figures, in which names are found.

A run ends at a stop word of the lexicon, at punctuation, at a figure and at a span that an earlier step has
settled. A quoted string is one word of a run, and so is a bracket inside a name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache
from operator import methodcaller
from typing import NamedTuple

from loaders.words import Role, Word, facility_kinds, word_list, words_of_stretches

_SPAN = methodcaller("span")
_SPLIT = re.compile(
    # The first character alone spares the search most places.
    r"[，,。；;：:、！!？?\n 　|.两三四五六七八九十]"
    r"(?:(?<=[，,。；;：:、！!？?\n 　|])|(?<=\.)(?!\d)|(?<=[两三四五六七八九十])(?:类|个|项|大|种|批|座|条|处|级))"
)
_QUOTE = re.compile(r"“([^“”，。]{1,30})”")
_BRACKET = re.compile(r"[（(]([^（）()]{1,40})[）)]")
_PROJECT_WORDS = 12
"""How many words after 新建 the name of a project may go on; it bounds the cost of a text without punctuation."""
_SYSTEM_WORDS = 6
"""How many words after a verb in it the name of an information system may go on."""

_NUMBER_OF_ROAD = re.compile(r"^[GSXYC]\d{1,4}(?:线|国道|省道|县道)?")
_MAKES_NOUN = re.compile(r"化|型|式|权(?![力限益责威重属])")
PHASE = re.compile(r"[（(]?[一二三四五](?:期|阶段)[）)]?")
_EXTENSIONS = (
    PHASE,
    re.compile(r"[（(][A-Za-z]{2,10}[）)]"),
    re.compile(r"[（(](?:[\u4e00-\u9fff]{0,3}(?:校区|院区|校部|院部|厂区|馆区)|初中部|高中部|小学部)[）)]"),
    re.compile(r"[东西南北中]{1,2}(?:段|延伸?线?)|延伸?(?:线|段)"),
    re.compile(r"(?:迁建|新建|改?扩建|续建|续建配套)(?:与[\u4e00-\u9fff]{2,8}|及[\u4e00-\u9fff]{2,8})?(?:工程|项目)"),
    re.compile(r"新址|枢纽工程|(?:综合)?(?:交通)?枢纽"),
)
"""What may follow the last word of a name and belongs to it: a phase, an acronym, a part of a road, the project
that builds it."""

_LETTER = re.compile("[A-Za-z]")
_DESIGNATION = re.compile(r"[A-Za-z]{1,6}-?\d{0,9}|\d{1,6}[A-Za-z]{1,6}")


class Run(NamedTuple):
    """A run of pieces; `roles` are those of any of them, and say whether a quote or a code is among them."""

    pieces: tuple[Word, ...]
    start: int
    end: int
    roles: int

    def follows(self, pattern: re.Pattern[str], text: str) -> bool:
        """Whether `pattern`, which ends with `$`, is found right before the run."""
        return pattern.search(text, max(0, self.start - BEFORE), self.start) is not None


BEFORE = 12
"""How many characters before a run tell what it is."""


class Name(NamedTuple):
    """A name at `[start, end)` of a thing of `kind`; `tail` is what follows the words of it that are its own, ""
    where that is not clear."""

    start: int
    end: int
    kind: str
    tail: str = ""


def is_own_name(piece: Word) -> bool:
    """Whether a piece can be the part of a name that tells one thing from its class."""
    return piece.kind == "unknown" or bool(piece.role & Role.PROPER)


def extended(text: str, end: int) -> int:
    """Where the name that ends at `end` ends with what belongs to it: its phase, its acronym, its project."""
    for pattern in _EXTENSIONS:
        if match := pattern.match(text, end):
            end = match.end()
    return end


def find_runs(text: str, blocked: Iterable[tuple[int, int]]) -> list[Run]:
    """The runs of `text`, in order; `blocked` spans (figures, dates, labels, titles in 《》) lie between them."""
    runs: list[Run] = []
    pieces: list[Word] = []
    roles = Role.UNKNOWN
    may_name, may_join = _may_name(), _may_join()
    has_code = _LETTER.search(text) is not None
    # As Run(…) does, without its detour.
    new = tuple.__new__
    barriers = _barriers(text, blocked)
    stretches = list(zip([0, *(end for _, end, _ in barriers)], [start for start, _, _ in barriers], strict=False))
    for words, (start, end, kind) in zip(words_of_stretches(text, stretches), barriers, strict=True):
        last = len(words) - 1
        for place, word in enumerate(words):
            role = word.role
            if place < last and word.text in may_name and _is_of_name(words, place):
                pieces.append(word._replace(role=Role.PROPER, kind="known"))
                roles |= Role.PROPER
            elif not role:
                if has_code and _DESIGNATION.search(word.text):
                    pieces += _parted(word)
                    roles |= Role.CODE
                else:
                    pieces.append(word)
            elif role & _STOPS == Role.STOP and not (
                0 < place < last and (word.text in may_join or not words[place + 1].role) and _is_inside(words, place)
            ):
                if pieces:
                    runs.append(new(Run, (tuple(pieces), pieces[0].start, pieces[-1].end, roles)))
                    pieces, roles = [], Role.UNKNOWN
            else:
                pieces.append(word)
                roles |= role
        if kind in ("quote", "bracket"):
            pieces.append(Word(start, end, text[start:end], Role.UNKNOWN, kind))
            roles |= Role.QUOTE if kind == "quote" else Role.UNKNOWN
        elif pieces:
            runs.append(new(Run, (tuple(pieces), pieces[0].start, pieces[-1].end, roles)))
            pieces, roles = [], Role.UNKNOWN
    return runs


_STOPS = Role.STOP | Role.GENERIC | Role.FACILITY
"""A stop word parts two runs unless it is one of the other two as well."""


def _barriers(text: str, blocked: Iterable[tuple[int, int]]) -> list[tuple[int, int, str]]:
    """What parts the runs, or is one word of them, in order and apart: of two that meet the first counts, of two
    at one place the longer. The end of the text comes last."""
    found = [(start, -end, "blocked") for start, end in blocked if end > start]
    found += [(start, -end, "split") for start, end in map(_SPAN, _SPLIT.finditer(text))]
    if "“" in text:
        found += [(start, -end, "quote") for start, end in map(_SPAN, _QUOTE.finditer(text))]
    if "（" in text or "(" in text:
        found += [(start, -end, "bracket") for start, end in map(_SPAN, _BRACKET.finditer(text))]
    found.sort()
    apart: list[tuple[int, int, str]] = []
    at = 0
    for start, minus_end, kind in found:
        if start >= at:
            at = -minus_end
            apart.append((start, at, kind))
    apart.append((len(text), len(text), "end"))
    return apart


_ROADS = frozenset({"路", "街", "大道", "大街"})
_BUILDING = frozenset({"新建", "扩建", "改扩建"})
_AND, _TO = frozenset("和与及"), frozenset("至到")


@cache
def _may_join() -> frozenset[str]:
    """The stop words that may stand inside a name though a known word follows."""
    return word_list("system_verbs") | _BUILDING | _AND | _TO


@cache
def _may_name() -> frozenset[str]:
    """The words that others part and that may be part of a name of its own."""
    return word_list("road_verbs") | {"和"}


def _is_of_name(words: Sequence[Word], at: int) -> bool:
    """Whether such a word, which another follows, is part of a name: a verb before the word for a road (建设路), 和
    after a single character, which is no name (棠和桥, 泊和湖)."""
    if words[at].text != "和":
        return words[at + 1].text in _ROADS
    follows_one = at > 0 and not words[at - 1].role and len(words[at - 1].text) == 1
    return follows_one and (at == 1 or bool(words[at - 2].role))


def _is_inside(words: Sequence[Word], at: int) -> bool:
    """Whether a stop word between others stands inside a name: a verb made a noun (`封闭化`, `经营权`) or part of
    what a system is for (`不动产登记平台`), 至 between the ends of a road (`甲津至乙堰公路`), a conjunction between
    the halves of one modifier (`无害化和资源化`), or 新建 in a project's name (`甲山新建垃圾焚烧发电项目`)."""
    word, before, after = words[at].text, words[at - 1], words[at + 1]
    if word in _AND:
        return before.text.endswith("化") and after.text.endswith(("化", "化利用"))
    if word in _TO:
        return _are_ends_of_road(before, words[at + 1 : at + 4])
    if word in _BUILDING:
        opens_name = not before.role and len(before.text) >= 2
        return opens_name and any(word.text == "项目" for word in words[at + 1 : at + 1 + _PROJECT_WORDS])
    if not after.role and _MAKES_NOUN.match(after.text):
        return True
    return (
        word in word_list("system_verbs")
        and not before.role & Role.STOP
        and _leads_to_system(words[at + 1 : at + 1 + _SYSTEM_WORDS])
    )


def _are_ends_of_road(before: Word, after: Sequence[Word]) -> bool:
    """Whether 至 stands between two short names and the word for a way: `甲津至乙堰公路`, `S243线甲城至乙滩段`."""
    names = len(after) > 1 and not before.role and not after[0].role and 2 <= len(after[0].text) <= 4
    first = _NUMBER_OF_ROAD.sub("", before.text) if names else ""
    return names and 1 < len(first) <= 4 and after[1].text in word_list("connecting_roads")


def _leads_to_system(words: Sequence[Word]) -> bool:
    """Whether `words` go on, without a verb, to the last word of an information system's name."""
    for word in words:
        if word.role & Role.FACILITY and facility_kinds()[word.text] == "platform":
            return True
        if word.role & Role.STOP and not word.role & Role.GENERIC and word.text not in word_list("system_verbs"):
            return False
    return False


def _parted(word: Word) -> Iterable[Word]:
    """The designations in an unknown word, and what lies between them."""
    start, end, text, role, kind = word
    at = 0
    for match in _DESIGNATION.finditer(text):
        if match.start() > at:
            yield Word(start + at, start + match.start(), text[at : match.start()], role, kind)
        yield Word(start + match.start(), start + match.end(), match[0], role, "code")
        at = match.end()
    if start + at < end:
        yield Word(start + at, end, text[at:], role, kind)
