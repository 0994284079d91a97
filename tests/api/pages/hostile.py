"""Plans whose titles, texts and names would run as scripts if a page did not escape them."""

from __future__ import annotations

from graph.evidence import Evidence
from loaders.facts import Division, Facility, Initiative, Official, Plan, Regulation, Section, Target, Unit

RUN = "<script>alert(1)</script>"
BREAK = "</script><img src=x onerror=alert(2)>"
QUOTES = "\"'><b>{{7*7}}</b>${7*7}"
CITY = f"青岚{RUN}市"
ISSUER = f"{CITY}城管局{RUN}"
FACILITY = f"云渡大桥{RUN}"
REGULATION = f"绿化条例{BREAK}"
UNIT = f"园林科{QUOTES}"
OFFICIAL = f"甲某{RUN}"
TITLE = f"建设{RUN}{BREAK}{QUOTES}监测系统"
TEXT = f"{TITLE}。对{FACILITY}等9座桥梁在线监测，修订《{REGULATION}》，由{UNIT}和{OFFICIAL}负责，亮灯率{RUN}99%。"


def hostile_plan(year: int) -> Plan:
    """A plan of one item; two years' items are linked, having nearly the same text."""
    text = f"{TEXT}这是{year}年的安排。"

    def at(part: str) -> Evidence:
        start = text.rindex(part)
        return Evidence.cut(text, start, start + len(part))

    item = Initiative(
        number=1,
        label=f"1{RUN}",
        section=1,
        title=TITLE,
        text=text,
        facilities=(Facility(FACILITY, "bridge", at(FACILITY), 9, RUN, RUN),),
        regulations=(Regulation(REGULATION, "regulation", at(REGULATION), RUN),),
        units=(Unit(UNIT, "lead", at(UNIT)),),
        officials=(Official(OFFICIAL, at(OFFICIAL)),),
        targets=(Target(f"亮灯率{RUN}", ">=", 99, RUN, at(f"亮灯率{RUN}99%"), RUN),),
    )
    return Plan(
        source=f"{RUN}.txt",
        sha256=str(year) * 16,
        city=Division(CITY, "city", RUN, BREAK),
        year=year,
        title=f"{year}年工作要点{RUN}{BREAK}",
        issuer=ISSUER,
        doc_number=QUOTES,
        issued_on=f"{year}-01-01",
        sections=(Section(1, f"章节{RUN}{BREAK}"),),
        initiatives=(item,),
    )
