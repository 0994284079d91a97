"""Figures: numbers with a unit, which become targets and counts of facilities.

Dates, years, ordinals, hotline numbers, codes (G25, D800) and what stands in quotes or in 《》 are no figures.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from graph.evidence import Evidence
from loaders.facts import Op, Target
from loaders.words import Role, Word, known_words, word_list

_SCALES = {
    "": 1,
    "万": 10_000,
    "亿": 100_000_000,
    "千": 1_000,
    "百": 100,
    "百万": 1_000_000,
    "千万": 10_000_000,
}
_AT_LEAST = r"不少于|不低于|不小于|不得少于|不得低于|至少|≥|>=|＞|>|多于|大于|高于|超过|不短于"
_AT_MOST = r"不超过|不高于|不大于|不多于|不得超过|不得高于|至多|最多|≤|<=|＜|<|低于|少于|小于|控制在|压降至"
_ABOUT = r"约|近|大约|约为|将近|接近"
_NUMBER = r"\d{1,15}(?:,\d{3}){0,5}(?:\.\d{1,9})?"
_SCALE = r"百万|千万|[万亿]|千(?![米克瓦伏])|百(?!分)"


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


class Dates(NamedTuple):
    """A stretch that gives a time, not a quantity."""

    start: int
    end: int


@cache
def _pattern() -> re.Pattern[str]:
    units = "|".join(re.escape(unit) for unit in sorted(word_list("measures"), key=len, reverse=True))
    return re.compile(
        rf"(?<![A-Za-z0-9.\-])(?:(?P<op>{_AT_LEAST}|{_AT_MOST}|{_ABOUT})(?:为|到|至|在)?)?(?P<low>{_NUMBER})"
        rf"(?P<lowscale>{_SCALE})?(?P<lowunit>%|％)?"
        rf"(?:(?:[-—–－~～]+|至|到)(?P<high>{_NUMBER}))?(?P<scale>{_SCALE})?(?P<more>余|多)?(?P<unit>{units})"
        r"(?P<rate>/[日天年月时秒人])?(?P<after>及以上|以上|以内|之内|以下|左右|内)?"
    )


_CHINESE_COUNT = re.compile(
    r"(?<![第一二三四五六七八九十百千、两])([两三四五六七八九十]|一(?=[座所栋]))([座处所栋])(?![一二三四五六七八九十])"
)
"""A count in Chinese numerals of things that stand in a place: `泵房两座`."""

_DATE = re.compile(
    r"(?:\d{4}|\d{2})年(?:度)?(?:\d{1,2}月)?(?:\d{1,2}日)?(?:年?底|年?末|年?初|上半年|下半年)?(?:[以之]?前)?"
    r"|\d{1,2}月(?:\d{1,2}日|上旬|中旬|下旬|底|末|初|份)?(?:[以之]?前)?(?:完成)?|\d{1,2}:\d{2}"
    r"|第\d+[届期批次季条款项名个代轮]?"
)
_DUE = re.compile(
    r"(?:(?:\d{4}年)?(?:\d{1,2}月(?:\d{1,2}日|底|末|上旬|中旬|下旬)?|年?底|年?末|上半年|下半年|[一二三四]季度末?)(?:[以之]?前)?"
    r"|汛期前|汛前|供暖季?前|年内|“十[三四五六]五”(?:期?末|期间))"
)
_QUOTED = re.compile(r"“[^“”]{1,40}”|《[^《》]*》|「[^「」]*」")
_NOT_UNITS_BEFORE = re.compile(
    r"(?:方面|环节|维度|领域|要素|字|确立|维护|意识|自信|月|年代|世纪|号线?|级|星|周年|类疾病)"
)


def time_spans(text: str) -> list[Dates]:
    """The stretches of `text` that give dates, years and ordinals, in order."""
    return [Dates(match.start(), match.end()) for match in _DATE.finditer(text)]


def find_figures(text: str, blocked: Sequence[tuple[int, int]]) -> list[Figure]:
    """The figures of `text` in order, a range as two (`>=` and `<=`); none inside a `blocked` span."""
    shut = bytearray(len(text) + 1)
    for start, end in (
        *((match.start(), match.end()) for match in _QUOTED.finditer(text)),
        *((span.start, span.end) for span in time_spans(text)),
        *blocked,
    ):
        shut[start:end] = b"\x01" * (end - start)
    figures: list[Figure] = []
    for match in _pattern().finditer(text):
        if shut[match.start("low")] or _is_no_quantity(text, match):
            continue
        figures += _read(match, text)
    for match in _CHINESE_COUNT.finditer(text):
        if not shut[match.start()]:
            value = float("一二三四五六七八九十".index(match[1].replace("两", "二")) + 1)
            figures.append(Figure(match.start(), match.end(), match.end(), value, match[2], "="))
    return sorted(figures, key=lambda figure: figure.start)


def _is_no_quantity(text: str, match: re.Match[str]) -> bool:
    """Whether the number names or orders something (`5个方面`, `24小时开放`, `2类`) and measures nothing."""
    after = text[match.end("unit") : match.end("unit") + 3]
    before = text[max(0, match.start("low") - 2) : match.start("low")]
    if _NOT_UNITS_BEFORE.match(after) and match["unit"] in {"个", "项", "大", "种"}:
        return True
    if match["low"] == "24" and match["unit"] == "小时" and not (match["op"] or match["after"]):
        return True
    if match["unit"] in {"天", "日", "周"} and re.match(r"年|内?(?:小时|制|循环)", after):
        return True
    return before.endswith("第")


def _read(match: re.Match[str], text: str) -> list[Figure]:
    scale = _SCALES[match["scale"] or ""]
    low = float(match["low"].replace(",", "")) * (_SCALES[match["lowscale"]] if match["lowscale"] else scale)
    unit = match["unit"].replace("％", "%") + (match["rate"] or "")
    unit_end = match.end("rate") if match["rate"] else match.end("unit")
    ends = match.start(), match.end(), unit_end
    if match["high"]:
        high = float(match["high"].replace(",", "")) * scale
        return [Figure(*ends, low, unit, ">="), Figure(*ends, high, unit, "<=")]
    value = low if match["lowscale"] is None or match["scale"] is None else low * scale
    op = _op(match)
    if op == "=" and _AT_LEAST_DO.search(text, max(0, match.start() - 12), match.start()):
        op = ">="
    return [Figure(*ends, round(value, 6), unit, op)]


def _op(match: re.Match[str]) -> Op:
    before, after = match["op"] or "", match["after"] or ""
    if after in {"以上", "及以上"} or re.fullmatch(_AT_LEAST, before):
        return ">="
    if after in {"以内", "之内", "以下", "内"} or (re.fullmatch(_AT_MOST, before) and before != "控制在"):
        return "<="
    return "~" if before or match["more"] or after == "左右" else "="


_AT_LEAST_DO = re.compile(r"(?:至少|不少于|最少)[^，。；\d]{1,8}$")
"""At least, with a verb between it and the number: `至少完成2个区`."""

_CLAUSE_END = re.compile(r"[，,。；;：:！？\n]|[（(](?![^（）()]{1,3}[）)])")
_LEAD_WORDS = re.compile(
    r"(?:提高|提升|至少|不少于|不低于|不超过|年底|年末|全年|月底前?|底前|达到|保持|稳定|控制|压缩|降低|增长|增加|下降|扩|增|降|升|超过|突破|实现|力争|确保|完成|达|至|到|在|为|由|从|将|不|各|每|年|均|同比)+$"
)


def find_targets(text: str, figures: Sequence[Figure]) -> tuple[Target, ...]:
    """The targets of `text`: each of `figures` with what it measures and by when."""
    targets = []
    previous_metric = ""
    previous_end = 0
    for figure in figures:
        clause = _clause_start(text, figure.start)
        floor = max(clause, previous_end) if previous_end <= figure.start else clause
        previous_end = figure.end
        metric = _metric_after(text, figure) or _metric_before(text, floor, figure.start)
        if not metric or metric.isascii():
            metric = previous_metric or _metric_before(text, clause, figure.start) or text[clause : figure.start]
        previous_metric = metric = metric.strip("，。；：、 ") or figure.unit
        evidence = Evidence.cut(text, figure.start, figure.end)
        due = None
        for match in _DUE.finditer(text, sentence_start(text, figure.start), figure.start):
            due = match[0]
        metrics = _RATES.findall(metric) if _RATES.fullmatch(metric + "、") is None and figure.unit == "%" else []
        for name in metrics if len(metrics) > 1 else [metric]:
            targets.append(Target(name, figure.op, figure.value, figure.unit, evidence, due))
    return tuple(targets)


_RATES = re.compile(r"([^、]{2,}?(?:率|占比|比例|比重))(?:、|$|和|及)")
"""Several rates that share one figure: `焚烧处理率、无害化处理率保持100%`."""


def _clause_start(text: str, at: int) -> int:
    ends = [match.end() for match in _CLAUSE_END.finditer(text, max(0, at - 60), at)]
    return ends[-1] if ends else max(0, at - 60)


def sentence_start(text: str, at: int) -> int:
    """Where the sentence of `at` begins, or SENTENCE characters before it."""
    floor = max(0, at - SENTENCE)
    return max(floor, *(text.rfind(mark, floor, at) + 1 for mark in "。；\n"))


_RATE_OF = re.compile(r"[率数量度值额点]|占比|比例|面积")
"""What makes a verb the name of a rate: 覆盖率."""


def _metric_before(text: str, floor: int, end: int) -> str:
    """The noun phrase that ends where the figure begins, its verbs (达到, 提高至) taken off."""
    phrase = _LEAD_WORDS.sub("", text[floor:end])
    begin = 0
    for word in known_words(phrase, 0, len(phrase)):
        if _is_boundary(word) and word.end < len(phrase) and not _RATE_OF.match(phrase, word.end):
            begin = word.end
    return phrase[begin:].lstrip("、的“”和与及") if len(phrase) > begin else phrase


def _is_boundary(word: Word) -> bool:
    """Whether a metric does not reach across this word; a single 和 or 按 it does (`按期办结率`)."""
    is_verb = word.role & Role.STOP and not word.role & Role.GENERIC
    return bool(is_verb) and (len(word.text) > 1 or word.text in "的将对把使让由")


_SHARE_OF = re.compile(
    r"的((?!目标|任务|要求|标准|水平|比例)[\u4e00-\u9fff]{2,10}?(?:率|占比|(?=建成|达到|完成|实现|创建|[，,。；、])))"
)
"""What a percentage is a share of: `40%以上的镇街建成…`, `100%的案件处结率`."""


def _metric_after(text: str, figure: Figure) -> str:
    """The noun phrase that the figure counts, when it follows at once (`25座桥梁`)."""
    if figure.unit == "%":
        match = _SHARE_OF.match(text, figure.end)
        return match[1] if match else ""
    if figure.end != figure.unit_end or figure.unit == "个百分点":
        return ""
    if text[figure.end : figure.end + 1] in "）)":
        return ""
    limit = min(len(text), figure.end + 20)
    stop = _CLAUSE_END.search(text, figure.end, limit)
    phrase = text[figure.end : stop.start() if stop else limit]
    end = 0
    for word in known_words(phrase, 0, len(phrase)):
        if (_is_boundary(word) and word.text != "的") or word.text.startswith(("、", "“", "；")):
            break
        end = word.end
        if word.role & Role.FACILITY:
            break
    return phrase[:end].split("、")[0].rpartition("的")[2] if end >= 2 else ""
