"""Tables out of files that people bring, and files that are none."""

import io
import zipfile
from datetime import date

import openpyxl
import pytest
from django.utils import translation

from chancery.people.sheets import SheetError, read_sheet

TABLE = "Tên đơn vị;Trực thuộc\nPhòng Đối ngoại;mofa\n"


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def book(*rows, sheets=("Đơn vị",)) -> bytes:
    made, out = openpyxl.Workbook(), io.BytesIO()
    made.remove(made.active)
    for name in sheets:
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(row)
    made.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "named"),
    [
        (TABLE.encode(), "UTF-8"),
        (TABLE.encode("utf-8-sig"), "UTF-8"),
        (TABLE.encode("utf-16"), "UTF-16"),
        (TABLE.encode("utf-16-le"), "UTF-16"),
    ],
)
def test_the_encoding_is_recognised_and_told(data, named):
    sheet = read_sheet(data)
    assert sheet.headings == ("Tên đơn vị", "Trực thuộc")
    assert sheet.rows == ((2, ("Phòng Đối ngoại", "mofa")),)
    assert f"letters as {named}" in sheet.assumed


def test_old_windows_letters_come_out_whole():
    """The code page writes ệ as ê with a mark behind it."""
    data = "Tên;Thuộc\nPhòng Việt\u0300;mofa\n".encode("cp1258", "ignore")
    assert "letters as Windows-1258" in read_sheet(data).assumed


@pytest.mark.parametrize("sign", [";", ",", "\t"])
def test_the_sign_between_cells_is_recognised(sign):
    sheet = read_sheet(f'a{sign}b{sign}c\n1{sign}"x{sign}y"{sign}3\n'.encode())
    assert sheet.rows == ((2, ("1", f"x{sign}y", "3")),)


def test_an_xlsx_gives_texts_dates_and_values_of_formulas():
    sheet = read_sheet(book(("Tên", "Từ ngày", "Số"), ("Phòng A", date(2025, 3, 1), 7)))
    assert sheet.rows == ((2, ("Phòng A", "2025-03-01", "7")),)


def test_other_sheets_are_named_as_not_read():
    assert "not read: the sheets B" in read_sheet(book(("x",), ("1",), sheets=("A", "B"))).assumed


def test_empty_rows_are_passed_over_and_numbers_stay():
    sheet = read_sheet(b"a\n\n\nb\n")
    assert sheet.rows == ((4, ("b",)),)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "empty"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 99, "without a password"),
        (b"PK\x03\x04 no zip", "cannot be read"),
        (b"GIF89a\x00\x01 and more of it", "no spreadsheet"),
        (b"x" * (5 * 1024 * 1024 + 1), "larger than"),
        (("a\n" + "b\n" * 5001).encode(), "more than 5000 rows"),
        (("a\n" + "\n" * 20001).encode(), "more than 5000 rows"),
    ],
)
def test_what_is_no_table_says_what_to_do(data, said):
    with pytest.raises(SheetError, match=said):
        read_sheet(data)


def _zip(name: str, content: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr(name, content)
    return out.getvalue()


def test_a_file_that_swells_is_refused_before_it_is_unpacked():
    with pytest.raises(SheetError, match="too large unpacked"):
        read_sheet(_zip("xl/worksheets/sheet1.xml", b"0" * (61 * 1024 * 1024)))


def wide(rows: int, columns: int) -> bytes:
    made, out = openpyxl.Workbook(write_only=True), io.BytesIO()
    sheet = made.create_sheet("Đơn vị rộng")
    for _row in range(rows):
        sheet.append([1] * columns)
    made.save(out)
    return out.getvalue()


def test_a_sheet_of_very_wide_rows_is_refused_by_name_before_its_rows_are_read(monkeypatch):
    data = wide(7, 16_000)
    monkeypatch.setattr(openpyxl, "load_workbook", None)
    with pytest.raises(SheetError, match="“Đơn vị rộng” has more than 100000 cells"):
        read_sheet(data)


def test_a_row_beyond_the_last_column_is_named_with_its_sheet():
    with pytest.raises(SheetError, match="Row 1 of the sheet “Đơn vị rộng” has more than 40 col"):
        read_sheet(wide(2, 41))
    assert len(read_sheet(wide(2, 40)).headings) == 40
    with pytest.raises(SheetError, match="Row 2 of the file has more than 40 columns"):
        read_sheet(("a;b\n" + "x;" * 40 + "x\n").encode())


def test_a_first_line_longer_than_a_cell_may_be_is_refused():
    with pytest.raises(SheetError, match="no table"):
        read_sheet(("x" * 200_000 + ";b\n").encode())


def test_a_million_strings_beside_the_sheet_are_refused():
    with pytest.raises(SheetError, match=r"too large unpacked .* xl/sharedStrings.xml"):
        read_sheet(_zip("xl/sharedStrings.xml", b"<si/>" * 1_000_001))


def test_xml_that_declares_entities_is_refused():
    with pytest.raises(SheetError, match="Excel never writes"):
        read_sheet(_zip("xl/workbook.xml", b'<!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>'))
