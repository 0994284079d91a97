"""The longest wordings that two texts share."""

from __future__ import annotations

import re
from collections.abc import Iterator

from graph.continuity.profile import Vector

_STOP = "。；！？：\n“”‘’「」『』《》（）()[]【】"
_SENTENCE = re.compile(rf"[^{re.escape(_STOP)}]+")
_HAN = re.compile(r"[\u3400-\u9fff]")
_EDGE = "，、,. 的和与及等了对在以为"
_SUFFIXES = "化性率们"
"""What no word begins with: a match that does has cut one in two."""

SHORTEST = 4
"""Chinese characters of a shared wording at least; shorter ones are words of the language."""


def shared_phrases(one: str, other: str, worth: Vector) -> list[tuple[str, float]]:
    """Wordings of at least four characters that stand in both texts to the character, with what they tell
    (the summed worth of their two-character grams); no wording within another, the most telling first.

    They never run over quotation marks, brackets or the end of a sentence. Greedy longest match from left to
    right, as in string tiling (Wise 1993).
    """
    found: dict[str, float] = {}
    for sentence in _SENTENCE.findall(one):
        for phrase in _matches(sentence, other):
            bare = phrase.strip(_EDGE).lstrip(_SUFFIXES)
            if len(_HAN.findall(bare)) >= SHORTEST:
                found[bare] = sum(worth.get(bare[at : at + 2], 0.0) for at in range(len(bare) - 1))
    whole = [phrase for phrase in found if not any(phrase != long and phrase in long for long in found)]
    return sorted(((phrase, found[phrase]) for phrase in whole), key=lambda entry: (-entry[1], entry[0]))


def _matches(sentence: str, other: str) -> Iterator[str]:
    start = 0
    while start + SHORTEST <= len(sentence):
        end = start + SHORTEST
        if sentence[start:end] not in other:
            start += 1
            continue
        while end < len(sentence) and sentence[start : end + 1] in other:
            end += 1
        yield sentence[start:end]
        start = end
