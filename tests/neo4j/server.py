"""Real Neo4j servers, Community Edition, for the tests: assembled from their jars by Maven and run without Docker.

Needed are Maven and a JDK of version 17 or newer. The jars (400 MB for all servers) are kept in the user's cache
folder, in `govgraph-tests`, which may be deleted at any time.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
import time
from dataclasses import dataclass
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path
from typing import Self

import neo4j
import pytest
from neo4j.exceptions import DriverError, Neo4jError
from platformdirs import user_cache_path

from graph.store.server import _end_with_parent, _free_port, last_lines

HERE = Path(__file__).parent
USER, PASSWORD = "neo4j", "for the tests"
START_LIMIT = 120.0
"""Seconds within which a server must answer, on a machine that does much else."""
FLAGS = (
    "-Xmx512m",
    "-XX:+UseSerialGC",
    "-XX:TieredStopAtLevel=1",
    *(f"--add-opens=java.base/java.{package}=ALL-UNNAMED" for package in ("nio", "io", "lang")),
    "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
)
SETTINGS = """\
server.bolt.enabled=true
server.bolt.listen_address=127.0.0.1:{port}
server.bolt.advertised_address=127.0.0.1:{port}
dbms.security.auth_enabled=true
server.memory.pagecache.size=64m
dbms.usage_report.enabled=false
"""
"""All else is as Neo4j has it: no setting of the server helps govgraph to keep strangers' queries in bounds."""
OLD_SETTINGS = """\
dbms.connector.bolt.enabled=true
dbms.connector.bolt.listen_address=127.0.0.1:{port}
dbms.connector.bolt.advertised_address=127.0.0.1:{port}
dbms.security.auth_enabled=true
dbms.memory.pagecache.size=64m
"""


@dataclass(frozen=True)
class Version:
    """A version of Neo4j, and whether it needs the Java that the embedded server brings, the newest there is."""

    number: str
    newest_java: bool = False
    settings: str = SETTINGS
    set_password: tuple[str, ...] = ("dbms", "set-initial-password")

    @property
    def java(self) -> str:
        """The program that runs it."""
        package = find_spec("arcadedb_embedded")
        assert package is not None
        assert package.submodule_search_locations
        newest = Path(package.submodule_search_locations[0], "jre", "bin", "java")
        return str(newest) if self.newest_java else "java"


VERSIONS = {"neo4j-5": Version("5.26.30"), "neo4j-2026": Version("2026.09.0", newest_java=True)}
TOO_OLD = Version("4.4.41", settings=OLD_SETTINGS, set_password=("set-initial-password",))
"""The last version before those that govgraph works with; it runs on Java 17, though its makers do not say so."""


class Server:
    """A server of its own home folder, on a free port of this machine; use as a context manager."""

    def __init__(self, version: Version, home: Path) -> None:
        """Assemble what is not in the cache, prepare `home`, start nothing yet; skips the test, or fails it on CI,
        where the server cannot be had."""
        self._version, self._home, self._port = version, home, _free_port()
        self._files = _assembled(version)
        shutil.copytree(self._files / "home", home)
        (home / "neo4j.conf").write_text(version.settings.format(port=self._port))
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def uri(self) -> str:
        """Where it listens."""
        return f"bolt://127.0.0.1:{self._port}"

    @property
    def auth(self) -> tuple[str, str]:
        """The account that it knows."""
        return USER, PASSWORD

    @property
    def running(self) -> bool:
        """Whether the process is there."""
        return self.process is not None and self.process.poll() is None

    def start(self) -> None:
        """Start it and wait until it answers."""
        log = self._home / "java.log"
        with log.open("ab") as out:
            self.process = subprocess.Popen(
                [
                    *(self._version.java, *FLAGS, "-cp", f"{self._files}:{self._files}/lib/*"),
                    *("Neo4jServer", str(self._home), str(self._home / "neo4j.conf")),
                ],
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=out,
                preexec_fn=_end_with_parent(),
            )
        deadline = time.monotonic() + START_LIMIT
        while self.process.poll() is None and time.monotonic() < deadline:
            if self._answers():
                return
            time.sleep(0.1)
        self.kill()
        pytest.fail(f"Neo4j {self._version.number} does not start:\n{last_lines(log, 20)}")

    def kill(self) -> None:
        """End it without a chance to clean up."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        """End it in an orderly way."""
        self._end(signal.SIGTERM)

    def _end(self, number: signal.Signals) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(number)
            self.process.wait(60)

    def _answers(self) -> bool:
        try:
            with neo4j.GraphDatabase.driver(self.uri, auth=self.auth, connection_timeout=2) as driver:
                driver.execute_query("RETURN 1")
        except (DriverError, Neo4jError):
            return False
        return True

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.kill()


def _assembled(version: Version) -> Path:
    """The folder with the jars in `lib`, our class, and `home`, a server's home with its first password set."""
    digest = sha256(f"{version.number}\n{PASSWORD}".encode())
    for file in ("pom.xml", "Neo4jServer.java"):
        digest.update((HERE / file).read_bytes())
    made = user_cache_path("govgraph-tests") / f"neo4j-{version.number}-{digest.hexdigest()[:12]}"
    if made.is_dir():
        return made
    for program in ("mvn", "javac"):
        if shutil.which(program) is None:
            _missing(
                f"Neo4j {version.number}: {program} is not installed: apt-get install maven openjdk-17-jdk-headless"
            )
    made.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=made.parent) as folder:
        draft = Path(folder, "draft")
        _assemble(version, draft)
        # Another run may have been faster.
        if not made.is_dir():
            draft.rename(made)
    return made


def _assemble(version: Version, folder: Path) -> None:
    lib, home = folder / "lib", folder / "home"
    home.mkdir(parents=True)
    # Compiled against a server that any of these compilers can read; the others have these names too.
    readable = lib if version == VERSIONS["neo4j-5"] else _assembled(VERSIONS["neo4j-5"]) / "lib"
    _run(
        *("mvn", "-q", "-B", "-f", str(HERE / "pom.xml"), "dependency:copy-dependencies"),
        *(f"-Dneo4j.version={version.number}", "-DincludeScope=runtime", f"-DoutputDirectory={lib}"),
    )
    _run("javac", "--release", "17", "-cp", f"{readable}/*", "-d", str(folder), str(HERE / "Neo4jServer.java"))
    _run(
        *(version.java, "-cp", f"{lib}/*", "org.neo4j.cli.AdminTool", *version.set_password, PASSWORD),
        NEO4J_HOME=str(home),
        NEO4J_CONF=str(home),
    )


def _run(*command: str, **environment: str) -> None:
    done = subprocess.run(command, env={**os.environ, **environment}, capture_output=True, text=True, check=False)
    if done.returncode:
        _missing(f"Neo4j cannot be assembled: {' '.join(command)}\n{done.stdout[-2000:]}{done.stderr[-2000:]}")


def _missing(reason: str) -> None:
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)
