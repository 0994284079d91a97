"""The file of a backup: ArcadeDB's own zip of its database, with a manifest that says what must be in it."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import shutil
import struct
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from graph.errors import InputError, NotABackup
from graph.store.migrations import VERSION
from graph.store.packages import installed, numbers_of

FORMAT = 1
"""The version of the archive's form that is written, and the newest that is read."""
MANIFEST = "govgraph.json"
_MANIFEST_LIMIT = 1_000_000
"""Bytes that a manifest may have; a hundred members take 15,000."""
_SMALL = 1_000_000_000
_MAX_RATIO = 100
"""How many times its size an archive may unpack to, if it unpacks to more than _SMALL bytes: the pages of a small
database are almost empty, those of a large one are not."""
_PIECE = 1 << 20


class Member(BaseModel):
    """What a file of the database must be: its size in bytes, and its digest."""

    model_config = ConfigDict(frozen=True)

    size: int = Field(ge=0)
    sha256: Annotated[str, StringConstraints(pattern="^[0-9a-f]{64}$")]


class Manifest(BaseModel):
    """What a backup says of itself."""

    model_config = ConfigDict(frozen=True)

    kind: Literal["backup of a govgraph store"] = "backup of a govgraph store"
    format: int = FORMAT
    made: str
    govgraph: str
    schema_version: int
    arcadedb: str
    plans: int = Field(ge=0)
    members: dict[str, Member]


def write_archive(source: Path, file: Path, plans: int) -> Manifest:
    """Make `file`, whole or not at all and readable by its owner alone, of the zip at `source`, a database with that
    many plans. Raises OSError."""
    # A name that nobody can guess, and a file that nobody else has put there.
    descriptor, name = tempfile.mkstemp(prefix=f".{file.name}.", suffix=".part", dir=file.parent)
    draft = Path(name)
    try:
        with source.open("rb") as given, os.fdopen(descriptor, "w+b") as out:
            shutil.copyfileobj(given, out, _PIECE)
            manifest = _add_manifest(out, plans)
            out.flush()
            os.fsync(out.fileno())
        draft.replace(file)
    finally:
        draft.unlink(missing_ok=True)
    return manifest


@contextmanager
def checked(file: Path) -> Iterator[tuple[zipfile.ZipFile, Manifest]]:
    """The archive in `file` and its manifest, once every member is found to be what the manifest says. Raises
    InputError when it cannot be read, NotABackup when it is not whole, not ours, of a version that is too new, or
    made to do harm."""
    with ExitStack() as opened:
        try:
            given = opened.enter_context(file.open("rb"))
        except OSError as error:
            raise InputError(file, f"it cannot be read: {error.strerror}") from error
        with _faults(file):
            try:
                archive = opened.enter_context(zipfile.ZipFile(given))
                manifest = _manifest(archive, file)
                _check(archive, manifest, file)
            except OSError as error:
                # A place that lies before the file's beginning.
                if error.errno == errno.EINVAL:
                    raise zipfile.BadZipFile(error.strerror) from error
                raise InputError(file, f"it cannot be read: {error.strerror}") from error
        yield archive, manifest


def unpack(archive: zipfile.ZipFile, manifest: Manifest, folder: Path, file: Path) -> None:
    """Write the members of a checked archive into `folder`, readable by their owner alone, and to the disk. Raises
    OSError, and NotABackup when one has changed since."""
    for name, member in manifest.members.items():
        descriptor = os.open(folder / name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as out:
            with _faults(file):
                _copy(archive, name, member, file, out)
            out.flush()
            os.fsync(out.fileno())


@contextmanager
def _faults(file: Path) -> Iterator[None]:
    """What is wrong with the archive in `file` inside, as NotABackup."""
    try:
        yield
    # A header that was altered comes out as any of these.
    except (
        *(zipfile.BadZipFile, zlib.error, struct.error, EOFError),
        *(NotImplementedError, RuntimeError, ValueError, OverflowError),
    ) as error:
        raise NotABackup(file, f"it is not a whole zip file: {error}", hint="it was cut off or altered") from error


def _add_manifest(out: IO[bytes], plans: int) -> Manifest:
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive:
        members = {part.filename: _member(archive, part) for part in archive.infolist()}
        manifest = Manifest(
            made=datetime.now(UTC).isoformat(timespec="seconds"),
            govgraph=installed("govgraph"),
            schema_version=VERSION,
            arcadedb=installed("arcadedb-embedded"),
            plans=plans,
            members=members,
        )
        archive.writestr(MANIFEST, manifest.model_dump_json(indent=1))
    return manifest


def _member(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> Member:
    digest = hashlib.sha256()
    with archive.open(part) as content:
        while piece := content.read(_PIECE):
            digest.update(piece)
    return Member(size=part.file_size, sha256=digest.hexdigest())


def _manifest(archive: zipfile.ZipFile, file: Path) -> Manifest:
    foreign = NotABackup(file, "it is a zip file, but no backup of govgraph", hint="make one with govgraph backup")
    try:
        part = archive.getinfo(MANIFEST)
    except KeyError:
        raise foreign from None
    if part.file_size > _MANIFEST_LIMIT or part.flag_bits & 1:
        raise foreign
    try:
        manifest = Manifest.model_validate(json.loads(archive.read(part)))
    except (ValidationError, ValueError, RecursionError) as error:
        raise foreign from error
    for what, made_with, here in (
        ("format", str(manifest.format), str(FORMAT)),
        ("schema", str(manifest.schema_version), str(VERSION)),
        ("ArcadeDB", manifest.arcadedb, installed("arcadedb-embedded")),
    ):
        if numbers_of(made_with) > numbers_of(here):
            problem = f"it was made by a newer govgraph ({what} {made_with}, this one has {here})"
            raise NotABackup(file, problem, hint="upgrade govgraph")
    return manifest


def _check(archive: zipfile.ZipFile, manifest: Manifest, file: Path) -> None:
    parts = {part.filename: part for part in archive.infolist() if part.filename != MANIFEST}
    if len(parts) + 1 != len(archive.infolist()) or parts.keys() != manifest.members.keys():
        raise NotABackup(file, "it does not hold what its manifest lists", hint="it was altered")
    for name, part in parts.items():
        # What ArcadeDB writes is flat, so a name that leads elsewhere is nothing it wrote.
        if Path(name).name != name or "\\" in name or part.flag_bits & 1:
            raise NotABackup(file, "this is no name or no kind of a database's file", place=name)
    total = sum(member.size for member in manifest.members.values())
    if total > max(_SMALL, _MAX_RATIO * file.stat().st_size):
        raise NotABackup(
            file, f"it unpacks to {total / 1e9:,.0f} GB, too much for its size", hint="it may be a zip bomb"
        )
    for name, member in manifest.members.items():
        _copy(archive, name, member, file)


def _copy(archive: zipfile.ZipFile, name: str, member: Member, file: Path, out: IO[bytes] | None = None) -> None:
    """Read a member, no further than the size that it must have, and write it to `out`."""
    digest, left = hashlib.sha256(), member.size
    with archive.open(name) as content:
        while piece := content.read(min(_PIECE, left + 1)):
            left -= len(piece)
            if left < 0:
                break
            digest.update(piece)
            if out:
                out.write(piece)
    if left or digest.hexdigest() != member.sha256:
        raise NotABackup(file, "this is not what was backed up", place=name, hint="it was altered")
