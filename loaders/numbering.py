"""The numbers of headings in all their printed forms: `第一章`, `Ⅰ`, `一、`, `第一条`, `（一）`, `1.`, `任务1：`,
`（1）`, `①`, `一是`; and the marks of headings without a number."""

from __future__ import annotations

import re
from typing import Final, NamedTuple
from unicodedata import numeric

_CN_DIGITS = "一二三四五六七八九十"
CN_NUMBER: Final = "(?:[一二三四五六七八九]?十[一二三四五六七八九]?|[一二三四五六七八九])"

NUMBER_STARTS: Final = rf"第任{_CN_DIGITS}（(〔【㈠-㈩\d⒈-⒛⑴-⒇①-⑳Ⅰ-Ⅻ"
"""The first characters of a number, as a pattern's set has them."""

NUMBERING: Final = re.compile(
    # A look at one character spares a search the forms.
    rf"(?=[{NUMBER_STARTS}])"
    rf"(?:第(?P<division>{CN_NUMBER}|\d{{1,3}})(?P<unit>部分|[编篇章节条])(?![的是为和与款程，。；）)])[、：:]?"
    r"|(?P<roman>[Ⅰ-Ⅻ])(?![类级型期度标段])[、．.]?"
    rf"|任务(?P<task>{CN_NUMBER}|\d{{1,3}})[：:、．.]"
    rf"|(?P<comma>{CN_NUMBER})[、．.]"
    rf"|[（(〔【]?(?P<paren>(?<=[（(〔【]){CN_NUMBER}(?=[）)〕】])|[㈠-㈩])[）)〕】]?、?"
    r"|(?P<digit>\d{1,3}(?= ?[.．、](?!\d(?!\d?月|\d{3}年)))|[⒈-⒛])(?: ?[.．、])?"
    r"|[（(【]?(?P<sub>\d{1,2}(?=[）)】])|[⑴-⒇])[）)】]?"
    r"|(?P<circled>[①-⑳]))"
)
"""A heading's number in any of its printed forms; the last group that matched tells the form."""

MARKS: Final = "▌▍▎█★☆■◆◇●▲❖✦◎"
BRACKETED: Final = "【[^【】：:。]{2,30}】"
MARKED: Final = re.compile(rf"[{MARKS}]\s*(?P<title>[^。；;：:]{{2,30}})|{BRACKETED}")
"""A heading that a mark tells in place of a number: `★保供水`, `【保供水】`."""

PART: Final = re.compile(rf"(?P<part>{CN_NUMBER})是(?![否非])")
"""What numbers the parts of a text, or its items where nothing else does."""

COMMA: Final = 4
DIGIT: Final = 7
"""The lowest level that numbers items where the plan has any such level; `（1）`, `①` and `一是` are below it."""
PART_LEVEL: Final = 10

_LEVELS = {
    "roman": 1,
    "task": DIGIT,
    "comma": COMMA,
    "paren": 6,
    "digit": DIGIT,
    "sub": 8,
    "circled": 9,
    "part": PART_LEVEL,
}
_DIVISIONS = {"部分": 1, "编": 1, "篇": 1, "章": 2, "节": 3, "条": 5}


class Number(NamedTuple):
    """A heading's number: its level (1, the highest, to 10), its value, what is printed, and where it ends."""

    level: int
    ordinal: int
    label: str
    end: int


def number_at(line: str) -> Number | None:
    """The number that `line` begins with, if it has text after it."""
    match = NUMBERING.match(line) or PART.match(line)
    return number_of(match) if match and match.end() < len(line) else None


def number_of(match: re.Match[str]) -> Number:
    """The number that `NUMBERING` or `PART` matched."""
    form = match.lastgroup or ""
    level = _DIVISIONS[match["unit"]] if form == "unit" else _LEVELS[form]
    numeral = match["division"] if form == "unit" else match[form]
    return Number(level, _value(numeral), match[0], match.end())


def _value(numeral: str) -> int:
    """The value of 一 … 九十九, of digits of any width, and of numbers that are one character (㈠ ⒈ ①)."""
    if len(numeral) == 1:
        return int(numeric(numeral))
    return int(numeral) if numeral.isdecimal() else chinese_number(numeral)


def chinese_number(numeral: str) -> int:
    """The value of 一 … 九十九."""
    tens, has_ten, ones = numeral.rpartition("十")
    value = _CN_DIGITS.index(ones) + 1 if ones else 0
    return value + 10 * (_CN_DIGITS.index(tens) + 1 if tens else 1) if has_ten else value
