"""A question put into SQL once finds what is there now, and what its person may know of now."""

from datetime import timedelta

import pytest
from django.db import connection
from django.db.models.functions import Length
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from chancery.people.access import viewer_of
from chancery.people.models import Post
from chancery.people.written_question import all_of, first_of
from chancery.work import access
from chancery.work.models import Task
from tests import make

pytestmark = pytest.mark.django_db
_BUILT = []


def _tasks(viewer):
    _BUILT.append(viewer)
    rows = access.tasks(viewer).select_related("lead").prefetch_related("coordinating")
    return rows.annotate(long=Length("text")).order_by("pk")


def _keys(viewer, keys):
    return Task.objects.filter(pk__in=keys).values_list("pk", flat=True)


def test_it_finds_what_is_there_now():
    make.ground()
    lan = viewer_of(make.lan())
    assert first_of(_tasks, lan, 1) == ([], 0)
    one, two = make.task(), make.task()
    before = len(_BUILT)
    found, count = first_of(_tasks, lan, 1)
    assert (found, count) == ([one], 2)
    assert (found[0].long, found[0].lead) == (len(one.text), one.lead)
    assert list(found[0].coordinating.all()) == list(one.coordinating.all())
    with CaptureQueriesContext(connection) as asked:
        assert first_of(_tasks, viewer_of(lan.user), 1)[1] == 2
    assert len(_BUILT) == before, "it was put together again"
    assert "work_task" in asked[-2]["sql"]
    Task.objects.filter(pk=two.pk).update(text="x")
    assert all_of(_keys, lan, (two.pk,)) == [two.pk]
    assert all_of(_keys, lan, ()) == []


def test_who_holds_no_post_any_more_finds_nothing():
    make.ground()
    user = make.lan()
    make.task()
    assert first_of(_tasks, viewer_of(user), 5)[1] == 1
    Post.objects.filter(user=user).update(end=timezone.localdate() - timedelta(days=1))
    assert first_of(_tasks, viewer_of(user), 5) == ([], 0)
