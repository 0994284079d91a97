"""The facts of a plan: what the steps after this one, the JSON output and the graph are made from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from graph.evidence import Evidence

Role = Literal["lead", "support", "mentioned"]
Op = Literal["=", ">=", "<=", "~"]
Scope = Literal["item", "section", "plan"]


@dataclass(frozen=True, slots=True)
class Division:
    """An administrative division as the gazetteer knows it; `adcode` and `province` are "" where it does not."""

    name: str
    level: Literal["nation", "province", "city", "county"]
    adcode: str = ""
    province: str = ""


@dataclass(frozen=True, slots=True)
class Facility:
    """A named thing, or (with `count` and `measure`) a counted class of things."""

    name: str
    kind: str
    evidence: Evidence
    count: float | None = None
    measure: str | None = None
    segment: str | None = None


@dataclass(frozen=True, slots=True)
class Regulation:
    """A document that the item names, with the verb it applies to it; `full_name` is the one that its plan gives
    elsewhere, when `name` is short for it."""

    name: str
    kind: str
    evidence: Evidence
    action: str | None = None
    full_name: str | None = None


@dataclass(frozen=True, slots=True)
class Unit:
    """An organisation or a part of one that has a part in the item; `scope` is wider than that where a standing
    note says so of the items that follow, of the section or the plan."""

    name: str
    role: Role
    evidence: Evidence
    scope: Scope = "item"


@dataclass(frozen=True, slots=True)
class Inherited:
    """A unit that the standing note of an earlier item gives a part in this one; the characters that say so are
    those of that item, whose number is `stated_in`."""

    name: str
    role: Role
    stated_in: int


@dataclass(frozen=True, slots=True)
class Official:
    """A person who leads the item."""

    name: str
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Target:
    """One figure: `metric` `op` `value` `unit`, and `due` where the clause says by when (as written)."""

    metric: str
    op: Op
    value: float
    unit: str
    evidence: Evidence
    due: str | None = None


Fact = Facility | Regulation | Unit | Official | Target


@dataclass(frozen=True, slots=True)
class Topic:
    """What the item is about: a topic of the scheme, the topic above it, how sure that is (0 to 1), and the
    words that led to it, those that count most first."""

    name: str
    broader: str
    score: float
    terms: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A heading of the top level."""

    ordinal: int
    title: str


@dataclass(frozen=True, slots=True)
class Initiative:
    """The lowest numbered unit of a plan. All evidence refers to `text`.

    `label` is the number as printed with the headings between section and item; `section` an ordinal.
    """

    number: int
    label: str
    section: int | None
    title: str | None
    text: str
    facilities: tuple[Facility, ...] = ()
    regulations: tuple[Regulation, ...] = ()
    units: tuple[Unit, ...] = ()
    inherited: tuple[Inherited, ...] = ()
    officials: tuple[Official, ...] = ()
    targets: tuple[Target, ...] = ()
    topics: tuple[Topic, ...] = ()

    @property
    def facts(self) -> tuple[Fact, ...]:
        """All facts of the item, kind by kind."""
        return (*self.facilities, *self.regulations, *self.units, *self.officials, *self.targets)


@dataclass(frozen=True, slots=True)
class Outside:
    """A line of a plan that is no part of an item or of a section's title; `sections` and `items` count those
    that begin before it."""

    sections: int
    items: int
    text: str


@dataclass(frozen=True, slots=True)
class Plan:
    """One plan. `source` is the file's name, `issued_on` an ISO date, `outside` what belongs to no item, `notes` what
    of the file was not read."""

    source: str
    sha256: str
    city: Division
    year: int
    title: str
    issuer: str
    doc_number: str | None
    issued_on: str | None
    sections: tuple[Section, ...]
    initiatives: tuple[Initiative, ...]
    outside: tuple[Outside, ...] = ()
    notes: tuple[str, ...] = ()
