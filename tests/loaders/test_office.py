"""Documents of old formats, by a real LibreOffice; CI has one, so that nothing here is skipped there."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from pathlib import Path

import pytest

from graph.errors import UnreadableFile
from loaders.files import read
from loaders.formats import office
from loaders.pipeline import read_plan

PAGE = """<html><head><meta charset="utf-8"></head><body><p>泠浦市水务局2024年工作要点</p><p>一、保障供水</p>
<p>1.改造供水管网30公里。</p><p>责任单位：供水科</p>
<table border="1"><tr><td>任务</td><td>单位</td></tr><tr><td>疏浚河道</td><td>工程科</td></tr></table><p>特此通知。</p></body></html>"""

installed = pytest.mark.skipif(
    not (os.environ.get("CI") or shutil.which("soffice")), reason="LibreOffice is not installed"
)


@pytest.fixture(scope="module")
def documents(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with one plan as .doc and as .rtf."""
    folder = tmp_path_factory.mktemp("office")
    (folder / "page.html").write_text(PAGE, "utf-8")
    for suffix, form in (("doc", "doc:MS Word 97"), ("rtf", "rtf:Rich Text Format")):
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        options = ["--headless", "--infilter=HTML (StarWriter)", "--convert-to", form, "--outdir", str(folder)]
        subprocess.run(["soffice", profile, *options, str(folder / "page.html")], check=True, capture_output=True)
        assert (folder / f"page.{suffix}").exists()
    return folder


@installed
@pytest.mark.parametrize(
    ("made", "name"), [("doc", "plan.doc"), ("doc", "plan.wps"), ("rtf", "plan.rtf"), ("rtf", "plan.doc")]
)
def test_an_old_document_is_read_with_its_tables_whatever_its_suffix(
    documents: Path, tmp_path: Path, made: str, name: str
) -> None:
    shutil.copy(documents / f"page.{made}", tmp_path / name)
    lines = [line for line in read(tmp_path / name).text.split("\n") if line.strip()]
    assert lines[2:4] == ["1.改造供水管网30公里。", "责任单位：供水科"]
    assert lines[4:6] == ["任务 | 单位 |", "疏浚河道 | 工程科 |"]
    plan = read_plan(tmp_path / name)
    assert (plan.city.name, plan.year, len(plan.initiatives)) == ("泠浦市", 2024, 1)
    assert [path.name for path in tmp_path.iterdir()] == [name]


@installed
@pytest.mark.parametrize("name", ["plan.doc", "plan.rtf"])
def test_a_broken_document_is_refused(tmp_path: Path, name: str) -> None:
    ole = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(504) + "WordDocument".encode("utf-16-le") + bytes(80)
    (tmp_path / name).write_bytes(ole if name.endswith("doc") else b"{\\rtf1{\\fonttbl{\\f0 ")
    with pytest.raises(UnreadableFile, match=r"LibreOffice cannot read|no text in it"):
        read(tmp_path / name)


@pytest.mark.parametrize(("content", "what"), [(b"{\\rtf1 plan}", "an RTF document"), (b"", "a Word document")])
def test_without_libreoffice_the_error_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: bytes, what: str
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    ole = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(504) + "WordDocument".encode("utf-16-le")
    (tmp_path / "plan.doc").write_bytes(content or ole)
    with pytest.raises(UnreadableFile) as caught:
        read(tmp_path / "plan.doc")
    assert what in caught.value.problem
    assert "install LibreOffice" in caught.value.hint


def test_a_conversion_that_does_not_end_is_ended_with_all_it_started(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "soffice"
    program.write_text(f"#!/bin/sh\nsleep 60 &\necho $! > {tmp_path}/started\nwait\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setattr(office, "SECONDS", 1)
    (tmp_path / "plan.rtf").write_bytes(b"{\\rtf1 plan}")
    with pytest.raises(UnreadableFile, match="more than 1 seconds"):
        read(tmp_path / "plan.rtf")
    started = int((tmp_path / "started").read_text())
    until = time.monotonic() + 10
    while _is_running(started) and time.monotonic() < until:
        time.sleep(0.05)
    assert not _is_running(started)


def _is_running(process: int) -> bool:
    status = Path(f"/proc/{process}/stat")
    return status.exists() and status.read_text().split()[2] != "Z"  # a zombie has ended
