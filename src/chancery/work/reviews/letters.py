"""Letters of call: one for each unit, with the table of what it is asked about; all as one ZIP."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils.translation import override

from chancery.lib.text import fold
from chancery.people.access import Viewer
from chancery.people.models import Unit
from chancery.work.models import Review, ReviewCall, ReviewItem
from chancery.work.papers import Column, Paper, Table, docx_of
from chancery.work.reviews import access
from chancery.work.reviews.queries import asked_units, items_of
from chancery.work.reviews.sheets import reply_sheet

_COLUMNS = (
    Column("STT", 1.4, centred=True),
    Column("Mã", 3.5, centred=True),
    Column("Nội dung cam kết", 10.4),
    Column("Đối tác", 3.4),
    Column("Thời hạn", 2.6, centred=True),
    Column("Vai trò", 2.6, centred=True),
)
_ZIP_TIME = (1980, 1, 1, 0, 0, 0)


def day_vi(day: date | None) -> str:
    """A day as Vietnamese papers write it."""
    return f"{day:%d/%m/%Y}" if day else ""


def asked_of(viewer: Viewer, review: Review, unit: str) -> list[ReviewItem]:
    """What a unit is asked about, of what the person may know of."""
    return with_parties(viewer, review, [unit]).get(unit, [])


def with_parties(
    viewer: Viewer, review: Review, units: Iterable[str]
) -> dict[str, list[ReviewItem]]:
    """The same for some units, with the parties of each commitment; four queries in all."""
    rows = items_of(viewer, review).prefetch_related("commitment__sides__partner")
    found = asked_units(rows)
    return {unit: found.get(unit, []) for unit in units}


def letter(review: Review, unit: Unit, items: list[ReviewItem], kept_back: int = 0) -> bytes:
    """The letter to one unit as a Word file; ``kept_back`` are commitments it cannot name here."""
    with override("vi"):
        return docx_of(_paper(review, unit, items, kept_back))


def letters_zip(viewer: Viewer, review: Review) -> io.BytesIO:
    """Letter and spreadsheet of every unit that is asked, two files each, in one package."""
    calls = list(access.calls(viewer).filter(review=review).select_related("unit"))
    items = with_parties(viewer, review, [call.unit_id for call in calls])
    hidden = _kept_back(review, items)
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        for call in calls:
            mine, name = items[call.unit_id], file_stem(review, call)
            words = letter(review, call.unit, mine, hidden.get(call.unit_id, 0))
            sheet = reply_sheet(viewer, review, call.unit, mine).getvalue()
            for ending, data in (("docx", words), ("xlsx", sheet)):
                entry = zipfile.ZipInfo(f"{name}.{ending}", date_time=_ZIP_TIME)
                entry.compress_type = zipfile.ZIP_DEFLATED
                package.writestr(entry, data)
    file.seek(0)
    return file


def file_stem(review: Review, call: ReviewCall) -> str:
    """The name of a unit's files: reference and unit, in letters that every system keeps."""
    plain = re.sub(r"[^a-z0-9]+", "-", fold(call.unit.name_vi)).strip("-")[:60]
    return f"{review.reference}-{plain or call.unit_id}"


def kept_back(review: Review, unit: str, items: list[ReviewItem]) -> int:
    """How many commitments a unit is asked about that the person may not know of."""
    return _kept_back(review, {unit: items}).get(unit, 0)


def _kept_back(review: Review, items: dict[str, list[ReviewItem]]) -> dict[str, int]:
    every = asked_units(review.items.prefetch_related("coordinating"))
    return {unit: len(every.get(unit, [])) - len(mine) for unit, mine in items.items()}


def _paper(review: Review, unit: Unit, items: list[ReviewItem], kept_back: int) -> Paper:
    issuer: Any = review.issuer or review.held_by
    above = issuer.belongs_to.name_vi if issuer.belongs_to else ""
    return Paper(
        above=above,
        issuer=issuer.name_vi,
        number=review.letter_number,
        place=review.place,
        day=review.call_on,
        subject=f"rà soát tình hình thực hiện cam kết quốc tế ({review.text})",
        to=unit.name_vi,
        body=[
            *_words(review, len(items), kept_back),
            "# Phụ lục: Danh mục cam kết",
            _list(items, unit),
        ],
        landscape_from=5 + bool(kept_back),
        signer_title=review.signer_title,
        signer=review.signer,
        recipients=("Như trên;", f"{review.held_by.name_vi} (để theo dõi);", "Lưu: VT."),
    )


def _words(review: Review, number: int, kept_back: int) -> list[str]:
    period = f"từ ngày {day_vi(review.period_start)} đến ngày {day_vi(review.period_end)}"
    restricted = (
        f"Ngoài ra có {kept_back:02d} cam kết hạn chế phổ biến, được gửi riêng theo quy định."
    )
    return [
        (
            f"Thực hiện việc rà soát định kỳ các cam kết quốc tế, kỳ {period}, {review.held_by.name_vi}"
            f" đề nghị Quý cơ quan báo cáo tình hình thực hiện {number:02d} cam kết nêu tại Phụ lục kèm"
            " theo, với các nội dung sau:"
        ),
        (
            "1. Tình trạng (đúng tiến độ, có nguy cơ chậm, chậm, đã hoàn thành), tiến độ và kết quả cụ"
            " thể, ngày hoàn thành nếu đã hoàn thành."
        ),
        (
            "2. Khó khăn, vướng mắc và đề xuất, kiến nghị; nêu rõ vấn đề vượt thẩm quyền. Đề xuất kết"
            " luận rà soát đối với từng cam kết: hoàn thành, tiếp tục (kèm thời hạn mới nếu có), điều"
            " chỉnh, dừng thực hiện, hoặc báo cáo cấp có thẩm quyền."
        ),
        (
            "3. Quý cơ quan trả lời bằng một trong các cách: điền trực tiếp trên hệ thống, điền bảng"
            " tính gửi kèm, hoặc gửi văn bản có ghi mã cam kết. Nội dung đã báo cáo được duyệt đã điền"
            " sẵn, không phải nhập lại."
        ),
        (
            f"Đề nghị Quý cơ quan gửi báo cáo trước ngày {day_vi(review.reply_by)} để tổng hợp, báo cáo."
            f" Mã đợt rà soát: {review.reference}."
        ),
        *([restricted] if kept_back else []),
    ]


def _list(items: list[ReviewItem], unit: Unit) -> Table:
    rows = [
        (
            str(number),
            item.commitment.reference,
            item.commitment.text,
            partners_of(item),
            day_vi(item.due),
            "Chủ trì" if item.unit_id == unit.pk else "Phối hợp",
        )
        for number, item in enumerate(items, 1)
    ]
    return Table(_COLUMNS, rows)


def partners_of(item: ReviewItem) -> str:
    """The other side's parties of a commitment, in Vietnamese; ``sides`` prefetched."""
    sides = item.commitment.sides.all()
    return ", ".join(side.partner.name_vi for side in sides if not side.partner.is_home)
