"""The files that could not be read when they were last loaded, kept in the data folder for `status`."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from cli.console import failures_to_json

if TYPE_CHECKING:
    from loaders.load import LoadReport

_FILE = "unread.json"


def unread_files(folder: Path) -> list[dict[str, str]]:
    """What `remember` noted: `[{"file", "problem", …}]`, by file, of the files that are still there."""
    file = folder / _FILE
    if not file.exists():
        return []
    from loaders.files import exists

    entries: list[dict[str, str]] = json.loads(file.read_text("utf-8"))
    return [entry for entry in entries if exists(Path(entry["file"]))]


def remember(folder: Path, report: LoadReport) -> None:
    """Note the files that failed in `report`, and forget those that were read."""
    entries = {entry["file"]: entry for entry in unread_files(folder)}
    read = [entry.path for entry in (*report.loaded, *report.replaced, *report.unchanged)]
    for path in (*read, *(copy.path for copy in report.same)):
        entries.pop(str(path.resolve()), None)
    for failure in failures_to_json(report.failed):
        file = str(Path(failure["file"]).resolve())
        entries[file] = failure | {"file": file}
    _write(folder / _FILE, [entries[file] for file in sorted(entries)])


def _write(file: Path, entries: Sequence[dict[str, str]]) -> None:
    if not entries:
        file.unlink(missing_ok=True)
        return
    file.parent.mkdir(parents=True, exist_ok=True)
    draft = file.with_suffix(".part")
    draft.write_text(json.dumps(entries, ensure_ascii=False, indent=1), "utf-8")
    draft.replace(file)
