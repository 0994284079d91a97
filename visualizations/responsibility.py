"""Who is responsible for what in a city's year: officials, items, units."""

from __future__ import annotations

from collections import defaultdict

from graph.scenes import ResponsibilityScene, Tie
from visualizations.cards import (
    ITEM_WIDTH,
    THING_WIDTH,
    beside,
    grouped,
    item_card,
    middles,
    stacked,
    thing_card,
    tie_wires,
)
from visualizations.page import Sheet, Site, render
from visualizations.picture import MARGIN, Card, Head, Picture
from visualizations.words import LABELS, ROLES, Words, limited

_FAR = 230  # between items and units: room for the wires to be told apart


def responsibility_page(scene: ResponsibilityScene, site: Site | None = None) -> str:
    """The view as a whole HTML page."""
    issuers = "、".join(scene.issuers)
    officials = sum(thing.label == "Official" for thing in scene.things)
    units = len(scene.things) - officials
    roles = [role for role in ("lead", "support", "issuer") if any(tie.role == role for tie in scene.ties)]
    legend = [("card-Initiative", LABELS["Initiative"]), ("card-Unit", LABELS["Unit"])]
    if officials:
        legend += [("card-Official", LABELS["Official"]), ("wire-official", Words("牵头领导", "Leading official"))]
    legend += [(f"wire-{role}", ROLES[role]) for role in roles]
    return render(
        Sheet(
            "responsibility",
            Words(f"{scene.city} {scene.year}年责任分工", f"{scene.city} {scene.year}: responsibilities"),
            Words(
                f"{issuers} · {len(scene.items)} 项工作、{officials} 位领导、{units} 个单位",
                f"{issuers} · {len(scene.items)} items, {officials} officials, {units} units",
            ),
            responsibility_picture(scene),
            tuple(legend),
            limited(scene.shown, scene.total, Words("个节点", "nodes")),
            Words("没有可以显示的内容。", "There is nothing to show."),
        ),
        site,
    )


def responsibility_picture(scene: ResponsibilityScene) -> Picture:
    """Three columns, from the left: officials (where there are any), items in order, and units by role."""
    items = {item.key: item for item in scene.items}
    led = any(thing.label == "Official" for thing in scene.things)
    x_item = MARGIN + (THING_WIDTH + 150 if led else 0)
    x_unit = x_item + ITEM_WIDTH + _FAR
    rows = {card.id: card for card in stacked([item_card(item, x_item) for item in scene.items], MARGIN)}
    wanted = middles(scene.ties, rows)
    ties: dict[str, list[Tie]] = defaultdict(list)
    for tie in scene.ties:
        ties[tie.thing].append(tie)
    officials = []
    groups: dict[Words, list[Card]] = defaultdict(list)
    for thing in scene.things:
        if thing.label == "Official":
            officials.append(thing_card(thing, ties[thing.key], items, MARGIN))
        else:
            role = _main_role(ties[thing.key])
            groups[_GROUPS[role]].append(thing_card(thing, ties[thing.key], items, x_unit))
    units, backdrops = grouped(groups, wanted)
    left = beside(officials, wanted, 16)
    lift = MARGIN - min([MARGIN, *(card.y for card in (*units, *left)), *(each.y for each in backdrops)])
    every = {card.id: card.at(card.y + lift) for card in (*left, *rows.values(), *units)}
    of_officials = [tie for tie in scene.ties if tie.type == "LEADS"]
    of_units = [tie for tie in scene.ties if tie.type != "LEADS"]
    heads = [Head(x_item, ITEM_WIDTH, LABELS["Initiative"]), Head(x_unit, THING_WIDTH, LABELS["Unit"])]
    if led:
        heads.insert(0, Head(MARGIN, THING_WIDTH, LABELS["Official"]))
    return Picture(
        tuple(heads),
        tuple(every.values()),
        (*tie_wires(of_officials, every, items, things_first=True), *tie_wires(of_units, every, items)),
        tuple(each.moved(lift) for each in backdrops),
    )


_GROUPS = {
    "lead": Words("牵头单位", "Lead units"),
    "support": Words("配合单位", "Supporting units"),
    "issuer": Words("发布单位", "Issuer"),
}


def _main_role(ties: list[Tie]) -> str:
    roles = {tie.role for tie in ties}
    return next(role for role in ("lead", "support", "issuer") if role in roles)
