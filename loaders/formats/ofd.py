"""OFD (GB/T 33190) to plain text: placed characters and the tables that lines draw, page by page.

A package of XML: `OFD.xml` names the documents, a document its pages and the templates that lie under or over
them, a page its objects. Millimetres from the page's upper left corner.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterable, Iterator
from io import BytesIO
from itertools import accumulate, chain, islice, repeat
from math import hypot
from pathlib import Path
from typing import Any, NamedTuple

from lxml import etree

from graph.errors import UnreadableFile
from loaders.formats.columns import Run, bounds, in_columns, joined_runs
from loaders.formats.package import opened, refuse_encrypted
from loaders.formats.pages import Page, joined, parts_of
from loaders.formats.ruled import Line, grids, ruling

_HINT = "fetch it again, or print it as .pdf"
_POINTS = 72 / 25.4
_MOST_PAGES = 2000
_MOST_CHARACTERS = 50_000  # of a page; a full one has some 1,500
_MAX_PART = 20_000_000  # bytes of XML; a page has some 100,000
_ENCRYPTED = frozenset({"encryptions.xml", "decryptseed.dat", "entriesmap.dat"})  # of GM/T 0099, at the root
_GAP = 0.6  # of a character's size, from which the space to the next one is a space in the text
_WIDE = re.compile(r"[^\x00-\u02af]")
_NARROW = 0.6  # how wide a letter is at most, as a rule, where a Chinese character is 1
_OPERANDS = {"M": 2, "S": 2, "L": 2, "Q": 4, "B": 6, "A": 7, "C": 0}  # of a path's commands


class _Char(NamedTuple):
    """A character: its left end and its baseline in points, y upwards; its width and size."""

    text: str
    x: float
    y: float
    width: float
    size: float

    @property
    def middle(self) -> tuple[float, float]:
        return self.x + self.width / 2, self.y + self.size * 0.4


class _Content(NamedTuple):
    """What is drawn on a page or a template, and which templates lie under or over it."""

    chars: list[_Char]
    across: list[Line]
    down: list[Line]
    has_picture: bool
    templates: list[str]


def text_of(data: bytes, path: Path) -> tuple[str, tuple[str, ...]]:
    """The text in reading order, lines as on the pages, pages parted by `\\f`, rows of tables drawn with lines as
    `cell | cell |`; and notes on pages that are pictures.

    Raises UnreadableFile when the package is broken, encrypted or too large unpacked, or most of its pages have
    no text: they are scanned, or drawn as glyphs without characters.
    """
    with opened(BytesIO(data), path, ".ofd", hint=_HINT) as archive:
        refuse_encrypted(archive, path)
        package = _Package(archive, path)
        if not _ENCRYPTED.isdisjoint(name.lower() for name in package.names):
            raise UnreadableFile(path, "it is encrypted, needs a password", hint="save it without a password")
        pages = list(islice(_pages(package), _MOST_PAGES + 1))
    if len(pages) > _MOST_PAGES:
        raise UnreadableFile(path, f"it has more than {_MOST_PAGES:,} pages", hint="is this the right file?")
    return joined(pages, path)


class _Package:
    """The parts of an archive by their names, as its XML writes them."""

    def __init__(self, archive: zipfile.ZipFile, path: Path) -> None:
        self._archive, self._path = archive, path
        # Some programs write the separators of Windows.
        self.names = {name.replace("\\", "/").lstrip("/"): name for name in archive.namelist()}

    def locate(self, location: str, folder: str) -> str:
        """The name of the part at `location`, relative to `folder` or, as some have it, to the root."""
        location = location.strip().replace("\\", "/")
        for name in (posixpath.join(folder, location), posixpath.join("/", location)):
            if (found := posixpath.normpath(name).lstrip("/")) in self.names:
                return found
        raise KeyError(f"{location} is missing")

    def too_large(self, name: str, problem: str) -> UnreadableFile:
        """The error for a part that no plan has."""
        return UnreadableFile(self._path, problem, place=name, hint="is this the right file?")

    def parse(self, name: str) -> Any:
        """The root of a part; entities are left as they are, and nothing is fetched."""
        size = self._archive.getinfo(self.names[name]).file_size
        if size > _MAX_PART:
            limit = f"the limit of {_MAX_PART / 1e6:,.0f} MB"
            raise self.too_large(name, f"a part of it has {size / 1e6:,.0f} MB, more than {limit}")
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True)
        return etree.fromstring(self._archive.read(self.names[name]), parser)


def _pages(package: _Package) -> Iterator[Page]:
    for root in _texts(package.parse(package.locate("OFD.xml", "")), "DocRoot"):
        name = package.locate(root, "")
        document, folder = package.parse(name), posixpath.dirname(name)
        templates = {
            template.get("ID"): _content(package, package.locate(template.get("BaseLoc", ""), folder))
            for template in document.iterfind("{*}CommonData/{*}TemplatePage")
        }
        for entry in document.iterfind("{*}Pages/{*}Page"):
            content = _content(package, package.locate(entry.get("BaseLoc", ""), folder))
            yield _page([content, *(templates[name] for name in content.templates if name in templates)])


def _texts(root: Any, tag: str) -> list[str]:
    return [element.text or "" for element in root.iter(f"{{*}}{tag}")]


def _content(package: _Package, name: str) -> _Content:
    page = package.parse(name)
    texts = (text for text in page.iterfind("{*}Content//{*}TextObject") if text.get("Visible") != "false")
    chars = list(islice(chain.from_iterable(map(_chars, texts)), _MOST_CHARACTERS + 1))
    if len(chars) > _MOST_CHARACTERS:
        raise package.too_large(name, f"it has more than {_MOST_CHARACTERS:,} characters on a page")
    has_picture = next(page.iter("{*}ImageObject"), None) is not None
    content = _Content(chars, [], [], has_picture, [use.get("TemplateID", "") for use in page.iterfind("{*}Template")])
    for element in page.iterfind("{*}Content//{*}PathObject"):
        place = _Place(element)
        for path in _paths(_texts(element, "AbbreviatedData")):
            across, down = ruling([place.of(x, y) for x, y in path], is_stroked=element.get("Stroke") != "false")
            content.across.extend(across)
            content.down.extend(down)
    return content


class _Place:
    """Where an object's own coordinates lie on the page: turned and stretched by its CTM, moved to its Boundary."""

    def __init__(self, element: Any) -> None:
        self._matrix = _numbers(element.get("CTM"), 6) or (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
        self._boundary = _numbers(element.get("Boundary"), 4) or (0.0, 0.0, 0.0, 0.0)

    @property
    def scale(self) -> float:
        """How many points a unit across the lines is."""
        return _POINTS * hypot(self._matrix[2], self._matrix[3])

    @property
    def is_slanted(self) -> bool:
        """Whether it is turned by anything but quarters, as watermarks are."""
        a, b = map(abs, self._matrix[:2])
        return min(a, b) > max(a, b) / 10

    def of(self, x: float, y: float) -> tuple[float, float]:
        """The place in points, y upwards."""
        a, b, c, d, e, f = self._matrix
        left, top = self._boundary[:2]
        return (a * x + c * y + e + left) * _POINTS, -(b * x + d * y + f + top) * _POINTS


def _chars(element: Any) -> Iterator[_Char]:
    """The characters of a TextObject. A TextCode gives the place of its first and the steps to each next."""
    place = _Place(element)
    if place.is_slanted:
        return
    size = float(element.get("Size") or 1)
    x = y = 0.0
    for code in element.iterfind("{*}TextCode"):
        text = (code.text or "") + "".join(inner.tail or "" for inner in code)  # without what an entity stands for
        text = text.strip() if "\n" in text else text  # an indented one
        x, y = float(code.get("X") or x), float(code.get("Y") or y)
        stretch = float(element.get("HScale") or 1)
        natural = (size * stretch * _width(char) for char in text)
        steps = _steps(code.get("DeltaX")) if code.get("DeltaX") else natural
        # Where steps are missing, as at the end, characters stand side by side.
        xs = accumulate(chain(steps, natural), initial=x)
        ys = accumulate(chain(_steps(code.get("DeltaY")), repeat(0.0)), initial=y)
        for char, at_x, at_y in zip(text, xs, ys, strict=False):
            left, baseline = place.of(at_x, at_y)
            yield _Char(char, left, baseline, place.scale * size * stretch * _width(char), place.scale * size)


def _width(char: str) -> float:
    return 1.0 if _WIDE.match(char) else _NARROW


def _steps(value: str | None) -> Iterator[float]:
    """The numbers of a DeltaX or DeltaY; `g 3 5.2` stands for three times 5.2."""
    words = iter((value or "").split())
    for word in words:
        if word == "g":
            times, step = int(next(words, "0")), float(next(words, "0"))
            yield from repeat(step, times)
        else:
            yield float(word)


def _numbers(value: str | None, count: int) -> tuple[float, ...] | None:
    numbers = tuple(map(float, (value or "").split()))
    return numbers if len(numbers) == count else None


def _paths(descriptions: Iterable[str]) -> Iterator[list[tuple[float, float]]]:
    """The corners of each part of a path that is drawn without lifting the pen, but for parts with curves."""
    for description in descriptions:
        words = iter(description.split())
        corners: list[tuple[float, float]] = []
        is_straight = True
        for command in words:
            if command not in _OPERANDS:
                raise ValueError(f"a path has the command {command!r}")
            numbers = [float(word) for word in islice(words, _OPERANDS[command])]
            if command in "MS":
                if is_straight and len(corners) > 1:
                    yield corners
                corners, is_straight = [], True
            is_straight = is_straight and command in "MSLC"
            if command == "C":
                corners += corners[:1]
            elif len(numbers) > 1:
                corners.append((numbers[-2], numbers[-1]))
        if is_straight and len(corners) > 1:
            yield corners


def _page(contents: list[_Content]) -> Page:
    chars = [char for content in contents for char in content.chars]
    across = [line for content in contents for line in content.across]
    down = [line for content in contents for line in content.down]
    tables = grids(across, down)
    lines = _lines(chars)
    if not tables:
        lines = _in_columns(lines)
    has_picture = any(content.has_picture for content in contents)
    return Page(parts_of(chain.from_iterable(map(_spaced, lines)), tables), has_picture)


def _lines(chars: Iterable[_Char]) -> list[list[_Char]]:
    """The characters line by line, from the left."""
    lines: list[list[_Char]] = []
    for char in sorted(chars, key=lambda char: -char.y):
        if lines and lines[-1][0].y - char.y < min(char.size, lines[-1][0].size) / 2:
            lines[-1].append(char)
        else:
            lines.append([char])
    for line in lines:
        line.sort(key=lambda char: char.x)
    return lines


def _in_columns(lines: list[list[_Char]]) -> list[list[_Char]]:
    """`lines` as they are, or those of two columns parted, the left column first."""
    chars = [char for line in lines for char in line]
    runs = joined_runs([Run(char.x, char.y, char.x + char.width, char.y + char.size) for char in chars])
    columns = [bounds(column) for column in in_columns(runs)]
    parted = (_lines(char for char in chars if _is_in(box, *char.middle)) for box in columns)
    return list(chain.from_iterable(parted)) or lines


def _is_in(box: Run, x: float, y: float) -> bool:
    return box.left < x < box.right and box.bottom < y < box.top


def _spaced(line: list[_Char]) -> Iterator[tuple[str, float, float]]:
    """The characters of a line with their places, a space where there is a gap, and the line's end."""
    before: _Char | None = None
    for char in line:
        if before is not None:
            step = char.x - before.x
            if char.text == before.text and step < char.size / 5:
                continue  # printed twice to look bold
            if step - before.width > _GAP * char.size:
                yield " ", *before.middle
        yield char.text, *char.middle
        before = char
    if before is not None:
        yield "\n", *before.middle
