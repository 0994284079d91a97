"""Norms named without 《》, where the item makes or revises them and gives a full name (`编制城市照明专项规划`),
or applies one that is named with whose it is (`落实省外商投资条例`).

A name is what lies between the verb and the word for the kind of document. It is full when it still says something
after the words that any such document may have (工作方案, 管理办法) are taken off.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from loaders.words import word_list

_LONGEST = 45  # characters from the verb to the end of the name
_MAKING = r"编制|修编|编修|编写|修订|制定|制订|制修订|起草|草拟|拟定|拟订|出台|印发|发布|公布|颁布|完善"
_MADE = rf"(?:{_MAKING}|立法|报批|审批|评审|论证|获批|征求意见)"
_HEAD = re.compile(
    # a look at one character spares the search most places
    r"(?=[条办细规计方意导标指预纲准公要若白法])"
    r"(?:条例|办法|细则|规划|计划|方案|意见|导则|规范|标准|指南|指引|预案|规程|纲要|准则|公约|要点|若干措施|规定|白皮书"
    r"|(?<=[一-龥]{3})(?<![办执司立方依普违做合看说手书守用学释护作])法)"
    r"(?P<state>[（(][^（）()]{2,12}[）)])?"
    rf"(?=$|[，,。；;、：:！!？?\n“”）)]|[和及与并]|以及|实施|落地|等(?:[\u4e00-\u9fff]{{0,6}}{_MADE})?|的?{_MADE}(?=$|[，,。；;、）)\n和及并]|工作|完成|实施|进度|任务))"
)
_NOUN = re.compile(rf"(?:等[\u4e00-\u9fff]{{0,6}}?)?的?(?P<verb>{_MADE})")
_CLAUSE = re.compile(r"[，,。；;：:！!？?\n]")
_AND = re.compile(r"、|以?及|[和与]")
_LIGHT = re.compile(
    r"(?:[积全有扎加持稳][极面序实快续步])*(?:启动|开展|推进|推动|加快|完成|做好|抓好|抓紧|继续|组织|配合|参与|统筹|谋划)+(?:推进|做好|开展)?"
)
_APPLYING = re.compile(r"(?:贯彻落实|宣传贯彻|学习宣传|贯彻|落实|执行|遵守|按照|依据|对照|对标|实施|推行)(?:好)?")
_APPLIED = re.compile(r"(?:条例|办法|细则|规定|准则|规范|规程|法)$")
_FILLER = re.compile(
    r"(?:新一轮|地方性法规|政府规章|地方标准|团体标准|行业标准|[我本][省市县区]的?|全[省市县区]|好|了|新的?)+"
)
_WHOSE = re.compile(
    r"中华人民共和国|国家|全国|(?:[\u4e00-\u9fff]{1,7}?)?[省市县区部](?![场政容民级域道直花井内际委门署分位间])(?=[\u4e00-\u9fff]{4})"
)
_VAGUE = re.compile(
    r"^[和与及并或、的]|等(?!级)|各(?!类学校)|有关|相关|其他|系列|一批|若干(?!措施|意见|规定)|多[个项部]|[\d一二两三四五六七八九十]+[个项部条](?!行动|攻坚)"
    r"|不断|以及|符合|结合|适应|切实|可行|针对|进一步|的(?!(?:若干|实施|指导)?(?:意见|措施|规定|办法|决定)$)|要求|《|》|(?:条例|办法|细则|规划|方案|标准|预案|法)[和与及、]"
)
_ANY = re.compile(
    r"条例|办法|细则|规划|计划|方案|意见|导则|规范|标准|指南|指引|预案|规程|纲要|准则|公约|要点|措施|规定|白皮书|法$"
    r"|工作|实施|具体|总体|详细|详尽|专项|行动|配套|操作|管理|应急|处置|整治|整改|考[核评]|评分|评价|奖惩|培训|检查|监督|保障|建设|改造|提升|活动|宣传"
    r"|推进|落实|发展|[两三四五六\d]年|整体|初步|设计|施工|招标|采购|资金|项目|技术|服务|运[行营]|养护|维护|维修|综合|重点|任务|目标|责任|制度|若干|科学"
    r"|提标|提质|增效|提级|扩面|完善|细化|一[\u4e00-\u9fff]一[\u4e00-\u9fff]|年度|全年|下一?步|今后|近期|中长期|长远|[\d〇]{4}年度?|内部|指导|暂行|试行|系统|地方|行业|团体|国家|[“”（）()、的及和与]"
)
_FORMAL = re.compile(
    r"(?:条例|法|办法|细则|导则|规程|指引|指南|白皮书|公约|准则|若干措施|(?:专项|总体|详细|发展|系统|体系|布局|保护|建设)规划|(?:行动|实施|三年|工作)(?:计划|方案)"
    r"|(?:实施|指导)意见|应急预案|(?:技术|服务|管理|建设)(?:规范|标准)|工作要点)$"
)
_SHORTEST = 6


class PlainNorm(NamedTuple):
    """A norm's name at `[start, end)`, with the verb that the item applies to it."""

    start: int
    end: int
    action: str


def find_plain_norms(text: str) -> Iterator[PlainNorm]:
    """The norms that `text` names in full without 《》, in order."""
    last: PlainNorm | None = None
    for head in _HEAD.finditer(text):
        listed = _listed(text, head, last)
        for norm in [listed] if listed else _governed(text, head, last.end if last else 0):
            last = norm
            yield norm


def _listed(text: str, head: re.Match[str], last: PlainNorm | None) -> PlainNorm | None:
    """One that 、 or 和 joins to the one before it: one verb governs both."""
    if last is None or head.end() - last.end > _LONGEST:
        return None
    joined = _AND.match(text, last.end)
    if joined is None or not _is_full(text[joined.end() : head.end()]):
        return None
    return PlainNorm(joined.end(), head.end(), last.action)


def _governed(text: str, head: re.Match[str], since: int) -> Iterator[PlainNorm]:
    """The norm of this head, when a verb before it in its clause or a noun after it governs it; with such a noun,
    those before it in one list as well (`甲规划、乙规划编制`)."""
    end = head.end()
    floor = max(0, end - _LONGEST)
    opening = max((match.end() for match in _CLAUSE.finditer(text, floor, head.start())), default=floor)
    opening = max(opening, since)
    for verb in reversed(list(_making().finditer(text, opening, head.start()))):
        # 规划编制, 标准制定: the noun of a longer name
        if not _KIND_BEFORE.search(text, opening, verb.start()) and (start := _start(text, verb.end(), end)):
            yield PlainNorm(start, end, verb[1])
            return
    if noun := _NOUN.match(text, end):
        light = _LIGHT.search(text, opening, head.start())
        if light or opening > floor or floor == 0:
            for start, stop in _parts(text, light.end() if light else opening, end):
                yield PlainNorm(start, stop, noun["verb"])
        return
    for verb in _APPLYING.finditer(text, opening, head.start()):
        filler = _FILLER.match(text, verb.end(), end)
        start = filler.end() if filler else verb.end()
        name = text[start:end]
        named = (filler and filler[0][0] in "我本") or _WHOSE.match(name) or name.endswith(("条例", "法"))
        if named and _APPLIED.search(name.removesuffix(head["state"] or "")) and _is_full(name):
            yield PlainNorm(start, end, verb[0])
            return


def _parts(text: str, begins: int, ends: int) -> list[tuple[int, int]]:
    """The full names of the list between the two places, or the one name that it is."""
    cuts = [match.span() for match in _BETWEEN.finditer(text, begins, ends)]
    starts, stops = [begins, *(end for _, end in cuts)], [*(start for start, _ in cuts), ends]
    for begin, stop in ((starts, stops), ([begins], [ends])):
        parts = [(_start(text, first, last), last) for first, last in zip(begin, stop, strict=True)]
        full = [(first, last) for first, last in parts if first is not None]
        if len(full) == len(parts):
            return full
    return []


_BETWEEN = re.compile(rf"(?<=规划|方案|办法|条例|标准|导则|细则|预案|计划|规范|指南|指引|意见)(?:{_AND.pattern})")
_KIND_BEFORE = re.compile(r"(?:规划|标准|方案|预案|计划|规范|办法|条例)$")


@cache
def _making() -> re.Pattern[str]:
    verbs = [verb for verb in word_list("actions") if re.search(_MAKING, verb)]
    return re.compile(
        rf"({'|'.join(sorted({*verbs, *_MAKING.split('|')}, key=len, reverse=True))})(?:完成|并印发|并实施)?"
    )


def _start(text: str, begins: int, ends: int) -> int | None:
    """Where the full name that ends at `ends` begins, after the fillers at `begins`; None when it is not full."""
    filler = _FILLER.match(text, begins, ends)
    start = filler.end() if filler else begins
    return start if _is_full(text[start:ends]) else None


def is_bare(name: str) -> bool:
    """Whether `name` says only what kind of document it is: 条例, 实施方案."""
    return not _ANY.sub("", name)


def _is_full(name: str) -> bool:
    if not _SHORTEST - name.endswith("法") <= len(name) <= _LONGEST or _VAGUE.search(name) or _CLAUSE.search(name):
        return False
    stem = re.sub(r"[（(][^（）()]*[）)]$", "", name)
    owner = _OWNER.match(stem)
    content = _ANY.sub("", stem[owner.end() :] if owner else stem)
    if _FORMAL.search(stem):
        return len(content) >= 2
    return len(content) >= 4 and bool(owner or _YEARS.search(stem))


_YEARS = re.compile(r"\d{4}")
_OWNER = re.compile(
    r"^(?:[\u4e00-\u9fff]{2,7}?(?:[省县区]|(?<!城)市)(?![场政容民级域道直花井内际])|[省市县区](?![场政容民级域道直花井内际]))"
)
