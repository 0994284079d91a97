"""`govgraph status`: which store, what is in it, and what could not be read."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from cli.options import Json

if TYPE_CHECKING:
    from graph.queries import Status


EXAMPLES = """Examples:

govgraph status

govgraph status --json"""


def status(as_json: Json = False) -> None:
    """Show which store is in use, what is in it, and which files could not be read when they were loaded."""
    from cli.console import print_json
    from cli.settings import open_store, settings
    from cli.unread import unread_files
    from graph.queries import status as status_of

    with open_store() as store:
        found = status_of(store)
    unread = unread_files(settings().data_dir)
    if as_json:
        print_json({**asdict(found), "unread": unread})
    else:
        _print(found)
        _print_unread(unread)


def _print(found: Status) -> None:
    from cli.console import stdout, table
    from graph.kinds import ontology

    console = stdout()
    console.print(found.store, markup=False, soft_wrap=True)
    if not found.plans:
        console.print("No plans yet: govgraph load PATH...")
        return
    kinds = ontology().kinds
    labels = {name: kind.label for name, kind in kinds.items()}
    labels |= {name: pairs[0][1].label for name, pairs in ontology().edge_types.items()}
    for heading, numbers in (("nodes", found.counts.nodes), ("relationships", found.counts.edges)):
        counted = table(heading, "", "number", numbers=("number",))
        for name, number in numbers.items():
            counted.add_row(name, labels.get(name, ""), f"{number:,}")
        console.print(counted)
    plans = table("city", "year", "issuer", "source", "items", "loaded (UTC)", numbers=("year", "items"))
    for plan in found.plans:
        loaded = plan.loaded[:19].replace("T", " ")
        plans.add_row(plan.city, str(plan.year), plan.issuer, plan.source, str(plan.initiatives), loaded)
    console.print(plans)


def _print_unread(unread: list[dict[str, str]]) -> None:
    from cli.console import stdout, table

    if unread:
        files = table("could not be read", "because")
        for entry in unread:
            files.add_row(entry["file"], entry["problem"])
        stdout().print(files)
