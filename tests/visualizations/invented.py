"""Scenes and lines of work made by hand, with any texts and of any size."""

from __future__ import annotations

from itertools import pairwise

from graph.scenes import (
    OverviewScene,
    RegulationsScene,
    ResponsibilityScene,
    SceneItem,
    SceneSection,
    Succession,
    Thing,
    Tie,
)
from graph.trace import Figure, Found, Line, Link, PlanYear, draw_lines
from graph.words import find_sentences, sentence_around

CITY, ISSUER = "青岚市", "青岚市城市管理局"
HOSTILE = (
    '<script>document.title="ran"</script>',
    '</script><script>document.title="ran"</script>',
    '"><img src=x onerror="document.title=\'ran\'">',
    "<!-- <script> -->",
    "{{ 7 * 7 }} {% raw %} ${7*7}",
    "\u2028\u2029&amp;&lt;b&gt;",
    "javascript:alert(1)",
)


def item(number: int, text: str, *, year: int = 2023, title: str = "", section: str = "") -> SceneItem:
    return SceneItem(f"{CITY}/{ISSUER}/{year}/{number}", number, title, text, year, ISSUER, section)


def tie(of: SceneItem, thing: Thing, kind: str = "CONCERNS", **more: str) -> Tie:
    return Tie(of.key, thing.ref, kind, evidence=sentence_around(of.text, 0, min(4, len(of.text))), **more)


def overview(items: int, things: int, name: str = "临江路北段雨污分流改造工程") -> OverviewScene:
    """So many items in sections of eight, and things, each tied to three items."""
    sections = [SceneSection(f"{CITY}/2023/{n}", n + 1, f"加强城市基础设施建设之{n}") for n in range((items + 7) // 8)]
    every = [
        item(n + 1, f"推进{name}{n}。年内完成。", title=f"推进{name}{n}", section=sections[n // 8].key)
        for n in range(items)
    ]
    kinds = [("Facility", "road"), ("Facility", "bridge"), ("Regulation", "plan"), ("Unit", "bureau")]
    made = []
    for n in range(things):
        label, kind = kinds[n % 4]
        made.append(Thing(f"{CITY}/{name}{n}", label, f"{name}{n}", kind, counted=n % 8 == 0, place=CITY))
    ties = [
        tie(
            every[(n * 7 + step * 11) % items], thing, "MENTIONS" if thing.label == "Unit" else "CONCERNS", amount="9座"
        )
        for n, thing in enumerate(made)
        for step in range(3)
    ]
    total = len(sections) + items + things
    return OverviewScene(CITY, 2023, (ISSUER,), tuple(sections), tuple(every), tuple(made), tuple(ties), total)


def hostile_overview() -> OverviewScene:
    items = [item(n + 1, text, title=text) for n, text in enumerate(HOSTILE)]
    things = [Thing(f"{CITY}/{text}", "Facility", text, "road", place=CITY) for text in HOSTILE]
    ties = [tie(one, thing) for one, thing in zip(items, things, strict=True)]
    total = len(items) + len(things)
    return OverviewScene(HOSTILE[0], 2023, HOSTILE, (), tuple(items), tuple(things), tuple(ties), total)


def hostile_responsibility() -> ResponsibilityScene:
    items = [item(n + 1, text, title=text) for n, text in enumerate(HOSTILE)]
    people = [Thing(f"{CITY}/{text}", "Official", text, place=CITY) for text in HOSTILE]
    units = [Thing(f"{CITY}/{text}", "Unit", text, "bureau", place=CITY) for text in HOSTILE]
    ties = [tie(one, who, "LEADS") for one, who in zip(items, people, strict=True)]
    ties += [tie(one, who, "RESPONSIBLE_FOR", role="support") for one, who in zip(items, units, strict=True)]
    total = len(items) * 3
    return ResponsibilityScene(HOSTILE[0], 2023, HOSTILE, tuple(items), (*people, *units), tuple(ties), total)


def hostile_regulations() -> RegulationsScene:
    items = [item(n + 1, text, title=text, year=2021 + n % 2 * 2) for n, text in enumerate(HOSTILE)]
    norms = [Thing(f"{CITY}/{text}", "Regulation", text, "plan", place=CITY) for text in HOSTILE]
    ties = [tie(one, norm, "REFERS_TO", action=norm.name) for one, norm in zip(items, norms, strict=True)]
    follows = Succession(norms[0].key, norms[1].key, HOSTILE)
    return RegulationsScene(HOSTILE[0], (2021, 2023), tuple(items), tuple(norms), tuple(ties), (follows,), len(norms))


def found(number: int, year: int, text: str, title: str = "", city: str = CITY) -> Found:
    matches = tuple(find_sentences(text, [(text[:2].lower(),)]))
    figure = Figure("桥梁", ">=", 9, "座", "9座", "年底前")
    plan = PlanYear(city, ISSUER, year)
    return Found(f"{city}/{ISSUER}/{year}/{number}", plan, number, title, text, matches, (figure,))


def line_of_work() -> list[Line]:
    """One line: two items of 2021, no plan of 2022, nothing in 2023, and in 2024 one that carries both on."""
    items = [
        found(5, 2021, "桥梁监测平台建设，5座大桥接入。"),
        found(6, 2021, "桥梁检测。全市桥梁每年体检一次。", "桥梁检测"),
        found(3, 2024, "桥梁监测扩面。9座大桥接入在线监测。", "桥梁监测扩面"),
    ]
    reasons = ("桥梁：5座 → 9座", "两年都提到“监测平台”")
    links = [
        Link(items[0].key, items[2].key, "strong", "merged", 0.9, reasons),
        Link(items[1].key, items[2].key, "related", "merged", 0.6, ("两年都写“桥梁”",)),
    ]
    return draw_lines(items, links, [PlanYear(CITY, ISSUER, year) for year in (2021, 2023, 2024)])


def hostile_lines() -> list[Line]:
    items = [found(n + 1, 2021 + n, text, text) for n, text in enumerate(HOSTILE)]
    links = [Link(before.key, after.key, "strong", HOSTILE[0], 0.9, HOSTILE) for before, after in pairwise(items)]
    return draw_lines(items, links, [])
