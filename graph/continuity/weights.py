"""Every number the linker decides by, in one place."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Weights:
    """What each feature adds to the log-odds that two items are one line of work.

    Features run from 0 to 1, `names` to 2, `margin` from -1: see `features.Features`. A pair of like texts alone, or of
    one particular name alone, must not be enough; two kinds of evidence should be.
    """

    base: float
    text: float
    heading: float
    names: float
    section: float
    margin: float
    targets: float


CONTINUES = Weights(base=-4.5, text=7.0, heading=6.0, names=2.0, section=3.0, margin=8.0, targets=0.7)
"""One city, two years. Fitted by logistic regression to three plans annotated by hand, then rounded."""

PARALLELS = Weights(base=-5.0, text=9.0, heading=6.0, names=1.5, section=1.0, margin=0.0, targets=0.5)
"""Two cities, one year: sections differ, and many cities may do the same, so standing out tells nothing.
Chosen by hand."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Scores, all from 0 to 1, from which a pair is linked.

    `near` is for two plans that follow one another, `far` for plans with one between them that does not carry
    the work on, `across` for two bureaus, `parallel` for two cities; from `strong` on a link is strong.
    Below `margin` (of the feature, from -1) both items have a clearly better partner, and are not linked.
    """

    near: float = 0.35
    far: float = 0.7
    margin: float = -0.1
    across: float = 0.8
    parallel: float = 0.3
    strong: float = 0.5


LIMITS = Limits()

LOOK_BACK = 2
"""How many plans back of the same bureau an item may continue."""

PEERS = 3
"""How many items of other cities each item is set beside at most."""

NORMS_ALIKE = 0.6
"""From which share of common two-character grams (Dice) two differently named norms are one line."""
