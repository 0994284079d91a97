"""From plans, as they were read, to what a report shows of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from graph.errors import InputError
from graph.evidence import Evidence
from loaders.facts import Initiative, Plan
from loaders.leftovers import leftovers_of
from loaders.mentions.dates import due_dates
from visualizations.report import Failure, Mention, Remark, ReportItem, ReportPlan, report_page
from visualizations.words import INHERITED, KINDS, LABELS, OPS, REASONS, ROLES, Words, amount, stated_in

_TERMS = 3  # words that led to a topic


def report_of(plans: Sequence[Plan], failed: Sequence[InputError]) -> str:
    """The page that shows `plans` and the files that gave none."""
    failures = tuple(Failure(str(error.path), error.problem, error.hint) for error in failed)
    return report_page(tuple(map(_plan, plans)), failures)


def _plan(plan: Plan) -> ReportPlan:
    return ReportPlan(
        source=plan.source,
        title=plan.title,
        city=plan.city.name,
        year=plan.year,
        issuer=plan.issuer,
        doc_number=plan.doc_number,
        issued_on=plan.issued_on,
        sections=tuple((section.ordinal, section.title) for section in plan.sections),
        items=tuple(map(_item, plan.initiatives)),
        notes=plan.notes,
        outside=tuple((line.sections, line.items, line.text) for line in plan.outside),
    )


def _item(item: Initiative) -> ReportItem:
    mentions = sorted(_mentions(item), key=lambda mention: (mention.start, mention.end))
    remarks = tuple(_remarks(item))
    return ReportItem(item.number, item.label, item.section, item.title, item.text, tuple(mentions), remarks)


def _remarks(item: Initiative) -> Iterator[Remark]:
    for unit in item.inherited:
        yield Remark(INHERITED, unit.name, (ROLES[unit.role], stated_in(unit.stated_in)))
    for topic in item.topics:
        yield Remark(LABELS["Topic"], topic.name, tuple(term.quote for term in topic.terms[:_TERMS]))


def _mentions(item: Initiative) -> Iterator[Mention]:
    for facility in item.facilities:
        details: list[str | Words] = [KINDS["Facility"][facility.kind]]
        if facility.count is not None:
            details.insert(0, f"{amount(facility.count)}{facility.measure or ''}")
        if facility.segment:
            details.append(facility.segment)
        kind = "facility" if facility.count is None else "counted"
        yield _mention(kind, facility.evidence, facility.name, *details)
    for norm in item.regulations:
        more = (each for each in (norm.action, norm.full_name) if each)
        yield _mention("regulation", norm.evidence, norm.name, KINDS["Regulation"][norm.kind], *more)
    for unit in item.units:
        yield _mention(unit.role, unit.evidence, unit.name)
    for official in item.officials:
        yield _mention("official", official.evidence, official.name)
    for target in item.targets:
        value = f"{amount(target.value)}{target.unit}"
        sign = OPS[target.op]
        due = (target.due,) if target.due else ()
        yield _mention("target", target.evidence, target.metric, Words(sign.zh + value, sign.en + value), *due)
    governing = {target.due for target in item.targets}
    for due_date in due_dates(item.text) if governing - {None} else ():
        if due_date.written in governing:
            end = due_date.at + len(due_date.written)
            yield Mention("due", due_date.at, end, due_date.written)
    for start, end, reason in leftovers_of(item):
        yield Mention("unread", start, end, item.text[start:end], (REASONS[reason],))


def _mention(kind: str, evidence: Evidence, name: str, *details: str | Words) -> Mention:
    return Mention(kind, evidence.start, evidence.end, name, details)
