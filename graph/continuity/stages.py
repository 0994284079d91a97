"""How far a norm is in a plan: drafted, revised, issued, in force, repealed."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import yaml

NAMED = "named"
"""The stage of a norm that a plan names without a verb that tells more."""


def stage_of(action: str) -> str:
    """The stage that the verb `action` of a plan brings a norm to, one of those of `stages.yaml`, or `named`:
    `启动编制` → `drafted`, `修订出台` → `issued`, `落实` → `in force`."""
    found = NAMED
    for stage, verbs in _stages().items():
        if any(verb in action for verb in verbs):
            found = stage
    return found


@cache
def _stages() -> dict[str, tuple[str, ...]]:
    content: dict[str, str] = yaml.safe_load(files("graph").joinpath("continuity/stages.yaml").read_text("utf-8"))
    return {stage: tuple(verbs.split()) for stage, verbs in content.items()}
