"""The facts of one item, all steps together."""

from __future__ import annotations

import pytest

from loaders.mentions.item import TOGETHER, find_facts
from loaders.outline import ItemText
from tests.loaders.mentions import facts


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("铺设管道3千米。", 3, "千米"),
        ("新建10千伏线路。", 10, "千伏"),
        ("提高5百分点。", 5, "百分点"),
        ("投资3千万元。", 3e7, "元"),
    ],
)
def test_a_thousand_in_a_unit_is_no_scale(text: str, value: float, unit: str) -> None:
    (target,) = facts(text).targets
    assert (target.value, target.unit) == (value, unit)


def test_both_ends_of_a_rise_measure_one_thing() -> None:
    targets = facts("垃圾回收利用率由35%提高至40%。").targets
    assert [target.metric for target in targets] == ["垃圾回收利用率", "垃圾回收利用率"]


def test_a_figure_that_counts_a_class_measures_it() -> None:
    targets = facts("新建口袋公园42处，其中云棠区24处、三县各6处。").targets
    assert [(target.metric, target.value) for target in targets] == [
        ("口袋公园", 42),
        ("口袋公园", 24),
        ("口袋公园", 6),
    ]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("由霁川市政集团实施。", "霁川市政集团"),
        ("与荻津市政府会商。", "荻津市政府"),
        ("报市人民政府审批。", "市人民政府"),
        ("会同县残联走访。", "县残联"),
        ("配合乙岭县司法局调研。", "乙岭县司法局"),
    ],
)
def test_an_organ_is_named_from_its_place_on(text: str, name: str) -> None:
    assert [unit.name for unit in facts(text).units] == [name]


def test_a_percentage_belongs_to_what_it_is_a_share_of() -> None:
    targets = facts("设施覆盖率达到95%，40%以上的镇街建成示范片区，确保100%的案件处结率。").targets
    assert [(target.metric, target.op, target.value) for target in targets] == [
        ("设施覆盖率", "=", 95),
        ("镇街", ">=", 40),
        ("案件处结率", "=", 100),
    ]


def test_items_keep_their_own_facts_however_many_there_are() -> None:
    items = [ItemText(number, f"{number}.", 1, None, f"新建泵站{number}座。") for number in range(1, 2 * TOGETHER + 2)]
    found = list(find_facts(items))
    assert [item.number for item in found] == [item.number for item in items]
    assert all(item.targets[0].value == item.number for item in found)
