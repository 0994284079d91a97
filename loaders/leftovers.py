"""What an item's text states and no fact covers: figures, Chinese counts, titles in 《》.

A number that dates, orders or names something (`2023年`, `第3批`, `〔2023〕5号`, `（2）`, `G25`, `12345热线`,
`“1+3+N”`) is no figure, so it is not left over.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Literal, NamedTuple

from loaders.facts import Initiative
from loaders.mentions.dates import time_spans
from loaders.words import word_list

Reason = Literal["figure", "count", "title"]


class Leftover(NamedTuple):
    """A stretch `[start, end)` of an item's text that belongs to no fact, and what it looks like."""

    start: int
    end: int
    reason: Reason


_TITLE = re.compile(r"《([^《》]{1,100}(?:《[^《》]{1,100}》[^《》]{0,60})?)》")
_NUMBER = re.compile(
    r"(?<![A-Za-z0-9.\-+×/])\d[\d,]{0,19}+(?:\.\d{1,9})?+(?![+×])[百千万亿]{0,2}(?:[余多]|个百分点|[%％‰]|[A-Za-z²³/]{1,9})?"
)
_NO_FIGURES = re.compile(
    r"“[^“”]{1,40}”|「[^「」]{1,40}」"  # slogans and names
    r"|[〔［\[【（(]\d{4}[〕］\]】）)](?:第?\d{1,4}号)?"  # the year and number of a document
    r"|[（(]\d{1,2}[）)]|[A-Za-z][-.]?\d[\d.]*"  # the number of a list's entry, codes
    r"|(?<![\d.])(?:"
    r"(?<![^\n。；;：:，])\d{1,2}(?:[）)]|[.．、](?!\d))"
    r"|(?:19|20)\d\d(?:[-—–－~～至到.、和](?:(?:19|20)\d\d|\d{1,2})){1,2}年?"  # years, and dates with points
    r"|\d{1,2}[-—–－~～至到、]\d{1,2}(?=[月日时号星岁])|\d{1,3}(?:周年|[日号星岁])|[012]?\d[时点]|24小时"
    r"|12\d{3}(?![\d,.百千万亿])|\d{3,5}(?=热线|平台|电话)|1(?:10|19|20|22)(?=[、与和联])"  # hotlines
    r"|\d{1,2}[A-Z](?![A-Za-z])|\d{1,6}(?:[:：×xX*+/]\d{1,6}){1,6}"  # codes and proportions
    r"|\d{1,2}(?:个|大|项)?(?:方面|环节|维度|领域|要素))"
)
_NO_COUNTS = r"全|分之|[级层]|项(?:规定|准则|机制|制度|活动|纪律|职责|原则|措施|要求)" + (
    r"|个(?:方面|环节|维度|领域|要素|百分[之百]|一律|体系|阵地|确立|维护|意识|自信|月|年)"
)


@cache
def _count() -> re.Pattern[str]:
    """A Chinese numeral of two or more with a measure word."""
    measures = "|".join(re.escape(unit) for unit in sorted(word_list("measures"), key=len, reverse=True))
    return re.compile(
        r"(?<![第每之百千万亿〇零一二两三四五六七八九十、])(?<![零一二三四五六七八九十]点)"
        r"(?:[一二两三四五六七八九十百千万亿〇零]{2,12}+|[两三四五六七八九十])[余多几]?"
        rf"(?!{_NO_COUNTS})(?:{measures})"
    )


def leftovers_of(item: Initiative) -> tuple[Leftover, ...]:
    """What the text of `item` states and none of its facts covers, in order and without overlaps."""
    text = item.text
    covered = bytearray(len(text) + 1)
    _cover(covered, ((fact.evidence.start, fact.evidence.end) for fact in item.facts))
    found = list(_titles(item, covered))
    _cover(covered, (match.span() for match in _TITLE.finditer(text)))
    _cover(covered, (match.span() for match in _NO_FIGURES.finditer(text)))
    _cover(covered, ((span.start, span.end) for span in time_spans(text)))
    reasons: tuple[tuple[Reason, re.Pattern[str]], ...] = (("figure", _NUMBER), ("count", _count()))
    for reason, pattern in reasons:
        found += [
            Leftover(match.start(), match.end(), reason)
            for match in pattern.finditer(text)
            if not any(covered[match.start() : match.end()])
        ]
    return tuple(sorted(found))


def _titles(item: Initiative, covered: bytearray) -> Iterator[Leftover]:
    """The titles that no fact covers; a norm that is named again is covered by the first time."""
    known = {norm.name for norm in item.regulations}
    for match in _TITLE.finditer(item.text):
        if match[1] not in known and not any(covered[match.start() : match.end()]):
            yield Leftover(match.start(), match.end(), "title")


def _cover(covered: bytearray, spans: Iterable[tuple[int, int]]) -> None:
    for start, end in spans:
        covered[start:end] = b"\x01" * (end - start)
