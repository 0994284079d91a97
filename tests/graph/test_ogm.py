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
from graph.ogm import City, Initiative, Regulation, Unit
database = Graph(os.environ["ADDRESS"], auth=(os.environ["ACCOUNT"], os.environ["SECRET"]))
items = list(Initiative.match(database).where(city="济宁市", year=2023))
bridges = next(item for item in items if any("如意洸府河大桥" in thing.name for thing in item.facilities))
city = City.match(database, "济宁市").first()
norm = next(thing for thing in Regulation.match(database) if "绿化条例" in thing.name)
unit = Unit.match(database, "济宁市/济宁市城市管理局").first()
print(json.dumps({
    "continues": [earlier.year for earlier in bridges.continues],
    "continued by": [[later.year for later in earlier.continued_by] for earlier in bridges.continues],
    "plans of the city": sorted(plan.year for plan in city.plans),
    "plan": [[plan.city, plan.year, len(plan.initiatives) > 5] for plan in bridges.plans],
    "issuers": sorted({unit.name for plan in city.plans for unit in plan.issuers}),
    "norm": sorted({item.city for item in norm.initiatives}),
    "facility": sorted({item.year for thing in bridges.facilities for item in thing.initiatives}),
    "unit": sorted({item.year for item in unit.initiatives}),
    "responsible": any(other.key == unit.key for item in unit.initiatives for other in item.responsible),
}))
"""


def test_every_kind_leads_to_those_it_is_related_to(empty_store: BoltStore) -> None:
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
    assert json.loads(done.stdout) == {
        "continues": [2021],
        "continued by": [[2023]],
        "plans of the city": [2021, 2023, 2024],
        "plan": [["济宁市", 2023, True]],
        "issuers": ["济宁市城市管理局"],
        "norm": ["济宁市"],
        "facility": [2021, 2023],
        "unit": [2021, 2023, 2024],
        "responsible": True,
    }
