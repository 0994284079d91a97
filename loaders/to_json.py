"""A plan's facts as JSON: the shape of the annotation guide, with offsets, text and topics beyond it."""

from __future__ import annotations

from typing import Any

from graph.evidence import Evidence
from loaders.facts import Facility, Initiative, Plan, Regulation, Target, Topic


def plan_to_json(plan: Plan) -> dict[str, Any]:
    """`plan` as a dictionary of JSON values; `start` and `end` of each fact refer to its initiative's `text`."""
    return {
        "plan": {
            "city": plan.city.name,
            "year": plan.year,
            "title": plan.title,
            "doc_number": plan.doc_number,
            "issuer": plan.issuer,
            "issued_on": plan.issued_on,
            "source": plan.source,
            "sha256": plan.sha256,
            **({"notes": list(plan.notes)} if plan.notes else {}),
        },
        "sections": [{"ordinal": section.ordinal, "title": section.title} for section in plan.sections],
        "initiatives": [_initiative(item) for item in plan.initiatives],
    }


def number(value: float) -> int | float:
    """`value` without a fraction that is nought."""
    return int(value) if value == int(value) else value


def _initiative(item: Initiative) -> dict[str, Any]:
    return {
        "number": item.number,
        "label": item.label,
        "section": item.section,
        "title": item.title,
        "text": item.text,
        "facilities": [_facility(facility) for facility in item.facilities],
        "regulations": [_regulation(norm) for norm in item.regulations],
        "units": [{"name": unit.name, "role": unit.role, **_offsets(unit.evidence)} for unit in item.units],
        "inherited": [{"name": unit.name, "role": unit.role, "stated_in": unit.stated_in} for unit in item.inherited],
        "officials": [official.name for official in item.officials],
        "targets": [_target(target) for target in item.targets],
        "topics": [_topic(topic) for topic in item.topics],
    }


def _facility(facility: Facility) -> dict[str, Any]:
    shape: dict[str, Any] = {"name": facility.name, "kind": facility.kind}
    if facility.count is not None:
        shape |= {"count": number(facility.count), "measure": facility.measure}
    if facility.segment is not None:
        shape["segment"] = facility.segment
    return shape | _offsets(facility.evidence)


def _regulation(norm: Regulation) -> dict[str, Any]:
    shape: dict[str, Any] = {"name": norm.name, "kind": norm.kind, "action": norm.action}
    if norm.full_name is not None:
        shape["full_name"] = norm.full_name
    return shape | _offsets(norm.evidence)


def _target(target: Target) -> dict[str, Any]:
    shape = {"metric": target.metric, "op": target.op, "value": number(target.value), "unit": target.unit}
    if target.due is not None:
        shape["due"] = target.due
    return shape | _offsets(target.evidence)


def _topic(topic: Topic) -> dict[str, Any]:
    terms = [{"term": evidence.quote, **_offsets(evidence)} for evidence in topic.terms]
    return {"name": topic.name, "broader": topic.broader, "score": topic.score, "terms": terms}


def _offsets(evidence: Evidence) -> dict[str, int]:
    return {"start": evidence.start, "end": evidence.end}
