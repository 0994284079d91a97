"""Make the README's pictures from `samples/`: `python scripts/make_pictures.py` writes `docs/images/*.png`.

It needs the development tools, Chromium (on the path, as `chromium`) and a font for Chinese.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import sync_playwright

from cli.report import report_of
from graph.queries import overview_scene, trace
from graph.store.embedded import open_embedded
from loaders.load import load, read_plans
from visualizations import overview_page, trace_page

ROOT = Path(__file__).parents[1]
SHOWN = ROOT / "samples" / "linyi-2023.docx"
IMAGES = ROOT / "docs" / "images"
MOST_BYTES = 300_000


def main() -> None:
    """Load the samples into a store of their own, and take a picture of each page."""
    report = report_of([plan for _, plan in read_plans([SHOWN]).plans], [])
    with TemporaryDirectory() as folder:
        store = open_embedded(Path(folder) / "data", linger=0)
        try:
            load([ROOT / "samples"], store)
            pages = {
                "trace": (trace_page("桥梁监测", trace(store, "桥梁监测", "济宁市"), "济宁市"), 500),
                "overview": (overview_page(overview_scene(store, "济宁市", 2023)), 900),
                "report": (report, 900),
            }
        finally:
            store.close()
    IMAGES.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        for name, (page, height) in pages.items():
            file = Path(folder) / f"{name}.html"
            file.write_text(page, "utf-8")
            view = browser.new_page(viewport={"width": 1280, "height": height})
            view.goto(file.as_uri())
            view.wait_for_selector("html[data-drawn]")
            picture = view.screenshot(path=IMAGES / f"{name}.png")
            if len(picture) >= MOST_BYTES:
                sys.exit(f"{name}.png has {len(picture):,} bytes, more than {MOST_BYTES:,}")
        browser.close()


if __name__ == "__main__":
    main()
