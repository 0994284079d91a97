"""Norms: every document in 《》, and those named in full without, with the verb that the item applies to each."""

from __future__ import annotations

import re
from functools import cache

from graph.evidence import Evidence
from loaders.facts import Regulation
from loaders.mentions.plain_norms import find_plain_norms
from loaders.words import word_list

_TITLE = re.compile(r"《([^《》]{1,100}(?:《[^《》]{1,100}》[^《》]{0,60})?)》")
_KINDS = (
    (
        re.compile(r"(?:预案|规划|计划|方案|意见|要点|清单|纲要|行动|布局|名录|图则|通知|决定|报告|总规|详规|设计)$"),
        "plan",
    ),
    (re.compile(r"(?:条例|规定|章程|决议)$"), "regulation"),
    (re.compile(r"(?:办法|细则|措施|规则)$"), "measures"),
    (re.compile(r"(?:标准|导则|规范|指南|指引|说明|规程|定额|指标|手册|图集|基准|准则|要求)$"), "standard"),
    (re.compile(r"法$"), "law"),
)
_TRAILER = re.compile(r"(?:[（(][^（）()]*[）)]|\d{4}年?版|第[一二三四五六七八九十\d]+版|\d{1,2}\.\d版|试行|暂行)+$")
_AND = re.compile(r"[、，]?(?:和|及|与|以及)?")
_LIGHT = {"推进", "推动", "加快", "加快推进", "启动", "开展", "做好", "完成", "形成"}
_FILLER = re.compile(
    r"(?:新一轮|地方性法规|政府规章|行政规章|部门规章|地方标准|团体标准|国家标准|行业标准|新修订(?:实施)?的?|现行的?|我[市局省县区委]的?"
    r"|本[市区县]的?|[\u4e00-\u9fff]{2,4}[市县区省州]|好|了|并|新|的|“|全[市省国区县]|国家|省|市|《)+$"
)


_WHEN = (
    r"(?:力争|争取|确保|计划|年内|当年|[上下]半年|(?:年|\d{1,2}月|季度)[底末]?前?|尽快|适时|按期|正式|全面|抓紧|加快|完成"
    r"|及早|如期)*"
)
"""What may stand between a title and the verb that follows it: `《…办法》力争年内出台`, `《…规划》完成起草`."""


@cache
def _before() -> re.Pattern[str]:
    return re.compile(rf"({_verbs()})(?:完成)?$")


@cache
def _verbs() -> str:
    return "|".join(sorted(word_list("actions"), key=len, reverse=True))


@cache
def _after() -> re.Pattern[str]:
    return re.compile(
        rf"(?:等(?:[\u4e00-\u9fff]{{0,6}}?(?:规范|制度|规划|标准|文件|法规|规章)))?的?(?:进行)?(?P<when>{_WHEN})(?P<verb>(?:{_verbs()})(?:完成)?)"
    )


def regulation_kind(name: str) -> str:
    """The kind of a norm, from the last word of its name (brackets and `试行` aside)."""
    stem = stem_of(name)
    return next((kind for pattern, kind in _KINDS if pattern.search(stem)), "other")


def find_regulations(text: str) -> tuple[Regulation, ...]:
    """The norms of `text` in order, each name once; what only shortens the name of another is that other."""
    found: dict[str, Regulation] = {}
    titles = bytearray(len(text) + 1)
    for listed in _lists(text):
        governing = _verb_before(text, listed[0].start())
        noun = _noun_after(text, listed[-1].end(), alone=governing is None)
        action = noun if noun and (governing is None or governing in _LIGHT) else governing
        for match in listed:
            titles[match.start() : match.end()] = b"\x01" * (match.end() - match.start())
            evidence = Evidence.cut(text, match.start(1), match.end(1))
            found.setdefault(match[1], Regulation(match[1], regulation_kind(match[1]), evidence, action))
    stems = {stem_of(name) for name in found}
    endings = {stem[at:] for stem in stems for at in range(len(stem))}
    for norm in find_plain_norms(text):
        name = text[norm.start : norm.end]
        if not titles[norm.start] and stem_of(name) not in endings:
            evidence = Evidence.cut(text, norm.start, norm.end)
            found.setdefault(name, Regulation(name, regulation_kind(name), evidence, norm.action))
    return tuple(sorted(found.values(), key=lambda fact: fact.evidence.start))


def stem_of(name: str) -> str:
    """The name without what is added to it: `（试行）`, `2023版`."""
    return _TRAILER.sub("", name)


def _lists(text: str) -> list[list[re.Match[str]]]:
    """The titles of `text`, those together that 、 or 和 or nothing joins: one verb governs them."""
    lists: list[list[re.Match[str]]] = []
    for match in _TITLE.finditer(text):
        if lists and _AND.fullmatch(text, lists[-1][-1].end(), match.start()):
            lists[-1].append(match)
        else:
            lists.append([match])
    return lists


def _verb_before(text: str, at: int) -> str | None:
    """The verb that governs the title at `at`, fillers between them passed over."""
    start = max(0, at - 24)
    window = re.split(r"[，。；：！？\n]", text[start:at])[-1]
    while filler := _FILLER.search(window):
        window = window[: filler.start()]
        if not filler[0]:
            break
        if match := _before().search(window):
            return match[1]
    match = _before().search(window)
    return match[1] if match else None


def _noun_after(text: str, end: int, *, alone: bool) -> str | None:
    """The verbal noun right after a title, or after the list of titles that ends at `end` (`《…》《…》等规范制定`);
    where no verb stands before them (`alone`), also one that a time or the like parts from them."""
    match = _after().match(text, end)
    if match is None or (match["when"] and not alone):
        return None
    return match["verb"].removesuffix("完成") or None
