from __future__ import annotations

import hashlib
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from cli.unread import remember, unread_files
from graph.errors import UnreadableFile
from loaders import archives
from loaders.files import find_plans, read
from loaders.load import LoadReport, read_plans
from tests.invented import BRIDGES_2021, GREEN, WASTE, plan_text

PLAN = plan_text(2021, BRIDGES_2021, GREEN)


def zip_bytes(members: dict[str, str | bytes], raw: str = "") -> bytes:
    """An archive of these members; their names in the encoding `raw` without a word about it, if given."""
    stream = BytesIO()
    names = {}
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            encoded = name.encode(raw or "utf-8")
            # zipfile itself would state UTF-8: a name in ASCII of the same length holds the place.
            place = f"{len(names):_>{len(encoded)}}" if raw else name
            names[place.encode()] = encoded
            archive.writestr(place, content)
    content = stream.getvalue()
    for place, encoded in names.items():
        content = content.replace(place, encoded)
    return content


def write(path: Path, members: dict[str, str | bytes]) -> Path:
    path.write_bytes(zip_bytes(members))
    return path


def encrypted(content: bytes) -> bytes:
    """`content` with the flag of encryption on every member."""
    flagged = bytearray(content)
    for magic, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = flagged.find(magic)
        while at >= 0:
            flagged[at + offset] |= 1
            at = flagged.find(magic, at + 4)
    return bytes(flagged)


class TestMembers:
    def test_members_are_files_of_their_own_with_their_own_names_and_digests(self, tmp_path: Path) -> None:
        archive = write(tmp_path / "plans.zip", {"2021.txt": PLAN, "a/b/2023.md": plan_text(2023, WASTE)})
        report = read_plans([archive])
        assert [path for path, _ in report.plans] == [archive / "2021.txt", archive / "a/b/2023.md"]
        assert [plan.source for _, plan in report.plans] == ["2021.txt", "2023.md"]
        assert report.plans[0][1].sha256 == hashlib.sha256(PLAN.encode()).hexdigest()

    def test_a_member_is_the_same_plan_as_the_file_it_was_made_of(self, tmp_path: Path) -> None:
        (tmp_path / "2021.txt").write_text(PLAN)
        archive = write(tmp_path / "plans.zip", {"2021.txt": PLAN})
        report = read_plans([tmp_path])
        assert [path for path, _ in report.plans] == [tmp_path / "2021.txt"]
        assert [copy.path for copy in report.same] == [archive / "2021.txt"]

    def test_a_member_can_be_named_by_itself(self, tmp_path: Path) -> None:
        archive = write(tmp_path / "plans.zip", {"a/2021.txt": PLAN, "a/2023.txt": PLAN})
        assert find_plans([archive / "a/2021.txt"]) == [archive / "a/2021.txt"]
        assert read(archive / "a/2021.txt").text == PLAN

    @pytest.mark.parametrize("raw", ["", "gbk", "utf-8"])
    def test_chinese_names_are_read_in_every_encoding_that_programs_write(self, tmp_path: Path, raw: str) -> None:
        (tmp_path / "plans.zip").write_bytes(zip_bytes({"二〇二一年/青岚要点.txt": PLAN}, raw))
        assert find_plans([tmp_path]) == [tmp_path / "plans.zip" / "二〇二一年" / "青岚要点.txt"]
        assert read(tmp_path / "plans.zip" / "二〇二一年" / "青岚要点.txt").text == PLAN

    def test_what_counts_in_a_folder_counts_in_an_archive(self, tmp_path: Path) -> None:
        others = dict.fromkeys(
            ("README.md", "~$a.docx", ".hidden/a.txt", "__MACOSX/._a.txt", "photo.jpg", "a/.b.txt"), "x"
        )
        archive = write(tmp_path / "plans.zip", {**others, "a.txt": PLAN})
        assert find_plans([tmp_path]) == [archive / "a.txt"]

    def test_names_that_lead_out_of_the_archive_stay_in_it(self, tmp_path: Path) -> None:
        names = ("../../a.txt", "/b.txt", r"..\c.txt", r"x\d.txt", "C:/e.txt")
        archive = write(tmp_path / "plans.zip", dict.fromkeys(names, PLAN))
        expected = [archive / name for name in ("C:/e.txt", "a.txt", "b.txt", "c.txt", "x/d.txt")]
        assert find_plans([archive]) == expected
        assert all(read(path).text == PLAN for path in expected)
        assert [path.name for path in tmp_path.iterdir()] == ["plans.zip"]

    def test_a_document_that_is_named_zip_is_the_document(self, tmp_path: Path) -> None:
        parts = {
            "[Content_Types].xml": "<a/>",
            "word/document.xml": '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>工作要点</w:t></w:r></w:p></w:body></w:document>',
        }
        archive = write(tmp_path / "plan.zip", dict(parts))
        assert find_plans([archive]) == [archive]
        assert read(archive).text == "工作要点"


class TestRefusals:
    def failures(self, *paths: Path) -> list[tuple[Path, str]]:
        return [(failure.path, failure.problem) for failure in read_plans(paths).failed]

    def test_a_member_that_cannot_be_read_is_named_and_the_others_go_on(self, tmp_path: Path) -> None:
        archive = write(tmp_path / "plans.zip", {"a.txt": PLAN, "a.pdf": b"%PDF-1.7 no more", "b.docx": b"PK\x03\x04"})
        report = read_plans([archive])
        assert [path for path, _ in report.plans] == [archive / "a.txt"]
        assert [failure.path for failure in report.failed] == [archive / "a.pdf", archive / "b.docx"]
        assert str(report.failed[0]).startswith(f"{archive}/a.pdf: the .pdf is broken")

    def test_an_encrypted_member_needs_a_password(self, tmp_path: Path) -> None:
        archive = tmp_path / "plans.zip"
        archive.write_bytes(encrypted(zip_bytes({"a.txt": PLAN})))
        assert self.failures(archive) == [(archive / "a.txt", "it is encrypted, needs a password")]

    def test_an_archive_in_an_archive_is_not_opened(self, tmp_path: Path) -> None:
        archive = write(tmp_path / "plans.zip", {"a.txt": PLAN, "b.zip": zip_bytes({"c.txt": PLAN})})
        assert self.failures(archive) == [(archive / "b.zip", "it is a zip archive")]

    def test_an_archive_that_unpacks_a_thousandfold_is_refused(self, tmp_path: Path) -> None:
        archive = write(tmp_path / "plans.zip", {"a.txt": bytes(20_000_000)})
        ((path, problem),) = self.failures(archive)
        assert path == archive
        assert "times its size" in problem

    def test_an_archive_that_unpacks_beyond_the_limit_is_refused(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(archives, "MAX_UNPACKED", 1_000_000)
        archive = write(tmp_path / "plans.zip", {"a.txt": "水" * 300_000, "b.txt": "路" * 300_000})
        assert self.failures(archive) == [(archive, "it unpacks to 2 MB, more than the limit of 1 MB")]

    def test_an_archive_of_too_many_files_is_refused(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(archives, "MAX_MEMBERS", 3)
        archive = write(tmp_path / "plans.zip", {f"{at}.txt": PLAN for at in range(4)})
        assert self.failures(archive) == [(archive, "it has 4 files, more than the limit of 3")]

    @pytest.mark.parametrize(
        ("members", "problem"),
        [({}, "no plan in this archive"), ({"a.jpg": "x"}, "no plan in this archive, only files .jpg")],
    )
    def test_an_archive_without_plans_is_refused(
        self, tmp_path: Path, members: dict[str, str | bytes], problem: str
    ) -> None:
        archive = write(tmp_path / "plans.zip", members)
        (tmp_path / "a.txt").write_text(PLAN)
        assert self.failures(tmp_path) == [(archive, problem)]

    def test_a_broken_archive_is_called_broken(self, tmp_path: Path) -> None:
        archive = tmp_path / "plans.zip"
        archive.write_bytes(zip_bytes({"a.txt": PLAN})[:-30])
        assert self.failures(archive) == [(archive, "the .zip is broken: File is not a zip file")]

    def test_a_member_whose_bytes_are_damaged_is_called_broken(self, tmp_path: Path) -> None:
        content = bytearray(zip_bytes({"a.txt": PLAN}))
        content[60] ^= 0xFF
        archive = tmp_path / "plans.zip"
        archive.write_bytes(content)
        ((path, problem),) = self.failures(archive)
        assert path == archive / "a.txt"
        assert problem.startswith("the .zip is broken")

    def test_a_member_that_is_not_there_is_named(self, tmp_path: Path) -> None:
        archive = write(tmp_path / "plans.zip", {"a.txt": PLAN})
        with pytest.raises(UnreadableFile, match=r"plans\.zip/b\.txt: no such file in plans\.zip"):
            read(archive / "b.txt")

    def test_an_archive_itself_is_no_plan(self, tmp_path: Path) -> None:
        with pytest.raises(
            UnreadableFile, match=r"it is a zip archive \(name a file in it, such as .*plans\.zip/a\.txt"
        ):
            read(write(tmp_path / "plans.zip", {"a.txt": PLAN}))

    def test_status_remembers_a_member_that_failed_as_long_as_its_archive_is_there(self, tmp_path: Path) -> None:
        archive = write(tmp_path / "plans.zip", {"a.pdf": b"%PDF-1.7 no more"})
        remember(tmp_path / "data", LoadReport(failed=read_plans([archive]).failed))
        assert [entry["file"] for entry in unread_files(tmp_path / "data")] == [str(archive / "a.pdf")]
        archive.unlink()
        assert unread_files(tmp_path / "data") == []
