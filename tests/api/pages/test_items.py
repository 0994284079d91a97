from __future__ import annotations

import pytest

from api.pages.items import facts_of
from api.pages.language import Code, language
from graph.elements import Edge, Node, NodeRef
from graph.queries import Detail, Neighbour

ITEM = NodeRef("Initiative", "霁川市/霁川市水务局/2023/3")
UNIT = Node("Unit", "霁川市/各区人民政府", {"name": "各区人民政府"})


@pytest.mark.parametrize(("code", "words"), [("zh", "第1项写明"), ("en", "stated in item 1")])
def test_a_unit_that_a_standing_note_names_leads_to_the_item_with_the_note(code: Code, words: str) -> None:
    properties = {"role": "support", "stated_in": 1, "plan": "霁川市/霁川市水务局/2023"}
    edge = Edge("RESPONSIBLE_FOR", UNIT.ref, ITEM, "key", properties)
    item = Node("Initiative", ITEM.key, {"text": "修复管道。"})
    (entry,), spans, _ = facts_of(Detail(item, [Neighbour(edge, UNIT)]), language(code))
    ((said, href),) = entry.elsewhere
    assert said == words
    assert href.startswith("/items/")
    assert href.endswith("/1")
    assert spans == []
