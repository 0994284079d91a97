"""A picture as one HTML page that needs nothing else: no server, no other host."""

from __future__ import annotations

import json
import re
from base64 import b64encode
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from functools import cache
from hashlib import sha256
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

from markupsafe import Markup

from visualizations import palette
from visualizations.picture import Backdrop, Card, Picture, Tip, Wire
from visualizations.text import FACES, Line
from visualizations.words import Words

_OPTIONS = {
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "interaction": {"dragNodes": False, "dragView": False, "zoomView": False, "selectable": False, "hover": False},
    "nodes": {"fixed": True, "chosen": False},
    # The page draws the edges: from side to side of the cards, not from middle to middle.
    "edges": {"hidden": True, "smooth": False, "chosen": False},
}
_SCRIPTS = ("start.js", "drawing.js", "moving.js", "pointing.js")
_UNSAFE = {ord(char): f"\\u{ord(char):04x}" for char in "<>&\u2028\u2029"}


@dataclass(frozen=True, slots=True)
class Site:
    """The site that a page is part of: the address of its front page, and of the page of an item by its key."""

    home: str
    item: Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a page says around its picture. `legend` is samples (`card-<label>`, `state-<state>`,
    `wire-<stroke>`) with what they mean, `note` what a limit left out, `empty` what to say without any card."""

    view: str
    heading: Words
    subtitle: Words
    picture: Picture
    legend: tuple[tuple[str, Words], ...]
    note: Words | None
    empty: Words


def render(sheet: Sheet, site: Site | None = None) -> str:
    """The page, complete. Whatever the texts hold, it runs no script but its own and asks no other host."""
    # Imported here: pyvis brings IPython, which takes longer to load than a page takes to make.
    from pyvis.network import Network

    network = Network(directed=True, cdn_resources="in_line", heading=sheet.heading.zh)
    network.options = _OPTIONS
    for card in sheet.picture.cards:
        network.add_node(
            card.id,
            label=card.name or " ",
            shape="custom",
            color=palette.KINDS[card.tone].line,
            x=round(card.x + card.width / 2),
            y=round(card.middle, 1),
            box=_box(card, site),
        )
    for wire in sheet.picture.wires:
        network.add_edge(wire.source, wire.target, id=wire.id, wire=_wire(wire))
    with as_file(files("visualizations").joinpath("templates")) as folder:
        network.set_template_dir(str(folder), "network.html")
        environment = network.templateEnv
        environment.autoescape = True
        environment.filters["data"] = safe_json
        environment.globals.update(
            sheet=sheet,
            site=site,
            scene=_scene(sheet.picture),
            settings=_OPTIONS,
            **_parts(),
        )
        page: str = network.generate_html()
    return page


def safe_json(value: Any) -> Markup:
    """`value` as JSON that stands safely inside a <script> element."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return Markup(text.translate(_UNSAFE))  # noqa: S704  what could end the element is escaped


@cache
def _parts() -> dict[str, Any]:
    """The scripts, the style sheet and the policy that allows these alone."""
    body = "".join(map(template, _SCRIPTS))
    library, script = Markup(_library()), Markup(f'(() => {{"use strict";\n{body}}})();')  # noqa: S704  ours, the wheel's
    style = Markup(palette.css_properties() + palette.css_swatches() + template("network.css"))  # noqa: S704
    return {"library": library, "script": script, "style": style, "policy": policy_for((library, script), style)}


def policy_for(scripts: Iterable[str], style: str) -> str:
    """The Content-Security-Policy that allows a page these scripts and this style sheet, and nothing else."""
    return (
        f"default-src 'none'; script-src {' '.join(map(_digest, scripts))}; style-src {_digest(style)}; "
        "img-src data:; connect-src 'none'; base-uri 'none'; form-action 'none'"
    )


def _library() -> str:
    """vis-network as the pyvis wheel carries it, the newest version there."""
    import pyvis

    found = Path(pyvis.__file__).parent.glob("lib/vis-*/vis-network.min.js")
    newest = max(found, key=lambda path: [int(number) for number in re.findall(r"\d+", path.parent.name)])
    text = re.sub(r"\s*//# sourceMappingURL=\S+\s*$", "", newest.read_text("utf-8"))
    return text.replace("</script", r"<\/script").replace("\r\n", "\n").replace("\r", "\n")


def template(name: str) -> str:
    """The text of a file of `templates/`."""
    return files("visualizations").joinpath("templates", name).read_text("utf-8")


def _digest(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


def _scene(picture: Picture) -> dict[str, Any]:
    return {
        "width": round(picture.width),
        "height": round(picture.height),
        "heads": [asdict(head) for head in picture.heads],
        "backdrops": [_backdrop(each) for each in picture.backdrops],
        "faces": {name: face._asdict() for name, face in FACES.items()},
        "tones": {name: tone._asdict() for name, tone in {**palette.KINDS, **palette.STATES}.items()},
        "strokes": {name: stroke._asdict() for name, stroke in palette.STROKES.items()},
        "colors": {
            "ink": palette.INK,
            "muted": palette.MUTED,
            "accent": palette.ACCENT,
            "figure": palette.KINDS["Target"].line,
            "mark": palette.MARK,
            "paper": palette.PAPER,
            "rule": palette.RULE,
        },
    }


def _box(card: Card, site: Site | None) -> dict[str, Any]:
    return {
        "x": round(card.x),
        "y": round(card.y, 1),
        "w": round(card.width),
        "h": round(card.height, 1),
        "tone": card.tone,
        "number": card.number,
        "small": card.small,
        "lines": _lines(card.lines),
        "tips": _tips(card.tips),
        "href": site.item(card.item) if site and card.item else "",
    }


def _wire(wire: Wire) -> dict[str, Any]:
    label = wire.label
    return {
        "stroke": wire.stroke,
        "points": [[round(x, 1), round(y, 1)] for x, y in wire.points],
        "tips": _tips(wire.tips),
        "label": label
        and {"x": label.x, "y": label.y, "w": label.width, "h": label.height, "lines": _lines(label.lines)},
    }


def _backdrop(each: Backdrop) -> dict[str, Any]:
    return {
        "style": each.style,
        "x": each.x,
        "y": each.y,
        "w": each.width,
        "h": each.height,
        "lines": _lines(each.lines),
    }


def _lines(lines: tuple[Line, ...]) -> list[Any]:
    return [[line.face, [[text, int(mark)] for text, mark in line.runs]] for line in lines]


def _tips(tips: tuple[Tip, ...]) -> list[Any]:
    return [[each.style, [[text, int(mark)] for text, mark in each.runs]] for each in tips]
