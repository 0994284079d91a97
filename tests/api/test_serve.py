from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from api import ApiSettings
from graph.store.settings import StoreSettings
from tests import stores

STORES = stores.EMBEDDED

ROOT = Path(__file__).parents[2]


@contextmanager
def command(settings: ApiSettings, *arguments: str) -> Iterator[subprocess.Popen[str]]:
    """`govgraph serve` as a process, killed at the end if it still runs."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("NEO4J_")}
    environment |= {"GOVGRAPH_DATA_DIR": str(settings.store.data_dir), "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(
        [sys.executable, "-c", "from cli.main import run; run()", "serve", *arguments],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def address(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_serve_prints_where_it_answers_and_ends_cleanly(settings: ApiSettings, number: signal.Signals) -> None:
    with command(settings, "--port", "0") as process:
        url = address(process)
        assert httpx.get(f"{url}/readyz", timeout=30).status_code == 200
        assert httpx.get(f"{url}/api/cities", timeout=30).json()["total"] == 4
        process.send_signal(number)
        out, err = process.communicate(timeout=30)
    assert (process.returncode, out, err) == (0, "", "")


def test_serve_says_that_a_port_is_taken(settings: ApiSettings, client: httpx.Client) -> None:
    port = str(client.base_url.port)
    with command(settings, "--port", port) as process:
        out, err = process.communicate(timeout=30)
    assert (process.returncode, out) == (1, "")
    assert err.startswith(f"govgraph: cannot listen at 127.0.0.1 port {port}: ")
    assert len(err.splitlines()) == 1


def test_serve_says_that_a_store_cannot_be_opened(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("not ours", "utf-8")
    with command(ApiSettings(store=StoreSettings(data_dir=tmp_path)), "--port", "0") as process:
        out, err = process.communicate(timeout=30)
    assert (process.returncode, out) == (1, "")
    assert "not a data directory of govgraph" in err
    assert "Traceback" not in err


def test_serve_answers_to_other_machines_only_when_told_to(settings: ApiSettings) -> None:
    with command(settings, "--port", "0", "--host", "0.0.0.0", "--allow-host", "plans.example") as process:  # noqa: S104
        port = address(process).rpartition(":")[2]
        for host, status in (("plans.example", 200), ("other.example", 421)):
            response = httpx.get(f"http://127.0.0.1:{port}/healthz", headers={"host": host}, timeout=30)
            assert response.status_code == status
        process.send_signal(signal.SIGTERM)
        _, err = process.communicate(timeout=30)
    assert process.returncode == 0
    assert "Everybody who reaches 0.0.0.0" in err
