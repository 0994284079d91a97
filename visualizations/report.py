"""Plans as they were read, for the eye: each text with what is read in it, and what is not, marked at its place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from visualizations import palette
from visualizations.highlight import Piece, Span, pieces_of
from visualizations.page import policy_for, template
from visualizations.words import LABELS, MENTIONS, Words

LIMIT = 200
"""How many plans one report shows."""

_AROUND = 14  # characters before and after an unread stretch, where it is listed
_COLUMNS = {
    "Facility": ("facility", "counted"),
    "Regulation": ("regulation",),
    "Unit": ("lead", "support", "mentioned"),
    "Target": ("target",),
}


@dataclass(frozen=True, slots=True)
class Mention:
    """What the text of an item says at `[start, end)`: its kind (a key of `words.MENTIONS`), its name and
    what else was read of it."""

    kind: str
    start: int
    end: int
    name: str
    details: tuple[str | Words, ...] = ()


@dataclass(frozen=True, slots=True)
class Remark:
    """What holds of an item and stands at no one place of its text: under which heading, a name, and more of it."""

    heading: Words
    name: str
    details: tuple[str | Words, ...] = ()


@dataclass(frozen=True)
class ReportItem:
    """An item of a plan with its mentions; `title` begins `text`, `label` is its number as printed."""

    number: int
    label: str
    section: int | None
    title: str | None
    text: str
    mentions: tuple[Mention, ...]
    remarks: tuple[Remark, ...] = ()

    @property
    def printed(self) -> str:
        """The printed number, "" where it says no more than the number does."""
        return "" if self.label.strip(" .．、（）()") == str(self.number) else self.label

    @property
    def pieces(self) -> list[Piece]:
        """The text in pieces: the number of a span is that of its mention, or of the title, after them all."""
        spans: list[Span] = [(mention.start, mention.end) for mention in self.mentions]
        if self.title and self.text.startswith(self.title):
            spans.append((0, len(self.title)))
        return pieces_of(self.text, spans)

    @property
    def groups(self) -> list[tuple[str, list[tuple[int, Mention]]]]:
        """The mentions with their numbers, kind by kind."""
        numbered = list(enumerate(self.mentions))
        return [(kind, own) for kind in MENTIONS if (own := [each for each in numbered if each[1].kind == kind])]

    def around(self, mention: Mention) -> tuple[str, str, str]:
        """The stretch of `mention`, with the text before and after it, on one line."""
        first, last = max(0, mention.start - _AROUND), mention.end + _AROUND
        cuts = (first, mention.start), (mention.start, mention.end), (mention.end, last)
        before, own, after = (self.text[start:end].replace("\n", " ") for start, end in cuts)
        return ("…" if first else "") + before, own, after + ("…" if last < len(self.text) else "")


@dataclass(frozen=True)
class ReportPlan:
    """A plan. `outside` are lines that belong to no item: (sections that begin before it, items that do, text);
    `notes` say what of the file was not read."""

    source: str
    title: str
    city: str
    year: int
    issuer: str
    doc_number: str | None
    issued_on: str | None
    sections: tuple[tuple[int, str], ...]
    items: tuple[ReportItem, ...]
    outside: tuple[tuple[int, int, str], ...] = ()
    notes: tuple[str, ...] = ()

    @cached_property
    def counts(self) -> Counter[str]:
        """How many mentions of each kind the items have."""
        return Counter(mention.kind for item in self.items for mention in item.mentions)

    def count(self, label: str) -> int:
        """How many mentions the plan has of the kinds that become nodes of `label`."""
        return sum(self.counts[kind] for kind in _COLUMNS[label])

    @property
    def unread(self) -> Iterator[tuple[int, int, Mention]]:
        """Each unread stretch: the place of its item in `items`, its own among the mentions there, the stretch."""
        for place, item in enumerate(self.items):
            for number, mention in enumerate(item.mentions):
                if mention.kind == "unread":
                    yield place, number, mention

    @property
    def blocks(self) -> list[tuple[str, list[Any]]]:
        """The plan from top to bottom: ("outside", lines), ("section", [title]), ("item", [its place])."""
        placed: list[tuple[int, int, int, Any]] = []
        for ordinal, title in self.sections:
            before = sum((item.section or 0) < ordinal for item in self.items)
            placed.append((before, ordinal, 0, title))
        placed += [(items, sections, 1, line) for sections, items, line in self.outside]
        placed += [(place, len(self.sections), 2, place) for place in range(len(self.items))]
        blocks: list[tuple[str, list[Any]]] = []
        for _, _, order, own in sorted(placed, key=lambda each: each[:3]):
            kind = ("section", "outside", "item")[order]
            if kind == "outside" and blocks and blocks[-1][0] == kind:
                blocks[-1][1].append(own)
            else:
                blocks.append((kind, [own]))
        return blocks


@dataclass(frozen=True, slots=True)
class Failure:
    """A file that gave no plan."""

    file: str
    problem: str
    hint: str = ""


def report_page(plans: tuple[ReportPlan, ...], failures: tuple[Failure, ...] = ()) -> str:
    """The first LIMIT of `plans`, and the files that gave none, as one HTML page. Whatever the texts hold, it
    runs no script but its own and asks no host."""
    style, script = _parts()
    return (
        _environment()
        .get_template("report.html")
        .render(
            plans=plans[:LIMIT],
            total=len(plans),
            failures=failures,
            columns=_COLUMNS,
            kinds=MENTIONS,
            labels=LABELS,
            style=style,
            script=script,
            policy=policy_for((script,), style),
        )
    )


@cache
def _parts() -> tuple[Markup, Markup]:
    """The style sheet and the script."""
    style = palette.css_properties() + template("report.css")
    return Markup(style), Markup(template("report.js"))  # noqa: S704  both are ours


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("visualizations", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
