"""From files to the linked graph: reads plans, stores what is new, links the years of the cities touched."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from graph.continuity import link
from graph.errors import InputError
from graph.queries import derived_edges, initiatives_for_linking
from graph.store.protocol import Store
from loaders.facts import Plan
from loaders.files import find_plans
from loaders.pipeline import Given, read_plan
from loaders.to_graph import plan_graph, plan_key

OnProgress = Callable[[int, int, str], None]
"""Called with how many are done, of how many, and the name of the one that comes next."""


@dataclass(frozen=True, slots=True)
class Same:
    """A file that holds, byte for byte, the plan that another file holds."""

    path: Path
    first: Path


@dataclass(frozen=True, slots=True)
class ReadReport:
    """What became of the files: the plans in them, one file a plan; copies; and what could not be read."""

    plans: list[tuple[Path, Plan]] = field(default_factory=list)
    same: list[Same] = field(default_factory=list)
    failed: list[InputError] = field(default_factory=list)

    @property
    def total(self) -> int:
        """How many files and paths were looked at."""
        return len(self.plans) + len(self.same) + len(self.failed)


@dataclass(frozen=True, slots=True)
class Loaded:
    """A plan that was written, with the key of its node."""

    path: Path
    key: str
    city: str
    year: int
    initiatives: int


@dataclass(frozen=True, slots=True)
class LoadReport:
    """What `load` did: plans that are new, replaced or unchanged; copies; files that failed; and how many
    links hold between the items of the cities concerned."""

    loaded: list[Loaded] = field(default_factory=list)
    replaced: list[Loaded] = field(default_factory=list)
    unchanged: list[Loaded] = field(default_factory=list)
    same: list[Same] = field(default_factory=list)
    failed: list[InputError] = field(default_factory=list)
    links: int = 0


def no_progress(done: int, total: int, name: str) -> None:
    """Show nothing."""


def read_plans(paths: Iterable[Path], given: Given | None = None, on_progress: OnProgress = no_progress) -> ReadReport:
    """The plans of all files under `paths`. A file that cannot be read never stops the others; of two files
    that are one plan (same city, issuer and year) the first counts, and the second fails unless it is a copy."""
    report = ReadReport()
    files = _files(paths, report)
    first: dict[str, tuple[Path, Plan]] = {}
    for done, path in enumerate(files):
        on_progress(done, len(files), path.name)
        try:
            plan = read_plan(path, given)
        except InputError as error:
            report.failed.append(error)
            continue
        other, its_plan = first.setdefault(plan_key(plan), (path, plan))
        if other == path:
            report.plans.append((path, plan))
        elif its_plan.sha256 == plan.sha256:
            report.same.append(Same(path, other))
        else:
            problem = f"it is the plan of {plan.city.name} for {plan.year} that {other} is already"
            report.failed.append(InputError(path, problem, hint="load only one of the two"))
    on_progress(len(files), len(files), "")
    return report


def load(
    paths: Iterable[Path],
    store: Store,
    given: Given | None = None,
    on_progress: OnProgress = no_progress,
) -> LoadReport:
    """Put the plans of all files under `paths` into `store` and link their items with those of other years.

    A plan whose file is unchanged is not written again. The links of every city concerned are computed
    from what the store holds and written where they differ, so a run that was interrupted before it linked
    is made good by the next one. Raises StoreError; what was written until then stays, plan by plan.
    """
    read = read_plans(paths, given, on_progress)
    report = LoadReport(same=read.same, failed=read.failed)
    digests = store.plan_digests()
    for done, (path, plan) in enumerate(read.plans):
        on_progress(done, len(read.plans), path.name)
        key = plan_key(plan)
        entry = Loaded(path, key, plan.city.name, plan.year, len(plan.initiatives))
        if digests.get(key) == plan.sha256:
            report.unchanged.append(entry)
            continue
        store.replace_plan(plan_graph(plan, datetime.now(UTC).isoformat(timespec="seconds")))
        (report.replaced if key in digests else report.loaded).append(entry)
    return report
