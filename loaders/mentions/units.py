"""Organisations named in running text: those of a level of government (`市乙局`), of the nation (`住建部`),
enterprises and institutes with a proper name, streets and towns, development zones."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from graph.evidence import Evidence
from loaders.facts import Unit
from loaders.mentions.phrases import BEFORE, Run
from loaders.words import Role, Word, level_organs, word_list

_LEVEL = re.compile(r"(?:国家|国务院|中央|自治区|[省市州盟区县旗])(?![级域])")
_LEVELS_ONLY = re.compile(r"[省市区县乡镇街道村居级各州旗直属（）、]+")
_BARE_POWER = re.compile(r"[省市区县镇乡街道]+(?:党委|政府|人民政府|部门)+")
_STRAY = re.compile(r"[^省市区县州旗盟][省市区县](?![省市区县])")
"""One character before the level of government: no division has a name so short, it is a verb (`送区司法局`)."""

_DIVISION = r"[\u4e00-\u9fff]{2,6}?(?:自治县|自治旗|新区|高新区|开发区|经开区|市|县|区|旗)"
_IN_DIVISION = re.compile(rf"{_DIVISION}(?=[\u4e00-\u9fff]{{2,}})")
_PLACE = r"[\u4e00-\u9fff]{2,4}?(?:自治县|县|区|市|旗)"
_ONE_PLACE = re.compile(
    r"(?:(?<=[县区市旗])[、和及])?(?P<place>(?P<own>[\u4e00-\u9fff]{2,4}?)(?:自治县|县|区|市|旗))(?=[、和及]|$)"
)
_WHERE = re.compile(
    rf"在({_PLACE}(?:[、和及]{_PLACE}){{0,5}})"
    r"(?=(?:等地?)?(?:率先|先行|整[市县区])*(?:开展|试点|推行|推进|启动|实施|试行))"
)
_NO_OWN_NAME = re.compile(r"[全各每本该辖林山景园城社片郊库灌矿港校厂街]$|试点|重点|示范|部分|所有|条件|[省市县区级]")
_TOWNSHIP = re.compile(
    rf"(?:{_DIVISION})?[\u4e00-\u9fff]{{2,4}}(?<![一二三四五六七八九十两])(?:街道(?:办事处|办)?|民族乡|镇|乡)"
)
_TOWNSHIPS = frozenset({"街道", "街道办", "街道办事处", "镇", "乡", "民族乡"})
_ONE_OF_A_KIND = frozenset({"编办", "残联", "妇联", "团委", "政协", "人大", "法院", "党校"})
"""Organs of which a level of government has one: 市残联 needs no further name."""

_ZONES = frozenset({"新区", "开发区", "高新区", "经开区"})
_EACH = re.compile(r"(?:各|每个?|全|我|本)$")
_WITH_OWN_NAME = re.compile(r"(?:集团|公司|研究院|研究所|设计院|海关|边检站|银行)$")
"""Ends of names that need no level of government before them but a name of their own."""

_PARTS_OF_BUREAU = re.compile(r"[省市县区州旗][\u4e00-\u9fff]{2,14}?(?:局|委|厅|办)[\u4e00-\u9fff]{2,8}(?:科|处|股|室)")
_ACTOR = re.compile(r"(?:医院|保健院|卫生院|中心|大学|学院|学校|[中小]学|研究院|图书馆|博物馆|文化馆|电视台)$")
_ACTOR_ENDS = frozenset("院心学校馆台")
_ACTS = re.compile(
    r"(?:(?P<act>会同|联合|协同|配合|委托|邀请|依托|指导|支持|由)|(?P<with>与))(?:[^，,。；;：:！？\n]*、)?$"
)
_TOGETHER = re.compile(r"(?:[^，,。；;]{0,12}?)(?:共建|共同|合作|协作|对接|联动|签约|会商|联合)")


def find_units(text: str, runs: Sequence[Run]) -> tuple[Unit, ...]:
    """The organisations that `runs` name, each once, as `mentioned`."""
    found: dict[str, Unit] = {}
    for run in runs:
        if not run.roles & (Role.UNIT | Role.FACILITY) and text[run.end - 1] not in _ACTOR_ENDS:
            continue
        for start, end in _names(text, run):
            name = "".join(text[start:end].split())
            found.setdefault(name, Unit(name, "mentioned", Evidence.cut(text, start, end)))
    for start, end in _where_it_is_done(text, runs):
        found.setdefault(text[start:end], Unit(text[start:end], "mentioned", Evidence.cut(text, start, end)))
    return tuple(found.values())


def _where_it_is_done(text: str, runs: Sequence[Run]) -> Iterator[tuple[int, int]]:
    """The divisions, each at the start of a run, in which something is done: `在甲岭县、乙津区开展…试点`."""
    starts: set[int] | None = None
    for listed in _WHERE.finditer(text):
        starts = starts if starts is not None else {run.start for run in runs}
        for place in _ONE_PLACE.finditer(text, *listed.span(1)):
            own = place["own"]
            is_named = not _NO_OWN_NAME.search(own) and own not in word_list("generic")
            if is_named and place.start("place") in starts:
                yield place.span("place")


def _names(text: str, run: Run) -> Iterator[tuple[int, int]]:
    """The spans of the organisations that the run names: one, or those that `联合` joins."""
    for part in _joined(run):
        found = (part.roles & Role.UNIT and _organ(text, part)) or _acting(text, part)
        if found and not part.follows(_EACH, text):
            yield found


def _joined(run: Run) -> Iterator[Run]:
    """The parts of a run after whose organisations `联合` stands; most runs have one part."""
    first = 0
    for at, piece in enumerate(run.pieces[1:-1], 1):
        if piece.text == "联合" and run.pieces[at - 1].role & Role.UNIT:
            yield run._replace(pieces=run.pieces[first:at], start=run.pieces[first].start, end=run.pieces[at - 1].end)
            first = at + 1
    yield run._replace(pieces=run.pieces[first:], start=run.pieces[first].start) if first else run


def _organ(text: str, run: Run) -> tuple[int, int] | None:
    """An organisation that is one by its name: it ends with the last word of the run that can end one."""
    last = next((at for at in range(len(run.pieces) - 1, -1, -1) if run.pieces[at].role & Role.UNIT), None)
    if last is None:
        return None
    head = run.pieces[last]
    if head.text in _TOWNSHIPS and any(piece.role & Role.FACILITY for piece in run.pieces[last + 1 : last + 2]):
        return None  # the town in a facility's name: 丁桥镇污水处理站
    first = next((at for at, piece in enumerate(run.pieces[: last + 1]) if _LEVEL.match(piece.text)), None)
    if head.text in word_list("ministries") and first in (None, last) and not text.startswith("门", head.end):
        return head.start, head.end
    if first is None:
        first = next(at for at, piece in enumerate(run.pieces) if at == last or not piece.role & Role.STOP)
    elif first and run.pieces[first - 1].kind == "unknown" and len(run.pieces[first - 1].text) >= 2:
        first -= 1  # a place stands before the level: 甲津市政集团, 乙岭县城管局
    start = run.pieces[first].start
    if run.pieces[first].kind == "unknown" and _STRAY.match(text[start : head.end]):
        start += 1
    is_one = _is_organisation(text[start : head.end], run.pieces[first:last], head, is_end=head is run.pieces[-1])
    return (start, head.end) if is_one else None


def _acting(text: str, run: Run) -> tuple[int, int] | None:
    """A hospital, a school or a centre where the text says that it acts: `会同市甲医院`, `与乙大学共建`."""
    pieces = [piece for piece in run.pieces if not piece.role & Role.STOP]
    if not pieces or not _ACTOR.search(pieces[-1].text):
        return None
    start, end = pieces[0].start, pieces[-1].end
    acts = _ACTS.search(text, max(0, run.start - BEFORE), start)
    is_one = _LEVEL.match(text, start) or any(piece.kind == "unknown" and len(piece.text) >= 2 for piece in pieces[:-1])
    return (start, end) if acts and is_one and (acts["act"] or _TOGETHER.match(text, end)) else None


def _is_organisation(name: str, body: Sequence[Word], head: Word, *, is_end: bool) -> bool:
    unknown = sum(len(piece.text) for piece in body if piece.kind == "unknown")
    if head.text in level_organs():
        return True
    if head.text in _TOWNSHIPS:
        has_own_name = any(not piece.role & Role.GENERIC for piece in body)
        return has_own_name and bool(_TOWNSHIP.fullmatch(name))
    if head.text in _ZONES:
        return unknown >= 2 and is_end
    if _PARTS_OF_BUREAU.fullmatch(name):
        return True
    if head.text not in word_list("mentionable_units") and not head.text.endswith("局"):
        return False
    if name in word_list("bare_organs"):
        return True
    if head.text == "中心" and name.startswith("国家"):
        return False
    if any(piece.kind == "quote" for piece in body):
        return head.text in {"研究院", "研究所", "委员会"}
    if head.text in {"委员会", "委员会办公室"} and len(name) - len(head.text) >= 4:
        return True
    level = _LEVEL.match(name)
    if head.text in {"支行", "分行"}:
        return bool(body)
    if _WITH_OWN_NAME.search(head.text):
        return unknown >= 2 or bool(level and body)
    if not level:
        return bool(_IN_DIVISION.match(name)) and unknown >= 2 and head.text != "中心"
    rest = name[level.end() : len(name) - len(head.text)]
    if not rest:
        return len(head.text) >= 3 or head.text in _ONE_OF_A_KIND
    return not _LEVELS_ONLY.fullmatch(rest) and not _BARE_POWER.fullmatch(name)
