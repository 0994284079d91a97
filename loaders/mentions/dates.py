"""Times in a text: dates, years and ordinals, which are no quantities, and the dates by which things are due."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from loaders.words import Role, known_words

_NUMERAL = "一二三四五六七八九十"
_CHINESE_YEAR = r"[二一][〇零九][〇零一二三四五六七八九]{2}年"
_YEAR = rf"(?:(?:(?:20|19)?\d{{2}}|[今明本当])年|{_CHINESE_YEAR})度?"
_MONTH = rf"(?:1[0-2]|0?[1-9]|十[一二]?|[{_NUMERAL}])月份?"
_DAY = rf"(?:\d{{1,2}}|[{_NUMERAL}]{{1,3}})[日号]"
_PART = "底|末|初|中旬|上旬|下旬"
_BEFORE = r"(?:[以之]?前)"

_DATE = re.compile(
    rf"(?=[\d第每当次本{_NUMERAL}])(?:(?:\d{{4}}年|\d{{2}}年|{_CHINESE_YEAR})度?(?:{_MONTH})?(?:{_DAY})?(?:年?底|年?末|年?初|上半年|下半年)?{_BEFORE}?"
    rf"|(?<![个\d]){_MONTH}(?:{_DAY}|{_PART})?{_BEFORE}?(?:完成)?"
    rf"|[每当次本]月\d{{1,2}}日|\d{{1,2}}日(?={_BEFORE}|起|止)|\d{{1,2}}:\d{{2}}"
    r"|第\d+[届期批次季条款项名个代轮]?)"
)
_SEASON = (
    r"(?:主?汛期?|入汛|供[暖热]季?|采暖[季期]|入冬|冬季|上冻|封冻|雨季|台风季|春运|寒假|暑[期假]|(?:[春秋]季)?开学|高考|中考"
    r"|元旦|春节|清明节?|端午节?|国庆节?|中秋节?|“?(?:五一|十一|两节|双节)”?)"
)
_DUE = re.compile(
    # a look at one character spares the search most places
    rf"(?=[\d第{_NUMERAL}今明本当上下年月主汛入供采冬封雨台春寒暑秋开高中元清端国两半双“‘\"])"
    rf"(?:(?:{_YEAR})?(?<![个\d—～~至-])(?:{_MONTH}(?:{_DAY}|{_PART})?(?!起|至|以来|开始|\d|[—～~-])"
    rf"|第?[一二三四]季度[末底]?|上半年|下半年){_BEFORE}?"
    rf"|(?:{_YEAR}|年)[底末]{_BEFORE}?|{_YEAR}(?:内|{_BEFORE})|(?<=到){_YEAR}|年内|(?<![\d{_NUMERAL}])月底{_BEFORE}?"
    rf"|{_SEASON}(?:来临|到来|开始)?之?前|(?:\d{{1,2}}|[一二三两半])(?:个月|年|周|季度)[之以]?内"
    rf"|[“‘\"]?十[{_NUMERAL}]五[”’\"]?(?:时期|规划期|期)?(?:末|期间|内|中期))"
)
_NOT_DUE_AFTER = re.compile(r"(?:截[至止]|自|从|[每近去前上])$")
"""`截至6月底` says what was done, `每年底` how often."""

_CLAUSE_ENDS = re.compile(r"[，,。；;：:！？!?\n]")
_SENTENCE_ENDS = re.compile(r"[。；;！？!?\n]")
_OPENING = re.compile(
    r"(?:^|[。；;：:！？!?\n]|[（(])[ 　]*(?:\d{1,2}[.．、])?(?:力争|确保|争取|计划|预计|要|于|在|到|至)*$"
)
_DONE = re.compile(
    r"(?:[全陆逐][部面续步]|基本|主体|正式|建成|竣工|完成|实现|并|投入){0,3}"
    r"(?:完成|完工|竣工|建成|投用|投入使用|投入运[行营]|投运|启用|开放|通车|通水|开通|交付|验收|运行|上线|到位|开工|达效|投产|销号|整改|见效|封顶|贯通)"
    r"(?:任务|目标|工作|建设|改造|施工|验收|整改|整治|安装|使用|运[营行]|投用|开放|主体工程){0,3}(?=[，,。；;\n）)]|$)"
)
"""What is to have been done by then, with no object of its own: `，6月底前投入使用`."""
_STARTS = re.compile(r"[，,、（(](?:力争|确保|争取|计划|预计|并|于|在|到|至)*$")
_LABEL = re.compile(r"(?:完成|办结|整改|实施)(?:时间|时限|期限|节点)[：:]?$|(?:时限|时间)(?:要求|节点|安排)[：:]?$")
_FIRST_WORD = 8
_NEAR = 4
"""How many times before and after a figure are tried; it bounds the cost of a text that is full of them."""
_NOTE_OF_ALL = re.compile(r"(?:^|[。；\n])[（(]$")


class Dates(NamedTuple):
    """A stretch that gives a time, not a quantity."""

    start: int
    end: int


class Due(NamedTuple):
    """A time by which something is due, as `written` at `at`; what it governs lies in `[start, end)`."""

    written: str
    at: int
    start: int
    end: int


def time_spans(text: str) -> list[Dates]:
    """The stretches of `text` that give dates, years and ordinals, in order."""
    return [Dates(match.start(), match.end()) for match in _DATE.finditer(text)]


def due_dates(text: str) -> list[Due]:
    """The times of `text` by which something is due, in order.

    One that opens a sentence, or that a comma follows, governs the rest of the sentence, and so does one that follows
    such a one; any other its own clause. `，6月底前投入使用` and `（6月底前完成）` govern what stands before them, a
    note or a label of its own (`完成时限：6月底`) the whole text.
    """
    found: list[Due] = []
    reaches = -1  # the end of the sentence that an earlier time governs to its end
    sentences = [match.end() for match in _SENTENCE_ENDS.finditer(text)]
    at = 0
    for match in _DUE.finditer(text):
        start, end = match.span()
        before = text[max(0, start - 12) : start]
        if _NOT_DUE_AFTER.search(before):
            continue
        while at < len(sentences) and sentences[at] <= start:
            at += 1
        begin, stop = sentences[at - 1] if at else 0, sentences[at] if at < len(sentences) else len(text)
        if _LABEL.search(before) or _NOTE_OF_ALL.search(before):
            found.append(Due(match[0], start, 0, len(text)))
            continue
        begins = _STARTS.search(before)
        done = begins and _DONE.match(text, end)
        since = max(begin, found[-1].at if found else 0)
        if done and before.endswith(("（", "(")):
            since = max(since, text.rfind("、", since, start), text.rfind("，", since, start))
            found.append(Due(match[0], start, since, start))
        elif _OPENING.search(before) or text[end : end + 1] in ("，", ",") or reaches == stop:
            reaches = stop
            found.append(Due(match[0], start, since if done and since > begin else start, stop))
        else:
            reach = _reach(text, end, stop) if begins else _clause_end(text, end, stop)
            found.append(Due(match[0], start, since if done else start, reach))
    return found


def _clause_end(text: str, at: int, stop: int) -> int:
    clause = _CLAUSE_ENDS.search(text, at, stop)
    return clause.start() if clause else stop


def _reach(text: str, at: int, stop: int) -> int:
    """Where the clauses end that share the time before `at`: at the first that begins with a verb of its own."""
    for _ in range(_NEAR):
        clause = _CLAUSE_ENDS.search(text, at, stop)
        if clause is None:
            return stop
        at = clause.end()
        words = known_words(text, at, min(stop, at + _FIRST_WORD))
        if not words or (words[0].role & Role.STOP and not words[0].role & Role.GENERIC):
            return clause.start()
    return at


def due_of(position: int, dues: Sequence[Due]) -> str | None:
    """When what stands at `position` is due: by the last time before it that governs it, else the first after it.
    `dues` are in the order of the text."""
    split = bisect_right(dues, position, key=lambda due: due.at)
    near = (*reversed(dues[max(0, split - _NEAR) : split]), *dues[split : split + _NEAR], *dues[-1:])
    return next((due.written for due in near if due.start <= position < due.end), None)
