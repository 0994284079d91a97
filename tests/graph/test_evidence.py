from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.errors import EvidenceError
from graph.evidence import Evidence
from tests import strategies


@given(st.data(), strategies.texts)
def test_what_is_cut_out_of_a_text_stands_there(data: st.DataObject, text: str) -> None:
    evidence = data.draw(strategies.evidence_in(text))
    evidence.check(text)
    assert text[evidence.start : evidence.end] == evidence.quote
    assert Evidence(**evidence.as_properties()) == evidence  # type: ignore[arg-type]


@given(strategies.texts, st.integers(-5, 100), st.integers(-5, 100))
def test_nothing_is_cut_outside_a_text(text: str, start: int, end: int) -> None:
    if 0 <= start < end <= len(text):
        assert Evidence.cut(text, start, end).quote == text[start:end]
    else:
        with pytest.raises(EvidenceError):
            Evidence.cut(text, start, end)


@pytest.mark.parametrize(("start", "end", "quote"), [(0, 0, ""), (2, 1, "甲"), (-1, 1, "甲乙"), (0, 3, "甲")])
def test_a_quote_that_does_not_fit_its_offsets_is_refused(start: int, end: int, quote: str) -> None:
    with pytest.raises(EvidenceError):
        Evidence(start, end, quote)


def test_a_quote_that_stands_elsewhere_is_found_out() -> None:
    with pytest.raises(EvidenceError, match="reads '乙'"):
        Evidence(1, 2, "甲").check("甲乙")


def test_characters_beyond_the_basic_plane_count_as_one() -> None:
    assert Evidence.cut("𠀀桥", 1, 2).quote == "桥"
