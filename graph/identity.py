"""Keys of nodes and edges, computed from what they are made of.

A key joins its parts with `/`. Since `/` may not occur in a part, `key` writes a part's own `/` in its
full-width form; two texts that differ only so are one name anyhow (see `canonical`).
"""

from __future__ import annotations

import re

SEPARATOR = "/"

_FOLD: dict[int, str | int | None] = {ord(half): full for half, full in zip("(),:;/", "（），：；／", strict=True)}
_FOLD |= {code: code - 0xFEE0 for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))}
_FOLD |= {ord(quote): None for quote in "“”‘’\"'「」『』"}
_FOLD |= {ord(dash): "-" for dash in "—–－―─~～"}
_DASHES = re.compile("-{2,}")


def canonical(name: str) -> str:
    """`name` as compared: white space and quotes dropped, brackets and commas full-width, digits and
    letters half-width, every run of dashes `-`. Two spellings of one name have one canonical form."""
    return _DASHES.sub("-", "".join(name.split()).translate(_FOLD))


def key(*parts: str | int) -> str:
    """The key made of `parts`, in order; raises ValueError for an empty part."""
    texts = [canonical(str(part)) for part in parts]
    if not all(texts):
        raise ValueError(f"an empty part in the key {parts!r}")
    return SEPARATOR.join(texts)


def join(*keys: str | int) -> str:
    """A key made of keys: for edges, whose parts are the keys of their ends."""
    return SEPARATOR.join(str(part) for part in keys)
