"""What the commands print with: consoles, tables, progress on a terminal, JSON; and how they write a page."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

    from graph.errors import InputError
    from loaders.load import Note

OnProgress = Callable[[int, int, str], None]
_PIPE_WIDTH = 160  # how wide tables may be where no terminal sets the width


def stdout() -> Console:
    """The console of results."""
    return _console(stderr=False)


def stderr() -> Console:
    """The console of messages."""
    return _console(stderr=True)


def _console(*, stderr: bool) -> Console:
    from rich.console import Console

    is_terminal = (sys.stderr if stderr else sys.stdout).isatty()
    width = None if is_terminal or os.environ.get("COLUMNS") else _PIPE_WIDTH
    return Console(stderr=stderr, width=width, highlight=False)


def print_json(value: Any) -> None:
    """`value` as JSON on stdout, and nothing else there."""
    sys.stdout.write(to_json(value))


def to_json(value: Any) -> str:
    """`value` as indented JSON with a line's end; Chinese as it is."""
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def write_page(output: Path, page: str) -> None:
    """Write `page` to `output`, whose folders are made; raises BadParameter where that cannot be done."""
    import typer

    try:
        output.parent.mkdir(parents=True, exist_ok=True)
        # The name of a file may hold what UTF-8 cannot.
        output.write_bytes(page.encode("utf-8", "replace"))
    except OSError as error:
        raise typer.BadParameter(f"{output} cannot be written: {error.strerror}") from error


def table(*columns: str, numbers: Sequence[str] = (), whole: Sequence[str] = ()) -> Table:
    """An empty table with these columns, those of `numbers` set to the right; those of `whole` keep their width
    on a narrow terminal."""
    from rich import box
    from rich.table import Table

    made = Table(box=box.SIMPLE_HEAD, pad_edge=False, header_style="bold")
    for column in columns:
        is_number = column in numbers
        made.add_column(
            column, justify="right" if is_number else "left", no_wrap=is_number or column in whole, overflow="fold"
        )
    return made


def report_failures(failures: Sequence[InputError], total: int) -> None:
    """Which files failed and why, on stderr."""
    if not failures:
        return
    from rich.markup import escape

    console = stderr()
    console.print(f"[red]{len(failures)} of {total} failed:[/red]")
    for failure in failures:
        place = f", {failure.place}" if failure.place else ""
        hint = f" [dim]({escape(failure.hint)})[/dim]" if failure.hint else ""
        path = f"[bold]{escape(str(failure.path))}[/bold]{escape(place)}"
        console.print(f"  {path}: {escape(failure.problem)}{hint}", soft_wrap=True)


def report_notes(notes: Sequence[Note]) -> None:
    """What is missing from plans that were read, on stderr."""
    if not notes:
        return
    from rich.markup import escape

    console = stderr()
    console.print("[yellow]Not all was read:[/yellow]")
    for note in notes:
        console.print(f"  [bold]{escape(str(note.path))}[/bold]: {escape(note.text)}", soft_wrap=True)


def failures_to_json(failures: Sequence[InputError]) -> list[dict[str, str]]:
    """`[{"file", "problem"}]`, with "place" and "hint" where there is one."""
    return [
        {
            "file": str(failure.path),
            "problem": failure.problem,
            **({"place": failure.place} if failure.place else {}),
            **({"hint": failure.hint} if failure.hint else {}),
        }
        for failure in failures
    ]


@contextmanager
def progress(what: str) -> Iterator[OnProgress]:
    """A function to call with (done, total, the present one); shows a bar on stderr if that is a terminal."""
    if not sys.stderr.isatty():
        yield lambda done, total, name: None
        return
    from rich.markup import escape
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TextColumn("{task.fields[name]}"),
    )
    with Progress(*columns, console=stderr(), transient=True) as bar:
        task = bar.add_task(what, total=None, name="")

        def show(done: int, total: int, name: str) -> None:
            bar.update(task, completed=done, total=total, name=escape(name))

        yield show
