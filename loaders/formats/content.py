"""What a file is and the text in it. Its content decides: a suffix may lie."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

from graph.errors import UnreadableFile
from loaders.formats.encoding import HINT, decode
from loaders.formats.package import opened

_MARKDOWN = frozenset({".md", ".markdown"})

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_RTF = b"{\\rtf"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
# First bytes -> what the file is, what to do.
_REFUSED: tuple[tuple[bytes, str, str], ...] = (
    (b"\x89PNG\r\n", "a PNG image", "run OCR on it first"),
    (b"\xff\xd8\xff", "a JPEG image", "run OCR on it first"),
    (b"GIF8", "a GIF image", "run OCR on it first"),
    (b"II*\0", "a TIFF image", "run OCR on it first"),
    (b"MM\0*", "a TIFF image", "run OCR on it first"),
    (b"RIFF", "an image, sound or film", HINT),
    (b"Rar!\x1a", "a RAR archive", "unpack it first"),
    (b"7z\xbc\xaf", "a 7-Zip archive", "unpack it first"),
    (b"\x1f\x8b", "a gzip archive", "unpack it first"),
    (b"\x7fELF", "a program", HINT),
)
# A part that a zip container has -> what it is, what to do.
_CONTAINERS: tuple[tuple[str, str, str], ...] = (
    ("xl/workbook.xml", "an Excel workbook", "save it as HTML, or paste its table into a .docx"),
    ("xl/workbook.bin", "an Excel workbook", "save it as HTML, or paste its table into a .docx"),
    ("ppt/presentation.xml", "a PowerPoint presentation", "save it as .pdf"),
    ("content.xml", "an OpenDocument file", "save it as .docx"),
)
_HTML_START = re.compile(
    r"(?:\s|<\?xml[^>]*>|<!--(?:(?!-->).)*-->)*<(?:!doctype\s+html|html|head|body|meta|title|table|div|p)\b",
    re.IGNORECASE | re.DOTALL,
)
_HTML_TAG = re.compile(r"</?(?:p|div|span|table|tr|td|br|body|html|h[1-6]|ul|li)\b[^<>]*>", re.IGNORECASE)
_MHTML = re.compile(r"(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*){0,20}?Content-Type:\s*multipart/related", re.IGNORECASE)


class Content(NamedTuple):
    """The text of a file, as `loaders.files.RawText` has it."""

    text: str
    fixed_lines: bool = False
    notes: tuple[str, ...] = ()


def is_plain(head: bytes) -> bool:
    """Whether a file that begins so is text, as far as this tells: no format that holds pictures too."""
    return not (_is_pdf(head) or head.startswith((*_ZIP, _OLE, _RTF)))


def content_of(data: bytes, path: Path) -> Content:
    """What is in the file of these bytes; raises UnreadableFile, with a hint what to do, when it gives no text."""
    # A format is imported when it is met: the libraries load slowly, and most runs need one of them.
    if _is_pdf(data[:4096]):
        from loaders.formats import pdf

        text, notes = pdf.text_of(data, path)
        return Content(text, fixed_lines=True, notes=notes)
    if data.startswith(_ZIP):
        return _zip(data, path)
    if data.startswith(_OLE):
        return _ole(data, path)
    if data.startswith(_RTF):
        return _converted(data, path, "an RTF document", ".rtf")
    return Content(_plain(data, path))


def _is_pdf(head: bytes) -> bool:
    return head.lstrip(b"\xef\xbb\xbf\0 \t\r\n").startswith(b"%PDF-")


def _plain(data: bytes, path: Path) -> str:
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
        from loaders.formats import html

        return html.text_of(text)
    if suffix in _MARKDOWN:
        from loaders.formats import markdown

        return markdown.text_of(text)
    return text


def _is_html(text: str, suffix: str) -> bool:
    if suffix in _MARKDOWN:
        return re.match(r"\s*<(?:!doctype\s+html|html)\b", text, re.IGNORECASE) is not None
    if suffix in {".html", ".htm"}:
        return _HTML_TAG.search(text) is not None
    return _HTML_START.match(text, 0, 4096) is not None


def _zip(data: bytes, path: Path) -> Content:
    suffix = path.suffix.lower()
    with opened(BytesIO(data), path, suffix if suffix in {".ofd", ".zip"} else ".docx") as archive:
        names = set(archive.namelist())
    for part, what, hint in _CONTAINERS:
        if part in names:
            raise UnreadableFile(path, f"it is {what}", hint=hint)
    if "OFD.xml" in names:
        from loaders.formats import ofd

        text, notes = ofd.text_of(data, path)
        return Content(text, fixed_lines=True, notes=notes)
    if not any(name.startswith("word/") for name in names):
        raise UnreadableFile(path, "it is a zip archive", hint="unpack it first")
    return _docx(data, path)


def _docx(data: bytes, path: Path) -> Content:
    from loaders.formats import docx

    return Content(docx.text_of(data, path))


def _ole(data: bytes, path: Path) -> Content:
    """The text of what Office's old container holds, told by the names of its streams."""

    def has(stream: str) -> bool:
        return stream.encode("utf-16-le") in data

    if has("EncryptedPackage"):
        raise UnreadableFile(path, "it is encrypted, needs a password", hint="save it without a password")
    if has("WordDocument"):
        return _converted(data, path, "a Word document of the old format (.doc)", ".doc")
    if has("Workbook"):
        raise UnreadableFile(path, "it is an Excel workbook of the old format (.xls)", hint="save it as HTML")
    raise UnreadableFile(path, "it is an Office document of an old format", hint="save it as .docx")


def _converted(data: bytes, path: Path, what: str, suffix: str) -> Content:
    from loaders.formats import office

    return _docx(office.to_docx(data, path, what, suffix), path)
