"""Files of invented plans, for tests that begin with files."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

from PIL import Image  # comes with reportlab
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen import canvas

CITY = "青岚市"
BRIDGES_2021 = "建设桥梁健康监测系统平台。完成云渡大桥等5座大型桥梁在线监测预警，预防严重病害。"
BRIDGES_2023 = "实施桥梁在线监测系统建设。建设桥梁健康监测系统平台二期，实现云渡大桥等9座桥梁在线监测预警。"
GREEN = "推进口袋公园建设。全市新建口袋公园35处，修订《青岚市城市绿化条例》。"
WASTE = "抓好生活垃圾分类。落实《青岚市生活垃圾分类管理办法》，建成分拣中心2处。"
LIGHTS = "加强路灯养护。市城管局会同市公安局检修路灯790盏，亮灯率达到99%以上。"


def plan_text(year: int, *items: str, city: str = CITY, bureau: str = "城市管理局") -> str:
    """The text of a plan with these items in one section."""
    numbered = "\n".join(f"{number}.{item}" for number, item in enumerate(items, start=1))
    return f"{city}{bureau}{year}年工作要点\n\n一、加强基础设施建设\n{numbered}\n"


def write_plan(path: Path, year: int, *items: str, city: str = CITY, bureau: str = "城市管理局") -> Path:
    """A file with such a plan."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(plan_text(year, *items, city=city, bureau=bureau), "utf-8")
    return path


def plan_pdf(*pages: str) -> bytes:
    """A PDF with a page for each text; one for an empty text is a picture, as of a scanner."""
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    stream = BytesIO()
    pdf = canvas.Canvas(stream)
    for text in pages:
        pdf.setFont("STSong-Light", 12)
        for at, line in enumerate(text.split("\n")):
            pdf.drawString(60, 780 - 20 * at, line)
        if not text:
            pdf.drawInlineImage(Image.new("L", (8, 8), 128), 0, 0, 500, 700)
        pdf.showPage()
    pdf.save()
    return stream.getvalue()


def three_years(folder: Path) -> Path:
    """A folder with plans of one bureau for 2021, 2023 and 2024; the monitoring of bridges is in the first two."""
    write_plan(folder / "2021.txt", 2021, BRIDGES_2021, GREEN)
    write_plan(folder / "2023.txt", 2023, GREEN, BRIDGES_2023, WASTE)
    write_plan(folder / "2024.txt", 2024, WASTE, LIGHTS)
    return folder
