"""Loads whose server, keeper or loader is killed at random moments: every plan is whole or absent, wholly old or
wholly new, and the next load makes the graph what an undisturbed one makes it.

The moments follow a generator whose seed a failure names; CHAOS_SEED in the environment sets it. What the machine does
meanwhile is not repeatable.
"""

from __future__ import annotations

import json
import os
import random
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from graph.elements import PlanGraph
from graph.queries import unlinked_cities
from graph.store.bolt import BoltStore
from graph.store.schema import derived_types
from graph.store.settings import StoreSettings
from loaders.load import load, read_plans
from loaders.to_graph import plan_graph
from tests.graph.store.plans import Graph, Oracle, stored
from tests.graph.store.processes import Client
from tests.invented import BRIDGES_2021, BRIDGES_2023, GREEN, LIGHTS, WASTE, write_plan
from tests.neo4j.server import VERSIONS, Server

CITIES = ("青岚市", "榆城市", "云棠市")
YEARS = (2021, 2022, 2023, 2024)
PLANS = len(CITIES) * len(YEARS)
ITEMS = (BRIDGES_2021, GREEN, BRIDGES_2023, WASTE, LIGHTS)
PATIENCE = 90.0
DERIVED = {name for names in derived_types().values() for name in names}
GAVE_UP = 3
LOAD = f"""
import json, sys
from pathlib import Path
import graph.elements
from graph.errors import StoreUnavailable
from graph.store.settings import StoreSettings
from loaders.load import load
graph.elements.TRANSACTION_SIZE = 1  # each plan in a transaction of its own
how, data, plans = sys.argv[1:]
try:
    with StoreSettings(**json.loads(how), data_dir=data).open_store() as store:
        print(getattr(store, "keeper_pid", 0), getattr(store, "server_pid", 0), flush=True)
        write = store._write
        def told(work, *args):
            print("begin", flush=True)
            write(work, *args)
            print("end", getattr(args[0][0], "key", "links"), flush=True)
        store._write = told
        assert not load([Path(plans)], store).failed
except StoreUnavailable:
    sys.exit({GAVE_UP})
"""
"""Load, telling when each write begins and that it has ended."""
LOADER, SERVER, KEEPER = "loader", "server", "keeper"
ROUNDS = {
    "embedded": [(LOADER,)] * 8 + [(SERVER,)] * 4 + [(SERVER, LOADER)] * 4 + [(KEEPER, LOADER)] * 4,
    # A restart of Neo4j takes some ten seconds.
    "neo4j-5": [(LOADER,)] * 14 + [(SERVER,)] * 3 + [(SERVER, LOADER)] * 3,
}
"""Who is killed, in no order: on each store at least twenty times."""


class Place:
    """Where the store is: how it is opened, and how its server dies and comes back."""

    def __init__(self, folder: Path, neo4j: Server | None) -> None:
        self.folder, self._neo4j = folder, neo4j
        self.how: dict[str, Any] = {"linger": 5}
        if neo4j:
            user, password = neo4j.auth
            self.how = {"uri": neo4j.uri, "username": user, "password": password}

    @contextmanager
    def opened(self) -> Iterator[BoltStore]:
        store = StoreSettings(**self.how, data_dir=self.folder).open_store()
        assert isinstance(store, BoltStore)
        with store:
            yield store

    def kill_server(self, pid: int) -> None:
        """End the server; of Neo4j that is the one there is, of the embedded store the process of that number."""
        if self._neo4j:
            self._neo4j.kill()
        else:
            os.kill(pid, signal.SIGKILL)

    def revive(self) -> None:
        """Start Neo4j where it has died; the embedded server has its keeper."""
        if self._neo4j and not self._neo4j.running:
            self._neo4j.start()


@pytest.fixture(params=ROUNDS)
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Place]:
    if request.param == "embedded":
        yield Place(tmp_path / "data", None)
    else:
        with Server(VERSIONS[request.param], tmp_path / "home") as server:
            yield Place(tmp_path / "data", server)


@dataclass
class Version:
    """One version of all plans: their files, what each contributes, and the graph that loading them makes."""

    folder: Path
    plans: dict[str, PlanGraph] = field(default_factory=dict)
    graph: Graph = field(default_factory=lambda: ({}, {}))


@dataclass(frozen=True)
class Kill:
    """What was found after a kill: how many plans were new, whether it hit the linking, and whether the plans took
    the place of others."""

    victims: tuple[str, ...]
    new: int
    linking: bool
    reload: bool


def make_version(folder: Path, shift: int) -> Version:
    """Plans whose items, and figures, differ from those of another `shift`."""
    for start, city in enumerate(CITIES):
        for year in YEARS:
            items = [ITEMS[(start + year + shift + at) % len(ITEMS)] for at in range(4)]
            changed = (item.replace("处", f"处，巡查{year + shift}次") for item in items)
            write_plan(folder / f"{city}-{year}.txt", year, *changed, city=city)
    made = Version(folder)
    for _, plan in read_plans([folder]).plans:
        one = plan_graph(plan)
        made.plans[one.key] = one
    assert len(made.plans) == PLANS
    return made


class Loader:
    """A process that loads a version, until it ends or is killed."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self.keeper, self.server = client.pids()
        self.acknowledged: list[str] = []

    @property
    def running(self) -> bool:
        return self._client.process.poll() is None

    def kill(self) -> None:
        """End it, unless it has ended."""
        self._client.process.kill()

    def until_write(self, number: int) -> None:
        """Return when the write of that number begins, or when there are no more."""
        begun = 0
        while begun <= number and (line := self._client.line()):
            begun += line == "begin"
            self._note(line)

    def finish(self) -> int:
        """Read what it tells until its end; its exit code."""
        output, _ = self._client.process.communicate()
        for line in output.splitlines():
            self._note(line)
        return self._client.process.returncode

    def _note(self, line: str) -> None:
        if line.startswith("end "):
            self.acknowledged.append(line.removeprefix("end "))


@contextmanager
def loading(place: Place, version: Version) -> Iterator[Loader]:
    """A loader of `version`; one that hangs is ended after a while, which then shows."""
    with Client(LOAD, json.dumps(place.how), place.folder, version.folder) as client:
        watchdog = threading.Timer(PATIENCE, client.process.kill)
        watchdog.start()
        try:
            yield Loader(client)
        finally:
            watchdog.cancel()


class Chaos:
    """The rounds on one store."""

    def __init__(self, place: Place, versions: tuple[Version, Version], draw: random.Random) -> None:
        self._place, self._versions, self._draw = place, versions, draw
        self._present: Version | None = None
        self._spans: list[float] = []
        self.kills: list[Kill] = []

    def undisturbed(self) -> None:
        """Load both versions, one over the other, and take the time that each write has."""
        one, other = self._versions
        for version in (one, other, one):
            with loading(self._place, version) as loader:
                marks = []
                for _ in range(PLANS + 1):
                    loader.until_write(0)
                    marks.append(time.monotonic())
                assert loader.finish() == 0
                marks.append(time.monotonic())
            with self._place.opened() as store:
                graph = stored(store)
            assert version.graph in (({}, {}), graph)
            version.graph = graph
            assert {kind for kind, *_ in graph[1]} >= {"CONTINUES", "PARALLELS"}
        self._spans = [after - before for before, after in pairwise(marks)]
        self._present = one
        assert one.graph != other.graph
        assert all(one.plans[key].sha256 != other.plans[key].sha256 for key in one.plans)

    def round(self, victims: tuple[str, ...], number: int, *, empty: bool) -> bool:
        """Load, into an empty store or over what is there, kill during the write of that number, look, load again,
        look; whether the kill came before the load's end."""
        target = self._target(empty)
        pause = self._draw.random() * self._spans[number]
        with loading(self._place, target) as loader:
            loader.until_write(number)
            time.sleep(pause)
            hit = loader.running
            for victim in victims:
                self._kill(victim, loader)
            self._place.revive()
            ended = loader.finish()
        if LOADER in victims:
            # It may have ended while another died.
            hit = ended == -signal.SIGKILL
            assert hit or ended == 0
        else:
            assert ended in (0, GAVE_UP)
        with self._place.opened() as store:
            new = self._check(store, target, loader, alone=not hit or LOADER not in victims)
            linking = number == PLANS
            assert not load([target.folder], store).failed
            assert unlinked_cities(store) == set()
            assert stored(store) == target.graph
        if hit:
            self.kills.append(Kill(victims, new, linking, self._present is not None))
        self._present = target
        return hit

    def _target(self, empty: bool) -> Version:
        """The version to load next: into the store once it is emptied, or over the other version."""
        if empty:
            with self._place.opened() as store:
                store._driver.execute_query("MATCH (n) DETACH DELETE n", database_=store._database)
            self._present = None
        others = [version for version in self._versions if version is not self._present]
        return self._draw.choice(others)

    def _kill(self, victim: str, loader: Loader) -> None:
        if victim == LOADER:
            loader.kill()
        elif victim == SERVER:
            self._place.kill_server(loader.server)
        else:
            os.kill(loader.keeper, signal.SIGKILL)

    def _check(self, store: BoltStore, target: Version, loader: Loader, *, alone: bool) -> int:
        """Every plan must be whole; the number of those that are new."""
        oracle = Oracle()
        for one in self._present.plans.values() if self._present else ():
            oracle.replace_plans([one])
        digests = store.plan_digests()
        new = [one for key, one in target.plans.items() if digests.get(key) == one.sha256]
        for one in new:
            oracle.replace_plans([one])
        nodes, edges = stored(store)
        assert (nodes, {name: edge for name, edge in edges.items() if name[0] not in DERIVED}) == oracle.graph()
        acknowledged = set(loader.acknowledged) - {"links"}
        assert acknowledged <= {one.key for one in new}
        assert alone or len(new) <= len(acknowledged) + 1
        known = target.graph[1].keys() | (self._present.graph[1].keys() if self._present else set())
        assert edges.keys() <= known
        if "links" in loader.acknowledged:
            assert (nodes, edges) == target.graph
        return len(new)


def test_after_a_kill_at_any_moment_every_plan_is_whole_and_the_next_load_completes(
    place: Place, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    seed = int(os.environ.get("CHAOS_SEED") or random.SystemRandom().randrange(10**6))
    draw = random.Random(seed)  # noqa: S311 - repeatable on purpose
    versions = make_version(tmp_path / "one", 0), make_version(tmp_path / "other", 1)
    chaos = Chaos(place, versions, draw)
    victims = list(ROUNDS[request.node.callspec.params["place"]])
    # Each write once, and the last one, which is the linking, some times more; the others wherever they fall.
    numbers = [*range(PLANS), *[PLANS] * 5, *draw.choices(range(PLANS), k=len(victims) - PLANS - 5)]
    empty = [at % 4 == 0 for at in range(len(victims))]
    for deck in (victims, numbers, empty):
        draw.shuffle(deck)
    try:
        chaos.undisturbed()
        for who, number, first in zip(victims, numbers, empty, strict=True):
            while not chaos.round(who, number, empty=first):
                continue
        check_spread(chaos.kills)
    except BaseException as error:
        error.add_note(f"CHAOS_SEED={seed}, kills so far: {chaos.kills}")
        raise


def check_spread(kills: list[Kill]) -> None:
    """The kills must have come at moments of every sort."""
    assert len(kills) >= 20
    assert sum(SERVER in kill.victims for kill in kills) >= 6
    assert sum(LOADER in kill.victims for kill in kills) >= 6
    assert len({kill.new for kill in kills}) >= 5
    assert sum(0 < kill.new < PLANS and kill.reload for kill in kills) >= 3
    assert sum(not kill.reload for kill in kills) >= 3
    assert sum(kill.linking for kill in kills) >= 3
