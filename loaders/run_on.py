"""Documents that lost their line breaks: paragraphs in which headings, items and labels run on, cut at the
numbers that their sequence expects next.

A number within a paragraph counts only where it continues the count of its level (`二、` after `一、`, `（一）` or
`1.` below a new heading), so that `统一、`, `一、二期` and a list within an item stay whole. A document is cut only
when most of its numbers stand within its lines.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, pairwise
from typing import NamedTuple

from loaders.labels import LABEL
from loaders.numbering import CN_NUMBER, COMMA, DIGIT, NUMBER_STARTS, NUMBERING, PART, Number, number_at, number_of
from loaders.tables import Line

FEW_LINES = 3
"""In a text of so few lines a semicolon parts items, too."""

# A look at one character spares a search the forms.
_ANY_NUMBER = re.compile(rf"(?=[{NUMBER_STARTS}])(?:{NUMBERING.pattern}|{PART.pattern})")
# What a number within a line follows or precedes where it is none: part of a figure, of a list of numbers, of a word.
_NOT_AFTER = re.compile(r"[\dA-Za-z一二三四五六七八九十第周、，,.．/·～~—–\-%至到和及或与（(《“〔\[]")
_WORDS_WITH_ONE = frozenset("统专唯单万之逐同划合归如其不百初")
_NOT_BEFORE = re.compile(rf"(?:{CN_NUMBER}|\d{{1,3}})[、．.]|[、，,。；;.．）)％%]|{CN_NUMBER}[级期类等号层次、]")
_CLOSED = re.compile(r"[。！？!?][”）)』」]?$")
_SHAPE = (
    r"(?:总体|基本|主要|重点|工作|目标|指导|保障|组织|有关|相关|实施|进度|考核|责任|年度|任务)"
    r"(?:要求|思想|原则|目标|思路|任务|工作|重点|安排|措施|保障|领导|步骤|分工|事项)"
)
_HEADED = re.compile(
    rf"(?:(?:加强|强化|健全|明确)?{_SHAPE}(?:{_SHAPE})?)"
    r"(?=坚持|以(?![上下及])|为(?!主)|围绕|按照|根据|依据|深入|贯彻|认真|全面|紧紧|牢牢|聚焦|力争|到20|20\d\d年|今年"
    r"|各|全[市县区省]|市|县|区|要|成立|建立|通过|统筹|完成|推动|推进|落实)"
)
_INNER_LABEL = re.compile(
    rf"(?:(?<=[。！？!?）)”]){LABEL.pattern}"
    r"|(?<=[\u4e00-\u9fff\d%])(?<![各本该由按和及与头任合导])"
    r"(?:(?:牵头|责任|配合)(?:单位|部门|科室|领导)|分管领导|完成时[限间]|(?:工作|年度|具体)(?:目标|任务|举措|措施|内容|要求))(?:[（(][^（）()：:]{1,8}[）)])?[：:])"
)
_ENDING = re.compile(
    r"(?<=[。；）)日])(?=附件[:：]|抄送|[（(](?:此件|联系人)|【打印)"
    r"|(?<=[。；）)])(?=[\u4e00-\u9fff]{2,25}(?:局|厅|部|委|办|政府|室|会|中心|队|院|公司)(?:19|20)\d\d年\d{1,2}月\d{1,2}日(?:$|[（(]此件|附件|抄送))"
)


class _Candidate(NamedTuple):
    """A number within a line: where it starts, the character before it, and whether a sentence ends there."""

    start: int
    number: Number
    before: str
    closed: bool


@dataclass(slots=True)
class _Count:
    """How far each level has counted, and which numbers come next; `found` are all that the text may have."""

    found: dict[int, set[int]]
    last: dict[int, int] = field(default_factory=dict)
    restarts: set[int] = field(default_factory=set)
    lists: dict[int, int] = field(default_factory=dict)

    def expects(self, number: Number) -> bool:
        """Whether `number` goes on with the count of its level, or begins it, below a new heading or at first."""
        level, ordinal = number.level, number.ordinal
        if level not in self.last:
            return ordinal == 1 or (1 not in self.found[level] and ordinal + 1 in self.found[level])
        return ordinal == self.last[level] + 1 or (ordinal == 1 and level in self.restarts)

    def take(self, number: Number) -> None:
        """`number` is a heading's: its level counts on from it, the levels below may begin anew."""
        self.last[number.level] = number.ordinal
        self.restarts.discard(number.level)
        self.lists.pop(number.level, None)
        self.restarts.update(level for level in self.last if level > number.level)

    def in_list(self, number: Number, before: str) -> bool:
        """Whether `number` belongs to a list within an item, which begins anew and parts with semicolons."""
        if number.ordinal == 1 and not self.expects(number):
            self.lists[number.level] = 2
            return True
        if before in "；;" and self.lists.get(number.level) == number.ordinal:
            self.lists[number.level] += 1
            return True
        return False


def split_run_on(lines: Sequence[Line]) -> list[str]:
    """The texts of `lines`; where headings and items run on within them, one a line. Linear in the length."""
    candidates = [[] if line.whole else list(_candidates(line.text)) for line in lines]
    found: dict[int, set[int]] = defaultdict(set)
    for candidate in chain.from_iterable(candidates):
        found[candidate.number.level].add(candidate.number.ordinal)
    count = _Count(found)
    few = len(lines) <= FEW_LINES
    firsts = [number_at(line.text) for line in lines]
    lowest = _lowest(firsts, candidates)
    begun = 0
    inner = 0
    cuts: list[list[int]] = []
    for first, within in zip(firsts, candidates, strict=True):
        if first and first.level <= lowest:
            count.take(first)
            begun += 1
        own = (candidate for candidate in within if candidate.number.level <= lowest)
        cuts.append([candidate.start for candidate in own if _begins_heading(candidate, count, few=few)])
        inner += len(cuts[-1])
    if inner < 2 or inner <= begun:
        return [line.text for line in lines]
    return [piece for line, at in zip(lines, cuts, strict=True) for piece in _pieces(line, at)]


def _lowest(firsts: Iterable[Number | None], candidates: Iterable[Sequence[_Candidate]]) -> int:
    """The lowest level that numbers items: that of `1.`, or, where no level between it and `一、` is found, the next
    lower one that is, unless most of its numbers after the first part a sentence."""
    starts = [number for number in firsts if number and number.level > COMMA]
    within = [candidate for found in candidates for candidate in found if candidate.number.level > COMMA]
    lowest = min((number.level for number in (*starts, *(each.number for each in within))), default=DIGIT)
    later = [each.before in "；;，,、：:" for each in within if each.number.level == lowest and each.number.ordinal > 1]
    return DIGIT if lowest <= DIGIT or 2 * sum(later) > len(later) else lowest


def _candidates(line: str) -> Iterator[_Candidate]:
    """The numbers within `line` that may be headings'."""
    for match in _ANY_NUMBER.finditer(line, 1):
        start, number = match.start(), number_of(match)
        if match.end() == len(line) or _NOT_BEFORE.match(line, match.end()):
            continue
        before = line[start - 1]
        closed = bool(_CLOSED.search(line, max(0, start - 2), start))
        if closed or not (_NOT_AFTER.match(before) or (number.ordinal == 1 and before in _WORDS_WITH_ONE)):
            yield _Candidate(start, number, before, closed)


def _begins_heading(candidate: _Candidate, count: _Count, *, few: bool) -> bool:
    """Whether the number of `candidate` is a heading's, as the count goes; if so, it is counted."""
    number = candidate.number
    if candidate.before in "；;" and not few:
        count.in_list(number, candidate.before)
        return False
    goes_on = candidate.closed and (number.ordinal == 1 or number.ordinal > count.last.get(number.level, 0))
    if goes_on or (not count.in_list(number, candidate.before) and count.expects(number)):
        count.take(number)
        return True
    return False


def _pieces(line: Line, cuts: Sequence[int]) -> Iterator[str]:
    """`line` cut there, and its pieces at labels, at the end of the document and behind known headings."""
    if line.whole:
        yield line.text
        return
    edges = [0, *cuts, len(line.text)]
    for start, end in pairwise(edges):
        for part in _ENDING.split(line.text[start:end]):
            labels = [match.start() for match in _INNER_LABEL.finditer(part)]
            inner = [0, *labels, len(part)]
            for at, to in pairwise(inner):
                yield from _without_heading(part[at:to])


def _without_heading(piece: str) -> Iterator[str]:
    number = number_at(piece)
    headed = _HEADED.match(piece, number.end) if number and COMMA <= number.level < DIGIT else None
    if headed:
        yield piece[: headed.end()]
        yield piece[headed.end() :]
    else:
        yield piece
