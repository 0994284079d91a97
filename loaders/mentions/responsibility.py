"""Who is responsible: labelled lines, notes in brackets, and closing sentences (`甲局牵头，乙局配合`).

A label decides the role before any comma does: a lone 责任单位 has its lead before the first comma and its
support after it; beside a 牵头 label it is support.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from graph.evidence import Evidence
from loaders.facts import Official, Role, Unit
from loaders.text import LABEL

_PERSON_LABEL = re.compile(r"(?:领导|负责人|责任人|人员)")
_TIME_LABEL = re.compile(r"完成|时限|时间|期限|进度")
_LEAD_LABEL = re.compile(r"牵头|主办|主责|第一责任|主要责任")
_SUPPORT_LABEL = re.compile(r"配合|协办|协同|参与|协助|重点责任")
_INNER_LABEL = re.compile(r"(?:(?:牵头|责任|配合|主办|协办|主责|承办|参与|落实|考核|实施|主管|主要|重点|协同)[\u4e00-\u9fff]{0,6}(?:单位|部门|科室|处室)|责任主体)(?:[（(][^（）()：:]{1,8}[）)])?[：:]")
_NAME = re.compile(r"[\u4e00-\u9fff·]{2,6}")
_UNIT_END = (
    r"(?:局|委|办|厅|部|院|室|科|处|中心|支队|大队|总队|中队|专班|集团|公司|小组|指挥部|街道|镇街|街镇|镇|乡|区|县|市|州|政府|委员会|管委会"
    r"|站|所|队|馆|会|部门|单位|林场|农场|学校|大学|学院|医院|银行|人大|政协|法院|检察院|党组|党委|纪委|党工委|工会|企业|园|场|校|社|台|网|库|基地|总局|各科|机关)"
)
_UNITS = rf"[^，,。；;：:！？\n“”《》%\d]{{2,200}}"
_CLOSING = re.compile(
    rf"(?:由)?(?P<lead>{_UNITS}?)(?:等(?:单位|部门)?)?(?:按(?:照)?(?:各自)?职责(?:分工)?)?"
    rf"(?P<verb>牵头负责|共同负责|联合负责|分别负责|具体负责|统筹负责|牵头落实|牵头|负责落实|负责)"
    rf"(?:[，,；;](?P<support>{_UNITS}?)(?:等(?:单位|部门)?)?(?:按(?:照)?(?:各自)?职责(?:分工)?)?(?P<verb2>积极配合|协同配合|协助配合|配合|参与|协助|协同|落实|负责落实|负责))?"
)
_JOINED = re.compile(r"(?:局|委|办|厅|政府|政府[）)]|中心|公司|集团|科|处|支队|管委会|县|区|部门|单位)$")
_STANDING = re.compile(r"以[下上]均需(?P<units>.+?)(?:共同|配合|参与)?(?:落实|负责|配合|参与)")


class Responsibility(NamedTuple):
    """The units and officials of an item, and the spans of text that say so (read by no other step)."""

    units: tuple[Unit, ...]
    officials: tuple[Official, ...]
    spans: tuple[tuple[int, int], ...]


class _Group(NamedTuple):
    """A list of units at `[start, end)` under a role; `by_comma`: the first comma parts lead and support."""

    start: int
    end: int
    role: Role
    by_comma: bool


def find_responsibility(text: str) -> Responsibility:
    """Responsible units and officials of `text`, in order, each name once (its first role)."""
    groups: list[_Group] = []
    officials: dict[str, Official] = {}
    spans: list[tuple[int, int]] = []
    labelled = list(_labelled_lines(text))
    has_lead = any(_LEAD_LABEL.search(label) and not _PERSON_LABEL.search(label) for label, _, _ in labelled)
    for label, start, end in labelled:
        spans.append((text.rfind("\n", 0, start) + 1, end))
        if _TIME_LABEL.search(label):
            continue
        if _PERSON_LABEL.search(label):
            for begin, stop in _pieces(text, start, end):
                name = "".join(text[begin:stop].split())
                if _NAME.fullmatch(name):
                    officials.setdefault(name, Official(name, Evidence.cut(text, begin, stop)))
        else:
            groups.append(_labelled_group(label, start, end, has_lead))
    running_end = min((start for start, _ in spans), default=len(text))
    for start, end, found in _notes(text, running_end):
        groups += found
        spans.append((start, end))
    for start, end, found in _closing_sentences(text, running_end, spans):
        groups += found
        spans.append((start, end))
    units: dict[str, Unit] = {}
    for group in groups:
        for begin, stop, role in _roles(text, group):
            name = "".join(text[begin:stop].split())
            if name and not re.fullmatch(r"有关单位|有关部门|各有关单位|相关部门|相关单位|各相关单位", name):
                units.setdefault(name, Unit(name, role, Evidence.cut(text, begin, stop)))
    return Responsibility(tuple(units.values()), tuple(officials.values()), tuple(spans))


def _labelled_lines(text: str) -> Iterator[tuple[str, int, int]]:
    """(label, start, end of what follows it) of each line that a label begins."""
    at = 0
    for line in text.split("\n"):
        if match := LABEL.match(line):
            yield match[0], at + match.end(), at + len(line)
        at += len(line) + 1


def _labelled_group(label: str, start: int, end: int, beside_lead: bool) -> _Group:
    if _SUPPORT_LABEL.search(label) and (beside_lead or "重点" not in label):
        return _Group(start, end, "support", by_comma=False)
    if _LEAD_LABEL.search(label):
        return _Group(start, end, "lead", by_comma=False)
    return _Group(start, end, "support" if beside_lead else "lead", by_comma=not beside_lead)


def bracket_groups(text: str, end: int) -> Iterator[tuple[int, int]]:
    """`[start, end)` of each outermost pair of round brackets of `text[:end]`, brackets included."""
    depth = begin = 0
    for at, char in enumerate(text[:end]):
        if char in "（(":
            begin = at if depth == 0 else begin
            depth += 1
        elif char in "）)" and depth:
            depth -= 1
            if depth == 0:
                yield begin, at + 1


def _notes(text: str, end: int) -> Iterator[tuple[int, int, list[_Group]]]:
    """Bracket notes that name who is responsible, with their groups."""
    for start, stop in bracket_groups(text, end):
        inner = text[start + 1 : stop - 1]
        if len(inner) < 3 or not re.match(r"[。；\s]|$", text[stop:end][:1] or ""):
            continue
        if groups := _note_groups(text, start + 1, stop - 1):
            yield start, stop, groups


def _note_groups(text: str, start: int, end: int) -> list[_Group]:
    """The groups of a note's inside: labelled parts, `甲牵头，乙配合`, or a bare list of units."""
    inner = text[start:end]
    labels = list(_INNER_LABEL.finditer(inner))
    if labels:
        has_lead = any(_LEAD_LABEL.search(label[0]) for label in labels)
        groups = []
        for label, following in zip(labels, [*labels[1:], None], strict=True):
            stop = following.start() if following else len(inner)
            listed = re.split(r"[；;。]", inner[label.end() : stop])[0]
            begin = start + label.end()
            groups.append(_labelled_group(label[0], begin, begin + len(listed), has_lead))
        if standing := _STANDING.search(inner):
            groups.append(_Group(start + standing.start("units"), start + standing.end("units"), "support", by_comma=False))
        return groups
    for clause in re.finditer(r"[^；;]+", inner):
        if found := _closing_groups(text, start + clause.start(), start + clause.end()):
            return found
        for tail in re.finditer(r"(?<=[，,])[^；;]+", clause[0]):
            begin = start + clause.start()
            if found := _closing_groups(text, begin + tail.start(), begin + tail.end()):
                return found
    pieces = [inner[begin:stop] for begin, stop in _pieces(inner, 0, len(inner))]
    if all(len(piece) >= 3 and re.search(rf"{_UNIT_END}$", piece) for piece in pieces) and _looks_like_units(pieces):
        return [_Group(start, end, "lead", by_comma=False)]
    return []


def _looks_like_units(pieces: list[str]) -> bool:
    strong = re.compile(r"(?:局|委|办|厅|科|处|政府|集团|公司|支队|大队|管委会|委员会|中心|专班)$")
    return any(strong.search(piece) for piece in pieces)


def _closing_groups(text: str, start: int, end: int) -> list[_Group]:
    match = _CLOSING.fullmatch(text, start, end)
    if not match or not _all_units(text, match.start("lead"), match.end("lead")):
        return []
    groups = [_Group(match.start("lead"), match.end("lead"), "lead", by_comma=False)]
    if match["support"] and _all_units(text, match.start("support"), match.end("support")):
        groups.append(_Group(match.start("support"), match.end("support"), "support", by_comma=False))
    return groups


def _all_units(text: str, start: int, end: int) -> bool:
    pieces = [text[begin:stop] for begin, stop in _pieces(text, start, end)]
    return bool(pieces) and all(
        2 <= len(piece) <= 30 and re.search(rf"{_UNIT_END}$", re.sub(r"[（(][^（）()]*[）)]$", "", piece)) for piece in pieces
    )


def _closing_sentences(
    text: str, end: int, taken: list[tuple[int, int]]
) -> Iterator[tuple[int, int, list[_Group]]]:
    """Sentences that say no more than who does it."""
    for match in re.finditer(r"[^。\n]+", text[:end]):
        if any(begin < match.end() and match.start() < stop for begin, stop in taken):
            continue
        if groups := _closing_groups(text, match.start(), match.end()):
            yield match.start(), match.end(), groups


def _roles(text: str, group: _Group) -> Iterator[tuple[int, int, Role]]:
    """Each unit of a group with its role."""
    comma = _first_comma(text, group.start, group.end) if group.by_comma else None
    for begin, stop in _pieces(text, group.start, group.end):
        yield begin, stop, "support" if comma is not None and begin > comma else group.role


def _first_comma(text: str, start: int, end: int) -> int | None:
    depth = 0
    for at in range(start, end):
        depth += (text[at] in "（(〔") - (text[at] in "）)〕")
        if depth == 0 and text[at] in "，,":
            return at
    return None


def _pieces(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The parts of a list: split at 、 ， ； and white space between names, never inside brackets; `各区、县政府`
    and `各乡、镇政府` are one."""
    cuts: list[tuple[int, int]] = []
    depth, begin = 0, start
    for at in range(start, end):
        depth += (text[at] in "（(〔") - (text[at] in "）)〕")
        if depth <= 0 and text[at] in "、，,；;和及":
            if text[at] in "和及" and not _JOINED.search(text[begin:at]):
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
