"""Figures: numbers with a unit, which become targets and counts of facilities.

Dates, years, ordinals, hotline numbers, codes (G25, D800), slogans (24小时值守, 15分钟生活圈) and what stands in
quotes or in 《》 are no figures.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import chain
from typing import NamedTuple

from loaders.facts import Op
from loaders.mentions.numerals import NUMERALS, SCALES, chinese_number
from loaders.words import word_list

_SCALE_WORDS = {
    "万": 10_000,
    "亿": 100_000_000,
    "千": 1_000,
    "百": 100,
    "百万": 1_000_000,
    "千万": 10_000_000,
    "万亿": 1_000_000_000_000,
}
_AT_LEAST = r"不少于|不低于|不小于|不得少于|不得低于|不短于|不止|至少|≥|>=|＞|>|多于|大于|高于|超过"
_AT_MOST = (
    r"不超过|不高于|不大于|不多于|不长于|不得超过|不得高于|不得多于|至多|最多|≤|<=|＜|<|低于|少于|小于|控制在|压降至"
)
_SAYS_AT_LEAST, _SAYS_AT_MOST = re.compile(_AT_LEAST), re.compile(_AT_MOST)
_ABOUT = r"(?<![签契预节履公违制合失邀])约|(?<![临邻附靠就最远])近|大约|约为|将近|接近"
_OP = rf"(?:(?P<op>{_AT_LEAST}|{_AT_MOST}|{_ABOUT})(?:为|到|至|在)?)?"
_OP_STARTS = "不至多大高超≥>＞≤<＜低少小控压约近将接最"  # a look at one character spares the search most places
_AFTER = (
    r"(?P<after>(?:[（(]含[）)])?(?:[及或]?以上|[及或]?以下|以内|之内|左右|上下|内(?![部涝外河环容墙街湖城循蒙])))?"
)
_NUMBER = r"\d{1,15}(?:[,，]\d{3}(?!\d)){0,5}(?:[.．]\d{1,9})?"
_SCALE = r"百万|千万|万亿|[万亿]|千(?![米克瓦伏帕])|百(?!分)"
_TO = r"[-—–－~～]+|至|到"

SENTENCE = 300
"""How many characters back a sentence is followed; it bounds the cost of a text without full stops."""


class Figure(NamedTuple):
    """One figure at `[start, end)`; `end` includes a trailing 以上 or 以内, `unit_end` does not."""

    start: int
    end: int
    unit_end: int
    value: float
    unit: str
    op: Op


_LONGER = {"个县": "(?![域级城乡])", "吨": "(?!级)", "周": "(?![岁年])", "道": "(?![路口工德理])"}
"""What a unit is not before: a longer word begins with its last character (`2个县域医疗中心`, `5000吨级泊位`)."""


@cache
def _unit() -> str:
    """The pattern of a unit: `座`, `套（间）`, `万立方米/日` after its scale, `元/平方米·月`."""
    words = sorted(word_list("measures"), key=len, reverse=True)
    base = "|".join(
        re.escape(word) + ("(?![A-Za-z])" if word[-1:].isascii() and word.isalnum() else _LONGER.get(word, ""))
        for word in words
    )
    return (
        rf"(?:{base})(?:[（(](?:{base})[）)])?(?:[/／](?:[百千万]?(?:{base})|[年月时区县校周晚d]))?(?:[·•](?:{base}|[年月时]))?"
        r"(?:每(?:立方米|平方米|升|吨|小时|千瓦时|公里))?"
    )


@cache
def _arabic() -> re.Pattern[str]:
    return re.compile(
        rf"(?=[\d{_OP_STARTS}])(?<![A-Za-z0-9.+＋\-]){_OP}(?P<low>{_NUMBER}) ?(?P<lowscale>{_SCALE})?"
        rf"(?:(?P<lowunit>{_unit()})?(?:{_TO})(?P<high>{_NUMBER}))?"
        rf"[余多]?(?P<scale>{_SCALE})?[余多]? ?(?P<unit>{_unit()}){_AFTER}"
    )


@cache
def _chinese() -> re.Pattern[str]:
    numeral = rf"[{NUMERALS}]{{1,12}}"
    return re.compile(
        rf"(?=[{NUMERALS}{_OP_STARTS}])(?<![第{NUMERALS}]){_OP}(?P<low>{numeral})(?:[至到](?P<high>{numeral}))?[余多]?(?P<scale>[万亿])?[余多]?"
        rf"(?P<unit>{_unit()}){_AFTER}(?![{NUMERALS}])"
    )


_SHARE = re.compile(
    rf"{_OP}(?:百分之(?P<percent>[{NUMERALS}]{{1,9}})|(?<![完建达])(?P<tenths>[二三四五六七八九1-9])成(?=[以左，,。；、的])"
    rf"|(?P<whole>[二三四五六七八九十])分之(?P<part>[{NUMERALS}]))[多余]?{_AFTER}"
)
_SHARE_SIGN = re.compile(r"成(?<=[一二三四五六七八九十百1-9]成)|分之")
"""A share in words: `百分之九十五`, `九成以上`, `三分之二`."""
_COEFFICIENT = re.compile(
    rf"(?:(?<=[数率比分）)度])|(?<=\d)(?=提|降|下降|上升|增))(?:为|达到?|提高[到至]|提升[到至]|降[到至低]+|下降[到至]|[上增][升加长][到至]|增至|稳定在|保持在?|由|从)?{_OP}(?P<low>[01]?[.．]\d{{1,4}}|[01][.．]\d{{1,4}})"
    rf"{_AFTER}(?=[，,。；、;）)\n]|$|提|降|下降|上升|增)"
)
"""A number that has no unit: `系数控制在0.45以内`."""
_INDEX = re.compile(
    rf"(?:指数|评分)(?:[（(][^（）()]{{1,12}}[）)])?(?:达到?|提高[到至]|提升[到至]|[稳保维]持?定?在|控制在)?{_OP}"
    rf"(?P<low>[1-9]\d{{1,2}}(?:[.．]\d{{1,4}})?|[2-9][.．]\d{{1,4}}){_AFTER}(?=[，,。；;、）)\n]|$)"
)
"""An index that has no unit either: `状况指数（PQI）保持在93以上`."""

_NO_QUANTITY = re.compile(
    r"(?=[“《「\d一二三四五六七八九十最])(?:“[^“”]{1,40}”|《[^《》]*》|「[^「」]*」"
    r"|(?:\d{1,3}|[一二三四五六七八九十]{1,3})个(?:100%|百分之百|百分百)"
    r"|\d{1,3}天?[×xX*＊]?(?<=[天×xX*＊])\d{1,2}小时"
    r"|(?:\d{1,3}|[一二三四五六七八九十]{1,3})(?:分钟|小时|公里)[\u4e00-\u9fff]{0,8}?圈"
    r"|\d{1,4}米见[绿园]|最[后先](?:1|一)公里)"
)
"""What stands in quotes or in 《》, and slogans."""
_NOT_COUNTED = re.compile(
    r"(?:方面|环节|维度|领域|要素|字|确立|维护|意识|自信|月|年代|世纪|号线?|级|星|周年|类疾病|结合|转变|一律|务必|不准|严禁|必须)"
)
DURATIONS = frozenset({"天", "日", "周", "小时", "个小时", "分钟", "秒", "个月", "工作日", "个工作日"})


def find_figures(text: str, blocked: Iterable[tuple[int, int]]) -> list[Figure]:
    """The figures of `text` in order, a range as two (`>=` and `<=`); none inside a `blocked` span, such as a date."""
    shut = bytearray(len(text) + 1)
    for start, end in (*(match.span() for match in _NO_QUANTITY.finditer(text)), *blocked):
        shut[start:end] = b"\x01" * (end - start)
    figures: list[Figure] = []
    for match in _arabic().finditer(text):
        if not shut[match.start("low")] and not _is_no_quantity(text, match):
            figures += _read(match, text, *(_value(match[part]) for part in ("low", "high")))
    for match in _chinese().finditer(text):
        if not shut[match.start("low")] and _counts_in_words(text, match) and not _is_no_quantity(text, match):
            figures += _read(match, text, *(chinese_number(match[part] or "") for part in ("low", "high")))
    figures += (figure for figure in _unmeasured(text) if not shut[figure.end - 1])
    return sorted(figures, key=lambda figure: figure.start)


def _unmeasured(text: str) -> Iterator[Figure]:
    """Shares in words, and coefficients, which have no unit."""
    for match in _SHARE.finditer(text) if _SHARE_SIGN.search(text) else ():
        if match["percent"]:
            value = chinese_number(match["percent"])
        elif match["tenths"]:
            value = (_value(match["tenths"]) if match["tenths"].isdecimal() else chinese_number(match["tenths"])) * 10
        else:
            value = chinese_number(match["part"]) / chinese_number(match["whole"]) * 100
        yield Figure(match.start(), match.end(), match.start("after"), round(value, 2), "%", _op(match))
    coefficients = _COEFFICIENT.finditer(text) if "." in text or "．" in text else ()
    indices = _INDEX.finditer(text) if "指数" in text or "评分" in text else ()
    for match in chain(coefficients, indices):
        start = match.start("op") if match["op"] else match.start("low")
        yield Figure(start, match.end(), match.end("low"), _value(match["low"]), "", _op(match))


_WRITTEN = str.maketrans({",": None, "，": None, "．": "."})
_RUNS_THROUGH = re.compile(r"年|内?(?:小时|制|循环)")


def _value(number: str | None) -> float:
    return float(number.translate(_WRITTEN)) if number else 0.0


def _is_no_quantity(text: str, match: re.Match[str]) -> bool:
    """Whether the number names or orders something (`5个方面`, `24小时开放`, `2类`) and measures nothing."""
    after = text[match.end("unit") : match.end("unit") + 3]
    unit, low = match["unit"], match["low"]
    if unit in {"个", "项", "大", "种"} and _NOT_COUNTED.match(after):
        return True
    if unit in {"小时", "h"} and low in {"24", "二十四"} and not (match["op"] or match["after"]):
        return True
    if unit in {"天", "日", "周"} and _RUNS_THROUGH.match(after):
        return True
    if (unit == "天" and low == "365") or (unit == "路" and after.startswith("公交")):
        return True
    if unit == "期" and after.startswith(("工程", "项目", "建设")):
        return True
    return text.endswith("第", 0, match.start("low"))


_OF_THINGS = (
    frozenset("座处所栋幢家台辆套盏间艘株部根块名公里亩吨") | {"公里", "平方米", "公顷", "立方米", "元"} | DURATIONS
)
"""Units that a numeral of one character before them counts wherever it stands."""
_BUILT = frozenset("座所栋幢")
_RANKS = frozenset({"级", "类", "层", "期", "档", "段", "分", "度", "节", "代", "线", "门", "路"})
"""Units that after a numeral in words mostly rank: 二级, 三类, 一期, 纬七路."""
_NEVER_ONE = frozenset({"起", "批", "轮", "步", "种", "对", "把", "例", "项", "组", "块", "天", "家", "户", "人"})
_MAKING = re.compile(
    r"(?:新建|改建|扩建|建设|建成|改造|新增|增设|增加|打造|培育|创建|购置|新购|配备|安装|组建|举办|组织|召开|引进|开通|新开|打通|设立|布设"
    r"|完成|创成|争创|评选|选树)(?:了|好)?$"
)
_CLOSES = re.compile(r"[，,。；;、）)！\n]|$")


def _counts_in_words(text: str, match: re.Match[str]) -> bool:
    """Whether Chinese numerals count: `十二座`, `泵站两座`, `新建三条`; not `三级`, `一批`, `两个维护`, nor a single
    二, which ranks where 两 counts (`二次供水`)."""
    low, unit = match["low"], match["unit"]
    if (low[0] in SCALES and low[0] != "十") or low == "二" or unit in _RANKS:
        return False
    if match["op"]:
        return True
    if len(low) > 1:
        return any(char in SCALES for char in low)
    before = text[max(0, match.start() - 4) : match.start()]
    closes = before[-1:] >= "\u4e00" and bool(_CLOSES.match(text, match.end()))
    if low == "一":
        if not closes:
            return unit in _BUILT and bool(_MAKING.search(before))
        return unit not in _NEVER_ONE and "一" not in before and before[-1] not in "每逐另某跑同"
    if match["after"] or unit in _OF_THINGS:
        return True
    return closes or (bool(_MAKING.search(before)) and unit != "项")


def _read(match: re.Match[str], text: str, low: float, high: float) -> list[Figure]:
    scale = _SCALE_WORDS[match["scale"]] if match["scale"] else 1
    own = match["lowscale"] if "lowscale" in match.re.groupindex else None
    first = low * _SCALE_WORDS[own] if own else low
    unit = match["unit"].replace("％", "%").replace("／", "/")
    ends = match.start(), match.end(), match.end("unit")
    if match["high"] and high * scale > first:
        # 5000—1万: a scale holds for both ends only where it must
        first = first if own or low > high else first * scale
        return [Figure(*ends, round(first, 6), unit, ">="), Figure(*ends, round(high * scale, 6), unit, "<=")]
    op = _op(match)
    if op == "=" and _AT_LEAST_DO.search(text, max(0, match.start() - 12), match.start()):
        op = ">="
    values = (first, high * scale) if match["high"] else (first * scale,)
    return [Figure(*ends, round(value, 6), unit, op) for value in values]


def _op(match: re.Match[str]) -> Op:
    before, after = match["op"] or "", match["after"] or ""
    if not before and not after:
        return "="
    if after.endswith("以上") or _SAYS_AT_LEAST.fullmatch(before):
        return ">="
    if after.endswith(("内", "以下")) or (_SAYS_AT_MOST.fullmatch(before) and before != "控制在"):
        return "<="
    return "~" if before not in ("", "控制在") or after else "="


_AT_LEAST_DO = re.compile(r"(?:至少|不少于|最少)[^，。；\d]{1,8}$")
"""At least, with a verb between it and the number: `至少完成2个区`."""
