"""A search over everything that has a name or a text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from graph.elements import Node
from graph.identity import SEPARATOR
from graph.kinds import ontology
from graph.queries.elements import node_from
from graph.queries.fulltext import holding, source
from graph.store.protocol import Store
from graph.words import Match, Pieces, find_sentences, ways_to_find

NAMED = ("Facility", "Regulation", "Unit", "Topic", "City")


@dataclass(frozen=True, slots=True)
class Hit:
    """A node that a search found. `snippet` is the sentence of an item's text, or the name or alias, that has
    the words; it stands at `[start, end)` of that text; `marks` are the places of the words, in characters of
    the snippet. `name` is what to call the node."""

    node: Node
    name: str
    snippet: str
    start: int
    end: int
    marks: tuple[tuple[int, int], ...]

    @property
    def city(self) -> str | None:
        """The city that the node is of, None for a city itself and for a topic."""
        if self.node.label in ("City", "Topic"):
            return None
        # Every other key begins with it.
        return self.node.key.partition(SEPARATOR)[0]


@dataclass(frozen=True, slots=True)
class Group:
    """The best of the `total` hits of one label."""

    label: str
    hits: list[Hit]
    total: int


def search(store: Store, text: str, *, limit: int = 10) -> list[Group]:
    """What `text` is found in, at most `limit` nodes of each label, the best first: items, then facilities,
    regulations, units, topics and cities by name or alias; labels without a hit are left out.

    As in `trace`, the words need not stand together: 桥梁监测 also finds 桥梁健康监测系统.
    """
    ways = ways_to_find(text)
    if not ways:
        return []
    groups = [_items(store, ways, limit), *(_named(store, label, ways, limit) for label in NAMED)]
    return [group for group in groups if group.total]


def name_of(node: Node) -> str:
    """What to call a node of any label: its name, else its title, its text's first clause, or its key."""
    properties = node.properties
    for name in ("name", "title", "text", "year"):
        if value := properties.get(name):
            text = str(value)
            return text if name != "text" else _first_clause(text)
    return node.key


def _items(store: Store, ways: Sequence[Pieces], limit: int) -> Group:
    begin, given = source("Initiative", "text", ways, "i")
    table = store.query(
        f"""
        {begin}
        WITH i
        WHERE {holding("i.text")}
        RETURN i.key AS key, i.year AS year, i.title AS title, i.text AS text
        """,
        {"ways": [list(way) for way in ways], **given},
    )
    ranked = []
    for key, year, title, text in table.rows:
        if sentences := find_sentences(text, ways):
            # Of equals the latest year comes first.
            ranked.append(((*_rank(title or "", sentences), -year, key), sentences))
    ranked.sort(key=lambda each: each[0])
    best = {place[-1]: _best(sentences) for place, sentences in ranked[:limit]}
    nodes = store.query("UNWIND $keys AS key MATCH (i:Initiative {key: key}) RETURN key, i", {"keys": list(best)})
    found = {key: node_from(value) for key, value in nodes.rows}
    return Group("Initiative", [_hit(found[key], best[key]) for key in best if key in found], len(ranked))


def _rank(title: str, sentences: Sequence[Match]) -> tuple[bool, bool]:
    """The better the smaller: words unbroken, words in the title, with which a text begins."""
    whole = [match for match in sentences if match.whole]
    return not whole, all(match.evidence.start >= len(title) for match in whole or sentences)


def _best(sentences: Sequence[Match]) -> Match:
    return min(sentences, key=lambda match: (not match.whole, match.evidence.start))


def _named(store: Store, label: str, ways: Sequence[Pieces], limit: int) -> Group:
    aliases = holding("alias")
    # An alias is in no index.
    has_aliases = "aliases" in ontology().kinds[label].properties
    begin, given = (f"MATCH (n:{label})", {}) if has_aliases else source(label, "name", ways)
    table = store.query(
        f"""
        {begin}
        WITH n
        WHERE {holding("n.name")} OR any(alias IN coalesce(n.aliases, []) WHERE {aliases})
        RETURN n
        """,
        {"ways": [list(way) for way in ways], **given},
    )
    ranked = []
    for (value,) in table.rows:
        node = node_from(value)
        aliases_of: Any = node.properties.get("aliases", [])
        names = [str(node.properties["name"]), *aliases_of]
        found = [match for name in names for match in find_sentences(name, ways)]
        if found:
            best = min(found, key=lambda match: (not match.whole, len(match.evidence.quote)))
            ranked.append((best, node))
    # The more of a name the words are, the better it fits.
    ranked.sort(key=lambda each: (not each[0].whole, len(each[0].evidence.quote), each[1].key))
    return Group(label, [_hit(node, best) for best, node in ranked[:limit]], len(ranked))


def _hit(node: Node, match: Match) -> Hit:
    start, end, quote = match.evidence.start, match.evidence.end, match.evidence.quote
    marks = tuple((first - start, last - start) for first, last in match.pieces)
    return Hit(node, name_of(node), quote, start, end, marks)


def _first_clause(text: str) -> str:
    end = min((at for mark in "，。；,;" if (at := text.find(mark)) > 0), default=len(text))
    return text[:end]
