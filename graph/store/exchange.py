"""One database put in the place of another: whenever the process is killed, one or the other is there, whole.

In a data directory, `restoring` holds the database that comes until it is moved into its place. `replaced` is the
database that was there: as long as it exists the new one is on trial, and whoever next holds the directory's lock
undoes the exchange. All here is done by who holds that lock. Only the standard library is imported, for the keeper.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from graph.store.server import DATABASE

_COMING, _REPLACED = "restoring", "replaced"


def database_of(directory: Path) -> Path:
    """The folder of the graph in a data directory."""
    return directory / "server" / "databases" / DATABASE


def room_for(directory: Path) -> Path:
    """A new folder in which the database that comes is put together."""
    room = directory / _COMING / DATABASE
    for folder in (room.parent, room):
        folder.mkdir(mode=0o700)
    return room


def exchange(directory: Path) -> None:
    """Put what was put together in the place of what is there, on trial until `keep`."""
    place = database_of(directory)
    for folder in (place.parent.parent, place.parent):
        folder.mkdir(exist_ok=True, mode=0o700)
    if place.exists():
        place.rename(directory / _REPLACED)
    else:
        # Where nothing was, an empty folder says that the new one is on trial.
        (directory / _REPLACED).mkdir(mode=0o700)
    (directory / _COMING / DATABASE).rename(place)


def keep(directory: Path) -> None:
    """The new database stays; the one that was there is removed."""
    replaced = directory / _REPLACED
    if replaced.exists():
        # This one step is what makes the new one count.
        replaced.rename(directory / _COMING / DATABASE)
    _remove(directory / _COMING)


def undo(directory: Path) -> None:
    """Put the database that was there back, where an exchange was begun and not kept."""
    replaced, place = directory / _REPLACED, database_of(directory)
    if replaced.exists():
        _remove(place)
        if any(replaced.iterdir()):
            replaced.rename(place)
        else:
            replaced.rmdir()
    _remove(directory / _COMING)


def _remove(folder: Path) -> None:
    if folder.exists():
        shutil.rmtree(folder)
