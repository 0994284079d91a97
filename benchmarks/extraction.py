"""How fast plans are extracted and how much memory that takes, as ratios within one run.

    python -m benchmarks.extraction [FOLDER]     # a folder of plans; without it the real ones, else samples/

An absolute time says more of the machine than of the code; the ratios do not. See README.md of this folder.
"""

from __future__ import annotations

import gc
import logging
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median

import jieba
import jieba.posseg

from benchmarks.gold import shared_folder
from benchmarks.hostile import SIZE, ratios
from graph.errors import InputError
from loaders.files import find_plans, read
from loaders.pipeline import read_plan
from loaders.text import clean_lines

ROUNDS = 7
GROWTH = 10
ITEMS = 30
"""Items of the artificial plan; the other has ten times as many."""

_SENTENCE = re.compile(r"[^。；\n]*[。；\n]|[^。；\n]+")


def main(arguments: Sequence[str]) -> int:
    """Print the tables for the plans in the folder named; 1 when it has none."""
    folder = Path(arguments[0]) if arguments else _usual_folder()
    try:
        plans = _readable(folder)
    except InputError as error:
        print(error, file=sys.stderr)
        return 1
    if not plans:
        print(f"no plan can be read in {folder}", file=sys.stderr)
        return 1
    texts = ["\n".join(_lines(path)) for path in plans]
    characters = sum(map(len, texts))
    jieba.setLogLevel(logging.WARNING)
    extraction, tagger = _alternate(
        lambda: [read_plan(path) for path in plans], lambda: [jieba.posseg.lcut(text) for text in texts]
    )
    with tempfile.TemporaryDirectory() as made:
        small, large = (_artificial(Path(made) / f"{times}.txt", plans, times) for times in (1, GROWTH))
        once, grown = _alternate(lambda: read_plan(small), lambda: read_plan(large))
        longer = len("\n".join(_lines(large))) / len("\n".join(_lines(small)))

    print(f"{len(plans)} plans, {characters:,} characters of cleaned text, median of {ROUNDS} alternating rounds\n")
    print(f"{'':34}{'seconds':>9}{'characters/s':>14}")
    print(f"{'extraction, file to facts':34}{extraction:9.3f}{characters / extraction:14,.0f}")
    print(f"{'jieba.posseg, text to tagged words':34}{tagger:9.3f}{characters / tagger:14,.0f}")
    print(f"{f'a plan of {ITEMS} items':34}{once:9.3f}")
    print(f"{f'a plan of {ITEMS * GROWTH} items':34}{grown:9.3f}")
    print(f"\nextraction is {tagger / extraction:.2f} times as fast as jieba.posseg")
    print(f"{GROWTH} times the items ({longer:.1f} times the characters) take {grown / once:.1f} times as long")

    print(f"\n{f'one line of {SIZE:,} bytes':34}{'seconds':>9}{'times plain':>14}")
    for name, taken, ratio in ratios(plans):
        print(f"{name:34}{taken:9.3f}{ratio:14.1f}", flush=True)
    print(flush=True)
    return subprocess.run([sys.executable, "-m", "benchmarks.memory"], check=False).returncode


def _usual_folder() -> Path:
    """The folder of the real plans, where it is at hand, else samples/, whose plans are short and dense with facts."""
    try:
        return shared_folder() / "plans"
    except FileNotFoundError:
        return Path(__file__).parent.parent / "samples"


def _readable(folder: Path) -> list[Path]:
    """The plans in `folder`, each read once, which also loads the lexicon; others are named and left out."""
    plans = []
    for path in find_plans([folder]):
        try:
            read_plan(path)
        except InputError as error:
            print(error, file=sys.stderr)
        else:
            plans.append(path)
    return plans


def _lines(path: Path) -> list[str]:
    raw = read(path)
    return clean_lines(raw.text, fixed_lines=raw.fixed_lines)


def _alternate(one: Callable[[], object], other: Callable[[], object]) -> tuple[float, float]:
    """The median seconds of two jobs run in turn, after a run of each that is not counted."""
    times: tuple[list[float], list[float]] = ([], [])
    for turn in range(ROUNDS + 1):
        for job, taken in zip((one, other), times, strict=True):
            gc.collect()
            start = time.perf_counter()
            job()
            if turn:
                taken.append(time.perf_counter() - start)
    return median(times[0]), median(times[1])


def _artificial(path: Path, plans: Sequence[Path], times: int) -> Path:
    """A plan of `times` x ITEMS items taken from `plans`; an item that comes again has its sentences in
    another order, so that nothing remembered of the first makes the second cheaper."""
    items = [item for plan in plans for item in read_plan(plan).initiatives]
    printed = ["榕城市城市管理局2030年工作要点", "一、重点工作"]
    for number in range(1, ITEMS * times + 1):
        item = items[(number - 1) % ITEMS % len(items)]
        heading, *rest = _SENTENCE.findall(item.text)
        turn = (number - 1) // ITEMS % max(1, len(rest))
        printed.append(f"{number}.{heading}{''.join(rest[turn:] + rest[:turn])}".replace("\n", ""))
    path.write_text("\n".join(printed), "utf-8")
    made = len(read_plan(path).initiatives)
    if made != ITEMS * times:
        raise RuntimeError(f"the artificial plan should have {ITEMS * times} items, not {made}")
    return path


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
