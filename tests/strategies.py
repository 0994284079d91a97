"""Every Hypothesis strategy of the tests."""

from __future__ import annotations

from hypothesis import strategies as st

from graph.evidence import Evidence
from loaders.facts import (
    Division,
    Facility,
    Initiative,
    Official,
    Plan,
    Regulation,
    Section,
    Target,
    Topic,
    Unit,
)

_CHARACTERS = "市区县局委科办公管城道桥路灯园环卫垃圾平台系统条例办法规划建设完成提升年第一二三十"
_MARKS = "，。、；：（）()《》“”\"' 　\n/—-"

CITIES = (
    Division("青岚市", "city", "", "云岭省"),
    Division("济南市", "city", "370100", "山东省"),
    Division("南京市鼓楼区", "county", "320106", "江苏省"),
    Division("云渡区", "county"),
    Division("北京市", "province", "110000", "北京市"),
    Division("国家", "nation"),
)

names = st.builds(
    lambda head, rest: head + rest,
    st.sampled_from(_CHARACTERS),
    st.text(_CHARACTERS + _MARKS, max_size=11),
)
"""Names as plans write them: Chinese, with marks, quotes, spaces and what separates the parts of a key."""

unit_names = st.one_of(
    names,
    st.builds(
        lambda place, stem, head: place + stem + head,
        st.sampled_from(["", "市", "区", "省", "青岚市", "济南", "任城区", "各县区（开发区）", "国家"]),
        st.sampled_from(["城管", "城市管理", "住建", "公安", "市政", "发改", "环卫", "安"]),
        st.sampled_from(["局", "委", "科", "中心", "委办公室", "执法支队", "部", "集团"]),
    ),
)

texts = st.text(_CHARACTERS + _MARKS, min_size=1, max_size=80).filter(str.strip)
"""Texts of items."""

numbers = st.one_of(st.integers(0, 10**9).map(float), st.floats(0, 1e9, allow_nan=False))


@st.composite
def evidence_in(draw: st.DrawFn, text: str) -> Evidence:
    """A stretch of `text`, which is not empty."""
    start = draw(st.integers(0, len(text) - 1))
    return Evidence.cut(text, start, draw(st.integers(start + 1, len(text))))


@st.composite
def facilities(draw: st.DrawFn, text: str) -> Facility:
    """A facility that `text` is said to name; one in two is a counted class."""
    count = draw(st.none() | numbers)
    return Facility(
        name=draw(names),
        kind=draw(st.sampled_from(["road", "bridge", "platform", "park", "other"])),
        evidence=draw(evidence_in(text)),
        count=count,
        measure=None if count is None else draw(st.sampled_from(["座", "处", "个"])),
        segment=draw(st.none() | names),
    )


@st.composite
def initiatives(draw: st.DrawFn, number: int, sections: int) -> Initiative:
    """The item of this number, in one of so many sections or in none."""
    text = draw(texts)
    some = {"max_size": 3}
    stated = evidence_in(text)
    return Initiative(
        number=number,
        label=f"{number}.",
        section=draw(st.none() | st.integers(1, sections)) if sections else None,
        title=draw(st.none() | names),
        text=text,
        facilities=tuple(draw(st.lists(facilities(text), **some))),
        regulations=tuple(
            draw(
                st.lists(
                    st.builds(
                        Regulation,
                        name=names,
                        kind=st.sampled_from(["law", "regulation", "measures", "plan", "standard", "other"]),
                        evidence=stated,
                        action=st.none() | st.sampled_from(["编制", "修订"]),
                    ),
                    **some,
                )
            )
        ),
        units=tuple(
            draw(
                st.lists(
                    st.builds(
                        Unit,
                        name=unit_names,
                        role=st.sampled_from(["lead", "support", "mentioned"]),
                        evidence=stated,
                    ),
                    **some,
                )
            )
        ),
        officials=tuple(draw(st.lists(st.builds(Official, name=names, evidence=stated), **some))),
        targets=tuple(
            draw(
                st.lists(
                    st.builds(
                        Target,
                        metric=names,
                        op=st.sampled_from(["=", ">=", "<=", "~"]),
                        value=numbers,
                        unit=st.sampled_from(["%", "座", ""]),
                        evidence=stated,
                        due=st.none() | st.just("年底前"),
                    ),
                    **some,
                )
            )
        ),
        topics=tuple(
            Topic(name, "市政园林", 0.5, (draw(stated),))
            for name in draw(st.sampled_from([(), ("桥梁隧道", "城市照明")]))
        ),
    )


@st.composite
def plans(draw: st.DrawFn, city: Division | None = None) -> Plan:
    """Plans with any facts: what must hold of the graph of every plan can be tried on them."""
    sections = draw(st.integers(0, 3))
    items = draw(st.integers(1, 4))
    return Plan(
        source="plan.txt",
        sha256=draw(st.text("0123456789abcdef", min_size=64, max_size=64)),
        city=city or draw(st.sampled_from(CITIES)),
        year=draw(st.integers(1990, 2050)),
        title=draw(names),
        issuer=draw(unit_names),
        doc_number=draw(st.none() | st.just("青城发〔2023〕1号")),
        issued_on=draw(st.none() | st.dates().map(str)),
        sections=tuple(Section(ordinal, draw(names)) for ordinal in range(1, sections + 1)),
        initiatives=tuple(draw(initiatives(number, sections)) for number in range(1, items + 1)),
    )


_FRAGMENTS = (
    "改造",
    "检测桥梁23座",
    "新建口袋公园35处，其中桐城区12处",
    "云棠路（甲门至乙门）",
    "望岫大桥",
    "荻浦生活垃圾焚烧发电项目",
    "修订《霁川市停车管理办法》",
    "“智慧泵站”",
    "城市运行管理服务平台",
    "由61.5%提高至68%",
    "不少于1.2万平方米",
    "5—8处",
    "泵站两座",
    "市公安局",
    "住建部",
    "柳枢街道",
    "市甲局牵头，市乙局配合",
    "（市甲局、市乙局负责）",
    "（责任单位：市甲局；以下均需各区政府落实，不再列出）",
    "责任单位（科室）：桥隧科，市桥隧中心",
    "牵头领导：柏 舟",
    "完成时限：10月底前",
    "2024年6月底前",
    "各区、县〔市〕政府",
    "G25",
    "12345热线",
)
_NUMBERS = [
    "一、",
    "（二）",
    "(三)",
    "1.",
    "12．",
    "84、",
    "（1）",
    "①",
    "一是",
    "第3次",
    "——",
    "附件：",
    "抄送：",
    "2023年",
]
_BREAKS = ("\n", "\n\n", "\f", " ", "　", "。", "，", "；", "、", " | ", "|", "：")
_LONE = "（）()“”《》〔〕[]%至-—.09约万和"

fragments = st.sampled_from(_FRAGMENTS)
"""Clauses as plans have them; no place or organ in them is real."""


def plan_texts() -> st.SearchStrategy[str]:
    """Any text at all: clauses of plans, numbering, lone brackets and quotes, bars, digits and any Unicode."""
    pieces = st.one_of(
        fragments,
        st.sampled_from(_NUMBERS),
        st.sampled_from(_BREAKS),
        st.sampled_from(_LONE),
        st.text(max_size=8),
        names,
    )
    return st.lists(pieces, max_size=40).map("".join)


def item_lines() -> st.SearchStrategy[str]:
    """The text of one item on one line: a verb, then clauses of plans with any marks between them, and a full stop."""
    pieces = st.one_of(fragments, st.sampled_from(_LONE), st.sampled_from(("，", "、", "；", "。", "和")), names)
    return st.lists(pieces, min_size=1, max_size=10).map(lambda parts: f"改造{''.join(parts)}。").map(_on_one_line)


def _on_one_line(text: str) -> str:
    return "".join(text.split()).replace("|", "")
