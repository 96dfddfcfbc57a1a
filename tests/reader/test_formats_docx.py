"""DOCX: document order, tables, merged cells, headers, notes, numbers, tracked changes, bombs."""

import io
import zipfile

import docx
import pytest

from chancery.reader.formats import FormatError, Limits, extract
from chancery.reader.secrecy import marking
from tests.reader.samples import docx as bare
from tests.reader.samples import packed, paragraph

NO_OTHER = Limits()


def text_of(data: bytes) -> str:
    return extract(data, "a.docx").text


def row(*cells: str) -> str:
    return "<w:tr>" + "".join(f"<w:tc>{cell}</w:tc>" for cell in cells) + "</w:tr>"


def test_a_document_of_word_is_read_in_order() -> None:
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "BỘ NGOẠI GIAO"
    document.sections[0].footer.paragraphs[0].text = "Trang"
    document.add_paragraph("Trước bảng")
    table = document.add_table(rows=3, cols=3)
    for number, cell in enumerate(cell for row in table.rows for cell in row.cells):
        cell.text = str(number)
    table.cell(0, 0).merge(table.cell(0, 1)).text = "gộp ngang"
    table.cell(1, 0).merge(table.cell(2, 0)).text = "gộp dọc"
    document.add_paragraph("Sau bảng")
    document.add_paragraph("một", style="List Number")
    document.add_paragraph("hai", style="List Number")
    document.add_paragraph("ba", style="List Bullet")
    document.core_properties.title = "Báo cáo tháng 5"
    held = io.BytesIO()
    document.save(held)
    extracted = extract(held.getvalue(), "a.docx")
    assert extracted.text.splitlines() == [
        "BỘ NGOẠI GIAO",
        "Trước bảng",
        "gộp ngang | 2",
        "gộp dọc | 4 | 5",
        "| 7 | 8",
        "Sau bảng",
        "1. một",
        "2. hai",
        "- ba",
        "Trang",
    ]
    assert extracted.title == "Báo cáo tháng 5"
    shown = [extracted.text[start:end] for start, end in extracted.furniture]
    assert shown == ["BỘ NGOẠI GIAO", "Trang"]


def test_the_head_of_a_vietnamese_paper_is_read_cell_by_cell() -> None:
    left = paragraph("BỘ NGOẠI GIAO") + paragraph("Số: 12/BC-BNG")
    right = paragraph("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM") + paragraph("Độc lập - Tự do")
    head = f"<w:tbl>{row(left, right)}</w:tbl>"
    assert text_of(bare(head + paragraph("BÁO CÁO"))).splitlines() == [
        "BỘ NGOẠI GIAO",
        "Số: 12/BC-BNG",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do",
        "BÁO CÁO",
    ]


def test_tracked_deletions_are_left_out_and_insertions_kept() -> None:
    body = (
        "<w:p><w:r><w:t>Hai bên </w:t></w:r><w:del><w:r><w:delText>từ chối</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>nhất trí</w:t></w:r></w:ins><w:moveFrom><w:r><w:t>cũ</w:t></w:r></w:moveFrom>"
        "</w:p>"
    )
    extracted = extract(bare(body), "a.docx")
    assert extracted.text == "Hai bên nhất trí"
    assert "tracked changes" in extracted.warnings[0]
    assert "từ chối" in extracted.left_out


def test_notes_stand_at_the_end() -> None:
    notes = (
        '<w:footnote w:type="separator"><w:p/></w:footnote>'
        f"<w:footnote>{paragraph('Theo CAPMAS.')}</w:footnote>"
    )
    assert text_of(bare(paragraph("Kim ngạch tăng."), footnotes=notes)).splitlines() == [
        "Kim ngạch tăng.",
        "[1] Theo CAPMAS.",
    ]


NUMBERING = """
<w:abstractNum w:abstractNumId="1">
  <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1."/></w:lvl>
  <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%2."/></w:lvl>
  <w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%3)"/></w:lvl>
</w:abstractNum>
<w:abstractNum w:abstractNumId="2">
  <w:lvl w:ilvl="0"><w:start w:val="3"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1"/></w:lvl>
  <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2"/></w:lvl>
</w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="2"/></w:num>
<w:num w:numId="3"><w:abstractNumId w:val="1"/>
  <w:lvlOverride w:ilvl="0"><w:startOverride w:val="4"/></w:lvlOverride></w:num>
"""


def item(text: str, number: int, depth: int) -> str:
    numbered = f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>'
    return paragraph(text, numbered)


def test_numbers_that_word_writes_are_written() -> None:
    items = [
        (1, 0),
        (1, 1),
        (1, 2),
        (1, 2),
        (1, 1),
        (1, 2),
        (1, 0),
        (2, 0),
        (2, 1),
        (2, 1),
        (3, 0),
    ]
    body = "".join(item("x", number, depth) for number, depth in items)
    labels = [line.split()[0] for line in text_of(bare(body, numbering=NUMBERING)).splitlines()]
    assert labels == ["I.", "1.", "a)", "b)", "2.", "a)", "II.", "3", "3.1", "3.2", "IV."]


def test_text_boxes_and_word_art_are_read_once() -> None:
    box = (
        "<w:p><w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx>"
        f"<w:txbxContent>{paragraph('MẬT')}</w:txbxContent></wps:txbx></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:textbox><w:txbxContent>{paragraph('MẬT')}</w:txbxContent>"
        "</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    extracted = extract(bare(box + paragraph("Nội dung")), "a.docx")
    assert extracted.text.splitlines() == ["MẬT", "Nội dung"]
    assert marking(extracted.everything) is not None
    art = (
        "<w:p><w:r><w:pict><v:shape><v:textpath string='TỐI MẬT'/></v:shape></w:pict></w:r></w:p>"
    )
    extracted = extract(bare(paragraph("Nội dung"), header=art), "a.docx")
    assert marking(extracted.everything) is not None


@pytest.mark.parametrize("place", ["header", "footer", "comments", "footnotes"])
def test_a_mark_in_any_part_is_seen(place: str) -> None:
    inner = {"comments": "<w:comment>{}</w:comment>", "footnotes": "<w:footnote>{}</w:footnote>"}
    part = inner.get(place, "{}").format(paragraph("MẬT"))
    extracted = extract(bare(paragraph("Nội dung"), **{place: part}), "a.docx")
    if place == "footnotes":
        assert "[1] MẬT" in extracted.text
    else:
        assert marking(extracted.everything) is not None


def test_a_label_in_the_properties_is_seen() -> None:
    files = {
        "word/document.xml": '<w:document xmlns:w="urn:w"><w:body><w:p><w:r><w:t>Nội dung</w:t></w:r></w:p>'
        "</w:body></w:document>",
        "docProps/custom.xml": '<Properties><property name="MSIP_Label_1_Name"><v>Tối mật</v></property>'
        "</Properties>",
    }
    extracted = extract(packed(files), "a.docx")
    assert extracted.text == "Nội dung"
    assert marking(extracted.everything) is not None


def refusal(data: bytes, limits: Limits = NO_OTHER) -> FormatError:
    with pytest.raises(FormatError) as caught:
        extract(data, "a.docx", limits=limits)
    return caught.value


def test_a_zip_bomb_is_refused_before_it_is_unpacked() -> None:
    bomb = packed({"word/document.xml": b"<a>" + b" " * 30_000_000, "x": "y"})
    assert len(bomb) < 100_000
    assert "times its size" in refusal(bomb).cause
    many = packed({f"p{n}": b"0" * 1000 for n in range(50)})
    assert "unpacks to" in refusal(many, Limits(unpacked_bytes=10_000)).cause
    large = bare(paragraph("x" * 5000))
    assert "text parts" in refusal(large, Limits(xml_bytes=4000)).cause


def test_a_bomb_of_entities_is_not_unfolded() -> None:
    laughs = (
        '<!DOCTYPE w [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]>'
        '<w:document xmlns:w="urn:w"><w:body><w:p><w:r><w:t>Chào &c;</w:t></w:r></w:p></w:body></w:document>'
    )
    assert "ha" not in text_of(packed({"word/document.xml": laughs})).replace("Chào", "")


def test_a_file_of_the_machine_is_not_drawn_in() -> None:
    outside = (
        '<!DOCTYPE w [<!ENTITY f SYSTEM "file:///etc/hostname">]>'
        '<w:document xmlns:w="urn:w"><w:body><w:p><w:r><w:t>Chào&f;</w:t></w:r></w:p></w:body></w:document>'
    )
    assert text_of(packed({"word/document.xml": outside})) == "Chào"


@pytest.mark.parametrize("depth", [300, 100_000])
def test_tables_in_tables_beyond_measure_are_refused(depth: int) -> None:
    body = "<w:tbl><w:tr><w:tc>" * depth + paragraph("x") + "</w:tc></w:tr></w:tbl>" * depth
    assert refusal(bare(body), Limits(ratio=10**9)).trouble == "broken"


def test_a_cut_off_file_is_refused() -> None:
    whole = bare(paragraph("Hai bên nhất trí."))
    for length in range(4, len(whole) - 1, 97):
        error = refusal(whole[:length])
        assert error.trouble == "broken"


def test_a_protected_file_is_refused() -> None:
    held = io.BytesIO(bare(paragraph("x")))
    with zipfile.ZipFile(held) as archive:
        offsets = [info.header_offset for info in archive.infolist()]
    data = bytearray(held.getvalue())
    for offset in offsets:
        data[offset + 6] |= 1
    directory = data.find(b"PK\x01\x02")
    while directory >= 0:
        data[directory + 8] |= 1
        directory = data.find(b"PK\x01\x02", directory + 4)
    assert refusal(bytes(data)).trouble == "encrypted"


def test_a_document_without_text_or_main_part_is_refused() -> None:
    assert refusal(bare("<w:p/>")).trouble == "no_text"
    assert "main part" in refusal(packed({"[Content_Types].xml": "<Types/>"})).cause
    assert refusal(packed({"word/document.xml": "<broken"})).trouble == "broken"
    assert refusal(packed({"word/document.xml": "<other/>"})).trouble == "unsupported"
