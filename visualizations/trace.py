"""Lines of work: years as columns, items as cards, and between them what changed."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from statistics import fmean

from graph.trace import Change, Figure, Found, Line
from visualizations.cards import beside, marked, quoted, stacked
from visualizations.page import Sheet, Site, render
from visualizations.picture import MARGIN, Backdrop, Card, Label, Picture, Wire, text_width, tip
from visualizations.text import Line as Text
from visualizations.text import say, wrap
from visualizations.words import CHANGES, GRADES, NO_PLAN, NOT_MENTIONED, OPS, Words, amount, limited, placed
from visualizations.years import Column, columns_of, heads_of, state_field, way

LIMIT = 60
"""How many items a page shows at most; a line is shown whole or not at all, and the first always is."""

_WIDTH = 290
_GAP = 170  # between columns: room for what changed
_LABEL = 132
_BAND_HEAD = 40
_BAND_GAP = 34
_QUOTED, _SENTENCE, _TARGETS = 9, 6, 3
"""Lines of quotes on a card, of one sentence, and figures, at most; what is pointed at tells the rest."""

_LEAST = 110  # height of a line of work
_FIGURES = re.compile(r"(?P<metric>[^：]+)：(?P<before>[^：]+) → (?P<after>[^：]+)")


def trace_page(text: str, lines: Sequence[Line], city: str | None = None, site: Site | None = None) -> str:
    """The view as a whole HTML page: `lines` are what a search for `text` (in `city`) finds."""
    shown = _first(lines)
    years = [year.year for line in shown for year in line.years]
    where = f"{city} " if city else ""
    span = f"{min(years)}—{max(years)}年 · " if years else ""
    items = _items(lines)
    return render(
        Sheet(
            "trace",
            Words(f"{where}{text}：历年脉络", f"{where}{text}: over the years"),
            Words(
                f"{span}{len(lines)} 条工作脉络、{len(items)} 项工作",
                f"{span.replace('年', '')}{len(lines)} lines of work, {len(items)} items",
            ),
            trace_picture(shown),
            (
                ("card-Initiative", Words("工作事项", "Item")),
                ("state-unknown", NO_PLAN),
                ("state-absent", NOT_MENTIONED),
                *((f"wire-{grade}", words) for grade, words in GRADES.items()),
            ),
            limited(len(shown), len(lines), Words("条工作脉络", "lines of work")),
            Words(f"已载入的计划中没有关于“{text}”的内容。", f"No plan that is loaded says anything about “{text}”."),
        ),
        site,
    )


def _first(lines: Sequence[Line]) -> list[Line]:
    shown: list[Line] = []
    left = LIMIT
    for line in lines:
        left -= len(_items([line]))
        if shown and left < 0:
            break
        shown.append(line)
    return shown


def _items(lines: Sequence[Line]) -> list[Found]:
    return [item for line in lines for year in line.years for item in year.initiatives]


def trace_picture(lines: Sequence[Line]) -> Picture:
    """The lines one under the other, over the same columns."""
    years = {year.year for line in lines for year in line.years}
    if not years:
        return Picture((), ())
    wide = {item.plan.year for item in _items(lines)}
    columns = columns_of(range(min(years), max(years) + 1), wide, MARGIN, _WIDTH, _GAP)
    cards: list[Card] = []
    wires: list[Wire] = []
    backdrops: list[Backdrop] = []
    top = float(MARGIN)
    for line in lines:
        title = (say("band", line.name), say("small", f"{line.city} · {'、'.join(line.issuers)}"))
        backdrops.append(Backdrop("band", columns[0].x, top, columns[-1].right - columns[0].x, _BAND_HEAD, title))
        found = _band(line, columns, top + _BAND_HEAD + 12)
        cards += found.cards
        wires += found.wires
        backdrops += found.backdrops
        top = found.height - MARGIN + _BAND_GAP
    return Picture(tuple(heads_of(columns)), tuple(cards), tuple(wires), tuple(backdrops))


def _band(line: Line, columns: Sequence[Column], top: float) -> Picture:
    """One line of work."""
    labels = {id(change): _change_lines(change) for change in line.changes}
    arriving: dict[str, list[Change]] = defaultdict(list)
    for change in line.changes:
        arriving[change.later.key].append(change)
    placed_cards: dict[str, Card] = {}
    for column in columns:
        items = [item for year in line.years if year.year == column.year for item in year.initiatives]
        fresh = [
            _card(item, column, sum(Label(0, 0, labels[id(change)]).height + 8 for change in arriving[item.key]))
            for item in items
        ]
        placed_cards |= {card.id: card for card in _column(fresh, arriving, placed_cards)}
    lift = top - min(card.y for card in placed_cards.values())
    cards = {key: card.at(card.y + lift) for key, card in placed_cards.items()}
    bottom = max(top + _LEAST, *(card.bottom for card in cards.values()))
    states = {year.year: year.state for year in line.years}
    fields = [
        state_field(column, states[column.year], top, bottom - top)
        for column in columns
        if states.get(column.year, "present") != "present"
    ]
    wires = _wires(arriving, cards, labels, columns, [*cards.values(), *fields])
    return Picture((), tuple(cards.values()), tuple(wires), tuple(fields))


def _column(cards: Sequence[Card], arriving: Mapping[str, Sequence[Change]], before: Mapping[str, Card]) -> list[Card]:
    """The cards of one year, each beside what it carries on."""
    wanted: dict[str, float] = {}
    for card in stacked(cards, 0, 16):
        from_before = [
            before[change.earlier.key].middle for change in arriving[card.id] if change.earlier.key in before
        ]
        wanted[card.id] = fmean(from_before) if from_before else card.middle
    return beside(cards, wanted, 16)


def _card(item: Found, column: Column, least: float) -> Card:
    width = text_width(column.width, item.number)
    lines: list[Text] = list(wrap("title", item.title, width, 3))
    left = _QUOTED
    for match in item.evidence:
        if left and match.evidence.quote.rstrip("。；") != item.title:
            whole = marked(match, match.evidence.start, match.evidence.end)
            lines += (quote := wrap("quote", whole, width, min(left, _SENTENCE if item.matches else 2)))
            left -= len(quote)
    figures = list(dict.fromkeys(map(_figure, item.targets)))
    for figure in figures[:_TARGETS]:
        lines += wrap("figure", figure, width, 1)
    if len(figures) > _TARGETS:
        rest = len(figures) - _TARGETS
        lines.append(say("small", Words(f"另有 {rest} 个指标", f"{rest} more targets")))
    tips = [tip("head", placed(item.number, item.plan.year)), *map(quoted, item.evidence)]
    tips += [tip("text", "；".join(figures))] if figures else []
    tips += [tip("text", item.text), tip("source", item.plan.issuer)]
    name = item.title or item.evidence[0].evidence.quote
    return Card(
        item.key,
        "Initiative",
        name,
        column.x,
        0,
        column.width,
        tuple(lines),
        tuple(tips),
        item.number,
        item=item.key,
        min_height=least + 8,
    )


def _figure(figure: Figure) -> str:
    due = f"（{figure.due}）" if figure.due else ""
    return f"{figure.metric} {OPS[figure.op].zh}{amount(figure.value)}{figure.unit}{due}"


def _change_lines(change: Change) -> tuple[Text, ...]:
    """What a wire says: the change, and figures before and after."""
    kind = CHANGES.get(change.link.change)
    lines = [say("change", kind)] if kind else list(wrap("change", change.link.change, _LABEL - 12, 1))
    for reason in change.link.reasons:
        figures = _FIGURES.fullmatch(reason)
        if figures and len(lines) < 4:
            lines += wrap("small", f"{figures['metric']} {figures['before']}→{figures['after']}", _LABEL - 12, 2)
    return tuple(lines)


def _wires(
    arriving: Mapping[str, Sequence[Change]],
    cards: Mapping[str, Card],
    labels: Mapping[int, tuple[Text, ...]],
    columns: Sequence[Column],
    others: Sequence[Card | Backdrop],
) -> list[Wire]:
    """The changes as wires; those that arrive at one card do so one under the other, each with its label."""
    wires: list[Wire] = []
    for key, changes in arriving.items():
        later = cards[key]
        ordered = sorted(changes, key=lambda change: cards[change.earlier.key].middle)
        boxes = [Label(0, 0, labels[id(change)]) for change in ordered]
        y = later.middle - sum(box.height + 8 for box in boxes) / 2 + 4
        for change, box in zip(ordered, boxes, strict=True):
            earlier = cards[change.earlier.key]
            middle = y + box.height / 2
            y += box.height + 8
            kind = CHANGES.get(change.link.change, Words(change.link.change, change.link.change))
            places = (
                placed(card.number, at.plan.year) for card, at in ((earlier, change.earlier), (later, change.later))
            )
            between = tip("source", next(places), " → ", next(places), " · ", GRADES[change.link.grade])
            tips = (tip("head", kind), between, *(tip("text", reason) for reason in change.link.reasons))
            wires.append(
                Wire(
                    f"{earlier.id} {later.id}",
                    earlier.id,
                    later.id,
                    "strong" if change.link.grade == "strong" else "related",
                    way(earlier, later, middle, columns, [*others, *wires]),
                    tips,
                    Label(later.x - 20 - box.width, middle, box.lines),
                )
            )
    return wires
