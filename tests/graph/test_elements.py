from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph import elements
from graph.elements import Node, PlanGraph, in_batches


def sized(number: int, nodes: int) -> PlanGraph:
    """A plan of so many nodes."""
    return PlanGraph(f"p{number}", "", tuple(Node("Section", f"p{number}/{at}") for at in range(nodes)), ())


def size(plan: PlanGraph) -> int:
    return len(plan.nodes)


@given(st.lists(st.integers(0, 12)))
def test_batches_hold_all_plans_in_order_and_more_than_fits_only_alone(sizes: list[int]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(elements, "TRANSACTION_SIZE", 10)
        plans = [sized(number, nodes) for number, nodes in enumerate(sizes)]
        batches = list(in_batches(plans))
    assert [plan for batch in batches for plan in batch] == plans
    for batch in batches:
        assert batch
        assert len(batch) == 1 or sum(map(size, batch)) <= 10
    for batch, after in pairwise(batches):
        assert sum(map(size, batch)) + size(after[0]) > 10


def test_plans_are_made_as_their_batch_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(elements, "TRANSACTION_SIZE", 2)
    made = []

    def plans() -> Iterator[PlanGraph]:
        for number in range(100):
            made.append(number)
            yield sized(number, 1)

    next(in_batches(plans()))
    assert len(made) == 3
