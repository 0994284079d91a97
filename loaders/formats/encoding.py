"""From bytes to text: UTF-8, UTF-16, GB18030, and what charset-normalizer makes of the rest."""

from __future__ import annotations

import codecs
import re
import unicodedata
from pathlib import Path

import charset_normalizer

from graph.errors import UnreadableFile

HINT = "give a .txt, .md, .html, .docx, .ofd or .pdf file with a text layer"
"""What to do about a file without text."""

_SAMPLE = 100_000
_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_META_CHARSET = re.compile(rb"<meta[^<>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]{2,20})", re.IGNORECASE)
# Western labels decode any bytes, so a wrong one would turn Chinese into mojibake: they are not believed.
_BELIEVED = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "gb18030": "gb18030",
    "big5": "big5hkscs",
    "big5-hkscs": "big5hkscs",
}
_HANZI = re.compile(r"[\u4e00-\u9fff]")
_THREE_BYTES = re.compile(r"[\u0800-\U0010ffff]")  # or more, in UTF-8
# What a Chinese document consists of, all but entirely; the wrong encoding gives something else.
_USUAL = re.compile(
    r"[\t\n\r\f -~\u00b7\u00d7\u2010-\u2026\u2103\u2190-\u22ff\u2460-\u24ff\u25a0-\u25ff\u3000-\u303f"
    r"\u4e00-\u9fff\uff00-\uffef]"
)
_LINE_ENDS = re.compile(r"\r\n?|[\v\x85\u2028\u2029]")
# Controls, and the invisible: soft hyphen, zero-width and direction marks, byte-order mark, U+FFFE, U+FFFF.
_INVISIBLE = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufffe\uffff]")
_RADICAL = re.compile(r"[\u2e80-\u2fd5]")
# Those for which Unicode names no character of the same look.
_LIKE_RADICAL = dict(
    zip(
        "⺠⻄⻅⻆⻉⻋⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻨⻩⻬⻮⻰",
        "民西见角贝车长门青韦页风飞食马骨鬼鱼鸟麦黄齐齿龙",
        strict=True,
    )
)
_STRANGE = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\ufffd]")
_PLAUSIBLE = 0.9  # the share of usual characters from which a reading is believed
_TOLERATED = 0.03  # the share of characters no text has, above which the file is no text
_TOLERATED_ANYWAY = 4  # such characters, as a short text has few others


def decode(data: bytes, path: Path) -> str:
    """The text of a plain file, line ends unified to `\\n`, invisible characters dropped.

    Raises UnreadableFile when the bytes are no text, or text in an encoding that cannot be told.
    """
    text = _decoded(data, path)
    if _is_strange(text):
        raise _binary(path)
    return text


def clean(text: str) -> str:
    """`text` with line ends unified to `\\n`, without invisible characters (`\\t`, `\\f` stay), and with characters in
    place of the radicals that look like them, which some programs put into a PDF or copy out of one."""
    text = _INVISIBLE.sub("", _LINE_ENDS.sub("\n", text))
    return _RADICAL.sub(lambda match: _LIKE_RADICAL.get(match[0]) or unicodedata.normalize("NFKC", match[0]), text)


def _decoded(data: bytes, path: Path) -> str:
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            text = _strict(data[len(bom) :], encoding)
            if text is None:
                raise UnreadableFile(
                    path,
                    f"its first bytes say {encoding}, the others are not",
                    place=f"byte {len(bom) + _first_fault(data[len(bom) :], encoding)}",
                    hint="save it anew as UTF-8",
                )
            return text
    utf8 = _strict(data, "utf-8")
    if utf8 is not None and data.count(0) * 5 < len(data) and not _is_gb_after_all(data, utf8):
        return utf8
    label = _META_CHARSET.search(data[:4096])
    if label and (believed := _BELIEVED.get(label[1].decode("ascii").lower())):
        text = _strict(data, believed)
        if text is not None:
            return text
    gb = _strict(data, "gb18030")
    nul = 0 in data
    if gb is not None and not nul and _looks_chinese(gb):
        return gb
    readings = _utf16(data)
    if gb is not None and _looks_chinese(gb):
        readings.append(gb)
    elif (guess := _guessed(data)) is not None:
        readings.append(guess)
    best = max(readings, key=_usual, default="")
    if best and _usual(best) > _PLAUSIBLE:
        return best
    if gb is not None and _usual(gb) > _PLAUSIBLE and not _nearly_utf8(data):
        return gb
    if nul or _control_bytes(data) > _TOLERATED:
        raise _binary(path)
    raise UnreadableFile(
        path,
        "its characters are in no encoding known here (UTF-8, UTF-16, GB18030, Big5)",
        # The encoding that reads furthest is the likely one.
        place=f"byte {max(_first_fault(data, encoding) for encoding in ('utf-8', 'gb18030'))}",
        hint="open it where it reads well and save it as UTF-8",
    )


def _strict(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _is_gb_after_all(data: bytes, utf8: str) -> bool:
    """Whether valid UTF-8 is so by chance: GB18030 can pass for UTF-8 of two-byte characters only."""
    if utf8.isascii() or _THREE_BYTES.search(utf8):
        return False
    gb = _strict(data, "gb18030")
    return gb is not None and _HANZI.search(gb) is not None


def _utf16(data: bytes) -> list[str]:
    """Both readings as UTF-16 without a byte-order mark, as far as they decode."""
    if len(data) % 2:
        return []
    texts = (_strict(data, "utf-16-le"), _strict(data, "utf-16-be"))
    return [text for text in texts if text is not None]


def _usual(text: str) -> float:
    """The share of characters usual in Chinese documents."""
    sample = text[:_SAMPLE]
    return 1 - len(_USUAL.sub("", sample)) / max(len(sample), 1)


def _looks_chinese(text: str) -> bool:
    """Whether the Hanzi are mostly common ones; rare ones throughout are the mark of a wrong encoding."""
    hanzi = _HANZI.findall(text[:_SAMPLE])
    if len(hanzi) < 8:
        return True
    # The 3,755 common characters are one block of the code table: first byte B0 to D7, second above A0.
    coded = "".join(hanzi).encode("gb18030")
    common = sum(0xB0 <= a <= 0xD7 and b > 0xA0 for a, b in zip(coded[::2], coded[1::2], strict=True))
    return common >= 0.6 * len(hanzi)


def _guessed(data: bytes) -> str | None:
    """The text in the encoding that charset-normalizer tells, Big5 above all."""
    # Left to all its encodings, it calls a damaged GB18030 file Korean or Cyrillic.
    best = charset_normalizer.from_bytes(data[:_SAMPLE], cp_isolation=["big5hkscs", "big5", "shift_jis"]).best()
    return _strict(data, best.encoding) if best else None


def _nearly_utf8(data: bytes) -> bool:
    """Whether the bytes are UTF-8 with a fault: such bytes often pass for GB18030 and give nonsense."""
    sample = data[:_SAMPLE].decode("utf-8", "replace")
    return sample.count("\ufffd") * 50 < len(sample) and _looks_chinese(sample) and bool(_HANZI.search(sample))


def _first_fault(data: bytes, encoding: str) -> int:
    """Where `data` stops being in `encoding`; -1 when it does not."""
    try:
        data.decode(encoding)
    except UnicodeDecodeError as error:
        return error.start
    return -1


def _is_strange(text: str) -> bool:
    """Whether there are too many control, unassigned and replacement characters for a text."""
    sample = text[:_SAMPLE]
    # What prints, white space aside, is assigned.
    if not _STRANGE.search(sample) and "".join(sample.split()).isprintable():
        return False
    strange = sum(
        sample.count(char)
        for char in set(sample)
        if char == "\ufffd" or (char not in "\t\n\v\f\r" and unicodedata.category(char) in {"Cc", "Cn"})
    )
    return strange > max(_TOLERATED * len(sample), _TOLERATED_ANYWAY)


def _control_bytes(data: bytes) -> float:
    sample = data[:_SAMPLE]
    return len(sample.translate(None, bytes(set(range(256)) - (set(range(32)) - set(b"\t\n\v\f\r"))))) / len(sample)


def _binary(path: Path) -> UnreadableFile:
    return UnreadableFile(path, "it is binary, not text", hint=HINT)
