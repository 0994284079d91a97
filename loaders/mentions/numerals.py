"""Numbers in Chinese numerals: 十二, 一万二千, 两百五."""

from __future__ import annotations

_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_TENS = {"十": 10, "百": 100, "千": 1000}
_LARGE = {"万": 10_000, "亿": 100_000_000}
NUMERALS = "".join((*_DIGITS, *_TENS, *_LARGE))
SCALES = "".join((*_TENS, *_LARGE))


def chinese_number(numeral: str) -> float:
    """The value of a numeral made of NUMERALS; a last digit counts the next lower power (`两百五` is 250)."""
    total = section = digit = 0
    unit = 1
    for char in numeral:
        if char in _DIGITS:
            digit, unit = _DIGITS[char], 1 if char in "零〇" else unit
        elif char in _TENS:
            section += (digit or 1) * _TENS[char]
            digit, unit = 0, _TENS[char] // 10
        else:
            scale = _LARGE[char]
            section += digit * max(unit, 1)
            total = (total + section) * scale if scale > total else total + section * scale
            section, digit, unit = 0, 0, scale // 10
    return float(total + section + digit * max(unit, 1))
