"""Days, periods, deadlines and recurrences: the conventions of the guideline and its traps."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chancery.reader.mentions import periods
from chancery.reader.mentions.dates import deadline_of, find_dates, recurrence_of

REFERENCE = date(2026, 7, 17)
ORDINARY_DAYS = st.dates(date(1990, 1, 1), date(2089, 12, 31))


def values(text, language="vi", reference=REFERENCE):
    return [hit.period.value for hit in find_dates(text, reference, language)]


@given(ORDINARY_DAYS)
def test_a_day_written_in_words_is_read_back(day):
    assert values(f"họp ngày {day.day} tháng {day.month} năm {day.year}.") == [day.isoformat()]


@given(ORDINARY_DAYS, st.sampled_from("/-."))
def test_a_day_in_figures_is_read_day_first(day, mark):
    written = mark.join((f"{day.day:02d}", f"{day.month:02d}", str(day.year)))
    assert values(f"ngày {written},") == [day.isoformat()]


@given(ORDINARY_DAYS)
def test_an_english_day_is_read_back(day):
    assert values(f"on {day.day} {day:%B %Y}, in Seoul", "en") == [day.isoformat()]


def test_the_second_of_april_is_not_the_fourth_of_february():
    assert values("20:54, 02/04/2024") == ["2024-04-02T20:54"]
    assert values("ngày 02/04/2024") == ["2024-04-02"]


@pytest.mark.parametrize(
    ("reference", "text", "day"),
    [
        (date(2026, 7, 17), "báo cáo trước ngày 15/8", "2026-08-15"),
        (date(2026, 12, 20), "báo cáo trước ngày 15/1", "2027-01-15"),
        (date(2027, 1, 5), "ngày 28-12, tại Hà Nội", "2026-12-28"),
        (date(2018, 5, 24), "sáng 24-5 đến Hà Nội", "2018-05-24"),
    ],
)
def test_the_year_is_that_of_the_reference_day_or_the_nearest_that_fits(reference, text, day):
    (hit,) = find_dates(text, reference, "vi")
    assert hit.period.value == day
    assert hit.period.inferred


def test_without_a_reference_day_the_sentence_gives_the_year():
    text = "Ngày 22-2, tại Hà Nội, hội nghị triển khai công tác năm 2024 khai mạc."
    assert values(text, reference=None) == ["2024-02-22", "2024"]


def test_without_any_year_a_day_has_no_value():
    assert values("Ngày 22-2, tại Hà Nội.", reference=None) == [None]


@pytest.mark.parametrize(
    "text",
    [
        "ngày 31/2/2026",
        "tăng 5-7% so với",
        "thứ 19/126 quốc gia",
        "số 08/2003/NĐ-CP",
        "Hội nghị G20",
    ],
)
def test_what_only_looks_like_a_date_is_none(text):
    assert values(text) == []


def test_five_years_are_not_the_year_five():
    assert values("trong 5 năm") == []
    assert values("bảy năm mà chưa có hiệu lực") == []


def test_a_non_breaking_space_is_folded_before_the_dates_are_read():
    assert values("Trong hai năm qua, Việt Nam") == ["2024-07/2026-07"]


@pytest.mark.parametrize(
    ("language", "clause", "deadline"),
    [
        ("vi", "báo cáo Thủ tướng trước ngày 15 tháng 8 năm 2026", "2026-08-15"),
        ("vi", "hoàn thành trong tháng 8/2026", "2026-08-31"),
        ("vi", "công bố lộ trình trong tháng 10", "2026-10-31"),
        ("vi", "trình Chính phủ chậm nhất ngày 20/9/2026", "2026-09-20"),
        ("vi", "đưa kim ngạch lên 5 tỷ USD vào năm 2030, trình trong quý IV/2026", "2026-12-31"),
        ("vi", "mời đoàn sang làm việc trong quý III", "2026-09-30"),
        ("vi", "hoàn thành trong năm 2026", "2026-12-31"),
        ("vi", "lập nhóm công tác trước cuối năm 2026", "2026-12-31"),
        ("vi", "trong thời hạn 45 ngày kể từ ngày ban hành Thông báo này", "2026-08-31"),
        ("vi", "trả lời trong vòng 10 ngày làm việc kể từ ngày nhận được văn bản", "2026-07-31"),
        ("vi", "nâng kim ngạch lên 20 tỷ USD vào năm 2030", "2030"),
        ("vi", "đào tạo 300 kỹ sư giai đoạn 2027 - 2030", "2030"),
        ("vi", "hoàn thành trong tuần thứ hai của tháng 8", "2026-08-14"),
        ("en", "to conclude a new arrangement no later than 31 March 2027", "2027-03-31"),
        ("en", "to renew the Memorandum before its expiry on 31 March 2027", "2027-03-31"),
        ("en", "complete quarantine procedures by the end of 2026", "2026-12-31"),
        ("en", "to meet in the first half of 2027", "2027-06-30"),
        ("en", "to raise bilateral trade to US$150 billion by 2030", "2030"),
        ("en", "to reply within 60 days", "2026-09-15"),
        ("en", "to report within three months of the signing", "2026-10-17"),
    ],
)
def test_a_deadline_is_the_last_day_of_what_is_said(language, clause, deadline):
    day = deadline_of(clause, REFERENCE, language)
    assert day is not None
    assert day.value == deadline
    assert day.text in clause


@pytest.mark.parametrize(
    ("language", "clause"),
    [
        ("vi", "định kỳ hằng tháng gửi kết quả"),
        ("vi", "báo cáo kết quả trước ngày 05 hằng tháng"),
        ("vi", "triển khai thỏa thuận ký ngày 12/3/2026"),
        ("vi", "tiếp tục theo dõi, đôn đốc"),
        ("en", "to implement the Plan signed on 21 May 2026"),
        ("en", "to hold an exchange every year"),
    ],
)
def test_a_recurring_or_past_day_is_no_deadline(language, clause):
    assert deadline_of(clause, REFERENCE, language) is None


@pytest.mark.parametrize(
    ("language", "clause", "how_often"),
    [
        ("vi", "định kỳ hằng tháng gửi kết quả", "monthly"),
        ("vi", "báo cáo hàng quý", "quarterly"),
        ("vi", "họp giao ban hằng tuần", "weekly"),
        ("vi", "đối thoại thường niên", "yearly"),
        ("en", "to hold a summit-level exchange every year", "yearly"),
        ("en", "to report quarterly", "quarterly"),
        ("vi", "báo cáo trước ngày 15/8", None),
    ],
)
def test_how_often_a_clause_recurs(language, clause, how_often):
    assert recurrence_of(clause, language) == how_often


@given(ORDINARY_DAYS, st.integers(-400, 400))
def test_a_month_is_shifted_as_a_calendar_does(day, months):
    year, month = periods.shifted(day.year, day.month, months)
    assert 1 <= month <= 12
    assert (year - day.year) * 12 + month - day.month == months


@given(ORDINARY_DAYS)
def test_a_week_begins_on_monday_and_holds_its_day(day):
    first, last = map(date.fromisoformat, periods.calendar_week(day).value.split("/"))
    assert first.weekday() == 0
    assert first <= day <= last == first + timedelta(6)


@given(st.text(alphabet="0123456789-/T:", max_size=24))
def test_the_ends_of_any_value_are_days_or_none(value):
    assert isinstance(periods.last_day(value), date | None)
    assert isinstance(periods.first_day(value), date | None)
