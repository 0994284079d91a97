"""The extraction scored against annotated plans, and each fact gained and lost since the committed baseline.

    python -m benchmarks.gold                     # the score tables, gained, lost; 1 when a fact is lost
    python -m benchmarks.gold --update REASON     # the same, then the baseline is written anew

The real plans, their annotations and the scorer lie in the folder `shared` beside the project, or where
GOVGRAPH_SHARED points; the invented plans are the folders of tests/data. The baseline, tests/data/baseline.json,
lists for each plan the facts that are known to be missed or spurious, each with the reason why it was accepted.
A plan's sentences (titles of items and sections) are not in it, only their numbers. Plans in the folders that
tests/data/closed.txt names are scored, and nothing else of them is printed or stored.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

from graph.errors import InputError
from loaders.pipeline import read_plan
from loaders.to_json import plan_to_json

ROOT = Path(__file__).parents[1]
DATA = ROOT / "tests" / "data"
BASELINE = DATA / "baseline.json"

Baseline = dict[str, dict[str, str]]
"""Plan -> its known mistakes -> the reason why each was accepted."""

_SENTENCES = frozenset({"plan", "section", "title"})
"""Kinds whose first field (a plan's property, an ordinal, an item) says which fact it is; the rest is wording."""


class AnnotatedSet(NamedTuple):
    """A folder of plans and the folder of their annotations; the facts of a `closed` one are not looked at."""

    name: str
    plans: Path
    gold: Path
    closed: bool = False


class Mistake(NamedTuple):
    """A fact that is `missed` or `spurious`; `key` is the scorer's: an item's number and what is compared."""

    verdict: str
    kind: str
    key: tuple[Any, ...]

    @property
    def fact(self) -> str:
        """The fact as one reads it."""
        return " ".join(map(str, (self.kind, *self.key)))

    @property
    def known_as(self) -> str:
        """The mistake as the baseline names it."""
        key = self.key[:1] if self.kind in _SENTENCES else self.key
        return " ".join(map(str, (self.verdict, self.kind, *key)))


class Judgement(NamedTuple):
    """One set of plans, judged: per kind that is annotated the scorer's figures (gold, predicted, precision,
    recall, f1); per plan, as `set/plan`, its mistakes."""

    scores: dict[str, dict[str, float]]
    mistakes: dict[str, list[Mistake]]


class Changes(NamedTuple):
    """Lines to print: what a judgement has to the better of the baseline, and what to the worse."""

    better: list[str]
    worse: list[str]


def shared_folder() -> Path:
    """The folder of the real plans; raises FileNotFoundError, saying what to set, when there is none."""
    folder = Path(os.environ.get("GOVGRAPH_SHARED") or ROOT.parent / "shared")
    if not (folder / "plans").is_dir():
        raise FileNotFoundError(f"no annotated plans in {folder}; set GOVGRAPH_SHARED")
    return folder


def annotated_sets(shared: Path, data: Path = DATA) -> list[AnnotatedSet]:
    """The sets of plans in `shared` and in the folders of `data`; one whose links alone are annotated is none."""
    closed = (data / "closed.txt").read_text("utf-8").split()
    return [
        AnnotatedSet("plans", shared / "plans", shared / "gold"),
        AnnotatedSet("forms", shared / "forms", shared / "forms" / "gold"),
        *(
            AnnotatedSet(each.name, each, each, each.name in closed)
            for each in sorted(data.iterdir())
            if each.is_dir() and not (each / "continuity.json").exists()
        ),
    ]


def load_scorer(shared: Path) -> ModuleType:
    """The scoring script that comes with the annotated plans; nothing is written beside it."""
    spec = importlib.util.spec_from_file_location("gold_score", shared / "gold" / "score.py")
    if spec is None or spec.loader is None:
        raise FileNotFoundError(f"no scorer in {shared}")
    module = importlib.util.module_from_spec(spec)
    writes, sys.dont_write_bytecode = sys.dont_write_bytecode, True
    try:
        spec.loader.exec_module(module)
    finally:
        sys.dont_write_bytecode = writes
    return module


def predictions(annotated: AnnotatedSet) -> Iterator[tuple[str, dict[str, Any], dict[str, Any]]]:
    """Each annotated plan's name, its annotation and what is extracted: nothing, if it cannot be read."""
    for file in sorted(annotated.plans.iterdir()):
        gold = annotated.gold / f"{file.stem}.json"
        if file.suffix == ".json" or not gold.exists():
            continue
        try:
            shape = plan_to_json(read_plan(file))
        except InputError as error:
            print(f"{annotated.name}: a plan cannot be read" if annotated.closed else error, file=sys.stderr)
            shape = {"plan": {}, "sections": [], "initiatives": []}
        yield file.stem, json.loads(gold.read_text("utf-8")), shape


def judge(scorer: ModuleType, annotated: AnnotatedSet) -> Judgement:
    """Compare what is extracted from each plan with its annotation, by the scorer's rules."""
    counts: dict[str, Counter[str]] = {}
    mistakes: dict[str, list[Mistake]] = {}
    for plan, gold_plan, predicted_plan in predictions(annotated):
        gold, predicted = scorer.facts_of(gold_plan), scorer.facts_of(predicted_plan)
        predicted["title"] = scorer.without_titles(predicted["title"], gold["title"], gold_plan)
        optional = scorer.facts_of(gold_plan, optional=True)
        of_plan = mistakes[f"{annotated.name}/{plan}"] = []
        for kind in gold:
            predicted[kind] -= (predicted[kind] - gold[kind]) & optional[kind]
            right = gold[kind] & predicted[kind]
            counts.setdefault(kind, Counter()).update(
                right=right.total(), predicted=predicted[kind].total(), gold=gold[kind].total()
            )
            of_plan += (Mistake("missed", kind, key) for key in (gold[kind] - right).elements())
            of_plan += (Mistake("spurious", kind, key) for key in (predicted[kind] - right).elements())
    return Judgement({kind: scorer.prf(**count) for kind, count in counts.items() if count["gold"]}, mistakes)


def compare(baseline: Baseline, mistakes: Mapping[str, Iterable[Mistake]]) -> Changes:
    """The facts gained and lost, and the spurious ones that went and came. A plan that is judged no more is lost."""
    better, worse = [], [f"lost {plan}: the whole plan" for plan in baseline.keys() - mistakes.keys()]
    for plan, found in mistakes.items():
        now = _numbered(found)
        known = baseline.get(plan, {})
        for name in sorted(known.keys() - now.keys()):
            verdict, _, fact = name.partition(" ")
            better.append(f"{'gained' if verdict == 'missed' else 'no longer wrong'} {plan}: {fact}")
        for name in sorted(now.keys() - known.keys()):
            mistake = now[name]
            worse.append(f"{'lost' if mistake.verdict == 'missed' else 'newly wrong'} {plan}: {mistake.fact}")
    return Changes(better, worse)


def updated(baseline: Baseline, mistakes: Mapping[str, Iterable[Mistake]], reason: str) -> Baseline:
    """The baseline that accepts `mistakes`: those it did not know for this `reason`, the others for their own."""
    return {
        plan: {name: baseline.get(plan, {}).get(name, reason) for name in sorted(_numbered(found))}
        for plan, found in mistakes.items()
    }


def read_baseline(path: Path = BASELINE) -> Baseline:
    """The committed baseline; an empty one before there is a file."""
    content: Baseline = json.loads(path.read_text("utf-8")) if path.exists() else {}
    return content


def _numbered(mistakes: Iterable[Mistake]) -> dict[str, Mistake]:
    """The mistakes by name; where an item has the same one several times, with its number from the second on."""
    seen: Counter[str] = Counter()
    named = {}
    for mistake in mistakes:
        seen[mistake.known_as] += 1
        times = seen[mistake.known_as]
        named[mistake.known_as + (f" ({times})" if times > 1 else "")] = mistake
    return named


def main(arguments: Sequence[str], sets: Sequence[AnnotatedSet] | None = None, baseline_file: Path = BASELINE) -> int:
    """Print the tables and the changes for `sets` (all there are); 1 when facts are lost or cannot be scored."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.gold")
    parser.add_argument("--update", metavar="REASON", help="write the baseline anew; what is lost needs a reason")
    reason: str | None = parser.parse_args(arguments).update
    try:
        shared = shared_folder()
    except FileNotFoundError as error:
        print(error, file=sys.stderr)
        return 1
    scorer = load_scorer(shared)
    mistakes: dict[str, list[Mistake]] = {}
    for annotated in annotated_sets(shared) if sets is None else sets:
        judgement = judge(scorer, annotated)
        print(f"{annotated.name + ' (closed)' * annotated.closed:20}{'gold':>6}{'found':>6}{'P':>8}{'R':>8}{'F1':>8}")
        for kind, row in judgement.scores.items():
            rates = "".join(f"{row[rate]:8.3f}" for rate in ("precision", "recall", "f1"))
            print(f"  {kind:18}{row['gold']:6}{row['predicted']:6}{rates}")
        print()
        if not annotated.closed:
            mistakes |= judgement.mistakes

    baseline = read_baseline(baseline_file)
    better, worse = compare(baseline, mistakes)
    for line in (*(f"+ {line}" for line in better), *(f"- {line}" for line in worse)):
        print(line)
    print(f"{len(better)} to the better and {len(worse)} to the worse of {baseline_file.name}")
    if reason is not None and (reason.strip() or not worse):
        content = json.dumps(updated(baseline, mistakes, reason.strip()), ensure_ascii=False, indent=1)
        baseline_file.write_text(content + "\n", "utf-8")
        print("the baseline is written anew")
        return 0
    if worse:
        print("to accept that: make gold UPDATE='the reason why'", file=sys.stderr)
    elif better:
        print("to keep that: make gold UPDATE=")
    return 1 if worse else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
