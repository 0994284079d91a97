"""The whole way from a file to a plan's facts."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from graph.errors import NotAPlan
from loaders.facts import Division, Plan, Section
from loaders.files import RawText, read
from loaders.gazetteer import division_of
from loaders.head import Head
from loaders.mentions.item import find_facts
from loaders.outline import read_outline
from loaders.short_names import with_full_names
from loaders.standing import with_inherited
from loaders.text import clean_lines


@dataclass(frozen=True, slots=True)
class Given:
    """What the user says of a document that does not say it itself; what it says itself counts."""

    city: str | None = None
    year: int | None = None


def read_plan(path: Path, given: Given | None = None) -> Plan:
    """The facts of the plan in `path`.

    Raises UnreadableFile when the file gives no text and NotAPlan when the text lacks numbered items, a city
    or a year that `given` does not supply either.
    """
    return plan_from_text(read(path), given or Given())


def plan_from_text(raw: RawText, given: Given) -> Plan:
    """The facts of the plan whose text is `raw`; raises NotAPlan as `read_plan` does."""
    outline = read_outline(clean_lines(raw.text, fixed_lines=raw.fixed_lines))
    if not outline.items:
        raise NotAPlan(raw.path, "this is no work plan: it has no numbered items")
    head = outline.head
    year = head.year or given.year
    if year is None:
        raise NotAPlan(raw.path, "which year is this plan for? It does not say", hint="give it with --year")
    city = _city(raw, head, given)
    sections = dict(outline.sections)
    issuer = head.issuer or ""
    items = find_facts(outline.items, sections, issuer)
    return Plan(
        source=raw.path.name,
        sha256=raw.sha256,
        city=city,
        year=year,
        title=head.title or raw.path.stem,
        issuer=head.issuer or city.name,
        doc_number=head.doc_number,
        issued_on=head.issued_on,
        sections=tuple(Section(ordinal, title) for ordinal, title in sections.items()),
        initiatives=with_full_names(with_inherited(items)),
        outside=outline.outside,
        notes=raw.notes,
    )


def _city(raw: RawText, head: Head, given: Given) -> Division:
    for name in (head.issuer, head.title, given.city):
        if name and (division := division_of(name)):
            return division
    if given.city:
        return Division(given.city, "city")
    raise NotAPlan(raw.path, "which city's plan is this? It does not say", hint="give it with --city")
