"""Noun phrases: the runs of words between verbs, punctuation and figures, in which names are found.

A run ends at a stop word of the lexicon, at punctuation, at a figure and at a span that an earlier step has
settled. A quoted string is one word of a run, and so is a bracket inside a name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from loaders.words import Role, Word, facility_kinds, known_words, word_list

_SPLIT = re.compile(r"[，,。；;：:、！!？?\n 　|]|\.(?!\d)|[两三四五六七八九十](?:类|个|项|大|种|批|座|条|处|级)")
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
    re.compile(r"[东西南北中]{1,2}(?:段|延伸?线?)|延伸?(?:线|段)"),
    re.compile(r"(?:迁建|新建|改?扩建|续建|续建配套)(?:与[\u4e00-\u9fff]{2,8}|及[\u4e00-\u9fff]{2,8})?(?:工程|项目)"),
    re.compile(r"新址|枢纽工程|(?:综合)?(?:交通)?枢纽"),
)
"""What may follow the last word of a name and belongs to it: a phase, an acronym, a part of a road, the project
that builds it."""

_DESIGNATION = re.compile(r"[A-Za-z]{1,6}-?\d{0,9}|\d{1,6}[A-Za-z]{1,6}")


class Run(NamedTuple):
    """A run of pieces; `roles` are those of any of them, `before` is the text right before it on its line, `after`
    the text right after."""

    pieces: tuple[Word, ...]
    start: int
    end: int
    roles: int
    before: str
    after: str


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
    current: list[Word] = []

    def flush() -> None:
        start, end = current[0].start, current[-1].end
        roles = 0
        for piece in current:
            roles |= piece.role
        runs.append(Run(tuple(current), start, end, roles, text[max(0, start - 12) : start], text[end : end + 12]))
        current.clear()

    road_verbs = word_list("road_verbs")
    at = 0
    for start, end, kind in _barriers(text, blocked):
        if start < at:
            continue
        words = known_words(text, at, start) if start > at else ()
        has_code = bool(words) and _DESIGNATION.search(text, at, start) is not None
        for place, word in enumerate(words):
            role = word.role
            if word.text in road_verbs and _names_road(words, place):
                current.append(word._replace(role=Role.PROPER, kind="known"))
            elif not role:
                current += _parted(word) if has_code and _DESIGNATION.search(word.text) else (word,)
            elif role & _STOPS == Role.STOP and not _is_inside(words, place):
                if current:
                    flush()
            else:
                current.append(word)
        if kind in ("quote", "bracket"):
            current.append(Word(start, end, text[start:end], Role.UNKNOWN, kind))
        elif current:
            flush()
        at = end
    return runs


_STOPS = Role.STOP | Role.GENERIC | Role.FACILITY
"""A stop word parts two runs unless it is one of the other two as well."""


def _barriers(text: str, blocked: Iterable[tuple[int, int]]) -> list[tuple[int, int, str]]:
    """What parts the runs, or is one word of them, in order (of two at one place the longer first); the end of
    the text comes last."""
    found = [(start, -end, "blocked") for start, end in blocked if end > start]
    for pattern, kind in ((_QUOTE, "quote"), (_BRACKET, "bracket"), (_SPLIT, "split")):
        found += [(match.start(), -match.end(), kind) for match in pattern.finditer(text)]
    return [*((start, -end, kind) for start, end, kind in sorted(found)), (len(text), len(text), "end")]


def _names_road(words: Sequence[Word], at: int) -> bool:
    """Whether a verb is the name of the road that follows: 建设路."""
    return at + 1 < len(words) and words[at + 1].text in {"路", "街", "大道", "大街"}


def _is_inside(words: Sequence[Word], at: int) -> bool:
    """Whether a stop word stands inside a name: a verb made a noun (`封闭化`, `经营权`) or part of what a system
    is for (`不动产登记平台`), 至 between the ends of a road (`甲津至乙堰公路`), a conjunction between the halves
    of one modifier (`无害化和资源化`), or 新建 in a project's name (`甲山新建垃圾焚烧发电项目`)."""
    if not 0 < at < len(words) - 1:
        return False
    word, before, after = words[at].text, words[at - 1], words[at + 1]
    if word in {"新建", "扩建", "改扩建"}:
        opens_name = not before.role and len(before.text) >= 2
        return opens_name and any(word.text == "项目" for word in words[at + 1 : at + 1 + _PROJECT_WORDS])
    if word in {"和", "与", "及"}:
        return before.text.endswith("化") and after.text.endswith(("化", "化利用"))
    if word in {"至", "到"}:
        return _are_ends_of_road(before, words[at + 1 : at + 4])
    if not after.role and _MAKES_NOUN.match(after.text):
        return True
    return (
        word in word_list("system_verbs")
        and not before.role & Role.STOP
        and _leads_to_system(words[at + 1 :][:_SYSTEM_WORDS])
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
