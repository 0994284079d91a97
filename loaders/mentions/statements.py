"""Statements of who does the work: `甲局牵头，乙局、丙局配合`, `由甲局会同乙局负责`, perhaps with a time."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from loaders.facts import Role, Scope
from loaders.mentions.unit_lists import are_units, depths

DOING = re.compile(r"牵头|负责|主办|承办|实施|配合|落实")
"""What a statement of who does the work has at the least."""
_SAYS_WHO = re.compile(
    r"(?:(?:按照?|依据?|根据)(?:各自)?职责(?:分工)?)?(?:分别|共同|联合|具体|统筹|分工|分头|积极|协同|协助|密切|全力|总)?"
    r"(?P<verb>牵头(?:负责|落实|组织|实施|推进)?|负责(?:落实|实施)?|主办|承办|(?:组织)?实施|配合|参与|协助|协办|协同|落实|指导|支持|推进)$"
)
_LONGEST_VERB = 24
_LEADS = re.compile(r"牵头|负责|主办|承办")
_BY = re.compile(r"(?:(?:此|该|本|上述|以上|具体|相关)[\u4e00-\u9fff]{0,6}?)?由")
_TOGETHER = re.compile(r"会同|联合(?!会)|协同(?!创新)")
_ASIDE = re.compile(
    r"[^、]{0,8}?(?:\d月|季度|年|底|全年|长期|持续|常态)[^、]{0,8}|[^、]{0,6}完成|不再[\u4e00-\u9fff]{2,6}|下同"
)
_ENDS = re.compile(
    r"(?:牵头|负责|落实|组织|实施|推进|主办|承办|配合|参与|协助|协办|协同|指导|支持|完成|下同)$"
    r"|(?:月|季度|年|底|长期|持续|常态)[^、]{0,8}$|不再[\u4e00-\u9fff]{2,6}$"
)
"""With what a statement ends: what is said of the last units, or an aside."""
_LONGEST_END = 12
_URGES = re.compile(r"推动|坚持|压实|督促|明确|实行|要求|引导|鼓励")


class Group(NamedTuple):
    """A list of units at `[start, end)` under a role; `by_comma`: the first comma parts lead and support."""

    start: int
    end: int
    role: Role
    by_comma: bool = False
    scope: Scope = "item"


def groups_of(text: str, start: int, end: int, doer: Role | None = None) -> list[Group]:
    """The groups of a statement: clauses that each give units and what they do (`甲局牵头，乙局、丙局配合`), beside
    them at most a time; nothing where `[start, end)` is anything else. `doer` is the role of those who
    `落实` or `实施`; without it they need a `由`."""
    groups: list[Group] = []
    begin: int | None = None
    if not DOING.search(text, start, end) or not _ENDS.search(text, max(start, end - _LONGEST_END), end):
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
                groups.append(Group(begin, clause, "lead"))
                begin = None
            groups += _with_others(text, clause if begin is None else begin, says.start(), role)
            begin = None
        elif begin is not None or not _ASIDE.fullmatch(text, clause, stop):
            return []
    return groups if begin is None else []


def _clauses(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    begin = start
    for at, depth in depths(text, start, end):
        after_verb = text[at] == "、" and text[max(begin, at - 2) : at] in ("牵头", "负责")
        if depth == 0 and (text[at] in "，,；;" or after_verb):
            yield begin, at
            begin = at + 1
    yield begin, end


def _role(verb: str, doer: Role | None) -> Role | None:
    """The role of those of whom `verb` is said; None where that alone does not say they are responsible."""
    if _LEADS.search(verb):
        return "lead"
    return "support" if verb == "配合" else doer


def _with_others(text: str, start: int, end: int, role: Role) -> list[Group]:
    """The group of a list, and that of those with whom it is to act (`甲局会同乙局`)."""
    others = _TOGETHER.search(text, start, end)
    if others is None or not are_units(text, start, others.start()):
        return [Group(start, end, role)]
    return [Group(start, others.start(), role), Group(others.end(), end, "support")]
