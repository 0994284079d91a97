"""Lines of work: the items that a search finds, joined with what carries them on, laid out year by year.

Pure functions; `graph.queries.trace` asks the store for what they need.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

from graph.words import Match, find_sentences

State = Literal["present", "absent", "unknown"]


class PlanYear(NamedTuple):
    """A plan that the store has."""

    city: str
    issuer: str
    year: int


@dataclass(frozen=True, slots=True)
class Figure:
    """A target of an item; `due` is "" where the text names no time."""

    metric: str
    op: str
    value: float
    unit: str
    text: str
    due: str = ""


def figure(target: Mapping[str, Any]) -> Figure:
    """The target that a query answers as the dictionary `target`."""
    fields = {name: target[name] for name in ("metric", "op", "value", "unit", "text")}
    return Figure(**fields, due=target.get("due", ""))


@dataclass(frozen=True, slots=True)
class Found:
    """An item of a line. `matches` are the sentences that have the searched words; an item that only carries
    on one that has them has none. `title` is "" where there is none."""

    key: str
    plan: PlanYear
    number: int
    title: str
    text: str
    matches: tuple[Match, ...] = ()
    targets: tuple[Figure, ...] = ()

    @property
    def rank(self) -> tuple[bool, bool, float]:
        """The better the greater: words in the title, words unbroken, and how much of the text they are."""
        in_title = bool(self.title) and any(
            match.evidence.start <= self.text.find(self.title) < match.evidence.end for match in self.matches
        )
        weight = sum(end - start for match in self.matches for start, end in match.pieces)
        return in_title, any(match.whole for match in self.matches), weight / max(len(self.text), 1)

    @property
    def order(self) -> tuple[int, str, int]:
        """By year, plan, number."""
        return self.plan.year, self.plan.issuer, self.number

    @property
    def evidence(self) -> tuple[Match, ...]:
        """The sentences that show why the item is here: those with the words, else its first one."""
        return self.matches or tuple(find_sentences(self.text, [()])[:1])


@dataclass(frozen=True, slots=True)
class Link:
    """The item `later` carries on the item `earlier` (keys of items)."""

    earlier: str
    later: str
    grade: str
    change: str
    score: float
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """What became of an item of a line in a later one."""

    earlier: Found
    later: Found
    link: Link


@dataclass(frozen=True, slots=True)
class LineYear:
    """A year of a line: `present` with its items, `absent` when the bureau's plan of that year has none,
    `unknown` when that plan is not in the store."""

    year: int
    state: State
    initiatives: tuple[Found, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """One line of work of one city, over all years from the first to the last plan of its bureau."""

    name: str
    city: str
    issuers: tuple[str, ...]
    years: tuple[LineYear, ...]
    changes: tuple[Change, ...]


def draw_lines(items: Iterable[Found], links: Iterable[Link], plans: Collection[PlanYear]) -> list[Line]:
    """The lines that `links` join `items` to, the best match first."""
    by_key = {item.key: item for item in items}
    inside = [link for link in links if link.earlier in by_key and link.later in by_key]
    groups = _components(by_key, inside)
    groups.sort(key=lambda group: max(item.rank for item in group), reverse=True)
    return [_line(group, inside, plans) for group in groups]


def lines_to_json(query: str, lines: Sequence[Line]) -> dict[str, Any]:
    """`{"query", "lines": [{"name", "city", "issuers", "years": [{"year", "state", "initiatives": [{"key",
    "issuer", "number", "title", "matched", "evidence": [{"start", "end", "quote"}], "targets"}]}],
    "changes": [{"from": {"year", "number"}, "to", "grade", "change", "score", "reasons"}]}]}`"""
    return {"query": query, "lines": [_line_to_json(line) for line in lines]}


def _components(by_key: Mapping[str, Found], links: Iterable[Link]) -> list[list[Found]]:
    """The items that `links` connect, in any direction, together; each group in order."""
    neighbours: dict[str, set[str]] = defaultdict(set)
    for link in links:
        neighbours[link.earlier].add(link.later)
        neighbours[link.later].add(link.earlier)
    groups = []
    left = set(by_key)
    for key in sorted(by_key):
        if key not in left:
            continue
        left.remove(key)
        ahead, group = [key], [key]
        while ahead:
            for other in neighbours[ahead.pop()] & left:
                left.remove(other)
                ahead.append(other)
                group.append(other)
        groups.append(sorted((by_key[each] for each in group), key=lambda item: item.order))
    return groups


def _line(group: Sequence[Found], links: Iterable[Link], plans: Collection[PlanYear]) -> Line:
    by_key = {item.key: item for item in group}
    best = max(group, key=lambda item: item.rank)
    city = best.plan.city
    issuers = {item.plan.issuer for item in group}
    known = {plan.year for plan in plans if plan.city == city and plan.issuer in issuers}
    known |= {item.plan.year for item in group}
    changes = [
        Change(by_key[link.earlier], by_key[link.later], link)
        for link in links
        if link.earlier in by_key and link.later in by_key
    ]
    changes.sort(key=lambda change: (change.earlier.order, change.later.order))
    years = (_year(year, group, known) for year in range(min(known), max(known) + 1))
    return Line(best.title or _heading(best), city, tuple(sorted(issuers)), tuple(years), tuple(changes))


def _year(year: int, group: Sequence[Found], known: Collection[int]) -> LineYear:
    items = tuple(item for item in group if item.plan.year == year)
    if items:
        return LineYear(year, "present", items)
    return LineYear(year, "absent" if year in known else "unknown")


def _heading(item: Found) -> str:
    """What an item without a title is called: its first clause that has the words."""
    quote = item.evidence[0].evidence.quote
    start = item.evidence[0].pieces[0][0] - item.evidence[0].evidence.start if item.evidence[0].pieces else 0
    begin = max(quote.rfind(mark, 0, start) for mark in "，、：,:") + 1
    end = min((at for mark in "，。；,;" if (at := quote.find(mark, start)) >= 0), default=len(quote))
    return quote[begin:end]


def _line_to_json(line: Line) -> dict[str, Any]:
    return {
        "name": line.name,
        "city": line.city,
        "issuers": list(line.issuers),
        "years": [
            {
                "year": year.year,
                "state": year.state,
                "initiatives": [_item_to_json(item) for item in year.initiatives],
            }
            for year in line.years
        ],
        "changes": [
            {
                "from": {"year": change.earlier.plan.year, "number": change.earlier.number},
                "to": {"year": change.later.plan.year, "number": change.later.number},
                "grade": change.link.grade,
                "change": change.link.change,
                "score": change.link.score,
                "reasons": list(change.link.reasons),
            }
            for change in line.changes
        ],
    }


def _item_to_json(item: Found) -> dict[str, Any]:
    return {
        "key": item.key,
        "issuer": item.plan.issuer,
        "number": item.number,
        "title": item.title or None,
        "matched": bool(item.matches),
        "evidence": [match.evidence.as_properties() for match in item.evidence],
        "targets": [
            {
                "metric": target.metric,
                "op": target.op,
                "value": int(target.value) if target.value == int(target.value) else target.value,
                "unit": target.unit,
                "text": target.text,
                **({"due": target.due} if target.due else {}),
            }
            for target in item.targets
        ],
    }
