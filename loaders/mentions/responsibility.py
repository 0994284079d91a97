"""Who is responsible: labelled lines, notes in brackets, closing sentences (`甲局牵头，乙局配合`) and standing notes.

A label decides the role before any comma does: a lone 责任单位 has its lead before the first comma and its
support after it; beside a 牵头 label it is support.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from graph.evidence import Evidence
from loaders.facts import Official, Role, Scope, Unit
from loaders.labels import LABEL, OF_PEOPLE
from loaders.mentions.statements import DOING, Group, groups_of
from loaders.mentions.unit_lists import Listed, are_units, depths, people_of, units_of

_LABEL_END = re.compile(r"：|:|为(?<=[位门室]为)")
_ANY_LABEL = re.compile(rf"(?:{LABEL.pattern}|(?:牵头|责任|配合|主办|协办)(?:单位|部门|科室|处室)为)$")
_LONGEST_LABEL = 32
_LONGEST_LIST = 80
_UNIT_LABEL = re.compile(r"单位|部门|科室|处室")
_TIME_LABEL = re.compile(r"完成|时限|时间|期限|进度")
_LEAD_LABEL = re.compile(r"牵头|主办|主责|领办|第一责任|主要责任")
_SUPPORT_LABEL = re.compile(r"配合|协办|协同|参与|参加|协助|支持|重点责任")
_PERSON_AFTER = re.compile(
    r"(?P<unit>[^、]{1,30}(?:局|科|股|处|室|中心|办|院|站|所|队))[（( ]?(?P<name>[\u4e00-\u9fff·]{2,4})[）)]?"
)
_SURELY_UNIT = re.compile(r"(?:局|委|办|厅|科|股|处|政府|集团|公司|支队|大队|管委会|委员会|中心|专班)$")
_BEFORE_LABEL = frozenset("\n。；;，,（(〔【[ 　")
_AFTER_NOTE = frozenset({"", "。", "；", "\n", " "})
_BRACKETS = re.compile(r"[（(〔【\[）)〕】\]]")
_POINTS = re.compile(r"[以上下后][上下列述续]")
"""What a standing note has; a look for that spares most texts the search."""
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


def find_responsibility(text: str) -> Responsibility:
    """Responsible units and officials of `text`, in order, each name once (its first role)."""
    officials: dict[str, Official] = {}
    groups: list[Group] = []
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
            stated = Unit(unit.name, role, Evidence.cut(text, unit.start, unit.end), group.scope)
            known = units.setdefault(unit.name, stated)
            if stated.scope != known.scope == "item":
                units[unit.name] = replace(known, scope=stated.scope)
    return Responsibility(tuple(units.values()), tuple(officials.values()), tuple(sorted(spans)))


# --- labels ------------------------------------------------------------------------------------


def _labels(text: str, barriers: Sequence[int]) -> Iterator[_Label]:
    """Every label that begins a line, a clause or a bracket, with the list that follows it, up to the next of
    `barriers`."""
    found: list[re.Match[str]] = []
    after = 0
    # Labels are many and their ends are few, so these are looked for first.
    for close in _LABEL_END.finditer(text):
        match = _ANY_LABEL.search(text, max(after, close.end() - _LONGEST_LABEL), close.end())
        if match is None:
            continue
        after = match.end()
        opens = match.start() == 0 or text[match.start() - 1] in _BEFORE_LABEL
        if opens or (found and _goes_on(text, found[-1].end(), match.start())):
            found.append(match)
    for at, match in enumerate(found):
        limit = found[at + 1].start() if at + 1 < len(found) else len(text)
        barrier = bisect_left(barriers, match.end())
        limit = min(limit, barriers[barrier]) if barrier < len(barriers) else limit
        end = _end_of_list(text, match.end(), limit)
        yield _Label(match[0], match.start(), match.end(), end)


def _goes_on(text: str, start: int, end: int) -> bool:
    """Whether a label at `end` may follow the list that begins at `start`, though their space is lost."""
    return 2 <= end - start <= _LONGEST_LIST and not any(mark in text[start:end] for mark in "。\n（(")


def _heads_list(text: str, label: _Label) -> bool:
    """Whether units follow a label: in the midst of a sentence its words may be any (`，重点单位：商场加强巡查`)."""
    is_sure = text[label.start - 1 : label.start] not in ("，", ",") and not label.text.endswith("为")
    return is_sure or are_units(text, label.value, label.end)


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


def _people(text: str, label: _Label) -> tuple[list[Listed], list[Group]]:
    """The people of a label, and the units where it is one of both (`责任单位及责任人：桥隧科（张三）`)."""
    if not _UNIT_LABEL.search(label.text):
        return people_of(text, label.value, label.end), []
    people: list[Listed] = []
    units: list[Group] = []
    for match in re.finditer(r"[^、，,；;]+", text[label.value : label.end]):
        start = label.value + match.start()
        both = _PERSON_AFTER.fullmatch(text, start, label.value + match.end())
        if both:
            people += people_of(text, both.start("name"), both.end("name"))
            units.append(Group(start, both.end("unit"), "lead"))
    return people, units


def _labelled_groups(text: str, label: _Label, beside_lead: bool) -> list[Group]:
    if found := groups_of(text, label.value, label.end):
        return found
    role: Role = "support" if beside_lead else "lead"
    if _SUPPORT_LABEL.search(label.text) and (beside_lead or "重点" not in label.text):
        return [Group(label.value, label.end, "support")]
    if _LEAD_LABEL.search(label.text):
        return [Group(label.value, label.end, "lead")]
    return [Group(label.value, label.end, role, by_comma=not beside_lead)]


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


def _notes(text: str, taken: list[tuple[int, int]]) -> Iterator[tuple[int, int, list[Group]]]:
    """Bracket notes that name who is responsible without a label."""
    for start, stop in _bracket_groups(text):
        if stop - start < 5 or not _stands_apart(text, start, stop):
            continue
        # A standing note may follow in the same brackets.
        following = bisect_left(taken, (start + 1, 0))
        if following < len(taken) and taken[following][0] < stop:
            end = taken[following][0]
            inside = len(text[:end].rstrip("；;，,"))
        else:
            end, inside = stop, stop - 1
        if not _meets(taken, start, end):
            yield start, end, _note_groups(text, start + 1, inside)


def _stands_apart(text: str, start: int, end: int) -> bool:
    """Whether the bracket at `[start, end)` ends a sentence or follows one, and belongs to no name."""
    return text[end : end + 1] in _AFTER_NOTE or text[start - 1 : start] == "。"


def _meets(taken: Sequence[tuple[int, int]], start: int, end: int) -> bool:
    """Whether `[start, end)` meets one of `taken`, which are in order and apart from each other."""
    at = bisect_left(taken, (end, 0))
    return at > 0 and taken[at - 1][1] > start


def _note_groups(text: str, start: int, end: int) -> list[Group]:
    """The groups of a note's inside: `甲牵头，乙配合`, or a bare list of units."""
    if found := groups_of(text, start, end):
        return found
    units = units_of(text, start, end)
    if are_units(text, start, end) and any(_SURELY_UNIT.search(unit.name) for unit in units):
        return [Group(start, end, "lead")]
    return []


# --- sentences ---------------------------------------------------------------------------------


_SENTENCE_END = re.compile(r"[。\n]|$")


def _closing_sentences(text: str, taken: list[tuple[int, int]]) -> Iterator[tuple[int, int, list[Group]]]:
    """Sentences that say no more than who does it."""
    end = -1
    for verb in DOING.finditer(text):
        if verb.start() < end:
            continue
        start = max(text.rfind("。", 0, verb.start()), text.rfind("\n", 0, verb.start())) + 1
        closing = _SENTENCE_END.search(text, verb.end())
        end = closing.start() if closing else len(text)
        if not _meets(taken, start, end):
            start += text[start] in "（(〔【[" and list(depths(text, start, end))[-1][1] > 0
            yield start, end, groups_of(text, start, end)


def _standing(text: str) -> Iterator[tuple[int, int, list[Group]]]:
    """Notes on all items that follow (`以下均需…落实，不再列出`), and on all that stands before them in the item."""
    if not _POINTS.search(text):
        return
    found = [match for match in _STANDING.finditer(text) if match["all"] or match["both"]]
    limits = [*(match.start() for match in found[1:]), len(text)]
    for match, limit in zip(found, limits, strict=False):
        ends = (at for at, depth in depths(text, match.end(), limit) if depth < 0 or text[at] in "。；;\n")
        end = next(ends, limit)
        scope: Scope = "section" if match["section"] else "plan"
        scope = "item" if match["back"] else scope
        if groups := groups_of(text, match.end(), end, "lead" if match["by"] else "support"):
            yield match.start(), end, [group._replace(scope=scope) for group in groups]


# --- roles -------------------------------------------------------------------------------------


def _roles(text: str, group: Group) -> Iterator[tuple[Listed, Role]]:
    """Each unit of a group with its role: its own mark's (`桥隧科（牵头）`), else the group's."""
    comma = _first_comma(text, group.start, group.end) if group.by_comma else None
    units = units_of(text, group.start, group.end)
    one_leads = any(unit.role == "lead" for unit in units)
    for unit in units:
        follows = one_leads or (comma is not None and unit.start > comma)
        yield unit, unit.role or ("support" if follows else group.role)


def _first_comma(text: str, start: int, end: int) -> int | None:
    return next((at for at, depth in depths(text, start, end) if depth == 0 and text[at] in "，,；;"), None)
