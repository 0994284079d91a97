"""How the cost of linking grows with the number of plans.

    python -m benchmarks.linking [LARGEST]       # 100 times the smallest corpus, unless it is given

Invented plans: each city has one bureau and five years, whose items carry on those of the year before in other
words. The ratios say how the time grows; the seconds say only that they come from one machine in one run.
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence

from graph.continuity import Item, TargetUse, continuations_of, parallels_of

SMALLEST = 10
"""Plans of the smallest corpus."""

YEARS, ITEMS = 5, 35
_SYLLABLES = "云棠岚溪柳浦荻津枫屿鹭汀青岫望渚槐荫桐岭澄湾石埠鹤浦麻洲丹枫沅坪翠屏枕霞"
_VERBS = ("推进", "完善", "加强", "实施", "深化", "抓好", "规范", "提升")
_OBJECTS = """
    桥梁健康监测 路灯节能改造 口袋公园建设 雨水管网清淤 生活垃圾分类 餐厨垃圾处理 户外广告整治 渣土运输监管 占道经营治理
    公厕品质提升 停车资源共享 绿道贯通工程 古树名木保护 供水水质监测 污水处理提质 燃气安全检查 供热管网更新 执法程序规范
    网格化管理 信访矛盾化解 应急预案演练 安全隐患排查 干部教育培训 党风廉政建设 数据共享平台 农村公路养护 水库除险加固
    河湖长制落实 医疗服务能力 义务教育均衡 养老服务设施 特困人员救助 食品安全抽检 质量品牌培育 招商引资项目 科技成果转化
    """.split()  # noqa: SIM905 - thirty-six words in quotes are harder to read
_TAILS = (
    "建立{0}台账，明确责任清单，{1}年底前完成{2}处",
    "聘请专业机构开展{0}评估，对{2}个点位逐一整改",
    "健全{0}长效机制，覆盖率达到{2}%",
    "组织{0}专项行动{2}次，及时通报结果",
    "在{0}基础上新增{2}座，年内投入使用",
)


def corpus(plans: int, years: int = YEARS, seed: int = 7) -> list[Item]:
    """The items of `plans` invented plans, the same for the same arguments."""
    chance = random.Random(seed)  # noqa: S311 - it makes words, not keys
    items: list[Item] = []
    for number in range(plans // years):
        city = f"{_name(chance, number)}市"
        places = [_name(chance, at) for at in range(ITEMS)]
        subjects = chance.sample(_OBJECTS, ITEMS)
        for year in range(2020, 2020 + years):
            items += _plan(chance, city, year, subjects, places)
    return items


def _name(chance: random.Random, number: int) -> str:
    return "".join(chance.sample(_SYLLABLES, 2)) + _SYLLABLES[number % len(_SYLLABLES)]


def _plan(
    chance: random.Random, city: str, year: int, subjects: Sequence[str], places: Sequence[str]
) -> Iterator[Item]:
    plan = f"{city}/{city}城市管理局/{year}"
    for number, (subject, place) in enumerate(zip(subjects, places, strict=True), start=1):
        value = chance.randint(3, 98)
        tails = "。".join(tail.format(place + subject, year, value) for tail in chance.sample(_TAILS, 3))
        title = f"{chance.choice(_VERBS)}{subject}"
        yield Item(
            key=f"{plan}/{number}",
            city=city,
            plan=plan,
            issuer=f"{city}城市管理局",
            year=year,
            number=number,
            text=f"{title}。{tails}。",
            title=title,
            targets=(TargetUse(subject, "=", float(value), "处"),),
        )


def main(arguments: Sequence[str]) -> int:
    """Print seconds, links and the growth of both steps at 1, 10 … times the smallest corpus."""
    largest = int(arguments[0]) if arguments else 100
    print(f"{'plans':>7}{'items':>9}  {'continuity':>22}  {'parallels':>22}")
    print(f"{'':16}  {'seconds':>9}{'links':>8}{'×':>5}  {'seconds':>9}{'links':>8}{'×':>5}")
    steps: tuple[Callable[[Iterable[Item]], Sequence[object]], ...] = (continuations_of, parallels_of)
    before: list[float] = []
    times = 1
    while times <= largest:
        items = corpus(SMALLEST * times)
        row, seconds = "", []
        for at, step in enumerate(steps):
            taken, links = _time(step, items)
            seconds.append(taken)
            growth = f"{taken / before[at]:.1f}" if before else ""
            row += f"  {taken:9.2f}{links:8,}{growth:>5}"
        print(f"{SMALLEST * times:7,}{len(items):9,}{row}")
        before = seconds
        times *= 10
    return 0


def _time(step: Callable[[Iterable[Item]], Sequence[object]], items: Sequence[Item]) -> tuple[float, int]:
    start = time.perf_counter()
    links = step(items)
    return time.perf_counter() - start, len(links)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
