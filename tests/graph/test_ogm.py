"""The object mapping of notebooks, on the real store."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from graph.store.bolt import BoltStore
from loaders.load import load
from loaders.pipeline import Given

ROOT = Path(__file__).parents[2]
NOTEBOOK = """
import json, os
from py2neo import Graph
from graph.ogm import City, Initiative
database = Graph(os.environ["ADDRESS"], auth=(os.environ["ACCOUNT"], os.environ["SECRET"]))
items = list(Initiative.match(database).where(city="济宁市", year=2023))
bridges = next(item for item in items if any("如意洸府河大桥" in thing.name for thing in item.facilities))
city = City.match(database, "济宁市").first()
print(json.dumps([[earlier.year for earlier in bridges.continues], sorted(plan.year for plan in city.plans)]))
"""


def test_an_initiative_knows_its_facilities_and_what_it_continues(empty_store: BoltStore) -> None:
    load([ROOT / "samples"], empty_store, Given())
    account, secret = empty_store._auth
    # A process of its own: py2neo, at its end of life, leaves sockets open that fail a test run here.
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", NOTEBOOK],
        cwd=ROOT,
        env=os.environ | {"ADDRESS": empty_store._uri, "ACCOUNT": account, "SECRET": secret},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == [[2021], [2021, 2023, 2024]]
