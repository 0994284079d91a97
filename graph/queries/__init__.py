"""Every question asked of the store, once: by the API, the command line and the views.

Each is a function of the store and its parameters that returns plain dataclasses. All raise StoreError.
"""

from __future__ import annotations

from graph.queries.brief import Brief, one_city
from graph.queries.browse import (
    Counted,
    Item,
    ItemFilter,
    Named,
    Page,
    SortKey,
    find_cities,
    find_initiatives,
    find_named,
    find_plans,
)
from graph.queries.comparing import Comparison, Diff, Difference, Position, Step, compare, diff, topics
from graph.queries.detail import Detail, Neighbour, initiative, items_naming, named
from graph.queries.elements import graph_elements
from graph.queries.inventory import CitySummary, Counts, PlanSummary, Status, cities, counts, plans, status
from graph.queries.linking import initiatives_for_linking, unlinked_cities
from graph.queries.norms import NormLine, NormMention, NormYear, Successor, lineage
from graph.queries.responsibilities import Duty, Holder, who
from graph.queries.scenes import overview_scene, regulations_scene, responsibility_scene
from graph.queries.search import Group, Hit, name_of, search
from graph.queries.targets import Entry, FollowUp, TargetFilter, ledger
from graph.queries.topic_counts import count_topics
from graph.queries.tracing import trace

__all__ = [
    "Brief",
    "CitySummary",
    "Comparison",
    "Counted",
    "Counts",
    "Detail",
    "Diff",
    "Difference",
    "Duty",
    "Entry",
    "FollowUp",
    "Group",
    "Hit",
    "Holder",
    "Item",
    "ItemFilter",
    "Named",
    "Neighbour",
    "NormLine",
    "NormMention",
    "NormYear",
    "Page",
    "PlanSummary",
    "Position",
    "SortKey",
    "Status",
    "Step",
    "Successor",
    "TargetFilter",
    "cities",
    "compare",
    "count_topics",
    "counts",
    "diff",
    "find_cities",
    "find_initiatives",
    "find_named",
    "find_plans",
    "graph_elements",
    "initiative",
    "initiatives_for_linking",
    "items_naming",
    "ledger",
    "lineage",
    "name_of",
    "named",
    "one_city",
    "overview_scene",
    "plans",
    "regulations_scene",
    "responsibility_scene",
    "search",
    "status",
    "topics",
    "trace",
    "unlinked_cities",
    "who",
]
