from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.cli.conftest import PROJECT, Run

COMMANDS = ["extract", "continuity", "load", "trace", "cypher", "export", "status", "backup", "restore"]
PROGRAM = [sys.executable, "-c", "from cli.main import run; run()"]


def environment(tmp_path: Path) -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(PROJECT), "GOVGRAPH_DATA_DIR": str(tmp_path / "data")}


@pytest.mark.parametrize("command", COMMANDS)
def test_help_shows_examples(run: Run, command: str) -> None:
    result = run(command, "--help")
    assert result.exit_code == 0
    assert f"govgraph {command}" in result.stdout
    assert "Examples" in result.stdout


def test_help_lists_all_commands_and_exit_codes(run: Run) -> None:
    shown = run("--help").stdout
    for words in (*COMMANDS, "Exit codes", "--install-completion", "--version"):
        assert words in shown


def test_no_arguments_show_the_help_as_wrong_usage(run: Run) -> None:
    result = run()
    assert result.exit_code == 2
    assert "continuity" in result.stdout + result.stderr


def test_the_version_is_told(run: Run) -> None:
    assert run("--version").stdout.startswith("govgraph ")


def test_help_loads_nothing_heavy() -> None:
    heavy = "neo4j networkx pydantic_settings yaml pypdfium2 docx selectolax ahocorasick_rs"
    script = (
        "import sys; from typer.testing import CliRunner; from cli.main import app; "
        "assert CliRunner().invoke(app, ['load', '--help']).exit_code == 0; "
        f"print([name for name in '{heavy}'.split() if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=PROJECT, capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.strip() == "[]"


def test_ctrl_c_ends_cleanly_with_130(tmp_path: Path) -> None:
    script = "import sys; from cli.main import run; print('ready', flush=True); sys.argv[1:] = ['cypher', '-']; run()"
    with subprocess.Popen(
        [sys.executable, "-c", script],
        env=environment(tmp_path),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as program:
        assert program.stdout is not None
        assert program.stdout.readline() == "ready\n"
        time.sleep(0.5)  # it waits for the query by then
        program.send_signal(signal.SIGINT)
        _, errors = program.communicate(timeout=30)
    assert program.returncode == 130
    assert "interrupted" in errors
    assert "Traceback" not in errors


def test_a_reader_that_goes_away_makes_no_noise(tmp_path: Path) -> None:
    done = subprocess.run(
        ["bash", "-c", f"'{sys.executable}' -c 'from cli.main import run; run()' --help | head -1"],
        env=environment(tmp_path),
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("encoding", ["ascii", "gbk"])
def test_a_terminal_of_another_encoding_does_not_end_the_program(tmp_path: Path, encoding: str) -> None:
    done = subprocess.run(
        [*PROGRAM, "extract", str(PROJECT / "samples")],
        env={**environment(tmp_path), "PYTHONIOENCODING": encoding},
        capture_output=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 0
    assert b"Traceback" not in done.stderr


def test_chinese_columns_line_up(run: Run) -> None:
    from rich.cells import cell_len

    shown = run("extract", PROJECT / "samples").stdout.splitlines()
    rule = next(line for line in shown if "──" in line)
    rows = [line for line in shown if ".txt" in line or ".md" in line]
    assert rows
    assert {cell_len(row) for row in rows} == {cell_len(rule)}
