"""Noun phrases: the runs of words between verbs, punctuation and figures, in which names are found.

A run ends at a stop word of the lexicon, at punctuation, at a figure and at a span that an earlier step has
settled. A quoted string is one word of a run, and so is a bracket inside a name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from loaders.words import Role, Word, known_words, word_list

_SPLIT = re.compile(r"[，,。；;：:、！!？?\n 　|]|\.(?!\d)|[两三四五六七八九十](?:类|个|项|大|种|批|座|条|处|级)")
_QUOTE = re.compile(r"“([^“”，。]{1,30})”")
_BRACKET = re.compile(r"[（(]([^（）()]{1,40})[）)]")
_PROJECT_WORDS = 12
"""How many words after 新建 the name of a project may go on; it bounds the cost of a text without punctuation."""
_DESIGNATION = re.compile(r"[A-Za-z]{1,6}-?\d{0,9}|\d{1,6}[A-Za-z]{1,6}")


class Piece(NamedTuple):
    """One word of a run. `kind` is known, unknown, quote, bracket or code (`G25`)."""

    start: int
    end: int
    text: str
    kind: str
    role: int


class Run(NamedTuple):
    """A run of pieces; `before` is the text right before it on its line, `after` the text right after."""

    pieces: tuple[Piece, ...]
    before: str
    after: str

    @property
    def start(self) -> int:
        """Where it begins."""
        return self.pieces[0].start

    @property
    def end(self) -> int:
        """Where it ends."""
        return self.pieces[-1].end


def find_runs(text: str, blocked: Iterable[tuple[int, int]]) -> list[Run]:
    """The runs of `text`, in order; `blocked` spans (figures, dates, labels, titles in 《》) lie between them."""
    runs: list[Run] = []
    current: list[Piece] = []

    def flush() -> None:
        if current:
            start, end = current[0].start, current[-1].end
            runs.append(Run(tuple(current), text[max(0, start - 12) : start], text[end : end + 12]))
            current.clear()

    at = 0
    for start, end, kind in _barriers(text, blocked):
        if start < at:
            continue
        for piece in _pieces(text, at, start):
            if piece is None:
                flush()
            else:
                current.append(piece)
        if kind in ("quote", "bracket"):
            current.append(Piece(start, end, text[start:end], kind, Role.UNKNOWN))
        else:
            flush()
        at = end
    return runs


def _barriers(text: str, blocked: Iterable[tuple[int, int]]) -> list[tuple[int, int, str]]:
    """What parts the runs, or is one word of them, in order (of two at one place the longer first); the end of
    the text comes last."""
    found = [(start, end, "blocked") for start, end in blocked if end > start]
    found += [(match.start(), match.end(), "quote") for match in _QUOTE.finditer(text)]
    found += [(match.start(), match.end(), "bracket") for match in _BRACKET.finditer(text)]
    found += [(match.start(), match.end(), "split") for match in _SPLIT.finditer(text)]
    return [*sorted(found, key=lambda span: (span[0], span[0] - span[1])), (len(text), len(text), "end")]


def _pieces(text: str, start: int, end: int) -> Iterable[Piece | None]:
    """The pieces of a stretch without punctuation; None where a stop word parts two runs."""
    words = list(known_words(text, start, end))
    for at, word in enumerate(words):
        if _names_road(words, at):
            yield Piece(*word[:3], "known", Role.PROPER)
        elif word.role & Role.STOP and not word.role & (Role.GENERIC | Role.FACILITY) and not _is_inside(words, at):
            yield None
        elif word.role:
            yield Piece(*word[:3], "known", word.role)
        else:
            yield from _unknown(word)


def _names_road(words: Sequence[Word], at: int) -> bool:
    """Whether a verb is the name of the road that follows: 建设路."""
    following = words[at + 1].text if at + 1 < len(words) else ""
    return following in {"路", "街", "大道", "大街"} and words[at].text in word_list("road_verbs")


def _is_inside(words: Sequence[Word], at: int) -> bool:
    """Whether a stop word stands inside a name: a conjunction between the halves of one modifier
    (`无害化和资源化`), or 新建 in a project's name (`甲山新建垃圾焚烧发电项目`)."""
    if not 0 < at < len(words) - 1:
        return False
    if words[at].text in {"新建", "扩建", "改扩建"}:
        opens_name = not words[at - 1].role and len(words[at - 1].text) >= 2
        return opens_name and any(word.text == "项目" for word in words[at + 1 : at + 1 + _PROJECT_WORDS])
    if words[at].text not in {"和", "与", "及"}:
        return False
    return words[at - 1].text.endswith("化") and words[at + 1].text.endswith(("化", "化利用"))


def _unknown(word: Word) -> Iterable[Piece]:
    at = word.start
    for match in _DESIGNATION.finditer(word.text):
        if match.start() + word.start > at:
            yield Piece(
                at,
                word.start + match.start(),
                word.text[at - word.start : match.start()],
                "unknown",
                Role.UNKNOWN,
            )
        yield Piece(word.start + match.start(), word.start + match.end(), match[0], "code", Role.UNKNOWN)
        at = word.start + match.end()
    if at < word.end:
        yield Piece(at, word.end, word.text[at - word.start :], "unknown", Role.UNKNOWN)
