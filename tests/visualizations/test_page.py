from __future__ import annotations

import html
import json
import re
from base64 import b64encode
from collections.abc import Callable
from hashlib import sha256
from html.parser import HTMLParser
from itertools import combinations
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.continuity.links import Change
from graph.kinds import ontology
from tests.visualizations.conftest import Samples
from tests.visualizations.invented import (
    HOSTILE,
    hostile_lines,
    hostile_overview,
    hostile_regulations,
    hostile_responsibility,
    line_of_work,
    overview,
)
from visualizations import Site, overview_page, palette, regulations_page, responsibility_page, trace_page, words
from visualizations.page import safe_json

HOSTILE_PAGES: dict[str, Callable[[], str]] = {
    "overview": lambda: overview_page(hostile_overview()),
    "responsibility": lambda: responsibility_page(hostile_responsibility()),
    "regulations": lambda: regulations_page(hostile_regulations()),
    "trace": lambda: trace_page(HOSTILE[1], hostile_lines(), HOSTILE[2]),
    "nothing": lambda: trace_page(HOSTILE[0], []),
}


class Tags(HTMLParser):
    """Collects the names of the elements of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.found.append(tag)


def data(page: str, name: str) -> list[dict[str, object]]:
    found = re.search(rf'<script type="application/json" id="{name}">(.*?)</script>', page, re.DOTALL)
    assert found
    content: list[dict[str, object]] = json.loads(found[1])
    return content


@pytest.mark.parametrize("name", HOSTILE_PAGES)
def test_hostile_text_is_never_markup(name: str) -> None:
    page = HOSTILE_PAGES[name]()
    tags = Tags()
    tags.feed(page)
    assert tags.found.count("script") == 6
    assert page.count("</script") == 6
    assert not {"img", "b", "iframe", "object"} & set(tags.found)
    assert "<!-- <script>" not in page
    for block in re.findall(r"<script.*?</script>", page, re.DOTALL):
        assert not {"\u2028", "\u2029"} & set(block)


def test_hostile_text_reaches_the_page_whole() -> None:
    page = overview_page(hostile_overview())
    labels = {node["label"] for node in data(page, "nodes")}
    assert set(HOSTILE) <= labels
    assert f"<title>{html.escape(HOSTILE[0])}".replace("&quot;", "&#34;") in page


@given(
    st.recursive(
        st.text() | st.integers() | st.none(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner)
    )
)
def test_json_is_safe_in_a_script_and_reads_back(value: object) -> None:
    text = str(safe_json(value))
    assert not set("<>&\u2028\u2029") & set(text)
    assert json.loads(text) == value


def test_the_policy_allows_these_scripts_and_this_style_alone() -> None:
    page = overview_page(overview(3, 3))
    (policy,) = re.findall(r'Content-Security-Policy" content="([^"]*)"', page)
    policy = html.unescape(policy)
    assert "default-src 'none'" in policy
    assert "connect-src 'none'" in policy
    assert "unsafe" not in policy
    scripts = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    (style,) = re.findall(r"<style>(.*?)</style>", page, re.DOTALL)
    assert len(scripts) == 2
    for part in (*scripts, style):
        assert f"'sha256-{b64encode(sha256(part.encode()).digest()).decode()}'" in policy
    assert policy.count("sha256-") == 3


def test_a_page_loads_nothing_from_elsewhere() -> None:
    page = overview_page(overview(3, 3))
    markup = re.sub(r"<script>.*?</script>", "", page, flags=re.DOTALL)
    assert "http://" not in markup
    assert "https://" not in markup
    assert re.findall(r"""(?:src|href)=["']?([^"' >]+)""", markup) == ["data:,"]
    assert "sourceMappingURL" not in page
    assert page.startswith("<!DOCTYPE html>")
    assert '<html lang="zh-CN" data-lang="zh"' in page


def test_a_limit_that_left_something_out_is_told(samples: Samples) -> None:
    scene = samples.small_overview
    assert f"显示 {scene.shown} / 共 {scene.total} 个节点" in overview_page(scene)
    assert 'id="note"' not in overview_page(samples.overview)
    assert words.limited(200, 1431, words.Words("个节点", "nodes")) == (
        "显示 200 / 共 1,431 个节点，只留关联最多的。",
        "Showing 200 of 1,431 nodes: the most connected.",
    )


def test_a_page_has_a_node_for_each_and_labels_of_names(samples: Samples) -> None:
    page = overview_page(samples.overview)
    nodes = data(page, "nodes")
    assert len(nodes) == samples.overview.shown
    assert not [node["label"] for node in nodes if "/" in str(node["label"])]
    assert len(data(page, "edges")) >= len(samples.overview.items)


def test_tooltips_give_the_sentence_with_the_item_and_its_year(samples: Samples) -> None:
    page = overview_page(samples.overview)
    tips = json.dumps([edge["wire"] for edge in data(page, "edges")], ensure_ascii=False)
    assert '"quote"' in tips
    for tie in samples.overview.ties:
        assert tie.evidence is not None
        start, end = tie.evidence.pieces[0]
        begin = tie.evidence.evidence.start
        assert json.dumps(tie.evidence.evidence.quote[start - begin : end - begin], ensure_ascii=False) in tips
    assert "2023年 第" in tips


def test_no_value_of_the_graph_is_left_in_english(samples: Samples) -> None:
    pages = [
        overview_page(samples.overview),
        responsibility_page(samples.responsibility),
        regulations_page(samples.regulations),
        trace_page("平台", samples.platforms),
    ]
    values = {"continued", "expanded", "merged", "split", "narrowed", "lead", "support", "issuer", "bridge", "bureau"}
    for page in pages:
        for part in ("nodes", "edges"):
            shown = {text for each in data(page, part) for text in chinese(each.get("box") or each.get("wire"))}
            assert not shown & values
        heads = json.dumps(data(page, "scene"), ensure_ascii=False)
        assert heads


def chinese(value: object) -> list[str]:
    """The texts of a card or wire as a Chinese page shows them."""
    found: list[str] = []
    if isinstance(value, dict):
        for key in ("lines", "tips", "label"):
            found += chinese(value.get(key))
    elif isinstance(value, list):
        for _, runs in value:
            found += [text if isinstance(text, str) else text[0] for text, _ in runs]
    return found


def test_changes_are_told_in_chinese(samples: Samples) -> None:
    texts = [text for edge in data(trace_page("桥梁监测", samples.bridges), "edges") for text in chinese(edge["wire"])]
    assert "扩大" in texts


def test_a_page_of_a_site_leads_home_and_to_its_items() -> None:
    site = Site("/", lambda key: f"/items?key={len(key)}")
    page = overview_page(overview(2, 2), site)
    assert '<a class="home" href="/">' in page
    links = [node["box"]["href"] for node in data(page, "nodes")]  # type: ignore[index]
    assert sum(bool(link) for link in links) == 2
    assert "home" not in re.findall(r'class="(\w+)"', overview_page(overview(2, 2)))


def test_nothing_found_is_said() -> None:
    page = trace_page("量子计算", [])
    assert "已载入的计划中没有关于“量子计算”的内容。" in page
    assert 'id="stage"' not in page


def test_a_long_search_shows_whole_lines_and_says_so() -> None:
    page = trace_page("桥梁", line_of_work() * 40)
    assert "显示 20 / 共 40 条工作脉络" in page


def test_every_closed_value_has_words_in_both_languages() -> None:
    for label in ("Facility", "Regulation", "Unit"):
        assert set(words.KINDS[label]) == set(ontology().kinds[label].properties["kind"].values)
    assert set(words.CHANGES) == set(get_args(Change))
    assert set(words.GRADES) == set(ontology().kinds["Initiative"].edges["CONTINUES"].properties["grade"].values)
    assert set(words.ROLES) == set(ontology().kinds["Unit"].edges["RESPONSIBLE_FOR"].properties["role"].values)
    assert set(words.LABELS) < set(ontology().kinds)
    assert set(palette.KINDS) == set(ontology().kinds)


# ---- the palette


def channels(color: str) -> tuple[float, float, float]:
    """Linear light of red, green and blue."""
    values = (int(color[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in values)
    return red, green, blue


def contrast(one: str, other: str) -> float:
    bright = sorted(
        sum(w * c for w, c in zip((0.2126, 0.7152, 0.0722), channels(x), strict=True)) for x in (one, other)
    )
    return (bright[1] + 0.05) / (bright[0] + 0.05)


TONES = [*palette.KINDS.values(), *palette.STATES.values()]


@pytest.mark.parametrize("tone", TONES)
def test_text_and_lines_stand_out(tone: palette.Tone) -> None:
    assert contrast(palette.INK, tone.fill) >= 7
    assert contrast(palette.MUTED, tone.fill) >= 4.5
    assert contrast(tone.line, palette.PAPER) >= 4.5
    assert contrast(tone.line, tone.fill) >= 4.5
    assert contrast(palette.KINDS["Target"].line, tone.fill) >= 4.5
    assert contrast(palette.INK, palette.MARK) >= 7


DEFICIENCIES = {  # Machado, Oliveira and Fernandes 2009, severity 1.0
    "red": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "green": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "none": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
}


@pytest.mark.parametrize("missing", DEFICIENCIES)
def test_the_kinds_that_meet_in_a_view_stay_apart_for_everybody(missing: str) -> None:
    matrix = DEFICIENCIES[missing]

    def seen(color: str) -> tuple[float, float, float]:
        """CIE L*a*b*."""
        light = channels(color)
        r, g, b = (max(0.0, sum(m * c for m, c in zip(row, light, strict=True))) for row in matrix)
        x = (0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.9505
        y = 0.2126 * r + 0.7152 * g + 0.0722 * b
        z = (0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.089
        fx, fy, fz = (v ** (1 / 3) if v > 0.008856 else 7.787 * v + 16 / 116 for v in (x, y, z))
        return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)

    meeting = ["Initiative", "Facility", "Regulation", "Unit"]
    for one, other in [*combinations(meeting, 2), ("Initiative", "Official"), ("Official", "Unit")]:
        pairs = zip(seen(palette.KINDS[one].line), seen(palette.KINDS[other].line), strict=True)
        assert sum((a - b) ** 2 for a, b in pairs) ** 0.5 > 9, (one, other)


def test_the_palette_is_css_too() -> None:
    assert f"--initiative-line:{palette.KINDS['Initiative'].line};" in palette.css_properties()
    assert palette.css_properties().count("{") == 1
    for name in palette.STROKES:
        assert f".swatch-wire-{name}{{" in palette.css_swatches()
