"""From a file's text to lines that are whole blocks: page furniture gone, wrapped sentences healed.

A line of the result is a paragraph, a heading, a labelled line or a table row; layout spaces next to
Chinese characters are dropped, so that `2023 年` and `李 刚` read `2023年` and `李刚`; one between two people stays.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain

from loaders.labels import LABEL, OF_PEOPLE
from loaders.numbering import BRACKETED, CN_NUMBER, MARKS, NUMBERING, PART
from loaders.run_on import FEW_LINES, split_run_on
from loaders.script import in_simplified
from loaders.tables import Line, rows_of_tabs, unfold_tables

_BLOCK_START = re.compile(
    rf"{NUMBERING.pattern}|{LABEL.pattern}|——|[•○□△▪※{MARKS}]|{BRACKETED}$|附件|抄送|\d{{1,3}}$|{CN_NUMBER}$"
)
_HEADING = re.compile(rf"{CN_NUMBER}、|[（(]{CN_NUMBER}[）)]")
_MARK = re.compile("[，,、；。]")
_TERMINAL = tuple("。！？；：!?;:")
_PAGE_NUMBER = re.compile(r"[-—–－·•\s]+\d{1,4}[-—–－·•\s]+|第\s*\d+\s*页(?:[，,/\s]*共\s*\d+\s*页)?|\d+\s*/\s*\d+")
_OF_CONTENTS = re.compile(r"[^。]{2,60}?(?:…{2,}|[.．·]{5,}|(?:[.．·] ){4,})[\s…]*[（(]?\d{1,3}[）)]?")
_ENDS_CONTENTS = frozenset("0123456789)）录")
_FEWEST_CONTENTS, _LONGEST_CONTENTS = 3, 200
_BARE_NUMBER = re.compile(r"\d{1,3}")
_SPACE = r"[ \t\xa0\u2002-\u200b\u3000]"
_LAYOUT_SPACE = re.compile(rf"(?<=[^\x21-\x7e]){_SPACE}+|{_SPACE}+(?=[^\x21-\x7e])")
# Not after a colon, nor after a single character behind one, as in `牵头领导： 李 刚`, nor beside a figure, as in
# `改造 12 座`.
_SPACE_BREAK = re.compile(
    rf"(?<=[^\x21-\x28\x2a-\x7e])(?<![：、，])(?<![：:、，,].) (?=[^\x21-\x7e]|(?:19|20)\d\d年|{NUMBERING.pattern})"
    r"|(?<=[。；！？;!?]) (?! )"
)
_SPACED_NAME = re.compile(r"(?<![^ 、，,；;])([\u4e00-\u9fff]) ([\u4e00-\u9fff])(?![^ 、，,；;。）)])")
_SPACES = re.compile(f"{_SPACE}+")

_ONE_UNIT = re.compile(
    r"[\u4e00-\u9fff（）()]{1,20}(?:[局委办厅部院科处室所站队会行校馆]|中心|集团|公司|政府|办事处|街道|各单位)(?:[（(][^（）()]{1,10}[）)])?"
)
"""A unit that takes a line below its label."""
_MOST_UNITS = 40
"""How many such lines a list takes; it bounds the cost of a hostile text."""
_LABEL_WITHOUT_COLON = re.compile(
    rf"^({_SPACE}*(?:责任|牵头|配合|主办|协办|承办)(?:单位|部门|科室|处室)){_SPACE}+(?=[\u4e00-\u9fff])", re.MULTILINE
)
_PREFIXED_LABEL = re.compile(rf"^[—–\-－·•◆*>\s]+(?={LABEL.pattern})")
_LONGEST_START = 8
"""Characters of a label that a line's end may part from the others."""
RUN_ON_LENGTH = 300
"""In a text longer than this that has no more than `FEW_LINES` lines, spaces stand for line breaks, unless every fifth
character is one."""


def clean_lines(text: str, *, fixed_lines: bool = False) -> list[str]:
    """The blocks of `text`, in order, without blank ones.

    `text` has one printed line a line and a form feed between pages; `fixed_lines` says that its line
    ends are those of the page (PDF). Table rows (cells joined by ` | `) keep their bars. A text in traditional
    characters is read in simplified ones.
    """
    pages = [
        [line.strip() for line in _SPACES.sub(" ", _LABEL_WITHOUT_COLON.sub(r"\1：", rows_of_tabs(page))).split("\n")]
        for page in in_simplified(text).split("\f")
    ]
    lines = [line for page in _without_furniture(pages, fixed_lines) for line in page]
    lines = _without_contents(_without_bare_page_numbers([line for line in lines if line]))
    length = sum(map(len, lines))
    spaces = sum(line.count(" ") for line in lines)
    if len(lines) <= FEW_LINES and length > max(RUN_ON_LENGTH, 5 * spaces) and "|" not in lines[-1]:
        lines = [part for line in lines for part in _SPACE_BREAK.sub("\n", line).split("\n")]
    return split_run_on(_with_units([_squeezed(line) for line in _heal(unfold_tables(lines))]))


def _with_units(lines: Iterable[Line]) -> list[Line]:
    """The lines; units that stand one a line below their label stand behind it as a list."""
    result: list[Line] = []
    more = 0
    for line in lines:
        if more and _ONE_UNIT.fullmatch(line.text):
            begun = result[-1].text
            result[-1] = Line(f"{begun}{'' if begun.endswith(('：', ':')) else '、'}{line.text}")
            more -= 1
            continue
        is_label = line.text.endswith(("：", ":")) and LABEL.fullmatch(line.text)
        more = _MOST_UNITS if is_label and not OF_PEOPLE.search(line.text) else 0
        result.append(line)
    return result


def is_row(line: str) -> bool:
    """Whether `line` is a table row: cells joined, or ended, by a bar."""
    return " | " in line or line.endswith("|")


def _squeezed(line: Line) -> Line:
    return line if is_row(line.text) else Line(_tight(line.text), line.whole)


def _tight(line: str) -> str:
    """`line` squeezed, but for the spaces that part the names of people."""
    line = _PREFIXED_LABEL.sub("", line)
    label = LABEL.match(line)
    if label is None or not OF_PEOPLE.search(label[0]):
        return squeeze(line)
    return label[0] + _SPACED_NAME.sub(r"\1\2", line[label.end() :].strip())


def squeeze(text: str) -> str:
    """`text` without the spaces that touch a Chinese or full-width character."""
    # Most lines have no space at all.
    return _LAYOUT_SPACE.sub("", text) if _SPACES.search(text) else text


def _without_furniture(pages: list[list[str]], fixed_lines: bool) -> list[list[str]]:
    """The pages without page numbers and running headers or footers."""
    edges: Counter[str] = Counter()
    for page in pages:
        printed = [line for line in page if line]
        edges.update({squeeze(line) for line in (*printed[:2], *printed[-2:])})
    many = max(2, len(pages) // 2 + 1) if len(pages) > 2 else 0
    running = {line for line, count in edges.items() if many and count >= many}
    if not running and not any(_PAGE_NUMBER.fullmatch(line) or _BARE_NUMBER.fullmatch(line) for line in chain(*pages)):
        return pages
    result: list[list[str]] = []
    seen: set[str] = set()
    for number, page in enumerate(pages):
        printed = [line for line in page if line]
        body: list[str] = []
        previous_is_number = False
        for at, line in enumerate(printed):
            at_edge = at < 2 or at >= len(printed) - 2
            is_number = bool(_PAGE_NUMBER.fullmatch(line)) or (
                fixed_lines and at_edge and bool(_BARE_NUMBER.fullmatch(line))
            )
            repeats = at_edge and number > 0 and squeeze(line) in running
            after_number = previous_is_number and squeeze(line) in seen
            if not (is_number or repeats or after_number):
                body.append(line)
                seen.add(squeeze(line))
            previous_is_number = is_number
        result.append(body)
    return result


def _without_bare_page_numbers(lines: list[str]) -> list[str]:
    """The lines of a wrapped text without those that are a number alone, if these count up one by one: so do
    pages that lost their form feeds."""
    numbers = [int(line) for line in lines if _BARE_NUMBER.fullmatch(line)]
    counts_up = len(numbers) >= 2 and numbers == list(range(numbers[0], numbers[0] + len(numbers)))
    if not counts_up or _wrap_width(lines) is None:
        return lines
    return [line for line in lines if not _BARE_NUMBER.fullmatch(line)]


def _without_contents(lines: list[str]) -> list[str]:
    """The lines without those of a list of contents: a heading, dots, and its page."""
    # The last character spares most lines the look.
    ends = [line for line in lines if line[-1] in _ENDS_CONTENTS and len(line) <= _LONGEST_CONTENTS]
    of_contents = {line for line in ends if _OF_CONTENTS.fullmatch(line) or squeeze(line) == "目录"}
    return [line for line in lines if line not in of_contents] if len(of_contents) >= _FEWEST_CONTENTS else lines


def _width(line: str) -> int:
    """Printed width in half-width columns, every character that is not ASCII taken as full-width."""
    return 2 * len(line) - len(line.encode("ascii", "ignore"))


def _wrap_width(lines: list[str]) -> int | None:
    """The column at which the text was wrapped, or None when its lines are paragraphs."""
    widths = sorted(_width(line) for line in lines)
    if len(widths) < 12:
        return None
    full = widths[int(len(widths) * 0.9)]
    near = sum(full - 6 <= width <= full + 4 for width in widths)
    return full if 24 <= full <= 120 and near >= 0.4 * len(widths) else None


@dataclass(slots=True)
class _Block:
    """A block that may still go on: its printed lines, and what `continues` asks of them all."""

    lines: list[str]
    whole: bool
    is_heading: bool
    length: int = 0
    has_mark: bool = False
    has_stop: bool = False

    @classmethod
    def of(cls, line: Line) -> _Block:
        """The block that `line` begins."""
        block = cls([], line.whole or is_row(line.text), bool(_HEADING.match(line.text)))
        block.add(line.text)
        return block

    def add(self, line: str) -> None:
        """Put a printed line at the end of the block."""
        tight = not self.lines or _joins_tightly(self.lines[-1], line)
        self.lines.append(line if tight else f" {line}")
        self.length += len(self.lines[-1])
        self.has_stop = self.has_stop or "。" in line
        self.has_mark = self.has_mark or _MARK.search(line) is not None

    def _ends_in_label(self, following: str) -> bool:
        """Whether the block ends inside a label that the line `following` ends: `…；牵头` and `科室：…`."""
        label = LABEL.match(following)
        end = squeeze(self.lines[-1][-_LONGEST_START:])
        longer = LABEL.search(end + following) if label else None
        return longer is not None and longer.start() < len(end) < longer.end()

    def continues(self, line: Line, wrap: int | None) -> bool:
        """Whether `line` goes on the sentence of the block; `wrap` is the column of the page's right edge."""
        if self.whole or line.whole or is_row(line.text):
            return False
        if _BLOCK_START.match(squeeze(line.text)):
            return wrap is not None and self._ends_in_label(squeeze(line.text))
        if len(self.lines) == 1 and NUMBERING.fullmatch(squeeze(self.lines[0])):
            return True
        is_title = self.is_heading and not self.has_stop
        if PART.match(line.text) and (is_title or self.lines[-1].endswith(_TERMINAL)):
            return False
        if wrap is not None and _width(self.lines[-1]) >= wrap - 6:
            return True
        if is_title or self.lines[-1].endswith((*_TERMINAL, "”", "》", "）", ")", "】")):
            return False
        return self.length >= 20 and self.has_mark


def _heal(lines: list[Line]) -> list[Line]:
    """The lines with sentences put together again that a page or a line's end had cut."""
    wrap = _wrap_width([line.text for line in lines if not line.whole])
    blocks: list[_Block] = []
    for line in lines:
        if blocks and blocks[-1].continues(line, wrap):
            blocks[-1].add(line.text)
        else:
            blocks.append(_Block.of(line))
    return [Line("".join(block.lines), whole=block.whole) for block in blocks]


def _joins_tightly(left: str, right: str) -> bool:
    return not (left[-1].isascii() and left[-1].isalpha() and right[0].isascii() and right[0].isalpha())
