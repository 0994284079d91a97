"""Lists of units and of people, as a label, a note or a closing sentence gives them: split into names, completed
where the list shares their last words (`甲江、乙江、丙阳区人民政府`), without what names nobody."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from loaders.facts import Role
from loaders.words import word_list

UNIT_END = (
    r"(?:局|委|办|厅|部|院|室|科|股|处|中心|支队|大队|总队|中队|专班|集团|公司|小组|指挥部|街道|镇街|街镇|镇|乡|村|区|县|市|州|盟|旗|政府"
    r"|站|所|队|馆|会|部门|单位|联|协|人大|政协|党组|总支|支部|工会|企业|园|场|校|社|台|网|库|基地|学|机关|银行|行|各科|团[市县区省]委|海关|邮政|移动|联通|电信)"
)
_ENDS_UNIT = re.compile(rf"{UNIT_END}(?:[（(〔][^（）()〔〕]*[）)〕])?$")
_JOINED = re.compile(
    r"(?:局|委|委员会|办|厅|政府|政府[）)〕]|中心|公司|集团|科|处|支队|管委会|县|区|部门|单位|街道|银行|院|队|协会)$"
)
_EACH = re.compile(r"各[县市区乡镇旗州]{1,2}(?:[（(〔][^）)〕]{1,8}[）)〕])?")
_OF_EACH = re.compile(r"[县区乡镇旗州街](?![直级属])|市(?:人民政府|政府|[（(〔])")
_MARK = re.compile(r"[（(](?P<word>牵头|主办|主责|配合|协办)(?:单位|部门|科室)?[）)]$|[★☆▲△*＊]{1,3}$")
_OTHERS = re.compile(r"等(?:其他|有关|相关)?(?:单位|部门|科室)?$")
_LEADS_TO = re.compile(
    r"(?:(?:此|该|本|上述|以上|具体|相关)(?:项|各项|几项)?(?:工作|任务|事项)?(?:均|统一)?)?由|会同|联合|协同"
)
_BRACKETS_AND_MARKS = re.compile(r"[（(〔\[【）)〕\]】、，,；;。\n和及与/／ ]")
_TRIM_LEFT = " 　等\t—"
_TRIM_RIGHT = " 　。.；;、/-—\t"

_SHARED_DIVISION = re.compile(
    r"(?!各)[\u4e00-\u9fff]{2,4}(?<![景园社城片灾校厂辖库林矿港])(?=(?P<tail>(?:[区县镇乡旗]|街道)[\u4e00-\u9fff]{0,12})$)"
)
_COUNTED_DIVISION = re.compile(
    r"(?P<name>[\u4e00-\u9fff]{2,4})[两二三四五六七八九](?P<tail>[区县镇乡旗][\u4e00-\u9fff]{0,12})$"
)
_SHARED_OFFICE = re.compile(r"[\u4e00-\u9fff]{2,8}(?<!办事)(?<!管理)(?=(?P<tail>[科股处])$)")
_BARE = re.compile(r"[\u4e00-\u9fff]{2,4}")
_ANY_POWER = frozenset({"街道", "镇街", "乡镇", "镇", "乡", "村", "县区", "区县", "市县", "县市区", "市县区"})
_SOME = re.compile(
    r"(?:有关|相关|其他|其它)(?:职能|责任|成员|涉及)?(?:单位|部门|科室|处室|股室|企业|县区|区县|市县|乡镇|镇街|街道|方面)$"
    r"|^(?:下同|不再.{2,8}|(?:排|列|位).{0,12}(?:牵头|责任|主办).{0,6}|按职责.{0,8})$"
)
_WITHIN_LIST = frozenset("、和与及")
_LONGEST_NAME = 60
_LONGEST_SHARED = 12
"""How many names may share their last words; it bounds the cost of a hostile text."""

_PERSON = re.compile(r"[\u4e00-\u9fff]{2,4}|[\u4e00-\u9fff]{1,8}(?:[·•‧][\u4e00-\u9fff]{1,8}){1,3}")
_COMPOUND = re.compile(
    r"欧阳|上官|司马|诸葛|司徒|皇甫|尉迟|公孙|慕容|令狐|端木|东方|夏侯|宇文|长孙|南宫|西门|百里|呼延|轩辕"
)
"""Family names of two characters."""


class Listed(NamedTuple):
    """One name of a list, with the characters `[start, end)` that state it and the role its own mark gives it."""

    name: str
    start: int
    end: int
    role: Role | None = None


def depths(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Each place of `[start, end)` with a bracket or a mark that can part a list, and how many brackets opened in it
    are still open after that place."""
    depth = 0
    for match in _BRACKETS_AND_MARKS.finditer(text, start, end):
        depth += (match[0] in "（(〔[【") - (match[0] in "）)〕]】")
        yield match.start(), depth


def units_of(text: str, start: int, end: int) -> list[Listed]:
    """The units of the list at `[start, end)`, in order; one whose last words stand only at the end of the list
    is completed, and has the characters up to there."""
    found = [_marked(text, begin, stop) for begin, stop in pieces(text, start, end)]
    return [
        unit for unit in _completed(text, found) if 0 < len(unit.name) <= _LONGEST_NAME and not is_generic(unit.name)
    ]


def are_units(text: str, start: int, end: int) -> bool:
    """Whether every part of `[start, end)` reads like the name of a unit, or shares the end of one."""
    parts = pieces(text, start, end)
    # The last name of a list is complete, and where it is no unit's the others need no look.
    if not parts or not _reads_like_unit(_marked(text, *parts[-1])):
        return False
    return all(map(_reads_like_unit, _completed(text, [_marked(text, begin, stop) for begin, stop in parts])))


def _reads_like_unit(listed: Listed) -> bool:
    return 2 <= len(listed.name) <= 30 and _ENDS_UNIT.search(listed.name) is not None


def is_generic(name: str) -> bool:
    """Whether `name` is no unit's name: words for any unit (`有关部门`, `各成员单位`), or a dash for none."""
    if name in _ANY_POWER:
        return True
    return not _generic_words().sub("", name).strip("（）()及和、/\\-—–－_～~无同上*") or bool(_SOME.search(name))


@cache
def _generic_words() -> re.Pattern[str]:
    return re.compile("|".join(sorted(word_list("generic_units"), key=len, reverse=True)))


def pieces(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The parts of a list: split at 、 ， ； and at a conjunction between names, never inside brackets;
    `各区、县政府` and `各乡、镇政府` are one."""
    cuts: list[tuple[int, int]] = []
    begin = start
    for at, depth in depths(text, start, end):
        if depth > 0 or text[at] not in "、，,；;和及与/／ ":
            continue
        if text[at] in "和及与 " and not _joins(text, begin, at):
            continue
        if text[at] == "、" and _EACH.fullmatch(text, begin, at) and _OF_EACH.match(text, at + 1, end):
            continue
        cuts.append((begin, at))
        begin = at + 1
    cuts.append((begin, end))
    trimmed = []
    for begin, stop in cuts:
        while begin < stop and text[begin] in _TRIM_LEFT:
            begin += 1
        if leads := _LEADS_TO.match(text, begin, stop):
            begin = leads.end()
        while begin < stop and text[stop - 1] in _TRIM_RIGHT:
            stop -= 1
        tail = _OTHERS.search(text, begin, stop)
        stop = tail.start() if tail else stop
        if begin < stop:
            trimmed.append((begin, stop))
    return trimmed


def _joins(text: str, begin: int, at: int) -> bool:
    """Whether the conjunction at `at` stands between two names, the first one from `begin` on."""
    return text[at : at + 2] not in word_list("proper") and bool(_JOINED.search(text, max(begin, at - 4), at))


def _marked(text: str, start: int, end: int) -> Listed:
    mark = _MARK.search(text, start, end)
    role: Role | None = None
    if mark:
        role = "support" if mark["word"] in ("配合", "协办") else "lead"
        end = mark.start() if mark.start() > start else end
    return Listed("".join(text[start:end].split()), start, end, role)


def _completed(text: str, listed: list[Listed]) -> Iterator[Listed]:
    """The names with the last words they share with a later one of the list."""
    waiting: list[Listed] = []
    for unit in listed:
        if waiting and text[waiting[-1].end : unit.start].strip() not in _WITHIN_LIST:
            yield from waiting
            waiting.clear()
        if _BARE.fullmatch(unit.name) and not _ENDS_UNIT.search(unit.name) and len(waiting) < _LONGEST_SHARED:
            waiting.append(unit)
            continue
        counted = _COUNTED_DIVISION.match(unit.name) if waiting else None
        shared = counted or _SHARED_DIVISION.match(unit.name) or _SHARED_OFFICE.match(unit.name)
        for bare in waiting:
            name = bare.name + shared["tail"] if shared else bare.name
            yield Listed(name, bare.start, unit.end if shared else bare.end, bare.role)
        waiting.clear()
        yield unit._replace(name=counted["name"] + counted["tail"]) if counted else unit
    yield from waiting


# --- people ------------------------------------------------------------------------------------


def people_of(text: str, start: int, end: int) -> list[Listed]:
    """The people of the list at `[start, end)`, in order, without their offices (`党组书记、局长李四`)."""
    found: list[Listed] = []
    for at, stop in _parts(text, start, end):
        begin = at
        if note := re.search(r"[（(][^（）()]*[）)]$", text[begin:stop]):
            stop = begin + note.start()
        if titled := list(_titles().finditer(text, begin, stop)):
            last = titled[-1]
            after = text[last.end() : stop].strip()
            if after:
                begin = last.end()
            else:
                stop = titled[0].start()
        found += _named(text, begin, stop)
    return found


@cache
def _titles() -> re.Pattern[str]:
    return re.compile("|".join(sorted(word_list("offices"), key=len, reverse=True)))


def _parts(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    begin = start
    for at, depth in depths(text, start, end):
        # 和 is part of a name where it does not stand between two: 陆清和, 李和平.
        if depth <= 0 and (
            text[at] in "、，,；;/" or (text[at] == "和" and at - begin >= 2 and _BEGINS_NAME.match(text, at + 1, end))
        ):
            yield begin, at
            begin = at + 1
    yield begin, end


_BEGINS_NAME = re.compile(r"\s?[\u4e00-\u9fff]\s?[\u4e00-\u9fff]")


def _named(text: str, start: int, end: int) -> Iterator[Listed]:
    """The names in a part of a list of people: white space stands inside a name of two characters (`李 刚`), or
    between two names."""
    words = [(match.start() + start, match.end() + start) for match in re.finditer(r"[^\s。.：:]+", text[start:end])]
    joined: list[tuple[int, int]] = []
    for at, (begin, stop) in enumerate(words):
        before = "".join(text[slice(*joined[-1])].split()) if joined else ""
        is_last_character = stop - begin == 1 and at + 1 == len(words)
        if joined and (len(before) == 1 or _COMPOUND.fullmatch(before) or is_last_character):
            joined[-1] = joined[-1][0], stop
        else:
            joined.append((begin, stop))
    for begin, stop in joined:
        name = "".join(text[begin:stop].split())
        if _PERSON.fullmatch(name):
            yield Listed(name, begin, stop)
