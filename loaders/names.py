"""One name for each thing: what a unit, a facility or a norm is called, whatever way a plan writes it.

Pure functions of a written name and the division whose plan it stands in. They know how Chinese organs are
named and abbreviated everywhere, and nothing about any one city.
"""

from __future__ import annotations

import re
from functools import cache

from graph.identity import canonical
from loaders.facts import Division
from loaders.words import word_list, word_map

NATION = "国家"


def unit_name(written: str, city: Division, *, issuer: str = "") -> str:
    """The full name of the unit that a plan of `city` calls `written`.

    `市城管局` → `济宁市城市管理局`, `住建部` → `住房和城乡建设部`. A bare `市局` is the plan's `issuer`.
    What has no fuller form comes back in its canonical spelling.
    """
    name = _without_parents(canonical(written), city)
    if issuer and name in (f"{_level(city)}局", "我局", "本局", "局机关"):
        return unit_name(issuer, city)
    if name in _ministries():
        return _unabbreviated(name.removeprefix(NATION) if name.endswith("部") else name)
    name = _unabbreviated(_with_place(name, city))
    for short, full in _ENDINGS:
        name = short.sub(full, name)
    return city.name + name if _own_organ().match(name) and city.name != NATION else name


def facility_name(written: str, city: Division) -> str:
    """The name of the facility that a plan of `city` calls `written`, without the city in front:
    `济宁市人民公园` → `人民公园`, `城市运管服平台（一期）` → `城市运行管理服务平台`."""
    name = _without_city(_without_parents(canonical(written), city), city)
    if not _PLATFORM.search(name):
        return name
    name = _ABBREVIATION.sub("", _PHASE.sub("", name)) or name
    bare = name.removeprefix(_level(city))
    if bare != name and len(bare) >= _SHORTEST and not _NOT_A_PLACE.match(name):
        name = bare
    for short, full in word_map("short_facilities").items():
        name = _expanded(name, short, full)
    return name


def regulation_name(written: str, kind: str, city: Division) -> tuple[str, str]:
    """Whose norm it is (`国家` or the city's name), and its name without that: `济宁市城市绿化条例（修正）` →
    (`济宁市`, `城市绿化条例`), `中华人民共和国行政处罚法` → (`国家`, `行政处罚法`).

    What state or edition a text is in (`试行`, `修正`, `征求意见稿`, `2023版`, `第三版`) is no part of the name; the
    years it is for are.
    """
    name = _without_parents(canonical(written).strip("《》"), city)
    while (bare := _STATE.sub("", name)) not in (name, ""):
        name = bare
    name = _YEARS.sub(r"（\1-\2）", name)
    if name.startswith(_REPUBLIC) or kind == "law":
        return NATION, name.removeprefix(_REPUBLIC) or name
    edition = _EDITION.match(name)
    start = edition.end() if edition else 0
    return city.name, name[:start] + _without_city(name[start:], city)


def unit_kind(name: str) -> str:
    """The kind of the unit with this full name, one of those the ontology lists."""
    for kind, pattern in _UNIT_KINDS:
        if pattern.search(name):
            return kind
    return "other"


def is_above(name: str, city: Division) -> bool:
    """Whether the unit with this full name is of the nation, the province, or
    the prefecture that a county lies in."""
    if name in _ministries() or name.startswith((NATION, "国务院", "中共中央", "中央", "最高人民")):
        return city.level != "nation"
    if name.endswith("部") and name.removesuffix("部") in word_map("short_units").values():
        return True
    province = city.province if city.level != "province" else ""
    if province and name.startswith((province, "省")):
        return True
    return city.level == "county" and name.startswith("市") and not _NOT_A_PLACE.match(name)


# --- places ------------------------------------------------------------------------------------


def _own(city: Division) -> str:
    """The last division in the city's name: 鼓楼区 in 南京市鼓楼区."""
    match = _PARENT.match(city.name)
    return match[1] if match else city.name


def _level(city: Division) -> str:
    return "" if city.level == "nation" else city.name[-1:]


def _without_parents(name: str, city: Division) -> str:
    """`name` without the divisions above the plan's city in front, the city itself with its full name."""
    if city.level != "province":
        name = name.removeprefix(city.province) if city.province and city.name in name else name
    own = _own(city)
    at = name.find(own)
    if at > 0 and _DIVISIONS.fullmatch(name[:at]):
        name = name[at:]
    return city.name + name.removeprefix(own) if name.startswith(own) else name


def _with_place(name: str, city: Division) -> str:
    """`name` with the city's name for the level (市, 区, 县, 省) that stands for it."""
    bare = re.sub(r"(?:市|省|县|区|自治州|自治区|地区|盟)$", "", city.name)
    if name.startswith(city.name):
        below = _BELOW.match(name, len(city.name))
        return name[len(city.name) :] if below else name
    if bare and name.startswith(bare) and _BUREAU_AFTER_CITY.match(name, len(bare)):
        return _with_place(city.name + name[len(bare) :], city)
    if _NOT_A_PLACE.match(name) or name[1:] in ("局", "厅", "处", "科", "直", "属"):
        return name
    level = _level(city)
    if level and name.startswith(level) and len(name) > 1:
        return _with_place(city.name + name[1:], city)
    province = city.province if city.level != "province" else ""
    for word in ("省", "自治区"):
        if province.endswith(word) and name.startswith(word):
            return province + name.removeprefix(word)
    return name


def _without_city(name: str, city: Division) -> str:
    rest = name.removeprefix(city.name)
    # 济宁市民广场 is no 民广场 of 济宁市
    whole_words = not _NOT_A_PLACE.match(name, len(city.name) - 1)
    return rest if rest and whole_words and len(rest) >= _SHORTEST else name


# --- short forms -------------------------------------------------------------------------------


@cache
def _ministries() -> frozenset[str]:
    # The word list has provincial and municipal organs as well; 医保局 alone is the city's own.
    names = {name for name in word_list("ministries") if _NATIONAL.search(name)}
    return frozenset(names | {_unabbreviated(name) for name in names})


@cache
def _short() -> re.Pattern[str]:
    words = sorted(word_map("short_units"), key=len, reverse=True)
    headed = "|".join(word for word in words if word.endswith(_HEADS))
    others = "|".join(word for word in words if not word.endswith(_HEADS))
    # 级 and （…） as in 各县区（开发区）城管局
    before = r"(?:^|(?<=[省市县区旗州盟级）局委家]))"
    head = r"(?=局|委|厅|部|执法|主管|支队|大队|总队)(?P<head>委(?!员会))?"
    return re.compile(rf"{before}(?:(?P<whole>{headed})|(?P<stem>{others}){head})")


def _unabbreviated(name: str) -> str:
    full = word_map("short_units")

    def spell(match: re.Match[str]) -> str:
        if match["whole"]:
            return full[match["whole"]]
        return full[match["stem"]] + ("委员会" if match["head"] else "")

    return _short().sub(spell, name)


def _expanded(name: str, short: str, full: str) -> str:
    """`name` with `full` for `short`, and what of `full` already stood before it only once."""
    if short not in name or full in name:
        return name
    before, after = name.split(short, 1)
    for size in range(len(full) - 1, 1, -1):
        if before.endswith(full[:size]):
            before = before[:-size]
            break
    return before + full + after


@cache
def _own_organ() -> re.Pattern[str]:
    organs = "|".join(sorted(set(word_map("short_units").values()), key=len, reverse=True))
    return re.compile(rf"(?:{organs})(?:局|委员会(?!办公室)|委员会办公室)(?!\w*分局)")


# --- words -------------------------------------------------------------------------------------

_SHORTEST = 4  # characters that a name keeps when the city is taken off it
_HEADS = ("会", "办", "局", "队")
_REPUBLIC = "中华人民共和国"
_NATIONAL = re.compile(r"部$|署$|总局$|^(?:国家|国务院|中[央共国]|最高)")
_PARENT = re.compile(r".+?(?:市|自治州|地区|盟)(.{2,})$")
_DIVISIONS = re.compile(r"[\u4e00-\u9fff]{2,12}(?:省|自治区|市|自治州|地区|盟)")
# Words that begin like a level of government: 市政科, 区域中心, 省级平台, 市中区城管局.
_NOT_A_PLACE = re.compile(
    r"市(?:政(?!府|协|务|法|研)|容|场|民(?!政|宗|族|革|盟|建|进)|直|属|级|井|貌|花|辖|域|立|县|区|[中南北]区)"
    r"|区(?:域|级|划|间|直|属|块|片|位|县)|县(?:域|级|直|属|区|市|城)|省(?:级|直|属|会|道)"
)
_BELOW = re.compile(
    r"[\u4e00-\u9fff]{1,5}?(?:[^\W社小片灾景辖街校园厂院]区|县|(?<!城)市|旗)(?!域|级|政|场|容|民)[\u4e00-\u9fff]{2,}"
)
_BUREAU_AFTER_CITY = re.compile(r"(?!高新|经开|开发|新区)[\u4e00-\u9fff]{2,12}(?:局|委|委员会|人民政府)$")
_ENDINGS = tuple(
    (re.compile(pattern), full)
    for pattern, full in (
        (r"委员会办$", "委员会办公室"),
        (r"(?<=[省市县区旗州盟])政府", "人民政府"),
        (r"(?<=区)管委会", "管理委员会"),
        (r"(?<=[市县区])交警(?=支队|大队|总队)", "公安局交警"),
        (r"交警(?=支队|大队|总队)", "交通警察"),
        (r"街道办?$", "街道办事处"),
    )
)
_PLATFORM = re.compile(r"(?:平台|系统|大脑|中台|APP|小程序|数据库)(?:（[^（）]*）)*$")
_PHASE = re.compile(r"（[一二三四]期(?:工程)?）$")
_ABBREVIATION = re.compile(r"（[A-Za-z]+）")
_STATE = re.compile(
    r"（(?:试行|暂行|试用|修正案?|修订案?|修订版|(?:修订|修正)?(?:草案|初稿|送审稿|征求意见稿|审议稿|报批稿|讨论稿|稿)|新版|最新版"
    r"|(?:\d{4}年?)?(?:第[一二三四五六七八九十\d]次)?(?:修正|修订)|(?:\d{4}年?|第[一二三四五六七八九十\d]+|[vV]?\d{1,2}\.\d)版)）$"
    r"|(?:\d{4}年?|第[一二三四五六七八九十\d]+|\d{1,2}\.\d|修订|试行)版$|(?<=[^（])(?:试行|暂行)$"
)
_YEARS = re.compile(r"（(\d{4})年?-(\d{4})年?）")
_EDITION = re.compile(r"\d{4}年度?")
_UNIT_KINDS = tuple(
    (kind, re.compile(pattern))
    for kind, pattern in (
        ("group", r"^(?:各|全[市县区省]|局属|市属|机关各|相关|有关|属地)|各(?:科室|单位|成员)"),
        ("group", r"(?:专班|领导小组|工作组|指挥部|联席会议)$"),
        ("enterprise", r"(?:公司|集团|银行|企业)$"),
        ("government", r"(?:政府|街道办事处|镇|乡|人大|人大常委会|政协|(?<=区)管理委员会)$"),
        ("government", r"[省市县区旗]委?$"),
        ("institution", r"(?:中心|支队|大队|总队|中队|院|站|所|学校|馆|园)$"),
        ("division", r"(?:科|处|股|(?<!委员会办公)(?<!政府办公)室)$|机关(?:党委|纪委)$|党组$"),
        ("bureau", r"(?:局|委|委员会|厅|部|办|署|办公室)$"),
    )
)
