"""The embedded server as many processes share it, lose it and find it again."""

from __future__ import annotations

import asyncio
import fcntl
import json
import os
import signal
import socket
import stat
import time
from contextlib import suppress
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest

from graph.errors import StoreUnavailable
from graph.store import embedded, server
from graph.store.bolt import BoltStore
from graph.store.embedded import EmbeddedStore, open_embedded
from graph.store.keeper import socket_path
from graph.store.server import Server
from tests.graph.store.plans import plan, stored
from tests.graph.store.processes import HOLD, Client, alive, within

LINGER = 1.0
ENDING = LINGER + 10


@pytest.fixture
def running_dir(store: BoltStore) -> Path:
    """A data directory whose server runs."""
    if not isinstance(store, EmbeddedStore):
        pytest.skip("about the embedded server")
    return store.directory


def test_two_commands_that_start_at_once_share_one_server_which_ends_after_the_last(embedded_dir: Path) -> None:
    with Client(HOLD, embedded_dir, LINGER) as one, Client(HOLD, embedded_dir, LINGER) as other:
        keeper, java = one.pids()
        assert other.pids() == (keeper, java)
        assert one.finish() == 0
        time.sleep(LINGER + 0.5)
        assert alive(keeper)
        assert alive(java)
        assert other.finish() == 0
    assert within(ENDING, lambda: not alive(keeper) and not alive(java))
    assert not (embedded_dir / "keeper.sock").exists()


def test_the_lease_of_a_killed_command_goes_with_it(embedded_dir: Path) -> None:
    with Client(HOLD, embedded_dir, LINGER) as client:
        keeper, java = client.pids()
        client.kill()
    assert within(ENDING, lambda: not alive(keeper) and not alive(java))


def test_a_killed_keeper_takes_its_server_along_and_the_next_command_finds_all(embedded_dir: Path) -> None:
    with open_embedded(embedded_dir, linger=LINGER) as store:
        store.replace_plans([plan()])
        before = stored(store)
        os.kill(store.keeper_pid, signal.SIGKILL)
        assert within(10, lambda: not alive(store.server_pid))
        killed = store.keeper_pid
    with open_embedded(embedded_dir, linger=LINGER) as store:
        assert store.keeper_pid != killed
        assert stored(store) == before


def test_a_killed_server_is_started_again_for_those_who_use_it(embedded_dir: Path) -> None:
    with open_embedded(embedded_dir, linger=LINGER) as store:
        store.replace_plans([plan()])
        before = stored(store)
        os.kill(store.server_pid, signal.SIGKILL)
        assert stored(store) == before
        store.replace_plans([plan(year=2024)])
        assert set(store.plan_digests()) == {plan().key, plan(year=2024).key}


def test_nothing_in_the_directory_is_for_other_users_and_no_password_is_on_a_command_line(
    running_dir: Path,
) -> None:
    with open_embedded(running_dir) as store:
        passwords = json.loads((running_dir / "passwords.json").read_text())
        lines = [Path(f"/proc/{pid}/cmdline").read_bytes() for pid in (store.keeper_pid, store.server_pid)]
        assert not [line for line in lines for password in passwords.values() if password.encode() in line]
        for path in (running_dir, *running_dir.rglob("*")):
            # The server compacts its indexes meanwhile: a file may go between the list and the look.
            with suppress(FileNotFoundError):
                assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0, path


def test_the_server_listens_on_this_machine_alone(running_dir: Path) -> None:
    with open_embedded(running_dir) as store:
        ours = {str(link.readlink()) for link in Path(f"/proc/{store.server_pid}/fd").iterdir() if link.is_symlink()}
        listening = set()
        for table in ("tcp", "tcp6"):
            for line in Path(f"/proc/net/{table}").read_text().splitlines()[1:]:
                fields = line.split()
                if fields[3] == "0A" and f"socket:[{fields[9]}]" in ours:
                    listening.add(fields[1].partition(":")[0])
        assert listening <= {"0100007F", "0000000000000000FFFF00000100007F"}
        assert listening


def test_a_path_too_long_for_a_socket_is_no_obstacle(tmp_path: Path) -> None:
    directory = tmp_path / ("长" * 40) / ("路" * 40)
    with open_embedded(directory, linger=0) as store:
        where = socket_path(directory)
        assert where is not None
        assert where.parent != directory
        assert stat.S_IMODE(where.parent.stat().st_mode) == 0o700
        with open_embedded(directory) as second:
            assert second.keeper_pid == store.keeper_pid
        keeper = store.keeper_pid
    assert within(ENDING, lambda: not alive(keeper))
    assert not where.parent.exists()


def test_a_folder_called_graph_where_the_user_stands_is_not_ours(
    embedded_dir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "graph").mkdir()
    (tmp_path / "graph" / "__init__.py").write_text("raise SystemExit('not this one')")
    monkeypatch.chdir(tmp_path)
    with open_embedded(embedded_dir, linger=0) as store:
        assert store.plan_digests() == {}


def test_a_command_finds_the_running_server_and_starts_none(running_dir: Path) -> None:
    with open_embedded(running_dir) as first, open_embedded(running_dir) as second:
        assert (second.keeper_pid, second.server_pid) == (first.keeper_pid, first.server_pid)


def test_ports_that_were_taken_in_between_are_changed_for_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "log").mkdir()
    with socket.socket() as busy, (tmp_path / "lock").open("ab") as lock:
        busy.bind(("127.0.0.1", 0))
        busy.listen()
        taken: int = busy.getsockname()[1]
        free = server._free_port
        # First the port for HTTP is taken, then the one for Bolt.
        ports = iter([taken, free(), free(), taken])
        monkeypatch.setattr(server, "_free_port", lambda: next(ports, None) or free())

        async def start_and_stop() -> tuple[bool, str]:
            started = Server(tmp_path, lock.fileno())
            try:
                await started.start()
                return started.running, started.uri
            finally:
                await started.stop()

        running, uri = asyncio.run(start_and_stop())
        assert running
        assert str(taken) not in uri
        assert next(ports, None) is None


@pytest.mark.parametrize("place", ["file/data", "/proc/govgraph/data"])
def test_a_directory_that_cannot_be_made_is_named(tmp_path: Path, place: str) -> None:
    (tmp_path / "file").write_text("")
    directory = tmp_path / place
    with pytest.raises(StoreUnavailable, match=str(directory)):
        open_embedded(directory)


def test_a_directory_of_something_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("mine")
    with pytest.raises(StoreUnavailable, match="not a data directory of govgraph"):
        open_embedded(tmp_path)
    assert [entry.name for entry in tmp_path.iterdir()] == ["thesis.txt"]


@pytest.mark.parametrize("newer", [{"schema": embedded.LAYOUT + 1}, {"schema": 1, "arcadedb": "99.1.0"}])
def test_a_directory_of_a_newer_version_is_refused_with_what_to_do(tmp_path: Path, newer: dict[str, Any]) -> None:
    (tmp_path / "govgraph.json").write_text(json.dumps(newer))
    with pytest.raises(StoreUnavailable, match=r"newer govgraph .* upgrade govgraph"):
        open_embedded(tmp_path)
    assert json.loads((tmp_path / "govgraph.json").read_text()) == newer


def test_a_directory_of_an_older_server_says_which_one_it_was_opened_by_since(embedded_dir: Path) -> None:
    embedded_dir.mkdir()
    (embedded_dir / "govgraph.json").write_text(json.dumps({"schema": 1}))
    with open_embedded(embedded_dir, linger=0):
        assert json.loads((embedded_dir / "govgraph.json").read_text())["arcadedb"] == version("arcadedb-embedded")


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"schema": "new"}'])
def test_a_directory_whose_version_cannot_be_read_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "govgraph.json").write_text(text)
    with pytest.raises(StoreUnavailable, match="cannot be read"):
        open_embedded(tmp_path)


def test_a_directory_in_use_by_what_does_not_answer_is_said_to_be(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(embedded, "BUSY_LIMIT", 1.0)
    with (tmp_path / "keeper.lock").open("ab") as lock:
        (tmp_path / "govgraph.json").write_text(json.dumps({"schema": 1}))
        fcntl.flock(lock, fcntl.LOCK_EX)
        with pytest.raises(StoreUnavailable, match="in use"):
            open_embedded(tmp_path)


def test_a_keeper_that_hangs_is_said_to(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(embedded, "OPEN_LIMIT", 0.2)
    (tmp_path / "govgraph.json").write_text(json.dumps({"schema": 1}))
    with socket.socket(socket.AF_UNIX) as deaf:
        deaf.bind(str(tmp_path / "keeper.sock"))
        deaf.listen()
        with pytest.raises(StoreUnavailable, match="does not answer"):
            open_embedded(tmp_path)


def test_a_server_that_does_not_start_is_quoted(embedded_dir: Path) -> None:
    (embedded_dir / "server").mkdir(parents=True)
    (embedded_dir / "govgraph.json").write_text(json.dumps({"schema": 1}))
    (embedded_dir / "server" / "databases").write_text("not a directory")
    with pytest.raises(StoreUnavailable, match="does not start") as caught:
        open_embedded(embedded_dir, linger=0)
    assert str(embedded_dir / "log" / "server.log") in str(caught.value)
    assert len(str(caught.value).splitlines()) > 1
