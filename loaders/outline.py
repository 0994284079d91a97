"""From clean lines to the outline of a plan: its head (title, number, issuer, date, year), its sections
and its items.

Items are the leaves of the numbering below the top level, or the top level itself where nothing is
below it; `（1）` and `①` are parts of an item. Lines before the first heading are the head, lines after the
last item that sign, date or file the document are left out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from loaders.facts import Outside
from loaders.text import CN, CN_NUMBER, LABEL, NUMBERING, is_row

TITLE_LENGTH = 30
"""A first sentence of at most this many characters is an item's heading."""

_KINDS = (
    "工作要点|工作计划|工作安排|工作方案|实施方案|行动方案|行动计划|实施计划|重点工作|重点任务|任务清单|工作清单|责任清单"
    "|责任分工|任务分工|任务分解|分工方案|任务表|进展情况表?|落实情况|工作打算|工作思路|工作任务|目标任务|要点|计划|方案|清单|安排"
)
_TITLE = re.compile(
    rf"(?!关于|.*(?:通知|通报|的函|文件)$)[^。；：:！？]{{4,60}}(?:{_KINDS})"
    rf"(?:{_KINDS})*(?:表|[（(][^（）()]{{1,8}}[）)])*"
)
_NAMED_PLAN = re.compile(rf"《((?:[^《》]{{4,60}})(?:{_KINDS})(?:表|[（(][^（）()]{{1,8}}[）)])*)》")
_CN_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_CN_YEAR = r"[一二][〇○零九][〇○零一二三四五六七八九]{2}"
_CN_DATE = re.compile(rf"({_CN_YEAR})年({CN_NUMBER})月({CN_NUMBER})日")
_YEAR = re.compile(rf"((?:19|20)\d\d|{_CN_YEAR})(?:年|年度)")
_DATE = re.compile(r"((?:19|20)\d\d)年(\d{1,2})月(\d{1,2})日|((?:19|20)\d\d)-(\d{1,2})-(\d{1,2})")
_DOC_NUMBER = re.compile(r"([\u4e00-\u9fff]{2,12}?)[〔［\[【（(]((?:19|20)\d\d)[〕］\]】）)](\d{1,4})号")
_ORGAN = (
    r"(?:人民政府办公[厅室]|人民政府|政府办公[厅室]|委员会办公室|领导小组办公室|委员会|指挥部|管委会|党组|办公[厅室]"
    r"|[\u4e00-\u9fff]{1,20}?(?:局|厅|部|委|院|办|中心|支队|总队|集团|公司|处|馆|所|站))"
)
_SIGNATURE = re.compile(
    r"[\u4e00-\u9fff]{2,25}?(?:局|厅|部|委|办|政府|办公[厅室]|委员会|中心|支队|总队|指挥部|领导小组|院|集团|公司)"
)
_LETTERHEAD = re.compile(r"([\u4e00-\u9fff]{4,30}?)文件")
_ISSUING = re.compile(r"([\u4e00-\u9fff、]{4,40}?)关于(?:印发|下达|公布|发布|转发|下发|做好)")
_OWN_OFFICE = re.compile(r"((?:局|委|厅|办|院|中心|部))(?:党委|党组)?办公室$")
_PRINTED = re.compile(r"^([\u4e00-\u9fff]*?)((?:19|20)\d\d年\d{1,2}月\d{1,2}日)印发$")
_TAIL = re.compile(
    r"^\W{0,3}(?:附件|抄送|主送|抄报|此件|联系(?:人|电话|方式)|公开属性|上一篇|下一篇)|扫一扫|打印本页|关闭窗口|分享到[：:]"
    rf"|^(?:(?:19|20)\d\d年\d{{1,2}}月\d{{1,2}}日|{_CN_DATE.pattern})$|印发$"
)
_ATTACHED = re.compile(r"附件[:：]")
_SENTENCE_END = re.compile(r"[。！？]|[.](?!\d)")


@dataclass(frozen=True, slots=True)
class Head:
    """What the lines before the first heading, and the signature after the last, say of the plan."""

    title: str
    year: int | None
    issuer: str | None
    doc_number: str | None
    issued_on: str | None


@dataclass(frozen=True, slots=True)
class ItemText:
    """One item as printed: `text` begins after its number; labelled lines of its own follow, one a line."""

    number: int
    label: str
    section: int | None
    title: str | None
    text: str


@dataclass(frozen=True, slots=True)
class Outline:
    """A plan's head, its sections (ordinal, title), its items and the lines that are neither, in order."""

    head: Head
    sections: tuple[tuple[int, str], ...]
    items: tuple[ItemText, ...]
    outside: tuple[Outside, ...]


@dataclass(slots=True)
class _Entry:
    """A numbered block: `level` 1 to 3 (`一、`, `（一）`, `1.`), its printed number, and its lines."""

    level: int
    ordinal: int
    label: str
    lines: list[str] = field(default_factory=list)


def read_outline(lines: Sequence[str]) -> Outline:
    """The outline of the document of `lines` (see `loaders.text.clean_lines`)."""
    start = _body_start(lines)
    entries = _entries(lines[start:])
    tail = _cut_tail(entries)
    head = _read_head(*([_CN_DATE.sub(_in_digits, line) for line in part] for part in (lines[:start], tail)))
    top = min((entry.level for entry in entries), default=0)
    leaves = _leaves(entries, top)
    has_sections = any(entry.level == top for entry in entries) and not any(entry.level == top for entry in leaves)
    sections: list[tuple[int, str]] = []
    items: list[ItemText] = []
    outside = [Outside(0, 0, line) for line in lines[:start]]
    path: list[_Entry] = []
    leaf_ids = {id(entry) for entry in leaves}
    printed = [entry.ordinal for entry in leaves]
    runs_through = len(set(printed)) == len(printed)
    for entry in entries:
        path = [above for above in path if above.level < entry.level]
        is_section = has_sections and entry.level == top
        if is_section:
            sections.append((len(sections) + 1, _first_sentence(entry.lines[0])))
        if id(entry) in leaf_ids:
            between = [above.label for above in path if above.level > top or not has_sections]
            title, text = _title_and_text(entry.lines)
            items.append(
                ItemText(
                    number=entry.ordinal if runs_through else len(items) + 1,
                    label="".join([*between, entry.label]),
                    section=len(sections) or None,
                    title=title,
                    text=text,
                )
            )
        else:
            outside += [Outside(len(sections), len(items), line) for line in _outside(entry, is_section)]
        path.append(entry)
    outside += [Outside(len(sections), len(items), line) for line in tail]
    return Outline(head, tuple(sections), tuple(items), tuple(outside))


def _outside(entry: _Entry, is_section: bool) -> list[str]:
    """The lines of a heading between section and item; of a section those that its title does not say."""
    first, *rest = entry.lines
    is_said = is_section and _first_sentence(first) == first.rstrip("。；：:，, ")
    return rest if is_said else [entry.label + first, *rest]


def _in_digits(date: re.Match[str]) -> str:
    month, day = (_chinese_number(part) for part in date.group(2, 3))
    return f"{date[1].translate(_CN_DIGITS)}年{month}月{day}日"


def _body_start(lines: Sequence[str]) -> int:
    """The line of the first heading that is not part of the notice: a number with text after it."""
    attached = False
    for at, line in enumerate(lines):
        match = NUMBERING.match(line)
        attached = _lists_attachments(line, attached)
        if match and match.lastgroup in ("comma", "paren", "digit") and len(line) > match.end() and not attached:
            return at
    return len(lines)


def _lists_attachments(line: str, attached: bool) -> bool:
    """Whether `line` is of the list that `附件：` begins; `attached` says so of the line before it."""
    if _ATTACHED.match(line):
        return True
    match = NUMBERING.match(line)
    return attached and match is not None and match.lastgroup == "digit" and "。" not in line


def _entries(lines: Sequence[str]) -> list[_Entry]:
    entries: list[_Entry] = []
    attached = False
    for line in lines:
        attached = _lists_attachments(line, attached)
        match = None if attached else NUMBERING.match(line)
        level = {"comma": 1, "paren": 2, "digit": 3}.get(match.lastgroup or "", 0) if match else 0
        if match and level and len(line) > match.end():
            ordinal = int(match["digit"]) if level == 3 else _chinese_number(match["comma"] or match["paren"])
            entries.append(_Entry(level, ordinal, match[0], [line[match.end() :].strip()]))
        elif entries:
            entries[-1].lines.append(line)
    return entries


def _chinese_number(numeral: str) -> int:
    """The value of 一 … 九十九."""
    tens, has_ten, ones = numeral.rpartition("十")
    value = CN.index(ones) + 1 if ones else 0
    return value + 10 * (CN.index(tens) + 1 if tens else 1) if has_ten else value


def _leaves(entries: Sequence[_Entry], top: int) -> list[_Entry]:
    """The entries that are items: those without a numbered block below them, unless it is only the top
    level that has none (then it is a section without items)."""
    deeper = any(entry.level > top for entry in entries)
    leaves = []
    for at, entry in enumerate(entries):
        is_leaf = at + 1 == len(entries) or entries[at + 1].level <= entry.level
        if is_leaf and (entry.level > top or not deeper):
            leaves.append(entry)
    return leaves


def _cut_tail(entries: list[_Entry]) -> list[str]:
    """Take the lines that sign, date or file the document off the last entry, and return them."""
    if not entries:
        return []
    lines = entries[-1].lines
    for at in range(1, len(lines)):
        signs = _SIGNATURE.fullmatch(lines[at]) and (at + 1 == len(lines) or _TAIL.search(lines[at + 1]))
        if signs or _TAIL.search(lines[at]):
            rest = lines[at:]
            del lines[at:]
            return rest
    return []


def _first_sentence(line: str) -> str:
    end = _SENTENCE_END.search(line)
    return (line[: end.start()] if end else line).rstrip("。；：:，, ")


def _title_and_text(lines: Sequence[str]) -> tuple[str | None, str]:
    """The heading (None where the item opens with running text or is one sentence), and the whole text."""
    text = "\n".join(lines)
    end = _SENTENCE_END.search(lines[0])
    first = lines[0][: end.start()] if end else lines[0]
    running = [line for line in lines[1:] if not LABEL.match(line)]
    has_more = bool(end and end.end() < len(lines[0])) or bool(running)
    return (first.rstrip("：:") if has_more and 0 < len(first) <= TITLE_LENGTH else None), text


def _read_head(before: Sequence[str], tail: Sequence[str]) -> Head:
    plain = [line for line in before if not is_row(line)]
    metadata = _metadata(before)
    text = "\n".join(plain)
    title = _find_title(plain)
    year = _find_year([title, *plain]) if title else None
    number = _DOC_NUMBER.search(metadata.get("文号", "") or text)
    return Head(
        title=title,
        year=year,
        issuer=_find_issuer(title, plain, metadata, tail),
        doc_number=f"{number[1]}〔{number[2]}〕{number[3]}号" if number else None,
        issued_on=_find_date(plain, metadata, tail),
    )


def _metadata(lines: Sequence[str]) -> dict[str, str]:
    """The pairs of a metadata table: cells in turn a name (white space dropped) and a value."""
    pairs: dict[str, str] = {}
    for line in lines:
        if not is_row(line):
            continue
        cells = ["".join(cell.split()) for cell in line.rstrip("|").split("|")]
        pairs.update({name.rstrip("：:"): value for name, value in zip(cells[::2], cells[1::2], strict=False)})
    for alias, name in (
        ("发文字号", "文号"),
        ("生成日期", "成文日期"),
        ("发文日期", "成文日期"),
        ("发文机关", "发布机构"),
    ):
        if alias in pairs:
            pairs.setdefault(name, pairs[alias])
    return pairs


def _find_title(lines: Sequence[str]) -> str:
    """The plan's own title: what the notice says it issues, else the last line that reads like one."""
    named = [match[1] for line in lines for match in _NAMED_PLAN.finditer(line)]
    if named:
        return "".join(named[0].split())
    candidates = [line for line in lines if _TITLE.fullmatch(line)]
    if candidates:
        return candidates[-1] if not _SIGNATURE.fullmatch(candidates[-1]) else candidates[0]
    return ""


def _find_year(lines: Sequence[str]) -> int | None:
    for line in lines:
        if match := _YEAR.search(line):
            return int(match[1].translate(_CN_DIGITS))
    return None


def _find_issuer(title: str, lines: Sequence[str], metadata: dict[str, str], tail: Sequence[str]) -> str | None:
    """The issuing organ: the signature above the date, the organ that the notice's heading or the
    letterhead names, the metadata's, the one in the title, or the signature at the end."""
    for line, following in pairwise(lines):
        if _DATE.fullmatch(following) and _SIGNATURE.fullmatch(line) and not _OWN_OFFICE.search(line):
            return line
    for found in (_ISSUING.match(line) for line in lines):
        if found:
            return found[1]
    if lines and (letterhead := _LETTERHEAD.fullmatch(lines[0])):
        return letterhead[1]
    if metadata.get("发布机构"):
        return metadata["发布机构"]
    in_title = re.match(rf"(?:(?:19|20)\d\d年度?)?([\u4e00-\u9fff]{{2,10}}?(?:市|县|区|省|州|盟|旗){_ORGAN})", title)
    if in_title:
        return in_title[1]
    for line in tail:
        printed = _PRINTED.match(line)
        name = printed[1] if printed else line
        if name and _SIGNATURE.fullmatch(name):
            return _OWN_OFFICE.sub(r"\1", name)
    return None


def _find_date(lines: Sequence[str], metadata: dict[str, str], tail: Sequence[str]) -> str | None:
    """The date under the notice, else the metadata's, else the signature's or the printer's, as ISO."""
    candidates = [line for line in lines if _DATE.fullmatch(line)]
    candidates += [metadata[name] for name in ("成文日期",) if name in metadata]
    candidates += [line for line in tail if _DATE.search(line)]
    candidates += [line for line in lines if line.endswith("印发")]
    for candidate in candidates:
        if match := _DATE.search(candidate):
            year, month, day = (int(part) for part in match.groups() if part)
            return f"{year:04}-{month:02}-{day:02}"
    return None
