"""Where a relationship stands on a day."""

from datetime import date

import pytest

from chancery.partners.models import Partner, RelationshipLevel
from chancery.partners.queries import levels_in_use, with_level
from tests import make

pytestmark = pytest.mark.django_db


def level(code, rank, start, end="", partner="JP"):
    make.partner(partner)
    values = {"level": code, "rank": rank, "name_vi": code, "name_en": code}
    return RelationshipLevel.objects.create(partner_id=partner, start=start, end=end, **values)


def now(day):
    return with_level(Partner.objects.filter(pk="JP"), day).get()


def test_the_level_of_the_day_is_the_one_that_had_begun_and_not_ended():
    level("strategic", 40, "2009-04", "2023-11")
    level("comprehensive", 50, "2023-11")
    assert now(date(2015, 1, 1)).level_now == "strategic"
    assert now(date(2026, 1, 1)).level_now == "comprehensive"
    assert now(date(2026, 1, 1)).level_since == "2023-11"


def test_of_two_that_hold_the_closest_counts():
    level("sectoral", 25, "2024")
    level("strategic", 40, "2009")
    assert now(date(2026, 1, 1)).level_now == "strategic"


def test_a_partner_without_a_level_sorts_last():
    make.partner("JP")
    found = now(date(2026, 1, 1))
    assert (found.level_now, found.level_rank) == (None, 0)


def test_levels_in_use_are_named_once_the_closest_first():
    level("strategic", 40, "2009")
    level("strategic", 40, "2010", partner="KR")
    level("comprehensive", 50, "2012", partner="AU")
    assert [row.level for row in levels_in_use()] == ["comprehensive", "strategic"]
