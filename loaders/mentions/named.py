"""Facilities with a name: `如意洸府河大桥`, `城市运行管理服务平台`, `“智慧泵站”`.

A name runs from the left end of its phrase to the last word in it that ends a facility's name. It names one
thing when some word in it is none of the generic ones; a platform is named by what it does.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import chain, pairwise

from graph.evidence import Evidence
from loaders.facts import Facility
from loaders.mentions.counted import class_spans
from loaders.mentions.figures import Figure
from loaders.mentions.lists import follows_building, says_built, sharing_head, sharing_tail
from loaders.mentions.phrases import PHASE, Name, Run, extended, is_own_name
from loaders.mentions.platforms import platform_name, quoted_things, smart_things
from loaders.words import Role, Word, facility_kinds, facility_organs, place_endings, word_list

_SEGMENT = re.compile(r"[（(]([^（）()]{2,20}?(?:至|到|[-—–－~～]+)[^（）()]{1,20})[）)]")
_NUMBERED_ROAD = re.compile(r"[GSXYC]\d{1,4}")
_ROAD_BY_NUMBER = re.compile(
    r"(?<![A-Za-z\d])(?:[GSXYC]\d{3,4}|[GSXYC]\d{1,4}(?=线|国道|省道|县道|高速))(?:线|国道|省道|县道|乡道|高速公路|高速)?"
)
_VOLTAGE = re.compile(r"\d{2,4}(?:千伏|kV|KV)$")
_ELECTRIC = ("变电站", "输变电工程", "换流站", "开关站")
_NEW_SEAT = re.compile(r"新址|新[馆院楼]|(?:迁建|新建|改?扩建)(?:工程|项目)")
_SHORTEST_NAME, _LONGEST_NAME = 3, 14
_STREETS = frozenset({"路", "街", "大道", "大街", "巷"})
_THROUGH = frozenset({"road", "bridge", "tunnel"})
_PLACE_WORD = re.compile(
    r"(?:城区|市区|老城|城乡|片区|区域|沿线|两岸|境内|周边|市直|市管|市属|市直管|[省市区县]级|重点|新建|老旧)$"
)
_LEVEL = re.compile(r"[省市区县]级")
_TOWN = re.compile(r"(?:主|中心)?城区|县城")
_OWN_UNIT = re.compile(r"(?:[市区县省]|开发区|高新区|经开区|新区)[\u4e00-\u9fff]*(?:中心|站|所|院|馆|宫|校|楼|实验室)")
_HAS_NEW_HOUSE = re.compile(rf"{_OWN_UNIT.pattern}|[省市区县][\u4e00-\u9fff]*[大中小]学")
_ANY_OF = re.compile(r"(?:各[县市区乡镇街道（）、]*|每个?|等)$")
_IN_NORM = re.compile(r"[^，,。；;：:、！？\n]{0,12}(?:细则|办法|条例|规范|规程|导则|标准)(?:[，,。；;、]|$)")
_OPENED = re.compile(r"(?:建成|启用|投用|落成)(?:启用|投用|运行)?(?:了|好)?$")
_CLOSE_DESCRIPTION = 4
"""Characters before the last word of a name that describe one thing closely."""
_SIDES = frozenset("东西南北中内外")
_POINTS = frozenset("东西南北中一二三四五六七八九十")
_PLANT = re.compile(r"焚烧|发电|转运|填埋|处理|处置|资源化|利用|污水|再生水|供水|水厂|管网|泵站|综合体|枢纽")
_KIND_BY_WORDS = (
    (re.compile(r"垃圾|餐厨|厨余|飞灰|渣土|固废|废物|危废|医废|污泥|焚烧|转运|填埋|废弃物|粪"), "waste"),
    (re.compile(r"污水|雨水|排水|排涝|管网|积水|内涝"), "drainage"),
    (re.compile(r"公园|绿化|绿地|绿道|园林|湿地"), "park"),
    (re.compile(r"停车"), "parking"),
    (re.compile(r"桥"), "bridge"),
    (re.compile(r"路|高速|[GSXY]\d|国道|省道|大道|街"), "road"),
)


def find_named(text: str, lists: Sequence[Sequence[Run]], figures: Sequence[Figure]) -> Iterator[Facility]:
    """The named facilities of `text`, whose runs are `lists`; a name may come several times."""
    by_end = {run.end: run for listed in lists for run in listed} if "千伏" in text or "kV" in text else {}
    telling = _telling(text, lists)
    classes = class_spans(text, chain.from_iterable(telling), figures)
    for listed in telling:
        waiting: list[Run] = []
        previous: Facility | None = None
        for run in listed:
            if run.roles & Role.QUOTE:
                yield from quoted_things(text, run)
            if run.roles & Role.CODE:
                yield from _numbered_roads(text, run)
            if (run.start, run.end) in classes or run.follows(_ANY_OF, text):
                waiting.clear()
                if (whole := _without_class(run)) and (name := _name(text, whole, listed)):
                    yield _with_segment(text, name)
            elif previous and (part := sharing_head(text, previous, run)):
                yield part
            elif by_end and (name := _named_before_voltage(text, run, by_end)):
                waiting.clear()
                previous = _with_segment(text, name)
                yield previous
            elif name := _name(text, run, listed, beside=previous is not None):
                yield from sharing_tail(text, waiting, name)
                waiting.clear()
                previous = _with_segment(text, name)
                yield previous
            else:
                waiting.append(run)
    yield from smart_things(text)


def _named_before_voltage(text: str, run: Run, by_end: dict[int, Run]) -> Name | None:
    """A station with its voltage between its name and what it is: `甲屿220千伏变电站`."""
    head = run.pieces[0]
    voltage = _VOLTAGE.search(text, max(0, run.start - 8), run.start) if head.text.endswith(_ELECTRIC) else None
    before = by_end.get(voltage.start()) if voltage else None
    if before is None or not is_own_name(before.pieces[-1]) or len(before.pieces[-1].text) < 2:
        return None
    return Name(before.pieces[-1].start, extended(text, head.end), facility_kinds()[head.text])


def _telling(text: str, lists: Iterable[Sequence[Run]]) -> list[Sequence[Run]]:
    """The lists that have what `_name` and the others look for at the least; most have not."""
    telling: list[Sequence[Run]] = []
    last_characters, has_project = _last_characters(), "项目" in text
    for listed in lists:
        for run in listed:
            if (
                run.roles & _TELLING
                or text[run.end - 1] in last_characters
                or (has_project and "项目" in text[run.start : run.end])
            ):
                telling.append(listed)
                break
    return telling


_TELLING = Role.FACILITY | Role.QUOTE | Role.CODE


def _without_class(run: Run) -> Run | None:
    """The run up to the thing whose parts it counts (`甲江隧道` of `甲江隧道照明灯具80盏`)."""
    last = _last_head(run)
    if last is None or last + 1 == len(run.pieces) or not run.pieces[-1].role & Role.CLASS:
        return None
    return run._replace(pieces=run.pieces[: last + 1], end=run.pieces[last].end)


def _name(text: str, run: Run, listed: Sequence[Run], *, beside: bool = False) -> Name | None:
    """The name of one thing in `run`, one of `listed`; organs, and what only ends like a place, are things where the
    list says they are built, the latter also `beside` another thing."""
    name = _project(text, run)
    last = _last_head(run) if run.roles & Role.FACILITY else None
    if name is None and last is not None:
        is_platform = facility_kinds()[run.pieces[last].text] == "platform"
        name = platform_name(text, run, last) if is_platform else _thing(text, run, last, listed)
    if name is None and last is None:
        name = _by_ending(text, run, listed, beside=beside)
    return name if name and not _IN_NORM.match(text, name.end) else None


def _by_ending(text: str, run: Run, listed: Sequence[Run], *, beside: bool) -> Name | None:
    """A thing that is built, whose last word no list has, but ends like a place (`甲棹工坊`) or has a phase."""
    own = run.pieces[0]
    length = run.end - run.start
    if own.kind != "unknown" or not _SHORTEST_NAME <= length <= _LONGEST_NAME or run.pieces[-1].role & Role.UNIT:
        return None
    if text[run.end - 1] not in _last_characters():
        return None
    name = text[run.start : run.end]
    kind = place_endings().get(name[-2:]) or place_endings().get(name[-1])
    if run.pieces[-1].text in word_list("phases"):
        kind = "building"
    if kind is None or not (beside or says_built(text, listed)):
        return None
    if any(name[at:] in word_list("no_places") for at in range(len(name) - 1)):
        return None
    return Name(run.start, extended(text, run.end), kind, text[own.end : run.end])


@cache
def _last_characters() -> frozenset[str]:
    """The characters with which a place's last word or a phase ends."""
    return frozenset(word[-1] for word in (*place_endings(), *word_list("phases")))


def _numbered_roads(text: str, run: Run) -> Iterator[Facility]:
    """Roads that only a number names: `G357`, `X035县道`."""
    for piece in run.pieces:
        if piece.kind != "code" or not (match := _ROAD_BY_NUMBER.match(text, piece.start)):
            continue
        goes_on = any(other.start >= match.end() and other.role & Role.FACILITY for other in run.pieces)
        if not goes_on and match.end() <= run.end:
            yield _with_segment(text, Name(match.start(), match.end(), "road"))


def _project(text: str, run: Run) -> Name | None:
    """A project named after a place and a plant: `甲山生活垃圾焚烧发电二期项目`."""
    if text.find("项目", run.start, run.end) < 0:
        return None
    projects = [at for at, piece in enumerate(run.pieces) if piece.text == "项目"]
    first = next((at for at, piece in enumerate(run.pieces) if _is_proper(piece)), len(run.pieces))
    at = next((at for at in projects if at > first), None)
    if at is None or _unknown(run.pieces[first:at]) < 2 or _is_phase_of_thing(run.pieces[first:at]):
        return None
    name = text[run.pieces[first].start : run.pieces[at].end]
    return (
        Name(run.pieces[first].start, run.pieces[at].end, _kind_by_words(name, "other"))
        if _PLANT.search(name)
        else None
    )


def _is_phase_of_thing(pieces: Sequence[Word]) -> bool:
    """Whether a project is a phase of what the words before it name: `甲山污水处理厂三期项目`."""
    return len(pieces) > 2 and bool(PHASE.fullmatch(pieces[-1].text)) and bool(pieces[-2].role & Role.FACILITY)


def _thing(text: str, run: Run, last: int, listed: Sequence[Run]) -> Name | None:
    """A road, a bridge, a park …: anything but a platform, whose name ends with the piece `last`."""
    head = run.pieces[last]
    kind = facility_kinds()[head.text]
    first = 0
    while first < last and _opens_no_name(run.pieces[first], head):
        first += 1
    modifiers = run.pieces[first:last]
    start = modifiers[0].start if modifiers else head.start
    name = text[start : head.end]
    is_organ = head.text in facility_organs() or (not head.text.endswith("楼") and bool(_OWN_UNIT.fullmatch(name)))
    if is_organ and not _NEW_SEAT.match(text, head.end) and not _has_its_house_built(text, listed, head):
        return None
    tells_one = (
        bool(_OWN_UNIT.fullmatch(name))
        or (modifiers and bool(PHASE.match(text, head.end)))
        or (head.text.startswith("新") and bool(_HAS_NEW_HOUSE.fullmatch(text[start : head.start])))
    )
    if not tells_one and not _names_one(modifiers, head, name) and not _is_opened(text, listed, modifiers, head):
        return None
    own = next((piece for piece in modifiers if _is_proper(piece)), head)
    telling = own if own is not head else run.pieces[last - 1]
    if head.text in _STREETS and modifiers and text[telling.start : head.start] in word_list("class_roads"):
        return None
    if kind in _THROUGH and own is not head:
        # 滨江东路, 科技八路: a point of the compass or a number is no name without the word before it.
        before = run.pieces[run.pieces.index(own) - 1] if own is not run.pieces[0] else own
        start = before.start if own.text in _POINTS else own.start
    elif kind in _THROUGH:
        start = modifiers[-1].start
    if name.startswith("数字孪生"):
        kind = "platform"
    elif head.text == "段" or head.text in word_list("kinds_by_words"):
        kind = _kind_of_part(modifiers) or _kind_by_words(name, "building" if head.text.endswith("中心") else kind)
    if head.text.endswith(_ELECTRIC) and (voltage := _VOLTAGE.search(text, max(0, start - 8), start)):
        start = voltage.start()
    end = extended(text, head.end)
    is_simple = bool(modifiers) and is_own_name(own) and own.start == start and own is modifiers[0]
    return Name(start, end, kind, text[own.end : end] if is_simple and len(own.text) >= 2 else "")


def _last_head(run: Run) -> int | None:
    """The index of the last piece that ends a facility's name."""
    for at in range(len(run.pieces) - 1, -1, -1):
        if run.pieces[at].role & (Role.FACILITY | Role.CLASS) == Role.FACILITY and not _follows_segment(run, at):
            return at
    return None


def _follows_segment(run: Run, at: int) -> bool:
    """Whether the word says what a part of a road becomes: `甲大道（乙路至丙路）快速通道`."""
    if at < 2:
        return False
    road, between = run.pieces[at - 2 : at]
    return bool(road.role & Role.FACILITY) and between.kind == "bracket" and bool(_SEGMENT.fullmatch(between.text))


def _is_proper(piece: Word) -> bool:
    return piece.kind != "known" or bool(piece.role & Role.PROPER)


def _opens_no_name(piece: Word, head: Word) -> bool:
    if _TOWN.fullmatch(piece.text) and head.text.endswith(("厂", "场")):
        return False
    if head.text.endswith("中心") and _LEVEL.fullmatch(piece.text):
        return False
    return not _is_proper(piece) and bool(piece.role & Role.STOP or _PLACE_WORD.search(piece.text))


def _names_one(modifiers: Sequence[Word], head: Word, name: str) -> bool:
    """Whether the words before `head` tell one thing from its class."""
    if any(piece.role & Role.PROPER or piece.kind == "quote" for piece in modifiers):
        return True
    if any(piece.kind == "code" and _NUMBERED_ROAD.fullmatch(piece.text) for piece in modifiers):
        return True
    unknown = _unknown(modifiers)
    if head.text == "段":
        return unknown >= 4 or (unknown >= 1 and _kind_of_part(modifiers) is not None)
    if unknown >= 2 or _names_division(modifiers):
        return True
    if head.text.endswith(("厂", "场")) and _TOWN.match(name):
        return True
    if head.text == "环路" and name[0] in _SIDES:
        return True
    if head.text in _STREETS and modifiers:
        return len(name) - len(head.text) >= 2 or (head.text == "大街" and name[0] in _POINTS)
    return unknown == 1 and head.text in {"桥", "大桥", "塔", "城墙"} and len(name) >= 3


def _has_its_house_built(text: str, listed: Sequence[Run], head: Word) -> bool:
    """Whether what is built is the house of an organ. What nothing but 中心 ends is more often the one who builds: only
    a verb before it tells."""
    return follows_building(text, listed) if head.text == "中心" else says_built(text, listed, extended(text, head.end))


def _is_opened(text: str, listed: Sequence[Run], modifiers: Sequence[Word], head: Word) -> bool:
    """Whether the text says that a thing opened which its words describe so closely that there is one: `建成文旅产业
    运行监测中心`."""
    described = sum(len(piece.text) for piece in modifiers) >= _CLOSE_DESCRIPTION
    return described and head.text == "中心" and listed[0].follows(_OPENED, text)


def _kind_of_part(pieces: Sequence[Word]) -> str | None:
    """`road` where a road or its number stands before the last word: `甲山大道北段`, `S218线乙桥段`."""
    is_road = any(
        facility_kinds().get(piece.text) == "road" or _NUMBERED_ROAD.fullmatch(piece.text) for piece in pieces
    )
    return "road" if is_road else None


def _names_division(pieces: Sequence[Word]) -> bool:
    """Whether a known word is the end of a division's name: 园区 in 绛园区."""
    return any(
        piece.kind == "unknown" and following.text.endswith(("市", "县", "区")) for piece, following in pairwise(pieces)
    )


def _unknown(pieces: Sequence[Word]) -> int:
    """How many characters of `pieces` no list knows; a last word of one character, as 桥 in 琅桥客运站, may be
    part of such a name."""
    return sum(
        len(piece.text)
        for piece in pieces
        if piece.kind == "unknown" or (piece.role & Role.FACILITY and len(piece.text) == 1)
    )


def _kind_by_words(name: str, otherwise: str) -> str:
    return next((kind for pattern, kind in _KIND_BY_WORDS if pattern.search(name)), otherwise)


def _with_segment(text: str, name: Name) -> Facility:
    match = _SEGMENT.match(text, name.end)
    evidence = Evidence.cut(text, name.start, match.end() if match else name.end)
    return Facility(text[name.start : name.end], name.kind, evidence, segment=match[1] if match else None)
