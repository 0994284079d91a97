"""The numbers that a word processor puts before paragraphs: they stand in numbering.xml, not in the text."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from docx.oxml.ns import qn

_VAL = qn("w:val")
_DIGITS = "〇一二三四五六七八九"
_FORMAL = "零壹贰叁肆伍陆柒捌玖"
_ROMAN = (
    *(
        (1000, "m"),
        (900, "cm"),
        (500, "d"),
        (400, "cd"),
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
    ),
    *((9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)
_SERIES = {
    "ideographTraditional": "甲乙丙丁戊己庚辛壬癸",
    "ideographZodiac": "子丑寅卯辰巳午未申酉戌亥",
    "decimalEnclosedCircle": "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳",
    "decimalEnclosedCircleChinese": "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳",
    "decimalEnclosedParen": "⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇",
    "decimalEnclosedFullstop": "⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛",
    "ideographEnclosedCircle": "㊀㊁㊂㊃㊄㊅㊆㊇㊈㊉",
}
_COUNTING = frozenset(
    (
        *("chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCounting"),
        *("taiwaneseCountingThousand", "koreanCounting", "ideographLegalTraditional"),
    )
)
_SILENT = frozenset({"bullet", "none"})


@dataclass(slots=True)
class _Level:
    start: int = 1
    form: str = "decimal"
    text: str = ""
    legal: bool = False  # all parts in Arabic digits, whatever their own levels say
    restart: int | None = None  # the level (from 1) whose number sets this one back; None: any above; 0: none
    glued: bool = False  # nothing stands between number and text
    style: str | None = None  # the paragraph style whose paragraphs are at this level


@dataclass(slots=True)
class _List:
    """One w:num: the list it continues (several may continue one), its levels, the levels it sets back."""

    key: str
    levels: dict[int, _Level]
    restarts: dict[int, int] = field(default_factory=dict)


class Numbering:
    """Counts through a document's lists: call `number` once a paragraph, in order."""

    def __init__(self, numbering: Any | None, styles: Any | None) -> None:
        """`numbering` and `styles` are the roots of these parts, None where a part is missing."""
        self._lists = _lists(numbering) if numbering is not None else {}
        self._of_style = _numbered_styles(styles) if styles is not None else {}
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[tuple[str, int]] = set()

    def number(self, properties: Any | None) -> str:
        """The number printed before the paragraph with these w:pPr, with the space after it; "" for none."""
        num_id, level_no = self._place(properties)
        numbered = self._lists.get(num_id or "")
        if numbered is None or level_no not in numbered.levels:
            return ""
        counts = self._counts.setdefault(numbered.key, {})
        level = numbered.levels[level_no]
        if level_no in numbered.restarts and (num_id or "", level_no) not in self._begun:
            self._begun.add((num_id or "", level_no))
            counts[level_no] = numbered.restarts[level_no]
        else:
            counts[level_no] = counts[level_no] + 1 if level_no in counts else level.start
        for deeper in [at for at in counts if at > level_no]:
            restart = numbered.levels[deeper].restart if deeper in numbered.levels else None
            if restart is None or level_no < restart:
                del counts[deeper]
        if level.form in _SILENT:
            return ""
        text = level.text
        for at, shown in numbered.levels.items():
            if f"%{at + 1}" in text:
                count = counts.get(at, shown.start)
                text = text.replace(f"%{at + 1}", in_form(count, "decimal" if level.legal else shown.form))
        # Chinese numbers end in their own punctuation, after which no space is printed.
        return text if level.glued or not text or ord(text[-1]) > 0x2FF else f"{text} "

    def _place(self, properties: Any | None) -> tuple[str | None, int]:
        """The list and the level of a paragraph, its own or its style's."""
        element = properties.find(qn("w:pStyle")) if properties is not None else None
        style = element.get(_VAL) if element is not None else ""
        num_id, level = self._of_style.get(style, (None, None))
        own = properties.find(qn("w:numPr")) if properties is not None else None
        if own is not None:
            own_id, own_level = _num_pr(own)
            num_id, level = own_id or num_id, level if own_level is None else own_level
        if level is None and num_id in self._lists:
            levels = self._lists[num_id].levels
            level = next((at for at, numbered in levels.items() if numbered.style == style), None)
        return num_id, level or 0


def in_form(number: int, form: str) -> str:
    """`number` in the form that Word calls `form`; in Arabic digits where that is unknown or too short."""
    if form in _COUNTING:
        return _chinese(number)
    if form in _SERIES:
        return _SERIES[form][number - 1] if 1 <= number <= len(_SERIES[form]) else str(number)
    match form:
        case "decimalFullWidth" | "decimalFullWidth2":
            return "".join(chr(ord(digit) + 0xFEE0) for digit in str(number))
        case "decimalZero":
            return f"{number:02}"
        case "ideographDigital" | "japaneseDigitalTenThousand" | "taiwaneseDigital" | "koreanDigital2":
            return "".join(_DIGITS[int(digit)] for digit in str(number))
        case "chineseLegalSimplified" | "japaneseLegal":
            return _chinese(number, _FORMAL, "拾佰仟", short=False)
        case "lowerLetter" | "upperLetter":
            letter = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
            return letter.upper() if form == "upperLetter" else letter
        case "lowerRoman" | "upperRoman":
            return _roman(number).upper() if form == "upperRoman" else _roman(number)
        case "none":
            return ""
        case _:
            return str(number)


def _chinese(number: int, digits: str = _DIGITS, places: str = "十百千", *, short: bool = True) -> str:
    """`number` below ten thousand in Chinese; 12 is 十二 when `short`."""
    if not 0 < number < 10_000:
        return str(number)
    text = ""
    for place, digit in zip(range(len(str(number)) - 1, -1, -1), map(int, str(number)), strict=True):
        if digit:
            text += digits[digit] + (places[place - 1] if place else "")
        elif text and not text.endswith("零"):
            text += "零"
    text = text.rstrip("零")
    return text[1:] if short and 10 <= number < 20 else text


def _roman(number: int) -> str:
    text = ""
    for value, letters in _ROMAN:
        text += letters * (number // value)
        number %= value
    return text


def _lists(root: Any) -> dict[str, _List]:
    """The lists of numbering.xml by their numId."""
    abstract = {element.get(qn("w:abstractNumId")): element for element in root.findall(qn("w:abstractNum"))}
    by_style: dict[str, str] = {}
    for key, element in abstract.items():
        link = element.find(qn("w:styleLink"))
        if link is not None:
            by_style[link.get(_VAL)] = key
    lists: dict[str, _List] = {}
    for num in root.findall(qn("w:num")):
        reference = num.find(qn("w:abstractNumId"))
        key = reference.get(_VAL) if reference is not None else None
        if key not in abstract:
            continue
        link = abstract[key].find(qn("w:numStyleLink"))
        if link is not None:
            key = by_style.get(link.get(_VAL), key)
        levels = {_int(e.get(qn("w:ilvl"))): _level(e) for e in abstract[key].findall(qn("w:lvl"))}
        restarts: dict[int, int] = {}
        for override in num.findall(qn("w:lvlOverride")):
            at = _int(override.get(qn("w:ilvl")))
            own = override.find(qn("w:lvl"))
            if own is not None:
                levels[at] = _level(own)
            start = override.find(qn("w:startOverride"))
            if start is not None:
                restarts[at] = _int(start.get(_VAL), 1)
        lists[num.get(qn("w:numId"))] = _List(key, levels, restarts)
    return lists


def _level(element: Any) -> _Level:
    def value(name: str) -> str | None:
        child = element.find(qn(name))
        return None if child is None else child.get(_VAL)

    restart = value("w:lvlRestart")
    legal = element.find(qn("w:isLgl"))
    return _Level(
        start=_int(value("w:start"), 1),
        form=value("w:numFmt") or "decimal",
        text=value("w:lvlText") or "",
        legal=legal is not None and legal.get(_VAL) not in {"0", "false"},
        restart=None if restart is None else _int(restart),
        glued=value("w:suff") == "nothing",
        style=value("w:pStyle"),
    )


def _numbered_styles(root: Any) -> dict[str, tuple[str | None, int | None]]:
    """The list and level of each paragraph style that numbers, its own or inherited."""
    own: dict[str, tuple[str | None, int | None]] = {}
    based: dict[str, str] = {}
    names: list[str] = []
    for style in root.findall(qn("w:style")):
        name = style.get(qn("w:styleId"))
        names.append(name)
        base = style.find(qn("w:basedOn"))
        if base is not None:
            based[name] = base.get(_VAL)
        num_pr = style.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
        if num_pr is not None:
            own[name] = _num_pr(num_pr)
    found: dict[str, tuple[str | None, int | None]] = {}
    for name in names:
        at: str | None = name
        seen: set[str] = set()
        while at is not None and at not in own and at not in seen:
            seen.add(at)
            at = based.get(at)
        if at in own:
            found[name] = own[at]
    return found


def _num_pr(element: Any) -> tuple[str | None, int | None]:
    num_id, level = element.find(qn("w:numId")), element.find(qn("w:ilvl"))
    return (
        None if num_id is None else num_id.get(_VAL),
        None if level is None else _int(level.get(_VAL)),
    )


def _int(value: str | None, default: int = 0) -> int:
    return int(value) if value and value.isascii() and value.lstrip("-").isdigit() else default
