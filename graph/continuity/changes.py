"""What became of a piece of work from one plan to the next."""

from __future__ import annotations

import re

from graph.continuity.figures import shared_figures
from graph.continuity.items import Item
from graph.continuity.lineage import alike
from graph.continuity.links import Change
from graph.continuity.profile import fold
from graph.continuity.weights import NORMS_ALIKE

_MAKING = ("编制", "起草", "调研", "出台", "制定", "修订", "修编", "修改", "启动", "建立")
_USING = ("落实", "执行", "衔接", "按照", "依托", "贯彻", "施行", "实施")
_BUILD = re.compile(r"建设|建成|搭建|启动|推动出台|打造|开发")
_RUN = re.compile(r"运行|运维|运营|投产|投运|投用|依托|拓展|应用|使用|启用|发挥|按照")
_NEAR = 14
"""Characters between a name and the verb that is about it, in the same sentence."""

_SENTENCE_END = re.compile(r"[。；！？\n]")

_HALF = 0.5
"""A text shorter than this share of the other speaks of a part of it."""


def change(earlier: Item, later: Item, names: list[str], *, followers: int, forerunners: int) -> Change:
    """What became of `earlier` in `later`.

    `names` are those the two share; `followers` counts the later items that carry `earlier` on, `forerunners`
    the earlier ones that `later` carries on. What was being made and is now used comes first, unless more of it
    is made, then parting and joining, then amounts that both give, then the space each gives to it.
    """
    amounts = [figure for figure in shared_figures(earlier, later) if figure.is_amount]
    more = sum(figure.after > figure.before for figure in amounts)
    less = sum(figure.after < figure.before for figure in amounts)
    if _is_in_force(earlier, later) or (more <= less and _is_in_use(earlier, later, names)):
        return "completed-to-operation"
    if followers > 1 and followers >= forerunners:
        return "split"
    if forerunners > 1:
        return "merged"
    if more != less:
        return "expanded" if more > less else "reduced"
    if len(later.text) < _HALF * len(earlier.text):
        return "narrowed"
    return "expanded" if len(earlier.text) < _HALF * len(later.text) else "continued"


def _is_in_force(earlier: Item, later: Item) -> bool:
    """Whether a norm was being made and is now applied."""
    return any(
        alike(before, after, earlier.city) >= NORMS_ALIKE
        and any(verb in (before.action or "") for verb in _MAKING)
        and any(verb in (after.action or "") for verb in _USING)
        for before in earlier.regulations
        for after in later.regulations
    )


def _is_in_use(earlier: Item, later: Item, names: list[str]) -> bool:
    """Whether a named thing was being built and now runs."""
    things = {fold(f.name) for item in (earlier, later) for f in item.facilities}
    return any(
        name in things
        and _is_near(_BUILD, earlier.text, name)
        and not _is_near(_BUILD, later.text, name)
        and _is_near(_RUN, later.text, name)
        for name in names
    )


def _is_near(verb: re.Pattern[str], text: str, name: str) -> bool:
    at = text.find(name)
    while at >= 0:
        before = _SENTENCE_END.split(text[max(0, at - _NEAR) : at])[-1]
        after = _SENTENCE_END.split(text[at + len(name) :][:_NEAR], maxsplit=1)[0]
        if verb.search(before) or verb.search(after):
            return True
        at = text.find(name, at + 1)
    return False
