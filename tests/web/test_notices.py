"""What a person was told, on their own page; and how the system stands, for administrators."""

from datetime import date

import pytest
from django.db import transaction

from chancery.notices.actions import post
from chancery.notices.models import Notice
from chancery.work import digest
from chancery.work.models import Reminder, Task
from tests import make
from tests.web.pages import page, send, words

pytestmark = pytest.mark.django_db


def told(user, subject="Nhắc việc", body="Xem trang Hôm nay", key="digest:1", **values):
    with transaction.atomic():
        return post(to=user, kind="digest", key=key, subject=subject, body=body, **values)


def test_everybody_finds_their_own_notices_and_nobody_elses(client):
    told(make.son(), "Của Sơn")
    assert "Của Sơn" in words(client, make.son(), "/notices/")
    assert "Của Sơn" not in words(client, make.binh(), "/notices/")


def test_looking_changes_nothing_and_a_button_marks_all_as_read(client):
    son = make.son()
    told(son)
    page(client, son, "/notices/")
    assert Notice.objects.get().seen_at is None
    send(client, son, "/notices/seen/")
    assert Notice.objects.get().seen_at is not None


def test_a_reminder_shows_its_tasks_as_far_as_they_may_still_be_seen(client):
    task = make.task(text="Mở thị trường cho bưởi", due=date(2026, 3, 2))
    son = make.son()
    notice = told(son)
    Reminder.objects.create(
        task=task,
        to=son,
        rule="overdue",
        due=task.due,
        occasion=task.due,
        made_at=notice.created_at,
        notice=notice,
    )
    assert task.reference in words(client, son, "/notices/")
    Task.objects.update(sensitivity="restricted")
    task.named_units.set(["mofa"])
    assert task.reference not in words(client, son, "/notices/")


def test_what_stands_in_a_notice_is_text_and_never_markup(client):
    told(make.son(), "<script>x</script>", "<img src=x> https://chancery.example/tasks/1/")
    shown = page(client, make.son(), "/notices/").content.decode()
    assert "<script>x" not in shown
    assert "<img src=x>" not in shown
    assert 'href="https://chancery.example/tasks/1/"' in shown


def test_the_address_of_a_task_in_a_letter_is_its_page(client):
    task = make.task()
    assert page(client, make.son(), digest.TASK_PAGE.format(task.pk)).status_code == 200


def test_an_administrator_sees_how_the_system_stands_and_what_to_do(client):
    shown = words(client, make.khoa(), "/settings/system/")
    assert "Chuỗi" in shown or "History" in shown or "Lịch sử" in shown
    assert page(client, make.lan(), "/settings/system/").status_code == 404
