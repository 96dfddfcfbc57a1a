"""The area of a shortcoming, by the words officials use for it. First match holds."""

from __future__ import annotations

from chancery.reader.records.page import Page
from chancery.reader.seldom import Seldom

_AREAS: tuple[tuple[str, str], ...] = (
    ("payment", r"thanh toán|ngoại tệ|l/c|ký quỹ|tín dụng thư|payment|foreign exchange"),
    ("customs", r"hải quan|thông quan|customs"),
    ("sps", r"kiểm dịch|dư lượng|an toàn thực phẩm|vệ sinh|quarantine|sanitary|residue"),
    (
        "standards",
        r"tiêu chuẩn|dán nhãn|halal|chứng nhận|kỹ thuật(?= đối với hàng)|labelling|standard|certif",
    ),
    ("trade_defence", r"phòng vệ|chống bán phá giá|trợ cấp|tự vệ|anti-dumping|safeguard"),
    (
        "fta_utilisation",
        r"tận dụng ưu đãi|tỷ lệ tận dụng|ưu đãi thuế|tariff preferences|utilisation",
    ),
    ("tax", r"thuế|(?<!\w)tax(?!\w)"),
    ("licensing", r"cấp phép|giấy phép|thủ tục|licen[sc]|procedure|approval"),
    ("regulation", r"quy định|pháp luật|thể chế|nội luật|chính sách|regulation|legal"),
    ("ratification", r"phê chuẩn|hiệu lực|ratif"),
    ("logistics", r"vận tải|cước|cảng|lưu bãi|tàu|logistics|đường bay|shipping|freight|transport"),
    ("finance", r"giải ngân|vốn|khoản vay|kinh phí|disburs|loan|funding"),
    ("market_access", r"thị trường|tiếp cận|market"),
    ("coordination", r"phối hợp|liên kết|coordination"),
    ("reporting", r"báo cáo|thông tin|số liệu|information|reporting"),
    ("research_advice", r"nghiên cứu|tham mưu|dự báo|research"),
    ("staffing", r"nhân lực|cán bộ|biên chế|nguồn lực|staff"),
    ("fraud", r"lừa đảo|tranh chấp|fraud|dispute"),
    ("labour", r"lao động|workers|labour"),
    ("infrastructure", r"hạ tầng|đường sắt|dự án|infrastructure|project"),
    ("implementation", r"triển khai|thực hiện|tiến độ|thỏa thuận|cam kết|implement"),
)
_PATTERNS = tuple((area, Seldom(words)) for area, words in _AREAS)


def area_of(page: Page, start: int, end: int) -> str | None:
    """The area the clause is about; None where no word tells."""
    gates, low = page.gates.between(start, end), page.low
    for area, pattern in _PATTERNS:
        if pattern.search_through(gates, low, start, end):
            return area
    return None
