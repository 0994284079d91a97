"""What the Dockerfile and the compose file start, started by hand on a real Neo4j: no Docker engine is needed."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import yaml

from graph.store.bolt import BoltStore
from loaders.load import load
from tests import stores

STORES = stores.ALL[1:2]
ROOT = Path(__file__).parents[2]
DOCKERFILE = (ROOT / "Dockerfile").read_text("utf-8")
SERVICE = yaml.safe_load((ROOT / "docker-compose.yml").read_text("utf-8"))["services"]["govgraph"]


def instruction(name: str) -> list[str]:
    """The command of an instruction of the Dockerfile in its JSON form."""
    found = re.search(rf"^{name}\s(?:[^\[\n]|\\\n)*(\[.*\])$", DOCKERFILE, re.MULTILINE)
    assert found is not None
    command: list[str] = json.loads(found[1])
    return command


@contextmanager
def container(store: BoltStore, folder: Path) -> Iterator[str]:
    """The address of what the image starts, with the environment of the compose file and nothing of ours."""
    program, *arguments = [*instruction("ENTRYPOINT"), *instruction("CMD")]
    assert program == "govgraph"
    # In a container it listens to its network; here to this machine alone.
    here = {"0.0.0.0": "127.0.0.1", "8000": "0"}  # noqa: S104
    user, password = store._auth
    values = {"NEO4J_URI": store._uri, "NEO4J_USERNAME": user, "NEO4J_PASSWORD": password, "NEO4J_DATABASE": "neo4j"}
    assert set(SERVICE["environment"]) == set(values)
    with subprocess.Popen(
        [sys.executable, "-c", "from cli.main import run; run()", *(here.get(word, word) for word in arguments)],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "HOME": str(folder), **values},
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            assert process.stdout is not None
            found = re.search(r"http://127\.0\.0\.1:\d+", process.stdout.readline())
            assert found is not None
            yield found[0]
        finally:
            process.terminate()


def is_healthy(address: str) -> bool:
    """Whether the health check of the image says that what answers at `address` is well."""
    _, *arguments = instruction("HEALTHCHECK")
    moved = [word.replace("http://127.0.0.1:8000", address) for word in arguments]
    assert moved != arguments
    return subprocess.run([sys.executable, *moved], capture_output=True, timeout=60, check=False).returncode == 0


def test_the_command_of_the_image_serves_what_neo4j_has_and_its_health_check_says_so(
    empty_store: BoltStore, tmp_path: Path
) -> None:
    load([ROOT / "samples" / "jining-2023.pdf"], empty_store)
    with container(empty_store, tmp_path) as address:
        assert is_healthy(address)
        assert httpx.get(f"{address}/api/plans", trust_env=False).json()["total"] == 1
    assert not is_healthy(address)


def test_the_service_waits_for_neo4j_and_publishes_what_the_image_exposes() -> None:
    exposed = re.search(r"^EXPOSE (\d+)$", DOCKERFILE, re.MULTILINE)
    assert exposed is not None
    assert SERVICE["depends_on"] == {"neo4j": {"condition": "service_healthy"}}
    assert SERVICE["ports"] == [f"127.0.0.1:{exposed[1]}:{exposed[1]}"]
    assert instruction("CMD")[-1] == exposed[1]


def test_the_image_runs_as_nobody_special() -> None:
    users = re.findall(r"^USER (\S+)$", DOCKERFILE, re.MULTILINE)
    assert users
    assert users[-1] not in ("root", "0")
