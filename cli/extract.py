"""`govgraph extract`: the facts of each plan, as JSON and as a report for the eye."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cli.options import City, Json, Paths, Year, given

if TYPE_CHECKING:
    from graph.errors import InputError
    from loaders.facts import Plan
    from loaders.load import ReadReport

EXAMPLES = """Examples:

govgraph extract plans/ -o facts/

govgraph extract notice.pdf --city 济宁市 --year 2023

govgraph extract plans/jining-2023.txt --json

govgraph extract plans/ --report check.html"""


def extract(
    paths: Paths,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            metavar="DIR",
            file_okay=False,
            help="Write one <file stem>.json for each plan into this folder.",
        ),
    ] = None,
    report: Annotated[
        Path | None,
        typer.Option(
            "--report",
            metavar="FILE.html",
            dir_okay=False,
            help="Write a page that shows each plan with what was read, and what was not, marked in its text.",
        ),
    ] = None,
    city: City = None,
    year: Year = None,
    as_json: Json = False,
) -> None:
    """Extract the facts of plans, each with the characters that state it.

    Needs no store. Without -o a summary is printed, or with --json an array of all plans' facts. With -o and
    --json, what was written where. --report goes together with all of these.
    """
    from cli.console import print_json, progress, report_failures, report_notes
    from loaders.load import read_plans
    from loaders.to_json import plan_to_json

    with progress("Reading") as on_progress:
        read = read_plans(paths, given(city, year), on_progress)
    failed = list(read.failed)
    if report is not None:
        _write_report(report, read)
    if output is not None:
        written, clashes = _write(read, output)
        failed += clashes
        if as_json:
            from cli.console import failures_to_json

            shown = {} if report is None else {"report": str(report)}
            print_json({"written": list(map(str, written)), **shown, "failed": failures_to_json(failed)})
        else:
            typer.echo(f"{len(written)} written to {output}")
    elif as_json:
        print_json([plan_to_json(plan) for _, plan in read.plans])
    else:
        _print_summary(read)
    if report is not None and not as_json:
        typer.echo(str(report))
    report_notes(read.notes)
    report_failures(failed, read.total)
    if failed:
        raise typer.Exit(1)


def _write_report(file: Path, read: ReadReport) -> None:
    from cli.console import write_page
    from cli.report import report_of
    from visualizations.report import LIMIT

    write_page(file, report_of([plan for _, plan in read.plans], read.failed))
    if len(read.plans) > LIMIT:
        typer.echo(f"{file} shows the first {LIMIT} of {len(read.plans)} plans", err=True)


def _write(read: ReadReport, folder: Path) -> tuple[list[Path], list[InputError]]:
    """The files written, and the plans that were not since another one's file has the same name."""
    from cli.console import to_json
    from graph.errors import InputError
    from loaders.to_json import plan_to_json

    sources: dict[str, Path] = {}
    clashes: list[InputError] = []
    written = []
    for path, plan in read.plans:
        # As a file system that knows no capital letters has it.
        other = sources.setdefault(path.stem.casefold(), path)
        target = folder / f"{path.stem}.json"
        if other != path:
            problem = f"its facts would overwrite those of {other} in {target}"
            clashes.append(InputError(path, problem, hint="rename one, or extract it into another folder"))
            continue
        try:
            folder.mkdir(parents=True, exist_ok=True)
            target.write_text(to_json(plan_to_json(plan)), "utf-8")
        except OSError as error:
            raise typer.BadParameter(f"{target} cannot be written: {error.strerror}") from error
        written.append(target)
    return written, clashes


def _print_summary(read: ReadReport) -> None:
    from cli.console import stdout, table

    figures = ("year", "items", "facilities", "norms", "units", "targets")
    summary = table("file", "city", *figures, numbers=figures, whole=("file", "city"))
    for path, plan in read.plans:
        summary.add_row(path.name, plan.city.name, *_figures(plan))
    if read.plans:
        stdout().print(summary)


def _figures(plan: Plan) -> list[str]:
    items = plan.initiatives
    facts = (
        sum(len(facts) for facts in kind)
        for kind in (
            (item.facilities for item in items),
            (item.regulations for item in items),
            (item.units for item in items),
            (item.targets for item in items),
        )
    )
    return [str(number) for number in (plan.year, len(items), *facts)]
