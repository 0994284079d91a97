"""From a file to its raw text: which format it is, limits, and errors that say what to do.

What a file is, its content decides: a suffix may lie.
"""

from __future__ import annotations

import hashlib
import os
import re
import stat
import zipfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Literal

from graph.errors import UnreadableFile
from loaders.formats.encoding import clean, decode

MAX_BYTES = 50_000_000  # of a plain file; a work plan is some 20 KB
MAX_BINARY_BYTES = 200_000_000  # of a .docx or .pdf, where pictures weigh more than the text

SUFFIXES = frozenset({".txt", ".md", ".markdown", ".html", ".htm", ".docx", ".pdf"})
_MARKDOWN = frozenset({".md", ".markdown"})
_HINT = "give a .txt, .md, .html, .docx or .pdf file with a text layer"

_Format = Literal["plain", "docx", "pdf"]

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# First bytes -> what the file is, what to do.
_REFUSED: tuple[tuple[bytes, str, str], ...] = (
    (b"{\\rtf", "an RTF document", "save it as .docx"),
    (b"\x89PNG\r\n", "a PNG image", "run OCR on it first"),
    (b"\xff\xd8\xff", "a JPEG image", "run OCR on it first"),
    (b"GIF8", "a GIF image", "run OCR on it first"),
    (b"II*\0", "a TIFF image", "run OCR on it first"),
    (b"MM\0*", "a TIFF image", "run OCR on it first"),
    (b"RIFF", "an image, sound or film", _HINT),
    (b"Rar!\x1a", "a RAR archive", "unpack it first"),
    (b"7z\xbc\xaf", "a 7-Zip archive", "unpack it first"),
    (b"\x1f\x8b", "a gzip archive", "unpack it first"),
    (b"\x7fELF", "a program", _HINT),
)
# A part that a zip container has -> what it is, what to do.
_CONTAINERS: tuple[tuple[str, str, str], ...] = (
    ("xl/workbook.xml", "an Excel workbook", "save it as HTML, or paste its table into a .docx"),
    ("xl/workbook.bin", "an Excel workbook", "save it as HTML, or paste its table into a .docx"),
    ("ppt/presentation.xml", "a PowerPoint presentation", "save it as .pdf"),
    ("OFD.xml", "an OFD document", "save it as .pdf"),
    ("content.xml", "an OpenDocument file", "save it as .docx"),
)
_HTML_START = re.compile(
    r"(?:\s|<\?xml[^>]*>|<!--(?:(?!-->).)*-->)*<(?:!doctype\s+html|html|head|body|meta|title|table|div|p)\b",
    re.IGNORECASE | re.DOTALL,
)
_HTML_TAG = re.compile(r"</?(?:p|div|span|table|tr|td|br|body|html|h[1-6]|ul|li)\b[^<>]*>", re.IGNORECASE)
_MHTML = re.compile(r"(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*){0,20}?Content-Type:\s*multipart/related", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class RawText:
    """The text of a file.

    `sha256` is of the file's bytes. `text` has one block a line (a paragraph, a heading, a table's row as
    `cell | cell |`) and no control characters but the line's end, the tab and the form feed, which parts
    the pages of a PDF. `fixed_lines` is True when the line ends say nothing about paragraphs, as in a PDF.
    """

    path: Path
    sha256: str
    text: str
    fixed_lines: bool


def find_plans(paths: Iterable[Path]) -> list[Path]:
    """The files that `paths` name, folders expanded with all below them, each file once.

    Of a folder only files of known suffixes count, sorted, without hidden ones, READMEs and Office's lock files; a
    file that is named itself counts whatever its suffix. Raises UnreadableFile for a path that does not
    exist, a folder that cannot be listed and one in which no such file lies.
    """
    found: dict[Path, None] = {}
    for path in paths:
        if path.is_dir():
            found.update(dict.fromkeys(_in_folder(path)))
        elif os.path.lexists(path):
            found[path] = None
        else:
            raise UnreadableFile(path, "no such file or folder", hint="check the spelling")
    return list(found)


def read(path: Path) -> RawText:
    """The text of the file at `path`. Raises UnreadableFile, with a hint what to do, when it gives none."""
    data, kind = _load(path)
    text = _FORMATS[kind](data, path)
    if not text.strip():
        raise UnreadableFile(path, "there is no text in it", hint=_HINT)
    return RawText(path, hashlib.sha256(data).hexdigest(), text, fixed_lines=kind == "pdf")


def _in_folder(folder: Path) -> list[Path]:
    def refuse(error: OSError) -> None:
        raise UnreadableFile(error.filename or folder, f"the folder cannot be listed: {error.strerror}") from error

    found: list[Path] = []
    others: set[str] = set()
    for at, folders, names in os.walk(folder, onerror=refuse):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in names:
            file = Path(at, name)
            if name.startswith((".", "~$")) or name.upper().partition(".")[0] == "README" or not file.is_file():
                continue
            if file.suffix.lower() in SUFFIXES:
                found.append(file)
            else:
                others.add(file.suffix.lower() or "without a suffix")
    if not found:
        problem = "no plan in this folder"
        if others:
            problem += f", only files {', '.join(sorted(others))}"
        raise UnreadableFile(folder, problem, hint=f"plans are {', '.join(sorted(SUFFIXES))}")
    return sorted(found)


def _load(path: Path) -> tuple[bytes, _Format]:
    """The file's bytes and its format; nothing is read of what is no file or too large."""
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise UnreadableFile(path, "it is a folder", hint="name a file in it")
        # Opening a pipe or a device would wait for whoever writes to it.
        if not stat.S_ISREG(status.st_mode):
            raise UnreadableFile(path, "it is no regular file but a pipe, a socket or a device")
        with path.open("rb") as file:
            head = file.read(4096)
            kind = _format_of(head)
            limit = MAX_BYTES if kind == "plain" else MAX_BINARY_BYTES
            if status.st_size > limit:
                raise UnreadableFile(
                    path,
                    f"it has {status.st_size / 1e6:,.0f} MB, more than the limit of {limit / 1e6:,.0f} MB",
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
    return data, kind


def _format_of(head: bytes) -> _Format:
    if head.lstrip(b"\xef\xbb\xbf\0 \t\r\n").startswith(b"%PDF-"):
        return "pdf"
    return "docx" if head.startswith((b"PK\x03\x04", b"PK\x05\x06")) else "plain"


def _read_plain(data: bytes, path: Path) -> str:
    if data.startswith(_OLE):
        raise _ole(data, path)
    for magic, what, hint in _REFUSED:
        if data.startswith(magic):
            raise UnreadableFile(path, f"it is {what}", hint=hint)
    text = decode(data, path)
    if not text.strip():
        raise UnreadableFile(path, "the file is empty")
    suffix = path.suffix.lower()
    if _MHTML.match(text):
        raise UnreadableFile(path, "it is a web archive (MHTML)", hint="save the page as HTML")
    if _is_html(text, suffix):
        # A format is imported when it is met: the libraries load slowly, and most runs need one of them.
        from loaders.formats import html

        return clean(html.text_of(text))
    if suffix in _MARKDOWN:
        from loaders.formats import markdown

        return clean(markdown.text_of(text))
    return text


def _is_html(text: str, suffix: str) -> bool:
    if suffix in _MARKDOWN:
        return re.match(r"\s*<(?:!doctype\s+html|html)\b", text, re.IGNORECASE) is not None
    if suffix in {".html", ".htm"}:
        return _HTML_TAG.search(text) is not None
    return _HTML_START.match(text, 0, 4096) is not None


def _read_zip(data: bytes, path: Path) -> str:
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
        raise UnreadableFile(
            path, f"the .docx is broken: {error}", hint="open it in a word processor and save it again"
        ) from error
    for part, what, hint in _CONTAINERS:
        if part in names:
            raise UnreadableFile(path, f"it is {what}", hint=hint)
    if not any(name.startswith("word/") for name in names):
        raise UnreadableFile(path, "it is a zip archive", hint="unpack it first")
    from loaders.formats import docx

    return clean(docx.text_of(data, path))


def _read_pdf(data: bytes, path: Path) -> str:
    from loaders.formats import pdf

    return clean(pdf.text_of(data, path))


def _ole(data: bytes, path: Path) -> UnreadableFile:
    """What Office's old container holds, told by the names of its streams."""

    def has(stream: str) -> bool:
        return stream.encode("utf-16-le") in data

    if has("EncryptedPackage"):
        return UnreadableFile(path, "it is encrypted, needs a password", hint="save it without a password")
    if has("WordDocument"):
        return UnreadableFile(path, "it is a Word document of the old format (.doc)", hint="save it as .docx")
    if has("Workbook"):
        return UnreadableFile(path, "it is an Excel workbook of the old format (.xls)", hint="save it as HTML")
    return UnreadableFile(path, "it is an Office document of an old format", hint="save it as .docx")


_FORMATS: dict[_Format, Callable[[bytes, Path], str]] = {
    "plain": _read_plain,
    "docx": _read_zip,
    "pdf": _read_pdf,
}
