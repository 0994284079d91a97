"""Zip archives of plans: a member is named by a path that goes on behind the archive's, `plans.zip/2023/plan.pdf`.

Nothing is unpacked to disk, so that a member's name can lead nowhere.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import IO

from graph.errors import UnreadableFile
from loaders.formats.package import opened

MAX_UNPACKED = 1_000_000_000  # of all members together
MAX_MEMBERS = 5_000
_HINT = "pack it anew, or unpack it first"
_DOCUMENT = frozenset({"[Content_Types].xml", "OFD.xml", "mimetype"})  # parts that no archive of files has
_UTF8 = 0x800  # the flag of a member whose name is in UTF-8


def archive_of(path: Path) -> Path | None:
    """The archive in which `path` names a member; None when it names none."""
    return next((parent for parent in path.parents if parent.is_file()), None)


def members(archive: Path) -> list[Path]:
    """The files in `archive`, by the paths that name them; `archive` itself when it is one document, such as a .docx
    that is named .zip.

    Raises UnreadableFile when it is broken, has more than MAX_MEMBERS, or unpacks to more than MAX_UNPACKED bytes or
    a multiple of its size that only zip bombs reach.
    """
    with _opened(archive, archive) as (package, infos):
        return list(infos) if _DOCUMENT.isdisjoint(package.namelist()) else [archive]


@contextmanager
def opened_member(path: Path, archive: Path) -> Iterator[tuple[IO[bytes], int]]:
    """The member that `path` names in `archive`, opened, and its size in bytes."""
    with _opened(archive, path) as (package, infos):
        info = infos.get(path)
        if info is None:
            raise UnreadableFile(path, f"no such file in {archive.name}", hint="check the spelling")
        if info.flag_bits & 1:
            raise UnreadableFile(path, "it is encrypted, needs a password", hint="unpack it first")
        with package.open(info) as file:
            yield file, info.file_size


@contextmanager
def _opened(archive: Path, path: Path) -> Iterator[tuple[zipfile.ZipFile, dict[Path, zipfile.ZipInfo]]]:
    """The archive and its members by the paths that name them; faults are those of `path`."""
    with archive.open("rb") as file, opened(file, path, ".zip", max_unpacked=MAX_UNPACKED, hint=_HINT) as package:
        infos = [info for info in package.infolist() if not info.is_dir()]
        if len(infos) > MAX_MEMBERS:
            problem = f"it has {len(infos):,} files, more than the limit of {MAX_MEMBERS:,}"
            raise UnreadableFile(archive, problem, hint="unpack it first")
        yield package, {archive / name: info for info in infos if (name := _name(info)).parts}


def _name(info: zipfile.ZipInfo) -> PurePosixPath:
    """The member's name, without what leads out of the archive."""
    parts = _decoded(info).replace("\\", "/").split("/")
    return PurePosixPath(*(part for part in parts if part not in {"", ".", ".."}))


def _decoded(info: zipfile.ZipInfo) -> str:
    """The member's name; where its encoding is not stated it is UTF-8 or, on Chinese Windows, GBK."""
    if info.flag_bits & _UTF8:
        return info.filename
    try:
        name = info.filename.encode("cp437")  # as zipfile decoded it
    except UnicodeEncodeError:
        return info.filename
    for encoding in ("utf-8", "gb18030"):
        try:
            return name.decode(encoding)
        except UnicodeDecodeError:
            continue
    return info.filename
