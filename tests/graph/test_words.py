from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.words import find_sentences, sentence_around, ways_to_find
from tests import strategies


@pytest.mark.parametrize(
    ("query", "text", "found"),
    [
        ("桥梁监测", "建设桥梁监测系统。", True),
        ("桥梁监测", "建设桥梁健康监测系统。", True),
        ("桥梁监测", "检修桥梁。监测噪声。", False),
        ("桥梁 监测", "监测全市桥梁。", True),
        ("大数据平台", "建设大数据共享平台。", True),
        ("“新城建”试点", "做实“新城建”国家试点。", True),
        ("app", "推广城管APP。", True),
        ("桥", "检修桥梁。", True),
        ("口袋公园", "口袋公园35处", True),
        ("口袋公园", "公园里的口袋", True),
        ("路灯", "检修路边的灯。", False),
    ],
)
def test_words_are_found_in_one_sentence_together_or_apart(query: str, text: str, found: bool) -> None:
    assert bool(find_sentences(text, ways_to_find(query))) is found


@pytest.mark.parametrize("query", ["", " ", "，。", "——"])
def test_a_search_without_words_finds_nothing(query: str) -> None:
    assert ways_to_find(query) == []


def test_the_words_unbroken_are_the_first_way() -> None:
    assert ways_to_find("桥梁监测")[0] == ("桥梁监测",)
    (match,) = find_sentences("建设桥梁监测系统。", ways_to_find("桥梁监测"))
    assert match.whole
    assert match.pieces == ((2, 6),)


def test_a_long_search_is_taken_apart_in_bounded_time() -> None:
    assert len(ways_to_find("关于进一步加强全市城市桥梁健康监测系统平台建设工作的通知" * 3)) <= 100


@given(strategies.texts, strategies.names)
def test_what_is_found_stands_in_the_text(text: str, query: str) -> None:
    for match in find_sentences(text, ways_to_find(query)):
        match.evidence.check(text)
        assert match.evidence.quote == match.evidence.quote.strip()
        for start, end in match.pieces:
            assert match.evidence.start <= start < end <= match.evidence.end
            assert text[start:end].lower() in query.lower()


@given(st.data(), strategies.texts)
def test_a_stretch_lies_in_its_sentence(data: st.DataObject, text: str) -> None:
    stretch = data.draw(strategies.evidence_in(text.strip()))
    match = sentence_around(text.strip(), stretch.start, stretch.end)
    match.evidence.check(text.strip())
    assert match.pieces == ((stretch.start, stretch.end),)


def test_small_letters_keep_their_places() -> None:
    (match,) = find_sentences("İ桥梁。", ways_to_find("桥梁"))
    assert match.pieces == ((1, 3),)
