"""Traditional characters to simplified ones, one for one: the word lists and rules are written in these."""

from __future__ import annotations

import re
from functools import cache

from loaders.words import word_list


def in_simplified(text: str) -> str:
    """`text` in simplified characters when most of it is printed in traditional ones, else as it is.

    The length stays. A simplified text keeps the traditional characters of names.
    """
    traditional, simplified, table = _tables()
    if not traditional.search(text):
        return text
    return text.translate(table) if len(traditional.findall(text)) > len(simplified.findall(text)) else text


@cache
def _tables() -> tuple[re.Pattern[str], re.Pattern[str], dict[int, str]]:
    """Characters that only traditional texts have, those that only simplified ones have, and what becomes what."""
    table = {pair[0]: pair[1] for pair in word_list("traditional")}
    only_simplified = (simple for simple in table.values() if not _in_big5(simple))
    return (
        re.compile(f"[{''.join(filter(str.isalpha, table))}]"),
        re.compile(f"[{''.join(only_simplified)}]"),
        str.maketrans(table),
    )


def _in_big5(character: str) -> bool:
    """Whether the character set of traditional Chinese has `character`."""
    try:
        character.encode("big5")
    except UnicodeEncodeError:
        return False
    return True
