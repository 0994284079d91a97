"""Documents of old formats (.doc, .wps, .rtf) to DOCX, by LibreOffice, which this does not bring with it."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from graph.errors import UnreadableFile

SECONDS = 120
_INSTALL = "install LibreOffice (libreoffice-writer), or save it as .docx"
# No macro runs and nothing that a document links to is fetched, whatever LibreOffice's own settings are.
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution" oor:op="fuse">
<value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks"
oor:op="fuse"><value>true</value></prop></item>
</oor:items>
"""


def to_docx(data: bytes, path: Path, what: str, suffix: str) -> bytes:
    """The document as DOCX. `what` names it (such as "an RTF document"), `suffix` is that of its format.

    Raises UnreadableFile when LibreOffice is not installed, takes longer than SECONDS or cannot read it.
    """
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        raise UnreadableFile(path, f"it is {what}, which needs LibreOffice", hint=_INSTALL)
    with TemporaryDirectory(prefix="govgraph-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        # A profile of its own: LibreOffice that runs already would take the work over, or lock it out.
        user = folder / "profile" / "user"
        user.mkdir(parents=True)
        (user / "registrymodifications.xcu").write_text(_SETTINGS, "utf-8")
        source = folder / f"plan{suffix}"
        source.write_bytes(data)
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        options = ["--headless", "--norestore", "--convert-to", "docx", "--outdir", str(folder / "out")]
        _run([program, profile, *options, str(source)], folder, path)
        made = folder / "out" / "plan.docx"
        if not made.exists():
            problem = f"it is {what} that LibreOffice cannot read: broken, or in need of a password"
            raise UnreadableFile(path, problem, hint="save it as .docx")
        return made.read_bytes()


def _run(command: list[str], folder: Path, path: Path) -> None:
    nothing = subprocess.DEVNULL
    home = os.environ | {"HOME": str(folder)}
    with subprocess.Popen(
        command, env=home, stdin=nothing, stdout=nothing, stderr=nothing, start_new_session=True
    ) as process:
        try:
            process.wait(SECONDS)
        except subprocess.TimeoutExpired as error:
            problem = f"LibreOffice took more than {SECONDS} seconds over it"
            raise UnreadableFile(path, problem, hint="save it as .docx") from error
        finally:
            # The program is a script: what it started is ended with it.
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
