"""Tables of tasks, in the forms in which they reach a text, unfolded into the lines that any plan has:
`27.task`, `column：cell`.

Known forms: rows of cells joined by bars (`a | b | c |`), with the cells of a spanned row left out or
empty; one cell a line, with or without a bar; cards of two columns (`重点工作： | 58.… |`); and a whole table
glued into one line.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Literal, NamedTuple

from loaders.numbering import DIGIT, PART_LEVEL, number_at

Column = Literal["number", "task", "goal", "person", "unit", "time", "note"]

_COLUMNS: tuple[tuple[Column, re.Pattern[str]], ...] = (
    ("number", re.compile(r"序号|编号")),
    ("person", re.compile(r"[\u4e00-\u9fff]{0,4}(?:领导|责任人|负责人)(?:姓名)?")),
    (
        "unit",
        re.compile(
            r"[\u4e00-\u9fff]{0,6}(?:单位|部门|[科处股]室|责任主体|实施主体)(?:[及和]责任人|[（(][^（）()]{1,8}[）)])?"
        ),
    ),
    ("time", re.compile(r"[\u4e00-\u9fff]{0,4}(?:时限|期限|时间|节点)(?:要求)?")),
    ("task", re.compile(r"[\u4e00-\u9fff]{0,4}(?:任务|工作|事项|项目)(?:名称|内容|任务|事项)?")),
    (
        "note",
        re.compile(
            r"备注|[\u4e00-\u9fff]{0,4}(?:类别|分类|类型|领域|板块)|是否[\u4e00-\u9fff]{2,4}|[\u4e00-\u9fff]{0,6}(?:原因|情况|说明|依据|来源)"
        ),
    ),
    (
        "goal",
        re.compile(
            r"[\u4e00-\u9fff]{0,6}(?:目标|内容|措施|安排|进度|进展|要求|指标|成效|标准|举措)(?:任务|内容|安排)?"
        ),
    ),
)
_LONGEST_CELL = 30
"""Characters that a header's cell on a line of its own may have."""
_SPANNED = frozenset({"number", "task", "person", "unit"})
_ROW_ORDINAL = re.compile(r"第?(\d{1,3})[项条]?")
_SHORTEST_TASK = 8
_INNER_CELLS = re.compile(r"(?<=[\s｜])([\u4e00-\u9fff]{2,8}) ｜ ([^｜]{1,60}) ｜")
"""A column's name and a value, as they stand in a cell that holds a table."""
_PERIOD = re.compile(r"第?[一二三四]季度|[上下]半年|[\d一二三四五六七八九十]{1,2}月(?:份|底)?")
"""What parts the goals of a year in a header's second row."""
_QUOTED_CELL = re.compile(r'(?:(?<=\t)|^)"((?:[^"\t]|"")*+)"(?=\t|$)', re.MULTILINE)
_CARD_LABEL = re.compile(r"[\u4e00-\u9fff（）()]{2,12}[：:]")
_NUMBERED = re.compile(r"\d{1,3}[.．、]")
_SECTION_NUMBER = re.compile(r"[一二三四五六七八九十]{1,3}")
_SECTION_HEADING = re.compile(rf"{_SECTION_NUMBER.pattern}、[^。]+$")
_ROW_LABEL = re.compile(rf"\d{{1,3}}|{_SECTION_NUMBER.pattern}")
_SUPPORT = re.compile(r"配合|协办|协同|参与|协助|参加")
_UNIT_CELL = re.compile(
    r"[^，。；]*(?:局|委|办|厅|部|院|科|处|中心|支队|大队|专班|集团|公司|单位|部门|政府|管委会|街道|站|所|区|县|会|队)(?:[（(][^（）()]*[）)])?"
)
_PERSON_CELL = re.compile(
    r"[\u4e00-\u9fff·]\s?[\u4e00-\u9fff·]{1,3}(?:[、，,\s]+[\u4e00-\u9fff·]\s?[\u4e00-\u9fff·]{1,3})*"
)
_TIME_CELL = re.compile(
    r"(?:\d{4}年)?(?:全年|长期|年内|年底前?|\d{1,2}月(?:底|末|上旬|中旬|下旬|\d{1,2}日)?前?|[一二三四]季度末?前?|上半年|下半年|持续[\u4e00-\u9fff]{2})(?:完成)?"
)
_ROW_NUMBER = re.compile(rf"(?:{_TIME_CELL.pattern}|[。；])\s*(?P<number>\d{{1,4}})(?=[^\d.．%，、年月日])")
_GLUED_ROW = re.compile(
    r"(?P<body>.*[。；])(?P<units>[^。；]*(?:负责|配合|牵头|落实|参与))?(?P<time>[^。；]{0,12})", re.DOTALL
)


class Line(NamedTuple):
    """A block of text; a `whole` one came from a table and is never joined with its neighbours."""

    text: str
    whole: bool = False


@lru_cache(maxsize=4096)
def column_of(cell: str) -> Column | None:
    """What a header cell heads, or None when it is no header."""
    name = "".join(cell.split())
    return next((column for column, pattern in _COLUMNS if pattern.fullmatch(name)), None)


def unfold_tables(lines: Sequence[str]) -> list[Line]:
    """`lines` with every table of tasks unfolded; all other lines as they are."""
    result: list[Line] = []
    at = 0
    # Where something else is numbered, a table of tasks without numbers adds to it and is no list of items.
    counted = not any("|" not in line and (number := number_at(line)) and number.level < PART_LEVEL for line in lines)
    while at < len(lines):
        line = lines[at]
        # Most lines are of no table.
        if len(line) > _LONGEST_CELL and "|" not in line and "序号" not in line[:40]:
            result.append(Line(line))
            at += 1
            continue
        header, length = _header(lines, at)
        if header and (counted or len(header) > 2 or number_at("".join(lines[at + 1 : at + 2]))):
            rows, length = _rows(lines, at + length, header, one_line=length < len(header), counted=counted)
            result += [Line(text, whole=True) for text in rows]
            at = length
        elif pair := _pair(line):
            result += pair
            at += 1
        elif glued := list(_glued(lines[at])):
            result += [Line(text, whole=True) for text in glued]
            at += 1
        else:
            result.append(Line(lines[at]))
            at += 1
    return result


def rows_of_tabs(page: str) -> str:
    """`page` with cells parted by tabs joined by bars, where one of its lines is the header of a table of tasks. As a
    spreadsheet copies them, a cell of several lines stands in quotes."""
    if "\t" not in page:
        return page
    lines = _QUOTED_CELL.sub(_unquoted, page).split("\n")
    if not any(line.count("\t") > 1 and _is_header([cell.strip() for cell in line.split("\t")]) for line in lines):
        return page
    return "\n".join(" | ".join(line.split("\t")) + " |" if line.count("\t") > 1 else line for line in lines)


def _unquoted(cell: re.Match[str]) -> str:
    return cell[1].replace("\n", " ").replace('""', '"')


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip().removesuffix("|").split("|")]


def _header(lines: Sequence[str], at: int) -> tuple[list[str], int]:
    """The header cells that begin at line `at` and how many lines they take, or ([], 0)."""
    if "|" in lines[at] and len(cells := _cells(lines[at])) >= 2:
        if not _is_header(cells):
            return [], 0
        whole = _with_parts(cells, _cells(lines[at + 1])) if at + 1 < len(lines) and "|" in lines[at + 1] else None
        return (whole, 2) if whole else (cells, 1)
    found: list[str] = []
    for line in lines[at : at + 15]:
        cell = line.rstrip("| ").strip()
        if not column_of(cell) or cell in found:
            break
        found.append(cell)
    return (found, len(found)) if len(found) >= 4 and _is_header(found) else ([], 0)


def _with_parts(header: Sequence[str], parts: Sequence[str]) -> list[str] | None:
    """The header whose second row, `parts`, names what is below those of its cells that span several columns; None
    when that row is no part of it."""
    named = [part for part in parts if part]
    if (
        len(named) < 2
        or len(parts) <= len(header)
        or not all(column_of(part) or _PERIOD.fullmatch(part) for part in named)
    ):
        return None
    whole: list[str] = []
    above = iter(header)
    spanning = ""
    for at, part in enumerate(parts):
        if not part or not parts[at - 1] or not at:
            spanning = next(above, "")
        whole.append(part if column_of(part) else f"{part}{spanning[-2:]}" if part else spanning)
    return whole if next(above, None) is None else None


def _is_header(cells: Sequence[str]) -> bool:
    columns = [column_of(cell) for cell in cells]
    known = {column for column in columns if column}
    strange = sum(not column and len(cell) > 6 for cell, column in zip(cells, columns, strict=True))
    enough = len(known) >= 3 if len(cells) > 2 else known == {"task", "unit"}
    return enough and "task" in known and columns.count(None) <= 1 and not strange


def _bar_rows(
    lines: Sequence[str], at: int, header: Sequence[str], columns: Sequence[Column], *, counted: bool
) -> tuple[list[str], int]:
    """The unfolded rows of cells joined by bars. What leads several rows stands in the first of them; with
    `counted`, tasks that nothing numbers are counted."""
    result: list[str] = []
    task = columns.index("task")
    leading = [
        index
        for index, column in enumerate(columns)
        if column == "person" or (column == "unit" and not _SUPPORT.match(header[index]))
    ]
    above: dict[int, str] = {}
    count = 0
    while at < len(lines) and "|" in lines[at]:
        row = _cells(lines[at])
        at += 1
        filled = [cell for cell in row if cell]
        heading = number_at(filled[0]) if len(filled) == 1 else None
        if heading and heading.level < DIGIT:
            result.append(filled[0])
            continue
        # A header is printed again on each page; a category that spans the row is no heading of the plan.
        if row == header or (len(filled) == 1 and len(columns) > 2 and "。" not in filled[0]):
            continue
        if len(row) == len(columns) and row[task] and ("number" not in columns or row[columns.index("number")]):
            above = {index: row[index] or above.get(index, "") for index in leading}
            for index, cell in above.items():
                row[index] = cell
            if counted and "number" not in columns and not number_at(row[task]):
                count += 1
                row[task] = f"{count}.{row[task]}"
        result += _row(row, header, columns)
    return result, at


def _rows(
    lines: Sequence[str], at: int, header: Sequence[str], *, one_line: bool, counted: bool
) -> tuple[list[str], int]:
    """The unfolded rows below a header, and the line after the last one."""
    columns = [column_of(cell) or "note" for cell in header]
    result: list[str] = []
    if one_line:
        return _bar_rows(lines, at, header, columns, counted=counted)
    cells: list[str] = []
    expected = None
    for index in range(at, len(lines) + 1):
        line = lines[index] if index < len(lines) else ""
        cell = line.rstrip("| ").strip().strip("\xa0")
        opens_row = bool(re.fullmatch(r"\d{1,3}", cell)) and (expected is None or int(cell) == expected)
        opens_section = bool(_SECTION_NUMBER.fullmatch(cell)) and "|" not in line
        following = lines[index + 1].rstrip("| ") if index + 1 < len(lines) else ""
        if _SECTION_HEADING.match(cell) and following in ("1", str(expected)):
            result += _row(cells, header, columns) if cells else []
            result.append(cell)
            cells, expected = [], None
            continue
        ends = index == len(lines) or _ends_table(lines, index, cells, columns)
        if cells and (opens_row or opens_section or ends):
            result += _row(cells, header, columns)
            cells = []
        if ends:
            return result, index
        if opens_row:
            expected = int(cell) + 1
        if cell or cells:
            cells.append(cell)
    return result, len(lines)


def _ends_table(lines: Sequence[str], index: int, cells: Sequence[str], columns: Sequence[Column]) -> bool:
    """Whether the line at `index` is no cell: a heading, a new header, or text after a full row."""
    line = lines[index]
    if re.match(r"[一二三四五六七八九十]{1,3}、|附件|抄送", line) or _header(lines, index)[0]:
        return True
    return line.endswith("印发") or (len(cells) > len(columns) and "|" not in line)


def _row(cells: list[str], header: Sequence[str], columns: Sequence[Column]) -> Iterator[str]:
    """The lines of one row: its number and task first, then each other cell under its column's name."""
    if _SECTION_NUMBER.fullmatch(cells[0]) and sum(map(bool, cells)) == 2:
        yield f"{cells[0]}、{next((cell for cell in cells[1:] if cell), '')}"
        return
    placed = _place(cells, columns)
    task = next((placed[at] for at, column in enumerate(columns) if column == "task" and placed.get(at)), "")
    number = next((placed[at] for at, column in enumerate(columns) if column == "number" and placed.get(at)), "")
    first = next((at for at, column in enumerate(columns) if column == "task" and placed.get(at)), None)
    if task:
        mark = "、" if _SECTION_NUMBER.fullmatch(number) else "."
        yield task if _NUMBERED.match(task) or not number else f"{number}{mark}{task}"
    for at, column in enumerate(columns):
        if placed.get(at) and at != first and column != "number":
            yield f"{''.join(header[at].split())}：{placed[at]}"


def _place(cells: list[str], columns: Sequence[Column]) -> dict[int, str]:
    """Column index -> cell: by position where all cells are there, by what spans rows or by content else."""
    if len(cells) == len(columns):
        return dict(enumerate(cells))
    if not _ROW_LABEL.fullmatch(cells[0]) and not _NUMBERED.match(cells[0]):
        open_columns = [at for at, column in enumerate(columns) if column not in _SPANNED]
        return dict(zip(open_columns, cells, strict=False))
    placed: dict[int, str] = {}
    at = 0
    for cell in cells:
        if not cell:
            continue
        while at < len(columns) and not _accepts(columns[at], cell):
            at += 1
        if at < len(columns):
            placed[at] = cell
            at += 1
    return placed


def _accepts(column: Column, cell: str) -> bool:
    if column == "number":
        return bool(_ROW_LABEL.fullmatch(cell))
    if column == "person":
        return bool(_PERSON_CELL.fullmatch(cell)) and not _UNIT_CELL.fullmatch(cell)
    if column == "unit":
        return bool(_UNIT_CELL.fullmatch(re.split(r"[、，,]", cell)[-1])) and "。" not in cell
    if column == "time":
        return bool(_TIME_CELL.fullmatch(cell))
    return True


def _pair(line: str) -> list[Line]:
    """The lines of a row of two cells that needs no header: a number and its task, or a label and its value."""
    cells = [cell for cell in _cells(line) if cell] if "|" in line else []
    if len(cells) != 2:
        return []
    return [Line(text, whole=True) for text in _numbered_row(*cells) or _card_line(*cells)]


def _numbered_row(ordinal: str, task: str) -> list[str]:
    """The lines of a task with its number; the rows of a table in its cell say who is responsible, each after its
    column's name."""
    number = _ROW_ORDINAL.fullmatch(ordinal)
    if number is None or len(task) < _SHORTEST_TASK:
        return []
    inner = [match for match in _INNER_CELLS.finditer(task) if column_of(match[1]) in ("unit", "person", "time")]
    own = task[: inner[0].start()] if inner else task
    return [f"{number[1]}.{own.strip()}", *(f"{match[1]}：{match[2].strip()}" for match in inner)]


def _card_line(name: str, value: str) -> list[str]:
    """`label：value` of a card's row; the task as its own line."""
    if not (_CARD_LABEL.fullmatch(name) or (column_of(name) and not column_of(value))):
        return []
    label = name.rstrip("：:")
    return [value if column_of(label) == "task" and _NUMBERED.match(value) else f"{label}：{value}"]


def _glued(line: str) -> Iterable[str]:
    """The rows of a table glued into one line, told by its header and the row numbers that count up."""
    if len(line) < 100 or "序号" not in line[:40]:
        return
    names: list[str] = []
    at = line.find("序号")
    while at < len(line):
        lengths = (length for length in range(8, 1, -1) if column_of(line[at : at + length]))
        length = next(lengths, 0)
        if not length or line[at].isdigit():
            break
        names.append(line[at : at + length])
        at += length
    if len(names) < 3:
        return
    before = line[: line.find("序号")].strip()
    if before:
        yield before
    time_name = next((name for name in names if column_of(name) == "time"), "完成时限")
    number = 1
    if not line.startswith("1", at):
        return
    at += 1
    while at < len(line):
        numbers = _ROW_NUMBER.finditer(line, at)
        following = next((match for match in numbers if int(match["number"]) == number + 1), None)
        end = following.start("number") if following else len(line)
        match = _GLUED_ROW.fullmatch(line[at:end].strip())
        if match:
            yield f"{number}.{match['body']}"
            if match["units"]:
                yield f"{match['units']}。"
            if match["time"]:
                yield f"{time_name}：{match['time']}"
        else:
            yield f"{number}.{line[at:end].strip()}"
        number += 1
        at = following.end() if following else len(line)
