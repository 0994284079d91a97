"""Zip archives that hold a document or many: opened with limits, faults told in one way."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from graph.errors import UnreadableFile

MAX_UNPACKED = 200_000_000
_MAX_RATIO = 200  # of a part's size to its packed size; repetitive XML reaches some 50
_RATIO_COUNTS_FROM = 5_000_000
REPAIR = "open it in a word processor and save it again"


@contextmanager
def opened(
    file: IO[bytes], path: Path, what: str, *, max_unpacked: int = MAX_UNPACKED, hint: str = REPAIR
) -> Iterator[zipfile.ZipFile]:
    """The archive in `file`, whose faults, met here or by who reads it, are UnreadableFile about `path`: broken,
    packed in an unknown way, or too large unpacked. `what` names it, such as `.docx`."""
    try:
        with zipfile.ZipFile(file) as archive:
            _check_size(archive, path, max_unpacked)
            yield archive
    except EOFError as error:
        raise UnreadableFile(path, f"the {what} is broken: it ends too early", hint=hint) from error
    except (zipfile.BadZipFile, zlib.error, OSError) as error:
        raise UnreadableFile(path, f"the {what} is broken: {error}", hint=hint) from error
    except KeyError as error:
        raise UnreadableFile(path, f"the {what} is broken: {error.args[0]}", hint=hint) from error
    except (SyntaxError, ValueError) as error:  # XML that does not parse is a SyntaxError
        raise UnreadableFile(path, f"the {what} holds broken XML: {error}", hint=hint) from error
    except NotImplementedError as error:
        raise UnreadableFile(path, f"the {what} is packed in an unknown way: {error}", hint=hint) from error


def refuse_encrypted(archive: zipfile.ZipFile, path: Path) -> None:
    """Raises UnreadableFile when a part of `archive` needs a password."""
    if any(part.flag_bits & 1 for part in archive.infolist()):
        raise UnreadableFile(path, "it is encrypted, needs a password", hint="save it without a password")


def _check_size(archive: zipfile.ZipFile, path: Path, max_unpacked: int) -> None:
    parts = archive.infolist()
    unpacked = sum(part.file_size for part in parts)
    if unpacked > max_unpacked:
        raise UnreadableFile(
            path,
            f"it unpacks to {unpacked / 1e6:,.0f} MB, more than the limit of {max_unpacked / 1e6:,.0f} MB",
            hint="it may be a zip bomb; a work plan unpacks to less than 1 MB",
        )
    for part in parts:
        if part.file_size > max(_RATIO_COUNTS_FROM, _MAX_RATIO * part.compress_size):
            times = part.file_size / max(part.compress_size, 1)
            raise UnreadableFile(
                path,
                f"it unpacks to {times:,.0f} times its size",
                place=part.filename,
                hint="it may be a zip bomb",
            )
