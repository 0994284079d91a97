"""DOCX to plain text: paragraphs and tables in the order of the document, with the numbers of lists."""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml

from graph.errors import UnreadableFile
from loaders.formats.numbering import Numbering
from loaders.formats.package import REPAIR, opened, refuse_encrypted
from loaders.formats.rows import row

_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_TRANSITIONAL = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"

_VAL = qn("w:val")
_P, _TBL, _TR, _TC, _R, _T = (qn(f"w:{name}") for name in ("p", "tbl", "tr", "tc", "r", "t"))
_PPR, _STYLE, _MARK_DELETED = qn("w:pPr"), qn("w:pStyle"), f"{qn('w:rPr')}/{qn('w:del')}"
_CODE, _FIELD, _SIMPLE_FIELD = qn("w:instrText"), qn("w:fldChar"), qn("w:fldSimple")
_VANISH = f"{qn('w:rPr')}/{qn('w:vanish')}"
# Deleted and moved-away text, and what is no text of the body: pictures, text boxes, notes, properties.
_LEFT_OUT = frozenset(
    (
        "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent",
        *(qn(f"w:{name}") for name in ("del", "moveFrom", "delText", "instrText", "drawing", "pict", "object", "rt")),
        *(qn(f"w:{name}") for name in ("footnoteReference", "endnoteReference", "sdtPr", "sdtEndPr")),
        *(qn(f"w:{name}") for name in ("pPr", "rPr", "tblPr", "tblGrid", "trPr", "tcPr", "sectPr")),
    )
)
_CHARACTERS = {
    qn("w:tab"): "\t",
    qn("w:ptab"): "\t",
    qn("w:br"): "\n",
    qn("w:cr"): "\n",
    qn("w:noBreakHyphen"): "-",
}
_PAGE_FIELDS = ("PAGE", "NUMPAGES", "SECTIONPAGES", "PAGEREF")


def text_of(data: bytes, path: Path) -> str:
    """The document's text, one paragraph or table row a line; a line break in a paragraph is one here too.

    Raises UnreadableFile when the archive or a part in it is broken, encrypted or too large unpacked.
    """
    with opened(BytesIO(data), path, ".docx") as archive:
        refuse_encrypted(archive, path)
        main, numbering, styles = _parts(archive)
        body = main.find(qn("w:body"))
        if body is None:
            raise UnreadableFile(path, "the .docx is broken: it has no body", hint=REPAIR)
        return "\n".join(_Reader(numbering, styles).blocks(body))


def _parts(archive: zipfile.ZipFile) -> tuple[Any, Any | None, Any | None]:
    """The roots of the main part, of the numbering and of the styles, found by their relationships."""
    names = set(archive.namelist())
    # Only these three are opened: files with dangling pictures or links are common and harmless.
    main = _related(archive, names, "", "officeDocument") or "word/document.xml"
    numbering = _related(archive, names, main, "numbering")
    styles = _related(archive, names, main, "styles")
    return (
        _parse(archive, main),
        _parse(archive, numbering) if numbering else None,
        _parse(archive, styles) if styles else None,
    )


def _related(archive: zipfile.ZipFile, names: set[str], part: str, kind: str) -> str | None:
    folder, name = posixpath.split(part)
    relations = posixpath.join(folder, "_rels", f"{name}.rels")
    if relations not in names:
        return None
    for relation in parse_xml(archive.read(relations)):
        if str(relation.get("Type")).endswith(f"/{kind}"):
            target = posixpath.normpath(posixpath.join("/", folder, str(relation.get("Target")))).lstrip("/")
            if target in names:
                return target
    return None


def _parse(archive: zipfile.ZipFile, part: str) -> Any:
    # python-docx's parser resolves no entities, which leaves nothing to expand.
    return parse_xml(archive.read(part).replace(_STRICT, _TRANSITIONAL))


class _Reader:
    """Walks the body once, counting the lists as it goes."""

    def __init__(self, numbering: Any | None, styles: Any | None) -> None:
        self._numbering = Numbering(numbering, styles)
        self._contents = _styles_of_contents(styles)
        self._carried = ""

    def blocks(self, parent: Any) -> Iterator[str]:
        for block in _blocks(parent):
            if block.tag == _TBL:
                yield from self._table(block)
            elif (text := self._paragraph(block)) is not None:
                yield text
        if self._carried:
            yield self._carried
            self._carried = ""

    def _paragraph(self, paragraph: Any) -> str | None:
        """The text with its number; None if it runs on into the next or is of the table of contents."""
        properties = paragraph.find(_PPR)
        style = properties.find(_STYLE) if properties is not None else None
        if style is not None and style.get(_VAL) in self._contents:
            return None
        text = self._carried + _text(paragraph)
        self._carried = ""
        # Deleting a paragraph's mark, with changes tracked, joins it to the next.
        if properties is not None and properties.find(_MARK_DELETED) is not None:
            self._carried = text
            return None
        number = self._numbering.number(properties)
        # An empty paragraph of a list counts, but a number without a text says nothing.
        return number + text if text.strip() else text

    def _table(self, table: Any) -> Iterator[str]:
        rows = [list(_within(tr, _TC)) for tr in _within(table, _TR) if not _is_deleted(tr)]
        if all(len(cells) < 2 for cells in rows):
            for cells in rows:
                for cell in cells:
                    yield from self.blocks(cell)
            return
        for cells in rows:
            line = row(
                "" if _merges(cell, "w:vMerge") else " ".join(self.blocks(cell))
                for cell in cells
                if not _merges(cell, "w:hMerge")
            )
            if line:
                yield line


def _text(paragraph: Any) -> str:
    """The paragraph's own text, without deleted runs, hidden ones and page-number fields."""
    pieces: list[str] = []
    fields: list[str] = []  # the codes of the fields that are open
    stack = list(reversed(paragraph))
    while stack:
        element = stack.pop()
        tag = element.tag
        if tag == _CODE and fields:
            fields[-1] += element.text or ""
        elif tag == _FIELD:
            kind = element.get(qn("w:fldCharType"))
            if kind == "begin":
                fields.append("")
            elif kind == "end" and fields:
                fields.pop()
        elif tag == _T or tag in _CHARACTERS:
            if not any(map(_is_page_field, fields)):
                pieces.append(_CHARACTERS.get(tag) or element.text or "")
        elif not _is_left_out(element):
            stack.extend(reversed(element))
    return "".join(pieces)


def _is_left_out(element: Any) -> bool:
    tag = element.tag
    if not isinstance(tag, str) or tag in _LEFT_OUT:  # a comment or an entity has no name
        return True
    if tag == _SIMPLE_FIELD:
        return _is_page_field(element.get(qn("w:instr")) or "")
    vanish = element.find(_VANISH) if tag == _R else None
    return vanish is not None and vanish.get(_VAL) not in {"0", "false"}


def _is_page_field(code: str) -> bool:
    words = code.split(maxsplit=1)
    return bool(words) and words[0].upper() in _PAGE_FIELDS


def _blocks(parent: Any) -> Iterator[Any]:
    """Paragraphs and tables below `parent`, out of whatever wraps them."""
    stack = list(reversed(parent))
    while stack:
        element = stack.pop()
        if element.tag in {_P, _TBL}:
            yield element
        elif not _is_left_out(element):
            stack.extend(reversed(element))


def _within(parent: Any, tag: str) -> Iterator[Any]:
    """The rows of a table or the cells of a row, out of whatever wraps them, not those of nested tables."""
    stack = list(reversed(parent))
    while stack:
        element = stack.pop()
        if element.tag == tag:
            yield element
        elif element.tag not in {_P, _TBL} and not _is_left_out(element):
            stack.extend(reversed(element))


def _is_deleted(tr: Any) -> bool:
    return tr.find(f"{qn('w:trPr')}/{qn('w:del')}") is not None


def _merges(cell: Any, kind: str) -> bool:
    """Whether the cell continues one before it (`w:hMerge`) or above it (`w:vMerge`)."""
    merge = cell.find(f"{qn('w:tcPr')}/{qn(kind)}")
    return merge is not None and merge.get(_VAL) != "restart"


def _styles_of_contents(styles: Any | None) -> set[str]:
    """The styles of a table of contents, whose lines repeat the headings."""
    if styles is None:
        return set()
    found = set()
    for style in styles.findall(qn("w:style")):
        name = style.find(qn("w:name"))
        if name is not None and (name.get(_VAL) or "").lower().startswith(("toc ", "toc heading")):
            found.add(style.get(qn("w:styleId")))
    return found
