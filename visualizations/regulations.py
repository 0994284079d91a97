"""A city's norms by year: what each plan does with them, and which follows which."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from graph.scenes import RegulationsScene, SceneItem, Thing, Tie
from visualizations.cards import THING_WIDTH, evidence, node_id, thing_card
from visualizations.page import Sheet, Site, render
from visualizations.picture import MARGIN, Backdrop, Card, Head, Label, Picture, Wire, group_words, text_width, tip
from visualizations.text import Line, say, wrap
from visualizations.words import KINDS, LABELS, NO_PLAN, Words, limited, numbered
from visualizations.years import Column, columns_of, heads_of, state_field, way

_Mentions = Mapping[tuple[str, int], list[Tie]]
"""By the key of the norm and the year that names it."""

_WIDTH = 200
_GAP = 120  # between columns: room for what a wire says
_ROW_GAP = 12
_FOLLOWS = Words("接续", "follows")


def regulations_page(scene: RegulationsScene, site: Site | None = None) -> str:
    """The view as a whole HTML page."""
    years = "、".join(f"{year}年" for year in scene.years)
    return render(
        Sheet(
            "regulations",
            Words(f"{scene.city}制度文件历年进展", f"{scene.city}: norms over the years"),
            Words(
                f"{len(scene.norms)} 份制度文件 · 已载入计划：{years}",
                f"{len(scene.norms)} norms · plans of {', '.join(map(str, scene.years))}",
            ),
            regulations_picture(scene),
            (
                ("card-Regulation", LABELS["Regulation"]),
                ("card-Initiative", Words("计划中的动作", "What a plan does with it")),
                ("wire-again", Words("同一文件，下一步", "The same norm, next step")),
                ("wire-succeeds", Words("接续的文件", "The norm that follows")),
                ("state-unknown", NO_PLAN),
            ),
            limited(scene.shown, scene.total, Words("份制度文件", "norms")),
            Words("已载入的计划中没有提到制度文件。", "No plan that is loaded names any norm."),
        ),
        site,
    )


def regulations_picture(scene: RegulationsScene) -> Picture:
    """A row for each norm, those that follow one another together; a column for its name, then one a year."""
    if not scene.norms:
        return Picture((), ())
    items = {item.key: item for item in scene.items}
    mentions: defaultdict[tuple[str, int], list[Tie]] = defaultdict(list)
    for tie in scene.ties:
        mentions[tie.thing.key, items[tie.item].year].append(tie)
    span = range(min(scene.years), max(scene.years) + 1)
    wide = {year for _, year in mentions}
    left = MARGIN + THING_WIDTH + 60
    columns = columns_of(span, wide, left, _WIDTH, _GAP)
    cards: dict[str, Card] = {}
    backdrops: list[Backdrop] = []
    top = float(MARGIN)
    for words, rows in _groups(scene).items():
        backdrops.append(group_words(MARGIN, top, THING_WIDTH, words))
        top += 26
        for norm in rows:
            row = _row(norm, mentions, columns, items)
            tallest = max(card.height for card in row)
            cards |= {card.id: card.at(top + (tallest - card.height) / 2) for card in row}
            top += tallest + _ROW_GAP
        top += 8
    unknown = set(span) - set(scene.years)
    fields = [state_field(column, "unknown", MARGIN, top - MARGIN) for column in columns if column.year in unknown]
    return Picture(
        (Head(MARGIN, THING_WIDTH, LABELS["Regulation"]), *heads_of(columns, unknown)),
        tuple(cards.values()),
        tuple(_wires(scene, mentions, cards, columns)),
        (*fields, *backdrops),
    )


def _groups(scene: RegulationsScene) -> dict[Words, list[Thing]]:
    """The norms by kind, in the order in which plans name them; one that follows another comes right after it,
    whatever its kind."""
    after: dict[str, list[str]] = defaultdict(list)
    for step in scene.successions:
        after[step.earlier].append(step.later)
    norms = {norm.key: norm for norm in scene.norms}
    firsts = [key for key in norms if not any(step.later == key for step in scene.successions)]
    groups: dict[Words, list[Thing]] = {words: [] for words in KINDS["Regulation"].values()}
    left = dict(norms)
    for key in (*firsts, *norms):
        kind = KINDS["Regulation"].get(norms[key].kind, KINDS["Regulation"]["other"])
        ahead = [key]
        while ahead:
            here = ahead.pop()
            if here in left:
                groups[kind].append(left.pop(here))
                ahead += reversed(after[here])
    return {words: rows for words, rows in groups.items() if rows}


def _row(norm: Thing, mentions: _Mentions, columns: Sequence[Column], items: Mapping[str, SceneItem]) -> list[Card]:
    """The card of the norm, and one for each year that names it."""
    ties = [tie for (key, _), found in mentions.items() if key == norm.key for tie in found]
    row = [thing_card(norm, ties, items, MARGIN)]
    for column in columns:
        if found := mentions.get((norm.key, column.year)):
            row.append(_mention(norm, found, column, items))
    return row


def _mention(norm: Thing, ties: Sequence[Tie], column: Column, items: Mapping[str, SceneItem]) -> Card:
    width = text_width(column.width)
    lines: list[Line] = list(wrap("title", _actions(ties), width, 2)) or [say("name", Words("提及", "named"))]
    for key in dict.fromkeys(tie.item for tie in ties):
        lines.append(say("small", numbered(items[key].number)))
        lines += wrap("small", items[key].heading, width, 2)
    head = tip("head", norm.name, f" · {column.year}")
    tips = (head, *evidence(ties, items))
    name = f"{norm.name} {_actions(ties)}"
    item = ties[0].item
    return Card(f"{norm.key} {column.year}", "Initiative", name, column.x, 0, _WIDTH, tuple(lines), tips, item=item)


def _actions(ties: Sequence[Tie]) -> str:
    return "、".join(dict.fromkeys(tie.action for tie in ties if tie.action))


def _wires(
    scene: RegulationsScene,
    mentions: _Mentions,
    cards: Mapping[str, Card],
    columns: Sequence[Column],
) -> list[Wire]:
    years = {norm.key: sorted(year for key, year in mentions if key == norm.key) for norm in scene.norms}
    wires: list[Wire] = []

    def join(source: Card, target: Card, stroke: str, reasons: Sequence[str] = ()) -> None:
        box = Label(0, target.middle, (say("change", _FOLLOWS),))
        label = replace(box, x=target.x - 18 - box.width) if stroke == "succeeds" else None
        tips = (tip("head", source.name, " → ", target.name), *(tip("text", reason) for reason in reasons))
        points = way(source, target, target.middle, columns, [*cards.values(), *wires])
        wires.append(Wire(f"{source.id} {target.id}", source.id, target.id, stroke, points, tips, label))

    for norm in scene.norms:
        steps = [cards[f"{norm.key} {year}"] for year in years[norm.key]]
        join(cards[node_id(norm.ref)], steps[0], "section")
        for before, after in pairwise(steps):
            join(before, after, "again")
    for step in scene.successions:
        first = cards[f"{step.later} {years[step.later][0]}"]
        earlier = [cards[f"{step.earlier} {year}"] for year in years[step.earlier]]
        before_it = [card for card in earlier if card.x + card.width < first.x]
        if before_it:
            join(before_it[-1], first, "succeeds", step.reasons)
    return wires
