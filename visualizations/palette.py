"""The one palette: of the views, and of the pages of the API.

Text on every fill has a contrast of 7 or more, lines on white of 4.5 or more, and the lines stay apart for
people who do not see red or green.
"""

from __future__ import annotations

from typing import NamedTuple

INK = "#1b2027"
MUTED = "#4f5965"
PAPER = "#ffffff"
GROUND = "#f5f6f8"
RULE = "#d5dae1"
ACCENT = "#0a5ea8"
MARK = "#ffe48a"  # behind words that a search found


class Tone(NamedTuple):
    """A colour that holds as a line or as text, and a fill that text is readable on."""

    line: str
    fill: str


KINDS: dict[str, Tone] = {
    "City": Tone("#38424e", "#eceff2"),
    "Year": Tone("#38424e", "#eceff2"),
    "Plan": Tone("#38424e", "#eceff2"),
    "Topic": Tone("#38424e", "#eceff2"),
    "Section": Tone("#38424e", "#eceff2"),
    "Initiative": Tone(ACCENT, "#eaf3fb"),
    "Target": Tone("#5a3d9e", "#f2eefb"),
    "Facility": Tone("#007a63", "#e5f5f0"),
    "Regulation": Tone("#a3287a", "#fbedf6"),
    "Unit": Tone("#b04500", "#fdf0e6"),
    "Official": Tone("#4d3800", "#faf5da"),
}
"""By label of the ontology."""

STATES: dict[str, Tone] = {
    "present": KINDS["Initiative"],
    "absent": Tone(MUTED, PAPER),
    "unknown": Tone(MUTED, "#eceff2"),
}
"""By state of a year on a line of work."""


ALARM = Tone("#b3261e", "#fdeceb")
"""What has not been read."""


class Stroke(NamedTuple):
    """How a line is drawn: `dash` is "" (solid), "dashed" or "dotted"."""

    color: str
    width: float
    dash: str = ""
    arrow: bool = False


STROKES: dict[str, Stroke] = {
    "section": Stroke("#8a94a1", 1.2),
    "Facility": Stroke(KINDS["Facility"].line, 1.2),
    "Regulation": Stroke(KINDS["Regulation"].line, 1.2),
    "Unit": Stroke(KINDS["Unit"].line, 1.2),
    "Official": Stroke(KINDS["Official"].line, 1.5),
    "lead": Stroke(KINDS["Unit"].line, 1.8),
    "support": Stroke(KINDS["Unit"].line, 1.2, "dashed"),
    "issuer": Stroke(MUTED, 1.2, "dotted"),
    "strong": Stroke(ACCENT, 2, "", True),
    "related": Stroke(MUTED, 1.5, "dashed", True),
    "again": Stroke(KINDS["Regulation"].line, 2, "", True),
    "succeeds": Stroke(KINDS["Regulation"].line, 1.5, "dashed", True),
}
"""By the style of a line."""


def css_properties() -> str:
    """The palette as CSS custom properties: `--ink`, `--muted`, …, `--initiative-line`, `--initiative-fill`,
    `--absent-line`, …, `--alarm-line`, …"""
    plain = {"ink": INK, "muted": MUTED, "paper": PAPER, "ground": GROUND, "rule": RULE, "accent": ACCENT, "mark": MARK}
    toned = {
        f"{name.lower()}-{part}": value
        for name, tone in {**KINDS, **STATES, "alarm": ALARM}.items()
        for part, value in tone._asdict().items()
    }
    return ":root{" + "".join(f"--{name}:{value};" for name, value in {**plain, **toned}.items()) + "}"


def css_swatches() -> str:
    """Rules for the samples of a legend: `.swatch-card-<label>`, `.swatch-state-<state>`, `.swatch-wire-<style>`."""
    cards = "".join(
        f".swatch-card-{name}{{background:{tone.fill};border-left:4px solid {tone.line}}}"
        for name, tone in KINDS.items()
    )
    states = "".join(
        f".swatch-state-{name}{{background:{tone.fill};border:1px dashed {tone.line}}}" for name, tone in STATES.items()
    )
    wires = "".join(
        f".swatch-wire-{name}{{border-top:{max(2, stroke.width):g}px {stroke.dash or 'solid'} {stroke.color}}}"
        for name, stroke in STROKES.items()
    )
    return cards + states + wires
