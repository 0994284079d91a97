"""The Cypher of `cypher/`: one file a statement, values as parameters, names from the ontology alone.

A label, relationship type or property cannot be a parameter, so a file writes `<name>` where one stands;
`statement` puts it in, between backticks, after making sure that the ontology knows it.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

from graph.errors import OntologyError
from graph.kinds import ontology

_PLACEHOLDER = re.compile(r"<(\w+)>")
_VERSION = re.compile(r"schema_\d+")
"""The name that tells the version of a graph (see `migrations`)."""


@cache
def statement(file: str, /, **spelled: str | tuple[str, ...]) -> str:
    """The statement of `cypher/<file>.cypher` with `spelled` in its placeholders; a tuple of types is
    written as alternatives. Raises OntologyError for a name that the ontology does not know."""
    text = files("graph.store").joinpath("cypher", f"{file}.cypher").read_text("utf-8")
    return _PLACEHOLDER.sub(lambda found: _spell(spelled[found[1]]), text)


def constraint_name(label: str) -> str:
    """The name of the uniqueness constraint on a label's key."""
    return f"{label}_key"


def index_name(label: str, name: str) -> str:
    """The name of the index on a label's property; a property has one at most, of its whole or of its words."""
    return f"{label}_{name}"


def _spell(names: str | tuple[str, ...]) -> str:
    if isinstance(names, str):
        names = (names,)
    if unknown := [name for name in names if name not in _known() and not _VERSION.fullmatch(name)]:
        raise OntologyError(f"{unknown} is no label, relationship type or property of the ontology")
    return "|".join(f"`{name}`" for name in names)


@cache
def _known() -> frozenset[str]:
    kinds = ontology().kinds
    names = {*kinds, *ontology().edge_types}
    for kind in kinds.values():
        names |= {constraint_name(kind.name), *kind.properties}
        names |= {index_name(kind.name, name) for name in kind.properties}
    return frozenset(names)
