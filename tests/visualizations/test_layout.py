from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.visualizations.conftest import Samples
from tests.visualizations.invented import (
    hostile_lines,
    hostile_overview,
    hostile_regulations,
    hostile_responsibility,
    line_of_work,
    overview,
)
from visualizations.overview import overview_picture
from visualizations.picture import PAD_X, Card, Picture, settle, text_width
from visualizations.regulations import regulations_picture
from visualizations.responsibility import responsibility_picture
from visualizations.text import FACES, ems, wrap
from visualizations.trace import trace_picture

Box = tuple[float, float, float, float]
MARKS = "，。、；：！？）》”"


def boxes(picture: Picture) -> list[Box]:
    """What has text on it and must not cover other text: cards, labels, and the words behind them."""
    found = [(card.x, card.y, card.x + card.width, card.bottom) for card in picture.cards]
    for wire in picture.wires:
        if label := wire.label:
            found.append((label.x, label.y - label.height / 2, label.x + label.width, label.y + label.height / 2))
    for each in picture.backdrops:
        tall = sum(FACES[line.face].leading for line in each.lines)
        wide = max(line.width for line in each.lines)
        found.append((each.x, each.y, each.x + wide, each.y + tall))
    return found


def overlapping(found: Sequence[Box]) -> list[tuple[Box, Box]]:
    return [(a, b) for a, b in combinations(found, 2) if a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]]


def check(picture: Picture) -> None:
    assert overlapping(boxes(picture)) == []
    for card in picture.cards:
        assert card.lines
        for line in card.lines:
            assert line.width <= text_width(card.width, card.number) + 0.01, line.plain
        assert card.x >= 0
        assert card.y >= 0
        assert card.x + card.width <= picture.width
        assert card.bottom <= picture.height
    ids = {card.id for card in picture.cards}
    assert len(ids) == len(picture.cards)
    assert len({wire.id for wire in picture.wires}) == len(picture.wires)
    for wire in picture.wires:
        assert {wire.source, wire.target} <= ids
        assert all(a[0] <= b[0] for a, b in pairwise(wire.points))


def test_no_text_covers_another_in_the_views_of_the_samples(samples: Samples) -> None:
    check(overview_picture(samples.overview))
    check(overview_picture(samples.small_overview))
    check(responsibility_picture(samples.responsibility))
    check(regulations_picture(samples.regulations))
    check(trace_picture(samples.bridges))
    check(trace_picture(samples.platforms))


@pytest.mark.parametrize(("items", "things"), [(1, 0), (1, 12), (40, 3), (90, 198), (8, 100)])
def test_no_text_covers_another_whatever_the_size(items: int, things: int) -> None:
    check(overview_picture(overview(items, things)))


def test_hostile_texts_are_laid_out_like_others() -> None:
    check(overview_picture(hostile_overview()))
    check(responsibility_picture(hostile_responsibility()))
    check(regulations_picture(hostile_regulations()))
    check(trace_picture(hostile_lines()))


def test_lines_of_an_overview_are_of_fourteen_characters_at_most(samples: Samples) -> None:
    for card in overview_picture(samples.overview).cards:
        assert all(ems(line.plain) <= 14.01 for line in card.lines)


def test_items_stand_in_order_and_sections_beside_theirs(samples: Samples) -> None:
    picture = overview_picture(samples.overview)
    items = [card for card in picture.cards if card.tone == "Initiative"]
    assert [card.number for card in sorted(items, key=lambda card: card.y)] == [card.number for card in items]
    by_id = {card.id: card for card in picture.cards}
    for section in (card for card in picture.cards if card.tone == "Section"):
        own = [by_id[wire.target].middle for wire in picture.wires if wire.source == section.id]
        assert min(own) - 40 <= section.middle <= max(own) + 40


def test_a_trace_tells_a_missing_plan_from_a_plan_that_is_silent() -> None:
    picture = trace_picture(line_of_work())
    assert [head.words.zh for head in picture.heads] == ["2021年", "2022年", "2023年", "2024年"]
    fields = {each.style: each for each in picture.backdrops}
    assert fields["unknown"].lines[0].plain == "缺该年计划"
    assert fields["absent"].lines[0].plain == "该年计划未提及"
    assert fields["unknown"].x == picture.heads[1].x
    assert fields["absent"].x == picture.heads[2].x


def test_a_wire_of_a_trace_says_what_changed_and_passes_no_card() -> None:
    picture = trace_picture(line_of_work())
    labels = [[line.plain for line in wire.label.lines] for wire in picture.wires if wire.label]
    assert ["合并", "桥梁 5座→9座"] in labels
    assert {wire.stroke for wire in picture.wires} == {"strong", "related"}
    assert {card.number for card in picture.cards} == {3, 5, 6}


def test_wires_cross_columns_between_the_cards(samples: Samples) -> None:
    for picture in (trace_picture(samples.platforms), regulations_picture(samples.regulations)):
        for wire in picture.wires:
            for (x, y), (right, _) in zip(wire.points[1:-1:2], wire.points[2:-1:2], strict=True):
                in_the_way = [card for card in picture.cards if x <= card.x < right and card.y <= y <= card.bottom]
                assert in_the_way == []


blocks = st.lists(st.tuples(st.floats(-500, 500), st.floats(1, 90)), max_size=12)


@given(blocks, st.floats(0, 20), st.none() | st.floats(-100, 100))
def test_settled_blocks_keep_their_order_and_apart(
    given_blocks: list[tuple[float, float]], gap: float, top: float | None
) -> None:
    desired, heights = [middle for middle, _ in given_blocks], [tall for _, tall in given_blocks]
    tops = settle(desired, heights, gap, top)
    for place, (one, other) in enumerate(pairwise(tops)):
        assert other >= one + heights[place] + gap - 1e-6
    if top is not None:
        assert all(y >= top for y in tops)


@given(st.lists(st.tuples(st.integers(-300, 300), st.integers(1, 60)), min_size=1, max_size=8))
def test_blocks_settle_no_worse_than_when_pushed_down_or_centred(given_blocks: list[tuple[int, int]]) -> None:
    desired, heights = [float(middle) for middle, _ in given_blocks], [float(tall) for _, tall in given_blocks]

    def cost(tops: Sequence[float]) -> float:
        return sum((y + tall / 2 - want) ** 2 for y, tall, want in zip(tops, heights, desired, strict=True))

    pushed: list[float] = []
    for want, tall in zip(desired, heights, strict=True):
        pushed.append(max(want - tall / 2, pushed[-1] + heights[len(pushed) - 1] if pushed else want - tall / 2))
    settled = settle(desired, heights, 0)
    assert cost(settled) <= cost(pushed) + 1e-6
    shift = sum(want - y - tall / 2 for y, tall, want in zip(pushed, heights, desired, strict=True)) / len(pushed)
    assert cost(settled) <= cost([y + shift for y in pushed]) + 1e-6


texts = st.text("城市桥梁监测系统平台，。、（）《》“”abc 123%.-", max_size=80)


@given(texts, st.integers(60, 300))
def test_wrapped_lines_fit_and_keep_every_character(text: str, width: int) -> None:
    lines = wrap("name", text, width, 1000)
    assert all(line.width <= width + 0.01 for line in lines)
    kept = "".join(line.plain for line in lines).replace(" ", "")
    assert kept == "".join(text.split())


@given(texts, st.integers(60, 300), st.integers(1, 3))
def test_what_is_left_out_is_marked(text: str, width: int, most: int) -> None:
    whole, lines = wrap("name", text, width, 1000), wrap("name", text, width, most)
    assert len(lines) <= most
    assert all(line.width <= width + 0.01 for line in lines)
    if len(whole) > most:
        assert lines[-1].plain.endswith("…")
    else:
        assert lines == whole


def test_no_line_begins_with_a_closing_mark() -> None:
    text = "建设桥梁健康监测系统平台，完成如意洸府河大桥（一期）等5座大型桥梁在线监测预警；预防严重病害。" * 3
    for width in range(80, 280):
        for line in wrap("name", text, width, 100):
            assert line.plain[0] not in MARKS
            assert line.plain[-1] not in "（《“"


def test_numbers_stay_whole() -> None:
    lines = wrap("name", "城市道路机械化清扫率达到99.85%以上", 14 * 13, 5)
    assert any("99.85%" in line.plain for line in lines)


def test_a_card_is_as_tall_as_its_lines() -> None:
    lines = wrap("name", "城市桥梁安全监测系统平台建设工程", 100, 5)
    card = Card("x", "Facility", "x", 0, 0, 100 + 2 * PAD_X, lines)
    assert card.height >= len(lines) * FACES["name"].leading
