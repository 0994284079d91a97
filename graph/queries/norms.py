"""One norm followed through a city's plans: drafted, revised, issued, in force, and what took its place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from graph.continuity.stages import stage_of
from graph.errors import NotFound
from graph.queries.brief import Brief, brief, order
from graph.store.protocol import Store
from graph.trace import State


@dataclass(frozen=True, slots=True)
class NormMention:
    """What an item does with a norm: the verb as written ("" where there is none), the stage it tells of, and the
    place of the norm's name in the item's text."""

    norm: str
    stage: str
    action: str
    item: Brief
    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class NormYear:
    """A year of a norm: `present` in a plan, `absent` from the loaded plans of the bureaus that name it in other
    years, `unknown` when these are not loaded."""

    year: int
    state: State
    mentions: tuple[NormMention, ...] = ()


@dataclass(frozen=True, slots=True)
class Successor:
    """`later` took the place of `earlier` (keys of norms)."""

    earlier: str
    later: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NormLine:
    """A norm under all its names (by key, in the order in which plans name them), from the first to the last year
    of the plans of the bureaus that name it."""

    city: str
    names: dict[str, str]
    years: tuple[NormYear, ...]
    successions: tuple[Successor, ...]


def lineage(store: Store, text: str, *, city: str | None = None) -> list[NormLine]:
    """The lines of the norms of this key or name, or else of those of whose names `text` is a part; those named
    most often first. `city` is a part of the name of the city whose plans name them. Raises NotFound.
    """
    keys = _keys(store, text.strip("《》"))
    if not keys:
        raise NotFound("norm", text)
    successions, reached = _successions(store, keys)
    names, mentions = _mentions(store, sorted(reached))
    plans = store.query("MATCH (p:Plan) RETURN p.city AS city, p.issuer AS issuer, p.year AS year").rows
    lines = []
    for group in _components(reached, successions):
        by_city: dict[str, list[NormMention]] = defaultdict(list)
        for mention in mentions:
            if mention.norm in group and (city is None or city in mention.item.city):
                by_city[mention.item.city].append(mention)
        for name in sorted(by_city):
            own = sorted(by_city[name], key=lambda each: (order(each.item), each.start))
            lines.append(_line(name, own, names, plans, [step for step in successions if step.later in group]))
    return sorted(
        lines, key=lambda line: (-sum(len(year.mentions) for year in line.years), line.city, list(line.names))
    )


def _most_named_first(line: NormLine) -> tuple[int, str, list[str]]:
    return -sum(len(year.mentions) for year in line.years), line.city, list(line.names)


def _keys(store: Store, text: str) -> set[str]:
    for where in ("n.key = $text OR n.name = $text", "n.name CONTAINS $text"):
        table = store.query(f"MATCH (n:Regulation) WHERE {where} RETURN n.key AS key", {"text": text})
        if table.rows:
            return {key for (key,) in table.rows}
    return set()


def _successions(store: Store, keys: Collection[str]) -> tuple[list[Successor], set[str]]:
    """The steps that lead from the norms `keys`, either way, and all norms on them."""
    steps: dict[tuple[str, str], Successor] = {}
    reached, ahead = set(keys), set(keys)
    while ahead:
        table = store.query(
            """
            UNWIND $keys AS key
            MATCH (n:Regulation {key: key})-[e:SUCCEEDS]-(:Regulation)
            RETURN startNode(e).key AS later, endNode(e).key AS earlier, e.reasons AS reasons
            """,
            {"keys": sorted(ahead)},
        )
        ahead = set()
        for later, earlier, reasons in table.rows:
            steps[earlier, later] = Successor(earlier, later, tuple(reasons or ()))
            ahead |= {later, earlier} - reached
        reached |= ahead
    return [steps[pair] for pair in sorted(steps)], reached


def _mentions(store: Store, keys: Sequence[str]) -> tuple[dict[str, str], list[NormMention]]:
    table = store.query(
        """
        UNWIND $keys AS key
        MATCH (n:Regulation {key: key})<-[e:REFERS_TO]-(i:Initiative)
        MATCH (p:Plan)-[:HAS_INITIATIVE]->(i)
        RETURN n.key AS key, n.name AS name, e, i, p.issuer AS issuer
        """,
        {"keys": keys},
    )
    names = {key: name for key, name, *_ in table.rows}
    return names, [
        NormMention(
            key,
            stage_of(edge.get("action", "")),
            edge.get("action", ""),
            brief(item, issuer),
            edge["start"],
            edge["end"],
            edge["quote"],
        )
        for key, _, edge, item, issuer in table.rows
    ]


def _components(keys: Iterable[str], steps: Iterable[Successor]) -> list[set[str]]:
    group = {key: {key} for key in keys}
    for step in steps:
        joined = group[step.earlier] | group[step.later]
        group.update(dict.fromkeys(joined, joined))
    return list({id(found): found for found in group.values()}.values())


def _line(
    city: str,
    mentions: Sequence[NormMention],
    names: dict[str, str],
    plans: Iterable[Sequence[str | int]],
    steps: Iterable[Successor],
) -> NormLine:
    issuers = {mention.item.issuer for mention in mentions}
    known = {int(year) for where, issuer, year in plans if where == city and issuer in issuers}
    years = []
    for year in range(min(known), max(known) + 1):
        own = tuple(mention for mention in mentions if mention.item.year == year)
        years.append(NormYear(year, "present" if own else "absent" if year in known else "unknown", own))
    used = dict.fromkeys(mention.norm for mention in mentions)
    return NormLine(
        city,
        {key: names[key] for key in used},
        tuple(years),
        tuple(step for step in steps if step.earlier in used and step.later in used),
    )
