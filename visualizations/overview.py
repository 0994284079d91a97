"""A city's year: its sections, its items in order, and the facilities, norms and units that they touch."""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import groupby
from statistics import fmean

from graph.elements import NodeRef
from graph.scenes import OverviewScene, Thing, Tie
from visualizations.cards import (
    GAP,
    ITEM_WIDTH,
    THING_WIDTH,
    beside,
    group_heights,
    grouped,
    item_card,
    item_id,
    middles,
    node_id,
    stacked,
    thing_card,
    tie_wires,
)
from visualizations.page import Sheet, Site, render
from visualizations.picture import MARGIN, Card, Head, Picture, Wire, straight, text_width, tip
from visualizations.text import wrap
from visualizations.words import KINDS, LABELS, ROLES, Words, limited

_SECTION_WIDTH = 160
_MEASURES = {"Facility": "处（类）", "Regulation": "份", "Unit": "个"}
_MOST_SPREAD = 30
_SECTION_GAP = 18  # more than between items, so that a section's items are seen as a block
_X_SECTION = MARGIN
_X_ITEM = _X_SECTION + _SECTION_WIDTH + 60
_X_THING = _X_ITEM + ITEM_WIDTH + 250


def overview_page(scene: OverviewScene, site: Site | None = None) -> str:
    """The view as a whole HTML page."""
    issuers = "、".join(scene.issuers)
    there = Counter(thing.label for thing in scene.things)
    counts = [f"{len(scene.sections)} 个章节", f"{len(scene.items)} 项工作"]
    counts += [f"{there[label]} {measure}{LABELS[label].zh}" for label, measure in _MEASURES.items() if there[label]]
    english = (
        f"{len(scene.sections)} sections, {len(scene.items)} items, {len(scene.things)} facilities, norms and units"
    )
    legend = [
        (f"card-{label}", LABELS[label])
        for label in ("Section", "Initiative", *_MEASURES)
        if label not in _MEASURES or there[label]
    ]
    legend += [(f"wire-{role}", ROLES[role]) for role in ("lead", "support") if any(t.role == role for t in scene.ties)]
    return render(
        Sheet(
            "overview",
            Words(f"{scene.city} {scene.year}年工作全景", f"{scene.city} {scene.year}: overview"),
            Words(f"{issuers} · {'、'.join(counts)}", f"{issuers} · {english}"),
            overview_picture(scene),
            tuple(legend),
            limited(scene.shown, scene.total, Words("个节点", "nodes")),
            Words("没有可以显示的内容。", "There is nothing to show."),
        ),
        site,
    )


def overview_picture(scene: OverviewScene) -> Picture:
    """Three columns, from the left: sections, items, and what they touch by kind."""
    items = {item.key: item for item in scene.items}
    groups: dict[Words, list[Card]] = defaultdict(list)
    ties: dict[NodeRef, list[Tie]] = defaultdict(list)
    for tie in scene.ties:
        ties[tie.thing].append(tie)
    for thing in scene.things:
        groups[_group(thing)].append(thing_card(thing, ties[thing.ref], items, _X_THING))
    rows = _rows(scene, group_heights(groups))
    things, backdrops = grouped(groups, middles(scene.ties, rows), MARGIN)
    sections, members = _sections(scene, rows)
    every = {card.id: card for card in (*sections, *rows.values(), *things)}
    return Picture(
        heads=(
            Head(_X_SECTION, _SECTION_WIDTH, LABELS["Section"]),
            Head(_X_ITEM, ITEM_WIDTH, LABELS["Initiative"]),
            Head(_X_THING, THING_WIDTH, Words("设施、制度文件与单位", "Facilities, norms and units")),
        ),
        cards=tuple(every.values()),
        wires=(
            *(
                Wire(f"{source} {target}", source, target, "section", straight(every[source], every[target]))
                for source, target in members
            ),
            *tie_wires(scene.ties, every, items),
        ),
        backdrops=tuple(backdrops),
    )


def _rows(scene: OverviewScene, beside_them: float) -> dict[str, Card]:
    """The cards of the items in order, by section, further apart when the column beside them is taller."""
    titles = {section.key: section.title for section in scene.sections}
    blocks = [
        [item_card(item, _X_ITEM, titles.get(item.section, "")) for item in block]
        for _, block in groupby(scene.items, key=lambda item: item.section)
    ]
    own = sum(card.height + GAP for block in blocks for card in block) + _SECTION_GAP * len(blocks)
    gap = GAP + min(_MOST_SPREAD, max(0, beside_them - own) / max(1, len(scene.items)))
    rows: list[Card] = []
    for block in blocks:
        rows += stacked(block, rows[-1].bottom + gap - GAP + _SECTION_GAP if rows else MARGIN, gap)
    return {card.id: card for card in rows}


def _sections(scene: OverviewScene, rows: dict[str, Card]) -> tuple[list[Card], list[tuple[str, str]]]:
    """The cards of the sections, each beside its items, and which section has which item (ids of cards)."""
    members: dict[str, list[Card]] = defaultdict(list)
    for item in scene.items:
        if item.section:
            members[node_id(NodeRef("Section", item.section))].append(rows[item_id(item.key)])
    cards = []
    for section in scene.sections:
        lines = wrap("title", section.title, text_width(_SECTION_WIDTH), 4)
        said = (tip("head", section.title), tip("source", LABELS["Section"]))
        key = node_id(NodeRef("Section", section.key))
        cards.append(Card(key, "Section", section.title, _X_SECTION, 0, _SECTION_WIDTH, lines, said))
    wanted = {key: fmean((block[0].y, block[-1].bottom)) for key, block in members.items()}
    return beside(cards, wanted, top=MARGIN), [(key, card.id) for key, block in members.items() for card in block]


def _group(thing: Thing) -> Words:
    label = LABELS[thing.label]
    kind = KINDS[thing.label].get(thing.kind, label)
    if thing.label == "Facility":
        return kind
    return Words(f"{label.zh} · {kind.zh}", f"{label.en} · {kind.en}") if kind != label else label
