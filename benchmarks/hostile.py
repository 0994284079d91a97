"""How long texts made to be slow take, beside a plain text of the same size."""

from __future__ import annotations

import gc
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from statistics import median

from loaders.pipeline import read_plan

SIZE = 1_000_000
"""Bytes of a text, all of them in one line."""

ROUNDS = 3
HEAD = "榕城市城市管理局2030年工作要点\n1.改造。"


def _repeated(shape: str) -> Callable[[int], str]:
    return lambda size: shape * (size // len(shape.encode()))


SHAPES: dict[str, Callable[[int], str]] = {
    "（ never closed": _repeated("（"),
    "（ all closed at the end": lambda size: "（" * (size // 6) + "甲" + "）" * (size // 6),
    "digits": _repeated("7"),
    "numbers": _repeated("12，"),
    "a list of 、": _repeated("甲、"),
    "numbered 一、二、": lambda size: "".join(f"{'一二三四五六七八九'[at % 9]}、改造管网" for at in range(size // 18)),
    "numbered 1．2．": lambda size: "".join(f"{at % 999}．改造管网" for at in range(size // 18)),
    "“ never closed": _repeated("“"),
    "quotes": _repeated("“甲乙”"),
    "《 never closed": _repeated("《"),
    "titles": _repeated("修订《甲办法》、"),
    "a note of units": lambda size: f"（{'市甲局、' * (size // 12)}市乙局）",
    "units by label": lambda size: f"责任单位：{'甲科，' * (size // 9)}",
    "figures": _repeated("检测桥梁23座，"),
    "dates": _repeated("6月底前"),
    "facilities": _repeated("平台"),
    "no punctuation": _repeated("改造霁川老城片区的人行道和盲道并补齐沿街照明设施"),
    "blanks": _repeated(" "),
}


def ratios(plans: Sequence[Path]) -> Iterator[tuple[str, float, float]]:
    """The name of each shape, its seconds, and how many times those of the sentences of `plans` in one line of the
    same size (the first result, whose ratio is 1)."""
    sentences = "".join(item.text for plan in plans for item in read_plan(plan).initiatives).replace("\n", "")
    plain = _seconds((sentences * (SIZE // len(sentences.encode()) + 1)).encode()[:SIZE].decode(errors="ignore"))
    yield "plain sentences", plain, 1.0
    for name, shape in SHAPES.items():
        taken = _seconds(shape(SIZE))
        yield name, taken, taken / plain


def _seconds(line: str) -> float:
    """The median time of reading a file of one title and this line."""
    times = []
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "plan.txt"
        path.write_text(HEAD + line, "utf-8")
        for _ in range(ROUNDS):
            gc.collect()
            start = time.perf_counter()
            read_plan(path)
            times.append(time.perf_counter() - start)
    return median(times)
