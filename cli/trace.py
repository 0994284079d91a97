"""`govgraph trace`: a line of work across the years."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from cli.options import InCity, Json

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from graph.trace import Change, Found, Line, LineYear
    from graph.words import Match

EXAMPLES = """Examples:

govgraph trace 桥梁监测

govgraph trace 口袋公园 --city 济宁

govgraph trace 生活垃圾分类 --json > line.json"""
_MARKS = {"present": ("●", "green"), "absent": ("○", "yellow"), "unknown": ("?", "dim")}
_SAYS = {"absent": "nothing in this plan carries it on", "unknown": "no plan of this year is loaded"}
_AROUND = 60  # characters of a long sentence that are shown on each side of the words


def trace(
    text: Annotated[
        str, typer.Argument(metavar="TEXT", help="What the work is about, such as 桥梁监测.", show_default=False)
    ],
    city: InCity = None,
    limit: Annotated[int, typer.Option("--limit", min=1, help="Lines to show; --json has all.")] = 10,
    as_json: Json = False,
) -> None:
    """Follow a line of work across the years.

    Shows in which years' plans it appears, with the sentences that say so and how it changes, in which it is
    missing, and of which years no plan is loaded. The words need not stand together: 桥梁监测 also finds
    桥梁健康监测系统, in one sentence.
    """
    from cli.console import print_json, stderr, stdout
    from cli.settings import open_store
    from graph.errors import NotFound
    from graph.queries import cities
    from graph.queries import trace as trace_lines
    from graph.trace import lines_to_json

    if not text.strip():
        raise typer.BadParameter("there are no words to look for", param_hint="TEXT")
    with open_store() as store:
        lines = trace_lines(store, text, city)
        known = [found.name for found in cities(store)]
    if city and known and not any(city in name for name in known):
        raise NotFound("city", city, hint=f"there are: {', '.join(known)}")
    if as_json:
        print_json(lines_to_json(text, lines))
        return
    if not lines:
        stderr().print(f"Nothing about {text}. What is loaded: govgraph status", markup=False)
        return
    console = stdout()
    for line in lines[:limit]:
        _print(console, line)
    marks = "   ".join(f"[{style}]{mark}[/{style}] {state}" for state, (mark, style) in _MARKS.items())
    console.print(marks)
    if len(lines) > limit:
        console.print(f"{limit} of {len(lines)} lines; more with --limit")


def _print(console: Console, line: Line) -> None:
    from rich.table import Table

    console.print(_text((line.name, "bold"), (f"  {line.city}  {'、'.join(line.issuers)}", "dim")))
    grid = Table.grid(padding=(0, 1))
    grid.add_column(no_wrap=True)
    grid.add_column(no_wrap=True)
    grid.add_column(no_wrap=True, justify="right")
    grid.add_column(overflow="fold")
    for year in line.years:
        _add_year(grid, year, line.changes)
    console.print(grid)
    console.print()


def add_state(grid: Table, year: int, state: str, texts: list[str]) -> None:
    """A year of a line in `grid`: the mark of its state, and `texts` (with markup), or what the state means."""
    mark, style = _MARKS[state]
    says = texts or [f"[dim]{_SAYS[state]}[/dim]"]
    for at, text in enumerate(says):
        grid.add_row("" if at else f"  {year}", "" if at else f"[{style}]{mark}[/{style}]", text)


def _add_year(grid: Table, year: LineYear, changes: tuple[Change, ...]) -> None:
    mark, style = _MARKS[year.state]
    head = (f"  {year.year}", _text((mark, style)))
    if not year.initiatives:
        grid.add_row(*head, "", _text((_SAYS[year.state], "dim")))
    for item in year.initiatives:
        grid.add_row(*head, str(item.number), _item(item, changes))
        head = ("", _text(("", "")))


def _item(item: Found, changes: tuple[Change, ...]) -> Text:
    lines = [] if any(_is_title(match, item) for match in item.evidence) else [_text((item.title, "bold"))]
    lines += [_quote(match, "bold" if _is_title(match, item) else "") for match in item.evidence]
    if item.targets:
        figures = "；".join(
            f"{target.metric} {target.op} {target.value:g} {target.unit}".rstrip() for target in item.targets
        )
        lines.append(_text((figures, "cyan")))
    for change in changes:
        if change.later.key == item.key:
            place = f"{change.earlier.plan.year} 第{change.earlier.number}项"
            lines.append(_text((f"↑ {place}: {change.link.change}", "magenta"), (_reasons(change), "dim")))
    joined = _text()
    for each in filter(None, lines):
        joined.append("\n" if joined else "").append_text(each)
    return joined


def _reasons(change: Change) -> str:
    return f"  {'；'.join(change.link.reasons)}" if change.link.reasons else ""


def _is_title(match: Match, item: Found) -> bool:
    return match.evidence.quote.rstrip("。") == item.title


def _quote(match: Match, style: str) -> Text:
    """The sentence with the words marked, cut where it goes on for long before and after them."""
    sentence = match.evidence
    first = min((start for start, _ in match.pieces), default=sentence.start) - _AROUND
    last = max((end for _, end in match.pieces), default=sentence.start) + _AROUND
    first, last = max(first, sentence.start), min(last, sentence.end)
    quote = sentence.quote[first - sentence.start : last - sentence.start]
    shown = _text((quote.replace("\n", " "), style))
    for start, end in match.pieces:
        shown.stylize("bold underline", start - first, end - first)
    before = "…" if first > sentence.start else ""
    after = "…" if last < sentence.end else ""
    return _text((before, "dim")).append_text(shown).append(after, "dim")


def _text(*parts: tuple[str, str]) -> Text:
    from rich.text import Text

    return Text.assemble(*parts)
