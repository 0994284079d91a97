"""What a view shows, as plain data; `graph.queries.scenes` asks the store for it."""

from __future__ import annotations

from dataclasses import dataclass

from graph.elements import NodeRef
from graph.words import Match

LIMIT = 300
"""How many nodes a view shows unless it is asked for more or fewer."""

_CLAUSE_ENDS = "，。；：！？\n"
_TITLE = 30  # characters of a first clause that stand for a missing title


@dataclass(frozen=True, slots=True)
class SceneItem:
    """An item; `section` is the key of its section, "" where it stands in none."""

    key: str
    number: int
    title: str
    text: str
    year: int
    issuer: str
    section: str = ""

    @property
    def heading(self) -> str:
        """The title, else the first clause."""
        if self.title:
            return self.title
        end = min((at for mark in _CLAUSE_ENDS if (at := self.text.find(mark)) > 0), default=len(self.text))
        return self.text[:end] if end <= _TITLE else f"{self.text[:_TITLE]}…"


@dataclass(frozen=True, slots=True)
class SceneSection:
    """A section of a plan."""

    key: str
    ordinal: int
    title: str


@dataclass(frozen=True, slots=True)
class Thing:
    """What items are about or who they are for: a node of `label` Facility, Regulation, Unit or Official.

    `kind` is that of the ontology ("" where its nodes have none), `counted` is true for a class of things such
    as 桥梁, `place` is the city it is known in, or 国家.
    """

    key: str
    label: str
    name: str
    kind: str = ""
    counted: bool = False
    place: str = ""

    @property
    def ref(self) -> NodeRef:
        """Label and key: things of different labels may share a key."""
        return NodeRef(self.label, self.key)


@dataclass(frozen=True, slots=True)
class Tie:
    """An item (its key) and a thing. `type` is the relationship; `role` that of a unit; `action` what is
    done to a norm; `amount` a count as people write it ("9座"); `evidence` the sentences that say it, with the
    quote as their piece, None where the text does not state it."""

    item: str
    thing: NodeRef
    type: str
    role: str = ""
    action: str = ""
    amount: str = ""
    evidence: Match | None = None


@dataclass(frozen=True, slots=True)
class OverviewScene:
    """A city's year. `total` is how many nodes there are in all, with those that a limit left out."""

    city: str
    year: int
    issuers: tuple[str, ...]
    sections: tuple[SceneSection, ...]
    items: tuple[SceneItem, ...]
    things: tuple[Thing, ...]
    ties: tuple[Tie, ...]
    total: int

    @property
    def shown(self) -> int:
        """How many nodes the limit left in."""
        return len(self.sections) + len(self.items) + len(self.things)


@dataclass(frozen=True, slots=True)
class ResponsibilityScene:
    """Who does what in a city's year; every item is there, with or without anybody named for it."""

    city: str
    year: int
    issuers: tuple[str, ...]
    items: tuple[SceneItem, ...]
    things: tuple[Thing, ...]
    ties: tuple[Tie, ...]
    total: int

    @property
    def shown(self) -> int:
        """How many nodes the limit left in."""
        return len(self.items) + len(self.things)


@dataclass(frozen=True, slots=True)
class Succession:
    """The norm `later` follows `earlier` (keys)."""

    earlier: str
    later: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RegulationsScene:
    """The norms that a city's plans name. `years` are those of which there is a plan."""

    city: str
    years: tuple[int, ...]
    items: tuple[SceneItem, ...]
    norms: tuple[Thing, ...]
    ties: tuple[Tie, ...]
    successions: tuple[Succession, ...]
    total: int

    @property
    def shown(self) -> int:
        """How many norms the limit left in."""
        return len(self.norms)
