"""`govgraph restore`: the embedded store as a backup has it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

EXAMPLES = """Examples:

govgraph restore plans-2024.zip

govgraph restore plans-2024.zip --force

GOVGRAPH_DATA_DIR=/srv/govgraph govgraph restore plans-2024.zip"""


def restore(
    file: Annotated[Path, typer.Argument(metavar="FILE.zip", help="A file that govgraph backup has written.")],
    force: Annotated[
        bool, typer.Option("--force", help="Put it in the place of the graph that is there, which is lost.")
    ] = False,
) -> None:
    """Bring the embedded store back from a backup.

    The file is checked first, and the graph that is there goes only when the new one has been opened in its place:
    whatever happens on the way, one of the two is there, whole. No other command may use the store meanwhile. A
    Neo4j server has a tool of its own, neo4j-admin database load.
    """
    from cli.settings import embedded_only
    from graph.store.backup import restore as restore_from

    directory = embedded_only("load {database} --from-path=FOLDER --overwrite-destination=true").data_dir
    manifest = restore_from(file, directory, force=force)
    made = manifest.made[:16].replace("T", " ")
    typer.echo(f"{manifest.plans} plans, as backed up at {made} UTC: {directory}")
