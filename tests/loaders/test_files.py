from __future__ import annotations

import codecs
import hashlib
import os
import random
import time
import zipfile
from collections.abc import Callable
from contextlib import suppress
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen import canvas

from graph.errors import UnreadableFile
from loaders.files import MAX_BINARY_BYTES, MAX_BYTES, find_plans, read
from loaders.formats.encoding import decode

PLAN = """济宁市城市管理局2023年工作要点

一、全面加强党的建设
1．推进桥梁监测，完成25座桥梁。
责任单位：市政科、环卫中心
"""

# Common characters are 0xB0A1 to 0xD7F9 of GB2312, all in two bytes.
COMMON = "".join(bytes((a, b)).decode("gb2312") for a in range(0xB0, 0xD7) for b in range(0xA1, 0xFF))
lines_of_chinese = st.lists(
    st.text(st.sampled_from(COMMON + "，。、；：“”（）《》〔〕0123456789%ABC 　"), min_size=1, max_size=40),
    min_size=2,
    max_size=8,
).map("\n".join)


def docx_bytes(*paragraphs: str) -> bytes:
    document = docx.Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def pdf_bytes(*, text: str = "", picture: bool = False, encrypt: StandardEncryption | None = None) -> bytes:
    stream = BytesIO()
    page = canvas.Canvas(stream, encrypt=encrypt)
    if text:
        page.drawString(72, 700, text)
    if picture:
        page.drawInlineImage(_grey_image(), 0, 0, 500, 700)
    page.showPage()
    page.save()
    return stream.getvalue()


def _grey_image() -> object:
    from PIL import Image  # comes with reportlab

    return Image.new("L", (8, 8), 128)


def zip_bytes(parts: dict[str, bytes]) -> bytes:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


def docx_with_entities(entities: str, text: str) -> bytes:
    namespace = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    body = f"<w:body><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:body>"
    document = f'<!DOCTYPE d [{entities}]><w:document xmlns:w="{namespace}">{body}</w:document>'
    return zip_bytes({"word/document.xml": document.encode()})


def refusal(path: Path, content: bytes | None = None) -> UnreadableFile:
    """The error with which `path` is refused, written with `content` first if given."""
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(UnreadableFile) as caught:
        read(path)
    assert caught.value.path == path
    assert str(path) in str(caught.value)
    return caught.value


class TestFindPlans:
    def test_a_folder_gives_its_plans_sorted_and_all_the_way_down(self, tmp_path: Path) -> None:
        for name in ("b.txt", "a/z.DOCX", "a/b/c.html", "notes.xlsx", ".hidden.txt", "~$b.docx", ".git/x.md"):
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name).write_text(PLAN)
        found = [path.relative_to(tmp_path).as_posix() for path in find_plans([tmp_path])]
        assert found == ["a/b/c.html", "a/z.DOCX", "b.txt"]

    def test_a_named_file_counts_whatever_its_suffix_and_once(self, tmp_path: Path) -> None:
        odd, plan = tmp_path / "plan.dat", tmp_path / "plan.txt"
        odd.write_text(PLAN)
        plan.write_text(PLAN)
        assert find_plans([odd, tmp_path, plan]) == [odd, plan]

    def test_a_folder_that_does_not_exist_is_named(self, tmp_path: Path) -> None:
        with pytest.raises(UnreadableFile, match=r"nowhere.*no such file or folder"):
            find_plans([tmp_path / "nowhere"])

    def test_an_empty_folder_is_refused(self, tmp_path: Path) -> None:
        with pytest.raises(UnreadableFile, match=r"no plan in this folder \(plans are .*\.docx"):
            find_plans([tmp_path])

    def test_a_folder_of_other_files_is_refused_with_their_kinds(self, tmp_path: Path) -> None:
        (tmp_path / "plan.odt").write_text(PLAN)
        (tmp_path / "NOTES").write_text(PLAN)
        with pytest.raises(UnreadableFile, match=r"only files \.odt, without a suffix"):
            find_plans([tmp_path])

    def test_a_readme_beside_plans_is_no_plan_unless_it_is_named(self, tmp_path: Path) -> None:
        for name in ("README.md", "readme.zh-CN.txt", "plan.txt"):
            (tmp_path / name).write_text(PLAN)
        assert [file.name for file in find_plans([tmp_path])] == ["plan.txt"]
        assert find_plans([tmp_path / "README.md"]) == [tmp_path / "README.md"]

    def test_a_folder_that_cannot_be_listed_is_refused(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        def denied(_: object) -> None:
            raise PermissionError(13, "Permission denied", str(tmp_path))

        monkeypatch.setattr(os, "scandir", denied)
        with pytest.raises(UnreadableFile, match="cannot be listed: Permission denied"):
            find_plans([tmp_path])


class TestEncodings:
    @pytest.mark.parametrize(
        "content",
        [
            PLAN.encode("utf-8"),
            PLAN.encode("utf-8-sig"),
            PLAN.encode("gbk"),
            PLAN.encode("gb18030"),
            PLAN.encode("utf-16"),
            PLAN.encode("utf-16-le"),
            PLAN.encode("utf-16-be"),
            codecs.BOM_UTF16_LE + PLAN.encode("utf-16-le"),
            codecs.BOM_UTF16_BE + PLAN.encode("utf-16-be"),
            PLAN.replace("\n", "\r\n").encode("gb18030"),
            PLAN.replace("\n", "\r").encode("utf-8"),
        ],
    )
    def test_every_encoding_gives_the_same_text(self, tmp_path: Path, content: bytes) -> None:
        path = tmp_path / "plan.txt"
        path.write_bytes(content)
        plan = read(path)
        assert plan.text == PLAN
        assert plan.sha256 == hashlib.sha256(content).hexdigest()
        assert not plan.fixed_lines

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
    @given(text=lines_of_chinese)
    def test_any_chinese_text_survives_its_encoding(self, encoding: str, text: str) -> None:
        assert decode(text.encode(encoding), Path("plan.txt")) == text

    @pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
    @given(text=lines_of_chinese)
    def test_utf16_without_its_mark_is_told_by_a_line_or_two(self, encoding: str, text: str) -> None:
        text = f"2023年城市管理工作要点\n{text}"
        assert decode(text.encode(encoding), Path("plan.txt")) == text

    def test_gb18030_that_is_utf8_by_chance_is_read_as_chinese(self) -> None:
        chance = "前省"
        assert chance.encode("gb18030").decode("utf-8") != chance
        assert decode(chance.encode("gb18030"), Path("plan.txt")) == chance

    def test_big5_is_not_taken_for_gb18030(self) -> None:
        text = "臺北市政府工務局年度施政計畫，推動橋梁檢測、道路更新與公園綠地改善工程，責任單位為新建工程處。" * 3
        assert decode(text.encode("big5"), Path("plan.txt")) == text

    def test_rare_characters_are_no_reason_to_doubt_gb18030(self) -> None:
        text = "灉瀍洣沘泜滹沱" * 3 + "河道治理"
        assert decode(text.encode("gb18030"), Path("plan.txt")) == text

    def test_damaged_utf8_is_refused_with_the_place_of_the_damage(self, tmp_path: Path) -> None:
        content = (PLAN * 3).encode()
        at = content.index("桥".encode(), 300)
        error = refusal(tmp_path / "plan.txt", content[: at + 1] + content[at + 2 :])
        assert "no encoding known" in error.problem
        assert error.place == f"byte {at}"

    def test_a_byte_order_mark_that_lies_is_refused(self, tmp_path: Path) -> None:
        error = refusal(tmp_path / "plan.txt", codecs.BOM_UTF8 + PLAN.encode("gb18030"))
        assert "its first bytes say utf-8" in error.problem
        assert error.place.startswith("byte ")

    def test_the_charset_a_page_states_is_honoured(self, tmp_path: Path) -> None:
        text = "臺北市政府工務局"
        page = f"<html><head><meta charset='big5'></head><body><p>{text}</p></body></html>"
        (tmp_path / "page.html").write_bytes(page.encode("big5"))
        assert read(tmp_path / "page.html").text == text

    def test_a_page_that_states_the_wrong_charset_is_read_all_the_same(self, tmp_path: Path) -> None:
        for stated, actual in (("utf-8", "gb18030"), ("gb2312", "utf-8"), ("iso-8859-1", "gb18030")):
            page = f"<html><head><meta charset={stated}></head><body><p>桥梁监测系统</p></body></html>"
            (tmp_path / "page.html").write_bytes(page.encode(actual))
            assert read(tmp_path / "page.html").text == "桥梁监测系统"

    def test_nul_and_control_characters_are_dropped(self, tmp_path: Path) -> None:
        (tmp_path / "plan.txt").write_text(PLAN.replace("桥梁", "桥\0梁\x07\u200b\ufeff") + "二、\t第二页\f续\n")
        assert read(tmp_path / "plan.txt").text == PLAN + "二、\t第二页\f续\n"

    def test_radicals_that_a_pdf_has_in_place_of_characters_become_characters(self, tmp_path: Path) -> None:
        (tmp_path / "plan.txt").write_text("⼯作⽬标：新建⽔⼚、⻓效管理、⻋站\n")
        assert read(tmp_path / "plan.txt").text == "工作目标：新建水厂、长效管理、车站\n"

    def test_nul_in_gb18030_does_not_make_it_utf16(self, tmp_path: Path) -> None:
        (tmp_path / "plan.txt").write_bytes(PLAN.replace("桥梁", "桥\0梁").encode("gb18030"))
        assert read(tmp_path / "plan.txt").text == PLAN


class TestRefusals:
    def test_a_file_that_does_not_exist(self, tmp_path: Path) -> None:
        assert refusal(tmp_path / "plan.txt").problem == "no such file"

    @pytest.mark.parametrize("content", [b"", b" \r\n\t\n", codecs.BOM_UTF8, "\u3000\n".encode()])
    @pytest.mark.parametrize("suffix", [".txt", ".md", ".html", ".docx", ".pdf", ".ofd", ".zip", ".doc"])
    def test_an_empty_file_is_called_empty(self, tmp_path: Path, suffix: str, content: bytes) -> None:
        assert refusal(tmp_path / f"plan{suffix}", content).problem == "the file is empty"

    @pytest.mark.parametrize("seed", range(5))
    def test_a_binary_renamed_txt_is_called_binary(self, tmp_path: Path, seed: int) -> None:
        error = refusal(tmp_path / "plan.txt", random.Random(seed).randbytes(5000))  # noqa: S311
        assert error.problem == "it is binary, not text"
        assert ".docx" in error.hint

    @pytest.mark.parametrize(
        ("content", "problem", "hint"),
        [
            (b"\x89PNG\r\n\x1a\n" + bytes(50), "it is a PNG image", "OCR"),
            (b"\xff\xd8\xff\xe0" + bytes(50), "it is a JPEG image", "OCR"),
            (b"\x7fELF" + bytes(50), "it is a program", ".txt"),
            (b"Rar!\x1a\x07\x00", "it is a RAR archive", "unpack"),
            (zip_bytes({"xl/workbook.xml": b""}), "it is an Excel", ""),
            (zip_bytes({"a": b"1"}), "it is a zip archive", "unpack"),
            (b"MIME-Version: 1.0\nContent-Type: multipart/related;\n boundary=x\n", "web archive", "HTML"),
            (bytes(1000), "it is binary, not text", ".docx"),
        ],
    )
    @pytest.mark.parametrize("suffix", [".txt", ".docx", ".pdf", ".html", ".md", ""])
    def test_what_is_no_plan_is_named_whatever_its_suffix(
        self, tmp_path: Path, suffix: str, content: bytes, problem: str, hint: str
    ) -> None:
        error = refusal(tmp_path / f"plan{suffix}", content)
        assert problem in error.problem
        assert hint in error.hint

    @pytest.mark.parametrize(
        ("stream", "problem", "hint"),
        [
            ("EncryptedPackage", "encrypted, needs a password", "without a password"),
            ("Workbook", "old format (.xls)", "HTML"),
            ("Unknown", "an old format", ".docx"),
        ],
    )
    @pytest.mark.parametrize("suffix", [".doc", ".docx", ".txt"])
    def test_an_ole_container_is_told_by_its_streams(
        self, tmp_path: Path, suffix: str, stream: str, problem: str, hint: str
    ) -> None:
        content = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(504) + stream.encode("utf-16-le") + bytes(80)
        error = refusal(tmp_path / f"plan{suffix}", content)
        assert problem in error.problem
        assert hint in error.hint

    def test_the_content_decides_where_the_suffix_lies(self, tmp_path: Path) -> None:
        contents = {
            "docx.txt": docx_bytes("工作要点"),
            "html.txt": "<!DOCTYPE html><html><body><p>工作要点</p></body></html>".encode(),
            "html.md": "<html><body><p>工作要点</p></body></html>".encode(),
            "html.pdf": "<!DOCTYPE html><html><body><p>工作要点</p></body></html>".encode(),
            "plain.html": "工作要点".encode(),
            "plain.ofd": "工作要点".encode(),
            "plain.zip": "工作要点".encode(),
            "plain.doc": "工作要点".encode(),
            "plain.docx": "工作要点".encode(),
            "plain.pdf": "工作要点".encode(),
        }
        for name, content in contents.items():
            (tmp_path / name).write_bytes(content)
            assert read(tmp_path / name).text == "工作要点", name
        (tmp_path / "pdf.txt").write_bytes(pdf_bytes(text="Work plan"))
        assert read(tmp_path / "pdf.txt").fixed_lines

    def test_200_mb_of_text_are_refused_before_they_are_read(self, tmp_path: Path) -> None:
        path = tmp_path / "plan.txt"
        with path.open("wb") as file:
            file.write(PLAN.encode())
            file.truncate(200_000_000)
        error = refusal(path)
        assert "200 MB" in error.problem
        assert f"the limit of {MAX_BYTES // 1_000_000} MB" in error.problem

    def test_200_mb_of_a_document_are_refused_before_they_are_read(self, tmp_path: Path) -> None:
        path = tmp_path / "plan.pdf"
        with path.open("wb") as file:
            file.write(b"%PDF-1.7\n")
            file.truncate(MAX_BINARY_BYTES + 1)
        assert f"more than the limit of {MAX_BINARY_BYTES // 1_000_000} MB" in refusal(path).problem

    def test_a_folder_is_no_file(self, tmp_path: Path) -> None:
        assert refusal(tmp_path).problem == "it is a folder"

    @pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes on this system")
    def test_a_pipe_is_refused_and_not_waited_for(self, tmp_path: Path) -> None:
        os.mkfifo(tmp_path / "plan.txt")
        assert "pipe" in refusal(tmp_path / "plan.txt").problem

    @pytest.mark.skipif(not Path("/dev/zero").exists(), reason="no devices on this system")
    def test_a_device_is_refused_and_not_read(self) -> None:
        assert "device" in refusal(Path("/dev/zero")).problem

    def test_a_file_without_permission(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        (tmp_path / "plan.txt").write_text(PLAN)

        def denied(*_: object) -> None:
            raise PermissionError(13, "Permission denied")

        monkeypatch.setattr(Path, "open", denied)
        assert refusal(tmp_path / "plan.txt").problem == "permission denied"

    def test_a_name_no_file_can_have(self) -> None:
        assert "cannot be opened" in refusal(Path("plan\0.txt")).problem


class TestBrokenDocuments:
    def test_a_docx_cut_short_is_called_broken(self, tmp_path: Path) -> None:
        content = docx_bytes("工作要点")
        assert "the .docx is broken" in refusal(tmp_path / "plan.docx", content[: len(content) // 2]).problem

    @pytest.mark.parametrize("at", range(0, 40_000, 997))
    def test_a_docx_with_a_wrong_byte_is_read_or_refused(self, tmp_path: Path, at: int) -> None:
        content = bytearray(docx_bytes("工作要点"))
        content[at % len(content)] ^= 0xFF
        path = tmp_path / "plan.docx"
        path.write_bytes(content)
        # A byte of a part that holds no text does no harm; no other error may come out.
        with suppress(UnreadableFile):
            assert read(path).text

    @pytest.mark.parametrize(
        "parts",
        [
            {"word/other.xml": b"<a/>"},
            {"word/document.xml": b"<not closed"},
            {"word/document.xml": b""},
            {"word/document.xml": b"<a/>"},
        ],
    )
    def test_a_docx_without_a_readable_body_is_called_broken(self, tmp_path: Path, parts: dict[str, bytes]) -> None:
        assert "broken" in refusal(tmp_path / "plan.docx", zip_bytes(parts)).problem

    def test_a_docx_that_unpacks_beyond_the_limit_is_refused(self, tmp_path: Path) -> None:
        body = b"<w:document>" + bytes(210_000_000)
        error = refusal(tmp_path / "plan.docx", zip_bytes({"word/document.xml": body}))
        assert "unpacks to 210 MB, more than the limit of 200 MB" in error.problem

    def test_a_docx_that_unpacks_a_thousandfold_is_refused(self, tmp_path: Path) -> None:
        error = refusal(tmp_path / "plan.docx", zip_bytes({"word/document.xml": bytes(20_000_000)}))
        assert "times its size" in error.problem
        assert error.place == "word/document.xml"

    def test_entities_are_not_expanded(self, tmp_path: Path) -> None:
        path = tmp_path / "plan.docx"
        path.write_bytes(docx_with_entities('<!ENTITY a SYSTEM "file:///etc/hostname"><!ENTITY b "乙">', "甲&a;&b;"))
        assert read(path).text == "甲"

    def test_entities_that_multiply_are_refused_at_once(self, tmp_path: Path) -> None:
        names = "abcdefghij"
        laughs = "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in pairwise(names))
        begin = time.perf_counter()
        error = refusal(tmp_path / "plan.docx", docx_with_entities(f'<!ENTITY a "笑">{laughs}', "&j;"))
        assert time.perf_counter() - begin < 1
        assert "broken XML" in error.problem or error.problem == "there is no text in it"

    def test_a_docx_of_pictures_alone_has_no_text(self, tmp_path: Path) -> None:
        assert refusal(tmp_path / "plan.docx", docx_bytes("", "")).problem == "there is no text in it"

    def test_a_pdf_without_text_is_called_scanned(self, tmp_path: Path) -> None:
        error = refusal(tmp_path / "plan.pdf", pdf_bytes(text="- 1 -", picture=True))
        assert error.problem == "no text layer on 1 of 1 pages: it is scanned"
        assert error.hint == "run OCR first"

    def test_a_pdf_of_empty_pages_has_no_text(self, tmp_path: Path) -> None:
        assert refusal(tmp_path / "plan.pdf", pdf_bytes()).problem == "no text layer on 1 of 1 pages"

    def test_an_encrypted_pdf_says_that_it_needs_a_password(self, tmp_path: Path) -> None:
        content = pdf_bytes(text="Work plan", encrypt=StandardEncryption("secret"))
        assert "encrypted, needs a password" in refusal(tmp_path / "plan.pdf", content).problem

    def test_a_pdf_that_only_forbids_changes_is_read(self, tmp_path: Path) -> None:
        content = pdf_bytes(text="Work plan", encrypt=StandardEncryption("", ownerPassword="owner", canCopy=0))
        (tmp_path / "plan.pdf").write_bytes(content)
        assert read(tmp_path / "plan.pdf").text == "Work plan"

    @pytest.mark.parametrize("cut", [lambda pdf: b"%PDF-1.7 no more", lambda pdf: pdf[: len(pdf) // 2]])
    def test_a_broken_pdf_is_called_broken(self, tmp_path: Path, cut: Callable[[bytes], bytes]) -> None:
        error = refusal(tmp_path / "plan.pdf", cut(pdf_bytes(text="Work plan")))
        assert "the .pdf is broken" in error.problem
