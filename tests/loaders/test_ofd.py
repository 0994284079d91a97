from __future__ import annotations

import zipfile
from collections.abc import Sequence
from contextlib import suppress
from html import escape
from io import BytesIO
from pathlib import Path

import pytest

from graph.errors import UnreadableFile
from loaders.files import read
from loaders.pipeline import read_plan

NAMESPACE = "http://www.ofdspec.org/2016"
TITLE = "泠浦市水务局2024年工作要点"


def line(text: str, x: float, y: float, *, size: float = 5, code: str = "", **attributes: str) -> str:
    """A TextObject with its baseline at `y`, each character as wide as it is high."""
    code = code or f'X="0" Y="{size}" DeltaX="g {len(text) - 1} {size}"'
    more = "".join(f' {name}="{value}"' for name, value in attributes.items())
    return (
        f'<ofd:TextObject ID="9" Boundary="{x} {y - size} {size * len(text)} {size * 1.2}" Font="3" Size="{size}"{more}>'
        f'<ofd:FillColor Value="0 0 0"/><ofd:TextCode {code}>{escape(text)}</ofd:TextCode></ofd:TextObject>'
    )


def rule(x: float, y: float, x1: float, y1: float) -> str:
    """A line as a PathObject."""
    return (
        f'<ofd:PathObject ID="8" Boundary="{x} {y} {x1 - x} {y1 - y}" LineWidth="0.3">'
        f"<ofd:AbbreviatedData>M 0 0 L {x1 - x} {y1 - y}</ofd:AbbreviatedData></ofd:PathObject>"
    )


IMAGE = '<ofd:ImageObject ID="7" ResourceID="4" Boundary="0 0 210 297" CTM="210 0 0 297 0 0"/>'


def page(*objects: str, template: str = "") -> str:
    used = f'<ofd:Template TemplateID="{template}" ZOrder="Background"/>' if template else ""
    layer = f'<ofd:Layer ID="5" Type="Body">{"".join(objects)}</ofd:Layer>'
    return f'<ofd:Page xmlns:ofd="{NAMESPACE}">{used}<ofd:Content>{layer}</ofd:Content></ofd:Page>'


def ofd(*pages: str, templates: Sequence[str] = (), parts: dict[str, str] | None = None) -> bytes:
    """A package of these pages; `parts` replaces parts or adds some."""
    listed = "".join(f'<ofd:Page ID="{at + 20}" BaseLoc="Pages/Page_{at}/Content.xml"/>' for at in range(len(pages)))
    known = "".join(f'<ofd:TemplatePage ID="T{at}" BaseLoc="Tpls/{at}.xml"/>' for at in range(len(templates)))
    area = "<ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea>"
    contents = {
        "OFD.xml": f'<ofd:OFD xmlns:ofd="{NAMESPACE}" Version="1.0" DocType="OFD"><ofd:DocBody><ofd:DocInfo/>'
        "<ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
        "Doc_0/Document.xml": f'<ofd:Document xmlns:ofd="{NAMESPACE}"><ofd:CommonData><ofd:MaxUnitID>99</ofd:MaxUnitID>'
        f"{area}{known}</ofd:CommonData><ofd:Pages>{listed}</ofd:Pages></ofd:Document>",
        **{f"Doc_0/Pages/Page_{at}/Content.xml": content for at, content in enumerate(pages)},
        **{f"Doc_0/Tpls/{at}.xml": content for at, content in enumerate(templates)},
        **(parts or {}),
    }
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in contents.items():
            archive.writestr(name, content if content.startswith("\x89") else f'<?xml version="1.0"?>{content}')
    return stream.getvalue()


def text_of(folder: Path, content: bytes) -> str:
    (folder / "plan.ofd").write_bytes(content)
    return "\n".join(text.strip(" ") for text in read(folder / "plan.ofd").text.strip().split("\n"))


def problem_of(folder: Path, content: bytes) -> str:
    with pytest.raises(UnreadableFile) as caught:
        text_of(folder, content)
    return caught.value.problem


class TestText:
    def test_lines_come_from_top_to_bottom_in_whatever_order_they_are_stored(self, tmp_path: Path) -> None:
        stored = (line("二、防汛", 20, 60), line(TITLE, 50, 30), line("一、供水", 20, 45))
        assert text_of(tmp_path, ofd(page(*stored))) == f"{TITLE}\n一、供水\n二、防汛"

    def test_pages_are_parted_by_form_feeds_and_their_line_ends_are_those_of_the_page(self, tmp_path: Path) -> None:
        (tmp_path / "plan.ofd").write_bytes(ofd(page(line("甲", 20, 30)), page(line("乙", 20, 30))))
        raw = read(tmp_path / "plan.ofd")
        assert raw.text.replace("\n", "") == "甲\f乙"
        assert raw.fixed_lines

    @pytest.mark.parametrize(
        "code",
        [
            'X="0" Y="5" DeltaX="g 5 5"',
            'X="0" Y="5" DeltaX="5 5 5 5 5"',
            'X="0" Y="5" DeltaX="g 2 5 5.0 g 2 5"',
            'X="0" Y="5" DeltaX="g 5 5" DeltaY="g 5 0"',
            'X="0" Y="5"',
            'X="0" Y="5" DeltaX="g 1000000000 5"',
            'X="0" Y="5" DeltaX="5"',
        ],
    )
    def test_steps_between_characters_are_read_in_all_their_forms(self, tmp_path: Path, code: str) -> None:
        assert text_of(tmp_path, ofd(page(line("改造泵站三座", 20, 30, code=code)))) == "改造泵站三座"

    def test_one_text_code_may_run_over_two_lines(self, tmp_path: Path) -> None:
        code = 'X="0" Y="5" DeltaX="5 5 -10 5 5" DeltaY="0 0 8 0 0"'
        assert text_of(tmp_path, ofd(page(line("改造泵站三座", 20, 30, code=code)))) == "改造泵\n站三座"

    def test_pieces_of_a_line_are_joined_and_a_gap_between_them_is_a_space(self, tmp_path: Path) -> None:
        pieces = (line("供水", 20, 30), line("管网", 30, 30.2), line("水务科", 70, 30))
        assert text_of(tmp_path, ofd(page(*pieces))) == "供水管网 水务科"

    def test_an_object_is_where_its_matrix_puts_it(self, tmp_path: Path) -> None:
        # Programs that come from PDF count in points and shrink them to millimetres.
        small = line("乙", 20, 30, size=14, code='X="0" Y="14"', CTM="0.3528 0 0 0.3528 0 0")
        moved = line("甲", 20, 60, CTM="1 0 0 1 0 -50")
        assert text_of(tmp_path, ofd(page(small, moved))) == "甲\n乙"

    def test_blocks_within_blocks_templates_and_other_documents_are_read(self, tmp_path: Path) -> None:
        nested = f"<ofd:PageBlock ID='1'><ofd:PageBlock ID='2'>{line('甲', 20, 40)}</ofd:PageBlock></ofd:PageBlock>"
        head = page(line("页眉", 20, 10))
        roots = "".join(
            f"<ofd:DocBody><ofd:DocRoot>/Doc_{at}/Document.xml</ofd:DocRoot></ofd:DocBody>" for at in (0, 1)
        )
        second = {
            "OFD.xml": f'<ofd:OFD xmlns:ofd="{NAMESPACE}">{roots}</ofd:OFD>',
            "Doc_1/Document.xml": f'<ofd:Document xmlns:ofd="{NAMESPACE}"><ofd:Pages><ofd:Page BaseLoc="p.xml"/>'
            "</ofd:Pages></ofd:Document>",
            "Doc_1/p.xml": page(line("乙", 20, 40)),
        }
        content = ofd(page(nested, template="T0"), templates=[head], parts=second)
        assert text_of(tmp_path, content) == "页眉\n甲\n\f乙"

    @pytest.mark.parametrize("namespace", ["http://www.ofdspec.org", "http://www.ofdspec.org/2016"])
    @pytest.mark.parametrize(
        "location", ["Pages/Page_0/Content.xml", "/Doc_0/Pages/Page_0/Content.xml", r"Pages\Page_0\Content.xml"]
    )
    def test_namespaces_and_paths_are_read_as_programs_write_them(
        self, tmp_path: Path, namespace: str, location: str
    ) -> None:
        document = f'<ofd:Document xmlns:ofd="{namespace}"><ofd:Pages><ofd:Page BaseLoc="{location}"/></ofd:Pages></ofd:Document>'
        content = ofd(page(line("甲乙", 20, 40)).replace(NAMESPACE, namespace), parts={"Doc_0/Document.xml": document})
        assert text_of(tmp_path, content) == "甲乙"

    def test_watermarks_hidden_text_and_second_impressions_are_left_out(self, tmp_path: Path) -> None:
        objects = (
            line("内部资料", 60, 100, CTM="0.7 0.7 -0.7 0.7 0 0"),
            line("隐藏", 20, 50, Visible="false"),
            line("甲乙", 20, 40),
            line("甲乙", 20.2, 40),
        )
        assert text_of(tmp_path, ofd(page(*objects))) == "甲乙"

    def test_two_columns_are_read_one_after_the_other(self, tmp_path: Path) -> None:
        left = [f"左栏第{at}行的文字写满一整栏。" for at in range(8)]
        right = [f"右栏第{at}行的文字写满一整栏。" for at in range(8)]
        objects = [line(text, 20, 50 + at * 8) for at, text in enumerate(left)]
        objects += [line(text, 115, 50 + at * 8) for at, text in enumerate(right)]
        content = ofd(page(line(TITLE, 60, 30), *objects))
        assert text_of(tmp_path, content).split("\n") == [TITLE, *left, *right]


class TestTables:
    def test_a_ruled_table_is_rows_of_cells(self, tmp_path: Path) -> None:
        rules = [rule(20, y, 180, y) for y in (40, 50, 60, 80)] + [rule(x, 40, x, 80) for x in (20, 40, 120, 180)]
        texts = [
            *(line(text, x, 47) for text, x in (("序号", 21), ("重点任务", 41), ("责任单位", 121))),
            *(line(text, x, 57) for text, x in (("1", 21), ("改造泵站", 41), ("工程科", 121))),
            *(line(text, x, 70) for text, x in (("2", 21), ("排水科", 121))),
            *(line(text, 41, y) for text, y in (("疏浚河道", 66), ("三十里", 73))),
        ]
        rows = "序号 | 重点任务 | 责任单位 |\n1 | 改造泵站 | 工程科 |\n2 | 疏浚河道三十里 | 排水科 |"
        assert text_of(tmp_path, ofd(page(line(TITLE, 20, 30), *rules, *texts))) == f"{TITLE}\n\n{rows}"

    def test_a_cell_over_two_rows_is_empty_in_the_second(self, tmp_path: Path) -> None:
        box = '<ofd:PathObject ID="6" Boundary="20 40 100 40"><ofd:AbbreviatedData>M 0 0 L 100 0 L 100 40 L 0 40 C</ofd:AbbreviatedData></ofd:PathObject>'
        inner = (rule(60, 40, 60, 80), rule(60, 60, 120, 60))
        texts = (line("供水", 25, 62), line("甲", 65, 52), line("乙", 65, 72))
        assert text_of(tmp_path, ofd(page(box, *inner, *texts))) == "供水 | 甲 |\n| 乙 |"


class TestPlan:
    def test_a_plan_gives_its_items_with_units(self, tmp_path: Path) -> None:
        first = (
            "泠浦市水务局2024年工作要点",
            "一、保障供水",
            "1.改造老城区供水管网30公里，在城东新建泵",
            "站2座。",
            "责任单位：供水科、工程科",
        )
        second = ("2.修订《泠浦市供水条例》。", "责任单位：法规科")
        pages = (
            page(*(line(text, 20, 40 + at * 8) for at, text in enumerate(first)), line("- 1 -", 100, 280)),
            page(*(line(text, 20, 40 + at * 8) for at, text in enumerate(second)), line("- 2 -", 100, 280)),
        )
        (tmp_path / "plan.ofd").write_bytes(ofd(*pages))
        plan = read_plan(tmp_path / "plan.ofd")
        assert (plan.city.name, plan.year, len(plan.initiatives)) == ("泠浦市", 2024, 2)
        assert "新建泵站2座" in plan.initiatives[0].text
        assert [unit.name for unit in plan.initiatives[0].units] == ["供水科", "工程科"]


class TestRefusals:
    def test_pages_of_pictures_are_called_scanned(self, tmp_path: Path) -> None:
        assert problem_of(tmp_path, ofd(page(IMAGE))) == "no text layer on 1 of 1 pages: it is scanned"

    @pytest.mark.parametrize("code", ["", "<ofd:TextCode X='0' Y='5'></ofd:TextCode>"])
    def test_glyphs_without_characters_are_no_text(self, tmp_path: Path, code: str) -> None:
        glyphs = "<ofd:CGTransform CodePosition='0' CodeCount='1' GlyphCount='2'><ofd:Glyphs>12 13</ofd:Glyphs></ofd:CGTransform>"
        drawn = f'<ofd:TextObject ID="1" Boundary="0 0 9 9" Font="3" Size="5">{glyphs}{code}</ofd:TextObject>'
        assert problem_of(tmp_path, ofd(page(drawn))) == "no text layer on 1 of 1 pages"

    def test_some_scanned_pages_are_named_in_a_note(self, tmp_path: Path) -> None:
        (tmp_path / "plan.ofd").write_bytes(ofd(page(line("甲", 20, 30)), page(IMAGE), page(line("乙", 20, 30))))
        assert read(tmp_path / "plan.ofd").notes == (
            "page 2 of 3 has no text layer, so that it is missing: run OCR first",
        )

    @pytest.mark.parametrize("name", ["Encryptions.xml", "entriesmap.dat"])
    def test_an_encrypted_package_needs_a_password(self, tmp_path: Path, name: str) -> None:
        content = ofd(page(line("甲", 20, 30)), parts={name: "<a/>"})
        assert problem_of(tmp_path, content) == "it is encrypted, needs a password"

    @pytest.mark.parametrize(
        ("parts", "problem"),
        [
            ({"OFD.xml": "<a>"}, "the .ofd holds broken XML"),
            ({"Doc_0/Document.xml": "\x89"}, "the .ofd holds broken XML"),
            (
                {"OFD.xml": f'<a xmlns="{NAMESPACE}"><DocRoot>Doc_7/Document.xml</DocRoot></a>'},
                "Doc_7/Document.xml is missing",
            ),
            (
                {"Doc_0/Pages/Page_0/Content.xml": page(line("甲乙", 1, 9, code='X="zero" Y="0"'))},
                "the .ofd holds broken XML",
            ),
            ({"Doc_0/Pages/Page_0/Content.xml": page(line("甲乙", 1, 9, code='X="0" Y="0" DeltaX="g"'))}, None),
        ],
    )
    def test_a_broken_part_is_named_or_read_past(
        self, tmp_path: Path, parts: dict[str, str], problem: str | None
    ) -> None:
        content = ofd(page(line("甲", 20, 30)), parts=parts)
        if problem:
            assert problem in problem_of(tmp_path, content)
        else:
            assert text_of(tmp_path, content) == "甲乙"

    def test_a_package_cut_short_is_called_broken(self, tmp_path: Path) -> None:
        content = ofd(page(line("甲", 20, 30)))
        assert "the .ofd is broken" in problem_of(tmp_path, content[: len(content) // 2])

    @pytest.mark.parametrize("at", range(0, 3000, 97))
    def test_a_wrong_byte_gives_the_text_or_a_refusal(self, tmp_path: Path, at: int) -> None:
        content = bytearray(ofd(page(line("改造泵站三座", 20, 30))))
        content[at % len(content)] ^= 0xFF
        with suppress(UnreadableFile):
            text_of(tmp_path, bytes(content))

    def test_entities_are_not_expanded(self, tmp_path: Path) -> None:
        declared = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
        hostile = declared + page(line("甲乙", 20, 30)).replace("甲乙", "甲&x;乙")
        text = text_of(tmp_path, ofd(page(), parts={"Doc_0/Pages/Page_0/Content.xml": hostile}))
        assert text.replace(" ", "") == "甲乙"

    def test_more_pages_than_any_plan_has_are_refused(self, tmp_path: Path) -> None:
        listed = '<ofd:Page BaseLoc="Pages/Page_0/Content.xml"/>' * 2001
        document = f'<ofd:Document xmlns:ofd="{NAMESPACE}"><ofd:Pages>{listed}</ofd:Pages></ofd:Document>'
        content = ofd(page(line("甲", 20, 30)), parts={"Doc_0/Document.xml": document})
        assert "more than 2,000 pages" in problem_of(tmp_path, content)

    def test_a_page_of_more_characters_than_any_has_is_refused(self, tmp_path: Path) -> None:
        assert "more than 50,000 characters" in problem_of(tmp_path, ofd(page(line("水" * 50_001, 20, 30))))

    def test_a_part_that_is_larger_than_any_page_is_refused(self, tmp_path: Path) -> None:
        filling = "".join(f"<!-- {at * at:x} -->" for at in range(1_400_000))
        content = ofd(page(line("甲", 20, 30)), parts={"Doc_0/Pages/Page_0/Content.xml": page(filling)})
        assert "more than the limit of 20 MB" in problem_of(tmp_path, content)

    def test_a_package_that_unpacks_a_thousandfold_is_refused(self, tmp_path: Path) -> None:
        content = ofd(page(line("甲", 20, 30)), parts={"Doc_0/Res/a.bin": " " * 20_000_000})
        assert "times its size" in problem_of(tmp_path, content)
