"""From files to the linked graph: reads plans, stores what is new, links the years of the cities touched."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

from graph.continuity import edges_of, link
from graph.elements import Edge, PlanGraph, in_batches
from graph.errors import EvidenceError, InputError, OntologyError
from graph.identity import SEPARATOR
from graph.kinds import ontology
from graph.queries import initiatives_for_linking, unlinked_cities
from graph.store.protocol import Store
from loaders.facts import Plan
from loaders.files import find_plans
from loaders.pipeline import Given, read_plan
from loaders.to_graph import plan_graph, plan_key

_FAULTS = (OntologyError, EvidenceError, ValueError)
"""What a plan's graph raises that is wrong: a fault of ours, which must not cost the other plans."""
LINKS_TOGETHER = 20_000
"""How many links a store writes in one transaction: Neo4j keeps all of one in memory until its end."""
OnProgress = Callable[[int, int, str], None]
"""Called with how many are done, of how many, and the name of the one that comes next."""


@dataclass(frozen=True, slots=True)
class Same:
    """A file that holds, byte for byte, the plan that another file holds."""

    path: Path
    first: Path


@dataclass(frozen=True, slots=True)
class Note:
    """What of a file that was read is missing from its plan."""

    path: Path
    text: str


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

    @property
    def notes(self) -> list[Note]:
        """What is missing from the plans, by file."""
        return [Note(path, text) for path, plan in self.plans for text in plan.notes]


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
    """What `load` did: plans that are new, replaced or unchanged; copies; files that failed; what is missing from
    those that were read; and how many links were written for the cities that changed."""

    loaded: list[Loaded] = field(default_factory=list)
    replaced: list[Loaded] = field(default_factory=list)
    unchanged: list[Loaded] = field(default_factory=list)
    same: list[Same] = field(default_factory=list)
    failed: list[InputError] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    links: int = 0

    @property
    def total(self) -> int:
        """How many files and paths were looked at."""
        groups = (self.loaded, self.replaced, self.unchanged, self.same, self.failed)
        return sum(len(group) for group in groups)


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
            key = plan_key(plan)
        except InputError as error:
            report.failed.append(error)
            continue
        except Exception as error:  # noqa: BLE001 - a fault that one file brings out must not cost the others
            report.failed.append(_fault(path, error))
            continue
        other, its_plan = first.setdefault(key, (path, plan))
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
    *,
    force: bool = False,
) -> LoadReport:
    """Put the plans of all files under `paths` into `store` and link their items with those of other years.

    A plan whose file is unchanged is not written again, unless `force` (after an upgrade, say). Links are
    computed for the cities with plans that were written since they were last linked: those of this run, and
    those of a run that was interrupted.
    Raises StoreError; what was written until then stays, each plan whole.
    """
    read = read_plans(paths, given, on_progress)
    report = LoadReport(same=read.same, failed=read.failed, notes=read.notes)
    digests = store.plan_digests()
    entries: dict[str, Loaded] = {}

    def changed() -> Iterator[PlanGraph]:
        for done, (path, plan) in enumerate(read.plans):
            on_progress(done, len(read.plans), path.name)
            key = plan_key(plan)
            entries[key] = Loaded(path, key, plan.city.name, plan.year, len(plan.initiatives))
            if digests.get(key) == plan.sha256 and not force:
                report.unchanged.append(entries[key])
                continue
            try:
                graph = plan_graph(plan, datetime.now(UTC).isoformat(timespec="seconds"))
            except _FAULTS as error:
                report.failed.append(_fault(path, error))
            else:
                yield graph

    for batch in in_batches(changed()):
        refused = _write(store, batch)
        for entry in (entries[one.key] for one in batch):
            if error := refused.get(entry.key):
                report.failed.append(_fault(entry.path, error))
            else:
                (report.replaced if entry.key in digests else report.loaded).append(entry)
    return replace(report, links=relink(store, unlinked_cities(store)))


def _write(store: Store, plans: Sequence[PlanGraph]) -> dict[str, Exception]:
    """Write all of `plans` that the store does not refuse; why it refuses the others, by key. Raises StoreError."""
    try:
        store.replace_plans(plans)
    except _FAULTS as error:
        if len(plans) == 1:
            return {plans[0].key: error}
        refused: dict[str, Exception] = {}
        for one in plans:
            refused |= _write(store, [one])
        return refused
    return {}


def relink(store: Store, cities: Collection[str]) -> int:
    """Compute the links within `cities`, and those between all cities in the years of their plans, from what
    `store` holds, and put them in the place of those it has; returns how many there are. Raises StoreError.

    The result is that of linking everything anew. How telling a word is depends on all plans of a year, and so do
    an item's best peers: one more plan can change them for other cities too.
    """
    if not cities:
        return 0
    items = initiatives_for_linking(store, cities)
    years = {item.year for item in items if item.city in cities}
    edges = edges_of(link(items, cities))
    for some_cities, some_years, some_edges in _in_parts(cities, {item.key: item.year for item in items}, years, edges):
        store.replace_derived(some_cities, some_years, some_edges)
    return len(edges)


def _in_parts(
    cities: Collection[str], year_of: Mapping[str, int], years: Collection[int], edges: Sequence[Edge]
) -> Iterator[tuple[Collection[str], Collection[int], Sequence[Edge]]]:
    """What is to be linked, in parts that a store writes in one transaction each: all at once where that is not too
    much, else a year after the other and then some cities at a time. What tells that a city is linked comes last, so
    that it is linked again when one of the parts fails."""
    if len(edges) <= LINKS_TOGETHER:
        yield cities, years, edges
        return
    by_year: dict[int, list[Edge]] = {year: [] for year in years}
    by_city: dict[str, list[Edge]] = {city: [] for city in cities}
    for edge in edges:
        if ontology().kinds[edge.source.label].edges[edge.type].derived == "year":
            by_year[year_of[edge.source.key]].append(edge)
        else:
            by_city[edge.source.key.partition(SEPARATOR)[0]].append(edge)
    for year, own in sorted(by_year.items()):
        yield (), (year,), own
    together: list[str] = []
    gathered: list[Edge] = []
    for city, own in sorted(by_city.items()):
        if together and len(gathered) + len(own) > LINKS_TOGETHER:
            yield together, (), gathered
            together, gathered = [], []
        together.append(city)
        gathered += own
    yield together, (), gathered


def _fault(path: Path, error: Exception) -> InputError:
    """A fault of ours that the file at `path` brings out, as its failure."""
    fault = InputError(
        path, f"a fault in govgraph: {type(error).__name__}: {error}", hint="please report it with the file"
    )
    fault.__cause__ = error
    return fault


def _files(paths: Iterable[Path], report: ReadReport) -> list[Path]:
    """The files under `paths`, each once; a path that has none is noted as failed."""
    found: dict[Path, None] = {}
    for path in paths:
        try:
            found |= dict.fromkeys(find_plans([path]))
        except InputError as error:
            report.failed.append(error)
    return list(found)
