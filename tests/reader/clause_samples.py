"""What the record tests share: a sentence or a small paper in, its records out."""

from __future__ import annotations

from datetime import date

from chancery.reader import read
from chancery.reader.model import SURE, Finding

DAY = date(2026, 5, 27)

PAPER_HEAD = """VĂN PHÒNG CHÍNH PHỦ
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: 301/TB-VPCP
Hà Nội, ngày 20 tháng 5 năm 2026
THÔNG BÁO
Kết luận của Phó Thủ tướng Chính phủ Lê Đình Khải tại cuộc họp về hội nhập

"""

REPORT_HEAD = """ĐẠI SỨ QUÁN VIỆT NAM TẠI BA LAN
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: 88/BC-ĐSQ
Vác-sa-va, ngày 02 tháng 4 năm 2026
BÁO CÁO
Công tác ngoại giao kinh tế quý I/2026

"""


def records(text: str, *, published: date = DAY) -> list[Finding]:
    """The sure records of a text."""
    return [f for f in read(text, published=published).records if f.confidence >= SURE]


def only(text: str, *, published: date = DAY) -> Finding:
    """The one sure record of a text."""
    found = records(text, published=published)
    assert len(found) == 1, [(f.type, f.rule, f.quote) for f in found]
    return found[0]


def said(text: str, *, published: date = DAY) -> list[tuple[str, str]]:
    """Type and quote of each sure record."""
    return [(f.type, f.quote) for f in records(text, published=published)]
