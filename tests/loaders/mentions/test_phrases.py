from __future__ import annotations

import re
from itertools import pairwise

import pytest

from loaders.mentions.phrases import Run, find_runs
from loaders.words import Role


def phrases(text: str, *blocked: str) -> list[str]:
    spans = [(text.index(part), text.index(part) + len(part)) for part in blocked]
    return [text[run.start : run.end] for run in find_runs(text, spans)]


def only_run(text: str) -> Run:
    (run,) = find_runs(text, ())
    return run


@pytest.mark.parametrize("mark", list("，,。；;：:、！!？?\n 　|"))
def test_punctuation_parts_phrases(mark: str) -> None:
    assert phrases(f"青棹桥{mark}云棠路") == ["青棹桥", "云棠路"]


def test_a_decimal_point_parts_nothing_and_a_full_stop_does() -> None:
    assert phrases("青棹3.5桥") == ["青棹3.5桥"]
    assert phrases("青棹.云棠") == ["青棹", "云棠"]


@pytest.mark.parametrize("verb", ["改造", "加固", "推进", "全面提升", "和", "在"])
def test_a_function_word_or_a_verb_parts_phrases(verb: str) -> None:
    assert phrases(f"青棹桥{verb}云棠路") == ["青棹桥", "云棠路"]


def test_a_settled_stretch_parts_phrases_and_is_in_none() -> None:
    assert phrases("青棹桥23座云棠路", "23座") == ["青棹桥", "云棠路"]


def test_a_stop_word_inside_a_proper_word_parts_nothing() -> None:
    assert phrases("同心桥") == ["同心桥"]


@pytest.mark.parametrize("road", ["建设路", "解放大道"])
def test_a_verb_that_names_a_road_is_proper(road: str) -> None:
    run = only_run(road)
    assert run.pieces[0].role == Role.PROPER


def test_a_conjunction_between_two_modifiers_is_inside_the_phrase() -> None:
    assert phrases("无害化和资源化利用中心") == ["无害化和资源化利用中心"]
    assert phrases("公园和广场") == ["公园", "广场"]


def test_new_is_inside_the_name_of_a_project() -> None:
    assert phrases("荻浦新建垃圾焚烧发电项目") == ["荻浦新建垃圾焚烧发电项目"]
    assert phrases("荻浦新建垃圾焚烧厂") == ["荻浦", "垃圾焚烧厂"]


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("“霁川绿云”平台", ["quote", "known"]),
        ("信息模型（CIM）平台", ["known", "bracket", "known"]),
        ("G25荻津高速", ["code", "unknown", "known"]),
        ("青棹桥", ["unknown", "known"]),
    ],
)
def test_quotes_brackets_codes_and_unknown_words_are_pieces_of_their_own(text: str, kinds: list[str]) -> None:
    assert [piece.kind for piece in only_run(text).pieces] == kinds


@pytest.mark.parametrize(
    "text", ["“青棹桥", "青棹桥”", "（青棹桥", "青棹桥）", "“青棹”桥", "“青棹（云”棠）桥", "（）青棹", "“”青棹"]
)
def test_brackets_and_quotes_that_do_not_pair_lose_no_character(text: str) -> None:
    assert "".join(piece.text for run in find_runs(text, ()) for piece in run.pieces) == text


def test_a_run_knows_what_it_follows() -> None:
    text = "改造青棹桥，完成验收"
    run = find_runs(text, ())[0]
    assert run.follows(re.compile("改造$"), text)
    assert not run.follows(re.compile("改$"), text)
    assert not run.follows(re.compile("验收$"), text)


def test_a_run_says_whether_a_quote_or_a_code_is_in_it() -> None:
    quoted, coded, plain = (only_run(text).roles for text in ("“青棹通”平台", "青棹G25平台", "青棹平台"))
    assert quoted & Role.QUOTE
    assert coded & Role.CODE
    assert not plain & (Role.QUOTE | Role.CODE)
    assert not coded & Role.QUOTE


def test_pieces_follow_each_other_without_gaps() -> None:
    text = "升级“霁川绿云”智慧园林（一期）G25平台，检测青棹桥等设施。"
    for run in find_runs(text, ()):
        for left, right in pairwise(run.pieces):
            assert left.end == right.start
        assert all(text[piece.start : piece.end] == piece.text for piece in run.pieces)


@pytest.mark.parametrize("text", ["", " ", "，。", "改造"])
def test_a_text_without_nouns_has_no_phrases(text: str) -> None:
    assert find_runs(text, ()) == []
