"""Dates, numbers, names and states as each language writes them."""

from datetime import UTC, date, datetime
from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.utils.translation import override

from chancery.web import formatting, states
from chancery.web.icons import ICONS


@pytest.mark.parametrize(
    ("value", "vi", "en"),
    [
        (date(2024, 2, 22), "22/02/2024", "22 Feb 2024"),
        ("2024-02-22", "22/02/2024", "22 Feb 2024"),
        ("2024-02", "02/2024", "Feb 2024"),
        ("2024", "2024", "2024"),
        ("2026-04/2026-06", "04/2026 – 06/2026", "Apr 2026 – Jun 2026"),
        ("2024-04-02T20:54", "20:54 02/04/2024", "2 Apr 2024, 20:54"),
        (datetime(2024, 2, 22, 18, 0, tzinfo=UTC), "23/02/2024", "23 Feb 2024"),
        ("", "—", "—"),
        (None, "—", "—"),
        ("2024-02-31", "2024-02-31", "2024-02-31"),
        ("cuối năm", "cuối năm", "cuối năm"),
    ],
)
def test_a_day_is_written_with_the_precision_it_was_given(value, vi, en):
    with override("vi"):
        assert formatting.day(value) == vi
    with override("en"):
        assert formatting.day(value) == en


@pytest.mark.parametrize(
    ("value", "places", "vi", "en"),
    [
        (Decimal("1234.5"), 1, "1.234,5", "1,234.5"),
        (1234567, None, "1.234.567", "1,234,567"),
        (0, None, "0", "0"),
        (None, None, "—", "—"),
    ],
)
def test_a_number_is_written_as_the_language_does_and_a_missing_one_is_shown(
    value, places, vi, en
):
    with override("vi"):
        assert formatting.number(value, places) == vi
    with override("en"):
        assert formatting.number(value, places) == en


def test_a_name_comes_in_the_active_language_or_in_the_other_where_that_is_empty():
    unit = SimpleNamespace(name_vi="Bộ Công Thương", name_en="")
    with override("en"):
        assert formatting.bilingual(unit) == "Bộ Công Thương"


TODAY = date(2026, 10, 16)  # a Friday


@pytest.mark.parametrize(
    ("due", "label", "tone"),
    [
        (date(2026, 10, 21), "còn 3 ngày làm việc", "amber"),
        (date(2026, 10, 26), "còn 6 ngày làm việc", "plain"),
        (TODAY, "đến hạn hôm nay", "amber"),
        (date(2026, 10, 12), "quá hạn 4 ngày", "red"),
        (date(2026, 10, 11), "quá hạn 4 ngày", "red"),  # a Sunday runs to the Monday
        (date(2027, 5, 4), "còn 200 ngày", "plain"),
        (None, "không thời hạn", "quiet"),
    ],
)
def test_a_due_date_is_counted_in_working_days(due, label, tone):
    with override("vi"):
        badge = states.due_badge(due, today=TODAY)
    assert (badge.label, badge.tone) == (label, tone)


def test_a_thing_done_is_on_time_or_late_by_days():
    with override("en"):
        assert states.due_badge(TODAY, done=TODAY).label == "on time"
        assert states.due_badge(TODAY, done=date(2026, 10, 17)).label == "1 day late"
        assert states.due_badge(TODAY, done=date(2026, 10, 18)).label == "2 days late"


def test_every_look_is_a_known_tone_and_icon():
    for tone, icon in states.LOOKS.values():
        assert tone in states.TONES
        assert icon in ICONS
