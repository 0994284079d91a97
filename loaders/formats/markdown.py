"""Markdown to plain text: the markup goes, numbers and the cells of tables stay."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape

from loaders.formats import html
from loaders.formats.rows import row

# Without a space after it, one `#` before a digit is a number sign (`#3泵站`).
_HEADING = re.compile(r"#{1,6}(?:\s+|$|(?=[\u3000-\u9fff“（*]))|#{2,6}(?!#)")
_RULE = re.compile(r"([-*_])(?:[ \t]*\1){2,}|={2,}|`{3,}.*|~{3,}.*")
_QUOTE = re.compile(r"(?:>(?!=)[ \t]*)+")
# A page number such as `- 3 -` looks like a list item and is none.
_BULLET = re.compile(r"(?!-\s*\d+\s*-$)[-*+][ \t]+(?:\[[ xX]\][ \t]+)?")
_SEPARATOR = re.compile(r"(?=[^-]*-)(?=[^|]*\|)[\s:|-]+")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_GUARD = 0x10F000  # a private plane shelters escaped characters from being read as markup
_GUARDED = re.compile(r"[\U0010f021-\U0010f07e]")
_IMAGE = re.compile(r"!\[[^\[\]\n]*\]\([^()\s]*(?:\s[^()\n]*)?\)")
# An address has a dot, a slash, a colon or a hash: `[2023](1号)` is a document number, not a link.
_LINK = re.compile(r"\[([^\[\]\n]*)\]\(\s*<?(?=[^\s()<>]*[./:#])[^\s()<>]*>?(?:\s+[\"'][^\"'\n]*[\"'])?\s*\)")
_AUTOLINK = re.compile(r"<((?:https?|mailto):[^\s<>]+)>")
_EMPHASIS = (
    re.compile(r"\*\*((?:[^*\n]|\*(?!\*))+)\*\*"),
    re.compile(r"(?<!_)__(?!_)((?:[^_\n]|_(?!_))+)__(?!_)"),
    # Between letters or digits a star is a sign of multiplication.
    re.compile(r"(?<![0-9A-Za-z*])\*(?![\s*])([^*\n]+)(?<!\s)\*(?![0-9A-Za-z*])"),
    re.compile(r"(?<![\w_])_(?![\s_])([^_\n]+)(?<!\s)_(?![\w_])"),
    re.compile(r"(?<!`)`+([^`\n]+)`+"),
)
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_TAG = re.compile(
    r"</?(?:p|div|span|center|font|a|u|b|i|em|strong|s|sub|sup|small|big|img|details|summary)(?:\s[^<>\n]*)?/?>",
    re.IGNORECASE,
)


def text_of(source: str) -> str:
    """Plain text of Markdown `source`: the same lines without markup, a table's row as `cell | cell |`."""
    source = _without(source, "<!--", "-->", lambda _: "")
    # Converters from PDF write tables as HTML inside Markdown.
    source = _without(source, "<table", "</table>", lambda table: f"\n{html.fragment(table)}\n")
    lines: list[str] = []
    columns = 0  # of the table that the line before belongs to; 1 when not known
    for line in source.split("\n"):
        bare = _ESCAPE.sub(lambda match: chr(_GUARD + ord(match[1])), line) if "\\" in line else line
        bare = bare.strip(" \t")
        bare = _QUOTE.sub("", bare, count=1) if bare.startswith(">") else bare
        if "|" in bare and _SEPARATOR.fullmatch(bare):
            # Rows written without outer bars are known by the separator below the first of them.
            if lines and "|" in lines[-1] and not lines[-1].endswith("|"):
                lines[-1] = row(lines[-1].split("|"))
            columns = len(_cells(bare))
            continue
        if bare.startswith("|") or bare.endswith("|") or (columns and "|" in bare):
            columns = columns or 1
            cells = _cells(bare)
            lines.append(row([*map(_cell, cells), *[""] * (columns - len(cells))]))
            continue
        columns = 0
        if _RULE.fullmatch(bare):
            continue
        if (heading := _HEADING.match(bare)) is not None:
            bare = _without_closing(bare[heading.end() :])
        bare = bare[bullet.end() :] if (bullet := _BULLET.match(bare)) else bare
        lines.append(_inline(_BREAK.sub("\n", bare) if "<" in bare else bare).strip(" \t"))
    return "\n".join(lines)


def _without_closing(heading: str) -> str:
    bare = heading.rstrip("#")
    return bare.rstrip() if not bare or bare[-1].isspace() else heading


def _cells(line: str) -> list[str]:
    return line.removeprefix("|").removesuffix("|").split("|")


def _cell(text: str) -> str:
    return _inline(_BREAK.sub(" ", text))


def _inline(text: str) -> str:
    if "[" in text:
        text = _LINK.sub(r"\1", _IMAGE.sub("", text))
    if "<" in text:
        text = _TAG.sub("", _AUTOLINK.sub(r"\1", text))
    if any(mark in text for mark in "*_`"):
        for emphasis in _EMPHASIS:
            text = emphasis.sub(r"\1", text)
    if "&" in text:
        text = unescape(text)
    return _GUARDED.sub(lambda match: chr(ord(match[0]) - _GUARD), text)


def _without(source: str, opening: str, closing: str, put: Callable[[str], str]) -> str:
    """`source` with every stretch from `opening` to `closing` replaced; an unclosed one stays as it is."""
    pieces: list[str] = []
    end = 0
    while (start := source.find(opening, end)) >= 0 and (stop := source.find(closing, start)) >= 0:
        stop += len(closing)
        pieces += (source[end:start], put(source[start:stop]))
        end = stop
    return "".join((*pieces, source[end:]))
