"""What rows keep so that lists need not look it up is put beside those that stood before."""

from datetime import date
from importlib import import_module
from unittest import mock

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction
from django.utils import timezone

from chancery.work import actions
from chancery.work.models import Extension, Task
from tests import make

pytestmark = pytest.mark.django_db

migration = import_module("chancery.work.migrations.0035_kept_for_lists")
KEPT = ("pk", "reported_until", "extensions_given")


@pytest.fixture
def lived():
    """Tasks nobody told of, told of in drafts alone, twice, given time, refused it, taken earlier."""
    quiet, drafted, told, given = (
        make.moved(make.task(due=date(2026, 4, 10)), "accept", at=make.moment("2026-03-02", 3))
        for _each in range(4)
    )
    binh, son, quang = (make.viewer(one()) for one in (make.binh, make.son, make.quang))
    said = {"health": "on_track", "text": "Đã họp"}
    with mock.patch.object(timezone, "now", return_value=make.moment("2026-03-19", 3)):
        actions.report_progress(task=drafted, period=date(2026, 3, 18), by=son, **said)
        for day in (16, 12):
            actions.report_progress(task=told, period=date(2026, 3, day), by=binh, **said)
        actions.report_progress(task=told, period=date(2026, 3, 18), by=son, **said)
        first = actions.ask_extension(task=given, due=date(2026, 5, 8), reason="Chờ", by=son)
    with mock.patch.object(timezone, "now", return_value=make.moment("2026-03-24", 3)):
        actions.decide_extension(extension=first, granted=True, by=quang)
        second = actions.ask_extension(task=given, due=date(2026, 6, 5), reason="Chờ", by=son)
        actions.decide_extension(extension=second, granted=False, answer="Không", by=quang)
        actions.ask_extension(task=given, due=date(2026, 4, 29), reason="", by=son)
        actions.ask_extension(task=quiet, due=date(2026, 6, 5), reason="Chờ", by=son)
    return quiet, drafted, told, given


def kept():
    return list(Task.objects.order_by("pk").values_list(*KEPT))


def test_the_actions_keep_what_was_told_and_given(lived):
    assert [row[1:] for row in kept()] == [
        (None, 0),
        (None, 0),
        (date(2026, 3, 16), 0),
        (None, 1),
    ]


def test_tasks_that_stood_before_have_it_counted(lived):
    before = kept()
    Task.objects.update(reported_until=None, extensions_given=0)
    migration.keep_reported(apps, None)
    migration.keep_given(apps, None)
    assert kept() == before


def test_decisions_that_stood_before_have_their_working_days_counted(lived):
    standing = dict(Extension.objects.values_list("pk", "decision_days"))
    assert sorted(standing.values(), key=str) == [0, 0, 3, None]  # from Thursday to Tuesday
    Extension.objects.filter(decided_at__isnull=False).update(decision_days=9)
    migration.count_decisions(apps, None)
    assert dict(Extension.objects.values_list("pk", "decision_days")) == standing


def test_nothing_that_stood_before_needs_no_calendar():
    migration.count_decisions(apps, None)
    assert not Extension.objects.exists()


@pytest.mark.parametrize("state", ["open", "granted"])
def test_a_question_has_its_days_with_its_decision_and_not_before(lived, state):
    rows = Extension.objects.filter(state=state)
    wrong = 3 if state == "open" else None
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.update(decision_days=wrong)
