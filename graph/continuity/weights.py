"""Every number the linker decides by, in one place."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Weights:
    """What each feature adds to the log-odds that two items are one line of work.

    Features run from 0 to 1, `names` to 2, `margin` from -1: see `features.Features`. A pair of like texts alone, or of
    one particular name alone, must not be enough; two kinds of evidence should be. Two works of different names are
    not one, however alike the texts: `apart` outweighs the rest.
    """

    base: float
    text: float
    heading: float
    names: float
    section: float
    margin: float
    targets: float
    topic: float
    apart: float


CONTINUES = Weights(
    base=-6.5, text=4.0, heading=6.5, names=3.0, section=2.5, margin=8.0, targets=1.5, topic=5.0, apart=-12.0
)
"""One city, two years. Fitted by logistic regression, with a little shrinkage (L2), to the pairs of plans next to one
another in two annotated series, a real one and the invented `tests/data/series_a`, then rounded;
`apart` is set by hand, a little beyond what was fitted, since the pairs that tell are few."""

PARALLELS = Weights(
    base=-7.5, text=7.0, heading=5.5, names=2.0, section=1.0, margin=0.0, targets=1.5, topic=6.0, apart=0.0
)
"""Two cities, one year: sections differ, many cities may do the same, so that standing out tells nothing, and no city
has another's works. Fitted in the same way to three annotated plans of one year, then rounded."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Scores, all from 0 to 1, from which a pair is linked.

    `near` is for two plans that follow one another, `far` for plans with one between them that does not carry
    the work on, `across` for two bureaus, `parallel` for two cities; from `strong` on a link is strong.
    Below `margin` (of the feature, from -1) both items have a clearly better partner, and are not linked.
    """

    near: float = 0.5
    far: float = 0.7
    margin: float = -0.1
    across: float = 0.8
    parallel: float = 0.1
    strong: float = 0.65


LIMITS = Limits()

LOOK_BACK = 2
"""How many plans back of the same bureau an item may continue."""

PEERS = 3
"""How many items of other cities each item is set beside at most."""

NORMS_ALIKE = 0.6
"""From which share of common two-character grams (Dice) two differently named norms are one line."""
