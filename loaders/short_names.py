"""Short names of norms, resolved within their plan: `《泠浦市绿化条例》（以下简称《条例》）`, later `《条例》`."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from loaders.facts import Initiative, Regulation
from loaders.mentions.regulations import stem_of

_DECLARED = re.compile(
    r"《([^《》]{3,100})》[（(][^（）()《》“”\"，。]{0,6}?简称[：:为]?[《“\"]?([^《》“”\"（）()，。]{2,20})"
)


def with_full_names(initiatives: Sequence[Initiative]) -> tuple[Initiative, ...]:
    """`initiatives` with the full name of each norm that is written short: the one that the plan declares it short
    for, else the only one of the plan that ends in it; of several, the only one in the same item."""
    declared: dict[str, str] = {short: full for item in initiatives for full, short in _DECLARED.findall(item.text)}
    everywhere = _by_ending(norm for item in initiatives for norm in item.regulations)

    def full_name(norm: Regulation, item: Initiative) -> str | None:
        ending = stem_of(norm.name)
        longer = everywhere.get(ending, set())
        if len(longer) > 1:
            longer = _by_ending(item.regulations).get(ending, set())
        return declared.get(norm.name) or (next(iter(longer)) if len(longer) == 1 else None)

    return tuple(
        replace(item, regulations=tuple(replace(norm, full_name=full_name(norm, item)) for norm in item.regulations))
        if item.regulations
        else item
        for item in initiatives
    )


def _by_ending(norms: Iterable[Regulation]) -> dict[str, set[str]]:
    """The longer names by each of their endings, additions (`（试行）`) aside."""
    found: dict[str, set[str]] = defaultdict(set)
    for stem, name in {stem_of(norm.name): norm.name for norm in norms}.items():
        for at in range(1, len(stem)):
            found[stem[at:]].add(name)
    return found
