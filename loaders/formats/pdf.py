"""PDF to plain text: the text layer, page by page."""

from __future__ import annotations

import re
from contextlib import closing
from pathlib import Path

import pypdfium2  # type: ignore[import-untyped]  # ships no types
from pypdfium2 import raw

from graph.errors import UnreadableFile

# PDFium writes U+FFFE for a hyphen at a line's end and swallows the break. After a capital or a digit it is
# part of a name (`EPC-O`), after a small letter it divides a word.
_HYPHEN_IN_NAME = re.compile(r"(?<=[A-Z0-9])[\ufffe\x02]")
_HYPHEN = re.compile(r"[\ufffe\x02]")
_FLAT = 0.01  # points
_FEW_CHARACTERS = 20  # such as the page number or a scanner's mark over the picture of a page


def text_of(data: bytes, path: Path) -> str:
    """The text layer, lines as on the pages, in reading order, pages parted by `\\f`.

    Raises UnreadableFile when the file is broken, encrypted, or has no text layer on most of its pages.
    """
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if error.err_code == raw.FPDF_ERR_PASSWORD:
            raise UnreadableFile(
                path, "it is encrypted, needs a password", hint="save it without a password"
            ) from error
        raise UnreadableFile(path, f"the .pdf is broken: {error}", hint="fetch it again or print it anew") from error
    pages: list[str] = []
    scanned: list[int] = []
    with closing(document):
        for at in range(len(document)):
            try:
                text, has_image = _page(document, at)
            except pypdfium2.PdfiumError as error:
                raise UnreadableFile(
                    path,
                    f"the .pdf is broken: {error}",
                    place=f"page {at + 1}",
                    hint="fetch it again or print it anew",
                ) from error
            pages.append(text)
            if has_image and len("".join(text.split())) < _FEW_CHARACTERS:
                scanned.append(at + 1)
    if not any(page.strip() for page in pages) or len(scanned) * 2 > len(pages):
        problem = f"no text layer on {len(scanned) or len(pages)} of {len(pages)} pages"
        raise UnreadableFile(path, f"{problem}: it is scanned" if scanned else problem, hint="run OCR first")
    return "\f".join(pages)


def _page(document: pypdfium2.PdfDocument, at: int) -> tuple[str, bool]:
    """The text of a page, and whether a picture is on it."""
    with closing(document[at]) as page:
        _outline_flat_text(page)
        with closing(page.get_textpage()) as layer:
            text = layer.get_text_range()
        has_image = next(page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=3), None) is not None
    return _HYPHEN.sub("", _HYPHEN_IN_NAME.sub("-", text)).replace("\r\n", "\n"), has_image


def _outline_flat_text(page: pypdfium2.PdfPage) -> None:
    """Gives text without width or height an outline, in memory, so that PDFium sees it.

    Chinese in a font that is neither in the file nor on this machine has no height, and a single character no
    width either: PDFium would run the lines of such text together and leave single characters out.
    """
    for text in page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT]):
        left, bottom, right, top = text.get_bounds()
        if min(right - left, top - bottom) < _FLAT:
            raw.FPDFTextObj_SetTextRenderMode(text, raw.FPDF_TEXTRENDERMODE_STROKE)
            raw.FPDFPageObj_SetStrokeWidth(text, 1)
            # Moving it by nothing makes PDFium measure it anew.
            raw.FPDFPageObj_Transform(text, 1, 0, 0, 1, 0, 0)
