from __future__ import annotations

import pytest

from loaders.mentions.item import find_facts
from loaders.outline import read_outline
from loaders.script import in_simplified
from loaders.text import clean_lines


@pytest.mark.parametrize(
    ("traditional", "simplified"),
    [
        ("霽川市水務局2023年工作要點", "霁川市水务局2023年工作要点"),
        ("責任單位：供水科，市財政局", "责任单位：供水科，市财政局"),
        ("牽頭領導：李剛", "牵头领导：李刚"),
        ("修訂「停車場管理辦法」，建設『智慧停車』平臺", "修订“停车场管理办法”，建设‘智慧停车’平台"),
        ("一、總體要求", "一、总体要求"),
    ],
)
def test_a_traditional_text_is_read_in_simplified_characters_one_for_one(traditional: str, simplified: str) -> None:
    assert in_simplified(traditional) == simplified
    assert len(traditional) == len(simplified)


@pytest.mark.parametrize(
    "text",
    [
        "改造云錦路，抓紧施工，年内完成",
        "牵头领导：周堃、李昇，责任单位：工程处",
        "检修“乾元”桥后的人行道",
        "",
        "2023 abc",
    ],
)
def test_a_simplified_text_keeps_its_traditional_characters(text: str) -> None:
    assert in_simplified(text) == text


def test_a_traditional_plan_gives_the_facts_of_the_simplified_one() -> None:
    traditional = (
        "霽川市水務局二〇二三年工作要點\n一、保供水\n1.推進管網改造。改造老舊管網30公里，修訂《霽川市供水條例》。\n責任單位：供水科，市財政局\n"
        "牽頭領導：李 剛\n2.檢測橋樑23座。"
    )
    simplified = (
        "霁川市水务局二〇二三年工作要点\n一、保供水\n1.推进管网改造。改造老旧管网30公里，修订《霁川市供水条例》。\n责任单位：供水科，市财政局\n"
        "牵头领导：李 刚\n2.检测桥梁23座。"
    )
    read = read_outline(clean_lines(traditional))
    assert read == read_outline(clean_lines(simplified))
    item, *_ = find_facts(read.items)
    assert [unit.name for unit in item.units] == ["供水科", "市财政局"]
    assert [official.name for official in item.officials] == ["李刚"]
