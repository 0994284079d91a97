from __future__ import annotations

from pathlib import Path

import pytest

from graph.store.checks import check_plans
from loaders.facts import Plan
from loaders.files import RawText
from loaders.pipeline import Given, plan_from_text
from loaders.to_graph import plan_graph
from loaders.to_json import plan_to_json


def plan(*items: str) -> Plan:
    """The plan with these items, two in its first section and the others in its second."""
    lines = [f"{number}.{item}" for number, item in enumerate(items, start=1)]
    text = ["霁川市水务局2023年工作要点", "一、保供水", *lines[:2], "二、治污水", *lines[2:]]
    return plan_from_text(RawText(Path("plan.txt"), "0" * 64, "\n".join(text), fixed_lines=False), Given("霁川市"))


def inherited(plan: Plan) -> list[list[tuple[str, str, int]]]:
    return [[(unit.name, unit.role, unit.stated_in) for unit in item.inherited] for item in plan.initiatives]


OTHERS = ("改造管网。改造管网5公里。", "新建泵站。新建泵站3座。", "修复管道。修复管道8公里。")


@pytest.mark.parametrize(
    "note",
    [
        "（责任单位：供水科；以下均需各区人民政府落实，不再列出）",
        "（供水科负责。以下各项均须各区人民政府配合）",
        "（以下工作任务均需各区人民政府共同落实，不再逐项列出）",
        "以下任务均请各区人民政府配合。",
        "（供水科牵头，各区人民政府落实。以下均需各区人民政府落实，不再列出）",
    ],
)
def test_a_standing_note_holds_for_all_items_that_follow_and_says_which_item_has_it(note: str) -> None:
    found = inherited(plan(f"建设水厂。建设水厂1座。{note}", *OTHERS))
    assert found == [[], *[[("各区人民政府", "support", 1)]] * 3]


def test_a_note_for_its_section_ends_with_it() -> None:
    found = inherited(plan("建设水厂。建设水厂1座。（本部分以下任务均由供水科牵头）", *OTHERS))
    assert found == [[], [("供水科", "lead", 1)], [], []]


def test_an_item_that_names_the_unit_itself_inherits_nothing_from_it() -> None:
    own = "改造管网。改造管网5公里。（各区人民政府负责）"
    read = plan("建设水厂。建设水厂1座。（以下均需各区人民政府配合）", own, *OTHERS[1:])
    assert inherited(read)[1] == []
    assert [(unit.name, unit.role) for unit in read.initiatives[1].units] == [("各区人民政府", "lead")]


def test_a_note_on_what_stands_above_it_holds_for_its_own_item() -> None:
    assert inherited(plan("建设水厂。建设水厂1座。以上各项均由供水科负责。", *OTHERS)) == [[], [], [], []]


def test_an_inherited_part_is_an_edge_without_offsets_that_names_the_item_with_the_note() -> None:
    read = plan("建设水厂。建设水厂1座。（以下均需各区人民政府配合）", *OTHERS)
    graph = plan_graph(read)
    check_plans([graph])
    of_unit = [
        edge for edge in graph.edges if edge.source.key == "霁川市/各区人民政府" and edge.type == "RESPONSIBLE_FOR"
    ]
    assert [edge.properties.get("stated_in") for edge in of_unit] == [None, 1, 1, 1]
    assert ["quote" in edge.properties for edge in of_unit] == [True, False, False, False]
    shown = plan_to_json(read)["initiatives"][1]
    assert shown["inherited"] == [{"name": "各区人民政府", "role": "support", "stated_in": 1}]
    assert shown["units"] == []
