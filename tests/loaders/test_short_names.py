from __future__ import annotations

import pytest

from loaders.facts import Initiative
from loaders.mentions.item import find_facts
from loaders.outline import ItemText
from loaders.short_names import with_full_names


def items(*texts: str) -> list[Initiative]:
    return list(find_facts([ItemText(number, f"{number}.", None, None, text) for number, text in enumerate(texts, 1)]))


def full_names(*texts: str) -> dict[tuple[int, str], str | None]:
    resolved = with_full_names(items(*texts))
    return {(item.number, norm.name): norm.full_name for item in resolved for norm in item.regulations}


@pytest.mark.parametrize(
    "note",
    [
        "（以下简称《条例》）",
        "（以下简称“条例”）",
        "（简称《条例》）",
        "(以下简称《条例》)",
        "（以下统一简称：《条例》）",
    ],
)
def test_a_declared_short_name_holds_in_the_whole_plan(note: str) -> None:
    found = full_names(f"修订《泠浦市绿化条例》{note}。落实《供水条例》。", "宣传《条例》。")
    assert found[2, "条例"] == "泠浦市绿化条例"


@pytest.mark.parametrize("short", ["条例", "绿化条例", "城市绿化条例"])
def test_a_short_name_is_the_only_full_name_that_ends_in_it(short: str) -> None:
    found = full_names("修订《泠浦市城市绿化条例（修订草案）》。", f"宣传《{short}》。", "落实《公园管理办法》。")
    assert found[2, short] == "泠浦市城市绿化条例（修订草案）"
    assert found[1, "泠浦市城市绿化条例（修订草案）"] is None
    assert found[3, "公园管理办法"] is None


def test_of_several_full_names_the_one_in_the_same_item_is_meant() -> None:
    found = full_names("修订《泠浦市绿化条例》，宣传《条例》。", "修订《泠浦市供水条例》。", "宣传《条例》。")
    assert found[1, "条例"] == "泠浦市绿化条例"
    assert found[3, "条例"] is None


def test_a_plan_without_norms_stays_as_it_is() -> None:
    given = items("检测桥梁23座。")
    assert with_full_names(given) == tuple(given)
