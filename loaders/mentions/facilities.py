"""Facilities: named things (`如意洸府河大桥`) and counted classes (`25座桥梁`).

A name runs from the left end of its phrase to the last word in it that ends a facility's name; it is a name
when some word in it is none of the generic ones. Platforms are named by what they do, without a proper part.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from graph.evidence import Evidence
from graph.identity import canonical
from loaders.facts import Facility
from loaders.mentions.figures import Figure
from loaders.mentions.phrases import Piece, Run
from loaders.words import Role, facility_classes, facility_kinds, word_list

_SEGMENT = re.compile(r"[（(]([^（）()]{2,20}?(?:至|到|[-—–－~～]+)[^（）()]{1,20})[）)]")
_PHASE = re.compile(r"[（(]?[一二三四五](?:期|阶段)[）)]?")
_PART = re.compile(r"(?:[东西南北中]{1,2}|[\u4e00-\u9fff]{2,4})?段")
_ROAD_WORDS = ("大道", "大街", "路", "街", "巷", "线")
_CLASS_ROADS = re.compile(
    r"(?:公|铁|支|干|马|网|线|电|思|出|管|通|水|气|回|光|后|门|销|套|生|退|活|来|去|同|全|各|本|该|断头|高架|主干|次干|林荫|产业|机耕|生产|连接|乡村|农村|城市|市政|县乡|村级|市管|市直管|市属|背|沿|商业|步行|特色|历史|美丽|示范)(?:道)?(?:路|街|巷)$|道路$|路段$|路口$"
)
_PLACE_WORDS = re.compile(r"(?:城区|市区|老城|城乡|片区|区域|沿线|两岸|境内|周边|市直|市管|市属|市直管|省级|市级|区级|县级|重点|新建|老旧)$")
_KIND_BY_WORDS = (
    (re.compile(r"垃圾|餐厨|厨余|飞灰|渣土|固废|焚烧|转运|填埋|废弃物|粪"), "waste"),
    (re.compile(r"污水|雨水|排水|排涝|管网|积水|内涝"), "drainage"),
    (re.compile(r"公园|绿化|绿地|绿道|园林|湿地"), "park"),
    (re.compile(r"停车"), "parking"),
    (re.compile(r"桥"), "bridge"),
    (re.compile(r"道路|公路|路"), "road"),
    (re.compile(r"平台|系统|数据|智慧"), "platform"),
)
_IN_NORM = re.compile(r"[^，,。；;：:、！？\n]{0,12}(?:细则|办法|条例|规范|规程|导则|标准)(?:[，,。；;、]|$)")
_ANY_OF = re.compile(r"(?:各[县市区乡镇街道（）、]*|每个?|等)$")
_PLAIN = re.compile(r"[\u4e00-\u9fffA-Za-z0-9—]+")
_SMART_LIST = re.compile(r"智慧[\u4e00-\u9fff]{2,3}(?:、智慧[\u4e00-\u9fff]{2,3})+(?=等)")
_PROJECT_WORDS = re.compile(r"焚烧|发电|转运|填埋|处理|处置|资源化|利用|污水|再生水|供水|水厂|管网|泵站|综合体|枢纽")
_LEVEL = re.compile(r"(?:国家|省|市|区|县|乡镇|街道|全国|全省)级?|各级|上级|本级|统一|综合|信息|管理|服务|宣传|展示|交流|合作|网络|数字|智慧|智能|学习|教育|培训|融资|投资|创新|创业|公共|共享|技术|工作|活动|监管|运行|数字化|信息化|智能化|智慧化|现有|相关|此|该|应用|线上|线下|云|大数据|数据")
_NOT_PLATFORM_AFTER = re.compile(r"(?:规划|化|性|思维|治理|干部|内|内部|各|上下|工程|观念|谋划|集成|梳理|抓|地|功能|联网)")
_NOT_PLATFORM = re.compile(r"(?:全市|全)?(?:城市|园林|公园)?(?:慢行|排水|排涝|防涝|卫生|城管|管网|绿地|生态|水利|水务|交通|教育|公安|道路|防洪|水系|住建|应急|信访|组织|政法|工会|党校|环境卫生|城市管理|绿道)系统")
_TOWN = re.compile(r"(?:主|中心)?城区|县城")
_QUOTED_SMART = re.compile(r"智慧[\u4e00-\u9fff]{2,6}")
_UNIT_LIKE = re.compile(r"^(?:市|区|县|省)[\u4e00-\u9fff]*(?:中心|站|所|院)$")


def find_facilities(text: str, runs: Sequence[Run], figures: Sequence[Figure]) -> tuple[Facility, ...]:
    """The facilities of `text`, in the order of their evidence; a named one once per segment, a class once
    per count."""
    found = [*_named(text, runs, figures), *_counted(text, runs, figures)]
    return tuple(sorted(_once(found), key=lambda facility: (facility.evidence, facility.count or 0)))


def _named(text: str, runs: Sequence[Run], figures: Sequence[Figure]) -> list[Facility]:
    counted_at = {figure.end for figure in figures if figure.unit != "%"}
    counted_at |= {-figure.start for figure in figures if figure.unit not in _NOT_COUNTING | _ROAD_MEASURES}
    facilities = []
    for run in runs:
        facilities += _quoted(text, run)
        if run.start in counted_at or -run.end in counted_at or _ANY_OF.search(run.before):
            continue
        span = _project_span(text, run) or _name_span(text, run)
        if span and not _IN_NORM.match(text, span[1]):
            start, end, kind = span
            facilities.append(_with_segment(text, start, end, kind))
    for match in _SMART_LIST.finditer(text):
        for name in re.finditer(r"智慧[\u4e00-\u9fff]{2,3}", match[0]):
            evidence = Evidence.cut(text, match.start() + name.start(), match.start() + name.end())
            facilities.append(Facility(name[0], "platform", evidence))
    return facilities


def _project_span(text: str, run: Run) -> tuple[int, int, str] | None:
    """A project named after a place and a plant: `甲山生活垃圾焚烧发电二期项目`."""
    for at, piece in enumerate(run.pieces):
        if piece.text != "项目" or at == 0:
            continue
        first = next((n for n, part in enumerate(run.pieces) if part.kind == "unknown" or part.role & Role.PROPER), at)
        name = text[run.pieces[first].start : piece.end]
        if first < at and _PROJECT_WORDS.search(name) and _unknown(run.pieces[first:at]) >= 2:
            kind = next((kind for pattern, kind in _KIND_BY_WORDS if pattern.search(name)), "other")
            return run.pieces[first].start, piece.end, kind
    return None


def _quoted(text: str, run: Run) -> list[Facility]:
    """Things whose whole name stands in quotes: `“智慧泵站”`, `“城管综合数据管理系统”`."""
    found = []
    for at, piece in enumerate(run.pieces):
        following = run.pieces[at + 1] if at + 1 < len(run.pieces) else None
        if piece.kind != "quote" or (following and following.role & Role.FACILITY):
            continue
        inner = piece.text[1:-1]
        head = _head_of(inner) if _PLAIN.fullmatch(inner) else None
        if head and facility_kinds()[head] == "platform" and len(inner) - len(head) >= 3:
            found.append(Facility(inner, "platform", Evidence.cut(text, piece.start + 1, piece.end - 1)))
        elif _QUOTED_SMART.fullmatch(inner):
            kind = facility_kinds()[head] if head else "platform"
            found.append(Facility(inner, kind, Evidence.cut(text, piece.start + 1, piece.end - 1)))
    return found


def _head_of(name: str) -> str | None:
    """The longest word that ends `name` and a facility's name."""
    for length in range(min(len(name), 6), 0, -1):
        if name[-length:] in facility_kinds():
            return name[-length:]
    return None


def _name_span(text: str, run: Run) -> tuple[int, int, str] | None:
    """(start, end, kind) of the name in `run`, or None when it holds none."""
    pieces = list(run.pieces)
    heads = [at for at, piece in enumerate(pieces) if _is_head(piece)]
    if not heads:
        return None
    last = heads[-1]
    head = pieces[last]
    kind = _kind(head.text)
    first = 0
    if kind == "platform":
        first = _platform_start(pieces, last)
        name = text[pieces[first].start : head.end]
        if not _is_platform_name(name, head, run, pieces[first:last]):
            return None
        return pieces[first].start, _extended(text, head.end), kind
    while first < last and pieces[first].kind == "known" and not pieces[first].role & Role.PROPER and (
        pieces[first].role & Role.STOP or _PLACE_WORDS.search(pieces[first].text)
    ):
        first += 1
    modifiers = pieces[first:last]
    start = modifiers[0].start if modifiers else head.start
    name = text[start : head.end]
    if _UNIT_LIKE.match(name):
        return None
    if not _has_proper_part(modifiers, head, name):
        return None
    if head.text in _ROAD_WORDS or kind in ("bridge", "tunnel", "road"):
        start = _after_generic(modifiers, start)
    return start, _extended(text, head.end), kind


def _is_head(piece: Piece) -> bool:
    if piece.kind != "known":
        return False
    return bool(piece.role & Role.FACILITY) and piece.text not in facility_classes()


def _kind(head: str) -> str:
    return facility_kinds()[head]


def _platform_start(pieces: Sequence[Piece], last: int) -> int:
    """The first piece of a platform's name: after an organ that owns it and after a word that is a verb
    here, as long as three characters of it are left."""
    first = 0
    for at in range(last):
        piece = pieces[at]
        left = pieces[last].start - piece.end
        if piece.text in word_list("ministries") or (
            at == first and left >= 3 and piece.text in _PLATFORM_VERBS
        ):
            first = at + 1
    return first


_PLATFORM_VERBS = frozenset("现有 相关 统一 保障 支持 维护 规范 标准 应用 创新 示范 试点 展示 宣传 研究 规划 利用 强化".split())


def _is_platform_name(name: str, head: Piece, run: Run, modifiers: Sequence[Piece]) -> bool:
    if _NOT_PLATFORM.fullmatch(name):
        return False
    rest = run.pieces[run.pieces.index(head) + 1 :]
    following = (rest[0].text if rest else "") or run.after
    if head.text == "系统" and _NOT_PLATFORM_AFTER.match(following):
        return False
    if re.match(r"(?:建设|改造|提升|升级)(?:项目|工程)", following + run.after):
        return False
    if any(piece.kind == "quote" for piece in modifiers):
        return True
    core = _LEVEL.sub("", name[: len(name) - len(head.text)])
    words = name[: len(name) - len(head.text)]
    return len(words) >= 3 and len(core) >= 1 and not re.fullmatch(r"(?:国家|省级|市级|县级|区级|各级|上级)+", words)


def _has_proper_part(modifiers: Sequence[Piece], head: Piece, name: str) -> bool:
    unknown = _unknown(modifiers)
    if any(piece.role & Role.PROPER for piece in (*modifiers, head)) or any(piece.kind == "quote" for piece in modifiers):
        return True
    if any(piece.kind == "code" and re.fullmatch(r"[GSXYC]\d{1,4}", piece.text) for piece in modifiers):
        return True
    if unknown >= 2:
        return head.text != "段" or unknown >= 4
    if head.text.endswith(("厂", "场")) and _TOWN.match(name):
        return True
    if head.text in ("路", "街", "大道", "大街", "巷") and modifiers and not _CLASS_ROADS.search(name):
        return len(name) - len(head.text) >= 2
    return unknown == 1 and head.text in ("路", "街", "桥", "大桥") and len(name) >= 3 and modifiers[0].kind == "unknown"


def _unknown(pieces: Sequence[Piece]) -> int:
    return sum(len(piece.text) for piece in pieces if piece.kind == "unknown")


def _after_generic(modifiers: Sequence[Piece], start: int) -> int:
    """The start of the name once the class words before its proper part are taken off (`主城区洸河路`)."""
    for at, piece in enumerate(modifiers):
        if piece.kind != "known" or piece.role & Role.PROPER:
            return piece.start
        if at + 1 == len(modifiers):
            return piece.start
    return start


def _extended(text: str, end: int) -> int:
    """`end` moved over a phase (`（一期）`, `二期`), an acronym in brackets or a part (`东段`)."""
    for pattern in (_PHASE, re.compile(r"[（(][A-Za-z]{2,10}[）)]"), re.compile(r"[东西南北]{1,2}(?:段|延)")):
        if match := pattern.match(text, end):
            end = match.end()
    return end


def _with_segment(text: str, start: int, end: int, kind: str) -> Facility:
    match = _SEGMENT.match(text, end)
    evidence = Evidence.cut(text, start, match.end() if match else end)
    return Facility(text[start:end], kind, evidence, segment=match[1] if match else None)


def _counted(text: str, runs: Sequence[Run], figures: Sequence[Figure]) -> list[Facility]:
    """Counted classes: the figure before its noun, after it, or (`其中东城12处`) after an earlier one's."""
    by_start = {run.start: run for run in runs}
    by_end = {run.end: run for run in runs}
    found: list[Facility] = []
    last: tuple[str, str, int, int] | None = None
    for figure in figures:
        if figure.unit in _NOT_COUNTING or "/" in figure.unit:
            continue
        reached = _REACHING.search(text, max(0, figure.start - 4), figure.start)
        before = by_end.get(reached.start() if reached else figure.start)
        noun = _class_after(text, by_start.get(figure.end), figure) or _class_before(text, before)
        sentence = text.rfind("。", 0, figure.start)
        if noun:
            name, kind, start, end = noun
            last = name, kind, figure.start, sentence
        elif last and last[3] == sentence and _inherits(text, before, figure):
            name, kind, start, end = last[0], last[1], figure.start, figure.end
        else:
            continue
        evidence = Evidence.cut(text, min(start, figure.start), max(end, figure.end))
        found.append(Facility(name, kind, evidence, count=figure.value, measure=figure.unit))
    return found


_NOT_COUNTING = frozenset(
    "% 个百分点 百分点 元 美元 分 小时 分钟 秒 天 日 个月 工作日 个工作日 学时 课时 人 人次 名 户 吨 千克 次 场 场次 倍 亩 公顷 项 件 起 台 辆 只 株 家次 批次 平方公里 ‰ 支 枚 周 期 轮 岁 套".split()
)
_REACHING = re.compile(r"(?:达到|达|增至|增加到|扩大到|累计)$")
_LINEAR = frozenset({"道路", "公路", "路", "街", "大道", "高速公路", "高速", "街巷"})
_ROAD_MEASURES = frozenset({"条", "段", "公里", "千米", "米"})


def _class_after(text: str, run: Run | None, figure: Figure) -> tuple[str, str, int, int] | None:
    if run is None or figure.end != figure.unit_end:
        return None
    heads = [at for at, piece in enumerate(run.pieces) if piece.kind == "known" and piece.role & Role.FACILITY]
    for at in heads:
        head = run.pieces[at]
        following = run.pieces[at + 1] if at + 1 < len(run.pieces) else None
        kind = facility_kinds()[head.text]
        fits = head.text not in _LINEAR or figure.unit in _ROAD_MEASURES
        joined = following is not None and following.role & Role.FACILITY and figure.unit not in _ROAD_MEASURES
        if fits and not joined:
            start = run.start
            while run.pieces[0].start == start and run.pieces[0].role & Role.STOP and at > 0:
                start = run.pieces[1].start
            return text[start : head.end], kind, run.start, head.end
    return None


def _class_before(text: str, run: Run | None) -> tuple[str, str, int, int] | None:
    if run is None:
        return None
    last = run.pieces[-1]
    if not (last.kind == "known" and last.role & Role.FACILITY):
        return None
    first = 0
    while first < len(run.pieces) - 1 and (run.pieces[first].role & Role.STOP or run.pieces[first].kind == "bracket"):
        first += 1
    start = run.pieces[first].start
    return text[start : last.end], facility_kinds()[last.text], start, last.end


def _inherits(text: str, before: Run | None, figure: Figure) -> bool:
    """Whether a figure without a noun counts what the last one counted: nothing but a place, if anything,
    stands before it (`其中东城12处`), and nothing after it."""
    if figure.unit not in {"座", "处", "个", "条", "公里", "片", "所", "栋"}:
        return False
    following = text[figure.end : figure.end + 1]
    if following not in set("，,、；;。)）"):
        return False
    return before is None or bool(_PLACE.search(text[before.start : before.end]))


_PLACE = re.compile(r"(?:区|县|市|镇|乡|街道|片区|组团|城|外围|境内|新建|改建|南部|北部|东部|西部)$")


def _once(facilities: Sequence[Facility]) -> list[Facility]:
    kept: dict[tuple[str, str | None, float | None, str | None], Facility] = {}
    platforms: list[str] = []
    for facility in facilities:
        if facility.count is None and facility.kind == "platform":
            stem = _platform_stem(facility.name)
            if any(_abbreviates(stem, known) for known in platforms):
                continue
            platforms.append(stem)
        kept.setdefault((canonical(facility.name), facility.segment, facility.count, facility.measure), facility)
    return list(kept.values())


def _platform_stem(name: str) -> str:
    return re.sub(r"[（(][^（）()]*[）)]|(?:系统)?平台$|系统$", "", canonical(name))


def _abbreviates(short: str, full: str) -> bool:
    """Whether the characters of `short` stand in `full` in this order, the last one last or nearly so."""
    at = 0
    for char in short:
        at = full.find(char, at) + 1
        if at == 0:
            return False
    return len(short) >= 3
