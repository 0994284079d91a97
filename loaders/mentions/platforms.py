"""Information systems, which are named by what they do: `城市运行管理服务平台`, `“澜事通”APP`, `智慧环卫`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from graph.evidence import Evidence
from loaders.facts import Facility
from loaders.mentions.phrases import Name, Run, extended
from loaders.words import Role, facility_kinds, word_list

_VERBS_BEFORE_PLACE = frozenset({"运行", "管理", "监管", "运营", "监测", "发展", "服务"})
_AFTER_PLATFORM = re.compile(r"经济|企业|公司|型|化|思维")
_AFTER_SYSTEM = re.compile(
    r"规划|化|管理(?!平台)|性|思维|治理|干部|内|各|上下|工程|观念|谋划|集成|梳理|抓|地|(?:建设|改造|提升|升级)(?:项目|工程)"
)
"""What follows 系统 where it is no system of its own: `城市绿地系统规划`, `监测系统建设项目`."""

_PLAIN = re.compile(r"[\u4e00-\u9fffA-Za-z0-9—]+")
_SMART = re.compile(r"智慧[\u4e00-\u9fff]{2,6}")
_SMART_LIST = re.compile(r"智慧[\u4e00-\u9fff]{2,3}(?:、智慧[\u4e00-\u9fff]{2,3}){1,9}(?=等)")


def platform_name(text: str, run: Run, last: int) -> Name | None:
    """An information system, whose name ends with the piece `last`."""
    head = run.pieces[last]
    first = 0
    for at, piece in enumerate(run.pieces[:last]):
        opens = at == first and head.start - piece.end >= 3
        has_verb = piece.text in word_list("platform_verbs") or (
            piece.text in _VERBS_BEFORE_PLACE and run.pieces[at + 1].kind == "unknown"
        )
        if (opens and has_verb) or piece.text in word_list("ministries"):
            first = at + 1
    modifiers = run.pieces[first:last]
    words = text[run.pieces[first].start : head.start]
    if head.text == "系统" and (words in word_list("organ_systems") or _AFTER_SYSTEM.match(text, head.end)):
        return None
    if _AFTER_PLATFORM.match(text, head.end):
        return None
    telling = [piece for piece in modifiers if piece.text not in word_list("platform_words")]
    is_named = any(piece.kind == "quote" for piece in modifiers) or (len(words) >= 3 and bool(telling))
    return Name(run.pieces[first].start, extended(text, head.end), "platform") if is_named else None


def quoted_things(text: str, run: Run) -> Iterator[Facility]:
    """Things whose whole name stands in quotes."""
    for at, piece in enumerate(run.pieces):
        if piece.kind != "quote":
            continue
        goes_on = at + 1 < len(run.pieces) and bool(run.pieces[at + 1].role & Role.FACILITY)
        inner = piece.text[1:-1]
        if goes_on or not _PLAIN.fullmatch(inner):
            continue
        head = next(
            (inner[at:] for at in range(max(0, len(inner) - 6), len(inner)) if inner[at:] in facility_kinds()),
            "",
        )
        kind = facility_kinds().get(head, "platform")
        if (head and kind == "platform" and len(inner) - len(head) >= 3) or _SMART.fullmatch(inner):
            yield Facility(inner, kind, Evidence.cut(text, piece.start + 1, piece.end - 1))


def smart_things(text: str) -> Iterator[Facility]:
    """The applications that a list names by 智慧: `智慧城管、智慧环卫等`."""
    for listed in _SMART_LIST.finditer(text):
        for match in re.finditer(r"[^、]+", listed[0]):
            evidence = Evidence.cut(text, listed.start() + match.start(), listed.start() + match.end())
            yield Facility(match[0], "platform", evidence)
