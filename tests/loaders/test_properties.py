"""What must hold of the extraction on any text."""

from __future__ import annotations

import gc
import math
import time
from collections.abc import Callable, Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loaders.facts import Initiative
from loaders.mentions.item import find_facts
from loaders.outline import Outline, read_outline
from loaders.script import in_simplified
from loaders.tables import column_of
from loaders.text import clean_lines
from tests.strategies import item_lines, plan_texts

TITLE = "霁川市水务局2023年工作要点"


def read(text: str) -> tuple[Outline, list[Initiative]]:
    """The text through every step: lines, outline, facts."""
    outline = read_outline(clean_lines(text))
    return outline, list(find_facts(outline.items))


def facts_of(item: Initiative) -> tuple[object, ...]:
    """All that an item says, without its place in the plan."""
    return item.title, item.text, item.facilities, item.regulations, item.units, item.officials, item.targets


# --- any text -----------------------------------------------------------------------------------


@given(plan_texts(), st.booleans())
@settings(max_examples=300, deadline=None)
def test_any_text_is_read_and_every_fact_points_at_its_words(text: str, fixed_lines: bool) -> None:
    outline = read_outline(clean_lines(text, fixed_lines=fixed_lines))
    for item in find_facts(outline.items):
        for fact in (*item.facilities, *item.regulations, *item.units, *item.officials, *item.targets):
            assert item.text[fact.evidence.start : fact.evidence.end] == fact.evidence.quote


@given(plan_texts())
@settings(max_examples=150, deadline=None)
def test_names_are_not_empty_and_stand_in_the_item_and_figures_are_numbers(text: str) -> None:
    for item in read(f"{TITLE}\n1.{text}")[1]:
        squeezed = "".join(item.text.split())
        named = (*item.regulations, *item.units, *item.officials, *item.facilities)
        # A name that shares its last words with others of its list does not stand in one piece.
        assert all(fact.name.strip() and set("".join(fact.name.split())) <= set(squeezed) for fact in named)
        assert all(math.isfinite(target.value) and target.value >= 0 for target in item.targets)
        assert all(thing.count is None or thing.measure for thing in item.facilities)


@given(plan_texts())
@settings(max_examples=150, deadline=None)
def test_items_and_sections_are_numbered_so_that_each_is_one(text: str) -> None:
    outline, _ = read(f"{TITLE}\n{text}")
    assert [ordinal for ordinal, _ in outline.sections] == [*range(1, len(outline.sections) + 1)]
    assert len({item.number for item in outline.items}) == len(outline.items)
    assert all(item.section is None or 1 <= item.section <= len(outline.sections) for item in outline.items)


def is_table(text: str) -> bool:
    return "|" in text or any(column_of(line) for line in text.split("\n"))


@given(plan_texts().filter(lambda text: not is_table(text)))
@settings(max_examples=150, deadline=None)
def test_lines_hold_no_character_that_the_text_does_not_have_in_this_order(text: str) -> None:
    rest: Iterator[str] = iter(in_simplified(text))
    for char in "".join("".join(clean_lines(text)).split()):
        assert any(char == other for other in rest)


@given(plan_texts())
@settings(max_examples=100, deadline=None)
def test_reading_twice_gives_the_same(text: str) -> None:
    assert read(text) == read(text)


@given(st.lists(item_lines(), min_size=1, max_size=6))
@settings(max_examples=150, deadline=None)
def test_the_facts_of_an_item_do_not_depend_on_the_other_items(texts: list[str]) -> None:
    def plan(lines: list[str]) -> str:
        return "\n".join([TITLE, "一、保供水", *(f"{at}.{line}" for at, line in enumerate(lines, start=1))])

    alone = [facts_of(item) for text in texts for item in read(plan([text]))[1]]
    together = [facts_of(item) for item in read(plan(texts))[1]]
    backwards = [facts_of(item) for item in read(plan(texts[::-1]))[1]]
    assert len(alone) == len(texts)
    assert together == alone
    assert backwards == alone[::-1]


# --- time ---------------------------------------------------------------------------------------


def repeated(shape: str) -> Callable[[int], str]:
    """An item that is nothing but this shape, of so many characters."""
    return lambda size: f"{TITLE}\n1.改造。{shape * (size // len(shape))}"


def lines_of(*lines: str) -> Callable[[int], str]:
    """A document of these lines, over and over."""
    block = "\n".join(lines) + "\n"
    return lambda size: f"{TITLE}\n1.改造。\n{block * (size // len(block))}"


def items(size: int) -> str:
    lines = (f"{at % 999 + 1}.检测桥梁{at}座，改造云棠路。" for at in range(size // 20))
    return "\n".join((TITLE, "一、保供水", *lines))


def pages(size: int) -> str:
    return "\f".join(f"霁川市水务局\n{at % 999 + 1}.改造管网。\n- {at} -" for at in range(size // 20))


def rows(size: int) -> str:
    body = (f"{at} | 改造管网 | 改造{at}公里。 | 工程科 |" for at in range(size // 30))
    return "\n".join((TITLE, "序号 | 重点任务 | 年度目标 | 责任单位 |", *body))


def glued(size: int) -> str:
    body = "".join(f"{at}改造管网，改造公里。工程科负责全年" for at in range(1, size // 22))
    return f"序号任务名称目标内容责任单位完成期限{body}"


def one_paragraph(size: int) -> str:
    return f"{TITLE} " + " ".join(f"{at % 99 + 1}、改造管网，抓紧施工。" for at in range(size // 16))


SHAPES: dict[str, Callable[[int], str]] = {
    "brackets": repeated("（"),
    "closing brackets": repeated("）"),
    "nested brackets": lambda size: f"{TITLE}\n1.{'（' * (size // 2)}甲{'）' * (size // 2)}",
    "a note of many units": lambda size: f"{TITLE}\n1.改造。（{'市甲局、' * (size // 4)}市乙局）",
    "a standing note that names nobody": lambda size: f"{TITLE}\n1.改造（{'以下均需甲' * (size // 5)}）",
    "a list of conjunctions": lambda size: f"{TITLE}\n1.改造。责任单位：{'甲和' * (size // 2)}",
    "a list without an end": repeated("、市"),
    "ordinals": repeated("第1座桥"),
    "digits": repeated("7"),
    "open quotes": repeated("“"),
    "quotes": repeated("“甲”"),
    "open titles": repeated("《"),
    "titles": repeated("修订《甲办法》、"),
    "platforms": repeated("平台"),
    "projects": repeated("甲岭项目"),
    "verbs": repeated("新建"),
    "leads": repeated("甲局牵头，"),
    "figures": repeated("检测桥梁23座，"),
    "counts taken over": lambda size: f"{TITLE}\n1.新建公园3处{'，其中甲区2处' * (size // 7)}",
    "dates": repeated("6月底前"),
    "labels": lines_of("责任单位：桥隧科，财务科"),
    "wrapped lines without a full stop": lines_of("改造霁川老城片区的人行道和盲道，补齐沿街照明设施并同步清理"),
    "signatures": lines_of("霁川市水务局"),
    "parts of an item": lines_of("（1）改造管网。"),
    "items": items,
    "pages": pages,
    "table rows": rows,
    "a table in one line": glued,
    "one paragraph": one_paragraph,
}
SIZE = 20_000
"""Characters of the short text: some 60 kB."""

LONGER = 4


def seconds(text: str) -> float:
    """Processor time of reading `text`, the collector's work aside; the better of two runs."""
    runs = []
    for _ in range(2):
        gc.collect()
        gc.disable()
        try:
            start = time.process_time()
            read(text)
            runs.append(time.process_time() - start)
        finally:
            gc.enable()
    return min(runs)


@pytest.mark.parametrize("name", SHAPES)
def test_the_time_grows_as_the_length_does(name: str) -> None:
    """A text of four times the length takes less than ten times as long: it would be sixteen times, were a
    step quadratic."""
    shape = SHAPES[name]
    short, long = shape(SIZE), shape(LONGER * SIZE)
    assert len(long) > 0.9 * LONGER * len(short)
    assert read(shape(SIZE // 10))[1], "a shape that makes no item tries nothing"
    before, after = seconds(short), seconds(long)
    assert after < 2.5 * LONGER * before
