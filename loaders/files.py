"""From paths to raw texts: the files below folders and in archives, limits, and errors that say what to do."""

from __future__ import annotations

import hashlib
import os
import stat
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from graph.errors import UnreadableFile
from loaders.archives import archive_of, members, opened_member
from loaders.formats.content import content_of, is_plain
from loaders.formats.encoding import HINT, clean

MAX_BYTES = 50_000_000  # of a plain file; a work plan is some 20 KB
MAX_BINARY_BYTES = 200_000_000  # of the other formats, where pictures weigh more than the text

_ARCHIVE = ".zip"
SUFFIXES = frozenset(
    {".txt", ".md", ".markdown", ".html", ".htm", ".docx", ".pdf", ".ofd", ".doc", ".wps", ".rtf", _ARCHIVE}
)


@dataclass(frozen=True, slots=True)
class RawText:
    """The text of a file, or of a member of a zip archive.

    `sha256` is of the file's bytes. `text` has one block a line (a paragraph, a heading, a table's row as
    `cell | cell |`) and no control characters but the line's end, the tab and the form feed, which parts
    the pages of a PDF. `fixed_lines` is True when the line ends say nothing about paragraphs, as in a PDF.
    `notes` say what of the file is not in the text.
    """

    path: Path
    sha256: str
    text: str
    fixed_lines: bool
    notes: tuple[str, ...] = ()


def find_plans(paths: Iterable[Path]) -> list[Path]:
    """The files that `paths` name, folders and zip archives expanded with all below them, each file once.

    Of a folder or an archive only files of known suffixes count, sorted, without hidden ones, READMEs and Office's
    lock files; a file that is named itself counts whatever its suffix. A member of an archive is named by a path
    through it, `plans.zip/2023/plan.pdf`. Raises UnreadableFile for a path that does not exist, a folder that cannot
    be listed and one in which no such file lies.
    """
    found: dict[Path, None] = {}
    for path in paths:
        if path.is_dir():
            found.update(dict.fromkeys(_in_folder(path)))
        elif os.path.lexists(path):
            found.update(dict.fromkeys(_in_archive(path)))
        elif archive_of(path):
            found[path] = None
        else:
            raise UnreadableFile(path, "no such file or folder", hint="check the spelling")
    return list(found)


def read(path: Path) -> RawText:
    """The text of the file at `path`. Raises UnreadableFile, with a hint what to do, when it gives none."""
    inside = _expanded(path)
    if inside != [path]:
        raise UnreadableFile(path, "it is a zip archive", hint=f"name a file in it, such as {inside[0]}")
    data = _load(path)
    content = content_of(data, path)
    text = clean(content.text)
    if not text.strip():
        raise UnreadableFile(path, "there is no text in it", hint=HINT)
    return RawText(path, hashlib.sha256(data).hexdigest(), text, content.fixed_lines, content.notes)


def exists(path: Path) -> bool:
    """Whether `path` is there, or the archive in which it names a member."""
    return path.exists() or archive_of(path) is not None


def _in_folder(folder: Path) -> list[Path]:
    def refuse(error: OSError) -> None:
        raise UnreadableFile(error.filename or folder, f"the folder cannot be listed: {error.strerror}") from error

    files: list[Path] = []
    for at, folders, names in os.walk(folder, onerror=refuse):
        folders[:] = [name for name in folders if not name.startswith(".")]
        files += (file for name in names if (file := Path(at, name)).is_file())
    return [member for file in _plans(files, folder, "folder") for member in _in_archive(file)]


def _in_archive(file: Path) -> list[Path]:
    """The plans in `file`, if it is a zip archive that can be read; else itself, and reading it tells why."""
    try:
        return _expanded(file)
    except UnreadableFile:
        return [file]


def _expanded(file: Path) -> list[Path]:
    """The plans in `file`, if it is a zip archive of files; else itself. Raises UnreadableFile for an archive that is
    broken, too large unpacked or without a plan."""
    if file.suffix.lower() != _ARCHIVE or not file.is_file() or not zipfile.is_zipfile(file):
        return [file]
    inside = members(file)
    return inside if inside == [file] else _plans(inside, file, "archive")


def _plans(files: Iterable[Path], place: Path, what: str) -> list[Path]:
    """Those of `files`, all below `place`, that may be plans, sorted."""
    found: list[Path] = []
    others: set[str] = set()
    for file in files:
        below = file.relative_to(place).parts
        is_hidden = any(part.startswith((".", "__MACOSX")) for part in below)
        if is_hidden or file.name.startswith("~$") or file.name.upper().partition(".")[0] == "README":
            continue
        if file.suffix.lower() in SUFFIXES:
            found.append(file)
        else:
            others.add(file.suffix.lower() or "without a suffix")
    if not found:
        problem = f"no plan in this {what}"
        if others:
            problem += f", only files {', '.join(sorted(others))}"
        raise UnreadableFile(place, problem, hint=f"plans are {', '.join(sorted(SUFFIXES))}")
    return sorted(found)


def _load(path: Path) -> bytes:
    """The file's bytes; nothing is read of what is no file or too large."""
    try:
        with _opened(path) as (file, size):
            head = file.read(4096)
            limit = MAX_BYTES if is_plain(head) else MAX_BINARY_BYTES
            if size > limit:
                raise UnreadableFile(
                    path,
                    f"it has {size / 1e6:,.0f} MB, more than the limit of {limit / 1e6:,.0f} MB",
                    hint="a work plan has some 20 KB: is this the right file?",
                )
            # One byte more than may be tells of a file that has grown since.
            data = head + file.read(limit + 1 - len(head))
    except FileNotFoundError as error:
        raise UnreadableFile(path, "no such file", hint="check the spelling") from error
    except PermissionError as error:
        raise UnreadableFile(path, "permission denied", hint="make it readable to this user") from error
    except (OSError, ValueError) as error:
        raise UnreadableFile(path, f"cannot be opened: {error}") from error
    if len(data) > limit:
        raise UnreadableFile(path, f"it grows while it is read, past the limit of {limit / 1e6:,.0f} MB")
    if not data.strip(b" \t\r\n\f\v"):
        raise UnreadableFile(path, "the file is empty")
    return data


@contextmanager
def _opened(path: Path) -> Iterator[tuple[IO[bytes], int]]:
    """The file, or the member of an archive, that `path` names, and its size in bytes."""
    archive = archive_of(path)
    if archive:
        with opened_member(path, archive) as member:
            yield member
        return
    status = path.stat()
    if stat.S_ISDIR(status.st_mode):
        raise UnreadableFile(path, "it is a folder", hint="name a file in it")
    # Opening a pipe or a device would wait for whoever writes to it.
    if not stat.S_ISREG(status.st_mode):
        raise UnreadableFile(path, "it is no regular file but a pipe, a socket or a device")
    with path.open("rb") as file:
        yield file, status.st_size
