"""Organisations named in running text."""

from __future__ import annotations

import re
from collections.abc import Sequence

from graph.evidence import Evidence
from loaders.facts import Unit
from loaders.mentions.phrases import Piece, Run
from loaders.words import Role, word_list

_ANCHOR = re.compile(r"(?:国家|中央|省|自治区|市|州|盟|区|县|旗)")
_DIVISION = r"[\u4e00-\u9fff]{2,6}?(?:自治县|自治旗|新区|高新区|开发区|经开区|市|县|区|旗)"
_STREET = re.compile(rf"(?:{_DIVISION})?[\u4e00-\u9fff]{{2,4}}(?:街道(?:办事处|办)?|镇|乡)")
_LEVELS_ONLY = re.compile(r"[省市区县乡镇街道村居级各州旗直属（）、]+")
_STRAY = re.compile(r"[^省市区县州旗盟][省市区县](?![省市区县])")
"""One character before the level of government: no division has a name so short, it is a verb (`送区司法局`)."""
_BARE_POWER = re.compile(r"[省市区县镇乡街道]+(?:党委|政府|人民政府|部门)+")
_STRONG = frozenset("局 委 厅 办 委员会 办公室 管委会 人大 政协 法院 检察院 支队 总队 大队 集团 公司 研究院 研究所 编办 委编办 安委办 安委会 网信办 人民政府 政府 领导小组 领导小组办公室 指挥部 指挥部办公室 委员会办公室 海事处 测试所 特检所 养护所 分局 总局 管理局 中心".split())


def find_units(text: str, runs: Sequence[Run]) -> tuple[Unit, ...]:
    """The organisations that `runs` name, each once, as `mentioned`."""
    found: dict[str, Unit] = {}
    for run in runs:
        for start, end in _names(text, run):
            name = "".join(text[start:end].split())
            found.setdefault(name, Unit(name, "mentioned", Evidence.cut(text, start, end)))
    return tuple(found.values())


def _names(text: str, run: Run) -> list[tuple[int, int]]:
    ministries = word_list("ministries")
    for piece in run.pieces:
        if piece.text in ministries and not text.startswith("门", piece.end):
            return [(piece.start, piece.end)]
    heads = [at for at, piece in enumerate(run.pieces) if piece.role & Role.UNIT]
    if not heads or re.search(r"(?:各|每个?|全|我|本)$", run.before):
        return []
    last = heads[-1]
    head = run.pieces[last]
    first = _first_of_name(run.pieces[: last + 1])
    start = run.pieces[first].start
    if run.pieces[first].kind == "unknown" and _STRAY.match(text[start : head.end]):
        start += 1
    name = text[start : head.end]
    body = run.pieces[first:last]
    if head.text in {"新区", "开发区", "高新区", "经开区"}:
        return [(start, head.end)] if _unknown(body) >= 2 and last == len(run.pieces) - 1 else []
    if head.text in {"街道", "街道办", "街道办事处", "镇", "乡"}:
        return [(start, head.end)] if _is_street(body, name) else []
    if head.text not in _STRONG:
        return []
    if head.text in {"集团", "公司"}:
        return [(start, head.end)] if _unknown(body) >= 2 or _ANCHOR.match(name) and body else []
    if any(piece.kind == "quote" for piece in body) and head.text in {"研究院", "研究所", "委员会"}:
        return [(start, head.end)]
    if head.text in {"委员会", "委员会办公室"} and len(name) - len(head.text) >= 4:
        return [(start, head.end)]
    anchor = _ANCHOR.match(name)
    if not anchor:
        division = re.match(rf"{_DIVISION}(?=[\u4e00-\u9fff]{{2,}})", name)
        return [(start, head.end)] if division and _unknown(body) >= 2 and head.text != "中心" else []
    rest = name[anchor.end() : len(name) - len(head.text)]
    if name in {"省厅", "市局", "区局", "县局", "市委", "省委", "区委", "县委", "市政府", "省政府", "市人大", "省人大", "市政协"}:
        return [(start, head.end)]
    if (len(rest) == 0 and len(head.text) < 3) or _BARE_POWER.fullmatch(name) or rest.startswith("级"):
        return []
    if rest and _LEVELS_ONLY.fullmatch(rest):
        return []
    return [(start, head.end)]


def _first_of_name(pieces: Sequence[Piece]) -> int:
    """The piece that begins with a level of government (`市…`), if any, else the first."""
    for at, piece in enumerate(pieces):
        if _ANCHOR.match(piece.text):
            return at
    return 0


def _is_street(body: Sequence[Piece], name: str) -> bool:
    return _unknown(body) >= 2 and bool(_STREET.fullmatch(name))


def _unknown(body: Sequence[Piece]) -> int:
    return sum(len(piece.text) for piece in body if piece.kind == "unknown")
