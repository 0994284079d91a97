"""The units of one plan together: which names are of one unit, and which unit is part of which.

Both are told with care: two organs taken for one would be worse than one organ taken for two.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping

from loaders.facts import Division, Plan
from loaders.names import unit_name

_DECLARED = re.compile(
    r"[（(][^（）()“”\"「」，。]{0,6}?简称[：:为]?[“\"「]?(?P<short>[\u4e00-\u9fff]{2,12})[”\"」]?[）)]"
)
_HEADS = {
    **{"委员会办公室": "办公室", "办公室": "办公室", "办": "办公室", "委员会": "委员会", "委": "委员会"},
    **{head: head for head in "局 厅 中心 支队 大队 总队 集团 公司 科 处 股 站 所".split()},  # noqa: SIM905
}
"""The last word of a name -> the same in full; the longer ones first."""

_OF_A_CITY = frozenset({"委员会", "局", "办公室"})
_JOINS = re.compile(r"[和与及]")
_SECOND_NAME = re.compile(r"(?P<organ>[^（）]{3,}(?:局|委员会|厅))（(?!各)[^（）、]{2,}(?:局|委|委员会|厅|办|办公室)）")
_LOWER = r"(?:科|处|股|室|中心|支队|大队|中队|队|站|所|分局|部)"
_WITHIN = re.compile(
    r"(?P<whole>[^（）各]{2,}?(?:局|委员会|厅|(?<=[省市县区])委|领导小组|指挥部|人民政府))"
    rf"(?:(?:下属|所属|直属)?(?!省|市(?![政容场民])|县|区(?![域划])|[和与及])[^（）各]{{2,}}{_LOWER}|（(?!各)[^（）]{{2,}}{_LOWER}）)"
)
_OWN_DIVISION = re.compile(
    r"(?:(?!公司|集团|政府)[^（）省市县区旗局厅委各]|[城都]市|市[政容场民]|[社园片地小]区|区[域划块]|[党纪]委){1,12}(?:科|处|股|室)"
    r"|机关(?:党委|纪委|工会)"
)
_OWN = re.compile(r"[我本]?[局委厅](?:直属|属|机关|直|办公室)|机关各")
_LONGEST_NAME = 80
_TWO_ORGANS = re.compile(r"委[省市县区]")
_REST_OF_NAME = ("有限公司", "有限责任公司", "股份有限公司")
"""What follows a name that is no part of the organ but the rest of the organ's own name."""


def full_names(plan: Plan) -> dict[str, str]:
    """The names of units of `plan` that stand for another unit's name there: those that the plan declares
    (`城市运行管理委员会（以下简称“市运管委”）`), and those that shorten exactly one other name word by word."""
    written = {unit.name for item in plan.initiatives for unit in item.units}
    names = {spelling: unit_name(spelling, plan.city, issuer=plan.issuer) for spelling in written}
    found = dict(_declared(plan, names))
    cores = {name: core for name in set(names.values()) if (core := _core(name, plan.city))}
    by_first: dict[tuple[str, str], list[str]] = {}
    for name, (_, head, words) in cores.items():
        for first in {words[0], words.removeprefix("城市")[:1]}:
            by_first.setdefault((head, first), []).append(name)
    for short, (place, head, words) in cores.items():
        alike = [name for name in by_first[head, words[0]] if cores[name][0] in (place, "")]
        longer = [name for name in alike if _shortens(words, cores[name][2], of_city=head in _OF_A_CITY)]
        if len(longer) == 1:
            found.setdefault(short, longer[0])
    for name in names.values():
        if second := _SECOND_NAME.fullmatch(name):
            found.setdefault(name, second["organ"])
    return {short: found.get(full, full) for short, full in found.items() if short != full}


def _declared(plan: Plan, names: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for item in plan.initiatives:
        ends = {unit.evidence.end: unit.name for unit in item.units}
        for match in _DECLARED.finditer(item.text):
            if match.start() in ends:
                short = unit_name(match["short"], plan.city, issuer=plan.issuer)
                yield short, names[ends[match.start()]]


def _core(name: str, city: Division) -> tuple[str, str, str] | None:
    """The place before a name, its head and the words between, short heads as long ones."""
    place = city.name if name.startswith(city.name) else ""
    rest = name.removeprefix(place)
    for ending, head in _HEADS.items():
        words = rest.removesuffix(ending)
        if words != rest and len(words) >= 2:
            return place, head, _JOINS.sub("", words)
    return None


def _shortens(short: str, full: str, *, of_city: bool) -> bool:
    """Whether `short` has the first characters of words of `full`, which are of two characters, from the first word
    on (疾控, 疾病预防控制) or, for an organ of a city, from the one after 城市 (运管, 城市运行管理)."""
    firsts = full[::2]
    starts = (firsts, firsts[1:]) if of_city and full.startswith("城市") else (firsts,)
    if len(full) < len(short) + 2 or short in full:
        return False
    return any(short[0] == first[:1] and _in_order(short, first) for first in starts)


def _in_order(short: str, firsts: str) -> bool:
    rest = iter(firsts)
    return all(char in rest for char in short)


def whole_of(name: str, known: Collection[str]) -> str | None:
    """The unit that the unit called `name` is part of, as the name shows it: 市公安局交警支队 is part of 市公安局. None
    where it shows none, of the units that are `known` or others."""
    if len(name) > _LONGEST_NAME:
        return None
    within = _WITHIN.fullmatch(name)
    shown = len(within["whole"]) if within and not _TWO_ORGANS.search(within["whole"]) else 0
    longest = next((end for end in range(len(name) - 1, max(1, shown), -1) if name[:end] in known), shown)
    return name[:longest] if longest and name[longest:] not in _REST_OF_NAME else None


def own_divisions(names: Collection[str], city: Division) -> set[str]:
    """Those of the units called `names`, which a bureau's plan makes responsible, that are the bureau's own: they have
    no organ before them, as other bureaus' divisions have. A 处 is one where the plan has several and no 科: else
    it is an office of its own (海事处)."""
    bare = {name for name in names if _OWN_DIVISION.fullmatch(name) and not name.startswith(_own_place(city))}
    offices = {name for name in bare if name.endswith("处")}
    if len(offices) == 1 or any(name.endswith(("科", "股")) for name in bare):
        bare -= offices
    return bare | {name for name in names if _OWN.match(name)}


def _own_place(city: Division) -> str:
    return city.name[:-1] or city.name
