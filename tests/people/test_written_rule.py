"""A rule put into SQL once says the same as its conditions, wherever its table stands."""

import pytest
from django.db import connection
from django.db.models import Count, Exists, OuterRef, Q
from django.test.utils import CaptureQueriesContext

from chancery.people.models import Post, Unit
from chancery.people.written_rule import WrittenRule
from tests import make

pytestmark = pytest.mark.django_db

HELD = Post.objects.values("unit")
MINISTRIES = Q(kind="ministry")


@pytest.fixture(autouse=True)
def _house():
    make.ground()
    make.tuan()


def _plain():
    return Unit.objects.filter(MINISTRIES | Q(pk__in=HELD))


def _ruled(rule):
    return Unit.objects.filter(rule)


def _keys(rows):
    return sorted(rows.values_list("pk", flat=True))


def test_it_finds_what_its_conditions_find():
    assert _keys(_ruled(WrittenRule(_plain()))) == _keys(_plain())
    assert 0 < _plain().count() < Unit.objects.count()


def test_it_holds_where_the_table_goes_by_another_name():
    rule = WrittenRule(_plain())
    below = Unit.objects.filter(belongs_to__in=_ruled(rule).values("pk"))
    expected = Unit.objects.filter(belongs_to__in=list(_plain()))
    assert _keys(below) == _keys(expected)
    assert expected.exists()


def test_it_holds_in_a_question_about_each_row():
    own = _ruled(WrittenRule(_plain())).filter(pk=OuterRef("belongs_to"))
    assert _keys(Unit.objects.filter(Exists(own))) == _keys(
        Unit.objects.filter(belongs_to__in=list(_plain()))
    )


def test_a_question_about_each_row_stays_right_inside_a_rule():
    has_units = Exists(Unit.objects.filter(belongs_to=OuterRef("pk")))
    rule = WrittenRule(Unit.objects.filter(has_units))
    parents = set(Unit.objects.exclude(belongs_to=None).values_list("belongs_to", flat=True))
    assert _keys(_ruled(rule)) == sorted(parents)
    below = Unit.objects.filter(belongs_to__in=_ruled(rule).values("pk"))
    assert _keys(below) == _keys(Unit.objects.exclude(belongs_to=None))


def test_it_can_be_denied_counted_joined_and_added():
    rule, plain = WrittenRule(_plain()), _plain()
    inside = set(_keys(plain))
    everything = set(_keys(Unit.objects.all()))
    assert set(_keys(Unit.objects.exclude(rule))) == everything - inside
    assert set(_keys(Unit.objects.filter(~Q(rule)))) == everything - inside
    assert _ruled(rule).count() == len(inside)
    missions = Unit.objects.filter(kind="mission")
    assert set(_keys(_ruled(rule) | missions)) == inside | set(_keys(missions))
    assert set(_keys(_ruled(rule).order_by().union(missions.order_by()))) == inside | set(
        _keys(missions)
    )
    by_kind = dict(_ruled(rule).order_by().values_list("kind").annotate(Count("pk")))
    assert sum(by_kind.values()) == len(inside)


def test_its_words_are_worked_out_once():
    rule = WrittenRule(_plain())
    with CaptureQueriesContext(connection) as asked:
        first, second = _keys(_ruled(rule)), _keys(_ruled(rule).filter(kind="ministry"))
    assert set(second) <= set(first)
    assert len(asked) == 2
    assert len(rule._written) == 1


def test_a_rule_that_joins_is_refused():
    with pytest.raises(ValueError, match="joins other tables"):
        WrittenRule(Unit.objects.filter(belongs_to__kind="ministry"))
