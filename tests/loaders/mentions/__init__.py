"""What is found in an item's text, step by step; `facts` runs all steps as the pipeline does."""

from __future__ import annotations

from loaders.facts import Initiative
from loaders.mentions.item import find_facts
from loaders.outline import ItemText


def facts(text: str) -> Initiative:
    """The facts of an item with this text."""
    (found,) = find_facts([ItemText(1, "1.", None, None, text)])
    return found
