"""Tracking sheets made for tests: the official 25 columns, as a ministry fills them in."""

import io

from xlsxwriter import Workbook

from chancery.work.sheets.columns import OFFICIAL

HEADINGS = [column.heading for column in OFFICIAL]
TITLES = (
    ["BỘ NGOẠI GIAO"],
    ["BẢNG THEO DÕI NHIỆM VỤ NGOẠI GIAO KINH TẾ"],
    [],
)
GOOD = {
    "text": "Đàm phán mở cửa thị trường cho quả bưởi sang Nhật Bản",
    "leader": "Thứ trưởng Nguyễn Văn A",
    "lead": "Bộ Công Thương",
    "coordinating": "Bộ Tài chính; Tỉnh Lạng Sơn",
    "contact": "Doãn Hải Sơn",
    "start": "02/01/2026",
    "due": "31/12/2026",
    "category": "Đột xuất",
    "origin": "Thông báo kết luận số 55/TB-VPCP ngày 02/01/2026",
    "state": "Đang thực hiện",
    "percent": "40%",
    "giver": "Thủ tướng Chính phủ",
}


def row(**cells):
    """The cells of one good row, or with some of them otherwise."""
    said = {**GOOD, **cells}
    return [said.get(column.name, "") for column in OFFICIAL]


def book(*rows, titles=TITLES, headings=HEADINGS, sheet="Nhiệm vụ", merge=()):
    """An XLSX with title lines above the headings."""
    file = io.BytesIO()
    made = Workbook(file, {"strings_to_formulas": False, "strings_to_urls": False})
    page = made.add_worksheet(sheet)
    for line, cells in enumerate([*titles, headings, *rows]):
        for place, value in enumerate(cells):
            page.write(line, place, value)
    for area, words in merge:
        page.merge_range(area, words)
    made.close()
    return file.getvalue()
