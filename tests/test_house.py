"""What is shipped, locked and composed."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGES = ("graph", "loaders", "api", "visualizations", "cli")


def _needed(program: str) -> str:
    """The program's path; without it the test is skipped, or fails in CI."""
    beside = Path(sys.executable).parent / program
    path = str(beside) if beside.exists() else shutil.which(program)
    if path is None:
        message = f"{program} is not installed"
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    return path


def _run(*command: str, **environment: str) -> subprocess.CompletedProcess[str]:
    env = {name: value for name, value in os.environ.items() if name != "NEO4J_PASSWORD"} | environment
    return subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, timeout=300, check=False)


def test_wheel_ships_every_module_and_every_data_file(tmp_path: Path) -> None:
    built = _run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(tmp_path), str(ROOT))
    assert built.returncode == 0, built.stderr
    names = set(zipfile.ZipFile(next(tmp_path.glob("*.whl"))).namelist())
    expected = {
        file.relative_to(ROOT).as_posix()
        for package in PACKAGES
        for file in (ROOT / package).rglob("*")
        if file.is_file() and "__pycache__" not in file.parts
    }
    assert expected <= names
    tops = {name.split("/")[0] for name in names}
    assert {top for top in tops if not top.endswith(".dist-info")} == set(PACKAGES)


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-dev.lock"])
def test_lock_pins_everything_by_hash_and_names_no_host(lock: str) -> None:
    text = (ROOT / lock).read_text("utf-8")
    pinned = re.findall(r"^([a-z0-9][a-z0-9._-]*)==\S+ \\$", text, re.MULTILINE)
    listed = re.findall(r"^([a-z0-9][a-z0-9._-]*)", text, re.MULTILINE)
    assert pinned
    assert pinned == listed
    assert text.count("--hash=sha256:") >= len(pinned)
    assert "://" not in text


def test_lock_has_every_dependency_of_the_project() -> None:
    project = (ROOT / "pyproject.toml").read_text("utf-8").split("[project.scripts]")[0]
    wanted = re.findall(r'^    "([A-Za-z0-9._-]+)[\[>=<]', project.split("dependencies = [")[1], re.MULTILINE)
    text = (ROOT / "requirements.lock").read_text("utf-8")
    missing = [name for name in wanted if not re.search(rf"^{name.lower().replace('_', '-')}==", text, re.MULTILINE)]
    assert wanted
    assert not missing


def test_no_tracked_text_names_a_package_registry() -> None:
    hosts = re.compile(r"(?:pypi|pythonhosted|npmjs|maven\.org|debian)\.(?:org|com|net)|registry\.npm", re.IGNORECASE)
    tracked = _run("git", "ls-files", "-z").stdout.split("\0")
    found = []
    for name in tracked:
        file = ROOT / name
        if name and file.is_file() and file.suffix not in {".png", ".pdf", ".docx"} and name != "tests/test_house.py":
            text = file.read_text("utf-8", errors="replace")
            found += [name] if hosts.search(text) else []
    assert not found


def test_compose_file_is_valid_with_a_password() -> None:
    checked = _run(_needed("docker-compose"), "config", "-q", NEO4J_PASSWORD="a password")
    assert checked.returncode == 0, checked.stderr


def test_compose_file_is_refused_without_a_password() -> None:
    checked = _run(_needed("docker-compose"), "config", "-q")
    assert checked.returncode != 0
    assert "put a password of your own into .env" in checked.stderr


def test_compose_file_is_refused_with_the_password_of_the_example() -> None:
    checked = _run(_needed("docker-compose"), "--env-file", ".env.example", "config", "-q")
    assert checked.returncode != 0
    assert "put a password of your own into .env" in checked.stderr


def test_compose_file_publishes_ports_on_this_machine_alone() -> None:
    ports = re.findall(r'- "([^"]*:\d+:\d+)"', (ROOT / "docker-compose.yml").read_text("utf-8"))
    assert ports
    assert all(port.startswith("127.0.0.1:") for port in ports)


def test_dockerfile_passes_its_linter() -> None:
    checked = _run(_needed("hadolint"), "Dockerfile")
    assert checked.returncode == 0, checked.stdout


def test_samples_are_what_their_script_builds(tmp_path: Path) -> None:
    built = _run(sys.executable, "samples/build.py", str(tmp_path))
    assert built.returncode == 0, built.stderr
    for file in tmp_path.iterdir():
        assert file.read_bytes() == (ROOT / "samples" / file.name).read_bytes(), file.name
    assert {file.suffix for file in tmp_path.iterdir()} == {".pdf", ".docx"}
