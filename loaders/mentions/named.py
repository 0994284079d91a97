"""Facilities with a name: `如意洸府河大桥`, `城市运行管理服务平台`, `“智慧泵站”`.

A name runs from the left end of its phrase to the last word in it that ends a facility's name. It names one
thing when some word in it is none of the generic ones; a platform is named by what it does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from graph.evidence import Evidence
from loaders.facts import Facility
from loaders.mentions.counted import class_spans
from loaders.mentions.figures import Figure
from loaders.mentions.phrases import Piece, Run
from loaders.words import Role, facility_kinds, word_list

_SEGMENT = re.compile(r"[（(]([^（）()]{2,20}?(?:至|到|[-—–－~～]+)[^（）()]{1,20})[）)]")
_EXTENSIONS = (
    re.compile(r"[（(]?[一二三四五](?:期|阶段)[）)]?"),
    re.compile(r"[（(][A-Za-z]{2,10}[）)]"),
    re.compile(r"[东西南北]{1,2}(?:段|延)"),
)
"""What may follow the last word of a name and belongs to it: a phase, an acronym, a part of a road."""

_NUMBERED_ROAD = re.compile(r"[GSXYC]\d{1,4}")
_STREETS = frozenset({"路", "街", "大道", "大街", "巷"})
_THROUGH = frozenset({"road", "bridge", "tunnel"})
_PLACE_WORD = re.compile(
    r"(?:城区|市区|老城|城乡|片区|区域|沿线|两岸|境内|周边|市直|市管|市属|市直管|[省市区县]级|重点|新建|老旧)$"
)
_TOWN = re.compile(r"(?:主|中心)?城区|县城")
_OWN_UNIT = re.compile(r"[市区县省][\u4e00-\u9fff]*(?:中心|站|所|院)")
_ANY_OF = re.compile(r"(?:各[县市区乡镇街道（）、]*|每个?|等)$")
_IN_NORM = re.compile(r"[^，,。；;：:、！？\n]{0,12}(?:细则|办法|条例|规范|规程|导则|标准)(?:[，,。；;、]|$)")
_AFTER_SYSTEM = re.compile(
    r"规划|化|性|思维|治理|干部|内|各|上下|工程|观念|谋划|集成|梳理|抓|地|(?:建设|改造|提升|升级)(?:项目|工程)"
)
"""What follows 系统 where it is no system of its own: `城市绿地系统规划`, `监测系统建设项目`."""

_PLAIN = re.compile(r"[\u4e00-\u9fffA-Za-z0-9—]+")
_SMART = re.compile(r"智慧[\u4e00-\u9fff]{2,6}")
_SMART_LIST = re.compile(r"智慧[\u4e00-\u9fff]{2,3}(?:、智慧[\u4e00-\u9fff]{2,3}){1,9}(?=等)")
_PLANT = re.compile(r"焚烧|发电|转运|填埋|处理|处置|资源化|利用|污水|再生水|供水|水厂|管网|泵站|综合体|枢纽")
_KIND_BY_WORDS = (
    (re.compile(r"垃圾|餐厨|厨余|飞灰|渣土|固废|焚烧|转运|填埋|废弃物|粪"), "waste"),
    (re.compile(r"污水|雨水|排水|排涝|管网|积水|内涝"), "drainage"),
    (re.compile(r"公园|绿化|绿地|绿道|园林|湿地"), "park"),
    (re.compile(r"停车"), "parking"),
    (re.compile(r"桥"), "bridge"),
    (re.compile(r"路|高速|[GSXY]\d|国道|省道|大道|街"), "road"),
)


class _Name(NamedTuple):
    """A name at `[start, end)`."""

    start: int
    end: int
    kind: str


def find_named(text: str, runs: Sequence[Run], figures: Sequence[Figure]) -> Iterator[Facility]:
    """The named facilities of `text`; a name may come several times."""
    classes = class_spans(runs, figures)
    for run in runs:
        yield from _quoted(text, run)
        if (run.start, run.end) in classes or _ANY_OF.search(run.before):
            continue
        last = _last_head(run)
        name = _project(text, run)
        if name is None and last is not None:
            is_platform = facility_kinds()[run.pieces[last].text] == "platform"
            name = _platform(text, run, last) if is_platform else _thing(text, run, last)
        if name and not _IN_NORM.match(text, name.end):
            yield _with_segment(text, name)
    for listed in _SMART_LIST.finditer(text):
        for match in re.finditer(r"[^、]+", listed[0]):
            evidence = Evidence.cut(text, listed.start() + match.start(), listed.start() + match.end())
            yield Facility(match[0], "platform", evidence)


def _quoted(text: str, run: Run) -> Iterator[Facility]:
    """Things whose whole name stands in quotes."""
    for at, piece in enumerate(run.pieces):
        goes_on = at + 1 < len(run.pieces) and bool(run.pieces[at + 1].role & Role.FACILITY)
        inner = piece.text[1:-1]
        if piece.kind != "quote" or goes_on or not _PLAIN.fullmatch(inner):
            continue
        head = next(
            (inner[at:] for at in range(max(0, len(inner) - 6), len(inner)) if inner[at:] in facility_kinds()),
            "",
        )
        kind = facility_kinds().get(head, "platform")
        if (head and kind == "platform" and len(inner) - len(head) >= 3) or _SMART.fullmatch(inner):
            yield Facility(inner, kind, Evidence.cut(text, piece.start + 1, piece.end - 1))


def _project(text: str, run: Run) -> _Name | None:
    """A project named after a place and a plant: `甲山生活垃圾焚烧发电二期项目`."""
    first = next((at for at, piece in enumerate(run.pieces) if _is_proper(piece)), len(run.pieces))
    at = next((at for at, piece in enumerate(run.pieces) if at > first and piece.text == "项目"), None)
    if at is None or _unknown(run.pieces[first:at]) < 2:
        return None
    name = text[run.pieces[first].start : run.pieces[at].end]
    return (
        _Name(run.pieces[first].start, run.pieces[at].end, _kind_by_words(name, "other"))
        if _PLANT.search(name)
        else None
    )


def _platform(text: str, run: Run, last: int) -> _Name | None:
    """An information system, whose name ends with the piece `last`."""
    head = run.pieces[last]
    first = 0
    for at, piece in enumerate(run.pieces[:last]):
        opens_with_verb = at == first and piece.text in word_list("platform_verbs") and head.start - piece.end >= 3
        if opens_with_verb or piece.text in word_list("ministries"):
            first = at + 1
    modifiers = run.pieces[first:last]
    words = text[run.pieces[first].start : head.start]
    if head.text == "系统" and (words in word_list("organ_systems") or _AFTER_SYSTEM.match(text, head.end)):
        return None
    telling = [piece for piece in modifiers if piece.text not in word_list("platform_words")]
    is_named = any(piece.kind == "quote" for piece in modifiers) or (len(words) >= 3 and bool(telling))
    return _Name(run.pieces[first].start, _extended(text, head.end), "platform") if is_named else None


def _thing(text: str, run: Run, last: int) -> _Name | None:
    """A road, a bridge, a park …: anything but a platform, whose name ends with the piece `last`."""
    head = run.pieces[last]
    kind = facility_kinds()[head.text]
    first = 0
    while first < last and _opens_no_name(run.pieces[first], head):
        first += 1
    modifiers = run.pieces[first:last]
    start = modifiers[0].start if modifiers else head.start
    name = text[start : head.end]
    if _OWN_UNIT.fullmatch(name) or not _names_one(modifiers, head, name):
        return None
    if kind in _THROUGH:
        start = next((piece.start for piece in modifiers if _is_proper(piece)), modifiers[-1].start)
    if head.text == "段":
        kind = _kind_by_words(name, kind)
    return _Name(start, _extended(text, head.end), kind)


def _last_head(run: Run) -> int | None:
    """The index of the last piece that ends a facility's name."""
    for at in range(len(run.pieces) - 1, -1, -1):
        if run.pieces[at].role & (Role.FACILITY | Role.CLASS) == Role.FACILITY:
            return at
    return None


def _is_proper(piece: Piece) -> bool:
    return piece.kind != "known" or bool(piece.role & Role.PROPER)


def _opens_no_name(piece: Piece, head: Piece) -> bool:
    if _TOWN.fullmatch(piece.text) and head.text.endswith(("厂", "场")):
        return False
    return not _is_proper(piece) and bool(piece.role & Role.STOP or _PLACE_WORD.search(piece.text))


def _names_one(modifiers: Sequence[Piece], head: Piece, name: str) -> bool:
    """Whether the words before `head` tell one thing from its class."""
    if any(piece.role & Role.PROPER or piece.kind == "quote" for piece in modifiers):
        return True
    if any(piece.kind == "code" and _NUMBERED_ROAD.fullmatch(piece.text) for piece in modifiers):
        return True
    unknown = _unknown(modifiers)
    if unknown >= 2:
        return head.text != "段" or unknown >= 4
    if head.text.endswith(("厂", "场")) and _TOWN.match(name):
        return True
    if head.text in _STREETS and modifiers:
        return len(name) - len(head.text) >= 2 and name[: -len(head.text)] not in word_list("class_roads")
    return unknown == 1 and head.text in {"桥", "大桥"} and len(name) >= 3


def _unknown(pieces: Sequence[Piece]) -> int:
    return sum(len(piece.text) for piece in pieces if piece.kind == "unknown")


def _kind_by_words(name: str, otherwise: str) -> str:
    return next((kind for pattern, kind in _KIND_BY_WORDS if pattern.search(name)), otherwise)


def _extended(text: str, end: int) -> int:
    for pattern in _EXTENSIONS:
        if match := pattern.match(text, end):
            end = match.end()
    return end


def _with_segment(text: str, name: _Name) -> Facility:
    match = _SEGMENT.match(text, name.end)
    evidence = Evidence.cut(text, name.start, match.end() if match else name.end)
    return Facility(text[name.start : name.end], name.kind, evidence, segment=match[1] if match else None)
