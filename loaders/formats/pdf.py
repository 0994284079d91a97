"""PDF to plain text: the text layer and the tables that lines draw, page by page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import closing
from ctypes import byref, c_double, c_float, c_int
from itertools import islice
from pathlib import Path

import pypdfium2  # type: ignore[import-untyped]  # ships no types
from pypdfium2 import raw

from graph.errors import UnreadableFile
from loaders.formats.columns import Run, bounds, in_columns, joined_runs
from loaders.formats.pages import Page, joined, parts_of
from loaders.formats.ruled import Grid, Line, grids, ruling

# PDFium writes U+FFFE for a hyphen at a line's end and swallows the break. After a capital or a digit it is
# part of a name (`EPC-O`), after a small letter it divides a word.
_HYPHEN_IN_NAME = re.compile(r"(?<=[A-Z0-9])[\ufffe\x02]")
_HYPHEN = re.compile(r"[\ufffe\x02]")
_FLAT = 0.01  # points
_MOST_PATHS = 5000  # of a page; a drawing has more


def text_of(data: bytes, path: Path) -> tuple[str, tuple[str, ...]]:
    """The text layer, lines as on the pages, in reading order, pages parted by `\\f`, rows of tables drawn with
    lines as `cell | cell |`; and notes on pages that have none.

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
    pages: list[Page] = []
    with closing(document):
        for at in range(len(document)):
            try:
                with closing(document[at]) as page:
                    pages.append(_page(page))
            except pypdfium2.PdfiumError as error:
                raise UnreadableFile(
                    path,
                    f"the .pdf is broken: {error}",
                    place=f"page {at + 1}",
                    hint="fetch it again or print it anew",
                ) from error
    return joined(pages, path)


def _page(page: pypdfium2.PdfPage) -> Page:
    _outline_flat_text(page)
    tables = _tables(page)
    has_picture = next(page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=3), None) is not None
    with closing(page.get_textpage()) as layer:
        parts = parts_of(_characters(layer), tables) if tables else [_text(layer)]
    return Page([_clean(part) if isinstance(part, str) else part for part in parts], has_picture)


def _text(layer: pypdfium2.PdfTextPage) -> str:
    runs = joined_runs([Run(*layer.get_rect(at)) for at in range(layer.count_rects())])
    columns = [bounds(column) for column in in_columns(runs)]
    if not columns:
        return str(layer.get_text_range())
    # A rounding error must not leave a character out.
    return "\n".join(layer.get_text_bounded(x0 - 1, y0 - 1, x1 + 1, y1 + 1) for x0, y0, x1, y1 in columns)


def _clean(text: str) -> str:
    return _HYPHEN.sub("", _HYPHEN_IN_NAME.sub("-", text)).replace("\r\n", "\n")


def _characters(layer: pypdfium2.PdfTextPage) -> Iterator[tuple[str, float, float]]:
    """Each character with the middle of its box. Spaces and line ends that PDFium adds are where the character
    before them is."""
    left, right, bottom, top = c_double(), c_double(), c_double(), c_double()
    x = y = 0.0
    for at in range(layer.count_chars()):
        text = chr(raw.FPDFText_GetUnicode(layer, at))
        if raw.FPDFText_IsGenerated(layer, at) != 1:
            raw.FPDFText_GetCharBox(layer, at, left, right, bottom, top)
            x, y = (left.value + right.value) / 2, (bottom.value + top.value) / 2
        yield text, x, y


def _tables(page: pypdfium2.PdfPage) -> list[Grid]:
    paths = list(islice(page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH]), _MOST_PATHS))
    if len(paths) == _MOST_PATHS:
        return []
    across: list[Line] = []
    down: list[Line] = []
    for path in paths:
        is_stroked = _is_stroked(path)
        matrix = path.get_matrix()
        for corners in _subpaths(path):
            lines = ruling([matrix.on_point(x, y) for x, y in corners], is_stroked=is_stroked)
            across += lines[0]
            down += lines[1]
    return grids(across, down)


def _subpaths(path: pypdfium2.PdfObject) -> Iterator[list[tuple[float, float]]]:
    """The corners of each part of a path that is drawn without lifting the pen, but for parts with curves."""
    corners: list[tuple[float, float]] = []
    is_straight = True
    x, y = c_float(), c_float()
    for at in range(raw.FPDFPath_CountSegments(path)):
        segment = raw.FPDFPath_GetPathSegment(path, at)
        kind = raw.FPDFPathSegment_GetType(segment)
        raw.FPDFPathSegment_GetPoint(segment, byref(x), byref(y))
        if kind == raw.FPDF_SEGMENT_MOVETO:
            if is_straight and len(corners) > 1:
                yield corners
            corners, is_straight = [], True
        is_straight = is_straight and kind != raw.FPDF_SEGMENT_BEZIERTO
        corners.append((x.value, y.value))
        if raw.FPDFPathSegment_GetClose(segment):
            corners.append(corners[0])
    if is_straight and len(corners) > 1:
        yield corners


def _is_stroked(path: pypdfium2.PdfObject) -> bool:
    fill, stroke = c_int(), c_int()
    return bool(raw.FPDFPath_GetDrawMode(path, byref(fill), byref(stroke)) and stroke.value)


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
