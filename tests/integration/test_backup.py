"""Backups of the embedded store: what comes back, what is refused, and what a kill leaves behind."""

from __future__ import annotations

import hashlib
import json
import random
import shutil
import signal
import zipfile
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from graph.errors import GovgraphError, InputError, NotABackup, StoreError, StoreUnavailable
from graph.queries import graph_elements
from graph.store.archive import MANIFEST, Manifest, Member, checked
from graph.store.backup import back_up, restore
from graph.store.bolt import BoltStore
from graph.store.embedded import open_embedded
from graph.store.migrations import VERSION
from loaders.load import load
from tests.graph.store.plans import Item, Oracle, plan, stored
from tests.graph.store.processes import Client, alive, within

SAMPLES = Path(__file__).parents[2] / "samples"
LOADS = [plan("甲市", year, [Item(n, units=("市甲局",), targets=(1.5,)) for n in range(1, 20)]) for year in range(60)]
LOAD = """
import sys
from pathlib import Path
from graph.store.embedded import open_embedded
from tests.integration.test_backup import LOADS
with open_embedded(Path(sys.argv[1]), linger=1) as store:
    for one in LOADS:
        store.replace_plans([one])
        print(one.key, flush=True)
"""
RESTORE_UNTIL = """
import os, shutil, signal, sys
from pathlib import Path
from graph.store import backup
left = int(sys.argv[3])
def counted(do):
    def step(*args):
        global left
        if not left:
            os.kill(os.getpid(), signal.SIGKILL)
        left -= 1
        do(*args)
    return step
Path.rename, shutil.rmtree = counted(Path.rename), counted(shutil.rmtree)
backup.restore(Path(sys.argv[1]), Path(sys.argv[2]), force=True)
"""
"""Restore, and die before the step of that number that moves or removes a folder."""


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A data directory with the samples."""
    directory = tmp_path_factory.mktemp("original") / "data"
    with open_embedded(directory, linger=1) as store:
        assert not load([SAMPLES], store).failed
        yield directory


@pytest.fixture(scope="module")
def backup(original: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A backup of it."""
    file = tmp_path_factory.mktemp("backup") / "samples.zip"
    with open_embedded(original) as store:
        back_up(store, file)
    return file


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data directory with one plan, whose server has ended."""
    directory = tmp_path_factory.mktemp("other") / "data"
    with open_embedded(directory, linger=0) as store:
        store.replace_plans([plan()])
        keeper = store.keeper_pid
    assert within(20, lambda: not alive(keeper))
    return directory


@pytest.fixture
def other(template: Path, tmp_path: Path) -> Path:
    """A data directory with one plan, which nobody uses."""
    return Path(shutil.copytree(template, tmp_path / "other"))


def contents(directory: Path) -> list[Any]:
    with open_embedded(directory, linger=0) as store:
        return list(graph_elements(store))


def schema(store: BoltStore) -> list[Any]:
    return [
        sorted(map(repr, store.query(f"SHOW {what} YIELD name, type, labelsOrTypes, properties").rows))
        for what in ("CONSTRAINTS", "INDEXES")
    ]


def keys(directory: Path) -> set[str]:
    with open_embedded(directory, linger=0) as store:
        return set(store.plan_digests())


def files_of(directory: Path) -> dict[str, str]:
    """Digest of each file of the graph; logs and sockets are left out."""
    return {
        str(file.relative_to(directory)): hashlib.sha256(file.read_bytes()).hexdigest()
        for folder in ("server/databases", "server/config")
        for file in (directory / folder).rglob("*")
        if file.is_file()
    }


def test_what_is_restored_is_the_same_graph_with_the_same_constraints_and_indexes(
    original: Path, backup: Path, tmp_path: Path
) -> None:
    copy = tmp_path / "copy"
    manifest = restore(backup, copy)
    assert manifest.plans == 6
    with open_embedded(original) as one, open_embedded(copy, linger=0) as other:
        assert list(graph_elements(other)) == list(graph_elements(one))
        assert schema(other) == schema(one)
        assert any(schema(one))
        # It is a store like any other: unchanged plans are known, others can be written.
        assert len(load([SAMPLES], other).unchanged) == 6
        other.replace_plans([plan()])
        assert len(other.plan_digests()) == 7


def test_a_restored_store_keeps_whole_and_fractional_numbers_apart(tmp_path: Path) -> None:
    """An index that is made over data would freeze the property's type."""
    with open_embedded(tmp_path / "one", linger=0) as store:
        store.replace_plans([plan(items=[Item(1, targets=(2.0,))])])
        back_up(store, tmp_path / "file.zip")
    restore(tmp_path / "file.zip", tmp_path / "two")
    with open_embedded(tmp_path / "two", linger=0) as store:
        store.replace_plans([plan(items=[Item(1, targets=(1.75,))])])
        assert store.query("MATCH (t:Target) RETURN t.value").rows == [[1.75]]


def test_passwords_stay_behind_and_a_restored_directory_has_its_own(
    original: Path, backup: Path, tmp_path: Path
) -> None:
    copy = tmp_path / "copy"
    restore(backup, copy)
    passwords = json.loads((original / "passwords.json").read_text())
    users = (original / "server" / "config" / "server-users.jsonl").read_text()
    hashes = [json.loads(line)["password"] for line in users.splitlines()]
    with zipfile.ZipFile(backup) as archive:
        everything = b"".join(map(archive.read, archive.namelist()))
    for secret in (*passwords.values(), *hashes):
        assert secret.encode() not in everything
    assert not set(passwords.values()) & set(json.loads((copy / "passwords.json").read_text()).values())
    assert not [file for file in (copy, *copy.rglob("*")) if file.stat().st_mode & 0o077]


def test_a_backup_is_its_owners_alone_and_takes_the_place_of_another(original: Path, tmp_path: Path) -> None:
    file = tmp_path / "file.zip"
    file.write_text("the one before")
    file.chmod(0o644)
    with open_embedded(original) as store:
        back_up(store, file)
    assert file.stat().st_mode & 0o777 == 0o600
    with checked(file) as (_, manifest):
        assert manifest.plans == 6
    assert [entry.name for entry in tmp_path.iterdir()] == ["file.zip"]
    assert not (original / "server" / "backups").exists()


@pytest.mark.parametrize("place", ["gone/file.zip", "folder"])
def test_a_backup_that_cannot_be_written_leaves_nothing(original: Path, tmp_path: Path, place: str) -> None:
    (tmp_path / "folder").mkdir()
    with open_embedded(original) as store, pytest.raises(OSError, match=place[:4]):
        back_up(store, tmp_path / place)
    assert [entry.name for entry in tmp_path.rglob("*")] == ["folder"]
    assert not (original / "server" / "backups").exists()


def test_backups_during_a_load_are_states_between_two_plans(tmp_path: Path) -> None:
    data, made = tmp_path / "data", {}
    with open_embedded(data, linger=1) as store, Client(LOAD, data) as loading:
        loading.line()
        while loading.process.poll() is None:
            file = tmp_path / f"{len(made)}.zip"
            made[back_up(store, file).plans] = file
        assert loading.finish() == 0
    between = sorted(made.keys() - {0, len(LOADS)})
    assert len(between) >= 3
    for number in (between[0], between[len(between) // 2], between[-1]):
        restore(made[number], tmp_path / "copy", force=True)
        oracle = Oracle()
        for one in LOADS[:number]:
            oracle.replace_plans([one])
        with open_embedded(tmp_path / "copy", linger=0) as store:
            assert stored(store) == oracle.graph()


def test_a_graph_is_replaced_by_force_alone(original: Path, backup: Path, other: Path) -> None:
    before = keys(other)
    with pytest.raises(StoreError, match="--force"):
        restore(backup, other)
    assert keys(other) == before
    restore(backup, other, force=True)
    assert contents(other) == contents(original)
    assert {entry.name for entry in other.iterdir()} >= {"server", "passwords.json"}
    assert not {"restoring", "replaced"} & {entry.name for entry in other.iterdir()}


def test_a_directory_in_use_is_left_alone_and_one_whose_server_only_lingers_is_not(
    backup: Path, tmp_path: Path
) -> None:
    directory = tmp_path / "data"
    with open_embedded(directory, linger=600) as store:
        store.replace_plans([plan()])
        with pytest.raises(StoreUnavailable, match="in use by another process"):
            restore(backup, directory, force=True)
        assert set(store.plan_digests()) == {plan().key}
    restore(backup, directory, force=True)
    assert len(keys(directory)) == 6


def test_a_directory_of_something_else_is_left_alone(backup: Path, tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("mine")
    with pytest.raises(StoreUnavailable, match="not a data directory of govgraph"):
        restore(backup, tmp_path, force=True)
    assert [entry.name for entry in tmp_path.iterdir()] == ["thesis.txt"]


def rewritten(backup: Path, change: Callable[[dict[str, bytes], dict[str, Any]], None]) -> bytes:
    """The backup, with its members and its manifest changed."""
    with zipfile.ZipFile(backup) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    manifest = json.loads(members.pop(MANIFEST))
    change(members, manifest)
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in {**members, MANIFEST: json.dumps(manifest).encode()}.items():
            archive.writestr(name, content)
    return out.getvalue()


def listed(members: dict[str, bytes], manifest: dict[str, Any], name: str, content: bytes) -> None:
    """Add a member that the manifest lists as it should."""
    members[name] = content
    manifest["members"][name] = {"size": len(content), "sha256": hashlib.sha256(content).hexdigest()}


Change = Callable[[dict[str, bytes], dict[str, Any]], None]
CHANGES: dict[str, tuple[Change, str]] = {
    "a member altered": (
        lambda m, _: m.update({"schema.json": m["schema.json"] + b" "}),
        "schema.json: .*not what was",
    ),
    "a member cut off": (lambda m, _: m.update({"schema.json": m["schema.json"][:-1]}), "schema.json: .*not what was"),
    "a member missing": (lambda m, _: m.pop("schema.json"), "what its manifest lists"),
    "a member too many": (lambda m, _: m.update({"more.bucket": b""}), "what its manifest lists"),
    "a way up": (lambda m, all_: listed(m, all_, "../../evil", b"x"), "evil: .*no name"),
    "a way from the root": (lambda m, all_: listed(m, all_, "/tmp/evil", b"x"), "evil: .*no name"),  # noqa: S108
    "a folder": (lambda m, all_: listed(m, all_, "folder/evil", b"x"), "evil: .*no name"),
    "a way of Windows": (lambda m, all_: listed(m, all_, "..\\evil", b"x"), "evil: .*no name"),
    "a newer format": (lambda _, all_: all_.update(format=2), "newer govgraph .*upgrade"),
    "a newer schema": (lambda _, all_: all_.update(schema_version=VERSION + 1), "newer govgraph .*upgrade"),
    "a newer ArcadeDB": (lambda _, all_: all_.update(arcadedb="99.1.0"), "newer govgraph .*upgrade"),
    "another kind": (lambda _, all_: all_.update(kind="holiday pictures"), "no backup of govgraph"),
    "no plans counted": (lambda _, all_: all_.pop("plans"), "no backup of govgraph"),
    "sizes below zero": (lambda _, all_: all_["members"]["schema.json"].update(size=-1), "no backup of govgraph"),
    "sizes beyond all": (lambda _, all_: all_["members"]["schema.json"].update(size=10**12), "zip bomb"),
}


@pytest.mark.parametrize("name", CHANGES)
def test_a_changed_backup_is_refused_and_nothing_touched(backup: Path, other: Path, tmp_path: Path, name: str) -> None:
    change, words = CHANGES[name]
    assert_refused(tmp_path, other, rewritten(backup, change), words)


@pytest.mark.parametrize(
    ("made", "words"),
    [
        (lambda whole: b"", "not a whole zip"),
        (lambda whole: b"thesis", "not a whole zip"),
        (lambda whole: whole[: len(whole) // 2], "not a whole zip"),
        (lambda whole: whole[:-1], "not a whole zip"),
        (lambda whole: whole[1000:], "not a whole zip|no backup"),
        (lambda whole: whole[:5000] + bytes(1000) + whole[6000:], "not a whole zip|not what was backed up"),
    ],
    ids=["empty", "no zip", "half", "the last byte missing", "the beginning missing", "a hole"],
)
def test_a_broken_file_is_refused_and_nothing_touched(
    backup: Path, other: Path, tmp_path: Path, made: Callable[[bytes], bytes], words: str
) -> None:
    assert_refused(tmp_path, other, made(backup.read_bytes()), words)


def test_a_zip_of_something_else_is_refused_and_nothing_touched(other: Path, tmp_path: Path) -> None:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("plan.txt", "2023年工作要点")
    assert_refused(tmp_path, other, out.getvalue(), "no backup of govgraph")


def test_a_zip_bomb_is_refused_without_being_unpacked(other: Path, tmp_path: Path) -> None:
    size = 1_100_000_000
    digest = hashlib.sha256()
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        part = zipfile.ZipInfo("zeros.bucket")
        part.compress_type = zipfile.ZIP_DEFLATED
        with archive.open(part, "w", force_zip64=True) as member:
            for _ in range(size // 10_000_000):
                member.write(bytes(10_000_000))
                digest.update(bytes(10_000_000))
        members = {"zeros.bucket": Member(size=size, sha256=digest.hexdigest())}
        manifest = Manifest(made="", govgraph="0", schema_version=1, arcadedb="0", plans=0, members=members)
        archive.writestr(MANIFEST, manifest.model_dump_json())
    assert_refused(tmp_path, other, out.getvalue(), "zip bomb")


def assert_refused(folder: Path, other: Path, content: bytes, words: str) -> None:
    file = folder / "bad.zip"
    file.write_bytes(content)
    before = files_of(other)
    with pytest.raises(NotABackup, match=words) as caught:
        restore(file, other, force=True)
    assert str(file) in str(caught.value)
    assert len(str(caught.value).splitlines()) == 1
    assert before
    assert files_of(other) == before
    with pytest.raises(NotABackup):
        restore(file, folder / "fresh")
    assert not (folder / "fresh").exists()


@pytest.mark.parametrize("name", ["gone.zip", "."])
def test_a_file_that_cannot_be_read_is_named(tmp_path: Path, name: str) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        restore(tmp_path / name, tmp_path / "data")


def test_no_altered_byte_is_believed(backup: Path, tmp_path: Path) -> None:
    whole, file = backup.read_bytes(), tmp_path / "file.zip"
    with zipfile.ZipFile(backup) as archive:
        members = {name: content for name in archive.namelist() if (content := archive.read(name)) and name != MANIFEST}
    draw = random.Random(7)  # noqa: S311 - not for secrets
    refused = 0
    for _ in range(100):
        at = draw.randrange(len(whole))
        file.write_bytes(whole[:at] + bytes([whole[at] ^ draw.randrange(1, 256)]) + whole[at + 1 :])
        try:
            with checked(file) as (archive, manifest):
                # Some bytes say nothing about the members: times, say.
                assert {name: archive.read(name) for name in members} == members, at
                assert manifest.plans == 6
        except NotABackup:
            refused += 1
    assert refused > 50


@pytest.mark.parametrize("name", ["dictionary", "plans"])
def test_a_backup_that_does_not_open_as_it_should_leaves_what_was_there(
    backup: Path, other: Path, tmp_path: Path, name: str
) -> None:
    def change(members: dict[str, bytes], manifest: dict[str, Any]) -> None:
        if name == "plans":
            manifest["plans"] += 1
        else:
            (one,) = (one for one in members if one.startswith(name))
            listed(members, manifest, one, bytes(len(members[one])))

    file = tmp_path / "file.zip"
    file.write_bytes(rewritten(backup, change))
    before = keys(other)
    with pytest.raises(GovgraphError):
        restore(file, other, force=True)
    assert keys(other) == before
    with pytest.raises(GovgraphError):
        restore(file, tmp_path / "fresh")
    assert not (tmp_path / "fresh" / "server" / "databases" / "neo4j").exists()


def test_a_kill_at_any_step_leaves_the_old_graph_or_the_new_one(backup: Path, original: Path, tmp_path: Path) -> None:
    directory = tmp_path / "data"
    old, new = {plan().key}, keys(original)
    found = []
    for steps in range(20):
        with open_embedded(directory, linger=0) as store:
            store._driver.execute_query("MATCH (n) DETACH DELETE n", database_="neo4j")
            store.replace_plans([plan()])
        with Client(RESTORE_UNTIL, backup, directory, steps) as restoring:
            ended = restoring.finish()
        found.append(keys(directory))
        assert found[-1] in (old, new), steps
        assert not {"restoring", "replaced"} & {entry.name for entry in directory.iterdir()}
        if ended == 0:
            break
        assert ended == -signal.SIGKILL
    assert found.count(old) >= 3
    assert found.count(new) >= 2
    assert contents(directory) == contents(original)
