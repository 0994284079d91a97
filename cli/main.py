"""The program: its commands, and what becomes of errors."""

from __future__ import annotations

import sys
from importlib.metadata import PackageNotFoundError, version
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from cli import (
    backup,
    compare,
    continuity,
    cypher,
    diff,
    export,
    extract,
    ledger,
    lineage,
    load,
    restore,
    serve,
    status,
    trace,
    view,
    who,
)
from graph.errors import GovgraphError

PROBLEM = 1
INTERRUPTED = 130  # 128 + SIGINT, as shells have it
_INTERRUPTED = "\ngovgraph: interrupted"


class _Commands(TyperGroup):
    """Turns what goes wrong inside a command into one line and an exit code."""

    def invoke(self, ctx: Any) -> Any:
        try:
            return super().invoke(ctx)
        except GovgraphError as error:
            typer.echo(f"govgraph: {error}", err=True)
            raise typer.Exit(PROBLEM) from error
        except KeyboardInterrupt as interrupt:
            typer.echo(_INTERRUPTED, err=True)
            raise typer.Exit(INTERRUPTED) from interrupt


def _print_version(wanted: bool) -> None:
    if not wanted:
        return
    try:
        number = version("govgraph")
    except PackageNotFoundError:  # run from a checkout that is not installed
        number = "(not installed)"
    typer.echo(f"govgraph {number}")
    raise typer.Exit


app = typer.Typer(
    name="govgraph",
    cls=_Commands,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
    context_settings={"help_option_names": ["-h", "--help"]},
    help=(
        "Turn the annual work plans of Chinese city bureaus (工作要点) into a knowledge graph, follow one line "
        "of work through the years, and query it all with Cypher.\n\n"
        "Exit codes: 0 done, 1 a problem with the input or the store, 2 wrong usage."
    ),
)


@app.callback()
def main(
    show_version: Annotated[
        bool,
        typer.Option("--version", help="Print the version and exit.", callback=_print_version, is_eager=True),
    ] = False,
) -> None:
    """Options of the program itself."""


for _module, _command in (
    (extract, extract.extract),
    (continuity, continuity.continuity),
    (load, load.load),
    (trace, trace.trace),
    (diff, diff.diff),
    (compare, compare.compare),
    (who, who.who),
    (ledger, ledger.ledger),
    (lineage, lineage.lineage),
    (cypher, cypher.cypher),
    (export, export.export),
    (serve, serve.serve),
    (status, status.status),
    (backup, backup.backup),
    (restore, restore.restore),
):
    app.command(epilog=_module.EXAMPLES)(_command)
app.add_typer(view.app, name="view", epilog=view.EXAMPLES)


def run() -> None:
    """Run the program on the command line's arguments; ends the process with its exit code."""
    for stream in (sys.stdout, sys.stderr):
        # A terminal of another encoding shows a substitute, rather than ending the program.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    try:
        app()
    except KeyboardInterrupt:  # before a command has begun, or while it is ended
        typer.echo(_INTERRUPTED, err=True)
        sys.exit(INTERRUPTED)
