"""The lines of work that a search is about."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence

from graph.queries.fulltext import holding, source
from graph.store.protocol import Store
from graph.trace import Figure, Found, Line, Link, PlanYear, draw_lines, figure
from graph.words import Match, Pieces, find_sentences, sentence_around, ways_to_find


def trace(store: Store, text: str, city: str | None = None) -> list[Line]:
    """The lines of work that `text` is about, the best match first; `city` may be a part of its name.

    An item is on a line when a sentence of it, or the name of a facility or norm that it concerns, has all
    the words; or when it carries on such an item, or is carried on by one, in strong links.
    """
    ways = ways_to_find(text)
    matches = _matches(store, ways, city or "") if ways else {}
    links, around = _links_around(store, matches)
    keys = sorted({*matches, *around})
    if not keys:
        return []
    targets = _targets(store, keys)
    table = store.query(
        """
        UNWIND $keys AS key
        MATCH (i:Initiative {key: key})
        MATCH (p:Plan)-[:HAS_INITIATIVE]->(i)
        RETURN i, p.issuer AS issuer
        """,
        {"keys": keys},
    )
    items = [
        Found(
            key=item["key"],
            plan=PlanYear(item["city"], issuer, item["year"]),
            number=item["number"],
            title=item.get("title", ""),
            text=item["text"],
            matches=tuple(matches.get(item["key"], ())),
            targets=tuple(targets[item["key"]]),
        )
        for item, issuer in table.rows
    ]
    known = store.query(
        "MATCH (p:Plan) WHERE p.city IN $cities RETURN p.city AS city, p.issuer AS issuer, p.year AS year",
        {"cities": sorted({item.plan.city for item in items})},
    )
    return draw_lines(items, links, {PlanYear(*row) for row in known.rows})


def _matches(store: Store, ways: Sequence[Pieces], city: str) -> dict[str, list[Match]]:
    """Key of each item with the words -> its sentences with them."""
    begin, pairs = source("Initiative", "text", ways, "i")
    given = {"ways": [list(way) for way in ways], "city": city, **pairs}
    texts = store.query(
        f"""
        {begin}
        WITH i
        WHERE i.city CONTAINS $city AND {holding("i.text")}
        RETURN i.key AS key, i.text AS text
        """,
        given,
    )
    found = {key: sentences for key, text in texts.rows if (sentences := find_sentences(text, ways))}
    # A name may be written short in the text: 运管服平台 for 城市运行管理服务平台.
    names = store.query(
        f"""
        MATCH (i:Initiative)-[e:CONCERNS|REFERS_TO]->(x)
        WHERE i.city CONTAINS $city AND {holding("x.name")}
        RETURN i.key AS key, i.text AS text, e.start AS start, e.end AS end
        ORDER BY key, start
        """,
        given,
    )
    for key, text, start, end in names.rows:
        sentences = found.setdefault(key, [])
        if not any(match.evidence.start <= start < match.evidence.end for match in sentences):
            sentences.append(sentence_around(text, start, end))
    return found


def _links_around(store: Store, matches: Collection[str]) -> tuple[list[Link], set[str]]:
    """The links among `matches`, of any grade, and the strong ones that lead on from them, back and forth in
    time; with the keys of the items that those lead to."""
    links: dict[tuple[str, str], Link] = {}
    reached: set[str] = set()
    for pattern in ("(a)-[c:CONTINUES]->(b)", "(a)<-[c:CONTINUES]-(b)"):
        ahead = set(matches)
        done: set[str] = set()
        while ahead:
            done |= ahead
            table = store.query(
                f"""
                UNWIND $keys AS key
                MATCH (a:Initiative {{key: key}})
                MATCH {pattern}
                RETURN startNode(c).key AS later, endNode(c).key AS earlier, b.key AS other, c
                """,
                {"keys": sorted(ahead)},
            )
            ahead = set()
            for later, earlier, other, edge in table.rows:
                among = later in matches and earlier in matches
                if edge["grade"] == "strong" or among:
                    links[earlier, later] = Link(
                        earlier, later, edge["grade"], edge["change"], edge["score"], tuple(edge["reasons"])
                    )
                    ahead.add(other)
            ahead -= done
            reached |= ahead
    return list(links.values()), reached


def _targets(store: Store, keys: Sequence[str]) -> dict[str, list[Figure]]:
    table = store.query(
        """
        UNWIND $keys AS key
        MATCH (i:Initiative {key: key})-[e:COMMITS_TO]->(t:Target)
        RETURN key, t
        ORDER BY key, e.start, e.end
        """,
        {"keys": keys},
    )
    found: dict[str, list[Figure]] = defaultdict(list)
    for key, target in table.rows:
        found[key].append(figure(target))
    return found
