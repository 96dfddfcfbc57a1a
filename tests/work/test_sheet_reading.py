"""Tracking sheets as they are found in ministries, read cell by cell; no database."""

from contextlib import suppress
from datetime import date, timedelta
from unicodedata import normalize

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from chancery.people.sheets import SheetError
from chancery.work.models import TaskState
from chancery.work.sheets.columns import OFFICIAL, column_called, map_headings
from chancery.work.sheets.table import SheetLimits, read_table
from chancery.work.sheets.values import (
    NoDayError,
    UnitNames,
    day_of,
    last_day_of,
    names_of,
    share_of,
    state_of,
)
from tests.work.sheets import HEADINGS, book, row

calm = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
NAMES = UnitNames(
    {
        name: frozenset(keys)
        for name, keys in names_of(
            [
                ("Bộ Công Thương", "moit"),
                ("BCT", "moit"),
                ("Bộ Tài chính", "mof"),
                ("Bộ Văn hóa, Thể thao và Du lịch", "mocst"),
                ("Bộ Nông nghiệp và Môi trường", "mae"),
                ("Tỉnh Lạng Sơn", "province-lang-son"),
                ("Phòng Tổng hợp", "a"),
                ("Phòng Tổng hợp", "b"),
            ]
        ).items()
    },
    {"moit": "Bộ Công Thương", "mof": "Bộ Tài chính"},
)


def test_empty_rows_without_end_below_the_table_are_none():
    limits = SheetLimits(rows=10)
    table = read_table(csv(HEADINGS, row(), *[("", "")] * 2_000), "a.csv", limits)
    assert len(table.lines) == 1
    with pytest.raises(SheetError, match="more than 10 rows"):
        read_table(csv(HEADINGS, row(), *[("", "")] * 2_000, row()), "a.csv", limits)


def csv(*lines, encoding="utf-8"):
    return "\n".join(";".join(line) for line in lines).encode(encoding)


def test_the_headings_are_found_among_title_lines_and_all_25_are_known():
    table = read_table(book(row(), row()), "x.xlsx")
    mapped = map_headings(table.headings)
    assert (table.sheet, table.heading_row, len(table.lines)) == ("Nhiệm vụ", 4, 2)
    assert mapped.found == {column.name: at for at, column in enumerate(OFFICIAL)}
    assert mapped.proposed == ()
    assert table.address(17, mapped.found["lead"]) == "Nhiệm vụ!D17"


def test_headings_without_marks_in_capitals_and_in_another_order_are_the_same():
    assert map_headings(["DON VI CHU TRI", "ten nhiem vu:", "Ghi chú"]).found == {
        "lead": 0,
        "text": 1,
    }


def test_near_headings_are_proposed_and_marked_so():
    mapped = map_headings(["Tên nhiệm vụ", "Đơn vị chủ chì", "Ngày hoàn thàn"])
    assert mapped.found == {"text": 0, "lead": 1, "due": 2}
    assert set(mapped.proposed) == {"lead", "due"}


def test_what_is_needed_and_not_there_is_named():
    assert map_headings(["Ghi chú", "Tên nhiệm vụ"]).missing == ("lead",)


def test_headings_of_two_rows_are_put_together():
    upper = [*HEADINGS[:20], "Gia hạn", "", "Người phê duyệt", "", ""]
    lower = [*[""] * 20, "số lần", "mốc cũ", "họ tên", "email", "điện thoại"]
    table = read_table(book(lower, row(), headings=upper), "x.xlsx")
    assert set(map_headings(table.headings).found) == {column.name for column in OFFICIAL}
    assert [line.number for line in table.lines] == [6]


def test_numbers_of_columns_and_titles_of_groups_are_no_rows_and_are_told():
    counted = [f"({at})" for at in range(1, 26)]
    table = read_table(book(counted, ["I", "NHIỆM VỤ THƯỜNG XUYÊN"], row(number="1")), "x.xlsx")
    assert [line.number for line in table.lines] == [7]
    assert [number for number, _words in table.passed_over] == [5, 6]


def test_a_cell_merged_over_several_rows_holds_for_each():
    table = read_table(
        book(row(), row(text="Việc khác", lead=""), merge=[("D5:D6", "Bộ Tài chính")]), "x.xlsx"
    )
    at = map_headings(table.headings).found["lead"]
    assert [line.cells[at] for line in table.lines] == ["Bộ Tài chính", "Bộ Tài chính"]


def old(text):
    """As the old code page of Windows writes it: the letter, then its mark of tone."""
    told = ""
    for letter in text:
        parts = normalize("NFD", letter)
        tones = "".join(part for part in parts if part in "\u0300\u0301\u0303\u0309\u0323")
        told += normalize("NFC", "".join(p for p in parts if p not in tones)) + tones
    return told


def test_old_windows_letters_and_semicolons_come_out_whole():
    lines = [["Tên nhiệm vụ", "Đơn vị chủ trì"], ["Mo", "Bộ Công Thương"]]
    data = csv(*[map(old, line) for line in lines], encoding="cp1258")
    table = read_table(data, "cũ.csv")
    assert table.headings == ("Tên nhiệm vụ", "Đơn vị chủ trì")
    assert table.lines[0].cells == ("Mo", "Bộ Công Thương")
    assert table.sheet == "cũ"


@pytest.mark.parametrize(
    ("limits", "said"),
    [
        (SheetLimits(rows=10), "more than 10 rows"),
        (SheetLimits(cells=500), "more than 500 cells"),
        (SheetLimits(mb=0), "larger than 0 MB"),
    ],
)
def test_what_is_too_large_is_refused_with_its_limit(limits, said):
    with pytest.raises(SheetError, match=said):
        read_table(book(*[row() for _one in range(60)]), "x.xlsx", limits)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "empty"),
        (b"PK\x03\x04 no", "cannot be read"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "XLSX"),
    ],
)
def test_what_is_no_sheet_is_refused(data, said):
    with pytest.raises(SheetError, match=said):
        read_table(data, "x")


@calm
@given(some.dates(date(1990, 1, 1), date(2100, 1, 1)), some.sampled_from("/.-"))
def test_every_day_is_read_however_it_is_written(day, sign):
    assert day_of(f"{day.day}{sign}{day.month}{sign}{day.year}") == day
    assert day_of(f"{day:%d}{sign}{day:%m}{sign}{day:%Y}") == day
    assert day_of(day.isoformat()) == day
    assert day_of(f"ngày {day.day} tháng {day.month} năm {day.year}") == day


@calm
@given(some.integers(1, 99), some.integers(1, 99), some.integers(1990, 2100))
def test_a_day_that_does_not_exist_is_told_as_such(day, month, year):
    try:
        expected = date(year, month, day)
    except ValueError:
        with pytest.raises(NoDayError):
            day_of(f"{day}/{month}/{year}")
    else:
        assert day_of(f"{day}/{month}/{year}") == expected


@calm
@given(some.text(max_size=30))
def test_no_text_breaks_the_reading_of_values(text):
    for read in (day_of, last_day_of):
        with suppress(NoDayError):
            assert read(text) is None or isinstance(read(text), date)
    assert share_of(text) in {None, *range(101)}
    assert state_of(text) in {None, *TaskState}
    NAMES.several(text)


@calm
@given(some.dates(date(1990, 1, 1), date(2100, 1, 1)))
def test_a_month_quarter_or_year_ends_on_its_last_day(day):
    month = last_day_of(f"tháng {day.month}/{day.year}")
    assert month is not None
    assert (month.month, (month + timedelta(days=1)).day) == (day.month, 1)
    quarter = last_day_of(f"Quý {['I', 'II', 'III', 'IV'][(day.month - 1) // 3]}/{day.year}")
    assert quarter is not None
    assert quarter >= month
    assert last_day_of(str(day.year)) == date(day.year, 12, 31)


@calm
@given(some.permutations(HEADINGS))
def test_headings_are_found_in_any_order(headings):
    mapped = map_headings(headings)
    assert {headings[at] for at in mapped.found.values()} == set(HEADINGS)
    assert all(column_called(headings[at]) == name for name, at in mapped.found.items())


@pytest.mark.parametrize(
    ("text", "share"),
    [
        ("80%", 80),
        ("80", 80),
        ("0.8", 80),
        ("0,8", 80),
        ("100%", 100),
        ("120%", None),
        ("x", None),
    ],
)
def test_shares_are_read(text, share):
    assert share_of(text) == share


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("Đang triển khai", "in_progress"),
        ("HOÀN THÀNH", "done"),
        ("Đã hoàn thành quá hạn", "done"),
        ("đã xong", "done"),
        ("Chưa thực hiện", "assigned"),
        ("đã giao", "assigned"),
        ("đã trình", "submitted"),
        ("Hủy", "cancelled"),
        ("in progress", "in_progress"),
    ],
)
def test_states_are_read_in_the_words_in_use(text, state):
    assert state_of(text) == state


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("Bộ Công Thương; Bộ Tài chính", ["moit", "mof"]),
        ("- Bộ Công Thương\n- BCT\n- UBND tỉnh Lạng Sơn", ["moit", "province-lang-son"]),
        (
            "Bộ Văn hóa, Thể thao và Du lịch, Bộ Tài chính và bộ công thương",
            ["mocst", "mof", "moit"],
        ),
        ("BCT/Bộ Nông nghiệp và Môi trường", ["moit", "mae"]),
    ],
)
def test_several_units_of_one_cell_are_parted_where_their_names_end(text, keys):
    assert NAMES.several(text) == (keys, [])


def test_what_names_no_unit_or_several_is_told():
    assert NAMES.several("Bộ Tài chính; Bộ Mây; Phòng Tổng hợp") == (
        ["mof"],
        ["Bộ Mây", "Phòng Tổng hợp"],
    )
    assert NAMES.near("Bộ Công Thươg") == "Bộ Công Thương"
    assert NAMES.near("Bộ Mây") == ""
