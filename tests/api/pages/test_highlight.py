from __future__ import annotations

import html
import re

from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from api.pages.rendering import environment
from visualizations.highlight import pieces_of

TEXTS = st.text("桥梁监测<>&\"' \n{}/script;#x", max_size=40)
SPANS = st.lists(st.tuples(st.integers(-3, 45), st.integers(-3, 45)), max_size=8)


@given(TEXTS, SPANS)
def test_the_pieces_are_the_text(text: str, spans: list[tuple[int, int]]) -> None:
    assert "".join(piece.text for piece in pieces_of(text, spans)) == text


@given(TEXTS, SPANS)
def test_every_piece_has_exactly_the_spans_that_cover_it_the_shortest_first(
    text: str, spans: list[tuple[int, int]]
) -> None:
    at = 0
    for piece in pieces_of(text, spans):
        for place in range(at, at + len(piece.text)):
            covering = {n for n, (start, end) in enumerate(spans) if start <= place < end}
            assert set(piece.spans) == covering
        lengths = [min(spans[n][1], len(text)) - max(spans[n][0], 0) for n in piece.spans]
        assert lengths == sorted(lengths)
        at += len(piece.text)


@given(TEXTS, SPANS)
def test_every_span_begins_once(text: str, spans: list[tuple[int, int]]) -> None:
    begun = [number for piece in pieces_of(text, spans) for number in piece.begins]
    assert sorted(begun) == [n for n, (a, b) in enumerate(spans) if max(a, 0) < min(b, len(text))]


@given(TEXTS, SPANS)
def test_without_its_markup_a_marked_text_is_the_text_escaped(text: str, spans: list[tuple[int, int]]) -> None:
    made = environment().from_string('{% from "parts.html" import marked %}{{ marked(text, spans) }}')
    page = made.render(text=text, spans=spans)
    bare = re.sub(r"</?(?:span|mark)(?: [a-z]+=\"[^\"]*\")*>", "", page)
    assert html.unescape(bare) == text
    assert "<" not in bare
    marked = "".join(node.text() for node in HTMLParser(page).css("mark"))
    inside = "".join(char for place, char in enumerate(text) if any(a <= place < b for a, b in spans))
    assert marked == inside
