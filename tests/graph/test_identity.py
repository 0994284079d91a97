from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.identity import SEPARATOR, canonical, join, key

parts = st.text(min_size=1, max_size=12).filter(canonical)


@given(st.text())
def test_a_canonical_form_is_its_own(text: str) -> None:
    assert canonical(canonical(text)) == canonical(text)


@given(st.lists(parts, min_size=1, max_size=4))
def test_a_key_can_be_taken_apart_again(made: list[str]) -> None:
    assert key(*made).split(SEPARATOR) == [canonical(part) for part in made]


@given(st.lists(parts, min_size=1, max_size=4), st.lists(parts, min_size=1, max_size=4))
def test_different_parts_have_different_keys(one: list[str], other: list[str]) -> None:
    same = [canonical(part) for part in one] == [canonical(part) for part in other]
    assert (key(*one) == key(*other)) == same


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("城市 管理局", "城市管理局"),
        ("“新城建”研究院", "新城建研究院"),
        ("平台(一期)", "平台（一期）"),
        ("规划（2016—2030）", "规划(2016-2030)"),
        ("规划（2016——2030）", "规划（2016－2030）"),
        ("规划（2016---2030）", "规划（2016-2030）"),
        ("ＡＰＰ１", "APP1"),
        ("甲/乙", "甲／乙"),
        ("口袋\n公园\u3000", "口袋公园"),
    ],
)
def test_two_spellings_of_one_name_have_one_key(one: str, other: str) -> None:
    assert key(one) == key(other)


@pytest.mark.parametrize("empty", ["", " ", "“”"])
def test_a_key_with_an_empty_part_is_refused(empty: str) -> None:
    with pytest.raises(ValueError, match="empty part"):
        key("青岚市", empty)


def test_keys_are_joined_as_they_are() -> None:
    assert join(key("青岚市", "甲局", 2023), 7) == "青岚市/甲局/2023/7"
