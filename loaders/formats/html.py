"""HTML to plain text: of a page the document and its metadata, without what surrounds them on a web site."""

from __future__ import annotations

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

from loaders.formats import site
from loaders.formats.rows import row
from loaders.numbering import NUMBERING

_BLOCK = re.compile(
    r"address|article|blockquote|body|caption|center|dd|details|div|dl|dt|fieldset|figcaption|figure|form|h[1-6]|"
    r"header|hr|legend|li|main|ol|p|pre|section|summary|table|tbody|td|tfoot|th|thead|tr|ul"
)
_DIVISION = re.compile(r"article|center|div|form|main|section")
_UNSEEN = re.compile(
    r"aside|audio|button|canvas|dialog|embed|footer|head|iframe|input|map|nav|noscript|object|option|rp|rt|script|select|"
    r"style|svg|template|textarea|video|-.*"  # `-comment` and `-doctype`
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_HANZI = re.compile(r"[\u4e00-\u9fff]")
_SPACE = re.compile(r"[ \t\n\r\f]+")
_KEPT_SPACE = re.compile(r"[\u00a0\u2002-\u200a]")
_INK = r"[\u3001-\u9fff\uff00-\uffef“”‘’…—]"
# A line break in the source between two Chinese characters is none of the author's, nor is a space.
_SOURCE_BREAK = re.compile(rf"(?<={_INK})[ \t]*[\r\n][ \t\r\n]*(?={_INK})")
_META_LENGTH = 800
_PAGE_PART = (12, 600)  # lines and characters from which on a cell is a part of the page, not of a table
_SPAN = re.compile(r"[0-9]{1,5}")
_SPAN_LIMIT = 1000
_START = re.compile(r"[0-9]{1,3}")
_TITLE_LENGTH = 6
_SITE_NAME = re.compile(r"\s*[_|｜]\s*|\s+[-–—]+\s+|(?<![0-9])[-–](?![0-9])")


def text_of(source: str) -> str:
    """The document in a page, one block a line: metadata as rows, the title if the text lacks it, the text.

    Surroundings (navigation, tools, footers, hidden elements) are left out, tables are rows `cell | cell |`.
    """
    page = _Page(source)
    if page.body is None:
        return ""
    content = page.content(page.body)
    head = page.metadata(page.body, content)
    lines = site.without_site_lines(page.lines(content))
    title = page.title()
    if title and site.bare(title) not in site.bare("".join((*head, *lines))):
        head.append(title)
    return "\n".join((*head, *lines))


def fragment(source: str) -> str:
    """All the text of a piece of HTML, one block a line, tables as rows."""
    page = _Page(source)
    return "\n".join(page.lines(page.body)) if page.body else ""


class _Page:
    """A parsed page.

    `_left_out` are the elements to pass over; `_weight` is how much Chinese text outside links each other one
    holds, `_labels` which names of metadata.
    """

    def __init__(self, source: str) -> None:
        self.tree = LexborHTMLParser(source)
        self.body = self.tree.body
        self._weight: dict[int, int] = {}
        self._labels: dict[int, set[str]] = {}
        self._left_out = {
            node.mem_id
            for node in self.tree.css("[style], [hidden]")
            if "hidden" in (attributes := node.attributes) or _HIDDEN.search(attributes.get("style") or "")
        }
        if self.body is not None:
            # Scripts that show the page once it is laid out hide all of it before.
            self._left_out.discard(self.body.mem_id)

    def content(self, body: LexborNode) -> LexborNode:
        """The element that holds the document."""
        elements = self._weigh(body)
        total = self._weight[body.mem_id]
        for element in elements:
            # A class may lie: what holds half of the text is no surrounding, and metadata is none.
            key = element.mem_id
            is_more = self._weight[key] * 2 > total or len(self._labels.get(key, ())) > 1
            if site.is_surrounding(_names(element)) and not is_more:
                self._left_out.add(key)
        elements = self._weigh(body)
        total = self._weight[body.mem_id]
        for containers in site.CONTAINERS:
            named = [e for e in elements if self._weight[e.mem_id] * 2 > total and _is_named(e, containers)]
            if named:
                # Of two that hold the same the inner one, which comes later.
                return max(reversed(named), key=lambda element: self._weight[element.mem_id])
        return self._heaviest(body)

    def metadata(self, body: LexborNode, content: LexborNode) -> list[str]:
        """The rows of the metadata that stand outside `content`."""
        around = {node.mem_id for node in _ancestors(content)}
        found: list[str] = []
        stack = [body]
        while stack:
            node = stack.pop()
            if node.mem_id == content.mem_id:
                continue
            labelled = [child for child in _children(node) if len(self._labels.get(child.mem_id, ())) > 1]
            if node.mem_id not in around and (node.tag == "table" or len(labelled) != 1):
                lines = self.lines(node)
                if len(site.bare("".join(lines))) <= _META_LENGTH:
                    found += site.metadata_rows(lines)
                    continue
            # What stands around the document is never metadata as a whole: go on to what is in it.
            known = {child.mem_id for child in labelled} | around
            stack.extend(child for child in reversed(list(_children(node))) if child.mem_id in known)
        return found

    def title(self) -> str:
        """The title as the page states it, without the site's name; "" when it has none."""
        named: dict[str, str] = {}
        for meta in self.tree.css("meta[name]"):
            attributes = meta.attributes
            named[(attributes.get("name") or "").lower()] = " ".join((attributes.get("content") or "").split())
        if named.get("articletitle"):
            return named["articletitle"]
        element = self.tree.css_first("title")
        title = _SITE_NAME.split(" ".join(element.text().split()))[0].strip() if element else ""
        return title if len(title) >= _TITLE_LENGTH and title != named.get("sitename") else ""

    def lines(self, root: LexborNode) -> list[str]:
        """The lines of `root`, in order, none of them empty."""
        out: list[str] = []
        line: list[str] = []
        numbers: dict[int, str] = {}
        number = ""
        # A stack of our own: pages exist that nest deeper than Python recurses. A node comes with whether it stands in
        # <pre>; an element that ends is None, with whether it was an item of a list.
        stack: list[tuple[LexborNode | None, bool]] = [(root, False)]
        while stack:
            node, holds = stack.pop()
            tag = (node.tag or "") if node is not None else ""
            if node is None or tag == "br" or _BLOCK.fullmatch(tag):
                folded = _folded(line)
                if number and folded:
                    # A number that is printed counts in place of the list's own.
                    folded[0] = folded[0] if NUMBERING.match(folded[0]) else number + folded[0]
                    number = ""
                out += folded
                line = []
            if node is None:
                # The number of an item without text is nobody else's.
                number = "" if holds else number
                continue
            if tag == "-text":
                text = node.text_content or ""
                line.append(text.replace("\n", "\v") if holds else text)
            elif node.mem_id not in self._left_out and not _UNSEEN.fullmatch(tag):
                if tag == "table" and (rows := self._rows(node)) is not None:
                    out += rows
                    continue
                if _BLOCK.fullmatch(tag):
                    stack.append((None, tag == "li"))
                if tag == "ol":
                    numbers |= _numbers(node)
                elif tag == "li":
                    number = numbers.get(node.mem_id, "")
                in_pre = holds or tag == "pre"
                stack.extend((child, in_pre) for child in reversed(list(_children(node))))
        return out + _folded(line)

    def _weigh(self, body: LexborNode) -> list[LexborNode]:
        """Weighs all seen elements anew; returns them in document order."""
        order: list[tuple[LexborNode, int]] = []
        self._weight = {}
        self._labels = {}
        stack: list[tuple[LexborNode, int, bool]] = [(body, 0, False)]
        while stack:
            node, parent, in_link = stack.pop()
            key, tag = node.mem_id, node.tag or ""
            if tag == "-text":
                text = node.text_content or ""
                if not in_link:
                    self._weight[parent] += len(_HANZI.findall(text))
                if labels := site.core_labels(text):
                    self._labels.setdefault(parent, set()).update(labels)
            elif key not in self._left_out and not _UNSEEN.fullmatch(tag):
                self._weight[key] = 0
                order.append((node, parent))
                stack.extend((child, key, in_link or tag == "a") for child in reversed(list(_children(node))))
        for node, parent in reversed(order[1:]):
            self._weight[parent] += self._weight[node.mem_id]
            if labels := self._labels.get(node.mem_id, set()):
                self._labels.setdefault(parent, set()).update(labels)
        return [node for node, _ in order]

    def _heaviest(self, element: LexborNode) -> LexborNode:
        """The innermost block that holds all but a twentieth of the text in `element`."""
        while True:
            least = self._weight[element.mem_id] * 0.95
            divisions = (child for child in _children(element) if _DIVISION.fullmatch(child.tag or ""))
            inner = [child for child in divisions if self._weight.get(child.mem_id, 0) >= least]
            if not least or not inner:
                return element
            element = inner[0]

    def _rows(self, table: LexborNode) -> list[str] | None:
        """The table's rows as lines; None for a table that only lays out the page."""
        if any(inner.mem_id != table.mem_id for inner in table.css("table")):
            return None
        rows = [self._cells(tr) for tr in table.css("tr") if tr.mem_id not in self._left_out]
        if all(len(cells) < 2 for cells in rows):
            return None
        grid = [[(cell, self.lines(cell)) for cell in cells] for cells in rows]
        if any(_is_page_part(lines) for cells in grid for _, lines in cells):
            return None
        out = [" ".join(self.lines(caption)) for caption in table.css("caption")]
        above: dict[int, tuple[int, int]] = {}  # column -> columns, rows still covered by a cell from above
        for cells in grid:
            below = {column: (width, height - 1) for column, (width, height) in above.items() if height > 1}
            texts: list[str] = []
            column = 0
            for cell, lines in cells:
                while column in above:
                    texts.append("")
                    column += above[column][0]
                width, height = _span(cell, "colspan"), _span(cell, "rowspan")
                if height > 1:
                    below[column] = (width, height - 1)
                texts.append(" ".join(lines))
                column += width
            texts += [""] * sum(at >= column for at in above)
            above = below
            out.append(row(texts))
        return [line for line in out if line]

    def _cells(self, tr: LexborNode) -> list[LexborNode]:
        return [cell for cell in _children(tr) if cell.tag in {"td", "th"} and cell.mem_id not in self._left_out]


def _numbers(ordered: LexborNode) -> dict[int, str]:
    """What a browser shows before each item of an ordered list, by the item: `3.`, in a list inside another `（3）`."""
    first = ordered.attributes.get("start") or ""
    is_inner = ordered.parent is not None and ordered.parent.tag == "li"
    items = (child for child in _children(ordered) if child.tag == "li")
    numbered = enumerate(items, int(first) if _START.fullmatch(first) else 1)
    return {item.mem_id: f"（{number}）" if is_inner else f"{number}." for number, item in numbered}


def _children(node: LexborNode) -> Iterator[LexborNode]:
    child = node.first_child
    while child is not None:
        yield child
        child = child.next


def _ancestors(node: LexborNode) -> Iterator[LexborNode]:
    above = node.parent
    while above is not None:
        yield above
        above = above.parent


def _names(element: LexborNode) -> list[str]:
    attributes = element.attributes
    return [*(attributes.get("id") or "").split(), *(attributes.get("class") or "").split()]


def _is_named(element: LexborNode, pattern: re.Pattern[str]) -> bool:
    return _BLOCK.fullmatch(element.tag or "") is not None and any(map(pattern.fullmatch, _names(element)))


def _is_page_part(lines: list[str]) -> bool:
    return len(lines) >= _PAGE_PART[0] and sum(map(len, lines)) >= _PAGE_PART[1]


def _span(cell: LexborNode, name: str) -> int:
    value = cell.attributes.get(name) or ""
    return min(max(int(value), 1), _SPAN_LIMIT) if _SPAN.fullmatch(value) else 1


def _folded(pieces: list[str]) -> list[str]:
    """The pieces of one line as a browser shows them, white space folded; `\\v` parts lines of a <pre>."""
    text = _KEPT_SPACE.sub(" ", _SOURCE_BREAK.sub("", "".join(pieces)))
    lines = (_SPACE.sub(" ", part).strip(" \u3000") for part in text.split("\v"))
    return [line for line in lines if line]
