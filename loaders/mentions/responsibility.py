"""Who is responsible: labelled lines, notes in brackets, and closing sentences (`甲局牵头，乙局配合`).

A label decides the role before any comma does: a lone 责任单位 has its lead before the first comma and its
support after it; beside a 牵头 label it is support.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from graph.evidence import Evidence
from loaders.facts import Official, Role, Unit
from loaders.labels import LABEL

_PERSON_LABEL = re.compile(r"(?:领导|负责人|责任人|人员)")
_TIME_LABEL = re.compile(r"完成|时限|时间|期限|进度")
_LEAD_LABEL = re.compile(r"牵头|主办|主责|第一责任|主要责任")
_SUPPORT_LABEL = re.compile(r"配合|协办|协同|参与|协助|重点责任")
_NAME = re.compile(r"[\u4e00-\u9fff·]{2,6}")
_UNIT_END = (
    r"(?:局|委|办|厅|部|院|室|科|股|处|中心|支队|大队|总队|中队|专班|集团|公司|小组|指挥部|街道|镇街|街镇|镇|乡|区|县|市|州|政府|委员会|管委会"
    r"|站|所|队|馆|会|部门|单位|林场|农场|学校|大学|学院|医院|银行|人大|政协|法院|检察院|党组|党委|纪委|党工委|工会|企业|园|场|校|社|台|网|库|基地|总局|各科|机关)"
)
_UNITS = r"[^，,。；;：:！？\n“”《》%]{2,200}"
_CLOSING = re.compile(
    rf"(?:由)?(?P<lead>{_UNITS}?)(?:等(?:单位|部门)?)?(?:按(?:照)?(?:各自)?职责(?:分工)?)?"
    rf"(?:牵头负责|共同负责|联合负责|分别负责|具体负责|统筹负责|牵头落实|牵头|负责落实|负责)"
    rf"(?:[，,；;](?P<support>{_UNITS}?)(?:等(?:单位|部门)?)?(?:按(?:照)?(?:各自)?职责(?:分工)?)?(?:积极配合|协同配合|协助配合|配合|参与|协助|协同|落实|负责落实|负责))?"
)
_JOINED = re.compile(r"(?:局|委|办|厅|政府|政府[）)]|中心|公司|集团|科|处|支队|管委会|县|区|部门|单位)$")
_ENDS_UNIT = re.compile(rf"{_UNIT_END}$")
_SURELY_UNIT = re.compile(r"(?:局|委|办|厅|科|股|处|政府|集团|公司|支队|大队|管委会|委员会|中心|专班)$")
_NOBODY = re.compile(r"(?:各?(?:有关|相关)|其他)(?:单位|部门|县区|市县)")
_BEFORE_LABEL = frozenset("\n。；;，,（(〔 ")
_AFTER_NOTE = frozenset({"", "。", "；", "\n", " "})
_BRACKETS = re.compile(r"[（(〔）)〕]")
_STANDING = re.compile(r"以[下上]均需(?P<units>.{1,200}?)(?:共同|配合|参与)?(?:落实|负责|配合|参与)")


class Responsibility(NamedTuple):
    """The units and officials of an item, and the spans of text that say so (read by no other step)."""

    units: tuple[Unit, ...]
    officials: tuple[Official, ...]
    spans: tuple[tuple[int, int], ...]


class _Label(NamedTuple):
    """A label at `start`, with the list it heads at `[value, end)`."""

    text: str
    start: int
    value: int
    end: int


class _Group(NamedTuple):
    """A list of units at `[start, end)` under a role; `by_comma`: the first comma parts lead and support."""

    start: int
    end: int
    role: Role
    by_comma: bool


def find_responsibility(text: str) -> Responsibility:
    """Responsible units and officials of `text`, in order, each name once (its first role)."""
    officials: dict[str, Official] = {}
    groups: list[_Group] = []
    spans: list[tuple[int, int]] = []
    labels = list(_labels(text))
    has_lead = any(_LEAD_LABEL.search(label.text) and not _PERSON_LABEL.search(label.text) for label in labels)
    for label in labels:
        spans.append((label.start, label.end))
        if _PERSON_LABEL.search(label.text):
            for begin, stop in _pieces(text, label.value, label.end):
                name = "".join(text[begin:stop].split())
                if _NAME.fullmatch(name):
                    officials.setdefault(name, Official(name, Evidence.cut(text, begin, stop)))
        elif not _TIME_LABEL.search(label.text):
            groups.append(_labelled_group(label, has_lead))
    for start, end, found in (*_notes(text, spans), *_closing_sentences(text, spans)):
        if found:
            groups += found
            spans.append((start, end))
    units: dict[str, Unit] = {}
    for group in sorted(groups):
        for begin, stop, role in _roles(text, group):
            name = "".join(text[begin:stop].split())
            if name and not _NOBODY.fullmatch(name):
                units.setdefault(name, Unit(name, role, Evidence.cut(text, begin, stop)))
    return Responsibility(tuple(units.values()), tuple(officials.values()), tuple(spans))


def _labels(text: str) -> Iterator[_Label]:
    """Every label that begins a line, a clause or a bracket, with the list that follows it."""
    found = [match for match in LABEL.finditer(text) if match.start() == 0 or text[match.start() - 1] in _BEFORE_LABEL]
    for at, match in enumerate(found):
        limit = found[at + 1].start() if at + 1 < len(found) else len(text)
        end = _end_of_list(text, match.end(), limit)
        yield _Label(match[0], match.start(), match.end(), end)


def _end_of_list(text: str, start: int, limit: int) -> int:
    """Where the list that begins at `start` ends: at a full stop, a line's end, or the bracket it stands in."""
    ends = (at for at, depth in _depths(text, start, limit) if depth < 0 or (depth == 0 and text[at] in "。；;\n"))
    return next(ends, limit)


def _depths(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Each place of `[start, end)`, with how many brackets opened there are still open after it."""
    depth = 0
    for at in range(start, end):
        depth += (text[at] in "（(〔") - (text[at] in "）)〕")
        yield at, depth


def _labelled_group(label: _Label, beside_lead: bool) -> _Group:
    role: Role = "support" if beside_lead else "lead"
    if _SUPPORT_LABEL.search(label.text) and (beside_lead or "重点" not in label.text):
        return _Group(label.value, label.end, "support", by_comma=False)
    if _LEAD_LABEL.search(label.text):
        return _Group(label.value, label.end, "lead", by_comma=False)
    return _Group(label.value, label.end, role, by_comma=not beside_lead)


def _bracket_groups(text: str) -> Iterator[tuple[int, int]]:
    """`[start, end)` of each outermost pair of round brackets of `text`, brackets included."""
    depth = begin = 0
    for bracket in _BRACKETS.finditer(text):
        if bracket[0] in "（(〔":
            begin = bracket.start() if depth == 0 else begin
            depth += 1
        elif depth:
            depth -= 1
            if depth == 0:
                yield begin, bracket.end()


def _notes(text: str, taken: list[tuple[int, int]]) -> Iterator[tuple[int, int, list[_Group]]]:
    """Bracket notes that name who is responsible without a label, and standing notes (`以下均需…`)."""
    for start, stop in _bracket_groups(text):
        inner = text[start + 1 : stop - 1]
        if standing := _STANDING.search(inner):
            begin, end = start + 1 + standing.start("units"), start + 1 + standing.end("units")
            yield begin, end, [_Group(begin, end, "support", by_comma=False)]
        elif len(inner) >= 3 and _stands_apart(text, start, stop) and not _meets(taken, start, stop):
            yield start, stop, _note_groups(text, start + 1, stop - 1)


def _stands_apart(text: str, start: int, end: int) -> bool:
    """Whether the bracket at `[start, end)` ends a sentence or follows one, and belongs to no name."""
    return text[end : end + 1] in _AFTER_NOTE or text[start - 1 : start] == "。"


def _meets(taken: Sequence[tuple[int, int]], start: int, end: int) -> bool:
    """Whether `[start, end)` meets one of `taken`, which are in order and apart from each other."""
    at = bisect_left(taken, (end, 0))
    return at > 0 and taken[at - 1][1] > start


def _note_groups(text: str, start: int, end: int) -> list[_Group]:
    """The groups of a note's inside: `甲牵头，乙配合`, after a time perhaps, or a bare list of units."""
    inner = text[start:end]
    begins = [0, *(match.end() for match in re.finditer(r"[，,；;]", inner))]
    for begin in begins:
        if found := _closing_groups(text, start + begin, end):
            return found
    pieces = [inner[begin:stop] for begin, stop in _pieces(inner, 0, len(inner))]
    are_units = all(len(piece) >= 3 and _ENDS_UNIT.search(piece) for piece in pieces)
    if are_units and any(_SURELY_UNIT.search(piece) for piece in pieces):
        return [_Group(start, end, "lead", by_comma=False)]
    return []


def _closing_groups(text: str, start: int, end: int) -> list[_Group]:
    match = _CLOSING.fullmatch(text, start, end)
    if not match or not _all_units(text, match.start("lead"), match.end("lead")):
        return []
    with_others = re.search(r"会同|联合|协同", match["lead"])
    lead_end = match.start("lead") + with_others.start() if with_others else match.end("lead")
    groups = [_Group(match.start("lead"), lead_end, "lead", by_comma=False)]
    if with_others:
        groups.append(_Group(match.start("lead") + with_others.end(), match.end("lead"), "support", by_comma=False))
    if match["support"] and _all_units(text, match.start("support"), match.end("support")):
        groups.append(_Group(match.start("support"), match.end("support"), "support", by_comma=False))
    return groups


def _all_units(text: str, start: int, end: int) -> bool:
    pieces = [text[begin:stop] for begin, stop in _pieces(text, start, end)]
    return bool(pieces) and all(
        2 <= len(piece) <= 30 and _ENDS_UNIT.search(re.sub(r"[（(][^（）()]*[）)]$", "", piece)) for piece in pieces
    )


def _closing_sentences(text: str, taken: list[tuple[int, int]]) -> Iterator[tuple[int, int, list[_Group]]]:
    """Sentences that say no more than who does it."""
    for match in re.finditer(r"[^。\n]+", text):
        if not _meets(taken, match.start(), match.end()):
            yield match.start(), match.end(), _closing_groups(text, match.start(), match.end())


def _roles(text: str, group: _Group) -> Iterator[tuple[int, int, Role]]:
    """Each unit of a group with its role."""
    comma = _first_comma(text, group.start, group.end) if group.by_comma else None
    for begin, stop in _pieces(text, group.start, group.end):
        yield begin, stop, "support" if comma is not None and begin > comma else group.role


def _first_comma(text: str, start: int, end: int) -> int | None:
    return next((at for at, depth in _depths(text, start, end) if depth == 0 and text[at] in "，,"), None)


def _pieces(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The parts of a list: split at 、 ， ； and white space between names, never inside brackets; `各区、县政府`
    and `各乡、镇政府` are one."""
    cuts: list[tuple[int, int]] = []
    begin = start
    for at, depth in _depths(text, start, end):
        if depth <= 0 and text[at] in "、，,；;和及":
            if text[at] in "和及" and not _JOINED.search(text, max(begin, at - 4), at):
                continue
            if text[at] == "、" and re.fullmatch(r"各[县市区乡镇旗州]{1,2}", text[begin:at]):
                continue
            cuts.append((begin, at))
            begin = at + 1
    cuts.append((begin, end))
    trimmed = []
    for begin, stop in cuts:
        while begin < stop and text[begin] in " 　等":
            begin += 1
        while begin < stop and text[stop - 1] in " 　。.；;":
            stop -= 1
        tail = re.search(r"等(?:单位|部门)?$", text[begin:stop])
        stop = begin + tail.start() if tail else stop
        if begin < stop:
            trimmed.append((begin, stop))
    return trimmed
