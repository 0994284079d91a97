"""The whole extraction, scored against the plans that were annotated by hand."""

from __future__ import annotations

import importlib.util
import json
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from loaders.pipeline import read_plan
from loaders.to_json import plan_to_json

LAYOUT = ("plan", "section", "item", "title")
PLANS = dict.fromkeys(LAYOUT, 0.98) | dict.fromkeys(
    ("official", "unit", "unit_role", "regulation", "facility", "counted", "target"), 0.95
)
KINDS = (*PLANS, "facility_kind", "regulation_action", "target_op")
FORMS = dict.fromkeys(KINDS, 0.95)
UNSEEN = PLANS | {"facility": 0.9, "counted": 0.9}
"""For plans of other trades, which the rules were not first written for."""

DATA = Path(__file__).parents[1] / "data"


@pytest.fixture(scope="module")
def scorer(shared: Path) -> ModuleType:
    """The scoring script that comes with the annotated plans; nothing is written beside it."""
    spec = importlib.util.spec_from_file_location("gold_score", shared / "gold" / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "dont_write_bytecode", True)
        spec.loader.exec_module(module)
    return module


def score(scorer: ModuleType, texts: Path, gold: Path, predicted: Path) -> dict[str, Any]:
    """Scores and misses of every plan in `texts` that `gold` annotates."""
    predicted.mkdir()
    annotated = {file.stem for file in gold.glob("*.json")}
    plans = [file for file in sorted(texts.iterdir()) if file.suffix != ".json" and file.stem in annotated]
    assert plans, f"no annotated plan in {texts}"
    for file in plans:
        shape = json.dumps(plan_to_json(read_plan(file)), ensure_ascii=False)
        (predicted / f"{file.stem}.json").write_text(shape, "utf-8")
    result: dict[str, Any] = scorer.score_facts(gold, predicted)
    return result


@pytest.fixture(scope="module")
def plans(scorer: ModuleType, shared: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    return score(scorer, shared / "plans", shared / "gold", tmp_path_factory.mktemp("plans") / "predicted")


@pytest.fixture(scope="module")
def forms(scorer: ModuleType, shared: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    return score(scorer, shared / "forms", shared / "forms" / "gold", tmp_path_factory.mktemp("forms") / "predicted")


@pytest.fixture(scope="module")
def unseen(scorer: ModuleType, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    return score(scorer, DATA / "unseen_a", DATA / "unseen_a", tmp_path_factory.mktemp("unseen") / "predicted")


def check(result: dict[str, Any], kind: str, floor: float) -> None:
    """Fail below the floor, and say which facts are missed and which are spurious."""
    misses = "\n".join(" ".join(map(str, miss)) for miss in result["misses"].get(kind, ()))
    assert result["scores"][kind]["f1"] >= floor, f"{kind}: {result['scores'][kind]}\n{misses}"


@pytest.mark.parametrize(("kind", "floor"), PLANS.items())
def test_the_real_plans_are_read_as_a_careful_reader_does(plans: dict[str, Any], kind: str, floor: float) -> None:
    check(plans, kind, floor)


@pytest.mark.parametrize(("kind", "floor"), FORMS.items())
def test_every_printed_form_is_read_as_a_careful_reader_does(forms: dict[str, Any], kind: str, floor: float) -> None:
    check(forms, kind, floor)


@pytest.mark.parametrize(("kind", "floor"), UNSEEN.items())
def test_plans_of_other_trades_are_read_nearly_as_well(unseen: dict[str, Any], kind: str, floor: float) -> None:
    check(unseen, kind, floor)


def test_every_kind_that_is_scored_has_a_floor(plans: dict[str, Any], forms: dict[str, Any]) -> None:
    assert plans["scores"].keys() | forms["scores"].keys() == set(KINDS)
