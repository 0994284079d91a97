"""The administrative divisions of China: which one an organisation's name stands for.

`lexicon/divisions.csv` lists provinces, prefectures and counties. Names that are not in it (a division
founded later, a development zone) are recognised by their form, with `adcode` left "".
"""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Literal

from loaders.facts import Division

Level = Literal["province", "city", "county"]

_DIVISIONS = Path(__file__).parent / "lexicon" / "divisions.csv"

NATION = Division(name="国家", level="nation")


def find(name: str, *, parent: str | None = None) -> list[Division]:
    """Return every listed division of exactly this name, in the order of their codes; [] when there is none.

    A name that several divisions share comes back with the prefecture before it, as `division_of` gives it
    (`鼓楼区` → `南京市鼓楼区`, `徐州市鼓楼区`, …), and is found under that name too. `parent` keeps what
    lies in the province or prefecture of that name; its suffix may be missing (`江苏`).
    """
    table = _table()
    entries = table.by_name.get(name) or table.by_label.get(name, [])
    if parent is not None:
        above = {entry.adcode for entry in table.by_name.get(parent, []) + table.by_short.get(parent, [])}
        entries = [entry for entry in entries if not above.isdisjoint(entry.above)]
    return [entry.division for entry in entries]


def division_of(organisation: str) -> Division | None:
    """Return the most specific division that begins the name of an organisation, or None when none does.

    `济宁市任城区城市管理局` → 任城区; `济南城管局` → 济南市; `国务院办公厅` and ministries → 国家.
    Where several divisions share a listed name, the parent printed before it decides and stands in the name
    (`南京市鼓楼区`); with no parent, `adcode` and `province` stay "". A development zone counts as a county
    and carries the city it is printed with (`济宁高新区`, also for `济宁市高新区`). Never raises.
    """
    text = _PREFIX.sub("", _SPACE.sub("", organisation))
    national = _NATIONAL.match(text)
    if national is not None:
        # 国家税务总局济宁市税务局: a branch belongs to the place it is in
        return _listed_or_formed(text[national.end() :]) or NATION
    return _listed_or_formed(text)


# --- the list ----------------------------------------------------------------------------------


@dataclass(slots=True)
class _Entry:
    name: str
    level: Level
    adcode: str
    above: tuple[str, ...]  # adcodes of the divisions it lies in, nearest first
    province: str
    label: str = ""  # the name; where others share it, the parent's name and the name

    @property
    def division(self) -> Division:
        return Division(self.label, self.level, self.adcode, self.province)


@dataclass(slots=True)
class _Table:
    by_code: dict[str, _Entry] = field(default_factory=dict)
    by_name: dict[str, list[_Entry]] = field(default_factory=lambda: defaultdict(list))
    by_label: dict[str, list[_Entry]] = field(default_factory=lambda: defaultdict(list))
    by_short: dict[str, list[_Entry]] = field(default_factory=lambda: defaultdict(list))
    lengths: tuple[int, ...] = ()
    short_lengths: tuple[int, ...] = ()


@cache
def _table() -> _Table:
    table = _Table()
    levels: dict[str, Level] = {"province": "province", "city": "city", "county": "county"}
    rows = csv.reader(_DIVISIONS.read_text(encoding="utf-8").splitlines()[1:])
    for adcode, name, level, parent_code in rows:
        parent = table.by_code.get(parent_code)  # parents come first: the file is sorted by code
        above = () if parent is None else (parent.adcode, *parent.above)
        entry = _Entry(name, levels[level], adcode, above, name if parent is None else parent.province)
        table.by_code[entry.adcode] = entry
        table.by_name[entry.name].append(entry)
        for short in _short_names(entry):
            table.by_short[short].append(entry)
    for entry in table.by_code.values():
        shared = len(table.by_name[entry.name]) > 1 or entry.name in _WORDS
        entry.label = table.by_code[entry.above[0]].name + entry.name if shared else entry.name
        table.by_label[entry.label].append(entry)
    table.lengths = tuple(sorted({len(name) for name in table.by_name}, reverse=True))
    table.short_lengths = tuple(sorted({len(name) for name in table.by_short}, reverse=True))
    return table


def _short_names(entry: _Entry) -> list[str]:
    """What a province or prefecture is called for short: 济宁, 广西, 延边 and 延边州."""
    if entry.level == "county":
        return []
    if entry.name.endswith("自治州"):
        bare = _PEOPLES.sub("", entry.name.removesuffix("自治州"))
        # 海南藏族自治州 is called 海南州, never 海南
        return [bare + "州"] if bare == "海南" else [bare, bare + "州"]
    bare = re.sub(r"(?:特别行政区|自治区|地区|省|市|盟)$", "", entry.name)
    return [_PEOPLES.sub("", bare) or bare]


# --- reading a name from the left --------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Place:
    """A chain of divisions read so far: `entry` when the last one is listed, else what its form says."""

    end: int
    division: Division
    entry: _Entry | None
    short: str  # as a development zone carries it: 济宁 in 济宁高新区

    @property
    def rank(self) -> tuple[int, bool, bool]:
        """The most specific reading is the best; then what is listed, then what lies in something listed."""
        return _DEPTH[self.division.level], bool(self.division.adcode), bool(self.division.province)


_DEPTH = {"nation": 0, "province": 1, "city": 2, "county": 3}


def _listed_or_formed(text: str) -> Division | None:
    best: _Place | None = None
    for place in _places(text, 0, None):
        if best is None or place.rank > best.rank:
            best = place
    return None if best is None else best.division


def _places(text: str, start: int, parent: _Place | None) -> Iterator[_Place]:
    """Yield every way to read one more division at `start`, each followed by what can be read behind it."""
    if parent is not None and parent.division.level == "county":
        return
    found = list(_listed(text, start, parent))
    if not found:
        # What says that it is a zone is nothing else: 旅游度假区 is no district called 旅游度假
        zone = _ZONE.match(text, start)
        chained = zone is not None and re.search(r".[省市县区旗]", zone["name"])  # 青岚市 in 青岚市高新区
        found = list(_formed(text, start, parent) if zone is None or chained else _zone(zone, parent))
    for place in found:
        yield from _places(text, place.end, place)
        yield place
    yield from _shortened(text, start, parent)


def _within(entry: _Entry, parent: _Place | None) -> bool:
    if parent is None:
        return True
    if parent.entry is None:
        return False
    return parent.entry.adcode in entry.above


def _listed(text: str, start: int, parent: _Place | None) -> Iterator[_Place]:
    table = _table()
    for length in table.lengths:
        name = text[start : start + length]
        entries = [entry for entry in table.by_name.get(name, ()) if _within(entry, parent)]
        if not entries or (parent is None and name in _WORDS):
            continue
        end = start + len(name)
        if len(entries) == 1:
            yield _Place(end, entries[0].division, entries[0], _bare(name))
        else:
            # The parent that is printed, a province, still leaves several
            label = name if parent is None else parent.division.name + name
            province = "" if parent is None else parent.division.province
            yield _Place(end, Division(label, entries[0].level, "", province), None, _bare(name))
        return


def _shortened(text: str, start: int, parent: _Place | None) -> Iterator[_Place]:
    """A province or prefecture without its suffix, where a division or the rest of an office follows."""
    table = _table()
    for length in table.short_lengths:
        name = text[start : start + length]
        entries = [entry for entry in table.by_short.get(name, ()) if _within(entry, parent)]
        end = start + len(name)
        for entry in entries:
            place = _Place(end, entry.division, entry, name)
            yield from _places(text, end, place)
        if len(entries) == 1 and (end == len(text) or _OFFICE.match(text, end)):
            yield _Place(end, entries[0].division, entries[0], name)


def _zone(match: re.Match[str], parent: _Place | None) -> Iterator[_Place]:
    """A development zone. One that only says what it is (高新区) is named after the place before it."""
    own, kind = match["name"], match["kind"]
    if kind.endswith(_LOOSE_ZONES) and not _COMMITTEE.match(match.string, match.end()):
        return
    if own and not _plain(own):
        return
    if parent is not None:
        name, province = parent.short + own + kind, parent.division.province
    elif own:
        known = _table().by_short.get(own, [])
        name, province = own + kind, known[0].province if len(known) == 1 else ""
    else:
        return
    yield _Place(match.end(), Division(name, "county", "", province), None, name)


def _formed(text: str, start: int, parent: _Place | None) -> Iterator[_Place]:
    """A name that is not listed, by its suffix: the first one that is not part of a common word."""
    for match in _SUFFIX.finditer(text, start):
        suffix, own = match[0], text[start : match.start()]
        if len(own) > _LONGEST:
            return
        level = _LEVELS[suffix]
        if not _is_name(own, suffix, text[match.end() :]):
            continue
        if parent is not None:
            if parent.division.level == "city" and suffix == "市":
                level = "county"  # 济宁市邹城市
            if _DEPTH[level] <= _DEPTH[parent.division.level]:
                return
        name = own + suffix
        province = parent.division.province if parent else ""
        if level == "province":
            province = name
        if parent is not None and _table().by_name.get(name):
            name = parent.division.name + name  # listed, but elsewhere
        yield _Place(match.end(), Division(name, level, "", province), None, own)
        return


def _is_name(own: str, suffix: str, rest: str) -> bool:
    """Whether `own` before the suffix can be the name of a place, and `rest` can follow one."""
    low, high = _SIZES[suffix]
    if not low <= len(own) <= high or not _CHINESE.fullmatch(own):
        return False
    if not _plain(own) or own in _NOT_NAMES.get(suffix, ()):
        return False
    # 绛园区卫生健康局 is of a district, 甲山产业园区管理委员会 of an industrial park
    has_government = rest.startswith(("人民政府", "政府")) or (len(own) <= 2 and bool(_BUREAU.match(rest)))
    if (own[-1] in _NOT_BEFORE.get(suffix, "") and not has_government) or rest[:1] in tuple(_NOT_AFTER.get(suffix, "")):
        return False
    if own.endswith("城") and suffix in ("市", "区"):
        # 榆城市, 榆城区 are places; 青岚城市管理局, 智慧城市, 老城区 are not
        return len(own) == 2 and own[0] not in _TOWNS and not rest.startswith(("管理", "建设", "更新", "运行"))
    return True


def _plain(own: str) -> bool:
    """Whether nothing in `own` says that it is no name: 各, 全, 三, 管理, the end of another name."""
    return not (_FORBIDDEN.search(own) or own.startswith(_SUFFIXES) or not own.strip(_NUMERALS))


def _bare(name: str) -> str:
    return re.sub(r"(?:自治州|自治区|地区|省|市|盟)$", "", name)


# --- words -------------------------------------------------------------------------------------

_SPACE = re.compile(r"[\s\u3000\ufeff\u200b]+")
_PREFIX = re.compile(r"^(?:[“”\"'《〈（(]|关于|印发|\d{4}年度?|中共(?!中央)|中国共产党(?!中央)|共青团(?!中央))+")
_CHINESE = re.compile(r"[\u4e00-\u9fff]+")

# Peoples after whom autonomous divisions are named; 藏 and 彝 only with 族, since place names contain them
_PEOPLES = re.compile(
    r"(?:(?:朝鲜|土家|苗|藏|羌|彝|布依|侗|哈尼|壮|傣|白|景颇|傈僳|回|蒙古|柯尔克孜|哈萨克|维吾尔|满)族"
    r"|维吾尔|哈萨克|柯尔克孜|蒙古(?=$))+$"
)

_MINISTRIES = (
    "外交部|国防部|教育部|科学技术部|科技部|工业和信息化部|工信部|公安部|民政部|司法部|财政部|人社部"
    "|人力资源和?社会保障部|自然资源部|生态环境部|环境保护部|住房和?城乡建设部|住建部|交通运输部|水利部"
    "|农业农村部|农业部|商务部|文化和旅游部|退役军人事务部|应急管理部|审计署|海关总署|中国人民银行"
    "|最高人民法院|最高人民检察院"
)
_NATIONAL = re.compile(
    r"中华人民共和国(?:(?:" + _MINISTRIES + r")(?!门))?|国务院|中共中央|中国共产党中央|党中央"
    r"|中央(?=文明|军委|纪委|宣传|组织|统战|政法|网信|编办|财办|农办|依法|全面|财经|广播|精神)"
    r"|国家(?=$)|国家(?!级|电网)[\u4e00-\u9fff]{2,12}?(?:委员会|总局|局|委|署|部(?!门)|办公室|中心)"
    r"|全国(?:人民代表大会|人大|政协|爱国卫生|爱卫)"
    r"|(?:" + _MINISTRIES + r")(?!门)"
)

_LEVELS: dict[str, Level] = {
    "省": "province",
    "自治区": "province",
    "市": "city",
    "自治州": "city",
    "地区": "city",
    "盟": "city",
    "县": "county",
    "区": "county",
    "旗": "county",
    "自治县": "county",
    "自治旗": "county",
    "林区": "county",
}
_SUFFIX = re.compile("|".join(sorted(_LEVELS, key=len, reverse=True)))
_SIZES = {
    "省": (2, 3),
    "自治区": (2, 8),
    "市": (2, 4),
    "自治州": (2, 12),
    "地区": (2, 4),
    "盟": (2, 4),
    "县": (1, 4),
    "区": (2, 4),
    "旗": (2, 5),
    "自治县": (2, 14),
    "自治旗": (2, 10),
    "林区": (2, 4),
}
_LONGEST = max(high for _, high in _SIZES.values())
_SUFFIXES = ("省", "市", "县", "区", "州", "盟", "旗")

# Listed names that are common words unless a prefecture stands before them
_WORDS = frozenset({"城区", "郊区", "矿区", "东区", "西区"})

# What no name of a place contains
_NUMERALS = "一二两三四五六七八九十百千万几数多"
_FORBIDDEN = re.compile(
    r"^[全本其所有对在由]|[的与及等各我该每跨为委厅办处局县省级]|.和"
    r"|管理|建设|人民|政府|委员|公司|集团|工作|服务|行政|执法|开发|高新|城乡|居住|办公|责任|保护|相关"
    r"|重点|试点|示范|专项|综合|农村|社会|市场|企业|单位"
)
_NOT_NAMES = {
    "市": frozenset({"直辖", "地级", "县级", "中心", "特大", "超大", "文明", "智慧", "卫生", "农贸", "集贸", "花卉"}),
    "区": frozenset({"棚户", "主城", "中心城", "生活", "商业", "工业", "功能", "禁养", "责任", "自治", "行政", "市辖"}),
    "县": frozenset({"州", "郡", "市", "区", "外", "邻", "贫困"}),
    "旗": frozenset({"红", "国"}),
    "省": frozenset({"外", "邻"}),
    "地区": frozenset({"边远", "周边", "东部", "西部", "中部", "民族", "贫困", "沿海", "山", "毗邻", "老"}),
    "林区": frozenset({"国有"}),
}
_BUREAU = re.compile(
    r"(?:教育|科学技术|科技|工业和信息化|公安|民政|司法|财政|人力资源和社会保障|自然资源|生态环境|住房|城市管理|交通|水务|水利|农业农村|商务"
    r"|文化|体育|卫生健康|退役军人|应急管理|审计|市场监督|统计|医疗保障|行政审批|数据|信访|发展和改革|园林)[\u4e00-\u9fff]{0,10}?(?:局|委)"
)
"""The name of a bureau that a division has and no park."""
_NOT_BEFORE = {
    "市": "都超夜门集股菜楼上早",
    "区": "社小街景校园厂院库片辖郊矿灾牧战军特地市县成护务住公汇禁限疫管任新",
    "盟": "联加结同",
    "旗": "国红党军锦",
    "省": "节反",
}
_NOT_AFTER = {"市": "场值价", "区": "划域块间别位", "县": "域", "省": "级", "地区": "性", "盟": "员"}
_TOWNS = "大中小古老新名空花县建全各省主内外市镇都"

# Zones of these kinds are also projects: only with a committee of its own is one a place
_LOOSE_ZONES = ("示范区", "试验区", "实验区", "管理区", "合作区", "功能区", "先行区", "集聚区", "集中区")
_ZONE = re.compile(
    r"(?P<name>[\u4e00-\u9fff]{0,6}?)"
    r"(?P<kind>(?:高新技术|高技术|经济技术|经济|产业|旅游|综合|技术)*(?:产业)?开发区|高新技术(?:产业)?园区|高新区|经开区"
    r"|(?:国际|国家级|省级)?(?:旅游)?度假区|(?:综合)?保税区|风景名胜区|(?:工业|产业|科技|科创|化工)园区|起步区|新区"
    r"|(?:[\u4e00-\u9fff]{2,4}?)?(?:示范|试验|实验|管理|合作|功能|先行|集聚|集中)区)"
)
_COMMITTEE = re.compile(r"$|管委|管理委员会|党工委|工委|党委")

# What follows a place without suffix when the whole is one of its offices or the title of its plan:
# 济南城管局, 济南2023年工作要点, not 南京路街道办事处
_OFFICE = re.compile(
    r"(?!路|街|大道|大街|巷|桥|湖|河|山|江|港|区|里|门|村|镇|乡|园|寺|石|州|县|市[场民]|公路|高速|铁路|供电|至|到)"
    r"(?:\d{4}年|[\u4e00-\u9fff（）()、]{0,30}"
    r"(?:局|委|厅|办|处|兵团|中心|支队|大队|总队|科|政府|集团|院|站|所|队|会|组|专班|部|馆|署|室|公司)$)"
)
