"""Lists of things: which runs stand in one list, what is done to it, and names that the list shares
(`甲津、乙浦转运站`, `丙渡一桥、二桥`, `丁湾、戊堤2座泵站`)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from graph.evidence import Evidence
from loaders.facts import Facility
from loaders.mentions.phrases import Name, Run, is_own_name

_JOINS = frozenset({"、", "和", "与", "及", "以及"})
_BUILDS = re.compile(
    r"(?:建设|新建|改建|扩建|改扩建|迁建|续建|重建|兴建|建成|建好|启用|投用|开工|开工建设|除险加固|升级|竣工|修缮|修复|改造|改造提升|提升改造|搬迁|开放|加固|维修)(?:了|好)?$"
)
_IS_BUILT = re.compile(
    r"(?:(?:等|[两三四五六七八九十]{1,2}[个座处条项所家])[\u4e00-\u9fff\d]{0,10}?)?"
    r"(?:\d{1,2}月(?:底|末|\d{1,2}日|[上中下]旬)?前?|年[底内末]前?|力争)?"
    r"(?:的?(?:新建|迁建|改?扩建|改造|建设|修缮|搬迁|提升)"
    r"|[\u4e00-\u9fff]{0,8}?(?:新建|迁建|改?扩建|改造|修缮|加固)"
    r"|(?:正式|全面|对外)*开放|建成|开工|竣工|完工|投用|启用|投入使用|投入运[行营]|投产|封顶|开馆|开园|项目|[一二三]期工程|工程|主体|前期工作|陈列布展|布展)"
)
_PART = re.compile(
    r"(?:(?P<digit>[二三四五六七八九十])|[东西南北中])(?P<noun>号?桥|期|段|校区|院区|号?泵站|水厂|延)"
    r"(?![\u4e00-\u9fff]{2,}[路街桥])"
)
_SHORT_NAME = re.compile(r"[\u4e00-\u9fff]{2,4}")
_LONGEST_LIST = 12
"""How many names may share their last words, and"""
_LONGEST_SPAN = 100
"""how many characters may lie between a name and what shares its first ones; they bound a hostile text."""
_DIGITS = "一二三四五六七八九"
_DIRECTIONS = "东西南北中"


def lists_of(text: str, runs: Iterable[Run]) -> list[list[Run]]:
    """The runs, those together that 、 or a conjunction joins."""
    lists: list[list[Run]] = []
    end = 0
    for run in runs:
        if lists and text[end : run.start] in _JOINS:
            lists[-1].append(run)
        else:
            lists.append([run])
        end = run.end
    return lists


def says_built(text: str, listed: Sequence[Run], end: int | None = None) -> bool:
    """Whether the words around a list say that its things are built, repaired or opened: `改造…`, `…开工建设`. The last
    of them may end, at `end`, before its run does: `…前期工作`."""
    return (
        follows_building(text, listed)
        or _IS_BUILT.match(text, listed[-1].end) is not None
        or (end is not None and _IS_BUILT.match(text, end) is not None)
    )


def follows_building(text: str, listed: Sequence[Run]) -> bool:
    """Whether a verb of building stands before a list."""
    return listed[0].follows(_BUILDS, text)


def sharing_tail(text: str, waiting: Sequence[Run], name: Name) -> Iterator[Facility]:
    """The things whose last words stand only at the end of their list: `甲津、乙浦` before `丙山转运站`.
    `waiting` are the runs of the list before `name` that name nothing whole."""
    if name.tail and len(waiting) <= _LONGEST_LIST and all(_is_short_name(run) for run in waiting):
        for run in waiting:
            yield Facility(run.pieces[0].text + name.tail, name.kind, Evidence.cut(text, run.start, name.end))


def _is_short_name(run: Run) -> bool:
    (first, *more) = run.pieces
    return not more and is_own_name(first) and bool(_SHORT_NAME.fullmatch(first.text))


def sharing_head(text: str, previous: Facility, run: Run) -> Facility | None:
    """The thing whose first words stand only at the start of its list: `二桥` after `甲渡一桥`."""
    part = _PART.match(text, run.start, run.end)
    if part is None:
        return None
    stem = previous.name.removesuffix(part["noun"])
    ordinals = _DIGITS if part["digit"] else _DIRECTIONS
    is_far = part.end() - previous.evidence.start > _LONGEST_SPAN
    if is_far or stem == previous.name or len(stem) < 3 or stem[-1] not in ordinals:
        return None
    evidence = Evidence.cut(text, previous.evidence.start, part.end())
    return Facility(stem[:-1] + part[0], previous.kind, evidence)


def find_listed(text: str, lists: Sequence[Sequence[Run]], counted: Sequence[Facility]) -> Iterator[Facility]:
    """The things of which a list gives the places and a figure the number and the class:
    `甲湾、乙堤、丙郭3座雨水泵站` are three pumping stations."""
    if not counted:
        return
    by_start = {thing.evidence.start: thing for thing in counted}
    for listed in lists:
        thing = by_start.get(listed[-1].end)
        if (
            thing is None
            or thing.count != len(listed)
            or len(listed) > _LONGEST_LIST
            or thing.evidence.quote.endswith(thing.measure or " ")
        ):
            continue
        pieces = [run.pieces[-1] for run in listed]
        if all(is_own_name(piece) and 2 <= len(piece.text) <= 4 for piece in pieces):
            for piece in pieces:
                evidence = Evidence.cut(text, piece.start, thing.evidence.end)
                yield Facility(piece.text + thing.name, thing.kind, evidence)
