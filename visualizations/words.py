"""What the pages say, in Chinese and in English; and Chinese for the values that the graph has in English."""

from __future__ import annotations

from typing import NamedTuple


class Words(NamedTuple):
    """The same in both languages."""

    zh: str
    en: str


LABELS = {
    "Section": Words("章节", "Section"),
    "Initiative": Words("工作事项", "Item"),
    "Facility": Words("设施", "Facility"),
    "Regulation": Words("制度文件", "Regulation"),
    "Unit": Words("单位", "Unit"),
    "Official": Words("领导", "Official"),
    "Target": Words("量化指标", "Target"),
    "Topic": Words("主题", "Topic"),
}

KINDS = {
    "Facility": {
        "road": Words("道路", "Roads"),
        "bridge": Words("桥梁", "Bridges"),
        "tunnel": Words("隧道", "Tunnels"),
        "drainage": Words("排水防涝", "Drainage"),
        "lighting": Words("照明", "Lighting"),
        "park": Words("公园绿地", "Parks"),
        "toilet": Words("公厕", "Toilets"),
        "waste": Words("环卫设施", "Waste"),
        "parking": Words("停车", "Parking"),
        "transit": Words("公共交通", "Transit"),
        "platform": Words("信息平台", "Platforms"),
        "building": Words("建筑场馆", "Buildings"),
        "other": Words("其他设施", "Other facilities"),
    },
    "Regulation": {
        "law": Words("法律", "Laws"),
        "regulation": Words("法规规章", "Regulations"),
        "measures": Words("办法细则", "Measures"),
        "plan": Words("规划方案", "Plans"),
        "standard": Words("标准规范", "Standards"),
        "other": Words("其他文件", "Other norms"),
    },
    "Unit": {
        "government": Words("党政机关", "Governments"),
        "bureau": Words("部门", "Bureaus"),
        "division": Words("内设机构", "Divisions"),
        "institution": Words("事业单位", "Institutions"),
        "enterprise": Words("企业", "Enterprises"),
        "group": Words("单位群体", "Groups of units"),
        "other": Words("其他单位", "Other units"),
    },
}
"""The closed values of the property `kind`, by label of the node."""

CHANGES = {
    "continued": Words("延续", "continued"),
    "expanded": Words("扩大", "expanded"),
    "reduced": Words("缩小", "reduced"),
    "completed-to-operation": Words("建成转运行", "now in use"),
    "narrowed": Words("收窄", "narrowed"),
    "merged": Words("合并", "merged"),
    "split": Words("拆分", "split"),
}

GRADES = {
    "strong": Words("同一项工作的延续", "The same work goes on"),
    "related": Words("相关的常规工作", "Related routine work"),
}

ROLES = {
    "lead": Words("牵头", "Leads"),
    "support": Words("配合", "Supports"),
    "issuer": Words("发布单位（计划未写明由谁负责）", "Issuer (the plan names nobody)"),
}

MENTIONS = {
    "unread": Words("未读", "Unread"),
    "lead": Words("牵头单位", "Lead unit"),
    "support": Words("配合单位", "Supporting unit"),
    "mentioned": Words("提及单位", "Unit mentioned"),
    "official": LABELS["Official"],
    "target": LABELS["Target"],
    "due": Words("时限", "Due"),
    "facility": LABELS["Facility"],
    "counted": Words("成批设施", "Counted facility"),
    "regulation": LABELS["Regulation"],
}
"""What a stretch of an item's text is read as, in the order of a report."""

INHERITED = Words("沿用单位", "Unit carried on")
"""A unit that the standing note of an earlier item gives a part in this one."""

REASONS = {
    "figure": Words("数字", "Figure"),
    "count": Words("中文数目", "Count in words"),
    "title": Words("《》", "Title"),
}
"""What an unread stretch looks like."""

OPS = {"=": Words("", ""), ">=": Words("≥", "≥"), "<=": Words("≤", "≤"), "~": Words("约", "about ")}
"""Before the value of a target."""

NO_PLAN = Words("缺该年计划", "No plan of this year")
NOT_MENTIONED = Words("该年计划未提及", "Not in this year's plan")


def numbered(number: int) -> Words:
    """What an item is called by."""
    return Words(f"第{number}项", f"Item {number}")


def stated_in(number: int) -> Words:
    """Where it stands that a unit has a part in an item."""
    return Words(f"见第{number}项", f"see item {number}")


def placed(number: int, year: int) -> Words:
    """What an item of a year is called by."""
    return Words(f"{year}年 第{number}项", f"{year}, item {number}")


def amount(value: float) -> str:
    """A number without needless digits: 9, 1,200, 0.5."""
    return f"{value:,.10g}"


def limited(shown: int, total: int, what: Words) -> Words | None:
    """The note that a limit left something out, None when it did not."""
    if shown >= total:
        return None
    return Words(
        f"显示 {shown:,} / 共 {total:,} {what.zh}，只留关联最多的。",
        f"Showing {shown:,} of {total:,} {what.en}: the most connected.",
    )
