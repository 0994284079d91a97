"""Lines of work within a city: which item carries on which of an earlier plan."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from graph.continuity.changes import change
from graph.continuity.features import Features, Pool, compare
from graph.continuity.figures import shared_figures
from graph.continuity.items import Item
from graph.continuity.lineage import alike
from graph.continuity.links import Continuation, Grade, Place
from graph.continuity.profile import Profile, fold, profile
from graph.continuity.reasons import reasons
from graph.continuity.weights import CONTINUES, LIMITS, LOOK_BACK, NORMS_ALIKE


@dataclass(frozen=True, slots=True)
class _Match:
    """A pair judged to be one line of work."""

    earlier: Profile
    later: Profile
    features: Features
    score: float
    pool: Pool


def continuations_of(items: Iterable[Item]) -> list[Continuation]:
    """The lines of work of every city, each for itself: the result for a city depends on its own items alone.

    Each plan is compared with the bureau's plan before it, then with the one before that, for what the plan
    between does not carry on; what is left over is compared with the other bureaus' plans of the year before.
    So the cost grows with the number of plans.
    """
    cities: dict[str, list[Profile]] = defaultdict(list)
    for item in sorted(items, key=lambda item: item.order):
        cities[item.city].append(profile(item))
    return [link for city in sorted(cities) for link in _of_city(cities[city])]


def _of_city(profiles: Sequence[Profile]) -> list[Continuation]:
    bureaus: dict[str, dict[int, list[Profile]]] = defaultdict(lambda: defaultdict(list))
    for each in profiles:
        bureaus[_bureau(each.item)][each.item.year].append(each)
    matches = [match for bureau in sorted(bureaus) for match in _within(bureaus[bureau])]
    if len(bureaus) > 1:
        matches += _across(profiles, matches)
    followers = Counter((m.earlier.item.key, m.later.item.year) for m in matches)
    forerunners = Counter((m.later.item.key, m.earlier.item.year) for m in matches)
    matches.sort(key=lambda m: (m.earlier.item.order, m.later.item.order))
    return [
        _link(
            match,
            followers[match.earlier.item.key, match.later.item.year],
            forerunners[match.later.item.key, match.earlier.item.year],
        )
        for match in matches
    ]


def _bureau(item: Item) -> str:
    return fold(item.issuer).removeprefix(item.city)


def _within(plans: dict[int, list[Profile]]) -> Iterator[_Match]:
    """The matches among the plans of one bureau."""
    years = sorted(plans)
    carried: dict[int, set[str]] = defaultdict(set)
    for back in range(1, LOOK_BACK + 1):
        for at in range(back, len(years)):
            then, now = years[at - back], years[at]
            between = [each for year in years[at - back + 1 : at] for each in plans[year]]
            for match in _matches(plans[then], plans[now], LIMITS.near):
                key = match.earlier.item.key
                left = key not in carried[back - 1] and match.score >= LIMITS.far and _shares_fact(match.features)
                if back == 1 or left or _takes_up_norm(match, between):
                    carried[back].add(key)
                    yield match
        carried[back] |= carried[back - 1]


def _shares_fact(features: Features) -> bool:
    """Whether both name something in particular or put a figure to it. Work that returns after a year is told by
    that: routine work is not left out of a plan."""
    return features.names > 0 or features.targets > 0


def _takes_up_norm(match: _Match, between: Iterable[Profile]) -> bool:
    """Whether the later item goes on with a norm of the earlier one that no plan between names."""
    city = match.earlier.item.city
    named = [use for each in between for use in each.item.regulations]
    return any(
        alike(before, after, city) >= NORMS_ALIKE and not any(alike(before, use, city) >= NORMS_ALIKE for use in named)
        for before in match.earlier.item.regulations
        for after in match.later.item.regulations
    )


def _across(profiles: Sequence[Profile], found: Iterable[_Match]) -> Iterator[_Match]:
    """Matches between bureaus, of items that their own bureau neither carries on nor has carried on."""
    found = list(found)
    carried = {match.earlier.item.key for match in found}
    carrying = {match.later.item.key for match in found}
    years: dict[int, list[Profile]] = defaultdict(list)
    for each in profiles:
        years[each.item.year].append(each)
    ordered = sorted(years)
    for then, now in pairwise(ordered):
        for match in _matches(years[then], years[now], LIMITS.across):
            one, other = match.earlier.item, match.later.item
            if _bureau(one) != _bureau(other) and one.key not in carried and other.key not in carrying:
                yield match


def _matches(earlier: Sequence[Profile], later: Sequence[Profile], limit: float) -> Iterator[_Match]:
    pool = Pool.of([*earlier, *later])
    for one, other, features in compare(earlier, later, pool):
        score = features.score(CONTINUES)
        if score >= limit and features.margin >= LIMITS.margin:
            yield _Match(one, other, features, score, pool)


def _link(match: _Match, followers: int, forerunners: int) -> Continuation:
    earlier, later = match.earlier.item, match.later.item
    names = match.pool.names.shared(match.earlier, match.later)
    forms = [form for name in names for form in match.pool.names.forms[name]]
    return Continuation(
        earlier=Place.of(earlier),
        later=Place.of(later),
        score=match.score,
        grade=_grade(match),
        change=change(earlier, later, forms, followers=followers, forerunners=forerunners),
        reasons=reasons(match.earlier, match.later, match.pool),
    )


def _grade(match: _Match) -> Grade:
    """Strong for a likely pair that has something concrete in it: a name both use, an amount both give, or a thing
    or a norm in either. Rates alone measure routine work."""
    one, other = match.earlier.item, match.later.item
    concrete = (
        match.features.names > 0
        or any(figure.is_amount for figure in shared_figures(one, other))
        or any(each.facilities or each.regulations for each in (one, other))
    )
    return "strong" if concrete and match.score >= LIMITS.strong else "related"
