"""The two languages of the pages. What a page says by itself stands in `languages/`, one file for each."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any, Literal

import yaml

from api.pages.amounts import number
from graph.kinds import ontology
from visualizations.words import CHANGES, GRADES, KINDS, OPS, ROLES, Words

Code = Literal["zh", "en"]
CODES: tuple[Code, ...] = ("zh", "en")


class Language:
    """What the pages say in one language."""

    def __init__(self, code: Code) -> None:
        self.code = code
        self.other: Code = "en" if code == "zh" else "zh"
        self.tag = "zh-CN" if code == "zh" else "en"
        text = files("api.pages").joinpath("languages", f"{code}.yaml").read_text("utf-8")
        self._said: Mapping[str, Any] = yaml.safe_load(text)

    def __call__(self, name: str, /, **values: object) -> str:
        """The words called `name` with `values` put in; of `one | many` those that fit the value `n`.
        Raises KeyError when there are none."""
        words: str = self._said["words"][name]
        if " | " in words:
            one, many = words.split(" | ")
            words = one if values.get("n") == 1 else many
        return words.format(**values)

    def knows(self, name: str) -> bool:
        """Whether there are words called `name`."""
        return name in self._said["words"]

    def label(self, name: str) -> str:
        """What nodes of this label are called: in Chinese as the ontology has it."""
        kind = ontology().kinds.get(name)
        if self.code == "zh" and kind:
            return kind.label
        return str(self._said.get("labels", {}).get(name, name))

    def kind(self, label: str, value: object) -> str:
        """The kind of a node, "" when it has none."""
        words = KINDS.get(label, {}).get(str(value))
        return self._of(words) if words else ""

    def role(self, name: str) -> str:
        """The role of a unit."""
        return self._of(ROLES[name]) if name in ROLES else ""

    def change(self, name: str) -> str:
        """What became of an item."""
        return self._of(CHANGES[name]) if name in CHANGES else name

    def outcome(self, name: str) -> str:
        """What became of an item, or where it comes from."""
        return str(self._said["outcomes"].get(name) or self.change(name))

    def stage(self, name: str) -> str:
        """How far a norm is."""
        return str(self._said["stages"][name])

    def amount(self, value: float) -> str:
        """A number without needless digits."""
        return number(value)

    def grade(self, name: str) -> str:
        """How firm a link between items is."""
        return self._of(GRADES[name]) if name in GRADES else name

    def sign(self, op: str) -> str:
        """The sign before the value of a target."""
        return self._of(OPS[op]) if op in OPS else op

    def _of(self, words: Words) -> str:
        return words.zh if self.code == "zh" else words.en


@cache
def language(code: Code) -> Language:
    """The language with this code."""
    return Language(code)
