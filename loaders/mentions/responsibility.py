"""Who is responsible: labelled lines, notes in brackets, closing sentences (`甲局牵头，乙局配合`) and standing notes.

A label decides the role before any comma does: a lone 责任单位 has its lead before the first comma and its
support after it; beside a 牵头 label it is support.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from graph.evidence import Evidence
from loaders.facts import Official, Role, Scope, Unit
from loaders.labels import LABEL, OF_PEOPLE
from loaders.mentions.unit_lists import Listed, are_units, depths, people_of, units_of

_UNIT_LABEL = re.compile(r"单位|部门|科室|处室")
_TIME_LABEL = re.compile(r"完成|时限|时间|期限|进度")
_LEAD_LABEL = re.compile(r"牵头|主办|主责|领办|第一责任|主要责任")
_SUPPORT_LABEL = re.compile(r"配合|协办|协同|参与|参加|协助|支持|重点责任")
_PERSON_AFTER = re.compile(
    r"(?P<unit>[^、]{1,30}(?:局|科|股|处|室|中心|办|院|站|所|队))[（( ]?(?P<name>[\u4e00-\u9fff·]{2,4})[）)]?"
)
_VERB = re.compile(r"牵头|负责|主办|承办|实施|配合|落实")
_SAYS_WHO = re.compile(
    r"(?:(?:按照?|依据?|根据)(?:各自)?职责(?:分工)?)?(?:分别|共同|联合|具体|统筹|分工|分头|积极|协同|协助|密切|全力)?"
    r"(?P<verb>牵头(?:负责|落实|组织|实施|推进)?|负责(?:落实|实施)?|主办|承办|(?:组织)?实施|配合|参与|协助|协办|协同|落实|指导|支持|推进)$"
)
_LONGEST_VERB = 24
_LEADS = re.compile(r"牵头|负责|主办|承办")
_BY = re.compile(r"(?:(?:此|该|本|上述|以上|具体|相关)[\u4e00-\u9fff]{0,6}?)?由")
_TOGETHER = re.compile(r"会同|联合(?!会)|协同(?!创新)")
_ASIDE = re.compile(
    r"[^、]{0,8}?(?:\d月|季度|年|底|全年|长期|持续|常态)[^、]{0,8}|[^、]{0,6}完成|不再[\u4e00-\u9fff]{2,6}|下同"
)
_URGES = re.compile(r"推动|坚持|压实|督促|明确|实行|要求|引导|鼓励")
_SURELY_UNIT = re.compile(r"(?:局|委|办|厅|科|股|处|政府|集团|公司|支队|大队|管委会|委员会|中心|专班)$")
_BEFORE_LABEL = frozenset("\n。；;，,（(〔【[ ")
_AFTER_NOTE = frozenset({"", "。", "；", "\n", " "})
_BRACKET_END = re.compile(r"[）)〕】\]]")
_BRACKETS = re.compile(r"[（(〔【\[）)〕】\]]")
_STANDING = re.compile(
    r"(?P<section>本(?:部分|章|节|领域|方面))?(?:(?P<back>以上|上述)|以下|下列|下述|后续)(?P<all>各|所有|全部|其他|其余)?(?:项|条|类)?"
    r"(?:重点|具体)?(?:工作|任务|事项|措施|目标|内容){0,2}中?(?P<both>均|都|皆|一律)?(?:需要?|须|应|请|(?P<by>由))"
)


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
    by_comma: bool = False
    scope: Scope = "item"


def find_responsibility(text: str) -> Responsibility:
    """Responsible units and officials of `text`, in order, each name once (its first role)."""
    officials: dict[str, Official] = {}
    groups: list[_Group] = []
    standing = list(_standing(text))
    labels = list(_labels(text, [start for start, _, _ in standing]))
    spans = [(start, end) for start, end, _ in standing]
    groups += [group for _, _, found in standing for group in found]
    has_lead = any(_LEAD_LABEL.search(label.text) and not OF_PEOPLE.search(label.text) for label in labels)
    for label in labels:
        spans.append((label.start, label.end))
        if OF_PEOPLE.search(label.text):
            people, bureaus = _people(text, label)
            for person in people:
                officials.setdefault(person.name, Official(person.name, Evidence.cut(text, person.start, person.end)))
            groups += bureaus
        elif not _TIME_LABEL.search(label.text) and _heads_list(text, label):
            groups += _labelled_groups(text, label, has_lead)
    spans.sort()
    for start, end, found in (*_notes(text, spans), *_closing_sentences(text, spans)):
        if found:
            groups += found
            spans.append((start, end))
    units: dict[str, Unit] = {}
    for group in sorted(groups):
        for unit, role in _roles(text, group):
            units.setdefault(unit.name, Unit(unit.name, role, Evidence.cut(text, unit.start, unit.end), group.scope))
    return Responsibility(tuple(units.values()), tuple(officials.values()), tuple(sorted(spans)))


# --- labels ------------------------------------------------------------------------------------


def _labels(text: str, barriers: Sequence[int]) -> Iterator[_Label]:
    """Every label that begins a line, a clause or a bracket, with the list that follows it, up to the next of
    `barriers`."""
    found = [match for match in LABEL.finditer(text) if match.start() == 0 or text[match.start() - 1] in _BEFORE_LABEL]
    for at, match in enumerate(found):
        limit = found[at + 1].start() if at + 1 < len(found) else len(text)
        barrier = bisect_left(barriers, match.end())
        limit = min(limit, barriers[barrier]) if barrier < len(barriers) else limit
        end = _end_of_list(text, match.end(), limit)
        yield _Label(match[0], match.start(), match.end(), end)


def _heads_list(text: str, label: _Label) -> bool:
    """Whether units follow a label: in the midst of a sentence its words may be any (`，重点单位：商场加强巡查`)."""
    return text[label.start - 1 : label.start] not in ("，", ",") or are_units(text, label.value, label.end)


def _end_of_list(text: str, start: int, limit: int) -> int:
    """Where the list that begins at `start` ends: at a full stop, a line's end, the bracket it stands in, or a
    semicolon that no further units follow."""
    semicolon = None
    for at, depth in depths(text, start, limit):
        ends = depth < 0 or (depth == 0 and text[at] in "。；;\n")
        if ends and semicolon is not None and not are_units(text, semicolon + 1, at):
            return semicolon
        if ends and (depth < 0 or text[at] not in "；;"):
            return at
        if ends:
            semicolon = at
    return limit if semicolon is None or are_units(text, semicolon + 1, limit) else semicolon


def _people(text: str, label: _Label) -> tuple[list[Listed], list[_Group]]:
    """The people of a label, and the units where it is one of both (`责任单位及责任人：桥隧科（张三）`)."""
    if not _UNIT_LABEL.search(label.text):
        return people_of(text, label.value, label.end), []
    people: list[Listed] = []
    units: list[_Group] = []
    for match in re.finditer(r"[^、，,；;]+", text[label.value : label.end]):
        start = label.value + match.start()
        both = _PERSON_AFTER.fullmatch(text, start, label.value + match.end())
        if both:
            people += people_of(text, both.start("name"), both.end("name"))
            units.append(_Group(start, both.end("unit"), "lead"))
    return people, units


def _labelled_groups(text: str, label: _Label, beside_lead: bool) -> list[_Group]:
    if found := _stated(text, label.value, label.end):
        return found
    role: Role = "support" if beside_lead else "lead"
    if _SUPPORT_LABEL.search(label.text) and (beside_lead or "重点" not in label.text):
        return [_Group(label.value, label.end, "support")]
    if _LEAD_LABEL.search(label.text):
        return [_Group(label.value, label.end, "lead")]
    return [_Group(label.value, label.end, role, by_comma=not beside_lead)]


# --- notes -------------------------------------------------------------------------------------


def _bracket_groups(text: str) -> Iterator[tuple[int, int]]:
    """`[start, end)` of each outermost pair of brackets of `text`, brackets included."""
    depth = begin = 0
    for bracket in _BRACKETS.finditer(text):
        if bracket[0] in "（(〔【[":
            begin = bracket.start() if depth == 0 else begin
            depth += 1
        elif depth:
            depth -= 1
            if depth == 0:
                yield begin, bracket.end()


def _notes(text: str, taken: list[tuple[int, int]]) -> Iterator[tuple[int, int, list[_Group]]]:
    """Bracket notes that name who is responsible without a label."""
    for start, stop in _bracket_groups(text):
        if stop - start >= 5 and _stands_apart(text, start, stop) and not _meets(taken, start, stop):
            yield start, stop, _note_groups(text, start + 1, stop - 1)


def _stands_apart(text: str, start: int, end: int) -> bool:
    """Whether the bracket at `[start, end)` ends a sentence or follows one, and belongs to no name."""
    return text[end : end + 1] in _AFTER_NOTE or text[start - 1 : start] == "。"


def _meets(taken: Sequence[tuple[int, int]], start: int, end: int) -> bool:
    """Whether `[start, end)` meets one of `taken`, which are in order and apart from each other."""
    at = bisect_left(taken, (end, 0))
    return at > 0 and taken[at - 1][1] > start


def _note_groups(text: str, start: int, end: int) -> list[_Group]:
    """The groups of a note's inside: `甲牵头，乙配合`, or a bare list of units."""
    if found := _stated(text, start, end):
        return found
    units = units_of(text, start, end)
    if are_units(text, start, end) and any(_SURELY_UNIT.search(unit.name) for unit in units):
        return [_Group(start, end, "lead")]
    return []


# --- sentences ---------------------------------------------------------------------------------


def _closing_sentences(text: str, taken: list[tuple[int, int]]) -> Iterator[tuple[int, int, list[_Group]]]:
    """Sentences that say no more than who does it."""
    for match in re.finditer(r"[^。\n]+", text):
        start, end = match.span()
        if not _meets(taken, start, end):
            start += text[start] in "（(〔【[" and not _BRACKET_END.search(text, start, end)
            yield start, end, _stated(text, start, end)


def _stated(text: str, start: int, end: int, doer: Role | None = None) -> list[_Group]:
    """The groups of a statement: clauses that each give units and what they do (`甲局牵头，乙局、丙局配合`), beside
    them at most a time; nothing where `[start, end)` is anything else. `doer` is the role of those who
    `落实` or `实施`; without it they need a `由`."""
    groups: list[_Group] = []
    begin: int | None = None
    if not _VERB.search(text, start, end):
        return []
    for clause, stop in _clauses(text, start, end):
        says = _SAYS_WHO.search(text, max(clause, stop - _LONGEST_VERB), stop)
        if not _URGES.match(text, clause, stop) and are_units(text, clause, says.start() if says else stop):
            if says is None:
                begin = clause if begin is None else begin
                continue
            role = _role(says["verb"], doer or ("lead" if _BY.match(text, clause, stop) else None))
            if groups and any(group.role == "lead" for group in groups):
                role = "support"
            if role is None:
                return []
            if begin is not None and not groups and role == "support":
                groups.append(_Group(begin, clause, "lead"))
                begin = None
            groups += _with_others(text, clause if begin is None else begin, says.start(), role)
            begin = None
        elif begin is not None or not _ASIDE.fullmatch(text, clause, stop):
            return []
    return groups if begin is None else []


def _clauses(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    begin = start
    for at, depth in depths(text, start, end):
        if depth == 0 and text[at] in "，,；;":
            yield begin, at
            begin = at + 1
    yield begin, end


def _role(verb: str, doer: Role | None) -> Role | None:
    """The role of those of whom `verb` is said; None where that alone does not say they are responsible."""
    if _LEADS.search(verb):
        return "lead"
    return "support" if verb == "配合" else doer


def _with_others(text: str, start: int, end: int, role: Role) -> list[_Group]:
    """The group of a list, and that of those with whom it is to act (`甲局会同乙局`)."""
    others = _TOGETHER.search(text, start, end)
    if others is None or not are_units(text, start, others.start()):
        return [_Group(start, end, role)]
    return [_Group(start, others.start(), role), _Group(others.end(), end, "support")]


def _standing(text: str) -> Iterator[tuple[int, int, list[_Group]]]:
    """Notes on all items that follow (`以下均需…落实，不再列出`), and on all that stands before them in the item."""
    found = [match for match in _STANDING.finditer(text) if match["all"] or match["both"]]
    limits = [*(match.start() for match in found[1:]), len(text)]
    for match, limit in zip(found, limits, strict=False):
        ends = (at for at, depth in depths(text, match.end(), limit) if depth < 0 or text[at] in "。；;\n")
        end = next(ends, limit)
        scope: Scope = "section" if match["section"] else "plan"
        scope = "item" if match["back"] else scope
        if groups := _stated(text, match.end(), end, "lead" if match["by"] else "support"):
            yield match.start(), end, [group._replace(scope=scope) for group in groups]


# --- roles -------------------------------------------------------------------------------------


def _roles(text: str, group: _Group) -> Iterator[tuple[Listed, Role]]:
    """Each unit of a group with its role: its own mark's (`桥隧科（牵头）`), else the group's."""
    comma = _first_comma(text, group.start, group.end) if group.by_comma else None
    units = units_of(text, group.start, group.end)
    one_leads = any(unit.role == "lead" for unit in units)
    for unit in units:
        follows = one_leads or (comma is not None and unit.start > comma)
        yield unit, unit.role or ("support" if follows else group.role)


def _first_comma(text: str, start: int, end: int) -> int | None:
    return next((at for at, depth in depths(text, start, end) if depth == 0 and text[at] in "，,；;"), None)
