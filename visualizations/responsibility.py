"""Who is responsible for what in a city's year: officials, items, units."""

from __future__ import annotations

from collections import Counter, defaultdict

from graph.elements import NodeRef
from graph.scenes import ResponsibilityScene, Tie
from visualizations.cards import (
    GAP,
    ITEM_WIDTH,
    THING_WIDTH,
    beside,
    item_card,
    middles,
    node_id,
    stacked,
    thing_card,
    tie_wires,
)
from visualizations.page import Sheet, Site, render
from visualizations.picture import MARGIN, Card, Head, Picture
from visualizations.words import LABELS, ROLES, Words, limited

_MOST_SPREAD = 30
_FAR = 200  # between columns: room for the wires to be told apart


def responsibility_page(scene: ResponsibilityScene, site: Site | None = None) -> str:
    """The view as a whole HTML page."""
    issuers = "、".join(scene.issuers)
    officials = sum(thing.label == "Official" for thing in scene.things)
    units = len(scene.things) - officials
    roles = [role for role in ("lead", "support", "issuer") if any(tie.role == role for tie in scene.ties)]
    legend = [("card-Initiative", LABELS["Initiative"]), ("card-Unit", LABELS["Unit"])]
    if officials:
        legend += [("card-Official", LABELS["Official"]), ("wire-Official", Words("牵头领导", "Leading official"))]
    legend += [(f"wire-{role}", ROLES[role]) for role in roles]
    return render(
        Sheet(
            "responsibility",
            Words(f"{scene.city} {scene.year}年责任分工", f"{scene.city} {scene.year}: responsibilities"),
            Words(
                f"{issuers} · {len(scene.items)} 项工作、{f'{officials} 位领导、' if officials else ''}{units} 个单位",
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
    """Three columns: on the left who leads, then the items in order, on the right who only supports. A column
    that nobody would be in is left out."""
    items = {item.key: item for item in scene.items}
    ties: dict[NodeRef, list[Tie]] = defaultdict(list)
    for tie in scene.ties:
        ties[tie.thing].append(tie)
    supporting = {ref for ref, found in ties.items() if all(tie.role == "support" for tie in found)}
    x_item = MARGIN + (THING_WIDTH + _FAR if len(supporting) < len(scene.things) else 0)
    x_right = x_item + ITEM_WIDTH + _FAR
    cards = {
        thing.ref: thing_card(
            thing, ties[thing.ref], items, x_right if thing.ref in supporting else MARGIN, _shares(ties[thing.ref])
        )
        for thing in scene.things
    }
    left = [card for ref, card in cards.items() if ref not in supporting]
    right = [card for ref, card in cards.items() if ref in supporting]
    rows = _rows(scene, x_item, max(sum(card.height + GAP for card in side) for side in (left, right)))
    # Whoever issued the plan stands at the top, in sight: the middle of all items tells nothing.
    wanted = middles(scene.ties, rows) | {
        node_id(ref): MARGIN for ref, found in ties.items() if all(tie.role == "issuer" for tie in found)
    }
    every = {
        card.id: card
        for card in (*beside(left, wanted, top=MARGIN), *rows.values(), *beside(right, wanted, top=MARGIN))
    }
    heads = [Head(x_item, ITEM_WIDTH, LABELS["Initiative"])]
    if left:
        heads.insert(0, Head(MARGIN, THING_WIDTH, _leading(scene)))
    if right:
        heads.append(Head(x_right, THING_WIDTH, Words("配合单位", "Supporting units")))
    return Picture(
        tuple(heads),
        tuple(every.values()),
        (
            *tie_wires([tie for tie in scene.ties if tie.thing not in supporting], every, items, things_first=True),
            *tie_wires([tie for tie in scene.ties if tie.thing in supporting], every, items),
        ),
    )


def _leading(scene: ResponsibilityScene) -> Words:
    """The heading of the column of those who lead."""
    who = []
    if any(thing.label == "Official" for thing in scene.things):
        who.append(Words("牵头领导", "Leading officials"))
    if any(tie.role == "lead" for tie in scene.ties):
        who.append(Words("牵头单位", "lead units") if who else Words("牵头单位", "Lead units"))
    if not who:
        return Words("发布单位", "Issuer")
    return Words("与".join(words.zh for words in who), " and ".join(words.en for words in who))


def _rows(scene: ResponsibilityScene, x: float, beside_them: float) -> dict[str, Card]:
    """The cards of the items in order, further apart when the column beside them is taller."""
    cards = [item_card(item, x) for item in scene.items]
    own = sum(card.height + GAP for card in cards)
    gap = GAP + min(_MOST_SPREAD, max(0, beside_them - own) / max(1, len(cards)))
    return {card.id: card for card in stacked(cards, MARGIN, gap)}


def _shares(ties: list[Tie]) -> Words:
    """How many items, in which role."""
    counts = Counter(tie.role or "lead" for tie in {(tie.item, tie.role): tie for tie in ties}.values())
    chinese = {"lead": "牵头", "support": "配合", "issuer": "发布"}
    english = {"lead": "leads", "support": "supports", "issuer": "issued"}
    roles = [role for role in chinese if counts[role]]
    return Words(
        "、".join(f"{chinese[role]} {counts[role]} 项" for role in roles),
        ", ".join(f"{english[role]} {counts[role]}" for role in roles),
    )
