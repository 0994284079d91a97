"""Every question asked of the store, once: by the API, the command line and the views.

Each is a function of the store and its parameters that returns plain dataclasses. All raise StoreError.
"""

from __future__ import annotations

from graph.queries.elements import graph_elements
from graph.queries.inventory import CitySummary, Counts, PlanSummary, Status, cities, counts, plans, status
from graph.queries.linking import initiatives_for_linking, unlinked_cities
from graph.queries.scenes import overview_scene, regulations_scene, responsibility_scene
from graph.queries.tracing import trace

__all__ = [
    "CitySummary",
    "Counts",
    "PlanSummary",
    "Status",
    "cities",
    "counts",
    "graph_elements",
    "initiatives_for_linking",
    "overview_scene",
    "plans",
    "regulations_scene",
    "responsibility_scene",
    "status",
    "trace",
    "unlinked_cities",
]
