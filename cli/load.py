"""`govgraph load`: plans into the store, linked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from cli.options import City, Json, Paths, Year, given

if TYPE_CHECKING:
    from loaders.load import Loaded, LoadReport


EXAMPLES = """Examples:

govgraph load plans/

govgraph load notice.docx --city 济宁市 --year 2024

NEO4J_URI=bolt://localhost:7687 NEO4J_PASSWORD=… govgraph load plans/"""


Force = Annotated[bool, typer.Option("--force", help="Write plans again though their files are unchanged.")]


def load(paths: Paths, city: City = None, year: Year = None, force: Force = False, as_json: Json = False) -> None:
    """Load plans into the store and link their items with those of other years.

    Unchanged files are skipped; a changed plan replaces exactly what it contributed before. A file that
    cannot be read does not stop the others: the summary names it, and the exit code is 1.
    """
    from cli.console import print_json, progress, report_failures, report_notes
    from cli.settings import open_store, settings
    from cli.unread import remember
    from loaders.load import load as load_plans

    with open_store() as store, progress("Loading") as on_progress:
        report = load_plans(paths, store, given(city, year), on_progress, force=force)
    remember(settings().data_dir, report)
    if as_json:
        print_json(_to_json(report))
    else:
        _print(report)
    report_notes(report.notes)
    report_failures(report.failed, report.total)
    if report.failed:
        raise typer.Exit(1)


def _print(report: LoadReport) -> None:
    from cli.console import stdout, table

    console = stdout()
    summary = table("file", "city", "year", "items", "", numbers=("year", "items"))
    groups = (("new", report.loaded), ("replaced", report.replaced), ("unchanged", report.unchanged))
    for what, entries in groups:
        for entry in entries:
            summary.add_row(entry.path.name, entry.city, str(entry.year), str(entry.initiatives), what)
    for copy in report.same:
        summary.add_row(copy.path.name, "", "", "", f"same as {copy.first}")
    if summary.rows:
        console.print(summary)
    done = ", ".join(f"{len(entries)} {what}" for what, entries in groups)
    console.print(f"{done}; {report.links} links written")


def _to_json(report: LoadReport) -> dict[str, Any]:
    from cli.console import failures_to_json

    def entries(loaded: list[Loaded]) -> list[dict[str, Any]]:
        return [
            {
                "file": str(entry.path),
                "plan": entry.key,
                "city": entry.city,
                "year": entry.year,
                "initiatives": entry.initiatives,
            }
            for entry in loaded
        ]

    return {
        "loaded": entries(report.loaded),
        "replaced": entries(report.replaced),
        "unchanged": entries(report.unchanged),
        "same": [{"file": str(copy.path), "as": str(copy.first)} for copy in report.same],
        "failed": failures_to_json(report.failed),
        "notes": [{"file": str(note.path), "note": note.text} for note in report.notes],
        "links": report.links,
    }
