"""Where a search for words begins: at what the full-text index of a property has for them, or at all nodes.

Both servers index pairs of neighbouring Chinese characters. So every text with a piece of a search in it has all the
pairs of that piece, and the index gives those texts and some more (the pairs may stand apart): what it gives is looked
through as all nodes would be. A piece that has no pair, a single character or a Latin word, which may stand within
another, is not found so, and then all nodes are looked through.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from graph.kinds import ontology
from graph.store.statements import index_name
from graph.words import Pieces

_CHINESE = re.compile(r"[\u4e00-\u9fff]{2,}")
_CLAUSES = 500
"""How many pairs are asked for at the most; the servers take some 1,000."""


def holding(text: str) -> str:
    """The condition that a text has all pieces of one of the parameter `ways`."""
    return f"any(way IN $ways WHERE all(piece IN way WHERE toLower({text}) CONTAINS piece))"


def source(label: str, prop: str, ways: Sequence[Pieces], name: str = "n") -> tuple[str, dict[str, str]]:
    """The beginning of a statement that binds `name` to the nodes of `label` whose `prop` can have all pieces of one
    of the `ways`, and its parameter."""
    asked = _asked(ways) if ontology().kinds[label].properties[prop].fulltext else None
    if asked is None:
        return f"MATCH ({name}:{label})", {}
    return f"CALL db.index.fulltext.queryNodes('{index_name(label, prop)}', $pairs) YIELD node AS {name}", {
        "pairs": asked
    }


def _asked(ways: Sequence[Pieces]) -> str | None:
    """The query of an index, None where it cannot tell."""
    asked = []
    for way in ways:
        found = [{a + b for run in _CHINESE.findall(piece) for a, b in pairwise(run)} for piece in way]
        if not found or not all(found):
            return None
        asked.append(" AND ".join(sorted(set().union(*found))))
    too_many = sum(query.count(" AND ") + 1 for query in asked) > _CLAUSES
    return None if too_many or not asked else " OR ".join(f"({query})" for query in asked)
