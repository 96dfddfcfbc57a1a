"""The ways in which officials set a deadline, and the days that are none, in both languages."""

from __future__ import annotations

from datetime import date

import pytest

from chancery.reader import read
from chancery.reader.model import SURE
from chancery.reader.records.terms import deadline_of_words
from tests.reader.clause_samples import PAPER_HEAD, REPORT_HEAD

DAY = date(2026, 5, 27)

VIETNAMESE: list[tuple[str, str | None]] = [
    ("báo cáo trước ngày 15 tháng 8 năm 2026", "2026-08-15"),
    ("báo cáo trước 15/8", "2026-08-15"),
    ("báo cáo Thủ tướng Chính phủ chậm nhất ngày 20-9-2026", "2026-09-20"),
    ("báo cáo chậm nhất vào ngày 20/9", "2026-09-20"),
    ("trình chậm nhất là cuối tháng 9/2026", "2026-09-30"),
    ("hoàn thành chậm nhất trong tháng 9 năm 2026", "2026-09-30"),
    ("hoàn thành trong quý III năm 2026", "2026-09-30"),
    ("hoàn thành trong Quý III", "2026-09-30"),
    ("hoàn thành trước Quý IV/2026", "2026-09-30"),
    ("hoàn thành trong năm 2026", "2026-12-31"),
    ("hoàn thành năm 2026", "2026-12-31"),
    ("xong trước 30/6", "2026-06-30"),
    ("hoàn thành xong trước ngày 30 tháng 6", "2026-06-30"),
    ("hoàn thành trước 30 tháng 6 năm 2026", "2026-06-30"),
    ("trình Chính phủ trong tháng 10 năm 2026", "2026-10-31"),
    ("trình Chính phủ vào tháng 10/2026", "2026-10-31"),
    ("trình Chính phủ trong tháng 10 tới", "2026-10-31"),
    ("trình Chính phủ ngay trong tháng 6", "2026-06-30"),
    ("trình Chính phủ trong tháng này", "2026-05-31"),
    ("trình Chính phủ trong tháng tới", "2026-06-30"),
    ("trình trong quý này", "2026-06-30"),
    ("trình trong quý tới", "2026-09-30"),
    ("trình trong tuần này", "2026-05-31"),
    ("trình trong tuần tới", "2026-06-07"),
    ("báo cáo ngay trong tuần sau", "2026-06-07"),
    ("hoàn thành trong 6 tháng cuối năm 2026", "2026-12-31"),
    ("hoàn thành trong 6 tháng cuối năm", "2026-12-31"),
    ("hoàn thành trong nửa đầu năm 2027", "2027-06-30"),
    ("hoàn thành trong nửa cuối năm nay", "2026-12-31"),
    ("hoàn thành trong 6 tháng đầu năm 2027", "2027-06-30"),
    ("hoàn thành vào giữa năm 2027", "2027-06-30"),
    ("hoàn thành trước giữa năm 2027", "2027-06-30"),
    ("ký kết vào giữa năm sau", "2027-06-30"),
    ("tổ chức vào cuối năm nay", "2026-12-31"),
    ("tổ chức vào cuối năm 2026", "2026-12-31"),
    ("hoàn thành trước khi kết thúc năm 2026", "2026-12-31"),
    ("hoàn thành trước tháng 9 năm 2026", "2026-08-31"),
    ("hoàn thành trước năm 2027", "2026-12-31"),
    ("hoàn thành đến hết ngày 31/12/2026", "2026-12-31"),
    ("thực hiện từ nay đến hết năm 2026", "2026-12-31"),
    ("thực hiện từ nay đến cuối năm", "2026-12-31"),
    ("thực hiện từ nay tới cuối năm 2026", "2026-12-31"),
    ("thời hạn hoàn thành: 30/9/2026", "2026-09-30"),
    ("thời hạn: trước ngày 30/9/2026", "2026-09-30"),
    ("hạn chót là ngày 30/9/2026", "2026-09-30"),
    ("thời gian hoàn thành: tháng 9/2026", "2026-09-30"),
    ("thời gian hoàn thành: Quý III/2026", "2026-09-30"),
    ("(hoàn thành trong tháng 9/2026)", "2026-09-30"),
    ("trong vòng 30 ngày kể từ ngày ban hành Thông báo này", "2026-06-26"),
    ("trong vòng 30 ngày kể từ ngày ký", "2026-06-26"),
    ("trong thời hạn 15 ngày làm việc kể từ ngày nhận được văn bản này", "2026-06-17"),
    ("trong thời gian 02 tháng kể từ ngày ký ban hành Kết luận", "2026-07-27"),
    ("trong vòng 6 tháng", "2026-11-27"),
    ("trong vòng một năm", "2027-05-27"),
    ("trong 10 ngày tới", "2026-06-06"),
    ("chậm nhất 10 ngày sau hội nghị", None),
    ("chậm nhất sau 15 ngày kể từ khi kết thúc chuyến thăm", None),
    ("trước Kỳ họp thứ 12 Quốc hội khóa XVI", None),
    ("báo cáo tại phiên họp Chính phủ thường kỳ tháng 6/2026", "2026-06-30"),
    ("trước kỳ họp Ủy ban liên Chính phủ vào tháng 11/2026", "2026-11-30"),
    ("định kỳ hằng quý báo cáo Thủ tướng", None),
    ("định kỳ 6 tháng báo cáo", None),
    ("báo cáo định kỳ trước ngày 20 hằng tháng", None),
    ("báo cáo trước ngày 15 của tháng cuối quý", None),
    ("trước ngày 15/12 hằng năm", None),
    ("báo cáo hàng năm trước 31/12", None),
    ("trước ngày 10 tháng đầu tiên của quý tiếp theo", None),
    ("rà soát việc thực hiện Thông báo số 21/TB-VPCP ngày 15/3/2026", None),
    (
        "thực hiện nghiêm Chỉ thị số 15/CT-TTg ngày 10 tháng 7 năm 2024 của Thủ tướng Chính phủ",
        None,
    ),
    ("thực hiện Quyết định số 21/QĐ-TTg ngày 01/01/2027, báo cáo trước ngày 15/7", "2026-07-15"),
    (
        "xây dựng Kế hoạch triển khai giai đoạn 2026 - 2030, hoàn thành trong tháng 7/2026",
        "2026-07-31",
    ),
    ("xây dựng Đề án phát triển đến năm 2030, trình trong tháng 8", "2026-08-31"),
    ("tổng kết 6 tháng đầu năm 2026, báo cáo trước ngày 10/7", "2026-07-10"),
    ("chuẩn bị báo cáo công tác 6 tháng đầu năm 2026", None),
    ("xây dựng kế hoạch năm 2027 gửi Bộ trước 15/11/2026", "2026-11-15"),
    ("chuẩn bị tốt các hoạt động Năm APEC 2027", None),
    ("đưa kim ngạch lên 10 tỷ USD vào năm 2030", "2030"),
    ("nâng kim ngạch đạt 10 tỷ USD năm 2030", "2030"),
    ("đến năm 2030 đạt 10 tỷ USD", "2030"),
    ("đến cuối năm 2028 hoàn thành", "2028-12-31"),
    ("bảo đảm khởi công trước ngày 19/12/2026", "2026-12-19"),
    ("khởi công dịp 19/8/2026", "2026-08-19"),
    ("khánh thành vào dịp 2/9", "2026-09-02"),
    ("khánh thành nhân dịp Quốc khánh 02/9/2026", "2026-09-02"),
    ("hoàn thành ngay trong ngày 30/5", "2026-05-30"),
    ("phản hồi trong ngày 30/5/2026", "2026-05-30"),
    ("thông báo cho bạn muộn nhất ngày 5/6", "2026-06-05"),
    ("không để quá ngày 15/6/2026", "2026-06-15"),
    ("không quá ngày 30/9/2026", "2026-09-30"),
    ("gửi Bộ Ngoại giao tổng hợp trước 17h00 ngày 30/6/2026", "2026-06-30"),
    ("gửi trước 17 giờ ngày 30 tháng 6 năm 2026", "2026-06-30"),
    ("gửi trước 17h ngày 30/6", "2026-06-30"),
    ("tổ chức trong nửa cuối tháng 6/2026", "2026-06-30"),
    ("tổ chức tuần đầu tháng 7", "2026-07-07"),
    ("trong hạ tuần tháng 6/2026", "2026-06-30"),
    ("hoàn thành vào quý cuối năm 2026", "2026-12-31"),
    ("trong hai quý cuối năm 2026", "2026-12-31"),
    ("hoàn thành trong Quý III và Quý IV/2026", "2026-12-31"),
    ("trong giai đoạn từ nay đến năm 2030", "2030"),
    ("trong nhiệm kỳ 2026 - 2031", "2031"),
    ("trong hai năm 2026 - 2027", "2027"),
    ("kể từ ngày 01/7/2026", "2026-07-01"),
    ("áp dụng từ ngày 01/01/2027", "2027-01-01"),
    ("trong tháng 9 và tháng 10/2026", "2026-10-31"),
    ("từ ngày 10 đến ngày 15/9/2026", "2026-09-15"),
    ("trước thềm Hội nghị cấp cao vào tháng 11/2026", "2026-11-30"),
    ("để trình Quốc hội tại kỳ họp tháng 10/2026", "2026-10-31"),
    ("theo đúng tiến độ, hoàn thành trước Tết Nguyên đán", None),
    ("hoàn thành ngay sau khi có ý kiến của Bộ Chính trị", None),
    ("báo cáo ngay kết quả sau chuyến thăm", None),
]

ENGLISH: list[tuple[str, str | None]] = [
    ("submit the report by 30 June 2026", "2026-06-30"),
    ("submit by June 30", "2026-06-30"),
    ("submit no later than 15 July", "2026-07-15"),
    ("not later than the end of July 2026", "2026-07-31"),
    ("by the end of Q3 2026", "2026-09-30"),
    ("by end-Q3 2026", "2026-09-30"),
    ("by end-2026", "2026-12-31"),
    ("by the end of 2026", "2026-12-31"),
    ("by the end of this year", "2026-12-31"),
    ("by year-end", "2026-12-31"),
    ("by the year end", "2026-12-31"),
    ("before the end of the year", "2026-12-31"),
    ("by end June 2026", "2026-06-30"),
    ("by mid-2027", "2027-06-30"),
    ("by the middle of 2027", "2027-06-30"),
    ("by mid-July 2026", "2026-07-15"),
    ("by late 2026", "2026-12-31"),
    ("by the first quarter of 2027", "2027-03-31"),
    ("in the first half of 2027", "2027-06-30"),
    ("in the second half of this year", "2026-12-31"),
    ("in the third quarter", "2026-09-30"),
    ("during the third quarter of 2026", "2026-09-30"),
    ("within 60 days", "2026-07-26"),
    ("within sixty days of the signing of this Statement", "2026-07-26"),
    ("within 90 days of the date of this Statement", "2026-08-25"),
    ("within three months", "2026-08-27"),
    ("within six months of its entry into force", None),
    ("within the next six months", "2026-11-27"),
    ("within one year", "2027-05-27"),
    ("within a year", "2027-05-27"),
    ("within 2026", "2026-12-31"),
    ("this year", "2026-12-31"),
    ("within this year", "2026-12-31"),
    ("later this year", "2026-12-31"),
    ("next month", "2026-06-30"),
    ("by next month", "2026-06-30"),
    ("by the end of next month", "2026-06-30"),
    ("next week", "2026-06-07"),
    ("ahead of the APEC Summit in November 2027", "2027-11-30"),
    ("ahead of the next Joint Committee meeting", None),
    ("before the Summit", None),
    ("prior to 1 September 2026", "2026-09-01"),
    ("before October 2026", "2026-09-30"),
    ("before 2027", "2026-12-31"),
    ("by October 2026", "2026-10-31"),
    ("in October", "2026-10-31"),
    ("in November this year", "2026-11-30"),
    ("in September next year", "2027-09-30"),
    ("by 2030", "2030"),
    ("to US$10 billion by 2030", "2030"),
    ("by the year 2030", "2030"),
    ("from 2026 to 2030", "2030"),
    ("over 2026-2030", "2030"),
    ("for the period 2026-2030", "2030"),
    ("from 1 January 2027", "2027-01-01"),
    ("starting 1 January 2027", "2027-01-01"),
    ("starting in 2027", "2027"),
    ("effective 1 July 2026", "2026-07-01"),
    ("as from 1 July 2026", "2026-07-01"),
    ("every quarter", None),
    ("on a quarterly basis", None),
    ("twice a year", None),
    ("annually by 31 March", None),
    ("under the Agreement signed on 12 March 2024", None),
    ("on 15 October 2026", "2026-10-15"),
    ("in the last quarter of 2026", "2026-12-31"),
    ("in Q4", "2026-12-31"),
    ("by Q1 2027", "2027-03-31"),
    ("by 31 December", "2026-12-31"),
    ("on the occasion of the visit in September 2026", "2026-09-30"),
    ("deadline: 30 June 2026", "2026-06-30"),
    ("(by 30 June 2026)", "2026-06-30"),
    ("no later than two months after the meeting", None),
    ("in two weeks", "2026-06-10"),
    ("in the coming months", None),
    ("as soon as possible", None),
    ("within 30 working days", "2026-07-08"),
    ("by COB 30 June", "2026-06-30"),
    ("by 5 p.m. on 30 June 2026", "2026-06-30"),
    ("before the end of June", "2026-06-30"),
    ("at the end of June 2026", "2026-06-30"),
    ("by the end of the third quarter of 2026", "2026-09-30"),
    ("before the end of the first half of 2027", "2027-06-30"),
    ("in the course of 2027", "2027"),
    ("in 2026 and 2027", "2027"),
]


@pytest.mark.parametrize(("term", "value"), VIETNAMESE)
def test_a_vietnamese_clause_sets_its_last_day(term: str, value: str | None) -> None:
    found = deadline_of_words(f"Bộ Công Thương rà soát các dự án, {term}", DAY, "vi")
    assert (found.value if found else None) == value


@pytest.mark.parametrize(("term", "value"), ENGLISH)
def test_an_english_clause_sets_its_last_day(term: str, value: str | None) -> None:
    found = deadline_of_words(f"The two sides agreed to hold the meeting {term}", DAY, "en")
    assert (found.value if found else None) == value


TOLD_BEHIND = [
    (
        "1. Giao Bộ Công Thương rà soát các cam kết FTA; hoàn thành trước ngày 30/6/2026.",
        "2026-06-30",
    ),
    (
        "1. Bộ Tài chính xây dựng đề án thu hút vốn; thời hạn hoàn thành: quý III/2026.",
        "2026-09-30",
    ),
    ("1. Bộ Y tế rà soát danh mục thuốc nhập khẩu. Hoàn thành trong tháng 7.", "2026-07-31"),
    (
        "1. Bộ Xây dựng lập danh mục dự án kết nối với Lào (hoàn thành trong tháng 8/2026).",
        "2026-08-31",
    ),
    ("1. Bộ Khoa học và Công nghệ xây dựng đề án.\nThời hạn: 30/11/2026.", "2026-11-30"),
]


@pytest.mark.parametrize(("text", "value"), TOLD_BEHIND)
def test_a_term_behind_the_clause_is_its_own_and_no_task(text: str, value: str) -> None:
    found = read(f"{PAPER_HEAD}II. NHIỆM VỤ\n{text}\n", published=DAY).records
    (task,) = [f for f in found if f.confidence >= SURE]
    assert task.fields["deadline"].value == value


ABOVE = [
    ("4. Trong quý III/2026, Bộ Ngoại giao:", "2026-09-30"),
    ("5. Các bộ, ngành hoàn thành các nhiệm vụ sau trước ngày 30/9/2026:", "2026-09-30"),
    ("6. Bộ Ngoại giao thực hiện các việc sau, chậm nhất ngày 15/8:", "2026-08-15"),
]


@pytest.mark.parametrize(("chapeau", "value"), ABOVE)
def test_a_term_over_a_list_holds_for_its_items_without_one(chapeau: str, value: str) -> None:
    text = f"{PAPER_HEAD}II. NHIỆM VỤ\n{chapeau}\na) Rà soát thủ tục cấp phép;\nb) Trình đề án trước ngày 10/7.\n"
    found = [f for f in read(text, published=DAY).records if f.confidence >= SURE]
    days = [f.fields["deadline"].value for f in found if f.quote.startswith(("Rà", "Trình"))]
    assert days == [value, "2026-07-10"]


def test_a_heading_that_only_names_a_period_sets_no_term() -> None:
    text = f"{REPORT_HEAD}IV. KẾ HOẠCH THÁNG 6\n- Làm việc với cơ quan kiểm dịch về hồ sơ bưởi.\n"
    (task,) = [f for f in read(text, published=DAY).records if f.confidence >= SURE]
    assert task.fields["deadline"] is None


def test_what_is_promised_for_a_year_has_the_year() -> None:
    text = "Ông Novák cho biết\n\nÔng Novák nói. Phía Séc sẽ mở nhà máy tại Huế trong năm 2028.\n"
    found = [f for f in read(text, published=DAY).records if f.type == "COMMITMENT"]
    assert found[-1].fields["deadline"].value == "2028"
