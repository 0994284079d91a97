"""`govgraph backup`: the embedded store in one file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

EXAMPLES = """Examples:

govgraph backup plans-2024.zip

govgraph backup /mnt/backups/govgraph.zip"""


def backup(
    file: Annotated[Path, typer.Argument(metavar="FILE.zip", help="The file to write; one that is there is replaced.")],
) -> None:
    """Write the embedded store to a file, from which govgraph restore brings it back.

    Others may go on loading meanwhile: the file holds the graph as it was between two plans. It appears once it
    is whole, readable by its owner alone, and has no passwords in it. A Neo4j server has a tool of its own,
    neo4j-admin database dump.
    """
    from cli.settings import embedded_only
    from graph.store.backup import back_up
    from graph.store.embedded import open_embedded

    chosen = embedded_only("dump {database} --to-path=FOLDER")
    if file.is_dir() or not file.parent.is_dir():
        raise typer.BadParameter(f"{file} is a folder" if file.is_dir() else f"{file.parent} is no folder")
    with open_embedded(chosen.data_dir, linger=chosen.linger) as store:
        try:
            manifest = back_up(store, file)
        except OSError as error:
            raise typer.BadParameter(f"{file} cannot be written: {error.strerror}") from error
    typer.echo(f"{manifest.plans} plans, {file.stat().st_size / 1e6:,.1f} MB: {file}")
