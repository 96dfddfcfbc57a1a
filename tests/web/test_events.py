"""History in words."""

from datetime import date

import pytest
from django.utils.translation import override

from chancery.history.queries import events_of
from chancery.web import events
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def added():
    commitment = make.commitment(due=date(2026, 12, 31), lead="moit")
    return events_of("commitment", commitment.pk).get()


def test_an_event_is_told_in_the_language_of_the_page(added):
    with override("vi"):
        assert events.title(added) == "Ghi mới"
    with override("en"):
        assert events.title(added) == "Added"


def test_changes_name_fields_units_partners_and_days_as_people_do(added):
    with override("en"):
        told = {name: after for name, _before, after in events.changes(added)}
    assert told["lead"] == "Ministry of Industry and Trade"
    assert told["due date"] == "31 Dec 2026"
    assert "Japan" in told["parties"]


def test_another_record_is_called_by_its_number():
    make.ground()
    standing = make.mechanism()
    made = make.initiative(mechanism=standing)
    added = events_of("initiative", made.pk).get()
    told = {after for _name, _before, after in events.changes(added)}
    assert standing.reference in told
    assert str(standing.pk) not in told


def test_an_action_without_words_shows_its_name(added):
    added.action = "commitment.frobnicate"
    assert events.title(added) == "commitment.frobnicate"


def test_what_was_purged_is_not_told(added):
    added.values_beside.delete()
    added = events_of("commitment", added.key).get()
    assert events.changes(added) == []


@pytest.mark.parametrize("value", [None, "", []])
def test_an_empty_value_is_shown_as_missing(added, value):
    added.values_beside.changes = {"due": [value, "2026-01-05"]}
    with override("vi"):
        assert events.changes(added) == [("thời hạn", "—", "05/01/2026")]
