"""Facilities that are counted: `25座桥梁`, `新建雨水泵站3座，其中东城2座`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from graph.evidence import Evidence
from loaders.facts import Facility
from loaders.mentions.figures import SENTENCE, Figure
from loaders.mentions.phrases import Run
from loaders.words import Role, Word, facility_kinds, place_endings, word_list

_LINEAR = frozenset({"道路", "公路", "路", "街", "大道", "高速公路", "高速", "街巷"})
_LENGTHS = frozenset({"条", "段", "公里", "千米", "米"})
_PLACES = frozenset({"座", "处", "个", "所", "间", "栋", "幢", "片"})
_OF_ANYTHING = frozenset({"座", "处", "个", "条", "公里", "片", "所", "栋"})
_RATINGS = frozenset({"千伏", "kV"})
"""Units that rate one thing: `220千伏甲东变电站`."""

_LONGEST_LIST = 10
_LISTED = re.compile(r"(?<![座处个条所间家台公里])[、和及]$")
"""After a name, where a list of names goes on; after a measure word, another count begins."""

_SCHOOLS = ("小学", "初中", "高中", "中学", "幼儿园", "学校")
_REACHING = re.compile(r"(?:达到|达|增至|增加到|扩大到|累计)$")
_DONE_TO = re.compile(
    r"(?:新建|改建|扩建|改扩建|建设|改造|提升改造|改造提升|整治|维修|修缮|更新|更新改造|加固|清淤|新增|提升|提质升级|提质改造"
    r"|处治)$"
)
_PLACE = re.compile(r"(?:区|县|市|镇|乡|街道|片区|组团|城|外围|境内|新建|改建|南部|北部|东部|西部|农村|乡村)$")
CLASS_OF_PLACES = re.compile(r"(?:示范|试点|特色|重点|样板|先进|达标|文明|卫生|强|乡)(?:镇|乡|县|区|市|街道)$")
"""Places that are themselves counted: `示范乡镇2个`."""
_LONGEST_PLACE = 4
"""Characters of a place that has no name of its own (`中心城区`)."""
_GRADE = re.compile(r"(?<![一二三四五六七八九十第])[一二三四五](?:[、至到和][一二三四五])?类$")
"""What is counted of a class, which a numeral parts from the run: `四类桥3座`, `三、四类桥梁5座`."""
_OPENED = re.compile(r"[（(]([\u4e00-\u9fff]{2,8})$")
_ENDS_COUNT = frozenset("，,、；;。)）")


class _Class(NamedTuple):
    """A class noun `name` of `kind`; it and what lies between it and its figure take `[start, end)`."""

    name: str
    kind: str
    start: int
    end: int


def class_spans(text: str, runs: Iterable[Run], figures: Sequence[Figure]) -> set[tuple[int, int]]:
    """The runs that a figure counts, and which therefore name nothing: right after it, or, where none is, ending
    right before it in a facility's last word (`甲港乙作业区3个泊位` counts none of the port's areas)."""
    if not figures:
        return set()
    runs = list(runs)
    after = {figure.end for figure in figures if figure.unit != "%" and figure.unit not in _RATINGS}
    before = {figure.start: figure for figure in figures if _counts(figure) and figure.unit not in _LENGTHS}
    by_start = {run.start: run for run in runs}
    return {
        (run.start, run.end)
        for run in runs
        if run.start in after
        or (
            run.end in before
            and _may_be_class(run)
            and not _ends_list(text, run, before[run.end])
            and not (_is_head(run.pieces[-1]) and _counts_what_follows(text, by_start, before[run.end]))
        )
    }


def _counts_what_follows(text: str, by_start: dict[int, Run], figure: Figure) -> bool:
    return _class_after(text, by_start.get(figure.end), figure) is not None


def _may_be_class(run: Run) -> bool:
    """Whether a figure right after the run can count it: it ends with a facility's last word, or has none."""
    return _is_head(run.pieces[-1]) or not any(_is_head(piece) for piece in run.pieces)


def _ends_list(text: str, run: Run, figure: Figure) -> bool:
    """Whether a name of its own stands before a figure that counts its list: `甲渡水厂、乙津水厂两座水厂`."""
    first, *others = run.pieces
    is_name = first.kind == "unknown" and (len(first.text) > 1 or (len(others) > 1 and len(others[0].text) == 1))
    return is_name and 1 < figure.value < _LONGEST_LIST and run.follows(_LISTED, text)


def find_counted(text: str, runs: Sequence[Run], figures: Sequence[Figure]) -> Iterator[Facility]:
    """The counted classes of `text`: a figure with its noun after it, before it, or taken over from the
    figure before it in the same sentence."""
    if not figures:
        return
    by_start = {run.start: run for run in runs}
    by_end = {run.end: run for run in runs}
    last: _Class | None = None
    last_sentence, last_unit = -1, ""
    for figure in figures:
        if not _counts(figure):
            continue
        reached = _REACHING.search(text, max(0, figure.start - 4), figure.start)
        end = reached.start() if reached else figure.start
        before = by_end.get(end) or _before_verb(text, by_end, end)
        sentence = max(text.rfind(mark, max(0, figure.start - SENTENCE), figure.start) for mark in "。；")
        counted = _class_after(text, by_start.get(figure.end), figure) or _class_before(text, before, figure)
        counted = counted or _in_bracket(text, figure)
        if (
            counted is None
            and last
            and last_sentence == sentence
            and _takes_over(
                text, before, figure, last_unit, is_of_another=_object_of_verb(text, by_end, end) is not None
            )
        ):
            counted = last._replace(start=figure.start, end=figure.end)
        if counted and _fits(counted, figure):
            evidence = Evidence.cut(text, min(counted.start, figure.start), max(counted.end, figure.end))
            yield Facility(counted.name, counted.kind, evidence, count=figure.value, measure=figure.unit)
            last, last_sentence, last_unit = counted, sentence, figure.unit


def _in_bracket(text: str, figure: Figure) -> _Class | None:
    """A class that stands with its figure in a bracket: `停车场8处（泊位2600个）`."""
    opened = _OPENED.search(text, max(0, figure.start - 12), figure.start)
    if opened is None:
        return None
    noun = opened[1]
    head = next((noun[at:] for at in range(len(noun) - 1) if noun[at:] in facility_kinds()), None)
    return _Class(noun, facility_kinds()[head], opened.start(1), figure.end) if head else None


def _object_of_verb(text: str, by_end: dict[int, Run], end: int) -> Run | None:
    """What the verb right before a figure is done to, where that stands before the verb."""
    verb = _DONE_TO.search(text, max(0, end - 12), end)
    return by_end.get(verb.start()) if verb else None


def _before_verb(text: str, by_end: dict[int, Run], end: int) -> Run | None:
    """The run whose things the verb right before a figure is done to: `雨水泵站改造7座`."""
    run = _object_of_verb(text, by_end, end)
    is_class = run is not None and bool(run.pieces[-1].role & Role.CLASS)
    if run is None or not (is_class or all(piece.kind != "unknown" or len(piece.text) < 2 for piece in run.pieces)):
        return None
    pieces = list(run.pieces)
    while (
        len(pieces) > 1
        and pieces[-1].role & Role.GENERIC
        and not _is_head(pieces[-1])
        and pieces[-1].text.endswith("化")
    ):
        pieces.pop()
    return run._replace(pieces=tuple(pieces), end=pieces[-1].end)


def _counts(figure: Figure) -> bool:
    return figure.unit not in word_list("uncounted_units") and "/" not in figure.unit


def _fits(counted: _Class, figure: Figure) -> bool:
    """Whether the measure word counts such things: places in schools are counted by 个, schools are not, and
    platforms by 家 are enterprises."""
    if figure.unit == "套":
        return counted.kind == "platform"
    if figure.unit == "个":
        return not counted.name.endswith(_SCHOOLS)
    return figure.unit != "家" or counted.kind != "platform"


def _class_after(text: str, run: Run | None, figure: Figure) -> _Class | None:
    """The first class in `run` that the figure's measure word fits (`5处高速公路出入口` counts no roads)."""
    if run is None or figure.end != figure.unit_end:
        return None
    for at, head in enumerate(run.pieces):
        if not _is_head(head):
            continue
        fits = head.text not in _LINEAR or figure.unit in _LENGTHS
        goes_on = at + 1 < len(run.pieces) and _is_head(run.pieces[at + 1]) and figure.unit not in _LENGTHS
        if fits and not goes_on:
            first = 1 if at > 0 and run.pieces[0].role & Role.STOP else 0
            return _Class(text[run.pieces[first].start : head.end], facility_kinds()[head.text], run.start, head.end)
    return _by_ending(text, run, figure)


def _by_ending(text: str, run: Run, figure: Figure) -> _Class | None:
    """A class that only its last word tells for something that stands in a place (`27间诊室`, `“甲乙之家”4处`)."""
    endings = place_endings()
    end = run.end - 1 if run.pieces[-1].kind == "quote" else run.end
    kind = endings.get(text[end - 2 : end]) or endings.get(text[end - 1])
    if kind is None or figure.unit not in _PLACES or not 2 <= run.end - run.start <= 14:
        return None
    if any(text[at : run.end] in word_list("no_places") for at in range(run.start, run.end - 1)):
        return None
    first = 1 if len(run.pieces) > 1 and run.pieces[0].role & Role.STOP else 0
    return _Class(text[run.pieces[first].start : run.end], kind, run.start, run.end)


def _class_before(text: str, run: Run | None, figure: Figure) -> _Class | None:
    if run is None or _ends_list(text, run, figure):
        return None
    if not _is_head(run.pieces[-1]):
        return _by_ending(text, run, figure)
    last = run.pieces[-1]
    first = 0
    while first < len(run.pieces) - 1 and (run.pieces[first].role & Role.STOP or run.pieces[first].kind == "bracket"):
        first += 1
    start = run.pieces[first].start
    if first == 0 and (grade := _GRADE.search(text, max(0, start - 8), start)):
        start = grade.start()
    return _Class(text[start : last.end], facility_kinds()[last.text], start, last.end)


def _is_head(piece: Word) -> bool:
    return bool(piece.role & Role.FACILITY)


def _takes_over(text: str, before: Run | None, figure: Figure, unit: str, *, is_of_another: bool) -> bool:
    """Whether a figure without a noun counts what the last one counted, in `unit`: nothing but a place, if anything,
    stands before it (`其中东城12处`), and nothing after it. With `is_of_another` a verb before it is done to something
    else (`边坡处治46处`)."""
    if text[figure.end : figure.end + 1] not in _ENDS_COUNT:
        return False
    if before is None:
        return figure.unit in _OF_ANYTHING and not is_of_another
    if figure.unit not in _OF_ANYTHING and figure.unit != unit:
        return False
    is_place = before.end - before.start <= _LONGEST_PLACE or any(piece.kind == "unknown" for piece in before.pieces)
    name = text[before.start : before.end]
    return is_place and bool(_PLACE.search(name)) and not CLASS_OF_PLACES.search(name)
