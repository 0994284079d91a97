"""What became of a city's plan of one year in its plan of another, and what cities do about one topic."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from graph.continuity.links import Change as Verdict
from graph.errors import NotFound, Unanswerable
from graph.queries.brief import Brief, brief, one_city, order
from graph.store.protocol import Store

Outcome = Literal[Verdict, "new", "ended", "unknown"]
OUTCOMES: tuple[Outcome, ...] = (*get_args(Verdict), "new", "ended", "unknown")


@dataclass(frozen=True, slots=True)
class Step:
    """One CONTINUES edge: what became of an item in a later one, and why the two are linked."""

    earlier: str
    later: str
    grade: str
    change: str
    score: float
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """What became of an item of the earlier year (`earlier`, None where the work is new), or where an item of the
    later year (`later`, None where the work has ended) comes from.

    `unknown` says that the other year's plan of its bureau is not loaded, so that it is neither new nor ended.
    `steps` lead from the one to the other, over the years between where the work is in their plans.
    """

    outcome: Outcome
    earlier: Brief | None
    later: Brief | None
    steps: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True)
class Diff:
    """All differences between two years of a city, in the order of the items; `issuers` are the bureaus with a
    plan for both years."""

    city: str
    earlier: int
    later: int
    issuers: tuple[str, ...]
    differences: tuple[Difference, ...]


def diff(store: Store, city: str, earlier: int, later: int) -> Diff:
    """What of a city's plans of the year `earlier` goes on in the year `later`, how, and what is new there.

    `city` may be a part of one city's name. Raises NotFound where the city has no plan for one of the years, and
    Unanswerable where the years are the same.
    """
    if earlier == later:
        raise Unanswerable(f"{earlier} cannot be compared with itself: name two years")
    city = one_city(store, city)
    earlier, later = sorted((earlier, later))
    table = store.query(
        "MATCH (p:Plan)-[:HAS_INITIATIVE]->(i:Initiative) WHERE p.city = $city AND p.year IN $years RETURN i, p.issuer",
        {"city": city, "years": [earlier, later]},
    )
    items = sorted((brief(item, issuer) for item, issuer in table.rows), key=order)
    issuers = {year: {item.issuer for item in items if item.year == year} for year in (earlier, later)}
    for year in (earlier, later):
        if not issuers[year]:
            raise NotFound("plan", f"{city} {year}", hint=_years_hint(store, city))
    steps = _steps(store, city, earlier, later)
    differences = list(_differences(items, steps, earlier, later, issuers))
    both = tuple(sorted(issuers[earlier] & issuers[later]))
    return Diff(city, earlier, later, both, tuple(differences))


def _years_hint(store: Store, city: str) -> str:
    years = store.query("MATCH (p:Plan {city: $city}) RETURN DISTINCT p.year AS year ORDER BY year", {"city": city})
    return f"there are plans of {', '.join(str(year) for (year,) in years.rows)}"


def _steps(store: Store, city: str, earlier: int, later: int) -> dict[str, list[Step]]:
    """Key of an item -> the steps to later items, none of them after the year `later`."""
    table = store.query(
        """
        MATCH (b:Initiative)-[c:CONTINUES]->(a:Initiative)
        WHERE a.city = $city AND a.year >= $earlier AND b.year <= $later
        RETURN a.key AS earlier, b.key AS later, c
        ORDER BY earlier, later
        """,
        {"city": city, "earlier": earlier, "later": later},
    )
    found: dict[str, list[Step]] = defaultdict(list)
    for a, b, edge in table.rows:
        found[a].append(Step(a, b, edge["grade"], edge["change"], edge["score"], tuple(edge["reasons"])))
    return found


def _differences(
    items: Sequence[Brief],
    steps: Mapping[str, Sequence[Step]],
    earlier: int,
    later: int,
    issuers: Mapping[int, Collection[str]],
) -> Iterable[Difference]:
    ends = {item.key: item for item in items if item.year == later}
    reached: set[str] = set()
    for item in items:
        if item.year != earlier:
            continue
        paths = _paths(item.key, steps, ends)
        reached |= paths.keys()
        for key, path in paths.items():
            yield Difference(_outcome(path), item, ends[key], path)
        if not paths:
            yield Difference("ended" if item.issuer in issuers[later] else "unknown", item, None)
    for item in items:
        if item.year == later and item.key not in reached:
            yield Difference("new" if item.issuer in issuers[earlier] else "unknown", None, item)


def _paths(start: str, steps: Mapping[str, Sequence[Step]], ends: Mapping[str, Brief]) -> dict[str, tuple[Step, ...]]:
    """Each of `ends` that steps lead to from `start`, by fewest steps."""
    found: dict[str, tuple[Step, ...]] = {}
    ahead: dict[str, tuple[Step, ...]] = {start: ()}
    seen = {start}
    while ahead:
        following: dict[str, tuple[Step, ...]] = {}
        for key, path in ahead.items():
            for step in steps.get(key, ()):
                if step.later in seen:
                    continue
                seen.add(step.later)
                target = found if step.later in ends else following
                target[step.later] = (*path, step)
        ahead = following
    return found


def _outcome(path: Sequence[Step]) -> Outcome:
    """What the steps come to: the last that was more than going on."""
    told = [step.change for step in path if step.change != "continued"]
    verdict = told[-1] if told else "continued"
    return next(outcome for outcome in OUTCOMES if outcome == verdict)


@dataclass(frozen=True, slots=True)
class Position:
    """What one city's plans of a year have on a topic. `state` is `absent` where its plans have nothing on it."""

    city: str
    issuers: tuple[str, ...]
    state: Literal["present", "absent"]
    items: tuple[Brief, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """The cities with plans for a year beside one another on one topic; `topics` are the ones asked for, which
    are the topic and those below it."""

    year: int
    topic: str
    topics: tuple[str, ...]
    cities: tuple[Position, ...]


def compare(store: Store, year: int, topic: str) -> Comparison:
    """What each city plans for `year` on `topic`, the name (or a part of it) of a topic of either level.

    Raises NotFound where no plan of that year is loaded, or no item is about such a topic.
    """
    plans = store.query("MATCH (p:Plan {year: $year}) RETURN p.city AS city, p.issuer AS issuer", {"year": year})
    if not plans.rows:
        raise NotFound("plan", str(year), hint=_all_years(store))
    topics = _topics(store, topic)
    table = store.query(
        """
        MATCH (i:Initiative {year: $year})-[:ABOUT]->(t:Topic)
        WHERE t.name IN $topics
        WITH DISTINCT i
        MATCH (p:Plan)-[:HAS_INITIATIVE]->(i)
        RETURN i, p.issuer AS issuer
        """,
        {"year": year, "topics": topics},
    )
    items: dict[str, list[Brief]] = defaultdict(list)
    for row in table.rows:
        item = brief(*row)
        items[item.city].append(item)
    issuers: dict[str, set[str]] = defaultdict(set)
    for city, issuer in plans.rows:
        issuers[city].add(issuer)
    positions = [
        Position(
            city,
            tuple(sorted(issuers[city])),
            "present" if items[city] else "absent",
            tuple(sorted(items[city], key=order)),
        )
        for city in sorted(issuers)
    ]
    positions.sort(key=lambda position: (-len(position.items), position.city))
    return Comparison(year, topic, tuple(topics), tuple(positions))


def topics(store: Store) -> list[tuple[str, list[str]]]:
    """The topics of the upper level that items are about, by name, each with those below it."""
    below: dict[str, set[str]] = defaultdict(set)
    for name, broader in store.query("MATCH (t:Topic) RETURN t.name AS name, t.broader AS broader").rows:
        below[broader or name] |= {name} if broader else set()
    return [(name, sorted(below[name])) for name in sorted(below)]


def _topics(store: Store, text: str) -> list[str]:
    rows = store.query("MATCH (t:Topic) RETURN t.name AS name, t.broader AS broader ORDER BY name").rows
    names = {name for row in rows for name in row if name}
    wanted = {text} if text in names else {name for name in names if text in name}
    if not wanted:
        raise NotFound("topic", text, hint=f"there are: {'、'.join(sorted(names))}" if names else "no plan is loaded")
    return sorted(name for name, broader in rows if name in wanted or broader in wanted)


def _all_years(store: Store) -> str:
    rows = store.query("MATCH (p:Plan) RETURN DISTINCT p.year AS year ORDER BY year").rows
    return f"there are plans of {', '.join(str(year) for (year,) in rows)}" if rows else "no plan is loaded"
