"""From clean lines to the outline of a plan: its head (title, number, issuer, date, year), its sections
and its items.

Items are the leaves of the numbering below the top level, or the top level itself where nothing is below it;
`（1）` and `①` are parts of an item, unless the plan numbers its items in no other way. Lines before the first
heading are the head, lines after the last item that sign, date or file the document are left out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise, takewhile

from loaders.facts import Outside
from loaders.head import DATE, SIGNATURE, Head, read_head, signed_lines
from loaders.labels import LABEL
from loaders.numbering import COMMA, DIGIT, MARKED, PART_LEVEL, Number, number_at

TITLE_LENGTH = 30
"""A first sentence of at most this many characters is an item's heading."""

_TAIL = re.compile(
    r"^\W{0,3}(?:附件|抄送|主送|抄报|此件|联系(?:人|电话|方式)|公开属性|上一篇|下一篇)|扫一扫|打印本页|关闭窗口|分享到[：:]"
    rf"|^{DATE}$|印发$"
)
_ATTACHED = re.compile(r"附件[:：]")
_SENTENCE_END = re.compile(r"[。！？]|[.](?!\d)")


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
    """A numbered block: its level and printed number (see `loaders.numbering`), and its lines."""

    level: int
    ordinal: int
    label: str
    lines: list[str] = field(default_factory=list)


def read_outline(lines: Sequence[str]) -> Outline:
    """The outline of the document of `lines` (see `loaders.text.clean_lines`)."""
    numbered = _with_marked_headings([(line, number_at(line)) for line in lines])
    lowest = _lowest_level([number for _, number in numbered if number])
    start = _body_start(numbered, lowest)
    entries = _with_repeated(_entries(numbered[start:], lowest))
    tail = _cut_tail(entries)
    head = read_head(lines[:start], tail)
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


def _with_marked_headings(lines: Sequence[tuple[str, Number | None]]) -> list[tuple[str, Number | None]]:
    """The lines; where nothing numbers the sections, what a mark tells as their headings (`★保供水`, `【保供水】`, each
    before a number) is numbered by us, and stands without its mark."""
    result = list(lines)
    if any(number and number.level <= COMMA for _, number in lines):
        return result
    headings: dict[str, list[tuple[int, str]]] = {}
    for at, ((line, number), (_, following)) in enumerate(pairwise(lines)):
        if not number and following and (match := MARKED.fullmatch(line)):
            headings.setdefault(line[0], []).append((at, match["title"] or line[1:-1]))
    most = max(headings.values(), key=lambda found: len(found), default=[])
    for ordinal, (at, title) in enumerate(most, 1):
        result[at] = (title, Number(0, ordinal, "", 0))
    return result


def _outside(entry: _Entry, is_section: bool) -> list[str]:
    """The lines of a heading between section and item; of a section those that its title does not say."""
    first, *rest = entry.lines
    is_said = is_section and _first_sentence(first) == first.rstrip("。；：:，, ")
    return rest if is_said else [entry.label + first, *rest]


def _lowest_level(numbers: Sequence[Number]) -> int:
    """The lowest level that numbers items: that of `1.`, or a lower one where no level between it and `一、` is
    found and it numbers something, and goes on to a second, below most of the `一、` there are."""
    below = [number for number in numbers if number.level > COMMA]
    lowest = min((number.level for number in below), default=DIGIT)
    if lowest <= DIGIT:
        return DIGIT
    tops = sum(number.level <= COMMA for number in numbers)
    opened = sum(upper.level <= COMMA < lower.level for upper, lower in pairwise(numbers))
    goes_on = lowest < PART_LEVEL or 2 * sum(number.ordinal == 2 for number in below) >= opened
    return lowest if len(below) > 1 and 2 * opened >= tops and goes_on else DIGIT


def _body_start(lines: Sequence[tuple[str, Number | None]], lowest: int) -> int:
    """The line of the first heading that is not part of the notice: a number with text after it."""
    attached = False
    for at, (line, number) in enumerate(lines):
        attached = _lists_attachments(line, number, attached)
        if number and number.level <= lowest and not attached:
            return at
    return len(lines)


def _lists_attachments(line: str, number: Number | None, attached: bool) -> bool:
    """Whether `line` is of the list that `附件：` begins; `attached` says so of the line before it."""
    if _ATTACHED.match(line):
        return True
    return attached and number is not None and number.level == DIGIT and "。" not in line


def _entries(lines: Sequence[tuple[str, Number | None]], lowest: int) -> list[_Entry]:
    entries: list[_Entry] = []
    attached = False
    for line, number in lines:
        attached = _lists_attachments(line, number, attached)
        if number and number.level <= lowest and not attached:
            entries.append(_Entry(number.level, number.ordinal, number.label, [line[number.end :].strip()]))
        elif entries:
            entries[-1].lines.append(line)
    return entries


def _with_repeated(entries: Sequence[_Entry]) -> list[_Entry]:
    """The entries; one that repeats the number and the heading of an earlier one, as an annex does to say who is
    responsible, gives that its labelled lines."""
    kept: list[_Entry] = []
    first: dict[tuple[int, str], _Entry] = {}
    for entry in entries:
        heading = _first_sentence(entry.lines[0])
        key = entry.ordinal, heading
        earlier = first.setdefault(key, entry)
        labelled = list(takewhile(LABEL.match, entry.lines[1:]))
        if earlier is entry or not labelled or entry.lines[0].rstrip("。") != heading:
            kept.append(entry)
        else:
            earlier.lines[1:1] = labelled
            del first[key]
            kept[-1].lines += entry.lines[1 + len(labelled) :]
    return kept


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
    lines[1:] = [part for line in lines[1:] for part in signed_lines(line)]
    for at in range(1, len(lines)):
        signs = SIGNATURE.fullmatch(lines[at]) and (at + 1 == len(lines) or _TAIL.search(lines[at + 1]))
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
