"""Arguments and options that several commands have."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from loaders.pipeline import Given

Paths = Annotated[
    list[Path],
    typer.Argument(
        metavar="PATH...",
        help="Plans (.txt .md .html .docx .pdf .ofd .doc .wps .rtf), or folders and .zip archives of plans.",
        show_default=False,
    ),
]
City = Annotated[
    str | None,
    typer.Option("--city", metavar="NAME", help="The city of the plans, where they do not say it themselves."),
]
Year = Annotated[
    int | None,
    typer.Option("--year", min=1949, max=2100, help="The year of the plans, where they do not say it themselves."),
]
StoredCity = Annotated[
    str,
    typer.Argument(metavar="CITY", help="A city with loaded plans; a part of its name will do.", show_default=False),
]
StoredYear = Annotated[int, typer.Argument(metavar="YEAR", min=1949, max=2100, show_default=False)]
InCity = Annotated[
    str | None, typer.Option("--city", metavar="NAME", help="Only this city; a part of its name will do.")
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON on standard output, and nothing else there.")]


def given(city: str | None, year: int | None) -> Given:
    """What the user says of the documents."""
    from loaders.pipeline import Given

    return Given(city=city, year=year)
