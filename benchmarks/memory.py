"""How much memory plans take that are read one after the other.

python -m benchmarks.memory     # in a process of its own, since the peak is printed; needs Linux
"""

from __future__ import annotations

import random
import sys
import tempfile
from pathlib import Path

from loaders.pipeline import read_plan

COUNTS = (100, 1_000, 10_000)
_SYLLABLES = "安宁长青云岭霁川榕棠鹭桐柏松泉溪湖江岚瑞祥顺丰泰康华明光"
_BUREAUS = ("水务局", "教育局", "交通运输局", "卫生健康委员会", "农业农村局")
_ITEMS = (
    "改造{a}路（{b}街至{c}路）等{n}条道路，新建{a}公园{m}处，{n}月底前完工。",
    "推进{a}{b}大桥维修加固，检测桥梁{n}座，完好率达到9{m}%以上。",
    "修订《{city}{a}{b}管理办法》，落实《{c}{b}条例》。",
    "建设{a}{b}智慧管理平台，接入{c}泵站等设施{n}座。",
    "开展{a}{b}专项整治，拆除违建{n}.{m}万平方米。",
)
_NOTES = (
    "\n责任单位：{a}{b}科，{c}中心",
    "（牵头单位：市{a}{b}局；责任单位：各县区政府）",
    "\n牵头领导：{a}{b}{c}",
    "",
)


def plan_text(chance: random.Random) -> str:
    """An artificial plan whose names no other plan has, most likely."""

    def name(length: int = 2) -> str:
        return "".join(chance.choices(_SYLLABLES, k=length))

    city = f"{name()}市"
    lines = [f"{city}{chance.choice(_BUREAUS)}{chance.randint(2015, 2035)}年工作要点", "一、重点工作"]
    for number in range(1, chance.randint(4, 12)):
        shape = chance.choice(_ITEMS) + chance.choice(_NOTES)
        words = {"a": name(), "b": name(1), "c": name(), "n": chance.randint(2, 12), "m": chance.randint(1, 9)}
        lines.append(f"{number}.推进{name()}工作。{shape.format(city=city, **words)}")
    return "\n".join(lines)


def _peak() -> float:
    """The most memory that this process has had, in megabytes. (`getrusage` would count its parent's as well.)"""
    status = Path("/proc/self/status").read_text("ascii")
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024


def main() -> int:
    """Print the peak of the process's memory after so many plans."""
    chance = random.Random(0)  # noqa: S311
    print(f"{'plans read':>12}{'peak memory, MB':>18}{'times the first':>18}")
    first = 0.0
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "plan.txt"
        for number in range(1, COUNTS[-1] + 1):
            path.write_text(plan_text(chance), "utf-8")
            read_plan(path)
            if number in COUNTS:
                peak = _peak()
                first = first or peak
                print(f"{number:12,}{peak:18.1f}{peak / first:18.2f}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
