"""Targets: each figure with what it measures and by when it is due."""

from __future__ import annotations

import re
from collections.abc import Sequence

from graph.evidence import Evidence
from loaders.facts import Target
from loaders.mentions.counted import CLASS_OF_PLACES
from loaders.mentions.dates import due_dates, due_of
from loaders.mentions.figures import DURATIONS, Figure
from loaders.words import Role, Word, known_words

_LONGEST = 60  # characters before a figure in which its metric is looked for
_SENTENCE_END = re.compile(r"[。；;\n]")
_CLAUSE_END = re.compile(r"[，,。；;：:！？\n]|[（(](?![^（）()]{1,3}[）)])")
_REACHING = re.compile(
    r"(?:提高|提升|至少|不少于|不低于|不超过|年底|年末|全年|月底前?|底前|达到|保持|稳定|控制|压缩|压减|缩短|延长|降低|增长|增加|下降|扩大|扩展"
    r"|新增|净增|增至|突破|实现|力争|确保|完成|按照|超过|高于|低于|约为|较?上?[去今年]?年?同比|同比|环比|[较比]?(?:上年|去年)(?:同期)?|累计|分别|(?:每人)?每[月年天日]|每人"
    r"|扩|增|降|升|达|至|到|在|为|由|从|将|不|各|共|每|年|均)+$"
)
"""Words between a metric and its figure."""
_LEADING = re.compile(
    r"(?:(?:(?:\d{4}|[今本])年)?(?:年?[底末]|\d{1,2}月底?|汛期?)(?:前|，)|\d{4}年底?|全[市县区省镇乡州年]|[我本][市县区省]|其中|以及|同时|力争|确保|争取|努力|推动|推进|促进|实现|完成|新增|净增|保持|达到|提高|提升|确定|使得?|将|把|对"
    r"|每(?:年|月|周|天|日|季度?|半年)|各?县?区?每(?:年|月|季度)|继续|进一步|加快|持续|稳步|不断|全面|至少|累计|组织|开展(?!率)|建成(?!区)|年内|年底前?)+"
)
"""Words that may stand before a metric in its clause."""
_RATE_HEAD = re.compile(
    r"(?:[率数量度比例额值]|占比|比重|面积|时间|时长|时限|期限|周期|能力|规模|强度|总长|长度|里程|投资|产值|收入|系数|浓度|容量|库容|水平|成本|增速|贷款|人口|满意度)$"
)
"""The last words of what is measured: verbs before them are part of the name (`办理时间`)."""
_PLACE = re.compile(
    r"(?:其中)?[\u4e00-\u9fff（）、]{0,12}?(?:区|县|市|镇|乡|街道|片区|组团|城)(?:（[^（）]{1,4}）)?各?共?$"
)
_EVENTS = frozenset({"次", "场", "场次", "期", "轮", "批次", "家次", "人次", "户次", "个次", "件次", "班次", "遍"})
_RANK = re.compile(r"(?:[国省市县区校院]家?|[一二三四五六]|[A-Z\d]{1,2})级(?:及)?以上(?:的)?")
"""A rank that is no part of the class: `5个省级以上园区`."""
_DONE_WITHIN = re.compile(r"[\u4e00-\u9fff]{2,6}(?=[、，,。；;\n]|$)")
_PHRASE = re.compile(r"(?:[^，,。；;：:！？!?\n、（）()“《]|[（(][^（）()]{1,3}[）)]){0,20}")
_ONE_CHARACTER = frozenset("区县市镇乡村街校户人店厂站园桥路")


def find_targets(text: str, figures: Sequence[Figure]) -> tuple[Target, ...]:
    """The targets of `text`: each of `figures` with what it measures and by when."""
    targets: list[Target] = []
    dues = due_dates(text) if figures else []
    last: Figure | None = None
    metric = ""
    sharing: dict[str, tuple[str, int]] = {}  # what the last figure in each unit measures, and where it ends
    for at, figure in enumerate(figures):
        following = next((other.start for other in figures[at + 1 : at + 3] if other.start >= figure.end), len(text))
        metric = _metric(text, figure, following, last, metric, sharing)
        sharing[figure.unit] = metric, figure.end
        evidence = Evidence.cut(text, figure.start, figure.end)
        due = due_of(figure.start, dues)
        rates = _RATES.findall(metric) if figure.unit == "%" and _RATES.fullmatch(metric + "、") is None else []
        for name in rates if len(rates) > 1 else [metric]:
            targets.append(Target(name, figure.op, figure.value, figure.unit, evidence, due))
        last = figure
    return tuple(targets)


_RATES = re.compile(r"([^、]{2,}?(?:率|占比|比例|比重))(?:、|$|和|及)")
"""Several rates that share one figure: `焚烧处理率、无害化处理率保持100%`."""


def _metric(
    text: str, figure: Figure, limit: int, last: Figure | None, last_metric: str, sharing: dict[str, tuple[str, int]]
) -> str:
    """What `figure` measures: the noun after it, else the phrase before it, else what the figure before it measured."""
    if last and figure.start == last.start:
        return last_metric
    clause = _clause_start(text, figure.start)
    after = _metric_after(text, figure, limit)
    if after:
        return after
    before = _metric_before(text, max(clause, last.end if last else 0), figure)
    if not before and last_metric:
        return last_metric
    if before.endswith("的") or (_PLACE.fullmatch(before) and not CLASS_OF_PLACES.search(before)):
        shared, end = sharing.get(figure.unit, ("", 0))
        if shared and not _SENTENCE_END.search(text, end, figure.start):
            return shared
    if not before or before.isascii():
        before = last_metric or _metric_before(text, clause, figure) or text[clause : figure.start]
    return before.strip("，。；：、的 *") or figure.unit or text[figure.start : figure.end]


def _clause_start(text: str, at: int) -> int:
    ends = [match.end() for match in _CLAUSE_END.finditer(text, max(0, at - _LONGEST), at)]
    return ends[-1] if ends else max(0, at - _LONGEST)


_VERB_OF_RATE = re.compile(r"[率数量度值额点]|占比|比例|面积")
"""What makes a verb the name of a rate: 覆盖率."""


def _metric_before(text: str, floor: int, figure: Figure) -> str:
    """The noun phrase that ends where the figure begins, its verbs (达到, 提高至) taken off."""
    phrase = _REACHING.sub("", text[floor : figure.start]).rstrip("、（( ")
    note, closed, rest = phrase.rpartition("）")
    if closed and "（" not in note:
        phrase = rest.lstrip("、")
    leading = _LEADING.match(phrase)
    if leading and len(phrase) - leading.end() >= 2:
        phrase = phrase[leading.end() :]
    begin = 0
    is_rate = bool(_RATE_HEAD.search(phrase)) or (figure.unit == "元" and phrase.endswith("标准"))
    for word in known_words(phrase, 0, len(phrase)):
        if word.end <= len(phrase) - 2 and _is_boundary(word, is_rate) and not _VERB_OF_RATE.match(phrase, word.end):
            begin = word.end
    return phrase[begin:].lstrip("、的“”和与及")


def _is_boundary(word: Word, in_rate: bool) -> bool:
    """Whether a metric does not reach across this word; a single 和 or 按 it does (`按期办结率`)."""
    if in_rate:
        return word.text in {"将", "对", "把", "使", "让", "由", "确保", "力争", "实现", "推动", "推进", "带动"}
    is_verb = word.role & Role.STOP and not word.role & Role.GENERIC
    return bool(is_verb) and (len(word.text) > 1 or word.text in "的将对把使让由")


_SHARE_OF = re.compile(
    r"的?((?<=的)(?!目标|任务|要求|标准|水平|比例)[\u4e00-\u9fff]{2,10}?(?=建成|达到|完成|实现|创建|[，,。；、])"
    r"|[\u4e00-\u9fff]{2,10}?(?:率|占比|比例)(?!由|从|达|提|保|不|[\d]))"
)
"""What a percentage is a share of: `40%以上的镇街建成…`, `100%的案件处结率`."""


def _metric_after(text: str, figure: Figure, limit: int) -> str:
    """The noun phrase that the figure counts, when it follows at once (`25座桥梁`)."""
    if figure.unit == "%":
        match = _SHARE_OF.match(text, figure.end)
        return match[1] if match else ""
    if figure.unit in ("", "个百分点") or text.startswith(("）", ")"), figure.end):
        return ""
    if figure.unit in DURATIONS and text.startswith("、", figure.start - 1):
        done = _DONE_WITHIN.match(text, figure.end)
        return done[0] if done else ""
    if figure.end != figure.unit_end and (figure.unit in DURATIONS or text.startswith("的", figure.end)):
        return ""
    begin = figure.end
    if rank := _RANK.match(text, begin):
        begin = rank.end()
    match = _PHRASE.match(text, begin, min(limit, begin + 20))
    phrase = _REACHING.sub("", match[0]).rstrip("和及与并") if match else ""
    if not phrase or figure.unit in _EVENTS:
        return phrase.rpartition("的")[2]
    end = 0
    for word in known_words(phrase, 0, len(phrase)):
        if (_is_boundary(word, False) and word.text != "的") or word.text.startswith("“"):
            break
        end = word.end
        if word.role & Role.FACILITY:
            end += phrase.startswith("区", end)
            break
    return phrase[:end].rpartition("的")[2] if end >= 2 or phrase[:end] in _ONE_CHARACTER else ""
