"""The whole extraction, scored against the plans that were annotated by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.gold import Judgement, annotated_sets, judge, load_scorer

LAYOUT = ("plan", "section", "item", "title")
PLANS = dict.fromkeys(LAYOUT, 0.98) | dict.fromkeys(
    ("official", "unit", "unit_role", "regulation", "facility", "counted", "target"), 0.95
)
KINDS = (*PLANS, "facility_kind", "regulation_action", "target_op")
FORMS = dict.fromkeys(KINDS, 0.95)
UNSEEN = PLANS | {"facility": 0.9, "counted": 0.9}
"""For plans of other trades, which the rules were not first written for."""


@pytest.fixture(scope="module")
def judged(shared: Path) -> dict[str, Judgement]:
    """The judgement of each set of plans, by its name."""
    scorer = load_scorer(shared)
    return {each.name: judge(scorer, each) for each in annotated_sets(shared) if not each.closed}


def check(judgement: Judgement, kind: str, floor: float) -> None:
    """Fail below the floor, and say which facts are missed and which are spurious."""
    mistakes = [
        f"{each.verdict} {plan} {each.fact}"
        for plan, found in judgement.mistakes.items()
        for each in found
        if each.kind == kind
    ]
    assert judgement.scores[kind]["f1"] >= floor, "\n".join([f"{kind}: {judgement.scores[kind]}", *mistakes])


@pytest.mark.parametrize(("kind", "floor"), PLANS.items())
def test_the_real_plans_are_read_as_a_careful_reader_does(
    judged: dict[str, Judgement], kind: str, floor: float
) -> None:
    check(judged["plans"], kind, floor)


@pytest.mark.parametrize(("kind", "floor"), FORMS.items())
def test_every_printed_form_is_read_as_a_careful_reader_does(
    judged: dict[str, Judgement], kind: str, floor: float
) -> None:
    check(judged["forms"], kind, floor)


@pytest.mark.parametrize(("kind", "floor"), UNSEEN.items())
def test_plans_of_other_trades_are_read_nearly_as_well(judged: dict[str, Judgement], kind: str, floor: float) -> None:
    check(judged["unseen_a"], kind, floor)


def test_every_kind_that_is_scored_has_a_floor(judged: dict[str, Judgement]) -> None:
    assert judged["plans"].scores.keys() | judged["forms"].scores.keys() == set(KINDS)
