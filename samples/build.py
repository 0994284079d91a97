"""Build the samples that are not plain text: jining-2023.pdf and linyi-2023.docx from source/*.text.

    python samples/build.py [FOLDER]

Needs reportlab (a development dependency) and python-docx. The files are the same, byte for byte, on every
run with the same versions of the two, so that a sample changes only when its source does.
"""

from __future__ import annotations

import io
import re
import sys
import zipfile
from datetime import datetime
from pathlib import Path

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

HERE = Path(__file__).resolve().parent
BUILT = datetime(2024, 1, 1)  # in the files' metadata, in place of the clock

FONT = "STSong-Light"  # one of the fonts that PDF readers bring along: nothing to embed
SIZE = 14
LEADING = 26
MARGIN = 72
NO_LINE_START = "，。、；：！？）》”』〕%"
NO_LINE_END = "（《“『〔"
HEAD_LINES = 9  # of the source: the notice before the plan


def spaced(line: str) -> str:
    """Put a space on both sides of a figure, as word processors do."""
    line = re.sub(r"(?<=[\u4e00-\u9fff])(?=[0-9≥])", " ", line)
    return re.sub(r"(?<=[0-9%])(?=[\u4e00-\u9fff])", " ", line)


def wrapped(paragraph: str, width: float) -> list[str]:
    """Break a paragraph into lines of at most `width` points; the first one is indented by two characters."""
    lines, line = [], "\u3000\u3000"
    for char in paragraph:
        full = pdfmetrics.stringWidth(line + char, FONT, SIZE) > width
        if full and char not in NO_LINE_START:
            kept = line.rstrip(NO_LINE_END)
            lines.append(kept)
            line = line[len(kept) :] + char.strip()
        else:
            line += char
    return [*lines, line]


def pdf(source: str) -> bytes:
    """Return the PDF of a plan: hard-wrapped lines, a running header and page numbers."""
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=A4, invariant=1)
    canvas.setTitle("济宁市城市管理局2023年工作要点")
    width, height = A4
    paragraphs = [spaced(line) for line in source.splitlines() if line.strip()]
    title = paragraphs[HEAD_LINES - 1]
    lines: list[tuple[str, bool]] = []
    for number, paragraph in enumerate(paragraphs):
        centred = number < 4 or number == HEAD_LINES - 1
        lines += [(paragraph, True)] if centred else [(line, False) for line in wrapped(paragraph, width - 2 * MARGIN)]
    per_page = int((height - 2 * MARGIN) // LEADING)
    for page, start in enumerate(range(0, len(lines), per_page), start=1):
        canvas.setFont(FONT, 9)
        canvas.drawCentredString(width / 2, height - 40, title)
        canvas.drawCentredString(width / 2, 36, f"- {page} -")
        canvas.setFont(FONT, SIZE)
        y = height - MARGIN - SIZE
        for line, centred in lines[start : start + per_page]:
            if centred:
                canvas.drawCentredString(width / 2, y, line)
            else:
                canvas.drawString(MARGIN, y, line)
            y -= LEADING
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


def docx(source: str) -> bytes:
    """Return the Word document of a plan: `# ` lines centred, `## ` lines as headings."""
    document = Document()
    normal = document.styles["Normal"]
    normal.font.name = "FangSong"
    normal.element.rPr.rFonts.set(qn("w:eastAsia"), "仿宋")
    properties = document.core_properties
    properties.author = properties.last_modified_by = "govgraph samples"
    properties.title = "2023年全市城市管理工作要点"
    properties.created = properties.modified = BUILT
    properties.revision = 1
    for line in source.splitlines():
        if line.startswith("## "):
            document.add_heading(line.removeprefix("## "), level=1)
        elif line.startswith("# "):
            paragraph = document.add_paragraph()
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
            paragraph.add_run(line.removeprefix("# ")).bold = True
        elif line.strip():
            document.add_paragraph(line)
    stream = io.BytesIO()
    document.save(stream)
    return repacked(stream.getvalue())


def repacked(archive: bytes) -> bytes:
    """Return the same zip archive with sorted members and one fixed date for all of them."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as old, zipfile.ZipFile(out, "w") as new:
        for name in sorted(old.namelist()):
            member = zipfile.ZipInfo(name, date_time=BUILT.timetuple()[:6])
            member.compress_type = zipfile.ZIP_DEFLATED
            member.external_attr = 0o644 << 16
            new.writestr(member, old.read(name))
    return out.getvalue()


def main(folder: Path) -> None:
    """Write both files into `folder`."""
    for name, build in (("jining-2023.pdf", pdf), ("linyi-2023.docx", docx)):
        source = (HERE / "source" / Path(name).with_suffix(".text").name).read_text(encoding="utf-8")
        (folder / name).write_bytes(build(source))


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE)
