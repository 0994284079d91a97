"""`make gold`: what is found of the annotated plans, against the committed baseline."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks.gold import AnnotatedSet, annotated_sets, compare, judge, load_scorer, main, predictions, read_baseline

TEXT = """榕川市水务局2031年工作要点
一、补齐设施短板
1.建设排水设施。新建雨水泵站3座，改造青荷路排水管网12公里，修订《榕川市排水管理办法》。
"""
GOLD = {
    "plan": {"city": "榕川市", "year": 2031, "title": "榕川市水务局2031年工作要点", "issuer": "榕川市水务局"},
    "sections": [{"ordinal": 1, "title": "补齐设施短板"}],
    "initiatives": [
        {
            "number": 1,
            "section": 1,
            "title": "建设排水设施",
            "facilities": [
                {"name": "雨水泵站", "kind": "drainage", "count": 3, "measure": "座"},
                {"name": "青荷路", "kind": "road"},
            ],
            "regulations": [{"name": "榕川市排水管理办法", "kind": "measures", "action": "修订"}],
            "targets": [{"op": "=", "value": 3, "unit": "座"}, {"op": "=", "value": 12, "unit": "公里"}],
        }
    ],
}


@pytest.fixture
def plans(tmp_path: Path, shared: Path) -> AnnotatedSet:
    """One plan of which everything is found."""
    folder = tmp_path / "plans"
    folder.mkdir()
    (folder / "water.txt").write_text(TEXT, "utf-8")
    (folder / "water.json").write_text(json.dumps(GOLD), "utf-8")
    return AnnotatedSet("invented", folder, folder)


@pytest.fixture
def baseline(plans: AnnotatedSet, tmp_path: Path) -> Path:
    """The baseline in which everything is found."""
    file = tmp_path / "baseline.json"
    assert main(["--update", ""], [plans], file) == 0
    return file


def forget_the_road(plans: AnnotatedSet) -> None:
    """Write the plan so that one facility of its annotation is not there to be found."""
    (plans.plans / "water.txt").write_text(TEXT.replace("青荷路", "城区"), "utf-8")


def test_no_fact_is_lost_against_the_committed_baseline(shared: Path) -> None:
    scorer = load_scorer(shared)
    mistakes = {
        plan: found
        for each in annotated_sets(shared)
        if not each.closed
        for plan, found in judge(scorer, each).mistakes.items()
    }
    worse = compare(read_baseline(), mistakes).worse
    assert not worse, "\n".join([*worse, "to accept that: make gold UPDATE='the reason why'"])


def test_the_baseline_gives_a_reason_for_every_mistake_it_accepts() -> None:
    baseline = read_baseline()
    assert baseline
    assert all(reason.strip() for known in baseline.values() for reason in known.values())


@pytest.mark.parametrize("name", ["plans", "forms"])
def test_the_scores_are_those_of_the_scorer(shared: Path, tmp_path: Path, name: str) -> None:
    annotated = next(each for each in annotated_sets(shared) if each.name == name)
    scorer = load_scorer(shared)
    for plan, _, predicted in predictions(annotated):
        (tmp_path / f"{plan}.json").write_text(json.dumps(predicted), "utf-8")
    assert judge(scorer, annotated).scores == scorer.score_facts(annotated.gold, tmp_path)["scores"]


def test_a_lost_fact_is_named_and_fails(
    plans: AnnotatedSet, baseline: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    forget_the_road(plans)
    assert main([], [plans], baseline) == 1
    assert "- lost invented/water: facility 1 青荷路\n" in capsys.readouterr().out


def test_a_loss_is_accepted_with_a_reason_that_the_baseline_keeps(plans: AnnotatedSet, baseline: Path) -> None:
    forget_the_road(plans)
    assert main(["--update", "roads that are dug up are no facilities"], [plans], baseline) == 0
    assert read_baseline(baseline)["invented/water"] == dict.fromkeys(
        ("missed facility 1 青荷路", "missed facility_kind 1 青荷路 road"), "roads that are dug up are no facilities"
    )
    assert main([], [plans], baseline) == 0


def test_a_later_update_keeps_the_reasons_there_are(plans: AnnotatedSet, baseline: Path) -> None:
    forget_the_road(plans)
    main(["--update", "the first reason"], [plans], baseline)
    main(["--update", "another reason"], [plans], baseline)
    assert set(read_baseline(baseline)["invented/water"].values()) == {"the first reason"}


@pytest.mark.parametrize("reason", ["", "  "])
def test_a_loss_without_a_reason_is_refused(plans: AnnotatedSet, baseline: Path, reason: str) -> None:
    before = baseline.read_bytes()
    forget_the_road(plans)
    assert main(["--update", reason], [plans], baseline) == 1
    assert baseline.read_bytes() == before


def test_a_gained_fact_is_named_and_does_not_fail(
    plans: AnnotatedSet, baseline: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    forget_the_road(plans)
    main(["--update", "a reason"], [plans], baseline)
    (plans.plans / "water.txt").write_text(TEXT, "utf-8")
    assert main([], [plans], baseline) == 0
    assert "+ gained invented/water: facility 1 青荷路\n" in capsys.readouterr().out


def test_a_spurious_fact_that_comes_fails_and_one_that_goes_does_not(
    plans: AnnotatedSet, baseline: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    spurious = TEXT.replace("新建", "新建公厕5座、")
    (plans.plans / "water.txt").write_text(spurious, "utf-8")
    assert main(["--update", ""], [plans], baseline) == 1
    assert "- newly wrong invented/water: counted 1 5.0 公厕\n" in capsys.readouterr().out
    assert main(["--update", "a reason"], [plans], baseline) == 0
    (plans.plans / "water.txt").write_text(TEXT, "utf-8")
    assert main([], [plans], baseline) == 0
    assert "+ no longer wrong invented/water: counted 1 5.0 公厕\n" in capsys.readouterr().out


def test_the_second_of_two_equal_facts_counts_as_well(plans: AnnotatedSet, baseline: Path) -> None:
    twice = json.loads(json.dumps(GOLD))
    twice["initiatives"][0]["targets"] += [{"op": "=", "value": 7, "unit": "%"}] * 2
    (plans.gold / "water.json").write_text(json.dumps(twice), "utf-8")
    main(["--update", "a reason"], [plans], baseline)
    assert {"missed target 1 7.0 %", "missed target 1 7.0 % (2)"} <= read_baseline(baseline)["invented/water"].keys()


def test_a_plan_that_is_judged_no_more_is_lost(plans: AnnotatedSet, baseline: Path) -> None:
    (plans.gold / "water.json").unlink()
    assert main([], [plans], baseline) == 1


def test_a_plan_that_cannot_be_read_loses_its_facts_and_the_others_are_scored(
    plans: AnnotatedSet, baseline: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (plans.plans / "water.txt").write_text("今天天气很好", "utf-8")
    assert main([], [plans], baseline) == 1
    printed = capsys.readouterr()
    assert "no numbered items" in printed.err
    assert "- lost invented/water: item 1 1\n" in printed.out


def test_sentences_of_a_plan_are_not_in_the_baseline(plans: AnnotatedSet, baseline: Path) -> None:
    (plans.plans / "water.txt").write_text(TEXT.replace("建设排水设施", "完善体系").replace("短板", "弱项"), "utf-8")
    main(["--update", "a reason"], [plans], baseline)
    assert read_baseline(baseline)["invented/water"].keys() == {
        f"{verdict} {kind} 1" for verdict in ("missed", "spurious") for kind in ("section", "title")
    }


def test_of_a_closed_folder_only_the_scores_are_shown_and_nothing_is_kept(
    plans: AnnotatedSet, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    forget_the_road(plans)
    assert main(["--update", ""], [plans._replace(closed=True)], tmp_path / "other.json") == 0
    printed = capsys.readouterr().out
    assert "invented (closed)" in printed
    assert "青荷路" not in printed
    assert "water" not in printed
    assert read_baseline(tmp_path / "other.json") == {}


def test_a_folder_is_closed_when_the_list_names_it(tmp_path: Path) -> None:
    for name in ("first", "second"):
        (tmp_path / name).mkdir()
    (tmp_path / "closed.txt").write_text("second\n", "utf-8")
    assert [(each.name, each.closed) for each in annotated_sets(tmp_path, tmp_path)] == [
        ("plans", False),
        ("forms", False),
        ("first", False),
        ("second", True),
    ]


def test_without_the_shared_folder_one_is_told_what_to_set(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("GOVGRAPH_SHARED", str(tmp_path))
    assert main([]) == 1
    assert f"no annotated plans in {tmp_path}; set GOVGRAPH_SHARED" in capsys.readouterr().err
