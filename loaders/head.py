"""From the lines before a plan's first heading, and those that sign it, to its head: title, year, issuer, number
and date."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from loaders.numbering import CN_NUMBER, chinese_number
from loaders.text import is_row
from loaders.words import word_map

_KIND = (
    "(?:工作要点|工作计划|工作安排|工作方案|实施方案|行动方案|行动计划|实施计划|重点工作|重点任务|任务清单|工作清单|责任清单"
    "|责任分工|任务分工|任务分解|分工方案|任务表|进展情况表?|落实情况|工作打算|工作思路|工作任务|目标任务|工作目标|要点|计划|方案|清单|安排"
    "|(?:工作|任务|目标|项目|事项|责任|推进|进度|进展|分解|计划|情况|调度|落实){1,3}(?:台账|一览表|推进表|进度表|责任表|分解表|调度表|表|责任书|卡片?|图)"
    "|(?:推进|完成|执行|办理|实施)情况|工作进展|台账|一览表|民生实事)"
)
_KINDS = rf"{_KIND}{{1,4}}(?:表|公示|公开|汇总|[（(][^（）()]{{1,12}}[）)]){{0,2}}"
_TITLE = re.compile(rf"(?!关于|.*(?:通知|通报|的函|文件)$)[^。；：:！？]{{4,60}}{_KINDS}")
_NAMED_PLAN = re.compile(rf"[《<〈]([^《》<>〈〉]{{4,60}}{_KINDS})[》>〉]")
_ISSUED_PLAN = re.compile(rf"关于(?:印发|下达|公布|发布|转发|下发)([^《》。；：:，,]{{4,60}}?{_KINDS})的通知")
_CN_DIGITS = str.maketrans("〇○ＯO零一二三四五六七八九", "00000123456789")
_CN_YEAR = r"[一二][〇○ＯO零九][〇○ＯO零一二三四五六七八九]{2}"
_CN_DATE = re.compile(rf"({_CN_YEAR})年({CN_NUMBER})月({CN_NUMBER})日")
_AD = r"(?:[1１][9９]|[2２][0０])\d\d"
_YEAR = re.compile(
    rf"(?<!\d)({_AD}|{_CN_YEAR})(?=年(?!\d{{1,2}}月)|[-－—–~～至]{{1,2}}(?:{_AD}|{_CN_YEAR})年)|(?<!\d)({_AD})(?=年\d)"
)
_DAY = re.compile(r"((?:19|20)\d\d)年(\d{1,2})月(\d{1,2})日|((?:19|20)\d\d)[-./](\d{1,2})[-./](\d{1,2})")
_REMARK = re.compile(r"[（(][^（）()]*[）)]$")
_REST_OF_TITLE = re.compile(rf"(?:{_AD}年度?|{_CN_YEAR}年度?)?[^，。；：:！？市县区省州盟旗\d]{{0,4}}{_KINDS}")
_NO_TITLE = re.compile(r"[，,。；：:]|关于|通知|[号日件]$")
DATE = rf"(?:(?:19|20)\d\d年\d{{1,2}}月\d{{1,2}}日|{_CN_YEAR}年{CN_NUMBER}月{CN_NUMBER}日)"
"""A date as a signature has it, in digits or in Chinese numerals."""

_DOC_NUMBER = re.compile(r"([\u4e00-\u9fff]{2,12}?[〔［\[【（(]((?:19|20)\d\d)[〕］\]】）)]\d{1,4}号)")
_ORGAN = (
    r"(?:人民政府办公[厅室]|人民政府|政府办公[厅室]|委员会办公室|领导小组办公室|委员会|指挥部|管委会|党组|办公[厅室]"
    r"|[\u4e00-\u9fff]{1,20}?(?:局|厅|部|委|院|办|中心|支队|总队|集团|公司|处|馆|所|站))"
)
SIGNATURE = re.compile(
    r"[\u4e00-\u9fff]{2,25}?(?:局|厅|部|委|办|政府|办公[厅室]|委员会|中心|支队|总队|指挥部|领导小组|院|集团|公司)"
)
"""The name of an organ, as it stands in a signature."""

_LETTERHEAD = re.compile(r"([\u4e00-\u9fff]{4,30}?)文件")
_ISSUING = re.compile(r"([\u4e00-\u9fff、]{4,40}?)关于(?:印发|下达|公布|发布|转发|下发|做好)")
_OWN_OFFICE = re.compile(r"((?:局|委|厅|办|院|中心|部))(?:党委|党组)?办公室$")
_PRINTED = re.compile(r"^([\u4e00-\u9fff]*?)((?:19|20)\d\d年\d{1,2}月\d{1,2}日)印发$")
_SIGNED = re.compile(rf"({SIGNATURE.pattern})({DATE})")

_FIELDS = {name: field for field, names in word_map("metadata").items() for name in names.split()}
_FIELD = re.compile(rf"(?:{'|'.join(sorted(_FIELDS, key=len, reverse=True))})[：:]")

# Where the lines of a head that lost its line breaks begin and end.
_NUMBERED_AS = r"[\u4e00-\u9fff]{2,12}[〔［\[【（(](?:19|20)\d\d[〕］\]】）)]\d{1,4}号"
_BREAK = re.compile(
    rf"(?<=文件)(?={_NUMBERED_AS})|(?<=通知)(?={_NUMBERED_AS}|各[^。；，]{{1,60}}[：:])"
    r"|(?:(?<=[〕］\]】）)]\d号)|(?<=[〕］\]】）)]\d\d号)|(?<=[〕］\]】）)]\d{3}号))(?=[\u4e00-\u9fff])(?!文|精神|通知|的|要求|规定|和|及|以)"
    rf"|(?<=。)(?=[\u4e00-\u9fff]{{0,25}}{DATE})"
)
_OPENS_TEXT = re.compile(
    r"为|以|根据|按照|围绕|坚持|依据|贯彻|深入|今年|本年|当前|各[^。；：:]{1,80}[：:]|(?:19|20)\d\d年(?!\d)|"
    + _NUMBERED_AS
)
_GLUED_TITLE = re.compile(rf"(?!关于|为|以|根据|按照|围绕|现|请)[^。；：:！？，,《》]{{4,60}}?{_KINDS}")
_DATED = re.compile(rf"{DATE}(?=[\u4e00-\u9fff\d])(?!印发|发布|起|前|以|至|召开|上午|下午|施行|实施|会议)")


@dataclass(frozen=True, slots=True)
class Head:
    """What the lines before the first heading, and the signature after the last, say of the plan."""

    title: str
    year: int | None
    issuer: str | None
    doc_number: str | None
    issued_on: str | None


def read_head(before: Sequence[str], tail: Sequence[str]) -> Head:
    """The head of the plan that has the lines `before` above its first heading and `tail` below its last item."""
    metadata = _metadata(before)
    plain = [part for line in before if not is_row(line) for part in _parts(line)]
    tail = [_CN_DATE.sub(_in_digits, line) for line in tail]
    text = "\n".join(plain)
    title = _find_title(plain) or metadata.get("title", "")
    number = _DOC_NUMBER.search(metadata.get("number", "")) or _DOC_NUMBER.search(text)
    issued_on = _find_date(plain, metadata, tail)
    others = [*([number[2]] if number else []), *([issued_on[:4]] if issued_on and "date" in metadata else [])]
    return Head(
        title=title,
        year=_find_year([title, *plain, *(f"{year}年" for year in others)]) if title else None,
        issuer=_find_issuer(title, plain, metadata, tail),
        doc_number=number[1] if number else None,
        issued_on=issued_on,
    )


def signed_lines(line: str) -> list[str]:
    """`line`, or where it is an organ's name and a date, these two."""
    signed = _SIGNED.fullmatch(line)
    return [signed[1], signed[2]] if signed else [line]


def _parts(line: str) -> Iterator[str]:
    """The lines that `line` was, where a head lost its line breaks, without the fields of a metadata table."""
    if _FIELD.match(line):
        return
    line = _CN_DATE.sub(_in_digits, line)
    for part in _BREAK.sub("\n", line).split("\n"):
        signed = _SIGNED.match(part)
        if signed and (signed.end() == len(part) or _DATED.match(part, signed.start(2))):
            yield signed[1]
            yield signed[2]
            part = part[signed.end() :]
        elif dated := _DATED.match(part):
            yield dated[0]
            part = part[dated.end() :]
        title = _GLUED_TITLE.match(part)
        if title and _OPENS_TEXT.match(part, title.end()):
            yield title[0]
            part = part[title.end() :]
        if part:
            yield part


def _in_digits(date: re.Match[str]) -> str:
    month, day = (chinese_number(part) for part in date.group(2, 3))
    return f"{date[1].translate(_CN_DIGITS)}年{month}月{day}日"


def _metadata(lines: Sequence[str]) -> dict[str, str]:
    """What a metadata table says: of rows whose cells are in turn a name and a value, or each `name：value`, and of
    lines `name：value`, one field or several a line."""
    pairs: dict[str, str] = {}
    for line, following in pairwise([*lines, ""]):
        if is_row(line):
            cells = ["".join(cell.split()) for cell in line.rstrip("|").split("|")]
            both = [
                (match[0], cell[match.end() :])
                for cell in cells
                if (match := _FIELD.match(cell)) and cell[match.end() :]
            ]
            found = iter(both) if both else zip(cells[::2], cells[1::2], strict=False)
        elif _FIELD.match(line):
            names = list(_FIELD.finditer(line))
            ends = [*(match.start() for match in names[1:]), len(line)]
            values = [line[name.end() : end].strip() for name, end in zip(names, ends, strict=True)]
            if not values[-1] and not _FIELD.match(following):
                values[-1] = following
            found = zip((name[0] for name in names), values, strict=True)
        else:
            continue
        for name, value in found:
            if value and (known := _FIELDS.get(name.rstrip("：:"))):
                pairs.setdefault(known, value)
    return pairs


def _find_title(lines: Sequence[str]) -> str:
    """The plan's own title: what the notice says it issues, else the last line that reads like one."""
    named = _NAMED_PLAN.search("\n".join(lines))
    if named:
        return "".join(named[1].split())
    candidates = [title for pair in pairwise(["", *lines]) if (title := _title_in(*pair))]
    if candidates:
        return candidates[-1] if not SIGNATURE.fullmatch(candidates[-1]) else candidates[0]
    issued = _ISSUED_PLAN.search("\n".join(lines))
    return "".join(issued[1].split()) if issued else ""


def _title_in(above: str, line: str) -> str:
    """The title that `line` is, with the line above it where the two are one title, or nothing."""
    both = above + line
    joins = _REST_OF_TITLE.fullmatch(line) and not _NO_TITLE.search(above) and _TITLE.fullmatch(both)
    if joins and (not _YEAR.match(line) or SIGNATURE.fullmatch(above)):
        return both
    return line if _TITLE.fullmatch(line) else ""


def _find_year(lines: Sequence[str]) -> int | None:
    """The year that the first line with one names, of a period the first; dates count when nothing else does."""
    found = [match for line in lines for match in _YEAR.finditer(line)]
    best = next((match[1] for match in found if match[1]), None) or next((match[2] for match in found), None)
    return int(best.translate(_CN_DIGITS)) if best else None


def _find_issuer(title: str, lines: Sequence[str], metadata: dict[str, str], tail: Sequence[str]) -> str | None:
    """The issuing organ: the signature above the date, the organ that the notice's heading or the
    letterhead names, the metadata's, the one in the title, or the signature at the end."""
    for line, following in pairwise(lines):
        if _DAY.fullmatch(following) and SIGNATURE.fullmatch(line) and not _OWN_OFFICE.search(line):
            return line
    for found in (_ISSUING.match(line) for line in lines):
        if found:
            return found[1]
    for line, following in pairwise(lines):
        if following.startswith("关于") and SIGNATURE.fullmatch(line):
            return line
    if lines and (letterhead := _LETTERHEAD.fullmatch(lines[0])):
        return letterhead[1]
    if "organ" in metadata:
        return metadata["organ"]
    in_title = re.match(rf"(?:(?:19|20)\d\d年度?)?([\u4e00-\u9fff]{{2,10}}?(?:市|县|区|省|州|盟|旗){_ORGAN})", title)
    if in_title:
        return in_title[1]
    for line in tail:
        printed = _PRINTED.match(line)
        name = printed[1] if printed else line
        if name and SIGNATURE.fullmatch(name):
            return _OWN_OFFICE.sub(r"\1", name)
    return None


def _find_date(lines: Sequence[str], metadata: dict[str, str], tail: Sequence[str]) -> str | None:
    """The date under the notice, else the metadata's, else the signature's or the printer's, as ISO."""
    candidates = [line for line in lines if _DAY.fullmatch(_REMARK.sub("", line) or line.strip("（()）"))]
    candidates += [metadata["date"]] if "date" in metadata else []
    candidates += [line for line in tail if _DAY.search(line)]
    candidates += [line for line in lines if line.endswith("印发")]
    for candidate in candidates:
        if match := _DAY.search(candidate):
            year, month, day = (int(part) for part in match.groups() if part)
            return f"{year:04}-{month:02}-{day:02}"
    return None
